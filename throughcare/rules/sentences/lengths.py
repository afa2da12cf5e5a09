"""How long a sentence is, and the last day of a term: terms are calendar months, and shares of them are days.

A term counts its first day: one of N months that begins on the 10th ends on the 9th, N months on. Where that month has
no such day (31 August and one month; 29 February and twelve), it ends with that month's last day, which is the day
that `calendar.add_months` gives. Source: what the prison service's own calculation does
(`ministryofjustice/calculate-release-dates-api`, examples: one month from 31 August ends on 30 September).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from throughcare.calendar import add_months
from throughcare.facts.words import say_list

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A length as a court says it: years and months, then weeks and days."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """Each unit with its number, the largest first."""
        return (("year", self.years), ("month", self.months), ("week", self.weeks), ("day", self.days))

    @property
    def words(self) -> str:
        """The length as people say it: *1 year and 6 months*."""
        said = [f"{number:,} {unit}{'' if number == 1 else 's'}" for unit, number in self.parts if number]
        return say_list(said) or "no time at all"


def months_of(months: int) -> Length:
    """A length of whole months."""
    return Length(months=months)


def last_day(begins: date, length: Length) -> date:
    """The last day of a term that begins on a day, that day counted."""
    months, days = 12 * length.years + length.months, 7 * length.weeks + length.days
    if not months:
        return begins + timedelta(days=days - 1)
    day = add_months(begins, months)
    ends = day if day.day < begins.day else day - ONE_DAY
    return ends + timedelta(days=days)


def days_in(begins: date, ends: date) -> int:
    """How many days a term has, first and last counted."""
    return (ends - begins).days + 1


def is_at_least(begins: date, ends: date, length: Length) -> bool:
    """Whether a term that runs from one day to another is at least this long."""
    return ends >= last_day(begins, length)


def whole_days(days: Fraction) -> int:
    """A share of a term in days: a part of a day is served as a whole one. Source: as for terms, above."""
    return -(-days.numerator // days.denominator)


def age_on(born_on: date, day: date) -> int:
    """The age on a day. Whoever was born on 29 February is a year older on 1 March of years without one."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
