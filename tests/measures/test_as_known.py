"""A measure as it was known on a day: against the case engine, and the difference in words; how late facts came."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.measures.slow_what_if import months_slowly, moves_slowly
from tests.standards.engines import by_case_engine
from tests.standards.histories import make_batch
from tests.standards.packs import all_standards, standard
from tests.standards.story import Story, story
from throughcare.calendar import london_day
from throughcare.facts.stream import NoRecordingTime, in_order, standing
from throughcare.measures.as_known import count_as_known, count_delays, difference_in_words
from throughcare.measures.side_by_side import Move, Period, Stands
from throughcare.standards.fact_table import cut, fact_table

DAY, FIRST = date(2015, 6, 30), standard("briefing/first-appointment")


def both(standards, streams, as_of, known_on, **more):
    then, now = (cut(fact_table(streams, backend="polars"), as_of=as_of, known_on=known) for known in (known_on, None))
    return count_as_known(standards, [then], [now], as_of=as_of, **more)


def recorded(told: Story, *days: str) -> tuple:
    """The facts of a story, each recorded on a day."""
    at = [datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) + timedelta(hours=12) for day in days]
    return tuple(replace(fact, recorded_at=when) for fact, when in zip(told.facts, at, strict=True))


@settings(max_examples=20)
@given(st.integers(0, 2**32))
def test_then_and_now_are_those_of_the_case_engine(seed):
    rng = Random(seed)
    chosen = rng.choice(all_standards())
    batch = make_batch(chosen, rng, people=20)
    known_on = batch.known_on or batch.as_of
    streams = {
        name: tuple(replace(f, recorded_at=f.recorded_at or datetime(2015, 1, 1, tzinfo=UTC)) for f in stream)
        for name, stream in batch.facts.items()
    }
    found = both([chosen], streams, batch.as_of, known_on)
    readings = [by_case_engine([chosen], streams, batch.as_of, known) for known in (known_on, None)]
    assert found.moves == moves_slowly(*readings, batch.as_of)
    assert found.months == months_slowly(*readings, batch.as_of)


def test_what_was_recorded_late_is_told_in_words():
    begun = story().sentenced("2015-03-02").allocated("2015-03-02", to="C01/A")
    streams = {
        "done late": recorded(begun.attended("2015-03-04", "A"), "2015-03-02", "2015-03-02", "2015-05-04"),
        "all late": recorded(begun.attended("2015-03-04", "A"), "2015-05-04", "2015-05-04", "2015-05-04"),
        "in time": recorded(begun.attended("2015-03-04", "A"), "2015-03-02", "2015-03-02", "2015-03-04"),
    }
    found = both([FIRST], streams, DAY, date(2015, 4, 1))
    assert found.moves == {
        Move(FIRST.name, "C01", "C01", Stands.MISSED, Stands.MET): 1,
        Move(FIRST.name, None, "C01", Stands.NOT_THERE, Stands.MET): 1,
        Move(FIRST.name, "C01", "C01", Stands.MET, Stands.MET): 1,
    }
    assert found.only(FIRST.name).by_group(lambda move: str(move.before))["C01"].reading(is_second=False).tally.met == 1
    assert difference_in_words(found, as_of=DAY, known_on=date(2015, 4, 1)) == [
        "1 duty as of 30 June 2015 was recorded only after 1 April 2015.",
        "1 duty was done by 30 June 2015, and that was recorded only after 1 April 2015.",
    ]
    same = both([FIRST], streams, DAY, date(2015, 6, 1))
    assert same.moved == 0
    assert "changes these figures" in difference_in_words(same, as_of=DAY, known_on=date(2015, 6, 1))[0]


def test_what_does_not_say_when_it_was_recorded_is_refused():
    with pytest.raises(NoRecordingTime, match="do not say when they were recorded"):
        both([FIRST], {"a": story().sentenced("2015-03-02").facts}, DAY, DAY)


# --- recording delay


def delays_slowly(streams, as_of, period) -> Counter:
    found: Counter = Counter()
    for stream in streams.values():
        facts = in_order(standing(stream, as_of=as_of))
        for place, fact in enumerate(facts):
            if (
                fact.kind in ("appointment_arranged", "access_limited")
                or not period.first_on <= fact.on <= period.last_on
            ):
                continue
            before = [each.provider for each in facts[: place + 1] if each.kind == "allocated"]
            after = [each.provider for each in facts[place + 1 :] if each.kind == "allocated"]
            holder = before[-1] if before else after[0] if after else None
            days = None if fact.recorded_at is None else (london_day(fact.recorded_at) - fact.on).days
            found[holder, fact.kind, days] += 1
    return found


@settings(max_examples=15)
@given(st.integers(0, 2**32))
def test_delays_are_those_that_are_counted_one_by_one(seed):
    rng = Random(seed)
    batch = make_batch(rng.choice(all_standards()), rng, people=20)
    period = Period(batch.as_of - timedelta(days=400), batch.as_of)
    table = cut(fact_table(batch.facts, backend="polars"), as_of=batch.as_of)
    assert count_delays([table], period=period) == delays_slowly(batch.facts, batch.as_of, period)
