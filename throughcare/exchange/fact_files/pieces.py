"""A file of facts as arrays of whole numbers, piece by piece: whole people, in order, and no word unknown.

Columns are checked all at once; only where something is wrong is it looked for row by row, and named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from throughcare.exchange.fact_files.numbering import check_days, first_gap, gap_fault
from throughcare.exchange.fact_files.opening import FactFile, FactFileFault, damaged
from throughcare.exchange.fact_files.schema import NEVER_NULL, PERSON, STAFF
from throughcare.standards.fact_table import CODES, KIND_CODE, Book
from throughcare.standards.language import DATE_FIELDS, FIELDS, ValueType

Array = np.ndarray[Any, np.dtype[Any]]

EPOCH = date(1970, 1, 1).toordinal()
"""The ordinal from which Parquet counts days."""

ROWS_AT_ONCE = 1 << 19
"""How many rows of a row group are read together: memory stays bounded however large somebody made the groups."""

_MOST_KEYS = 1 << 26
"""How far the orders (or threads) of a piece are numbered without looking which of them there are."""

_STREAMS = {PERSON: 1, STAFF: 2}


@dataclass(frozen=True, slots=True)
class Books:
    """The names behind the numbers of officers and of organisations: one book for a whole file, whatever the slice."""

    officers: Book = field(default_factory=Book)
    providers: Book = field(default_factory=Book)

    def numbers(self, name: str, words: Sequence[str]) -> Array:
        """The number of each word of a field; -1 where the field is coded and has no such value."""
        if FIELDS[name].codes:
            return np.array([CODES[name].get(word, -1) for word in words], np.int8)
        book = self.officers if FIELDS[name].type is ValueType.OFFICER else self.providers
        return np.array([book.number(word) for word in words], np.int32)


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole people, one after another: their names, and an array for each column.

    `person` counts the people of this piece from 0. An order or a thread has one number and belongs to one person;
    none is above `most` of its column.
    """

    people: list[str]
    columns: dict[str, Array]
    most: dict[str, int]


