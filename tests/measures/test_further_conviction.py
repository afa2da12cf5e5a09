"""Further convictions: who counts, from when, and for whom. By hand from the words, and against a slow twin."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.measures.slow_counting import convicted_slowly
from tests.standards.packs import pack
from tests.standards.story import Story, story
from throughcare.facts import Fact
from throughcare.facts.stream import standing
from throughcare.measures.counting import Count, Tally
from throughcare.measures.further_conviction import count_further_convictions
from throughcare.standards.fact_table import cut, fact_table

JUNE = date(2016, 6, 30)
BEGUN = story().sentenced("2015-03-02").allocated("2015-03-04", to="C01/A")


def counted(streams, *, as_of: date = JUNE, group_of=None, known_on: date | None = None) -> list[Count]:
    table = cut(fact_table(streams, backend="polars"), as_of=as_of, known_on=known_on)
    commencement = pack("briefing").terms["commencement"]
    return count_further_convictions(table, commencement=commencement, group_of=group_of or {}, pack="briefing")


def told(*stories: Story, **days) -> dict[str, tuple[int, int]]:
    """The convicted and the others, by group."""
    found = counted({f"person {place}": each.facts for place, each in enumerate(stories)}, **days)
    return {each.group: (each.tally.met, each.tally.missed) for each in found}


@pytest.mark.parametrize(
    ("given", "then"),
    [
        pytest.param(BEGUN, (0, 1), id="never convicted"),
        pytest.param(BEGUN.convicted("2015-06-01"), (1, 0), id="convicted afterwards"),
        pytest.param(BEGUN.convicted("2015-03-02"), (1, 0), id="on the day it began"),
        pytest.param(
            BEGUN.happens("convicted", "2015-03-02", offence_on=date(2014, 12, 1)),
            (1, 0),
            id="on the day it began, for an earlier offence",
        ),
        pytest.param(
            BEGUN.happens("convicted", "2015-06-01", offence_on=date(2014, 12, 1)),
            (1, 0),
            id="afterwards, for an earlier offence",
        ),
        pytest.param(BEGUN.convicted("2015-03-01"), (0, 1), id="on the day before it began"),
        pytest.param(BEGUN.convicted("2015-03-01").convicted("2015-08-01"), (1, 0), id="before and after"),
        pytest.param(BEGUN.convicted("2015-06-01").convicted("2015-08-01"), (1, 0), id="two count once"),
        pytest.param(BEGUN.ended("2015-05-01").convicted("2015-06-01"), (1, 0), id="after the order's end"),
        pytest.param(
            BEGUN.convicted("2015-06-01").sentenced("2015-07-01", "2"),
            (1, 0),
            id="between the first beginning and a second",
        ),
        pytest.param(BEGUN.convicted("2016-07-01"), (0, 1), id="after the as-of day"),
        pytest.param(BEGUN.convicted("2016-06-30"), (1, 0), id="on the as-of day"),
        pytest.param(BEGUN.convicted("2015-06-01").withdrawn(3), (0, 1), id="withdrawn"),
    ],
)
def test_a_conviction_counts_from_the_day_on_which_supervision_first_began(given, then):
    assert told(given) == {"C01": then}


CUSTODY = story().sent_to_custody("2015-03-02").allocated("2015-03-04", to="C01/A")


@pytest.mark.parametrize(
    ("given", "then"),
    [
        pytest.param(CUSTODY, {}, id="still inside"),
        pytest.param(CUSTODY.convicted("2015-06-01"), {}, id="convicted inside"),
        pytest.param(CUSTODY.released("2015-09-01"), {"C01": (0, 1)}, id="released"),
        pytest.param(CUSTODY.released("2015-09-01").convicted("2015-09-01"), {"C01": (1, 0)}, id="on that day"),
        pytest.param(CUSTODY.convicted("2015-08-31").released("2015-09-01"), {"C01": (0, 1)}, id="the day before"),
        pytest.param(
            CUSTODY.convicted("2015-08-31").released("2015-09-01").released("2015-08-01", "2"),
            {"C01": (1, 0)},
            id="the first of two releases counts",
        ),
        pytest.param(CUSTODY.released("2016-07-01"), {}, id="released after the as-of day"),
        pytest.param(
            story().sentenced("2015-03-02", disposal="SUSPENDED SENTENCE ORDER").convicted("2015-03-02"),
            {"none": (1, 0)},
            id="a suspended sentence order begins at the sentence",
        ),
        pytest.param(story().sentenced("2015-03-02", disposal=None), {}, id="a sentence of no known kind"),
        pytest.param(story().allocated("2015-03-02").convicted("2015-04-01"), {}, id="allocated, never begun"),
        pytest.param(story().convicted("2015-04-01"), {}, id="nothing but convicted"),
    ],
)
def test_supervision_begins_at_a_sentence_in_the_community_or_at_release(given, then):
    assert told(given) == then


@pytest.mark.parametrize(
    ("given", "group"),
    [
        pytest.param(story().sentenced("2015-03-02"), "none", id="never given to anybody"),
        pytest.param(BEGUN.allocated("2015-05-01", to="C02/A"), "C01", id="the first, not the latest"),
        pytest.param(
            story().allocated("2015-02-01", to="C09/A").sentenced("2015-03-02").allocated("2015-03-04", to="C01/A"),
            "C09",
            id="the first ever, before it began too",
        ),
        pytest.param(
            story().sentenced("2015-03-02").allocated("2015-03-04", "2", to="N01/A").allocated("2015-03-05"),
            "N01",
            id="of any order",
        ),
        pytest.param(
            story().sentenced("2015-03-02").allocated("2015-03-09", to="C02/A").allocated("2015-03-04", to="C01/A"),
            "C01",
            id="by day and not by number",
        ),
        pytest.param(
            story().sentenced("2015-03-02").allocated("2015-03-04", to="C01/A").allocated("2015-03-04", to="C02/B"),
            "C01",
            id="of two on one day the first on record",
        ),
        pytest.param(
            story().sentenced("2015-03-02").allocated("2015-03-04", to="/A").allocated("2015-03-05", to="C01/A"),
            "none",
            id="the first names no organisation",
        ),
        pytest.param(
            story().sentenced("2015-03-02").allocated("2016-07-04"), "none", id="given to somebody after the as-of day"
        ),
    ],
)
def test_a_person_counts_for_whoever_was_given_the_case_first(given, group):
    assert told(given) == {group: (0, 1)}


def test_groups_are_counted_together_and_come_in_order():
    north = story().sentenced("2015-03-02").allocated("2015-03-04", to="N01/A")
    people = {"a": BEGUN.convicted("2015-06-01"), "b": BEGUN, "c": north, "d": story().sentenced("2015-03-02")}
    group_of = {"C01": "CRC", "N01": "NPS"}
    assert counted({name: each.facts for name, each in people.items()}, group_of=group_of) == [
        Count("briefing", "further-conviction", "CRC", Tally(met=1, missed=1)),
        Count("briefing", "further-conviction", "NPS", Tally(missed=1)),
        Count("briefing", "further-conviction", "none", Tally(missed=1)),
    ]


def test_nobody_is_nobody():
    assert counted({}) == []
    assert counted({"ann": ()}) == []


# --- against the twin


HAPPENS = ("sentenced", "sent_to_custody", "released", "allocated", "convicted", "convicted", "ended", "withdrawn")


def history(person: str, rng: Random) -> tuple[Fact, ...]:
    """A short life, crowded into a few days."""
    so_far = story()
    for _ in range(rng.randrange(9)):
        so_far = one_more(so_far, rng.choice(HAPPENS), rng)
    return tuple(replace(fact, person=person) for fact in so_far.facts)


def one_more(so_far: Story, kind: str, rng: Random) -> Story:
    on = (date(2015, 3, 2) + timedelta(rng.randrange(6))).isoformat()
    match kind:
        case "withdrawn":
            return so_far.withdrawn(rng.randint(1, max(1, len(so_far.facts))), on)
        case "convicted":
            return so_far.convicted(on)
        case "allocated":
            return so_far.allocated(on, rng.choice("12"), to=rng.choice(("P1/A", "P2/A", "P3/A", "/A")))
        case _:
            return getattr(so_far, kind)(on, rng.choice("12"))


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_convictions_are_counted_as_the_slow_twin_does(seed):
    rng = Random(seed)
    streams = {f"X{number}": history(f"X{number}", rng) for number in range(30)}
    as_of = date(2015, 3, 2) + timedelta(rng.randrange(7))
    group_of = {"P1": "CRC", "P2": "NPS"}
    found = counted(streams, as_of=as_of, group_of=group_of)
    assert all(each.tally == Tally(met=each.tally.met, missed=each.tally.missed) for each in found)
    known = {person: standing(facts, as_of=as_of) for person, facts in streams.items()}
    assert {each.group: (each.tally.met, each.tally.missed) for each in found} == convicted_slowly(
        known, group_of=group_of
    )
