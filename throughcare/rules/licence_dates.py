"""The days of a licence: when it starts, how much earlier the person may be released, and when it must be finished.

Bank holidays are an argument, so that a day can be asked for by the calendar that was known at the time.

Source: ministryofjustice/create-and-vary-a-licence-api, service/dates/ReleaseDateService.kt, commit a6d37342.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from throughcare.facts.fact import Coded

VERSION = "licence-dates-1"
SOURCE = "ministryofjustice/create-and-vary-a-licence-api, service/dates/ReleaseDateService.kt, commit a6d37342"
IS_VERIFIED = True
"""The known answers, of early release, come out the same (tests/rules/known_answers/licence_dates.json); the other days
are held against those that the tests of the source name (tests/rules/test_licence_dates.py)."""

EARLY_WORKING_DAYS = 3
"""Working days by which somebody may be released early at most; Fridays are not counted."""
HARD_STOP_WORKING_DAYS = 2
"""Working days before the start of a licence at which an unfinished one times out."""
WARNING_WORKING_DAYS = 2
"""Working days before the hard stop at which people are warned of it."""
LATE_ALLOCATION_WORKING_DAYS = 5
"""Working days before the release from which a case without a practitioner is late; Fridays are not counted."""
RELEASE_NEAR_WORKING_DAYS = 2
"""Working days before the start of a licence from which the release is near."""
_FRIDAY, _SATURDAY = 4, 5


class Kind(Coded):
    """What a licence follows from."""

    CRD = "CRD", "Conditional release"
    PRRD = "PRRD", "Release after a recall"
    HDC = "HDC", "Home detention curfew"


class Rule(Coded):
    """Which rule gave a day."""

    CONFIRMED = "CONFIRMED", "The confirmed day of release"
    LAST_WORKING_DAY = "LAST WORKING DAY", "The release falls on no working day: the last one before it"
    AS_SENTENCED = "AS SENTENCED", "The day of release by the sentence"
    CURFEW = "CURFEW", "The day on which the curfew starts"
    CURFEW_ELIGIBLE = "CURFEW ELIGIBLE", "The first day on which a curfew may start"
    AS_STARTS = "AS STARTS", "The day on which the licence starts: a working day that is no Friday"
    EARLY = "EARLY", "Released early: the licence starts on a Friday, a weekend or a bank holiday"
    HARD_STOP = "HARD STOP", "Two working days before the licence starts"
    HARD_STOP_MOVED = "HARD STOP MOVED", "Two working days before the last working day before the licence starts"
    WARNING = "WARNING", "Two working days before the hard stop"


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and the rule that gave it."""

    on: date
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseDays:
    """The days of a person's release; None where there is none.

    `is_held_otherwise`: also held for immigration, on remand or for extradition.
    """

    conditional_on: date | None = None
    confirmed_on: date | None = None
    after_recall_on: date | None = None
    curfew_on: date | None = None
    curfew_eligible_on: date | None = None
    is_held_otherwise: bool = False


def is_closed(day: date, holidays: Collection[date]) -> bool:
    """Whether a day is no working day: a weekend or a bank holiday."""
    return day.weekday() >= _SATURDAY or day in holidays


def working_days_before(day: date, holidays: Collection[date], *, but_fridays: bool = False) -> Iterator[date]:
    """The working days before a day, the latest first; without Fridays where those are not to count."""
    while True:
        day -= timedelta(days=1)
        if not is_closed(day, holidays) and not (but_fridays and day.weekday() == _FRIDAY):
            yield day


def _before(day: date, count: int, holidays: Collection[date], *, but_fridays: bool = False) -> date:
    return next(islice(working_days_before(day, holidays, but_fridays=but_fridays), count - 1, None))


def is_eligible_for_early_release(starts_on: date, holidays: Collection[date], *, but_fridays: bool = True) -> bool:
    """Whether somebody may be released early: their licence starts on a Friday, a weekend or a bank holiday."""
    return is_closed(starts_on, holidays) or (but_fridays and starts_on.weekday() == _FRIDAY)


