"""Facts between a file and the narrow values that rules read: whole streams, one person after another.

For loading, and for small files; whoever counts over a nation reads columns instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa

from throughcare.exchange.fact_files.about import About
from throughcare.exchange.fact_files.opening import FactFile, FactFileFault
from throughcare.exchange.fact_files.schema import COLUMNS, PAYLOAD, PERSON, RANK, SCHEMA, STAFF
from throughcare.exchange.fact_files.writing import fact_file_writer
from throughcare.facts import KINDS, Author, Fact, Officer, Provider, fields_of

Stream = tuple[str, str, tuple[Fact, ...]]
"""What a stream is about (`PERSON` or `STAFF`), whose it is, and its facts in order of number."""

_ENVELOPE_FIELDS = ("person", "number", "kind", "on", "recorded_at", "thread", "note")

_FACTS_IN_A_PIECE = 250_000


def write_facts(
    path: Path,
    about: About,
    people: Mapping[str, Sequence[Fact]],
    staff: Mapping[str, Sequence[Fact]] | None = None,
) -> int:
    """Write whole streams, of people and of staff, by whose they are. Returns how many facts.

    Raises `CouldNotWrite`.
    """
    with fact_file_writer(path, about) as writer:
        for stream, streams in ((PERSON, people), (STAFF, staff or {})):
            facts: list[Fact] = []
            for whose in sorted(streams):
                facts += sorted(streams[whose], key=_place)
                if len(facts) >= _FACTS_IN_A_PIECE:
                    writer.write(table_of_facts(stream, facts))
                    facts = []
            if facts:
                writer.write(table_of_facts(stream, facts))
    return writer.rows


def table_of_facts(stream: str, facts: Sequence[Fact]) -> pa.Table:
    """Facts of streams of one sort (`PERSON` or `STAFF`) as a table with the columns of a file, as they stand.

    Column by column: most columns belong to few kinds, and hold nothing for the others.
    """
    columns: dict[str, list[Any]] = {name: [getattr(fact, name) for fact in facts] for name in _ENVELOPE_FIELDS}
    columns["stream"] = [stream] * len(facts)
    columns["by_staff"] = [fact.by.staff if fact.by else None for fact in facts]
    columns["by_organisation"] = [fact.by.organisation if fact.by else None for fact in facts]
    for place, fact in enumerate(facts):
        for name in fields_of_kind(fact.kind):
            value = getattr(fact, name)
            if value is not None:
                if name not in columns:
                    columns[name] = [None] * len(facts)
                columns[name][place] = str(value) if isinstance(value, StrEnum) else value
    arrays = {
        name: pa.array(columns[name], type_) if name in columns else pa.nulls(len(facts), type_)
        for name, type_ in COLUMNS.items()
    }
    return pa.table(arrays, SCHEMA)


def _place(fact: Fact) -> tuple[Any, int, int]:
    return fact.on, RANK[fact.kind], fact.number


@cache
def fields_of_kind(kind: str) -> tuple[str, ...]:
    """The names of the fields of a kind."""
    return tuple(fields_of(KINDS[kind]))


def streams_in(file: FactFile, *, rows: int = 50_000) -> Iterator[Stream]:
    """Every stream of a file, read some `rows` at a time. Raises `FactFileFault` for what is no fact, naming it."""
    columns = list(COLUMNS)
    held: list[dict[str, Any]] = []
    for batch in file.reader().iter_batches(batch_size=rows, columns=columns):
        held += batch.to_pylist()
        last = held[-1]["stream"], held[-1]["person"]
        whole = len(held)
        while whole and (held[whole - 1]["stream"], held[whole - 1]["person"]) == last:
            whole -= 1
        yield from _streams(file, held[:whole])
        held = held[whole:]
    yield from _streams(file, held)


def streams_of(table: pa.Table) -> Iterator[Stream]:
    """Every stream of a table with the columns and in the order of a file. Raises `FactFileFault`, as `streams_in`."""
    for (stream, whose), own in groupby(table.to_pylist(), key=lambda row: (row["stream"], row["person"])):
        facts = sorted((_fact_of("a table of facts", row) for row in own), key=lambda fact: fact.number)
        yield stream, whose, tuple(facts)


def _streams(file: FactFile, rows: Sequence[Mapping[str, Any]]) -> Iterator[Stream]:
    for (stream, whose), own in groupby(rows, key=lambda row: (row["stream"], row["person"])):
        facts = [fact_in(file, row) for row in own]
        facts.sort(key=lambda fact: fact.number)
        yield stream, whose, tuple(facts)


def fact_in(file: FactFile, row: Mapping[str, Any]) -> Fact:
    """The fact of a row. Raises `FactFileFault` where it is none, naming the person, the number and the column."""
    return _fact_of(str(file.path), row)


def _fact_of(name: str, row: Mapping[str, Any]) -> Fact:
    kind = row["kind"]
    where = f"{name}: fact {row['number']} of {row['person']}"
    if kind not in KINDS:
        raise FactFileFault(f"{where} has the kind {kind}, which there is not.")
    values = {}
    for name, read in _readers(kind):
        value = row[name]
        try:
            values[name] = value if value is None or read is None else read(value)
        except ValueError as error:
            raise FactFileFault(f"{where} has {name} {value}, which is none of the values that it may have.") from error
    by = None if row["by_staff"] is None else Author(Officer(row["by_staff"]), Provider(row["by_organisation"]))
    return KINDS[kind](
        person=row["person"],
        number=row["number"],
        on=row["on"],
        recorded_at=row["recorded_at"],
        by=by,
        thread=row["thread"],
        note=row["note"],
        **values,
    )


@cache
def _readers(kind: str) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    return tuple((name, field.codes) for name, field in fields_of(KINDS[kind]).items() if name in PAYLOAD)
