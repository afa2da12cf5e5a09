"""Facts in the making: added stage by stage as columns, numbered and put in order at the end, all at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from throughcare.exchange.fact_files import COLUMNS, SCHEMA
from throughcare.exchange.fact_files.schema import PAYLOAD, RANK, WORD
from throughcare.facts import KINDS, Coded, fields_of
from throughcare.synthesis.days import MINUTES, Days, Ints, Truths, number_of

NOTHING = -1
"""In a column of codes or of days: not recorded."""

KIND_NAMES = tuple(RANK)
_ARRANGED = RANK["appointment_arranged"]
_IN_THREAD = 1000
"""Threads are numbered within a letter up to this."""

CODED: dict[str, tuple[str, ...]] = {
    field.name: tuple(each.value for each in field.codes)
    for cls in KINDS.values()
    for field in fields_of(cls).values()
    if field.codes is not None
}
"""The values of each coded field, in the order of their class."""

TARGETS = ("target", "opened_by")
"""Fields that hold the number of another fact; while rows are made, the place of its row."""


def code_of(value: Coded, field: str) -> int:
    """The place of a coded value among those of its field."""
    return CODED[field].index(value.value)


@dataclass(frozen=True, slots=True)
class Words:
    """The text behind the codes of a column that is not coded: of whoever, of places, of free text."""

    of_column: dict[str, pa.Array]


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    kind: int
    columns: dict[str, npt.NDArray[Any]]


class Rows:
    """The facts of one slice of people, in the order in which they were thought of.

    `person` counts from 0 within the slice, `at` is a stamp on London's clock, `by` the place of a member of staff.
    """

    def __init__(self) -> None:
        self._blocks: list[_Block] = []
        self.count = 0

    def add(self, kind: str, keep: Truths | None = None, /, **columns: npt.NDArray[Any] | int) -> Ints:
        """Add facts of one kind, those that are kept. Returns the row of each (`NOTHING` where it is not kept).

        Needs person, on, at and by; thread, note and what the kind says as it may be. A column may be one number.
        """
        person = np.asarray(columns["person"])
        if keep is None:
            keep = np.ones(len(person), dtype=np.bool_)
        rows = np.full(len(person), NOTHING, dtype=np.int64)
        many = int(np.count_nonzero(keep))
        rows[keep] = np.arange(self.count, self.count + many)
        kept = {
            name: np.full(many, column) if np.ndim(column) == 0 else np.asarray(column)[keep]
            for name, column in columns.items()
        }
        self._blocks.append(_Block(self.count, RANK[kind], kept))
        self.count += many
        return rows

    def finish(
        self, *, days: Days, as_of: date, stream: str, names: pa.Array, words: Words, organisation_of: Ints
    ) -> pa.Table:
        """The rows as a table in the order of a file, numbered in the order of recording; what lies after the day is
        left out."""
        person, kind, on, at = (self._whole(name) for name in ("person", "kind", "on", "at"))
        end = (number_of(as_of) + 1) * MINUTES
        is_known = (at < end) & ((on <= number_of(as_of)) | (kind == _ARRANGED))
        place, number = _places(person, kind, on, at, is_known)
        many = int(np.count_nonzero(is_known))
        columns = {"kind": _words(_placed(place, many, kind, is_known), pa.array(KIND_NAMES))}
        columns["stream"] = _words(np.zeros(many, np.int64), pa.array([stream]))
        columns["person"] = _words(_placed(place, many, person, is_known), names)
        columns["number"] = pa.array(_placed(place, many, number, is_known).astype(np.int32))
        columns["on"] = pa.array(_placed(place, many, on, is_known).astype(np.int32)).cast(pa.date32())
        instants = days.utc_minutes(_placed(place, many, at, is_known)) * 60_000_000
        columns["recorded_at"] = pa.array(instants).cast(pa.timestamp("us", tz="UTC"))
        by = _placed(place, many, self._whole("by"), is_known)
        columns["by_staff"] = _words(by, words.of_column["officer"])
        columns["by_organisation"] = _words(organisation_of[by], words.of_column["provider"])
        for name in ("thread", "note", *PAYLOAD):
            columns[name] = self._column(name, place, many, number, words)
        return pa.table([columns[name] for name in COLUMNS], schema=SCHEMA)

    def _whole(self, name: str) -> Ints:
        found = np.empty(self.count, dtype=np.int64)
        for block in self._blocks:
            many = len(block.columns["person"])
            found[block.start : block.start + many] = block.kind if name == "kind" else block.columns[name]
        return found

    def _column(self, name: str, place: Ints, many: int, number: Ints, words: Words) -> pa.Array:
        """One column of what facts say, empty where no block has it."""
        type_ = COLUMNS[name]
        holders = [block for block in self._blocks if name in block.columns]
        if not holders:
            return pa.nulls(many, type_)
        is_share = pa.types.is_floating(type_)
        found: npt.NDArray[Any] = np.full(many, np.nan if is_share else NOTHING, np.float64 if is_share else np.int64)
        for block in holders:
            values = block.columns[name]
            to = place[block.start : block.start + len(values)]
            if name in TARGETS:
                values = number[values]
            found[to[to >= 0]] = values[to >= 0]
        if is_share:
            return pa.array(found, type_, from_pandas=True)
        if type_ == WORD:
            return _words(found, _dictionary(name, words))
        mask = found == NOTHING
        whole = pa.array(found.astype(np.int32), pa.int32(), mask=mask)
        return whole.cast(type_)


def _places(person: Ints, kind: Ints, on: Ints, at: Ints, is_known: Truths) -> tuple[Ints, Ints]:
    """For every row its place in the file (`NOTHING` where it is not known) and its number within its person."""
    known = np.flatnonzero(is_known)
    person, kind, on, at = (column[known] for column in (person, kind, on, at))
    recorded = _ordered(person, at, on, kind)
    in_order = person[recorded]
    starts = np.flatnonzero(np.concatenate(([True], in_order[1:] != in_order[:-1]))) if len(known) else known
    lengths = np.diff(np.concatenate((starts, [len(known)])))
    counted = np.arange(len(known)) - np.repeat(starts, lengths) + 1
    number = np.empty(len(known), np.int64)
    number[recorded] = counted
    happened = _ordered(person, on, kind, number)
    place, numbers = np.full(len(is_known), NOTHING, np.int64), np.full(len(is_known), NOTHING, np.int64)
    place[known[happened]] = np.arange(len(known))
    numbers[known] = number
    return place, numbers


def _ordered(*columns: Ints) -> Ints:
    """The places of rows in the order of the first column, then of the next; rows alike in all keep their order."""
    key, width = np.zeros(len(columns[0]), np.int64), 1
    for column in columns:
        least = int(column.min(initial=np.iinfo(np.int64).max))
        wide = int(column.max(initial=least)) - least + 1
        key, width = key * wide + (column - least), width * wide
    if width < 2**63:  # one number says it all, and one sort is faster than four
        return np.argsort(key, kind="stable")
    return np.lexsort(columns[::-1])


def _placed(place: Ints, many: int, column: Ints, is_known: Truths) -> Ints:
    found = np.empty(many, np.int64)
    found[place[is_known]] = column[is_known]
    return found


def _dictionary(name: str, words: Words) -> pa.Array:
    if name in CODED:
        return pa.array(CODED[name])
    return words.of_column[name]


def _words(codes: Ints, dictionary: pa.Array) -> pa.Array:
    """Text by code, with a dictionary of those that occur."""
    occurs = np.zeros(len(dictionary) + 1, np.bool_)
    occurs[codes] = True  # a missing code, -1, marks the last
    occurs[-1] = False
    new = np.cumsum(occurs) - 1
    indices = pa.array(new[codes].astype(np.int32), pa.int32(), mask=codes == NOTHING)
    return pa.DictionaryArray.from_arrays(indices, dictionary.take(pa.array(np.flatnonzero(occurs))))


# --- threads --------------------------------------------------------------------------------------------------------

_LETTERS = "rcmvejhxs"
"""Reports, checks, meetings, visits at home, escalations, and what else there is; handovers, exemptions, concerns of
staff.
"""


def thread(letter: str, number: npt.NDArray[Any]) -> Ints:
    """The codes of threads by letter and number (from 1, fewer than 1,000)."""
    return np.asarray(_LETTERS.index(letter) * _IN_THREAD + number, dtype=np.int64)


THREADS = pa.array([f"{letter}{number}" for letter in _LETTERS for number in range(_IN_THREAD)])
