"""The workload of 5,000 officers from the rows of 250,000 cases; and beside it the same, one officer at a time."""

from __future__ import annotations

import numpy as np

from bench.figures import Figure, timed
from throughcare.rules.workload.capacity import Grade, Hours
from throughcare.rules.workload.columns import Cases, Officers, case_points_by_officer, officer_workloads
from throughcare.rules.workload.officer import officer_workload
from throughcare.rules.workload.points import EVERY_TIER, LOCATIONS, Reports

CASES, OFFICERS = 250_000, 5_000
AT_LEAST = 8_000_000
"""Cases a second, from rows to totals, available points and capacity."""
RUNS = 15


def made_up(cases: int = CASES, officers: int = OFFICERS) -> tuple[Cases, Officers]:
    """Cases and officers from a fixed seed."""
    random = np.random.default_rng(20260615)
    rows = Cases(
        officer=random.integers(0, officers, cases),
        tier=random.integers(0, len(EVERY_TIER), cases),
        location=random.integers(0, len(LOCATIONS), cases),
    )
    hours = random.choice([37.0, 30.0, 22.5, 18.5], officers)
    return rows, Officers(
        standard_reports=random.integers(0, 5, officers),
        fast_reports=random.integers(0, 5, officers),
        contracted_hours=hours,
        reduction_hours=np.round(hours * random.choice([0.0, 0.05, 0.2, 0.4], officers), 1),
        grade=random.integers(0, len(Grade), officers),
    )


def one_by_one(cases: Cases, officers: Officers) -> list[int]:
    """The totals of the same rows by the rule for one officer."""
    grades = tuple(Grade)
    held: list[dict] = [{place: {} for place in LOCATIONS} for _ in range(len(officers))]
    rows = zip(cases.officer.tolist(), cases.tier.tolist(), cases.location.tolist(), strict=True)
    for officer, tier, location in rows:
        tiers = held[officer][LOCATIONS[location]]
        tiers[EVERY_TIER[tier]] = tiers.get(EVERY_TIER[tier], 0) + 1
    columns = (
        officers.standard_reports,
        officers.fast_reports,
        officers.grade,
        officers.contracted_hours,
        officers.reduction_hours,
    )
    return [
        officer_workload(caseload, Reports(standard, fast), grades[grade], Hours(contracted, reduction)).total_points
        for caseload, standard, fast, grade, contracted, reduction in zip(
            held, *(column.tolist() for column in columns), strict=True
        )
    ]


def figures() -> list[Figure]:
    """Cases a second in columns and one by one, which must come to the same."""
    cases, officers = made_up()
    found = officer_workloads(cases, officers)
    if found.total_points.tolist() != one_by_one(cases, officers):
        raise AssertionError("the columns and the rule for one officer do not agree")
    columns = timed(lambda: officer_workloads(cases, officers), RUNS)
    points = timed(lambda: case_points_by_officer(cases, len(officers)), RUNS)
    single = timed(lambda: one_by_one(cases, officers), 3)
    return [
        Figure(
            f"workload of {OFFICERS:,} officers from {CASES:,} cases, in columns",
            CASES / columns,
            "cases/s",
            AT_LEAST,
            at_least=True,
            beside=f"{single / columns:.0f} times one by one",
        ),
        Figure(
            "  the points alone, from rows to officers", CASES / points, "cases/s", beside=f"{1000 * points:.1f} ms"
        ),
        Figure("  the same, one officer at a time", CASES / single, "cases/s", beside=f"{single:.2f} s"),
    ]
