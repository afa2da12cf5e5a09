"""The nation slice by slice: what it makes is what everybody at once makes, in order, and a fault is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.standards.histories import make_batch_any
from tests.standards.packs import all_standards
from throughcare.exchange.fact_files import About, open_facts, tables_in, write_facts
from throughcare.exchange.nation import COMPACT, all_duties, derive_nation, each_slice
from throughcare.standards.column_engine import OWED_CODE, derive
from throughcare.standards.fact_table import FactTable, cut, fact_table

BATCH = make_batch_any(Random(3), 30)


@pytest.fixture(scope="module")
def slices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("nation") / "facts.parquet"
    write_facts(path, About(BATCH.as_of), BATCH.facts)
    return path


def tables(path: Path, people_at_once: int) -> Iterator[FactTable]:
    return tables_in(open_facts(path), standards=all_standards(), as_of=BATCH.as_of, people_at_once=people_at_once)


@pytest.mark.parametrize("people_at_once", [7, 100])
def test_slices_together_are_the_whole(slices: Path, people_at_once: int) -> None:
    made = all_duties(tables(slices, people_at_once), all_standards())
    whole = derive(cut(fact_table(BATCH.facts, backend="polars"), as_of=BATCH.as_of), all_standards())
    owed = {code: owed for owed, code in OWED_CODE.items()}
    found = {
        (made.standards[standard].name, made.people[person], opened_by, opened, due, met, ended, owed[owed_code],
         made.providers.names[accountable])
        for standard, person, opened_by, opened, due, met, ended, owed_code, accountable in made.frame.iter_rows()
    }  # fmt: skip
    expected = {
        (duty.standard, duty.person, duty.opened_by, *map(ordinal, (duty.opened, duty.due, duty.met, duty.ended)),
         duty.owed, duty.accountable)
        for duty in whole.obligations()
    }  # fmt: skip
    assert found == expected
    assert made.frame["person"].is_sorted()
    assert made.frame.schema == COMPACT
    assert list(made.people) == sorted(BATCH.facts)


def ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def test_the_nation_of_a_file_is_that_of_its_tables(slices: Path) -> None:
    order = ["person", "opened_by", "standard"]
    made = derive_nation(open_facts(slices), all_standards(), as_of=BATCH.as_of).frame.sort(order)
    other = all_duties(tables(slices, 11), all_standards()).frame.sort(order)
    assert made.drop("accountable").equals(other.drop("accountable"))


def test_slices_come_in_order_and_whoever_stops_listening_waits_for_nothing(slices: Path) -> None:
    firsts = list(each_slice(tables(slices, 5), all_standards(), lambda made: made.facts.people[0]))
    assert firsts == sorted(BATCH.facts)[::5]
    some = each_slice(tables(slices, 5), all_standards(), lambda made: made.facts.people[0])
    assert next(some) == firsts[0]
    some.close()


def test_a_fault_in_a_slice_is_that_of_the_whole(slices: Path) -> None:
    def broken(_: object) -> None:
        raise ValueError("this slice is no good")

    with pytest.raises(ValueError, match="this slice is no good"):
        list(each_slice(tables(slices, 5), all_standards(), broken))
