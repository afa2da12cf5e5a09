"""The workload of thousands of officers at once: a row for each case, arrays in and arrays out.

The same rule as `officer.officer_workload`, which a test holds it against.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from throughcare.rules.workload.capacity import FULL_TIME, NOMINAL, Grade
from throughcare.rules.workload.points import EVERY_TIER, FAST_REPORT, LOCATIONS, STANDARD_REPORT, case_points

Whole = NDArray[np.integer]
Numbers = NDArray[np.float64]

TIER_NUMBER = {tier: number for number, tier in enumerate(EVERY_TIER)}
"""The number of a tier in a column."""
LOCATION_NUMBER = {location: number for number, location in enumerate(LOCATIONS)}
"""The number of a location in a column."""
GRADE_NUMBER = {grade: number for number, grade in enumerate(Grade)}
"""The number of a grade in a column."""
_POINTS = np.array([case_points(tier, location) for location in LOCATIONS for tier in EVERY_TIER], dtype=np.float64)
_FULL_TIME = np.array([FULL_TIME[grade] for grade in Grade], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Cases:
    """A row for each case: the number of its officer (from 0), of its tier and of its location."""

    officer: Whole
    tier: Whole
    location: Whole


@dataclass(frozen=True, slots=True)
class Officers:
    """A row for each officer: court reports of the last 30 days, hours a week, and the number of the grade."""

    standard_reports: Whole
    fast_reports: Whole
    contracted_hours: Numbers
    reduction_hours: Numbers
    grade: Whole

    def __len__(self) -> int:
        """How many officers there are."""
        return len(self.grade)


@dataclass(frozen=True, slots=True)
class Workloads:
    """A row for each officer. Without any time for cases `percent` is NaN, and with work held `is_overload` is true."""

    total_points: NDArray[np.int64]
    available_points: NDArray[np.int64]
    percent: Numbers
    is_overload: NDArray[np.bool_]


def officer_workloads(cases: Cases, officers: Officers) -> Workloads:
    """What every officer holds and has time for. Raises `ValueError` where a number names nothing or cannot be."""
    total = case_points_by_officer(cases, len(officers))
    total += STANDARD_REPORT * officers.standard_reports + FAST_REPORT * officers.fast_reports
    available = available_points_of(officers)
    has_time = available > 0
    percent = np.full(len(officers), np.nan)
    np.divide(total, available, out=percent, where=has_time)
    return Workloads(total, available, percent * 100, ~has_time & (total > 0))


def case_points_by_officer(cases: Cases, officers: int) -> NDArray[np.int64]:
    """The points of the cases of each officer. Raises `ValueError` where a number names nothing."""
    if not len(cases.officer) == len(cases.tier) == len(cases.location):
        raise ValueError("officer, tier and location need as many rows as each other")
    _check(cases.officer, officers, "officer")
    _check(cases.tier, len(EVERY_TIER), "tier")
    _check(cases.location, len(LOCATIONS), "location")
    points = _POINTS[cases.location.astype(np.intp) * len(EVERY_TIER) + cases.tier]
    return np.bincount(cases.officer, weights=points, minlength=officers).astype(np.int64)


def available_points_of(officers: Officers) -> NDArray[np.int64]:
    """The points that each officer has time for. Raises `ValueError` for impossible hours, reports or grades."""
    _check(officers.grade, len(Grade), "grade")
    for name in ("standard_reports", "fast_reports"):
        if getattr(officers, name).size and getattr(officers, name).min() < 0:
            raise ValueError(f"{name} cannot be below 0")
    hours, off = officers.contracted_hours, officers.reduction_hours
    if not (np.isfinite(hours).all() and np.isfinite(off).all() and (hours >= 0).all() and (off >= 0).all()):
        raise ValueError("hours have to be numbers from 0")
    default = _FULL_TIME[officers.grade]
    works = (hours != 0) & (default != 0)
    if (off > hours)[works].any():
        raise ValueError("more hours cannot be taken off than are contracted")
    available = np.zeros(len(officers))
    held, taken = hours[works], off[works]
    available[works] = (NOMINAL * (held / default[works])) * ((held - taken) / held)
    return available.astype(np.int64)


def _check(numbers: Whole, below: int, what: str) -> None:
    """That every number is from 0 and below a bound: one below 0 would be taken for one from the end."""
    if not np.issubdtype(numbers.dtype, np.integer):
        raise ValueError(f"{what} has to be a column of whole numbers")
    if numbers.size and (numbers.min() < 0 or numbers.max() >= below):
        raise ValueError(f"{what} has to be from 0 to {below - 1}")
