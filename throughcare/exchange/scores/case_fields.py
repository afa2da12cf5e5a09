"""The fields of one case, as JSON has them, read one by one: all that is wrong is told at once, and nothing is guessed.

A field that is faulty reads as a value that does no harm, until `check` refuses the case.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from math import isfinite
from typing import TypeVar

from throughcare.calendar import day_from_text
from throughcare.exchange.scores.refused import Refused
from throughcare.rules.refusals import FieldFault

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""The days that a case may name. The limits are ours: what lies beyond them was mistyped."""
_SAID_AT_MOST = 40
_NAME_AT_MOST = 80
_SHOWN_BITS = 60
_Member = TypeVar("_Member", bound=Enum)
_Meaning = TypeVar("_Meaning")


class CaseFields:
    """The fields of one case, or of one part of it; `at` is put before the names of a part."""

    def __init__(self, given: object, *, at: str = "", faults: list[FieldFault] | None = None) -> None:
        self.faults: list[FieldFault] = [] if faults is None else faults
        self._at = at
        self._given: Mapping[str, object] = given if isinstance(given, Mapping) else {}
        self._is_readable = isinstance(given, Mapping)
        if not self._is_readable:
            self.faults.append(FieldFault(at or "input", f"{_said(given)} is no object with named fields: give one."))

    def name(self, field: str) -> str:
        """How a field is named in a fault."""
        return f"{self._at}.{field}" if self._at else field

    def fault(self, field: str, sentence: str) -> None:
        """One more thing that is wrong."""
        self.faults.append(FieldFault(_as_told(self.name(field)), sentence))

    def check(self) -> None:
        """Raise `Refused` with all that was found, if anything was."""
        if self.faults:
            raise Refused(tuple(dict.fromkeys(self.faults)))

    def has(self, field: str) -> bool:
        """Whether the field is there at all, even as null."""
        return field in self._given

    def _value(self, field: str, right: str, *, or_null: bool) -> object:
        """What stands there; None with a fault where nothing may not."""
        if not self._is_readable:
            return None
        if field not in self._given:
            or_so = ", or null where it is not known" if or_null else ""
            self.fault(field, f"It is missing: give {right}{or_so}.")
            return None
        found = self._given[field]
        if found is None and not or_null:
            self.fault(field, f"It is null: give {right}.")
        return found

    def number(self, field: str, low: float, high: float, *, or_null: bool = False) -> int | float | None:
        """A number from `low` to `high`, both included."""
        right = f"a number from {low:g} to {high:g}"
        found = self._value(field, right, or_null=or_null)
        if found is None:
            return None if or_null else low
        if isinstance(found, bool) or not isinstance(found, int | float):
            self.fault(field, f"{_said(found)} is no number: give {right}.")
        elif not (isfinite(found) if isinstance(found, float) else True) or not low <= found <= high:
            self.fault(field, f"{_said(found)} is not {right}.")
        else:
            return found
        return low

    def whole(self, field: str, low: int, high: int, *, or_null: bool = False) -> int | None:
        """A whole number from `low` to `high`, both included; 2.0 is one."""
        before = len(self.faults)
        found = self.number(field, low, high, or_null=or_null)
        if found is not None and len(self.faults) == before and found != int(found):
            self.fault(field, f"{_said(found)} is no whole number: give one from {low} to {high}.")
        return None if found is None else int(found)

    def yes_no(self, field: str) -> bool:
        """True or false."""
        found = self._value(field, "true or false", or_null=False)
        if found is not None and not isinstance(found, bool):
            self.fault(field, f"{_said(found)} is neither true nor false: give one of them.")
        return found is True

    def day(self, field: str, *, or_null: bool = False) -> date | None:
        """A day as year-month-day."""
        found = self._value(field, "a day such as 2026-06-15", or_null=or_null)
        if found is None:
            return None if or_null else FIRST_DAY
        return _day(self, field, found)

    def needed_day(self, field: str) -> date:
        """A day that has to be there."""
        return self.day(field) or FIRST_DAY

    def days(self, field: str) -> frozenset[date]:
        """A list of days, in any order."""
        found = self.items(field, "a list of days such as 2026-12-25")
        return frozenset(_day(self, f"{field}[{place}]", each) for place, each in enumerate(found))

    def text(self, field: str, right: str, *, or_null: bool = False) -> str | None:
        """A text that is not empty."""
        found = self._value(field, right, or_null=or_null)
        if found is None:
            return None
        if not isinstance(found, str) or not found.strip():
            self.fault(field, f"{_said(found)} is not {right}.")
            return None
        return found

    def code(self, field: str, codes: Mapping[str, _Meaning], *, or_null: bool = False) -> _Meaning | None:
        """What one of the codes means; the codes are told where it is none of them."""
        right = f"one of {', '.join(codes)}"
        found = self._value(field, right, or_null=or_null)
        if found is None:
            return None
        if not isinstance(found, str) or found not in codes:
            self.fault(field, f"{_said(found)} is not {right}.")
            return None
        return codes[found]

    def items(self, field: str, right: str) -> Sequence[object]:
        """A list of things."""
        found = self._value(field, right, or_null=False)
        if found is None:
            return ()
        if not isinstance(found, list | tuple):
            self.fault(field, f"{_said(found)} is not {right}.")
            return ()
        return found

    def part(self, field: str, right: str, *, or_null: bool = False) -> CaseFields | None:
        """A part of the case that has fields of its own."""
        found = self._value(field, right, or_null=or_null)
        return None if found is None else CaseFields(found, at=self.name(field), faults=self.faults)

    def parts(self, field: str, right: str) -> list[CaseFields]:
        """A list of parts that have fields of their own."""
        found = self.items(field, right)
        return [
            CaseFields(each, at=f"{self.name(field)}[{place}]", faults=self.faults) for place, each in enumerate(found)
        ]

    def names(self) -> list[str]:
        """The names of all fields that are there."""
        return list(self._given)


def named(members: type[_Member]) -> dict[str, _Member]:
    """The members of a list by the names under which they travel."""
    return {member.name: member for member in members}


def _day(fields: CaseFields, field: str, found: object) -> date:
    on = day_from_text(found) if isinstance(found, str) else None
    if on is None:
        fields.fault(field, f"{_said(found)} is no day of the calendar: give one such as 2026-06-15.")
    elif not FIRST_DAY <= on <= LAST_DAY:
        fields.fault(field, f"{_said(found)} is not a day from {FIRST_DAY.year} to {LAST_DAY.year}.")
    else:
        return on
    return FIRST_DAY


def _as_told(name: str) -> str:
    """The name of a field that can be written anywhere, also where the case named it itself: short, and of letters."""
    return name[:_NAME_AT_MOST].encode("utf-8", "backslashreplace").decode("utf-8") or "input"


def _said(found: object) -> str:
    """A value as it is told back: short, and never a whole list."""
    if isinstance(found, Mapping):
        return "an object"
    if isinstance(found, list | tuple):
        return "a list"
    if isinstance(found, int) and not isinstance(found, bool) and found.bit_length() > _SHOWN_BITS:
        return "a number beyond all bounds"
    if isinstance(found, str):
        return json.dumps(found[:_SAID_AT_MOST] + ("…" if len(found) > _SAID_AT_MOST else ""), ensure_ascii=True)
    return json.dumps(found) if found is None or isinstance(found, bool | int | float) else type(found).__name__
