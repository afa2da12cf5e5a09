"""The keystone test. Never weaken it: on a difference, mend the engine that is wrong and keep the case."""

from dataclasses import replace
from datetime import UTC, date, datetime

import duckdb
import narwhals as nw
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.standards.compare import differ
from tests.standards.keystone import batch_of, by_cases, difference, standards_asked
from tests.standards.packs import standard
from tests.standards.story import story
from throughcare.facts.stream import Clock, NoRecordingTime, in_order, standing
from throughcare.standards.case_engine import CaseEngine
from throughcare.standards.column_engine import derive
from throughcare.standards.fact_table import FactTable, cut, fact_table
from throughcare.standards.windows import OrderedWindows

SEEDS = st.integers(min_value=0, max_value=2**40)


@settings(max_examples=200)
@given(seed=SEEDS)
@example(seed=0)
def test_both_engines_make_the_same_obligations(seed: int):
    assert difference(seed) == ""


def test_every_standard_is_looked_at_and_every_batch_opens_duties():
    for seed, asked in enumerate(standards_asked()):
        batch = batch_of(seed)
        assert batch.standard == asked
        assert len(by_cases([asked], batch.facts, date(2030, 1, 1))) > 10, asked.name


def on_duckdb(table: FactTable) -> FactTable:
    """The same table as a lazy relation of DuckDB, its rows in no order."""
    connection = duckdb.connect()

    def lazy(frame: pl.DataFrame) -> nw.LazyFrame:
        return nw.from_native(connection.from_arrow(frame.sample(fraction=1, shuffle=True, seed=1).to_arrow()))

    return FactTable(
        lazy(nw.to_native(table.frame)),
        table.people,
        table.officers,
        table.providers,
        table.first_day,
        table.last_day,
        lambda small: lazy(pl.DataFrame(small)),
    )


@pytest.mark.parametrize("seed", range(33))
def test_duckdb_with_ordered_windows_makes_the_same(seed: int):
    batch = batch_of(seed, people=40)
    table = cut(fact_table(batch.facts, backend="polars"), as_of=batch.as_of, known_on=batch.known_on)
    lazy = derive(on_duckdb(table), [batch.standard], OrderedWindows())
    assert not differ(list(lazy.obligations()), list(derive(table, [batch.standard]).obligations()))


def test_packed_windows_refuse_a_lazy_frame():
    table = cut(fact_table(batch_of(0, people=2).facts, backend="polars"), as_of=date(2016, 1, 1))
    with pytest.raises(ValueError, match="use ordered windows"):
        derive(on_duckdb(table), standards_asked())


@settings(max_examples=30)
@given(seed=SEEDS)
def test_both_engines_agree_on_the_clock_of_recording(seed: int):
    batch = batch_of(seed, people=50)
    known = {"as_of": batch.as_of, "known_on": batch.known_on, "clock": Clock.RECORDED}
    engine = CaseEngine([batch.standard])
    cases = [made for facts in batch.facts.values() for made in engine.derive(in_order(standing(facts, **known)))]
    for made in cases:
        made.met_by = None
    table = cut(fact_table(batch.facts, backend="polars"), **known)
    assert not differ(cases, list(derive(table, [batch.standard]).obligations()))


def test_found_due_days_on_the_clock_of_recording_lie_beyond_the_days_on_which_things_happened():
    recorded_at = datetime(2016, 5, 3, 12, tzinfo=UTC)
    (sentenced,) = story().sentenced("2015-03-02").facts
    streams = {"ann": (replace(sentenced, recorded_at=recorded_at),)}
    table = cut(fact_table(streams, backend="polars"), as_of=date(2016, 6, 30), clock=Clock.RECORDED)
    (made,) = derive(table, [standard("briefing/allocated-in-time")]).obligations()
    assert (made.opened, made.due) == (date(2016, 5, 3), date(2016, 5, 5))


def test_an_extract_without_recording_times_refuses_that_clock():
    batch = batch_of(0, people=3)
    stripped = {person: tuple(without_time(fact) for fact in facts) for person, facts in batch.facts.items()}
    table = fact_table(stripped, backend="polars")
    with pytest.raises(NoRecordingTime, match="do not say when they were recorded"):
        cut(table, as_of=batch.as_of, clock=Clock.RECORDED)
    with pytest.raises(NoRecordingTime, match="does not say when it was recorded"):
        standing(next(iter(stripped.values())), as_of=batch.as_of, clock=Clock.RECORDED)


def without_time(fact):
    """The fact as an extract tells it."""
    return replace(fact, recorded_at=None)
