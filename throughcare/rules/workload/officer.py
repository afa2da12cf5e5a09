"""What one officer holds, in points, and the share of their time that it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from throughcare.rules.workload.capacity import (
    FULL_TIME,
    Capacity,
    Grade,
    Hours,
    available_points,
    available_points_realtime,
    capacity,
    capacity_realtime,
)
from throughcare.rules.workload.points import UNTIERED, VERSION, Location, Reports, case_points

Caseload = Mapping[Location, Mapping[str, int]]
"""How many cases of each tier, by where the people are."""


@dataclass(frozen=True, slots=True)
class Term:
    """The cases of one tier in one place, and their points together."""

    location: Location
    tier: str
    cases: int
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """What an officer holds. `not_measured` cases have no tier, so no points: the total may be too low."""

    total_points: int
    standard_report_points: int
    fast_report_points: int
    available_points: int
    capacity: Capacity
    terms: tuple[Term, ...]
    not_measured: int
    calculator: str
    version: str = field(default=VERSION)


def officer_workload(caseload: Caseload, reports: Reports, grade: Grade, hours: Hours) -> Workload:
    """The workload as the nightly calculator has it: transition to adulthood has points of its own.

    Raises `ValueError` where a tier is not known, or more hours are taken off than are contracted.
    """
    terms = _terms(caseload)
    total = sum(term.points for term in terms) + reports.standard_points + reports.fast_points
    available = available_points(grade, hours)
    return Workload(
        total_points=total,
        standard_report_points=reports.standard_points,
        fast_report_points=reports.fast_points,
        available_points=available,
        capacity=capacity(total, available),
        terms=terms,
        not_measured=_not_measured(caseload),
        calculator="batch",
    )


def officer_workload_realtime(caseload: Caseload, reports: Reports, grade: Grade, hours: Hours) -> Workload:
    """The workload as the calculator has it that answers at once.

    It does not know transition to adulthood, and raises `ValueError` where a caseload names people so.
    """
    if any(caseload.get(Location.T2A, {}).values()):
        raise ValueError("the realtime calculator has no points for transition to adulthood: say where the people are")
    terms = _terms(caseload)
    total = sum(term.points for term in terms) + reports.standard_points + reports.fast_points
    available = available_points_realtime(hours, full_time=FULL_TIME[grade])
    return Workload(
        total_points=total,
        standard_report_points=reports.standard_points,
        fast_report_points=reports.fast_points,
        available_points=available,
        capacity=capacity_realtime(total, available),
        terms=terms,
        not_measured=_not_measured(caseload),
        calculator="realtime",
    )


def _terms(caseload: Caseload) -> tuple[Term, ...]:
    return tuple(
        Term(location, tier, cases, cases * case_points(tier, location))
        for location, tiers in caseload.items()
        for tier, cases in tiers.items()
        if cases
    )


def _not_measured(caseload: Caseload) -> int:
    return sum(tiers.get(UNTIERED, 0) for tiers in caseload.values())