def earliest_release(
    starts_on: date,
    holidays: Collection[date],
    *,
    curfew_on: date | None = None,
    at_most: int = EARLY_WORKING_DAYS,
    but_fridays: bool = True,
) -> Day:
    """The earliest day on which somebody may be released whose licence starts then; a curfew starts on its own day."""
    if starts_on == curfew_on:
        return Day(starts_on, Rule.CURFEW)
    if not is_eligible_for_early_release(starts_on, holidays, but_fridays=but_fridays):
        return Day(starts_on, Rule.AS_STARTS)
    return Day(_before(starts_on, at_most, holidays, but_fridays=but_fridays), Rule.EARLY)


def hard_stop(starts_on: date, holidays: Collection[date]) -> Day:
    """The day on which an unfinished licence times out, and the prison makes one. Not where time is served."""
    if is_closed(starts_on, holidays):
        worked_on = _before(starts_on, 1, holidays)
        return Day(_before(worked_on, HARD_STOP_WORKING_DAYS, holidays), Rule.HARD_STOP_MOVED)
    return Day(_before(starts_on, HARD_STOP_WORKING_DAYS, holidays), Rule.HARD_STOP)


def hard_stop_warning(starts_on: date, holidays: Collection[date]) -> Day:
    """The day on which people are warned of the hard stop."""
    return Day(_before(hard_stop(starts_on, holidays).on, WARNING_WORKING_DAYS, holidays), Rule.WARNING)


def is_in_hard_stop(today: date, starts_on: date, holidays: Collection[date]) -> bool:
    """Whether the hard stop has come and the licence has not yet started, or starts today."""
    return hard_stop(starts_on, holidays).on <= today <= starts_on


def is_release_near(today: date, starts_on: date, holidays: Collection[date]) -> bool:
    """Whether somebody is to be released within two working days."""
    return _before(starts_on, RELEASE_NEAR_WORKING_DAYS, holidays) <= today <= starts_on


def is_allocation_late(today: date, release_on: date, holidays: Collection[date]) -> bool:
    """Whether a case should long have a practitioner: the release comes within five working days, Fridays apart."""
    return _before(release_on, LATE_ALLOCATION_WORKING_DAYS, holidays, but_fridays=True) <= today <= release_on


def is_time_served(today: date, *, sentenced_on: date | None, days: ReleaseDays) -> bool:
    """Whether somebody is sentenced and released on one day, having served their time."""
    return sentenced_on == today == days.confirmed_on == days.conditional_on


def kind_on(today: date, days: ReleaseDays) -> Kind:
    """What a licence follows from: a release after a recall, where it is to come and later, or the conditional one."""
    after = days.after_recall_on
    is_after = after is not None and after >= today and (days.conditional_on is None or after > days.conditional_on)
    return Kind.PRRD if is_after else Kind.CRD


def licence_start(kind: Kind, days: ReleaseDays, holidays: Collection[date]) -> Day | None:
    """The day on which a licence starts; None where the day is not known that it goes by."""
    if kind is Kind.HDC:
        return _curfew_start(days)
    if kind is Kind.PRRD:
        return _after_recall_start(days, holidays)
    if days.conditional_on is None:
        return None
    by_sentence, confirmed = _last_working_day(days.conditional_on, holidays), days.confirmed_on
    earliest = by_sentence.on if days.is_held_otherwise else date.min
    if confirmed is None or not earliest <= confirmed <= days.conditional_on:
        return by_sentence
    return Day(confirmed, Rule.CONFIRMED)


def _curfew_start(days: ReleaseDays) -> Day | None:
    if days.curfew_on is not None:
        return Day(days.curfew_on, Rule.CURFEW)
    return None if days.curfew_eligible_on is None else Day(days.curfew_eligible_on, Rule.CURFEW_ELIGIBLE)


def _after_recall_start(days: ReleaseDays, holidays: Collection[date]) -> Day | None:
    """A confirmed day counts up to the release after the recall, and where it is later than the conditional release."""
    if days.after_recall_on is None:
        return None
    confirmed, conditional = days.confirmed_on, days.conditional_on
    is_stale = confirmed is not None and conditional is not None and confirmed <= conditional
    if confirmed is None or confirmed > days.after_recall_on or is_stale:
        return _last_working_day(days.after_recall_on, holidays)
    return Day(confirmed, Rule.CONFIRMED)


def _last_working_day(day: date, holidays: Collection[date]) -> Day:
    if is_closed(day, holidays):
        return Day(_before(day, 1, holidays), Rule.LAST_WORKING_DAY)
    return Day(day, Rule.AS_SENTENCED)
