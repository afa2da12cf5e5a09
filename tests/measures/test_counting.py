"""Duties counted: against a slow twin on random histories, and by hand where a group or a sum is at stake."""

from datetime import date
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.measures.slow_counting import Line, counted_slowly
from tests.standards.engines import by_case_engine
from tests.standards.histories import make_batch
from tests.standards.packs import all_standards, standard
from tests.standards.story import Story, story
from throughcare.facts import Fact
from throughcare.measures.counting import Count, Tally, count
from throughcare.standards.column_engine import derive
from throughcare.standards.fact_table import cut, fact_table

GROUP_OF = {"P1": "CRC", "P2": "NPS"}
"""P3 is left out on purpose: an organisation without a group stands for itself."""
JUNE = date(2016, 6, 30)


def counts_of(standards, streams, as_of, known_on=None, group_of=GROUP_OF) -> list[Count]:
    table = cut(fact_table(streams, backend="polars"), as_of=as_of, known_on=known_on)
    return count(derive(table, standards), as_of=as_of, group_of=group_of)


def line_of(found: Count) -> Line:
    """A count, as the twin writes it (where nothing can be unknown, how many were asked is not told)."""
    unknown = found.unknown
    owed = {outcome: getattr(found.tally, outcome) for outcome in ("met", "late", "missed", "pending", "void")}
    if unknown is None:
        return Line(owed, dict.fromkeys(owed, 0))
    return Line(owed, {outcome: getattr(unknown.tally, outcome) for outcome in owed}, unknown.asked)


def as_the_twin_counts(standards, obligations, as_of, group_of=GROUP_OF) -> dict[tuple[str, str], Line]:
    can_be_unknown = {each.name for each in standards if each.unknown}
    lines = counted_slowly(obligations, as_of=as_of, group_of=group_of)
    return {key: line if key[0] in can_be_unknown else Line(line.owed, line.not_known) for key, line in lines.items()}


def by_key(counts: list[Count]) -> dict[tuple[str, str], Line]:
    found = {(f"{each.pack}/{each.standard}", each.group): line_of(each) for each in counts}
    assert len(found) == len(counts), "a standard was counted twice for one group"
    return found


def streams_of(*stories: Story) -> dict[str, tuple[Fact, ...]]:
    return {f"person {place}": each.facts for place, each in enumerate(stories)}


# --- against the twin


@settings(max_examples=35)
@given(st.integers(0, 2**32))
def test_one_standard_is_counted_as_its_slow_twin_does(seed):
    rng = Random(seed)
    chosen = rng.choice(all_standards())
    batch = make_batch(chosen, rng, people=25)
    made = by_case_engine([chosen], batch.facts, batch.as_of, batch.known_on)
    found = counts_of([chosen], batch.facts, batch.as_of, batch.known_on)
    assert by_key(found) == as_the_twin_counts([chosen], made, batch.as_of)


@settings(max_examples=3)
@example(1)
@given(st.integers(0, 2**32))
def test_all_standards_are_counted_at_once_as_the_slow_twin_does(seed):
    rng = Random(seed)
    batch = make_batch(rng.choice(all_standards()), rng, people=40)
    made = by_case_engine(all_standards(), batch.facts, batch.as_of, batch.known_on)
    found = counts_of(all_standards(), batch.facts, batch.as_of, batch.known_on)
    assert by_key(found) == as_the_twin_counts(all_standards(), made, batch.as_of)
    places = {each.name: place for place, each in enumerate(all_standards())}
    order = [(places[f"{each.pack}/{each.standard}"], each.group) for each in found]
    assert order == sorted(order)


# --- by hand


PLAN = standard("briefing/plan-in-time")


def test_the_five_outcomes_are_counted_apart():
    given_to_p1 = story().sentenced("2016-03-01").allocated("2016-03-01", to="P1/A")
    late_start = story().sentenced("2016-06-29").allocated("2016-06-29", to="P1/A")
    people = streams_of(
        given_to_p1.planned("2016-03-15"),
        given_to_p1.planned("2016-03-16"),
        given_to_p1,
        late_start,
        given_to_p1.ended("2016-03-15"),
        given_to_p1.planned("2016-03-02"),
    )
    (found,) = counts_of([PLAN], people, JUNE)
    assert found == Count("briefing", "plan-in-time", "CRC", Tally(met=2, late=1, missed=1, pending=1, void=1))
    assert found.tally.denominator == 4
    assert found.tally.share == 0.5
    assert found.unknown is None
    assert found.range is None


def test_pending_is_no_part_of_the_share_and_nor_is_void():
    assert Tally(pending=3, void=2).denominator == 0
    assert Tally(pending=3, void=2).share is None
    assert Tally(pending=3, void=2).interval is None
    assert Tally(met=1, pending=3, void=2).share == 1.0


def test_a_duty_of_nobody_is_counted_for_the_group_none():
    (found,) = counts_of([PLAN], streams_of(story().sentenced("2016-03-01")), JUNE)
    assert (found.group, found.tally) == ("none", Tally(missed=1))


def test_organisations_of_one_group_are_counted_together_and_one_without_a_group_by_itself():
    to = [story().sentenced("2016-03-01").allocated("2016-03-01", to=f"{code}/A") for code in ("P1", "P2", "P3", "P4")]
    found = counts_of([PLAN], streams_of(*to), JUNE, group_of={"P1": "CRC", "P2": "CRC", "P3": "NPS"})
    assert [(each.group, each.tally.missed) for each in found] == [("CRC", 2), ("NPS", 1), ("P4", 1)]


def test_the_same_standard_in_two_packs_is_counted_twice():
    standards = [standard("briefing/allocated-in-time"), standard("contract-2015/allocated-in-time")]
    found = counts_of(standards, streams_of(story().sentenced("2016-03-01").allocated("2016-03-02")), JUNE)
    assert [(each.pack, each.standard) for each in found] == [
        ("briefing", "allocated-in-time"),
        ("contract-2015", "allocated-in-time"),
    ]


def test_groups_without_a_duty_are_left_out():
    assert counts_of([PLAN], {}, JUNE) == []
    assert counts_of([PLAN], {"ann": ()}, JUNE) == []
    assert counts_of([PLAN], streams_of(story().sentenced("2016-07-01")), JUNE) == [], "it lies ahead"


@pytest.mark.parametrize("as_of", ["2016-03-15", "2016-03-16"])
def test_a_duty_is_missed_only_after_its_due_day(as_of):
    people = streams_of(story().sentenced("2016-03-01"))
    (found,) = counts_of([PLAN], people, date.fromisoformat(as_of))
    assert found.tally == (Tally(pending=1) if as_of == "2016-03-15" else Tally(missed=1))


def test_tallies_add_up_outcome_by_outcome_and_an_empty_one_is_nothing():
    assert Tally(1, 2, 3, 4, 5) + Tally(10, 20, 30, 40, 50) == Tally(11, 22, 33, 44, 55)
    assert not Tally()
    assert all(Tally(**{outcome: 1}) for outcome in ("met", "late", "missed", "pending", "void"))
