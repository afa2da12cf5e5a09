"""The clock of the pages: the only place below the settings where the day is read, and then handed down.

In the demo world the day stands still, so that every start shows the same lists; the time of day goes on.
"""

from __future__ import annotations

from datetime import date, datetime

from throughcare.calendar import LONDON, london_day
from throughcare.records.queries.mark import standing_day


def now() -> datetime:
    """The instant, with time zone. In the demo world: this time of day, on the world's day."""
    instant = datetime.now(LONDON)
    day = standing_day()
    return instant if day is None else instant.replace(year=day.year, month=day.month, day=day.day)


def today() -> date:
    """The day in London; in the demo world, the world's day."""
    return london_day(now())


def real_now() -> datetime:
    """The instant by which programs hear of each other, in the demo world too: nothing that people see is of it."""
    return datetime.now(LONDON)
