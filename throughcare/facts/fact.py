"""What a fact is: the envelope that every kind shares, and the shelf on which the kinds stand.

A fact is an immutable statement that something happened to a person (or, for a few kinds, to a member of
staff), written once and never changed. Each kind is one small class below `Fact`; the class owns the kind's
place in the day, its coded values and the columns of an extract that it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from dataclasses import field as dataclass_field
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, ClassVar, Final, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

NOT_RECORDED = "not recorded"
"""How a missing value is written in a standard: a value like any other, never a blank and never "no"."""

Order = NewType("Order", str)
"""The number of one of a person's sentences (the event number); text, so that `1` is not `01`."""
Officer = NewType("Officer", str)
"""The code of a member of staff."""
Provider = NewType("Provider", str)
"""The code of an organisation: a division of the National Probation Service, or a rehabilitation company."""


class Coded(StrEnum):
    """A closed list of values, each with the words by which people know it."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Coded:
        """A member from its value and its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value.capitalize()
        return member


class YesNo(Coded):
    """An answer that was given. Where none was given, the field is not recorded."""

    YES = "Y", "Yes"
    NO = "N", "No"


class FieldType(StrEnum):
    """What can be held in a field, and so what a standard may ask of it."""

    CODED = "coded"
    ORDER = "order"
    OFFICER = "officer"
    PROVIDER = "provider"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


TESTABLE = frozenset({FieldType.CODED, FieldType.ORDER, FieldType.OFFICER, FieldType.PROVIDER})
"""The types of field that a standard may test; free text, numbers and dates are for people to read."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind: its name, what it means in the world, its type and whether it may be left out.

    `is_whole` says of a number that it has no fraction; `is_later`, that the kind got the field after facts of it had
    been written (`LATER`).
    """

    name: str
    means: str
    codes: type[Coded] | None
    required: bool
    type: FieldType
    is_whole: bool = False
    is_later: bool = False


LATER: Final = "later"
"""Marks a field that a kind got after facts of it had been written. Where it says nothing it is no part of what is
hashed, so that the chains of before still hold."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where in an extract a kind comes from: the table, the column of its day, its thread and its fields.

    `only` names a column and the value that a row must hold there for the row to state this fact at all.
    A row whose `on` column is blank does not state it.
    """

    table: str
    on: str
    fields: Mapping[str, str] = dataclass_field(default_factory=dict)
    thread: str | None = None
    only: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a fact, and for which organisation they did it."""

    staff: Officer
    organisation: Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The envelope. `on` is the day it happened, `recorded_at` the instant it was written (with time zone).

    `number` counts the facts of one stream from 1 without gaps. `thread` ties the facts of one report, check,
    appointment or escalation. An extract tells neither author nor instant: there both are not recorded.
    """

    kind: ClassVar[str]
    rank: ClassVar[int]
    recorded_by: ClassVar[str]
    sources: ClassVar[tuple[Source, ...]]

    person: str
    number: int
    on: date
    recorded_at: datetime | None = None
    by: Author | None = None
    thread: str | None = None
    note: str | None = None


ENVELOPE = frozenset(field.name for field in fields(Fact))
KINDS: dict[str, type[Fact]] = {}
"""Every kind by its name, in the order in which they are taken within one day."""

F = TypeVar("F", bound=type[Fact])


def kind(*, rank: int, recorded_by: str, sources: tuple[Source, ...] = ()) -> Callable[[F], F]:
    """Put a class on the shelf of kinds.

    `rank` is its place among facts of the same day (unique; lower comes first), `recorded_by` says who may
    write it. Raises `ValueError` where a rank or a name is already taken.
    """

    def shelve(cls: F) -> F:
        cls.kind = _snake_case(cls.__name__)
        cls.rank, cls.recorded_by, cls.sources = rank, recorded_by, sources
        taken = [other.kind for other in KINDS.values() if rank == other.rank or cls.kind == other.kind]
        if taken:
            raise ValueError(f"{cls.kind}: its name or rank {rank} is taken by {taken[0]}")
        KINDS[cls.kind] = cls
        for name in sorted(KINDS, key=lambda name: KINDS[name].rank):
            KINDS[name] = KINDS.pop(name)
        return cls

    return shelve


def _snake_case(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def fields_of(cls: type[Fact]) -> dict[str, Field]:
    """The fields that a kind adds to the envelope, by name, in the order in which they are declared."""
    hints = get_type_hints(cls, include_extras=True)
    own = [field for field in fields(cls) if field.name not in ENVELOPE]
    return {field.name: _describe(field.name, hints[field.name], field.default is MISSING) for field in own}


def _describe(name: str, hint: Any, required: bool) -> Field:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"{name}: say what it means, as Annotated[type, 'meaning']")
    inner, means, *marks = get_args(hint)
    held = [part for part in get_args(inner) if part is not type(None)] if _is_union(inner) else [inner]
    codes = held[0] if isinstance(held[0], type) and issubclass(held[0], Coded) else None
    type_ = FieldType.CODED if codes else _PLAIN[held[0]]
    return Field(name, means, codes, required, type_, held[0] is int, LATER in marks)


def _is_union(hint: Any) -> bool:
    return get_origin(hint) in (Union, UnionType)


_PLAIN: dict[Any, FieldType] = {
    Order: FieldType.ORDER,
    Officer: FieldType.OFFICER,
    Provider: FieldType.PROVIDER,
    str: FieldType.TEXT,
    int: FieldType.NUMBER,
    float: FieldType.NUMBER,
    date: FieldType.DATE,
}


def payload_of(fact: Fact) -> dict[str, Any]:
    """What the fact says beyond its envelope, by field name."""
    return {field.name: getattr(fact, field.name) for field in fields(fact) if field.name not in ENVELOPE}


def payload_written(fact: Fact) -> dict[str, Any]:
    """The same as it is hashed: a later field that says nothing is left out, as if the kind had never got it."""
    later = _later_fields(fact.kind)
    return {name: value for name, value in payload_of(fact).items() if value is not None or name not in later}


@cache
def _later_fields(kind: str) -> frozenset[str]:
    return frozenset(field.name for field in fields_of(KINDS[kind]).values() if field.is_later)
