"""A file of facts as tables: slices give what the whole gives, the cut is that of `standing`, and order is held to."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import polars as pl
import pyarrow.parquet as pq
import pytest

from tests.standards.histories import Batch, make_batch_any
from tests.standards.packs import all_standards
from throughcare.exchange.fact_files import (
    About,
    FactFile,
    FactFileFault,
    fact_file_writer,
    open_facts,
    write_facts,
)
from throughcare.exchange.fact_files.columns import tables_in
from throughcare.facts import Fact
from throughcare.facts.stream import Clock, in_order, standing
from throughcare.standards.column_engine import derive
from throughcare.standards.fact_table import CODES, FIELD_COLUMNS, KIND_CODE, FactTable, cut, fact_table
from throughcare.standards.language import FIELDS, AnyStandard
from throughcare.standards.obligations import Obligation

NEVER = date(2019, 1, 1)


def batch_of(seed: int, people: int = 60) -> Batch:
    return make_batch_any(Random(seed), people)


def written(path: Path, facts: dict[str, tuple[Fact, ...]]) -> FactFile:
    write_facts(path, About(NEVER), facts)
    return open_facts(path)


def made_of(tables: list[FactTable], standards: tuple[AnyStandard, ...]) -> list[Obligation]:
    found = [duty for table in tables for duty in derive(table, standards).obligations()]
    return sorted(found, key=lambda duty: duty.key)


def from_memory(batch: Batch, **asked: object) -> list[Obligation]:
    return made_of([cut(fact_table(batch.facts, backend="polars"), **asked)], all_standards())  # type: ignore[arg-type]


def rows_of(table: FactTable) -> list[tuple[object, ...]]:
    """Every row in words: person, number, day, kind, and what it says."""
    names = [*FIELD_COLUMNS]
    words = {
        name: [None, *CODES[name]] if FIELDS[name].codes else table.book(FIELDS[name].type).names for name in names
    }
    kinds = {code: kind for kind, code in KIND_CODE.items()}
    rows = table.frame.select("person", "number", "day", "kind", *names).iter_rows()
    return [
        (table.people[person], number, day, kinds[kind], *(words[n][v] for n, v in zip(names, said, strict=True)))
        for person, number, day, kind, *said in rows
    ]


def row_of(fact: Fact) -> tuple[object, ...]:
    said = (getattr(fact, name, None) for name in FIELD_COLUMNS)
    return (fact.person, fact.number, fact.on.toordinal(), fact.kind, *said)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("clock", Clock)
def test_the_cut_is_that_of_standing(tmp_path: Path, seed: int, clock: Clock) -> None:
    batch = batch_of(seed)
    asked = {"as_of": batch.as_of, "known_on": batch.known_on, "clock": clock}
    file = written(tmp_path / "facts.parquet", batch.facts)
    found = [row for table in tables_in(file, **asked, people_at_once=7) for row in rows_of(table)]
    streams = (batch.facts[person] for person in sorted(batch.facts))
    assert found == [row_of(fact) for stream in streams for fact in in_order(standing(stream, **asked))]


@pytest.mark.parametrize("seed", range(12, 15))
@pytest.mark.parametrize("people_at_once", [11, 1000])
def test_slices_give_what_the_whole_gives(tmp_path: Path, seed: int, people_at_once: int) -> None:
    batch = batch_of(seed, people=30)
    asked = {"as_of": batch.as_of, "known_on": batch.known_on}
    file = written(tmp_path / "facts.parquet", batch.facts)
    whole = from_memory(batch, **asked)
    for standards in (None, all_standards()):
        tables = list(tables_in(file, standards=standards, **asked, people_at_once=people_at_once))
        assert {person for table in tables for person in table.people} == set(batch.facts)
        assert made_of(tables, all_standards()) == whole


def test_only_what_the_standards_name_is_kept(tmp_path: Path) -> None:
    file = written(tmp_path / "facts.parquet", batch_of(3).facts)
    escalation = [standard for standard in all_standards() if standard.id == "escalation-decided"]
    (table,) = tables_in(file, standards=escalation, kinds=["plan"], fields=["level"], as_of=NEVER)
    kinds = {name for name, code in KIND_CODE.items() if code in set(table.frame["kind"])}
    assert "plan" in kinds
    assert not kinds & {"assessed", "home_visit", "check_requested", "withdrawn"}
    assert {"level", "provider"} < set(table.frame.columns)
    assert "officer" not in table.frame.columns


@pytest.mark.parametrize("rows", [1, 64])
def test_a_person_in_two_row_groups_is_one_person(tmp_path: Path, rows: int) -> None:
    batch = batch_of(21, people=20)
    written(tmp_path / "facts.parquet", batch.facts)
    pq.write_table(pq.read_table(tmp_path / "facts.parquet"), tmp_path / "split.parquet", row_group_size=rows)
    tables = list(tables_in(open_facts(tmp_path / "split.parquet"), as_of=NEVER, people_at_once=9))
    assert sum(len(table.people) for table in tables) == len(batch.facts)
    assert made_of(tables, all_standards()) == from_memory(batch, as_of=NEVER)


@pytest.mark.parametrize("is_own", [True, False])
def test_threads_with_names_of_their_own_or_shared_are_told_apart(
    tmp_path: Path, is_own: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("throughcare.exchange.fact_files.pieces._MOST_KEYS", 0)
    batch = batch_of(22, people=30)
    written(tmp_path / "facts.parquet", batch.facts)
    frame = pl.from_arrow(pq.read_table(tmp_path / "facts.parquet"))
    if is_own:
        named = pl.concat_str(pl.col("person").cast(pl.String), pl.col("thread").cast(pl.String))
        frame = frame.with_columns(thread=named)
    with fact_file_writer(tmp_path / "own.parquet", About(NEVER)) as writer:
        writer.write(frame.to_arrow())
    tables = list(tables_in(open_facts(tmp_path / "own.parquet"), as_of=NEVER, people_at_once=17))
    assert made_of(tables, all_standards()) == from_memory(batch, as_of=NEVER)


def test_staff_are_left_out_and_organisations_keep_their_numbers(tmp_path: Path) -> None:
    batch = batch_of(23)
    people = dict(list(batch.facts.items())[:30])
    staff = {f"S{person}": facts for person, facts in list(batch.facts.items())[30:]}
    write_facts(tmp_path / "facts.parquet", About(NEVER), people, staff)
    tables = list(tables_in(open_facts(tmp_path / "facts.parquet"), as_of=NEVER, people_at_once=10))
    assert [person for table in tables for person in table.people] == sorted(people)
    assert len({id(table.providers) for table in tables}) == 1


def test_progress_is_told_in_rows(tmp_path: Path) -> None:
    file = written(tmp_path / "facts.parquet", batch_of(24).facts)
    heard: list[tuple[int, int, str]] = []
    list(tables_in(file, as_of=NEVER, told=lambda *said: heard.append(said)))
    assert heard[-1] == (file.rows, file.rows, "facts read")


@pytest.mark.parametrize("swap", [(4, 5), (0, 40)])
def test_the_first_row_out_of_order_is_named(tmp_path: Path, swap: tuple[int, int]) -> None:
    written(tmp_path / "facts.parquet", batch_of(25).facts)
    table = pq.read_table(tmp_path / "facts.parquet")
    rows = list(range(len(table)))
    low, high = swap
    rows[low], rows[high] = rows[high], rows[low]
    pq.write_table(table.take(rows), tmp_path / "mixed.parquet", row_group_size=7)
    mixed = open_facts(tmp_path / "mixed.parquet")
    place = _first_behind(pq.read_table(tmp_path / "mixed.parquet").to_pylist())
    with pytest.raises(
        FactFileFault, match=rf"mixed\.parquet is not in order: row {place + 1}, fact .* comes too late"
    ):
        list(tables_in(mixed, as_of=NEVER))


def _first_behind(rows: list[dict[str, object]]) -> int:
    places = [(row["stream"], row["person"], row["on"], KIND_CODE[str(row["kind"])], row["number"]) for row in rows]
    return next(n for n in range(1, len(places)) if places[n] <= places[n - 1])  # type: ignore[operator]


@pytest.mark.parametrize(
    ("column", "word", "said"),
    [
        ("kind", "danced", "has the kind danced, which there is not"),
        ("outcome", "ATTENDDED", "has outcome ATTENDDED, which is none of the values that it may have"),
        ("stream", "ghost", "has stream ghost, which is none"),
        ("person", None, "row 4 has no person"),
    ],
)
def test_what_no_fact_can_say_is_named(tmp_path: Path, column: str, word: str | None, said: str) -> None:
    written(tmp_path / "facts.parquet", batch_of(26).facts)
    frame = pl.from_arrow(pq.read_table(tmp_path / "facts.parquet")).with_columns(pl.col(column).cast(pl.String))
    wrong = pl.when(pl.int_range(pl.len()) == 3).then(pl.lit(word)).otherwise(pl.col(column)).alias(column)
    schema = pq.read_schema(tmp_path / "facts.parquet")
    pq.write_table(
        frame.with_columns(wrong).to_arrow().replace_schema_metadata(schema.metadata), tmp_path / "x.parquet"
    )
    with pytest.raises(FactFileFault, match=said):
        list(tables_in(open_facts(tmp_path / "x.parquet"), as_of=NEVER))
