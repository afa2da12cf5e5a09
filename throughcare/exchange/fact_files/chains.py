"""Whether the chain that a file of facts carries holds, link by link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

import pyarrow as pa

from throughcare.exchange.fact_files.opening import FactFile, FactFileFault
from throughcare.exchange.fact_files.pieces import streams_of, whole_people
from throughcare.exchange.fact_files.schema import PAYLOAD
from throughcare.exchange.fact_files.streams import fact_in
from throughcare.facts.chain import ORIGIN, Link, linked, verify

_ROWS_AT_ONCE = 20_000


def check_chain(file: FactFile) -> int:
    """Check every link of every stream; returns how many links there were, 0 where the file carries no chain.

    Raises `FactFileFault` at the first stream whose chain does not hold, naming it and the fact.
    """
    if not file.has_chain:
        return 0
    links = 0
    for rows in _some_streams(file):
        for (_, whose), own in groupby(rows, key=lambda row: (row["stream"], row["person"])):
            stream = [_link(file, row) for row in sorted(own, key=lambda row: row["number"])]
            found = verify(stream)
            if found.first_broken is not None:
                raise FactFileFault(
                    f"{file.path}: the chain of {whose} is broken at fact {found.first_broken}: {found.why}."
                )
            links += found.links
    return links


def _some_streams(file: FactFile) -> Iterator[list[dict[str, Any]]]:
    """The rows of whole streams, some ten thousand at a time: as dictionaries they take a hundred times the room."""
    for table in whole_people(file, list(file.columns)):
        begun = 0
        for _, first, rows in streams_of(table):
            if first + rows - begun >= _ROWS_AT_ONCE:
                yield _read(table, begun, first + rows)
                begun = first + rows
        yield _read(table, begun, len(table))


def _read(table: pa.Table, first: int, end: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.slice(first, end - first).to_pylist()
    return rows


def _link(file: FactFile, row: Mapping[str, Any]) -> Link:
    """A row as it is kept in the chain. What was erased left neither content nor salt."""
    made = linked(fact_in(file, row), previous=ORIGIN, salt=row["salt"] or "none")
    is_gone = row["salt"] is None and all(row[name] is None for name in (*PAYLOAD, "thread", "note"))
    content = None if is_gone else made.content
    return replace(made, digest=row["digest"], hash=row["hash"], salt=row["salt"], content=content)
