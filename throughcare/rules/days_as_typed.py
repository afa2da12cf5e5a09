"""Days as people type them, in British order: 4/7/16, 4 July 2016, 4 jul, 2016-07-04, today, monday."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from throughcare.calendar import day_from_text
from throughcare.facts.words import MONTHS

LONGEST = 40
"""No day takes more characters than this to write; what is longer is no day."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Nobody on probation was born before the one, and no order reaches the other: a year beyond is a slip of the hand."""
CENTURY_TURNS = 70
"""Two digits below it are of this century, and from it on of the last. So a day of birth before 1970 needs all four
digits; a form for it refuses the day ahead that two would give."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = tuple(month.lower() for month in MONTHS)
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_NUMBERS = re.compile(r"([0-9]{1,2})([/.\- ])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_WORDS = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ \-/.]*(?:of )?([a-z]{3,9})\.?,?(?:[ \-/.]*([0-9]{4}|[0-9]{2}))?")
_WITH_WEEKDAY = re.compile(r"([a-z]{3,9})\.?,? +(.*[0-9].*)")


def day_as_typed(text: str, today: date, *, past: bool = True) -> date | None:
    """The day that was typed; None where it is not understood, or there is no such day (31/2/2016).

    What leaves something open (a weekday, a day without its year) is the latest such day up to today where `past`,
    and otherwise the first from today on; but a weekday alone then means the coming one: nobody calls today by its
    name. A weekday before a day must be that day's.
    """
    if len(text) > LONGEST:
        return None
    words = " ".join(text.lower().split())
    if words in _NEAR:
        return _moved(today, _NEAR[words])
    weekday = _named(words, _WEEKDAYS)
    if weekday is not None:
        away = (weekday - today.weekday()) % 7
        if past:
            return _moved(today, away - 7 if away else 0)
        return _moved(today, away or 7)
    led = _WITH_WEEKDAY.fullmatch(words)
    if led and (weekday := _named(led[1], _WEEKDAYS)) is not None:
        day = _day_in_full(led[2], today, past)
        return day if day is not None and day.weekday() == weekday else None
    return _day_in_full(words, today, past)


def is_told_from_today(text: str) -> bool:
    """Whether a day is named by how it stands to today, and so means the same whatever else is counted from."""
    return " ".join(text.lower().split()) in _NEAR


def _moved(today: date, by: int) -> date | None:
    try:
        return today + timedelta(days=by)
    except OverflowError:
        return None


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """The place of a name that is written in full, or by three or more of its first letters."""
    if len(word) < 3:
        return None
    return next((place for place, name in enumerate(names) if name.startswith(word)), None)


def _day_in_full(words: str, today: date, past: bool) -> date | None:
    written = day_from_text(words)
    if written is not None:
        return written if FIRST_YEAR <= written.year <= LAST_YEAR else None
    if numbers := _NUMBERS.fullmatch(words):
        return _day(int(numbers[1]), int(numbers[3]), numbers[4], today, past)
    if named := _WORDS.fullmatch(words):
        month = _named(named[2], _MONTHS)
        return None if month is None else _day(int(named[1]), month + 1, named[3], today, past)
    return None


def _day(number: int, month: int, year: str | None, today: date, past: bool) -> date | None:
    if year is not None:
        return _exists(_whole_year(year), month, number)
    return _nearest(lambda each: _exists(each, month, number), today, past)


def _whole_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (2000 if int(year) < CENTURY_TURNS else 1900)


def _nearest(of_year: Callable[[int], date | None], today: date, past: bool) -> date | None:
    """The nearest year in which there is such a day; for 29 February that is up to eight years away."""
    for away in range(9):
        day = of_year(today.year - away if past else today.year + away)
        if day is not None and (day <= today if past else day >= today):
            return day
    return None


def _exists(year: int, month: int, number: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None