@dataclass(slots=True)
class PieceReader:
    """Reads the people of a file, in pieces; rows of staff are passed over.

    `fields` are the columns of the payload that are read; of `kinds` (their numbers; None: all) rows are kept. The
    people of `without` are passed over too.
    """

    file: FactFile
    fields: Sequence[str]
    kinds: Sequence[int] | None
    with_recorded: bool
    books: Books = field(default_factory=Books)
    without: Collection[str] = ()
    rows: int = 0
    _latest: tuple[int, str] = (0, "")
    _gap: FactFileFault | None = None
    """Numbers that are missing: told once the rows that follow are known not to be out of order."""

    def pieces(self) -> Iterator[Piece]:
        """The pieces in order. Raises `FactFileFault` at the first row that is wrong."""
        columns = ["stream", "person", "number", "kind", "on", "target", "order", "thread", *self.fields]
        names = [*columns, *(["recorded_at"] if self.with_recorded else [])]
        for table in one_ahead(whole_people(self.file, names)):
            piece = self._piece(table)
            self.rows += len(table)
            if piece.people:
                yield piece
        if self._gap is not None:
            raise self._gap

    def _piece(self, table: pa.Table) -> Piece:
        self._check_filled(table)
        stream = self._mapped(table, "stream", _STREAMS)
        kind = self._mapped(table, "kind", KIND_CODE)
        codes, words = _words(table["person"])
        on, number = _whole(table["on"]), _whole(table["number"])
        check_days(self.file, on)
        day = on + np.int32(EPOCH)
        begins = _begins(stream, codes)
        first = np.flatnonzero(begins)
        named = words.take(pa.array(codes[first]))
        self._check_people(table, first, stream[first], named)
        self._check_order(table, begins, day, kind, number)
        names = named.to_pylist()
        if self._gap is not None:
            raise self._gap
        self._gap = self._gap_in(first, number, names)
        is_asked = np.array([name not in self.without for name in names], np.bool_) & (stream[first] == 1)
        place = np.cumsum(begins, dtype=np.int32) - np.int32(1)
        rows = self._rows(kind, is_asked, place)
        person = (np.cumsum(is_asked, dtype=np.int32) - np.int32(1))[place]
        columns = {"person": person, "number": number, "day": day, "kind": kind, "target": _whole(table["target"])}
        columns |= {"recorded": _london_days(table["recorded_at"])} if self.with_recorded else {}
        columns = {name: column.take(rows) for name, column in columns.items()}
        columns |= {name: self._field(table, name, rows) for name in self.fields}
        columns |= {name: _keys(table[name], columns["person"], rows) for name in ("order", "thread")}
        most = {name: int(columns[name].max(initial=0)) for name in ("order", "thread")}
        return Piece([name for name, asked in zip(names, is_asked, strict=True) if asked], columns, most)

    def _rows(self, kind: Array, is_asked: Array, place: Array) -> Array:
        """The rows that are kept: of these kinds, and of the people who are asked about."""
        wanted = np.full(128, self.kinds is None)
        wanted[list(self.kinds or ())] = True
        kept = wanted[kind]
        return np.flatnonzero(kept if is_asked.all() else kept & is_asked[place])

    # --- what is wrong, and where ------------------------------------------------------------------------------

    def _check_filled(self, table: pa.Table) -> None:
        for name in NEVER_NULL:
            if name in table.column_names and table[name].null_count:
                place = table[name].is_null().to_numpy().argmax()
                raise FactFileFault(f"{self.file.path}: row {self.rows + int(place) + 1} has no {name}.")

    def _mapped(self, table: pa.Table, name: str, numbers: Mapping[str, int]) -> Array:
        codes, words = _words(table[name])
        found = np.array([numbers.get(word, -1) for word in words.to_pylist()], np.int8)[codes]
        self._check_known(table, name, found)
        return found

    def _field(self, table: pa.Table, name: str, rows: Array) -> Array:
        if table[name].null_count == len(table):
            return np.zeros(len(rows), np.int8 if name in FIELDS and FIELDS[name].codes else np.int32)
        if name in DATE_FIELDS:
            return self._days(table, name).take(rows)
        codes, words = _words(table[name])
        numbers = self.books.numbers(name, words.to_pylist())
        found = np.append(numbers, numbers.dtype.type(0))[codes.take(rows)]  # -1, nothing, takes the last: 0
        if found.min(initial=0) < 0:
            self._check_known(table, name, np.append(numbers, numbers.dtype.type(0))[codes])
        return found

    def _days(self, table: pa.Table, name: str) -> Array:
        """The days that a field says, as ordinals, with 0 for none."""
        days = table[name].cast(pa.int32())
        check_days(self.file, days.fill_null(0).to_numpy(), name)
        found: Array = pc.add(days, pa.scalar(EPOCH, pa.int32())).fill_null(0).to_numpy()
        return found

    def _check_known(self, table: pa.Table, name: str, found: Array) -> None:
        if found.min(initial=0) >= 0:
            return
        row = table.slice(int((found < 0).argmax()), 1).select([*NEVER_NULL, name]).to_pylist()[0]
        where = f"{self.file.path}: fact {row['number']} of {row['person']}"
        if name == "kind":
            raise FactFileFault(f"{where} has the kind {row[name]}, which there is not.")
        raise FactFileFault(f"{where} has {name} {row[name]}, which is none of the values that it may have.")

    def _check_people(self, table: pa.Table, first: Array, stream: Array, named: pa.Array) -> None:
        """People stand by name, and nobody in two places: so each comes after whoever came before."""
        if not len(first):
            return
        comes_after = np.ones(len(first), np.bool_)
        comes_after[0] = (int(stream[0]), named[0].as_py()) > self._latest
        by_name = np.asarray(pc.greater(named.slice(1), named.slice(0, len(named) - 1)))
        comes_after[1:] = (stream[1:] > stream[:-1]) | ((stream[1:] == stream[:-1]) & by_name)
        if not comes_after.all():
            self._fault_of_order(table, int(first[comes_after.argmin()]))
        self._latest = int(stream[-1]), named[-1].as_py()

    def _check_order(self, table: pa.Table, begins: Array, day: Array, kind: Array, number: Array) -> None:
        place = (day.astype(np.int64) << 40) | (kind.astype(np.int64) << 32) | number
        behind = (place[1:] <= place[:-1]) & ~begins[1:]
        if behind.any():
            self._fault_of_order(table, int(behind.argmax()) + 1)

    def _gap_in(self, first: Array, number: Array, names: list[str]) -> FactFileFault | None:
        starts = np.append(first, len(number))
        gap = first_gap(starts, number)
        if gap < 0:
            return None
        stream = int(np.searchsorted(starts, gap, side="right")) - 1
        start, end = int(starts[stream]), int(starts[stream + 1])
        return gap_fault(self.file, names[stream], end - start, gap - start + 1)

    def _fault_of_order(self, table: pa.Table, place: int) -> None:
        row = table.slice(place, 1).select(["person", "number"]).to_pylist()[0]
        raise FactFileFault(
            f"{self.file.path} is not in order: row {self.rows + place + 1}, fact {row['number']} of {row['person']}, "
            f"comes too late. Rows stand by person, day, the kind's place in the day, and number; a person's rows "
            f"stand together. Write the file anew, sorted so."
        )


