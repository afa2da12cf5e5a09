"""Days and instants of the made-up world. Its today stands still: nothing here reads a clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache

from throughcare.calendar import LONDON, add_working_days, is_working_day

TODAY = date(2016, 6, 30)
"""A Thursday, half a year after the briefing and the day of the made-up extract alpha."""

OPENING = 8 * 60
"""When the first people write, in minutes after midnight."""
MORNING = 8 * 60 + 30
"""Nothing is recorded after this minute of today: the day's appointments are still ahead."""
CLOSING = 17 * 60 + 30
"""When the last people stop writing on an ordinary day."""

FIRST_DAY = date(2014, 6, 2)
"""The first working day after the services were split, on 1 June 2014: no post here is older."""

SLOTS = ("09:30", "10:15", "11:00", "11:45", "13:30", "14:15", "15:00", "15:45")
"""The times of day at which people are seen."""


@cache
def later(day: date, count: int) -> date:
    """The `count`-th working day after `day`."""
    return add_working_days(day, count)


@cache
def earlier(day: date, count: int) -> date:
    """The `count`-th working day before `day`."""
    while count > 0:
        day -= timedelta(days=1)
        count -= is_working_day(day)
    return day


@cache
def working(day: date) -> date:
    """`day` itself where people work on it, or else the next day on which they do."""
    return day if is_working_day(day) else add_working_days(day, 1)


@cache
def working_before(day: date) -> date:
    """`day` itself where people work on it, or else the last day on which they did."""
    return day if is_working_day(day) else earlier(day, 1)


def instant(day: date, minute: int) -> datetime:
    """A minute of a day in London."""
    return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=LONDON)


def minute_of(at_time: str) -> int:
    """The minutes after midnight of a time of day, `09:30`."""
    hours, minutes = at_time.split(":")
    return int(hours) * 60 + int(minutes)


def time_of(minute: int) -> str:
    """The time of day, `09:30`, of minutes after midnight."""
    return f"{minute // 60:02}:{minute % 60:02}"
