"""Days that facts say themselves, such as the day for which a court asked: read from a file only where a standard asks.

Whether they are read right shows in the due days that the column engine makes of them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.standards.engines import by_case_engine
from tests.standards.histories import make_batch
from tests.standards.keystone import standards_asked
from tests.standards.packs import standard
from tests.standards.story import Story, story
from throughcare.exchange.fact_files import About, FactFile, FactFileFault, open_facts, write_facts
from throughcare.exchange.fact_files.columns import tables_in
from throughcare.facts import Fact
from throughcare.standards.column_engine import derive
from throughcare.standards.fact_table import FactTable, cut, fact_table
from throughcare.standards.language import DATE_FIELDS, AnyStandard, dates_of
from throughcare.standards.obligations import Obligation

NEVER = date(2040, 1, 1)
SAYING = [each for each in standards_asked() if dates_of(each)]


def written(folder: Path, streams: dict[str, tuple[Fact, ...]]) -> FactFile:
    path = folder / "facts.parquet"
    write_facts(path, About(NEVER), streams)
    return open_facts(path)


def made_of(tables: list[FactTable], asked: AnyStandard) -> list[Obligation]:
    found = [duty for table in tables for duty in derive(table, [asked]).obligations()]
    return sorted(found, key=lambda duty: duty.key)


@pytest.mark.parametrize("asked", SAYING, ids=lambda each: each.name)
@pytest.mark.parametrize("seed", range(3))
def test_a_file_gives_what_facts_in_memory_give(tmp_path: Path, asked: AnyStandard, seed: int) -> None:
    batch = make_batch(asked, Random(seed), people=40)
    cut_to = {"as_of": batch.as_of, "known_on": batch.known_on}
    file = written(tmp_path, batch.facts)
    whole = made_of([cut(fact_table(batch.facts, backend="polars"), **cut_to)], asked)
    assert made_of(list(tables_in(file, standards=[asked], **cut_to, people_at_once=7)), asked) == whole
    assert made_of(list(tables_in(file, **cut_to, people_at_once=11)), asked) == whole


def test_only_the_days_that_a_standard_names_are_read(tmp_path: Path) -> None:
    file = written(tmp_path, make_batch(SAYING[0], Random(1), people=10).facts)
    without = standard("briefing/allocated-in-time")
    for asked in ([without], [without, *SAYING], SAYING[:1]):
        (table,) = tables_in(file, standards=asked, as_of=NEVER)
        assert set(table.frame.columns) & set(DATE_FIELDS) == set().union(*map(dates_of, asked))


EDGES = ("0001-01-01", "1969-12-31", "1970-01-01", "1970-01-02", "9999-12-31")


def asked_for(asked_on: str, days: tuple[str | None, ...]) -> Story:
    """As many reports asked for on a day, each for a day of its own."""
    told = story()
    for place, day in enumerate(days):
        told = told.report_requested(asked_on, thread=f"R{place}", due_on=day)
    return told


@pytest.mark.parametrize("asked_on", ["0001-01-01", "1969-12-31", "1970-01-01", "2015-03-02"])
def test_every_day_that_a_calendar_has_is_told_from_none(tmp_path: Path, asked_on: str) -> None:
    asked = next(each for each in SAYING if each.id == "day-asked-for")
    told = asked_for(asked_on, (*EDGES, None))
    file = written(tmp_path, told.streams)
    found = made_of(list(tables_in(file, standards=[asked], as_of=NEVER)), asked)
    assert [duty.due for duty in found] == [duty.due for duty in by_case_engine([asked], told.streams, NEVER)]


@pytest.mark.parametrize("days", [-719_163, 2_932_897])
def test_a_day_that_no_calendar_has_is_refused(tmp_path: Path, days: int) -> None:
    file = written(tmp_path, asked_for("2015-03-02", ("2015-03-12",)).streams)
    table = pq.read_table(file.path)
    wrong = pa.array([days], pa.int32()).cast(pa.date32())
    place = table.column_names.index("due_on")
    pq.write_table(table.set_column(place, "due_on", wrong), file.path)
    with pytest.raises(FactFileFault, match="has days due_on that are before the year 1 or after the year 9999"):
        list(tables_in(open_facts(file.path), standards=SAYING, as_of=NEVER))