T = TypeVar("T")


def one_ahead(given: Iterator[T]) -> Iterator[T]:
    """The same, each fetched by another thread while whoever asks still works on the one before."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, given, None)
        while (each := coming.result()) is not None:
            coming = pool.submit(next, given, None)
            yield each


def whole_people(file: FactFile, columns: Sequence[str]) -> Iterator[pa.Table]:
    """The rows of a file, some hundred thousand at a time, never part of a person.

    Raises `FactFileFault` where the bytes are no good.
    """
    held = None
    for table in _batches(file, columns):
        if held is not None and _stream_of(held, -1) == _stream_of(table, 0):
            last = _first_row_of_last(held)
            if last:
                yield held.slice(0, last)
            table = pa.concat_tables([held.slice(last), table]).unify_dictionaries().combine_chunks()
        elif held is not None:
            yield held
        held = table if len(table) else held
    if held is not None:
        yield held


def _batches(file: FactFile, columns: Sequence[str]) -> Iterator[pa.Table]:
    try:
        reader = file.reader()
        for group in range(file.pieces):
            for batch in reader.iter_batches(ROWS_AT_ONCE, row_groups=[group], columns=list(columns)):
                yield pa.Table.from_batches([batch])
    except (pa.ArrowException, OSError) as error:
        raise damaged(file) from error


def streams_of(table: pa.Table) -> Iterator[tuple[tuple[str, str], int, int]]:
    """Each stream of a table whose rows stand in order: what and whom it is about, its first row, and how many."""
    streams, stream_words = _words(table["stream"])
    people, words = _words(table["person"])
    first = np.flatnonzero(_begins(streams, people))
    many = np.diff(np.append(first, len(table)))
    stream_names, names = stream_words.to_pylist(), words.to_pylist()
    for row, rows in zip(first.tolist(), many.tolist(), strict=True):
        yield (stream_names[streams[row]], names[people[row]]), row, rows


def _stream_of(table: pa.Table, row: int) -> tuple[Any, Any]:
    if not len(table):
        return None, None
    return table["stream"][row % len(table)].as_py(), table["person"][row % len(table)].as_py()


def _first_row_of_last(table: pa.Table) -> int:
    """The row at which the last stream of a table begins."""
    begins = _begins(_words(table["stream"])[0], _words(table["person"])[0])
    return int(np.flatnonzero(begins)[-1])


# --- one column --------------------------------------------------------------------------------------------------


def _begins(stream: Array, person: Array) -> Array:
    """Where another stream begins."""
    first = np.ones(len(person), np.bool_)
    first[1:] = (person[1:] != person[:-1]) | (stream[1:] != stream[:-1])
    return first


def _words(column: pa.ChunkedArray) -> tuple[Array, pa.Array]:
    """The place of each row's word among the words (-1: none), and the words."""
    array = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    places = array.indices.fill_null(-1) if array.indices.null_count else array.indices
    return places.to_numpy(zero_copy_only=False).astype(np.int32, copy=False), array.dictionary


def _whole(column: pa.ChunkedArray) -> Array:
    """Whole numbers, or days since 1970, with 0 for nothing."""
    found: Array = column.cast(pa.int32()).fill_null(0).to_numpy()
    return found


def _london_days(column: pa.ChunkedArray) -> Array:
    """The days in London of instants, as ordinals, with 0 for none: what `calendar.london_day` says of one."""
    days = pl.Series(column).dt.convert_time_zone("Europe/London").dt.date().cast(pl.Int32)
    return (days + EPOCH).fill_null(0).to_numpy()


def _keys(column: pa.ChunkedArray, person: Array, rows: Array) -> Array:
    """A number from 1 for each order (or thread) of each person, 0 for none: no two people share one."""
    codes, words = _words(column)
    own = codes.take(rows) + np.int32(1)
    if not own.any():
        return own
    many, people = len(words) + 1, int(person[-1]) + 1
    if many * people <= _MOST_KEYS:
        return np.where(own > 0, person * np.int32(many) + own, np.int32(0))
    holder = np.empty(many, np.int32)
    holder[own] = person
    if ((holder[own] == person) | (own == 0)).all():  # each name belongs to one person already
        return own
    both = np.where(own > 0, person.astype(np.int64) * many + own, 0)
    found, place = np.unique(both, return_inverse=True)
    numbers: Array = (place + (found[0] != 0)).astype(np.int32)
    return numbers
