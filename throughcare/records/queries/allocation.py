"""The allocation desk: cases that no practitioner holds, and those that somebody holds who may not hold them now.

Both start from the cases that the viewer may see. A page asks a constant number of queries, however much waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from throughcare.facts.risk import Register, RoshLevel
from throughcare.records.models import CaseSummary, Staff
from throughcare.records.queries.cases import cases_visible_to
from throughcare.records.queries.practitioners import skills_of
from throughcare.rules.access import Viewer
from throughcare.rules.case import RoshStatus
from throughcare.rules.case.values import known_value
from throughcare.rules.role_grid import CaseNeeds, Grid, Skills, bars
from throughcare.rules.workload.points import Location

READY_STATUS = (RoshStatus.COMPLETE.value, RoshStatus.EXEMPT.value)
HIGH = (RoshLevel.HIGH.value, RoshLevel.VERY_HIGH.value, "")
"""At high or very high risk, or nobody knows."""
LEFT = "They left, or hold no post here any more."


@dataclass(frozen=True, slots=True)
class Counted:
    """How many cases wait: in all, late, due today, and with an assessment of risk that is not complete."""

    many: int
    late: int
    due_today: int
    without_risk: int


@dataclass(frozen=True, slots=True)
class Misheld:
    """A case whose holder (code) may not hold it now, and why."""

    case: int
    officer: str
    why: tuple[str, ...]


def cases_waiting(viewer: Viewer) -> QuerySet[CaseSummary]:
    """The cases of the viewer's organisation that no practitioner holds, those that have waited longest first."""
    ours = cases_visible_to(viewer).filter(organisation=viewer.organisation or "", officer="", is_active=True)
    return ours.exclude(organisation="").order_by("held_since", "search_name", "person").select_related("person")


def narrowed(cases: QuerySet[CaseSummary], *, show: str, late_before: date, due_since: date) -> QuerySet[CaseSummary]:
    """Only those that are late, due today, whose risk is not assessed, or that are at high risk; else all.

    Those are late whose organisation has had them since before `late_before`; due today, since a day up to `due_since`.
    """
    conditions = {
        "late": Q(held_since__lt=late_before),
        "today": Q(held_since__gte=late_before, held_since__lte=due_since),
        "risk": ~Q(rosh_status__in=READY_STATUS),
        "high": Q(rosh_level__in=HIGH),
    }
    return cases.filter(conditions[show]) if show in conditions else cases


def counted(cases: QuerySet[CaseSummary], *, late_before: date, due_since: date) -> Counted:
    """How many wait. One query."""
    found = cases.order_by().aggregate(
        many=Count("pk"),
        late=Count("pk", Q(held_since__lt=late_before)),
        due_today=Count("pk", Q(held_since__gte=late_before, held_since__lte=due_since)),
        without_risk=Count("pk", ~Q(rosh_status__in=READY_STATUS)),
    )
    return Counted(**found)


def needs_of_row(row: CaseSummary) -> CaseNeeds:
    """What a case asks of whoever holds it, from its summary."""
    return _needs(row.rosh_level, row.mappa, row.domestic_abuse, row.child_concern, row.location)


def misheld(viewer: Viewer, grid: Grid, on: date) -> list[Misheld]:
    """The cases that the viewer may see whose practitioner left, or lacks what the grid asks: those of people who left
    first, then in the order of names. Two queries; of the cases nothing is read but what the grid asks.
    """
    cases = cases_visible_to(viewer).filter(organisation=viewer.organisation or "", is_active=True)
    rows = (
        cases.exclude(officer="")
        .order_by("search_name", "person")
        .values_list("pk", "officer", "rosh_level", "mappa", "domestic_abuse", "child_concern", "location")
    )
    held = list(rows)
    skills = _skills({officer for _, officer, *_ in held}, viewer.organisation or "")
    known: dict[tuple[object, ...], tuple[str, ...]] = {}
    found = []
    for case, officer, level, mappa, has_abuse, has_child, location in held:
        key = (officer, level, mappa, has_abuse, has_child, location)
        if key not in known:
            needs = _needs(level, mappa, has_abuse, has_child, location)
            known[key] = _why_not(skills.get(officer), needs, grid, on)
        if known[key]:
            found.append(Misheld(case, officer, known[key]))
    return sorted(found, key=lambda each: each.why != (LEFT,))


def _why_not(skills: Skills | None, needs: CaseNeeds, grid: Grid, on: date) -> tuple[str, ...]:
    if skills is None:
        return (LEFT,)
    return tuple(bar.sentence for bar in bars(grid, needs, skills, on))


def _skills(codes: Iterable[str], organisation: str) -> Mapping[str, Skills]:
    """What those of these members of staff bring who hold a post in the organisation."""
    rows = Staff.objects.filter(code__in=list(codes), organisation=organisation).exclude(grade="")
    return {each.code: skills_of(each) for each in rows.only("code", "grade", "qualifications", "trainings")}


def cases_of(keys: Iterable[int]) -> dict[int, CaseSummary]:
    """The summaries of these people (ids, of a list that started from what the viewer may see), with who they are."""
    found = CaseSummary.objects.filter(pk__in=list(keys)).select_related("person")
    return {each.pk: each for each in found}


def _needs(level: str, mappa: str, has_abuse: bool, has_child: bool, location: str) -> CaseNeeds:
    concerns = {Register.DOMESTIC_ABUSE: has_abuse, Register.CHILD: has_child}
    return CaseNeeds(
        known_value(RoshLevel, level),
        bool(mappa),
        frozenset(register for register, has in concerns.items() if has),
        known_value(Location, location) or Location.COMMUNITY,
    )
