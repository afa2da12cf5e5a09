"""Orders: when people are sentenced, to what, for how long, after which report, and who is given the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np

from throughcare.facts.court import Disposal, OffenceGroup, ReportFormat
from throughcare.synthesis.days import NEVER, Days, Floats, Ints, Truths, months_on, year_of
from throughcare.synthesis.parameters import (
    CHRISTMAS,
    COURT_WAITS,
    CUSTODY,
    DUE_DAYS,
    ENDS_EARLY,
    MONTHS,
    OFFENCE_LEAN,
    OFFENCES,
    ORAL_SHARE,
    REPORTS_A_YEAR,
    SEASON,
    SERVED,
    STANDARD_FOR_HARDER,
    STANDARD_SHARE,
    SUSPENDED,
    WITH_REPORT,
    WRITTEN_DAYS,
)
from throughcare.synthesis.people import HIGH, People
from throughcare.synthesis.rows import code_of
from throughcare.synthesis.slice import Slice

ORAL, SHORT, STANDARD = (code_of(each, "format") for each in ReportFormat)
COMMUNITY, SUSPENDED_ORDER, PRISON = (code_of(each, "disposal") for each in Disposal)


@dataclass(slots=True)
class Orders:
    """Orders in full: each with its own court, allocation and supervision. Columns by the place of the order."""

    person: Ints
    number: Ints
    """From 1 within a person."""
    area: Ints
    level: Ints
    type: Ints
    offence: Ints
    disposal: Ints
    sentenced_on: Ints
    begins_on: Ints
    expected_end_on: Ints
    ends_on: Ints
    has_report: Truths
    format: Ints
    asked_on: Ints
    """When the report was asked for (the day of the sentence where there was none)."""
    given_on: Ints
    due_on: Ints

    def __len__(self) -> int:
        return len(self.person)

    @property
    def is_custody(self) -> Truths:
        """Whether the first part is served in prison."""
        return np.asarray(self.disposal == PRISON)

    def cut(self, those: Truths) -> Orders:
        """Some of the orders."""
        return Orders(**{each.name: getattr(self, each.name)[those] for each in fields(self)})


def together(one: Orders, other: Orders) -> Orders:
    """Two lots of orders as one."""
    return Orders(
        **{each.name: np.concatenate((getattr(one, each.name), getattr(other, each.name))) for each in fields(one)}
    )


def first_sentences(s: Slice, many: int) -> Ints:
    """Days on which people are first sentenced, as courts sit."""
    passed = np.cumsum(s.nation.sentence_weights)
    place = np.searchsorted(passed, s.shares(many) * passed[-1], side="right")
    return np.asarray(s.nation.sentence_days[np.minimum(place, len(passed) - 1)])


def draw_orders(s: Slice, people: People, person: Ints, number: int, sentenced_on: Ints) -> Orders:
    """An order for each of these people. Whoever would come to notice only after the end came last week instead."""
    many = len(person)
    area, level = people.area[person], people.level[person]
    type_ = s.nation.type_of[area]
    has_report, format_, asked, given, due = _reports(s, type_, sentenced_on)
    last = int(s.days.working_before(np.array([s.end]))[0])
    too_late = asked > last
    recent = s.days.earlier(np.full(many, last), s.below(5, many))
    sentenced_on = np.where(too_late, recent, sentenced_on)
    has_report &= ~too_late
    asked, given, due = (np.where(too_late, sentenced_on, each) for each in (asked, given, due))
    disposal, begins, expected, ends = _lengths(s, type_, sentenced_on)
    return Orders(
        person, np.full(many, number), area, level, type_, _offences(s, level), disposal, sentenced_on, begins,
        expected, ends, has_report, format_, asked, given, due,
    )  # fmt: skip


def _reports(s: Slice, type_: Ints, sentenced_on: Ints) -> tuple[Truths, Ints, Ints, Ints, Ints]:
    many = len(type_)
    oral, standard = (_of_year(share.value, year_of(sentenced_on)) for share in (ORAL_SHARE, STANDARD_SHARE))
    standard = standard * np.array(STANDARD_FOR_HARDER.value)[type_]
    drawn = s.shares(many)
    format_ = np.where(drawn < standard, STANDARD, np.where(drawn < standard + oral, ORAL, SHORT))
    days = np.array([WRITTEN_DAYS.value[each.value] for each in ReportFormat])[format_]
    takes = days[:, 0] + (s.shares(many) * (days[:, 1] - days[:, 0] + 1)).astype(np.int64)
    is_oral = format_ == ORAL
    given = np.where(is_oral | s.true(0.7, many), sentenced_on, s.days.earlier(sentenced_on, 1))
    asked = s.days.earlier(given, takes)
    nominal = s.days.later(asked, np.array([DUE_DAYS.value[each.value] for each in ReportFormat])[format_])
    waits = (asked * 31 + sentenced_on * 17) % 100 < COURT_WAITS.value * 100  # no draw: what follows stays as it was
    due = np.where(waits, sentenced_on, np.minimum(nominal, sentenced_on))
    has_report = s.true(WITH_REPORT.value, many)
    asked, given, due = (np.where(has_report, each, sentenced_on) for each in (asked, given, due))
    return has_report, format_, asked, given, due


def _of_year(share: Mapping[int, float], year: Ints) -> Floats:
    """A share by year; years outside take the nearest."""
    return np.asarray(np.interp(year, sorted(share), [share[each] for each in sorted(share)]))


def _lengths(s: Slice, type_: Ints, sentenced_on: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """The disposal, when supervision begins, when it should end, and when it ends."""
    many = len(type_)
    is_custody = s.true(np.array(CUSTODY.value)[type_], many)
    disposal = np.where(is_custody, PRISON, np.where(s.true(SUSPENDED.value, many), SUSPENDED_ORDER, COMMUNITY))
    served = s.one_of(SERVED.value, many)
    released = s.days.working_before(months_on(sentenced_on, served))  # nobody is released when nobody works
    begins = np.where(is_custody, released, sentenced_on)
    months = np.where(is_custody, np.maximum(12, served), s.one_of(MONTHS.value, many))
    expected = months_on(begins, months) - 1
    cut_short = ~is_custody & s.true(ENDS_EARLY.value, many)
    early = s.between(months_on(begins, 4), expected)
    return disposal, begins, expected, np.where(cut_short, np.minimum(early, expected), expected)


def _offences(s: Slice, level: Ints) -> Ints:
    """What it was for: the mix of all, with some offences likelier where the risk is high."""
    weights = np.array([OFFENCES.value[each.value] for each in OffenceGroup])
    lean = np.array([OFFENCE_LEAN.value.get(each.value, 1.0) for each in OffenceGroup])
    high = weights * lean / np.sum(weights * lean)
    others = np.maximum(weights - 0.123 * high, 0.001) / (1 - 0.123)
    is_high = level >= HIGH
    found = np.empty(len(level), np.int64)
    for those, mix in ((is_high, high), (~is_high, others)):
        found[those] = s.drawn(dict(enumerate(mix)), int(those.sum()))
    return found


def sentence_weights(days: Days, start: int, end: int) -> tuple[Ints, Floats]:
    """The working days on which courts sit, and how many of all sentences fall on each."""
    found = days.working_days(start, end)
    months = found.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    of_year = _of_year(REPORTS_A_YEAR.value, year_of(found))
    of_month = np.array(SEASON.value)[months % 12]
    day_of_month = found - months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + 1
    month = months % 12 + 1
    at_christmas = ((month == 12) & (day_of_month >= 22)) | ((month == 1) & (day_of_month <= 2))
    weights = of_year * np.where(at_christmas, CHRISTMAS.value, of_month)
    return found, np.asarray(weights / weights.sum())


def as_never(day: Ints, happens: Truths) -> Ints:
    """Each day where it happens, and never elsewhere."""
    return np.where(happens, day, NEVER)
