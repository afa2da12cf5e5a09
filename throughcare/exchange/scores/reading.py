"""Answers read from a case as the Ministry's interface writes it: names in camel case, days as 2016-06-30."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from throughcare.facts.fact import Coded
from throughcare.rules.scores.answers import ANSWER_NAMES, Answers, Form, PastOffence
from throughcare.rules.scores.scored import Problem, Trouble

FOLLOWUP = "date_at_start_of_followup"
_RENAMED = {
    "sex": "gender",
    "understands_other_peoples_views": "understandsOtherPeoplesViews",
    "apply_opd_override": "applyOPDOverride",
}
_EARLIEST, _LATEST = date(1900, 1, 1), date(2100, 12, 31)
MOST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Read:
    """The answers of one case, what of it was not understood, and how the interface calls the follow-up here."""

    answers: Answers
    problems: tuple[Problem, ...]
    followup: str = "dateAtStartOfFollowup"

    def named(self, names: Iterable[str]) -> list[str]:
        """Names of answers as the interface calls them."""
        return [self.followup if name == FOLLOWUP else interface_name(name) for name in names]


def interface_name(name: str) -> str:
    """The name of an answer in the interface."""
    if name in _RENAMED:
        return _RENAMED[name]
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def read_answers(given: Mapping[str, object], *, followup: str, as_text: bool = False) -> Read:
    """The answers of a case. `followup` is the interface's name for the day on which the follow-up begins here.

    `as_text` says that every value is text, as in a CSV file. What is not understood is a problem, and counts as not
    known: nothing is put in its place.
    """
    values: dict[str, Any] = {}
    problems = []
    for name in ANSWER_NAMES:
        key = followup if name == FOLLOWUP else interface_name(name)
        value = given.get(key)
        if value is None or (as_text and value == ""):
            continue
        reader = _reader(name)
        try:
            values[name] = reader(_from_text(value, name) if as_text else value)
        except ValueError as fault:
            problems.append(Problem(Trouble.NOT_UNDERSTOOD, (name,), str(fault)))
    return Read(Answers(**values), tuple(problems), followup)


@cache
def _reader(name: str) -> Callable[[object], object]:
    hint = _hint(name)
    if hint is date:
        return read_day
    if hint is bool:
        return read_yes_or_no
    if hint is int:
        return read_count
    if hint is str:
        return read_text
    if get_origin(hint) is tuple:
        return _read_past
    return lambda value: _read_code(hint, value)


@cache
def _hint(name: str) -> Any:
    hint = get_type_hints(Answers)[name]
    if get_origin(hint) in (Union, UnionType):
        return next(kind for kind in get_args(hint) if kind is not type(None))
    return hint


def _from_text(value: object, name: str) -> object:
    """A cell of a table as the value that it stands for."""
    if not isinstance(value, str):
        return value
    text, hint = value.strip(), _hint(name)
    if hint is bool and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if hint is int and re.fullmatch(r"-?[0-9]{1,10}", text):
        return int(text)
    if get_origin(hint) is tuple:
        return [part.strip() for part in text.split(";") if part.strip()]
    return text


def read_day(value: object) -> date:
    """A day as 2016-06-30, from 1900 to 2100. Raises `ValueError`."""
    right = "must be a day as 2016-06-30"
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError(f"{right}, and not {shown(value)}")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{right}: there is no {value}") from None
    if not _EARLIEST <= day <= _LATEST:
        raise ValueError(f"{right} from 1900 to 2100, and not {value}")
    return day


def read_yes_or_no(value: object) -> bool:
    """True or false. Raises `ValueError`."""
    if isinstance(value, bool):
        return value
    raise ValueError(f"must be true or false, and not {shown(value)}")


def read_count(value: object) -> int:
    """A whole number. Raises `ValueError`."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or value != value // 1:
        raise ValueError(f"must be a whole number, and not {shown(value)}")
    if abs(value) > MOST:
        raise ValueError(f"must be a whole number that can be counted to, and not {shown(value)}")
    return int(value)


def read_text(value: object) -> str:
    """Text. Raises `ValueError`."""
    if isinstance(value, str):
        return value
    raise ValueError(f"must be text, and not {shown(value)}")


def _read_code(codes: type[Coded] | type[Form], value: object) -> object:
    known = [code.value for code in codes]
    if isinstance(value, str) and value in known:
        return codes(value)
    raise ValueError(f"must be one of {', '.join(known)}, and not {shown(value)}")


def _read_past(value: object) -> tuple[object, ...]:
    if isinstance(value, list | tuple):
        return tuple(_read_code(PastOffence, one) for one in value)
    raise ValueError(f"must be a list of earlier offences, and not {shown(value)}")


def shown(value: object) -> str:
    """A value as it is shown in a sentence: never more than a line of it."""
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
