"""Practitioners as allocation sees them: what they bring, when they are available, and what they hold.

A constant number of queries, however many there are. Cases that a limit keeps from whoever looks are not counted,
though they are work: beside the lists that such a viewer sees, a sum would tell of them. Nobody's absence is given a
reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import Grade, Qualification, Sex, Training
from throughcare.records.models import CaseSummary, Staff
from throughcare.records.queries.cases import hidden_people
from throughcare.records.queries.team import absence_on
from throughcare.rules.access import Viewer
from throughcare.rules.case.values import known_value
from throughcare.rules.role_grid import Skills
from throughcare.rules.workload.capacity import Grade as MeasuredGrade
from throughcare.rules.workload.capacity import Hours, available_points
from throughcare.rules.workload.of_case import ASSUMED_TIER
from throughcare.rules.workload.points import Location, case_points

FULL_WEEK = 37.0
"""Hours of a full week. Source: hmpps-workload, V1_1__SEED_REF_DATA.sql."""
A_WEEK = timedelta(days=7)
HIGH = (RoshLevel.HIGH.value, RoshLevel.VERY_HIGH.value)


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody holds: cases, their points (those not measured as the middle of the table), how many are not
    measured, at high or very high risk, and new in the last seven days.
    """

    cases: int = 0
    points: int = 0
    not_measured: int = 0
    high: int = 0
    new: int = 0


@dataclass(frozen=True, slots=True)
class Practitioner:
    """Somebody who could hold cases, as of a day. `share_off` is how much of their hours is protected; `available` the
    points that they have time for; `is_away` says that they are not available, and nothing of why.
    """

    code: str
    name: str
    organisation: str
    team: str
    skills: Skills
    in_grade_since: date | None
    full_time: float | None
    share_off: float
    available: int
    is_away: bool
    away_until: date | None
    languages: tuple[str, ...]
    places: tuple[str, ...]
    sex: Sex | None
    held: Held = field(default_factory=Held)

    @property
    def percent(self) -> float | None:
        """The share of their time that their cases take, in per cent; None where they have no time."""
        return self.held.points / self.available * 100 if self.available else None


def practitioners_in(
    organisation: str, on: date, *, seen_by: Viewer, teams: Iterable[str] | None = None
) -> list[Practitioner]:
    """Whoever holds a post for cases in an organisation (in these teams, where named), by name. What they hold is
    counted as `seen_by` may count it.
    """
    found = Staff.objects.filter(organisation=organisation).exclude(organisation="").exclude(grade="")
    found = found.exclude(grade=Grade.SENIOR.value).exclude(at_court=True)
    return _practitioners(found if teams is None else found.filter(team__in=list(teams)), on, seen_by)


def practitioners_with(codes: Iterable[str], on: date, *, seen_by: Viewer) -> list[Practitioner]:
    """The members of staff of these codes, also those who left, by name."""
    return _practitioners(Staff.objects.filter(code__in=list(codes)), on, seen_by)


def held_by(codes: Iterable[str], on: date, *, seen_by: Viewer) -> dict[str, Held]:
    """What each of these members of staff (codes) holds on a day, but for cases that a limit keeps from `seen_by`; one
    query. Who holds nothing is left out.
    """
    not_measured = Q(points__isnull=True)
    rows = (
        CaseSummary.objects.filter(officer__in=list(codes), is_active=True)
        .exclude(pk__in=hidden_people(seen_by))
        .values("officer")
        .annotate(
            cases=Count("pk"),
            known=Coalesce(Sum("points"), 0),
            high=Count("pk", Q(rosh_level__in=HIGH)),
            new=Count("pk", Q(held_since__gt=on - A_WEEK)),
            **{f"open_{place}": Count("pk", not_measured & Q(location=place)) for place in _ASSUMED},
        )
    )
    return {row["officer"]: _held(row) for row in rows}


_ASSUMED = {
    place.value: case_points(ASSUMED_TIER, place) for place in (Location.COMMUNITY, Location.LICENCE, Location.CUSTODY)
}


def _held(row: Mapping[str, Any]) -> Held:
    open_ = {place: row[f"open_{place}"] for place in _ASSUMED}
    points = row["known"] + sum(many * _ASSUMED[place] for place, many in open_.items())
    return Held(row["cases"], points, sum(open_.values()), row["high"], row["new"])


def _practitioners(rows: QuerySet[Staff], on: date, seen_by: Viewer) -> list[Practitioner]:
    staff = list(rows)
    held = held_by([each.code for each in staff], on, seen_by=seen_by)
    found = [_practitioner(each, held.get(each.code, Held()), on) for each in staff]
    return sorted(found, key=lambda each: (each.name.casefold(), each.code))


def _practitioner(row: Staff, held: Held, on: date) -> Practitioner:
    away = absence_on(row.absences, on)
    off = share_off(row.protected, on)
    return Practitioner(
        code=row.code,
        name=row.name or row.code,
        organisation=row.organisation,
        team=row.team,
        skills=skills_of(row),
        in_grade_since=row.in_grade_since,
        full_time=row.full_time,
        share_off=off,
        available=_available(row, off),
        is_away=away is not None,
        away_until=away.until_on if away else None,
        languages=tuple(row.languages),
        places=tuple(row.places),
        sex=known_value(Sex, row.sex),
        held=held,
    )


def skills_of(row: Staff) -> Skills:
    """What somebody brings, as their row repeats it."""
    trainings: dict[Training, date | None] = {}
    for each in row.trainings:
        if (course := known_value(Training, each["code"])) is not None:
            until = date.fromisoformat(each["until"]) if each["until"] else None
            before = trainings.get(course, date.min)
            trainings[course] = None if until is None or before is None else max(until, before)
    qualifications = {known_value(Qualification, each["code"]) for each in row.qualifications} - {None}
    return Skills(known_value(Grade, row.grade), frozenset(each for each in qualifications if each), trainings)


def share_off(protected: Iterable[Mapping[str, Any]], on: date) -> float:
    """How much of somebody's hours is protected on a day, by the latest that was said."""
    begun = [each for each in protected if date.fromisoformat(each["from"]) <= on]
    if not begun:
        return 0.0
    latest = begun[-1]
    is_over = latest["until"] is not None and date.fromisoformat(latest["until"]) < on
    return 0.0 if is_over else min(1.0, max(0.0, float(latest["share"])))


def _available(row: Staff, off: float) -> int:
    grade = known_value(Grade, row.grade)
    if grade is None:
        return 0
    hours = FULL_WEEK * (row.full_time if row.full_time is not None else 1.0)
    return available_points(MeasuredGrade(grade.value), Hours(hours, hours * off))
