"""What-if: against the case engine on both readings, by what must hold of any change, and by hand."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.measures.slow_what_if import both_readings, months_slowly, moves_slowly, unsure_slowly
from tests.standards.histories import make_batch
from tests.standards.keystone import probe_pack
from tests.standards.packs import all_packs, pack, standard
from tests.standards.story import story
from throughcare.measures.counting import counts_of, tallied
from throughcare.measures.side_by_side import Period, SideBySide, Stands, as_rows, of_rows
from throughcare.measures.what_if import cannot_say, count_what_if, moves_of, work_of
from throughcare.standards.changes import ChangeFault, WhatIf, what_if_of_file, what_if_one, what_if_pack
from throughcare.standards.column_engine import derive
from throughcare.standards.fact_table import cut, fact_table
from throughcare.standards.language import Deadline

DAY = date(2018, 12, 31)
LIMITS = ("", "0 days", "1 working day", "3 working days", "10 days", "1 month", "3 months")
WHO = ("", "everybody", "nobody", "{rosh_level: [HIGH, VERY HIGH]}", "warranted", "{screened: true}")
SATISFIES = ("", "seen", "plan", "completed_review", "{kind: home_visit, outcome: ATTENDED}")
HOLDS = ("", "{screened: true}", "{full_analysis: true, no_check_outstanding: true}", "concerned")
BRIEFING = pack("briefing")


def counted(what_if: WhatIf, streams, as_of, known_on=None, slices=1, **more) -> SideBySide:
    """The streams counted in as many slices of people."""
    names = sorted(streams)
    parts = [{name: streams[name] for name in names[place::slices]} for place in range(slices)]
    tables = [cut(fact_table(part, backend="polars"), as_of=as_of, known_on=known_on) for part in parts]
    return count_what_if(what_if, tables, as_of=as_of, **more)


def one(id_: str, **texts: str) -> WhatIf:
    return what_if_one(texts, standard(f"briefing/{id_}"), BRIEFING)


def random_change(rng: Random) -> WhatIf:
    chosen_pack = rng.choice((*all_packs(), probe_pack()))
    chosen = rng.choice(chosen_pack.standards)
    satisfies = SATISFIES if isinstance(chosen, Deadline) else HOLDS
    limit = rng.choice(LIMITS) if isinstance(chosen, Deadline) else ""
    texts = {"limit": limit, "applies": rng.choice(WHO), "met_by": rng.choice(satisfies)}
    try:
        return what_if_one(texts, chosen, chosen_pack)
    except ChangeFault:
        assume(False)
        raise


# --- against the slow twin


@settings(max_examples=40)
@given(st.integers(0, 2**32))
def test_both_readings_are_those_of_the_case_engine_person_by_person(seed):
    rng = Random(seed)
    what_if = random_change(rng)
    ((today, changed),) = what_if.pairs
    batch = make_batch(today, rng, people=20)
    found = counted(what_if, batch.facts, batch.as_of, slices=rng.choice((1, 3)))
    readings = both_readings(today, changed, batch.facts, batch.as_of)
    assert found.moves == moves_slowly(*readings, batch.as_of)
    assert found.months == months_slowly(*readings, batch.as_of)
    assert unsure_of(found) == unsure_slowly(*readings, batch.as_of)
    assert found.people == 20
    assert of_rows(as_rows(found)) == found


def unsure_of(found: SideBySide) -> Counter:
    told: Counter = Counter()
    for each, many in found.unsure.items():
        holder = each.move.after if each.is_second else each.move.before
        told[each.move.standard, holder, each.is_second, each.outcome.value] += many
    return told


@settings(max_examples=20)
@given(st.integers(0, 2**32))
def test_a_reading_is_what_the_measure_of_the_same_standard_counts(seed):
    """With its share unknown and its range: what is said of a measure is said of a what-if."""
    rng = Random(seed)
    what_if = random_change(rng)
    ((today, changed),) = what_if.pairs
    batch = make_batch(today, rng, people=20)
    found = counted(what_if, batch.facts, batch.as_of).by_group(lambda _: "all")
    table = cut(fact_table(batch.facts, backend="polars"), as_of=batch.as_of)
    for is_second, read in ((False, today), (True, changed)):
        everybody = [replace(each, provider="all") for each in tallied(derive(table, [read]), as_of=batch.as_of)]
        for measure in counts_of(everybody, [read], {}):
            reading = found["all"].reading(read.name, "all", is_second=is_second)
            if measure.unknown and measure.unknown.unknown:
                assert reading == measure
            else:
                assert reading == replace(measure, unknown=None)


@pytest.mark.parametrize("text", [{"limit": "3 days"}, {"met_by": "report_delivered"}, {"applies": "concerned"}])
@pytest.mark.parametrize("name", ["day-asked-for", "day-in-a-clause", "ended-or-void"])
def test_a_day_that_a_fact_says_and_what_voids_stay_in_both_readings(name, text):
    chosen = next(each for each in probe_pack().standards if each.id == name)
    what_if = what_if_one(text, chosen, probe_pack())
    ((today, changed),) = what_if.pairs
    batch = make_batch(today, Random(name), people=40)
    found = counted(what_if, batch.facts, batch.as_of)
    readings = both_readings(today, changed, batch.facts, batch.as_of)
    assert found.moves == moves_slowly(*readings, batch.as_of)
    assert {move.was for move in found.moves} >= {Stands.VOID, Stands.MISSED}


# --- what holds of any change


@settings(max_examples=20)
@given(st.integers(0, 2**32))
def test_the_same_reading_twice_moves_nobody(seed):
    rng = Random(seed)
    what_if = random_change(rng)
    ((today, _),) = what_if.pairs
    batch = make_batch(today, rng, people=20)
    found = counted(WhatIf(what_if.pack, ((today, today),), {}), batch.facts, batch.as_of)
    assert found.moved == 0
    assert work_of(found).more == 0


@settings(max_examples=25)
@given(st.integers(0, 2**32), st.integers(0, 4))
def test_a_tighter_limit_never_turns_missed_into_met(seed, days):
    rng = Random(seed)
    batch = make_batch(standard("briefing/first-appointment"), rng, people=40)
    moves = moves_of(counted(one("first-appointment", limit=f"{days} working days"), batch.facts, batch.as_of))
    assert all(now is not Stands.MET for (_, now) in moves)
    assert all(was is not Stands.MISSED for (was, _) in moves)


@settings(max_examples=6)
@given(st.integers(0, 2**32))
def test_slices_give_what_the_whole_gives(seed):
    rng = Random(seed)
    what_if = random_change(rng)
    batch = make_batch(what_if.pairs[0][0], rng, people=20)
    whole, parts = (counted(what_if, batch.facts, batch.as_of, slices=many) for many in (1, 4))
    assert (whole.moves, whole.months) == (parts.moves, parts.months)


# --- by hand


def people(**days: str | None) -> dict:
    """People sentenced and allocated on 2 March 2015, seen by their own practitioner on a day or never."""
    made = {}
    for name, day in days.items():
        one_life = story().sentenced("2015-03-02").allocated("2015-03-02", to="C01/A")
        made[name] = (one_life.attended(day, "A") if day else one_life).facts
    return made


def test_who_moves_from_met_to_late_and_where():
    found = counted(one("first-appointment", limit="3 working days"), people(a="2015-03-04", b="2015-03-09"), DAY)
    assert moves_of(found) == {(Stands.MET, Stands.LATE): 1}
    own = found.only("briefing/first-appointment").by_group(lambda move: str(move.before))["C01"]
    assert [own.reading(is_second=side).tally.met for side in (False, True)] == [2, 1]
    assert {each.month for each in found.months} == {"2015-03"}


def test_nobody_owes_what_is_asked_of_nobody_and_that_is_less_work():
    found = counted(one("first-appointment", applies="nobody"), people(a="2015-03-04", b=None), DAY)
    assert moves_of(found) == {(Stands.MET, Stands.NOT_OWED): 1, (Stands.MISSED, Stands.NOT_OWED): 1}
    work = work_of(found)
    assert (work.today, work.what_if, work.more, work.more_a_month) == (2, 0, -2, -2.0)


def test_a_level_that_is_not_recorded_is_not_known_and_never_no():
    found = counted(one("first-appointment", applies="{rosh_level: HIGH}"), people(a="2015-03-04"), DAY)
    assert moves_of(found) == {(Stands.MET, Stands.NOT_KNOWN): 1}


def test_whoever_is_hidden_is_in_no_figure():
    what_if = one("first-appointment", limit="3 working days")
    found = counted(what_if, people(a="2015-03-04", b="2015-03-09"), DAY, without={"b"})
    assert (found.duties, found.moved) == (1, 0)


def test_a_period_takes_the_duties_that_opened_in_it():
    what_if = one("first-appointment", limit="3 working days")
    for period, many in (
        (Period(date(2015, 3, 2), date(2015, 3, 2)), 1),
        (Period(date(2015, 3, 3), None), 0),
        (Period(None, date(2015, 3, 2) - timedelta(1)), 0),
    ):
        found = counted(what_if, people(a="2015-03-04"), DAY, period=period)
        assert found.duties == many
    assert cannot_say(found, what_if) == ["No such duty opened on these days, so there is nothing to count."]


def test_it_is_said_where_nobody_matched_and_where_nothing_satisfies():
    streams = people(a="2015-03-04")
    nobody = one("first-appointment", applies="{concerned: true}")
    assert "nobody of whom it is asked matches" in cannot_say(counted(nobody, streams, DAY), nobody)[0]
    nothing = one("first-appointment", met_by="plan")
    assert "nothing in the record satisfies it" in cannot_say(counted(nothing, streams, DAY), nothing)[0]
    assert "Only one organisation" in cannot_say(counted(nothing, streams, DAY), nothing)[-1]


def test_a_pack_changes_what_can_be_changed_and_says_why_the_rest_stays():
    what_if = what_if_pack({"limit": "3 working days"}, BRIEFING)
    assert len(what_if.pairs) + len(what_if.kept) == len(BRIEFING.standards)
    assert "asked at one moment" in what_if.kept["briefing/rosh-at-allocation"]
    assert counted(what_if, people(a="2015-03-09"), DAY).moved > 0


def test_a_file_changes_several_standards_at_once():
    what_if = what_if_of_file(
        "first-appointment: {due: {working_days: 3}}\nplan-in-time: {applies: nobody}\n", BRIEFING
    )
    assert [today.id for today, _ in what_if.pairs] == ["first-appointment", "plan-in-time"]
    with pytest.raises(ChangeFault, match="no-such: there is no such standard"):
        what_if_of_file("no-such: {limit: 3 days}\n", BRIEFING)


@pytest.mark.parametrize("texts", [{"applies": "warranted"}, {"limit": "3 days"}, {"applies": "nobody"}])
def test_a_pack_read_at_once_is_what_each_standard_is_alone(texts):
    what_if = what_if_pack(texts, BRIEFING)
    batch = make_batch(standard("briefing/home-visit"), Random(7), people=60)
    found = counted(what_if, batch.facts, batch.as_of)
    alone = SideBySide()
    for pair in what_if.pairs:
        alone.moves += counted(WhatIf(BRIEFING, (pair,), {}), batch.facts, batch.as_of).moves
    assert found.moves == alone.moves
    assert found.moved > 0
