"""Facts as columns: whole numbers only, so that every engine reads them alike.

One row a fact. Days are ordinals; kinds, coded values, officers and organisations are numbers from 1, and 0 is
*not recorded*, a value like any other and never null. Orders and threads are numbered so that one number belongs
to one person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import narwhals as nw

from throughcare.calendar import london_day
from throughcare.facts import KINDS, Fact
from throughcare.facts.record import ABOUT_THE_RECORD, Withdrawn
from throughcare.facts.stream import Clock, NoRecordingTime, taken_away
from throughcare.standards.language import DATE_FIELDS, FIELDS, FIELDS_OF_KIND, ValueType

Frame = Any
"""A Narwhals frame, eager or lazy. Both offer what is used here; their types have no common name for it."""

KIND_CODE = {name: code for code, name in enumerate(KINDS, start=1)}
"""The number of each kind, in the order in which kinds are taken within a day: it serves as their rank too."""

CODES = {name: {code: n for n, code in enumerate(domain.codes, start=1)} for name, domain in FIELDS.items()}
"""The number of each value of each coded field."""

FIELD_COLUMNS = tuple(name for name in FIELDS if name not in ("kind", "order"))
SAID_COLUMNS = (*FIELD_COLUMNS, *DATE_FIELDS)
"""All that facts say: what a standard may test, and the days that a due day may be taken from (ordinals; 0: none)."""

_BOOK_OF = {ValueType.OFFICER: "officer", ValueType.PROVIDER: "provider"}
_WRONG_PERSON, _ERASED = KIND_CODE["wrong_person"], KIND_CODE["erased"]
_RECORD_CODES = tuple(KIND_CODE[cls.kind] for cls in ABOUT_THE_RECORD)
_OF_A_MARK = ("person", "number", "target", "kind")


@dataclass(frozen=True, slots=True)
class Book:
    """The names behind the numbers of a column. Number 0 is *not recorded*."""

    names: list[str | None] = field(default_factory=lambda: [None])
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, name: str | None) -> int:
        """The number of a name, a new one where it has none yet."""
        if name is None:
            return 0
        found = self.numbers.get(name)
        if found is None:
            found = self.numbers[name] = len(self.names)
            self.names.append(name)
        return found


@dataclass(frozen=True, slots=True)
class FactTable:
    """Facts of many people as one frame, with the names behind its numbers.

    Columns: person, number, day, recorded (0: not recorded), kind, order, thread, target, one for each field
    that a standard may test or take a due day from, and `pos`, the place of the row in the order of person, day,
    kind and number.
    `small` makes a small frame of the same sort; `first_day` and `last_day` bound the days (ordinals).
    `is_in_order` says that the rows stand in that order already.
    """

    frame: Frame
    people: Sequence[str]
    officers: Book
    providers: Book
    first_day: int
    last_day: int
    small: Callable[[Mapping[str, Sequence[int]]], Frame]
    is_in_order: bool = False

    def book(self, type_: ValueType) -> Book:
        """The names behind a column of officers or of organisations."""
        return self.officers if type_ is ValueType.OFFICER else self.providers


def fact_columns(facts_of: Mapping[str, Iterable[Fact]]) -> tuple[dict[str, list[int]], Book, Book]:
    """The columns of all facts, person by person as given, with the books of officers and of organisations."""
    officers, providers, orders, threads = Book(), Book(), Book(), Book()
    books = {"officer": officers, "provider": providers}
    makers = {kind: _field_makers(kind, books) for kind in KINDS}
    names = ("person", "number", "day", "recorded", "kind", "order", "thread", "target", *SAID_COLUMNS)
    columns: dict[str, list[int]] = {name: [] for name in names}
    person_, number_, day_, recorded_, kind_, order_, thread_, target_ = (columns[name] for name in names[:8])
    rows: dict[str, list[tuple[int, int]]] = {name: [] for name in SAID_COLUMNS}
    for person, facts in enumerate(facts_of.values()):
        for fact in facts:
            row = len(person_)
            person_.append(person)
            number_.append(fact.number)
            day_.append(fact.on.toordinal())
            recorded_.append(0 if fact.recorded_at is None else london_day(fact.recorded_at).toordinal())
            kind_.append(KIND_CODE[fact.kind])
            order_.append(orders.number(f"{person} {fact.order}") if hasattr(fact, "order") else 0)
            thread_.append(0 if fact.thread is None else threads.number(f"{person} {fact.thread}"))
            target_.append(getattr(fact, "target", 0))
            for name, number_of in makers[fact.kind]:
                value = getattr(fact, name)
                if value is not None:
                    rows[name].append((row, number_of(value)))
    for name, found in rows.items():
        column = [0] * len(person_)
        for row, value in found:
            column[row] = value
        columns[name] = column
    return columns, officers, providers


def _field_makers(kind: str, books: Mapping[str, Book]) -> list[tuple[str, Callable[[Any], int]]]:
    names = [name for name in SAID_COLUMNS if name in FIELDS_OF_KIND[kind]]
    return [(name, _number_of(name, books)) for name in names]


def _number_of(name: str, books: Mapping[str, Book]) -> Callable[[Any], int]:
    """How what a field says becomes a number."""
    if name in DATE_FIELDS:
        return date.toordinal
    return CODES[name].__getitem__ if FIELDS[name].codes else books[_BOOK_OF[FIELDS[name].type]].number


def fact_table(facts_of: Mapping[str, Iterable[Fact]], *, backend: Any) -> FactTable:
    """A table of all facts, as they were recorded; `cut` makes of it what a question is asked of.

    `backend` names the library that holds the columns, for example `polars`.
    """
    columns, officers, providers = fact_columns(facts_of)
    schema = {name: nw.Int32() for name in columns}

    def small(table: Mapping[str, Sequence[int]]) -> Frame:
        return nw.from_dict(table, backend=backend)

    frame = nw.from_dict(columns, schema, backend=backend)
    days = columns["day"] or [1]
    return FactTable(frame, tuple(facts_of), officers, providers, min(days), max(days), small)


_APART = 1 << 32
"""A person's number in a table and a fact's number in a stream make one number: facts are never so many."""


def cut(table: FactTable, *, as_of: date, known_on: date | None = None, clock: Clock = Clock.HAPPENED) -> FactTable:
    """The facts that a question is asked of, in order: the same cut as `facts.stream.standing`, on columns.

    Raises `NoRecordingTime` where the question needs to know when a fact was recorded, and one does not say.
    """
    frame, first_day, last_day = table.frame, table.first_day, table.last_day
    if known_on is not None or clock is Clock.RECORDED:
        _check_recorded(frame)
    known = _known(frame, known_on)
    of_a_mark = _OF_A_MARK if known_on is None else (*_OF_A_MARK, "recorded")
    gone = _taken(_in_memory(frame.filter(nw.col("kind").is_in(_RECORD_CODES)).select(*of_a_mark)), known_on)
    if clock is Clock.RECORDED:
        known = known.with_columns(day=nw.col("recorded"))
        days = frame.select(nw.col("recorded").min().alias("first"), nw.col("recorded").max().alias("last"))
        first, last = next(_in_memory(days).iter_rows())
        first_day, last_day = (first_day, last_day) if first is None else (first, last)
    stands = (nw.col("day") <= as_of.toordinal()) & ~nw.col("kind").is_in(_RECORD_CODES)
    if gone and not isinstance(known, nw.LazyFrame):
        own = nw.col("person").cast(nw.Int64) * _APART + nw.col("number")
        stands &= ~own.is_in([person * _APART + number for person, number in gone])
    known = known.filter(stands)
    if gone and isinstance(known, nw.LazyFrame):
        people, numbers = zip(*gone, strict=True)
        taken = table.small({"person": people, "number": numbers})
        taken = taken.with_columns(nw.col(name).cast(frame.collect_schema()[name]) for name in ("person", "number"))
        known = known.join(taken, on=["person", "number"], how="anti")
    known = _placed(known, is_in_order=table.is_in_order and clock is Clock.HAPPENED)
    return replace(table, frame=known, first_day=first_day, last_day=last_day, is_in_order=True)


def _known(frame: Frame, known_on: date | None) -> Frame:
    return frame if known_on is None else frame.filter(nw.col("recorded") <= known_on.toordinal())


def _taken(frame: Frame, known_on: date | None) -> list[tuple[int, int]]:
    """Whose facts, by number, the marks in a frame take out of the question."""
    known = _known(frame, known_on)
    gone = _gone(known) + _hidden(frame)
    return sorted(set(gone))


def _placed(known: Frame, *, is_in_order: bool) -> Frame:
    """In order, with the column `pos`. A lazy frame has no order: there the place is counted within the person."""
    if isinstance(known, nw.LazyFrame):
        place = nw.col("number").cum_count().over("person", order_by=("day", "kind", "number"))
    else:
        known = known if is_in_order else known.sort("person", "day", "kind", "number")
        known, place = known.with_row_index("pos"), nw.col("pos")
    return known.with_columns(place.cast(nw.Int64).alias("pos"))


def _in_memory(frame: Frame) -> Frame:
    return frame.collect("polars") if isinstance(frame, nw.LazyFrame) else frame


def _check_recorded(frame: Frame) -> None:
    without = _in_memory(frame.filter(nw.col("recorded") == 0).select(nw.len())).item()
    if without:
        raise NoRecordingTime(
            f"{without} facts do not say when they were recorded, so what was known on a day cannot be told. "
            f"An extract is known only from its own day on."
        )


def _withdrawals(frame: Frame) -> dict[int, list[tuple[int, int]]]:
    """The withdrawals of each person, as pairs of number and target: few, so they are read one by one."""
    found: dict[int, list[tuple[int, int]]] = {}
    rows = frame.filter(nw.col("kind") == KIND_CODE[Withdrawn.kind]).select("person", "number", "target")
    for person, number, target in rows.iter_rows():
        found.setdefault(person, []).append((number, target))
    return found


def _gone(frame: Frame) -> list[tuple[int, int]]:
    return [(person, number) for person, pairs in _withdrawals(frame).items() for number in taken_away(pairs)]


def _hidden(frame: Frame) -> list[tuple[int, int]]:
    """What is about somebody else, or was erased: by every mark there is today, whatever day is asked about."""
    withdrawn = set(_gone(frame))
    marks = frame.filter(nw.col("kind").is_in([_WRONG_PERSON, _ERASED]))
    rows = marks.select("person", "number", "target", "kind").iter_rows()
    return [
        (person, target)
        for person, number, target, kind in rows
        if kind == _ERASED or (person, number) not in withdrawn
    ]
