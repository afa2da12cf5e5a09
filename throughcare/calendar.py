"""Working days of England and Wales, and month arithmetic; for one date and for a whole column of them.

A working day is Monday to Friday but for the bank holidays of England and Wales, substitute days included.
*Within N days of D* never counts D itself: one working day from a Friday is the Monday after.
Source of the holidays: the `holidays` library, subdivision England (equal to Wales), snapshot-tested.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ONE_DAY = timedelta(days=1)


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Limit:
    """How long after an opening day a duty falls due: `count` of `unit`, the opening day not counted."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError(f"a limit cannot be negative: {self.count} {self.unit}")

    def after(self, day: date) -> date:
        """The last day on which what opened on `day` is still in time."""
        return _AFTER[self.unit](day, self.count)


@lru_cache(maxsize=512)
def bank_holidays(year: int) -> dict[date, str]:
    """The weekdays of `year` that are bank holidays in England and Wales, with their names, in date order."""
    listed = holidays.country_holidays("GB", subdiv="ENG", years=year)
    return {day: listed[day] for day in sorted(listed) if day.year == year and day.weekday() < 5}


def is_working_day(day: date) -> bool:
    """Whether `day` is Monday to Friday and no bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day` (`day` itself when `count` is 0)."""
    while count > 0:
        day += _ONE_DAY
        count -= is_working_day(day)
    return day


def add_calendar_days(day: date, count: int) -> date:
    """The day `count` days after `day`."""
    return day + timedelta(days=count)


def add_months(day: date, count: int) -> date:
    """The same day number `count` months on, or that month's last day where it is shorter."""
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


_AFTER: dict[Unit, Callable[[date, int], date]] = {
    Unit.WORKING_DAYS: add_working_days,
    Unit.CALENDAR_DAYS: add_calendar_days,
    Unit.MONTHS: add_months,
}


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day after `first` up to and including `last`."""
    while first < last:
        first += _ONE_DAY
        yield first


def working_days_between(first: date, last: date) -> int:
    """How many working days lie after `first` up to and including `last`; negative where `last` is earlier."""
    if last < first:
        return -working_days_between(last, first)
    weeks, rest = divmod((last - first).days, 7)
    weekdays = 5 * weeks + sum((first.weekday() + day) % 7 < 5 for day in range(1, rest + 1))
    return weekdays - len(holidays_between(first, last))


def holidays_between(first: date, last: date) -> dict[date, str]:
    """The bank holidays on weekdays after `first` up to and including `last`: those that a count skipped."""
    years = range(first.year, last.year + 1)
    return {day: name for year in years for day, name in bank_holidays(year).items() if first < day <= last}


def day_from_text(text: str) -> date | None:
    """The day written as year-month-day, `2016-06-30`; None where it is written otherwise or there is no such day."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def london_day(instant: datetime) -> date:
    """The calendar day in London at an instant (which must carry its time zone)."""
    if instant.tzinfo is None:
        raise ValueError(f"an instant needs its time zone: {instant.isoformat()}")
    return instant.astimezone(LONDON).date()


# --- the same for whole columns -------------------------------------------------------------------------------
# A column of days holds proleptic ordinals (`date.toordinal`): whole numbers travel to every engine unchanged.


def due_days(first: int, last: int, limit: Limit) -> list[int]:
    """Due days for every opening day from ordinal `first` to ordinal `last`, both included, in order.

    Counted in one pass over the days and not day by day, so that it is a second reading of the same rule.
    """
    if limit.unit is Unit.CALENDAR_DAYS:
        return [day + limit.count for day in range(first, last + 1)]
    if limit.unit is Unit.MONTHS:
        return [add_months(date.fromordinal(day), limit.count).toordinal() for day in range(first, last + 1)]
    if limit.count == 0:
        return list(range(first, last + 1))
    working = _working_ordinals(first, last, limit.count)
    due, passed = [], 0
    for day in range(first, last + 1):
        while working[passed] <= day:
            passed += 1
        due.append(working[passed + limit.count - 1])
    return due


def _working_ordinals(first: int, last: int, more: int) -> list[int]:
    """The working days from `first` to `last` and at least `more` of them beyond, as ordinals."""
    span = range(first, last + 1 + 2 * more + 14)  # a fortnight over: no stretch of ours loses more to holidays
    closed = _holiday_ordinals(date.fromordinal(span[0]).year, date.fromordinal(span[-1]).year)
    return [day for day in span if (day - 1) % 7 < 5 and day not in closed]  # ordinal 1 was a Monday


def _holiday_ordinals(first_year: int, last_year: int) -> frozenset[int]:
    return frozenset(day.toordinal() for year in range(first_year, last_year + 1) for day in bank_holidays(year))


def due_table(days: Iterable[int], limits: Iterable[Limit]) -> dict[str, list[int]]:
    """A small table to join on: column `day`, and for each limit a column named by `limit_column`.

    `days` gives the earliest and the latest opening day (ordinals); every day between has its row.
    """
    first, last = min(days), max(days)
    table = {"day": list(range(first, last + 1))}
    return table | {limit_column(limit): list(_due_days(first, last, limit)) for limit in limits}


@lru_cache(maxsize=256)
def _due_days(first: int, last: int, limit: Limit) -> tuple[int, ...]:
    """The same days are asked for again by every standard and for every slice of a nation."""
    return tuple(due_days(first, last, limit))


def limit_column(limit: Limit) -> str:
    """The name of a limit's column in a table of due days, for example `due_5_working_days`."""
    return f"due_{limit.count}_{limit.unit}"
