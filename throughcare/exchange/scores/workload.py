"""One officer's workload, as JSON of the published known answers has it: read, counted, and told with its terms."""

from __future__ import annotations

from collections.abc import Mapping

from throughcare.exchange.scores.case_fields import CaseFields
from throughcare.rules.workload.capacity import FULL_TIME, Grade, Hours
from throughcare.rules.workload.officer import Workload, officer_workload
from throughcare.rules.workload.points import EVERY_TIER, Location, Reports

CASES_AT_MOST = 100_000
"""No officer holds as many cases, or writes as many reports: more was mistyped. The number is ours."""
HOURS_AT_MOST = 168
"""The hours of a week."""
PLACES = {
    "community": Location.COMMUNITY,
    "licence": Location.LICENCE,
    "custody": Location.CUSTODY,
    "t2a_community": Location.T2A,
}
ALSO = {"t2a_licence": Location.T2A, "t2a_custody": Location.T2A}
"""Counts that may be left out."""


def workload(given: Mapping[str, object]) -> object:
    """What an officer holds, has time for, and the share of it that is taken. Raises `Refused`."""
    fields = CaseFields(given)
    caseload = _caseload(fields)
    reports = Reports(_count(fields, "standard_reports_last_30"), _count(fields, "fast_reports_last_30"))
    grade = fields.code("grade", {each.value: each for each in Grade}) or Grade.UNSUPPORTED
    contracted, reduction = _hours(fields, "contracted_hours"), _hours(fields, "reduction_hours")
    if contracted and FULL_TIME[grade] and reduction > contracted:
        fields.fault(
            "reduction_hours", f"It is more than the {contracted:g} contracted hours: give no more than those."
        )
    fields.check()
    return _told(officer_workload(caseload, reports, grade, Hours(contracted, reduction)))


def _caseload(fields: CaseFields) -> dict[Location, dict[str, int]]:
    found: dict[Location, dict[str, int]] = {location: {} for location in Location}
    for name, location in {**PLACES, **{name: each for name, each in ALSO.items() if fields.has(name)}}.items():
        part = fields.part(name, "an object of tiers and how many cases of each")
        if part is None:
            continue
        for tier in part.names():
            if tier not in EVERY_TIER:
                part.fault(tier, f"It is no tier that has points: give some of {', '.join(EVERY_TIER)}.")
            else:
                found[location][tier] = found[location].get(tier, 0) + _count(part, tier)
    return found


def _count(fields: CaseFields, field: str) -> int:
    return fields.whole(field, 0, CASES_AT_MOST) or 0


def _hours(fields: CaseFields, field: str) -> float:
    return float(fields.number(field, 0, HOURS_AT_MOST) or 0)


def _told(held: Workload) -> dict[str, object]:
    return {
        "total_points": held.total_points,
        "standard_report_points": held.standard_report_points,
        "fast_report_points": held.fast_report_points,
        "available_points": held.available_points,
        "capacity_percent_unrounded": held.capacity.percent,
        "overload": held.capacity.is_overload,
        "not_measured": held.not_measured,
        "terms": [
            {"location": term.location.value, "tier": term.tier, "cases": term.cases, "points": term.points}
            for term in held.terms
        ],
        "calculator": held.calculator,
        "version": held.version,
    }
