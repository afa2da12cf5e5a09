"""A file of facts as the tables that the column engine reads, some thousand people at a time.

Rows stand in the order in which the engine wants them, so nothing is sorted again but on the clock of recording.
Only columns and kinds that somebody will ask about are read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from throughcare.exchange.extracts import Progress
from throughcare.exchange.fact_files.opening import FactFile
from throughcare.exchange.fact_files.pieces import Books, Piece, PieceReader
from throughcare.facts.record import ABOUT_THE_RECORD
from throughcare.facts.stream import Clock
from throughcare.standards.column_attributes import read_by
from throughcare.standards.fact_table import KIND_CODE, SAID_COLUMNS, FactTable, cut
from throughcare.standards.language import HAS_ORDER, AnyStandard

PEOPLE_AT_ONCE = 32_000
"""About two million facts: each standard costs ten milliseconds whatever the size, and memory grows with it."""

_ALWAYS = HAS_ORDER | {cls.kind for cls in ABOUT_THE_RECORD}
"""The kinds without which nobody can tell who is under supervision, under whom, and which facts stand."""


def tables_in(
    file: FactFile,
    *,
    standards: Sequence[AnyStandard] | None = None,
    kinds: Collection[str] = (),
    fields: Collection[str] = (),
    as_of: date,
    known_on: date | None = None,
    clock: Clock = Clock.HAPPENED,
    people_at_once: int = PEOPLE_AT_ONCE,
    books: Books | None = None,
    without: Collection[str] = (),
    told: Progress | None = None,
) -> Iterator[FactTable]:
    """The people of a file, slice by slice, each table `cut` and in order; members of staff are left out.

    With `standards`, only what they name is read, and what the engine always needs; `kinds` and `fields` say what
    else. One number means the same officer or organisation in every slice, and in every file that is read with the
    same `books`; persons, orders and threads are numbered anew in each slice. The people of `without` are left out.
    `told` hears of rows read.

    Raises `FactFileFault` at the first row that is out of order or says what no fact can say, and `NoRecordingTime`
    where the question needs to know when a fact was recorded, and one does not say.
    """
    names, codes = _asked(standards, kinds, fields)
    with_recorded = standards is None or known_on is not None or clock is Clock.RECORDED
    reader = PieceReader(file, names, codes, with_recorded, books or Books(), without)
    for slice_ in _slices(reader, people_at_once, told):
        yield cut(_table(slice_, reader.books), as_of=as_of, known_on=known_on, clock=clock)


def _asked(
    standards: Sequence[AnyStandard] | None, kinds: Collection[str], fields: Collection[str]
) -> tuple[list[str], list[int] | None]:
    """The fields and the numbers of the kinds that are read; None: all kinds."""
    if standards is None:
        return list(SAID_COLUMNS), None
    names, codes = {"provider", *fields}, {KIND_CODE[kind] for kind in _ALWAYS | set(kinds)}
    for standard in standards:
        own_names, own_codes = read_by(standard)
        names |= own_names
        codes |= {*own_codes}
    return [name for name in SAID_COLUMNS if name in names], sorted(codes)


def _slices(reader: PieceReader, people_at_once: int, told: Progress | None) -> Iterator[Piece]:
    """The people of a file in slices, the last one smaller."""
    held: list[Piece] = []
    for piece in reader.pieces():
        held.append(piece)
        while sum(len(each.people) for each in held) >= people_at_once:
            slice_, rest = _split(_joined(held), people_at_once)
            held = [rest] if rest.people else []
            yield slice_
        if told:
            told(reader.rows, reader.file.rows, "facts read")
    if held:
        yield _joined(held)


def _joined(pieces: Sequence[Piece]) -> Piece:
    """Pieces laid one after another: persons, orders and threads of each are numbered on from the one before."""
    if len(pieces) == 1:
        return pieces[0]
    people: list[str] = []
    most = {"order": 0, "thread": 0}
    parts: dict[str, list[Any]] = {name: [] for name in pieces[0].columns}
    for piece in pieces:
        moved = {"person": piece.columns["person"] + np.int32(len(people))}
        for name, so_far in most.items():
            own = piece.columns[name]
            moved[name] = np.where(own > 0, own + np.int32(so_far), own)
        for name, column in piece.columns.items():
            parts[name].append(moved.get(name, column))
        people += piece.people
        most = {name: so_far + piece.most[name] for name, so_far in most.items()}
    return Piece(people, {name: np.concatenate(found) for name, found in parts.items()}, most)


def _split(piece: Piece, people: int) -> tuple[Piece, Piece]:
    """The first people of a piece, and the others."""
    at = int(np.searchsorted(piece.columns["person"], people))
    left = {name: column[:at] for name, column in piece.columns.items()}
    right = {name: column[at:] for name, column in piece.columns.items()}
    right["person"] = right["person"] - np.int32(people)
    return Piece(piece.people[:people], left, piece.most), Piece(piece.people[people:], right, piece.most)


def _table(piece: Piece, books: Books) -> FactTable:
    """A slice as a table."""
    frame = pl.DataFrame(piece.columns)
    days = piece.columns["day"]
    bounds = (int(days.min()), int(days.max())) if len(days) else (1, 1)
    return FactTable(
        nw.from_native(frame, eager_only=True),
        piece.people,
        books.officers,
        books.providers,
        *bounds,
        _small,
        is_in_order=True,
    )


def _small(table: Mapping[str, Sequence[int]]) -> Any:
    return nw.from_native(pl.DataFrame(table), eager_only=True)
