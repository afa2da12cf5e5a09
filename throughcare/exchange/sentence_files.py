"""Sentences as JSON in, their dates as JSON out: a list of cases, each answered by itself.

A case is `{"id": …, "input": {…}}`. The input is one sentence, or `{"sentences": [ … ]}`, with what is said of the
person beside it. Every case is answered: with its dates, or with the fields that are wrong and why.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from throughcare.calendar import day_from_text
from throughcare.exchange.faults import FileFault
from throughcare.rules.refusals import FieldFault
from throughcare.rules.sentences import (
    CannotBeWorkedOut,
    Case,
    Dated,
    Kind,
    Length,
    Recall,
    RecallKind,
    ReleaseGroup,
    Requirement,
    RequirementKind,
    Sentence,
    WorkedOut,
    work_out,
)
from throughcare.rules.sentences.lengths_as_typed import HOW_TO_TYPE, length_as_typed

NUMBER_AT_MOST = 10**6
"""No number of days, hours or years is larger; the number is ours, so that a slip of the keyboard is told."""
NAME_AT_MOST = 40
"""Letters of the name of a sentence; the number is ours."""
OF_THE_CASE = ("born_on", "age_at_release", "released_on", "recall")
OF_A_SENTENCE = (
    *("name", "kind", "offence_on", "sentenced_on", "length", "consecutive_to", "remand_days", "tagged_bail_days"),
    *("extension", "tariff", "operational", "supervision", "release_group", "is_listed_15b", "requirements"),
)
UNITS = ("years", "months", "weeks", "days")
E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


def read_cases(content: bytes) -> list[object]:
    """The cases of a file, one by one as they stand there. Raises `FileFault` where it is no list in JSON."""
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise FileFault("The file is not UTF-8: save it as UTF-8.") from None
    except RecursionError:
        raise FileFault("The JSON is nested too deep: it holds a list of cases, each a plain object.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, at character {error.colno}"
        raise FileFault(f"The file is not JSON: look at {where}, for a missing comma, quote or bracket.") from None
    except ValueError:
        raise FileFault("The file is not JSON: a number in it is too long.") from None
    if not isinstance(said, list):
        raise FileFault('The JSON must be a list of cases, each as {"id": …, "input": {…}}.')
    return said


def answers(cases: list[object]) -> Iterator[dict[str, object]]:
    """The answer to each case, in order: its id, and its dates or its faults."""
    for case in cases:
        id_ = case.get("id") if isinstance(case, dict) else None
        is_name = isinstance(id_, str | int) and not isinstance(id_, bool)
        yield {"id": id_ if is_name else None, "result": _answer(case, is_name=is_name)}


def _answer(case: object, *, is_name: bool) -> dict[str, object]:
    if not isinstance(case, dict):
        return _refused((FieldFault("", 'A case must be an object: {"id": …, "input": {…}}.'),))
    if not is_name:
        return _refused((FieldFault("id", "Give every case an id, as a text or a whole number."),))
    try:
        return as_json(work_out(case_of(case.get("input"))))
    except CannotBeWorkedOut as refused:
        return _refused(refused.faults)


def _refused(faults: tuple[FieldFault, ...]) -> dict[str, object]:
    return {"error": True, "errors": [{"field": fault.field, "reason": fault.sentence} for fault in faults]}


# --- out ----------------------------------------------------------------------------------------------------------


def as_json(found: WorkedOut) -> dict[str, object]:
    """The days of a case: `days` by their names at a glance (those of single sentences or requirements left out), and
    each with its reasons.
    """
    return {
        "version": found.version,
        "is_verified": found.is_verified,
        "days": {each.name.value: _iso(each.day) for each in found.dates if not each.of},
        "dates": [_dated(each) for each in found.dates],
        "notes": list(found.notes),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _dated(each: Dated) -> dict[str, object]:
    return {
        "name": each.name.value,
        "label": each.name.label,
        "of": each.of or None,
        "day": _iso(each.day),
        "rule": each.rule,
        "version": each.version,
        "source": each.source,
        "is_verified": each.is_verified,
        "inputs": [{"name": name, "value": value} for name, value in each.inputs],
        "would_change": list(each.would_change),
    }


# --- in -----------------------------------------------------------------------------------------------------------


def case_of(said: object) -> Case:
    """The case that an input says. Raises `CannotBeWorkedOut` with every field that cannot be read."""
    reader = _Reader()
    if not isinstance(said, dict):
        reader.fault("input", "The input must be an object: one sentence, or a list named “sentences”.")
        raise CannotBeWorkedOut(tuple(reader.faults))
    has_list = "sentences" in said
    reader.check_names(said, ("sentences", *OF_THE_CASE) if has_list else (*OF_A_SENTENCE, *OF_THE_CASE))
    sentences = _sentences(reader, said["sentences"]) if has_list else (_sentence(reader, said, "", "1"),)
    case = {
        "born_on": reader.day(said, "born_on"),
        "age_at_release": reader.number(said, "age_at_release"),
        "released_on": reader.day(said, "released_on"),
    }
    recall = _recall(reader, said.get("recall"))
    if reader.faults:
        raise CannotBeWorkedOut(tuple(reader.faults))
    return Case(sentences=tuple(each for each in sentences if each), recall=recall, **case)  # type: ignore[arg-type]


def _sentences(reader: _Reader, said: object) -> tuple[Sentence | None, ...]:
    if not isinstance(said, list):
        reader.fault("sentences", "Sentences are a list of objects.")
        return ()
    found = []
    for number, each in enumerate(said, start=1):
        if not isinstance(each, dict):
            reader.fault(f"{number}", "A sentence must be an object.")
            continue
        name = reader.text(each, "name", f"{number}.") or str(number)
        reader.check_names(each, OF_A_SENTENCE, f"{name}." if len(said) > 1 else "")
        found.append(_sentence(reader, each, f"{name}." if len(said) > 1 else "", name))
    return tuple(found)


def _sentence(reader: _Reader, said: Mapping[str, object], at: str, name: str) -> Sentence | None:
    """One sentence; None where it lacks what every sentence has, which is a fault then."""
    kind = reader.code(said, "kind", Kind, at, is_needed=True)
    offence_on = reader.day(said, "offence_on", at, is_needed=True)
    sentenced_on = reader.day(said, "sentenced_on", at, is_needed=True)
    rest = {
        "consecutive_to": reader.text(said, "consecutive_to", at),
        "remand_days": reader.number(said, "remand_days", at) or 0,
        "tagged_bail_days": reader.number(said, "tagged_bail_days", at) or 0,
        "release_group": reader.code(said, "release_group", ReleaseGroup, at),
        "is_listed_15b": reader.yes_or_no(said, "is_listed_15b", at),
        "requirements": _requirements(reader, said.get("requirements"), at),
        **{
            field: reader.length(said, field, at)
            for field in ("length", "extension", "tariff", "operational", "supervision")
        },
    }
    if kind is None or offence_on is None or sentenced_on is None:
        return None
    called = reader.text(said, "name", at) or name
    return Sentence(name=called, kind=kind, offence_on=offence_on, sentenced_on=sentenced_on, **rest)  # type: ignore[arg-type]


def _requirements(reader: _Reader, said: object, at: str) -> tuple[Requirement, ...]:
    if said is None:
        return ()
    if not isinstance(said, list):
        reader.fault(f"{at}requirements", "Requirements are a list of objects.")
        return ()
    found = []
    for place, each in enumerate(said):
        here = f"{at}requirements[{place}]."
        if not isinstance(each, dict):
            reader.fault(here[:-1], "A requirement must be an object, as {“kind”: “unpaid_work”, “amount”: 80}.")
            continue
        reader.check_names(each, ("kind", "amount", "length"), here)
        kind = reader.code(each, "kind", RequirementKind, here, is_needed=True)
        amount, length = reader.number(each, "amount", here), reader.length(each, "length", here)
        if kind is not None:
            found.append(Requirement(kind=kind, amount=amount, length=length))
    return tuple(found)


def _recall(reader: _Reader, said: object) -> Recall | None:
    if said is None:
        return None
    if not isinstance(said, dict):
        reader.fault("recall", "A recall must be an object: its kind, and the day of the return to custody.")
        return None
    reader.check_names(said, ("kind", "returned_on"), "recall.")
    kind = reader.code(said, "kind", RecallKind, "recall.", is_needed=True)
    returned_on = reader.day(said, "returned_on", "recall.", is_needed=True)
    return Recall(kind=kind, returned_on=returned_on) if kind and returned_on else None


class _Reader:
    """Reads values of an input and keeps what is wrong with them, by field."""

    def __init__(self) -> None:
        self.faults: list[FieldFault] = []

    def fault(self, field: str, sentence: str) -> None:
        """One more thing that is wrong."""
        self.faults.append(FieldFault(field, sentence))

    def check_names(self, said: Mapping[str, object], known: tuple[str, ...], at: str = "") -> None:
        """That nothing is said under a name that nobody reads."""
        for name in said:
            if name not in known:
                close = get_close_matches(name, known, n=1)
                right = f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}."
                self.fault(f"{at}{name[:NAME_AT_MOST]}", f"There is no such field: {right}")

    def _value(
        self,
        said: Mapping[str, object],
        name: str,
        at: str,
        read: Callable[[object], T | None],
        right: str,
        needed: bool,
    ) -> T | None:
        value = said.get(name)
        if value is None:
            if needed:
                self.fault(f"{at}{name}", f"It is missing. {right}")
            return None
        found = read(value)
        if found is None:
            self.fault(f"{at}{name}", f"{shown(value)} cannot be read. {right}")
        return found

    def day(self, said: Mapping[str, object], name: str, at: str = "", *, is_needed: bool = False) -> date | None:
        """A day as year-month-day."""
        right = "Write a day that exists as year-month-day, for example 2016-06-30."
        return self._value(
            said, name, at, lambda value: day_from_text(value) if isinstance(value, str) else None, right, is_needed
        )

    def number(self, said: Mapping[str, object], name: str, at: str = "") -> int | None:
        """A whole number, below nothing too: the rules say what is wrong with that."""
        return self._value(said, name, at, _whole, f"Write a whole number of up to {NUMBER_AT_MOST:,}.", False)

    def text(self, said: Mapping[str, object], name: str, at: str = "") -> str | None:
        """A name; a whole number is taken as one."""
        return self._value(said, name, at, _name, f"Write a text of 1 to {NAME_AT_MOST} letters.", False)

    def yes_or_no(self, said: Mapping[str, object], name: str, at: str = "") -> bool | None:
        """True or false."""
        right = "Write true or false."
        return self._value(said, name, at, lambda value: value if isinstance(value, bool) else None, right, False)

    def code(
        self, said: Mapping[str, object], name: str, codes: type[E], at: str = "", *, is_needed: bool = False
    ) -> E | None:
        """One of a closed list."""
        by_value = {code.value: code for code in codes}
        right = f"Write one of {', '.join(by_value)}."
        return self._value(
            said, name, at, lambda value: by_value.get(value) if isinstance(value, str) else None, right, is_needed
        )

    def length(self, said: Mapping[str, object], name: str, at: str = "") -> Length | None:
        """A length as a text, or as an object of numbers by unit."""
        right = f"{HOW_TO_TYPE} Or an object: {{“years”: 1, “months”: 6}}."
        return self._value(said, name, at, _length, right, False)


def _whole(value: object) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > NUMBER_AT_MOST:
        return None
    return value


def _name(value: object) -> str | None:
    text = str(value) if _whole(value) is not None else value
    return text.strip() if isinstance(text, str) and 0 < len(text.strip()) <= NAME_AT_MOST else None


def _length(value: object) -> Length | None:
    if isinstance(value, str):
        return length_as_typed(value)
    if not isinstance(value, dict) or not value or not set(value) <= set(UNITS):
        return None
    numbers = {unit: _whole(number) for unit, number in value.items()}
    return Length(**numbers) if None not in numbers.values() else None  # type: ignore[arg-type]


def shown(value: object) -> str:
    """What was said, short enough to be told."""
    text = json.dumps(value, ensure_ascii=True) if not isinstance(value, dict | list) else type(value).__name__
    return text if len(text) <= NAME_AT_MOST else f"{text[:NAME_AT_MOST]}…"
