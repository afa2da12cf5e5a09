"""Working days, months and instants for whole columns of days at once.

A day is counted from 1 January 1970, as Parquet counts it; a *stamp* is an instant in minutes of London's clock from
the same midnight. No clock is read here.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from throughcare.calendar import LONDON, bank_holidays

Ints = npt.NDArray[np.int64]
"""A column of days, of stamps, of codes or of places in another column."""
Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

MINUTES = 1440
"""In a day."""
EPOCH = date(1970, 1, 1)

NEVER = 60_000
"""A day that never comes (in 2134): sorts after every other day."""


def number_of(day: date) -> int:
    """The day as a number."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The day of a number."""
    return EPOCH + timedelta(days=int(number))


class Days:
    """The calendar from `first` to `last`, both included, ready to be asked about columns of days.

    Days outside (but for `NEVER`) are taken as the nearest inside: ask for a span wide enough.
    """

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = number_of(first), number_of(last)
        span = np.arange(self.first, self.last + 1)
        is_weekday = (span + 3) % 7 < 5  # the first of January 1970 was a Thursday
        closed = [number_of(day) for year in range(first.year, last.year + 1) for day in bank_holidays(year)]
        is_open = is_weekday & ~np.isin(span, closed)
        self._open: Ints = span[is_open]
        self._passed: Ints = np.concatenate(([0], np.cumsum(is_open)))  # how many working days before each day
        self._ahead_of_utc: Ints = np.array([_ahead_of_utc(day_of(int(day))) for day in span], dtype=np.int64)

    def _before(self, day: Ints) -> Ints:
        """How many working days of the calendar lie before each day."""
        return self._passed[np.clip(day - self.first, 0, len(self._passed) - 1)]

    def _nth(self, place: Ints) -> Ints:
        return self._open[np.clip(place, 0, len(self._open) - 1)]

    def later(self, day: Ints, count: Ints | int) -> Ints:
        """The `count`-th working day after each day (the day itself where `count` is 0)."""
        found = self._nth(self._before(day + 1) + count - 1)
        return np.where(np.asarray(count) > 0, found, day)

    def earlier(self, day: Ints, count: Ints | int) -> Ints:
        """The `count`-th working day before each day (the day itself where `count` is 0)."""
        found = self._nth(self._before(day) - count)
        return np.where(np.asarray(count) > 0, found, day)

    def working(self, day: Ints) -> Ints:
        """Each day where people work on it, or else the next day on which they do."""
        return self._nth(self._before(day))

    def working_before(self, day: Ints) -> Ints:
        """Each day where people work on it, or else the last day on which they did."""
        return self._nth(self._before(day + 1) - 1)

    def between(self, first: Ints, last: Ints, share: Floats) -> Ints:
        """A working day from `first` to `last`, by its share (0 up to 1) of the way; where there is none, the next."""
        low, high = self._before(first), self._before(last + 1)
        return self._nth(low + (share * np.maximum(high - low, 1)).astype(np.int64))

    def working_days(self, first: int, last: int) -> Ints:
        """Every working day from `first` to `last`, both included."""
        return self._open[(self._open >= first) & (self._open <= last)]

    def utc_minutes(self, stamp: Ints) -> Ints:
        """Minutes of London's clock as minutes of universal time."""
        place = np.clip(stamp // MINUTES - self.first, 0, len(self._ahead_of_utc) - 1)
        return stamp - self._ahead_of_utc[place]


def _ahead_of_utc(day: date) -> int:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)
    offset = noon.utcoffset()
    return 0 if offset is None else int(offset.total_seconds() // 60)


def months_on(day: Ints, count: Ints | int) -> Ints:
    """The same day number `count` months on, or that month's last day where it is shorter."""
    days: Any = day.astype("datetime64[D]")
    month: Any = days.astype("datetime64[M]")
    into = (days - month.astype("datetime64[D]")).astype(np.int64)
    wanted = month + np.asarray(count).astype("timedelta64[M]")
    start = wanted.astype("datetime64[D]").astype(np.int64)
    length = (wanted + np.timedelta64(1, "M")).astype("datetime64[D]").astype(np.int64) - start
    return np.asarray(start + np.minimum(into, length - 1), dtype=np.int64)


def year_of(day: Ints) -> Ints:
    """The calendar year of each day."""
    return day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
