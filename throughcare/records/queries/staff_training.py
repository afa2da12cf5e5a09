"""Practitioners with what they can do, and the kinds of cases that they hold: a constant number of queries.

Cases that a limit keeps from the viewer are left out of every count here, so that no count tells of them; the viewer's
reach does not narrow the counts, for a sum names nobody. What is listed by name comes from `cases_visible_to`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Case, CharField, Count, Min, QuerySet, Value, When

from throughcare.facts.risk import Register, RoshLevel
from throughcare.facts.staff import Grade, Qualification, Training
from throughcare.records.models import CaseSummary, Staff
from throughcare.records.queries.cases import cases_visible_to, hidden_people
from throughcare.records.queries.person import full_name
from throughcare.records.queries.practitioners import skills_of
from throughcare.rules.access import Viewer
from throughcare.rules.case.values import known_value
from throughcare.rules.role_grid import CaseNeeds, Skills
from throughcare.rules.staff_training import HeldKind
from throughcare.rules.workload.points import Location

UNDER_MAPPA = Case(When(mappa="", then=Value("")), default=Value("yes"), output_field=CharField())
KIND = ("rosh_level", "under_mappa", "domestic_abuse", "child_concern", "location")
"""What of a case the grid looks at."""


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A practitioner: what they bring, the latest day of each course, and the kinds of cases that they hold."""

    code: str
    name: str
    organisation: str
    team: str
    grade: Grade | None
    skills: Skills
    done: Mapping[Training, date]
    qualified: Mapping[Qualification, date]
    held: tuple[HeldKind, ...]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case that the viewer may see: whose it is, what it asks, and since when it is held."""

    person: int
    crn: str
    name: str
    needs: CaseNeeds
    since_on: date | None


def staff_lines(viewer: Viewer, organisation: str | None = None) -> list[StaffLine]:
    """Whoever holds a post for cases, in an organisation or in all (None), by name. Two queries."""
    rows = Staff.objects.exclude(organisation="").exclude(grade__in=("", Grade.SENIOR.value))
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    staff = list(rows)
    held = held_kinds(viewer, None if organisation is None else [each.code for each in staff])
    lines = [line_of(each, held.get(each.code, ())) for each in staff]
    return sorted(lines, key=lambda line: (line.name.casefold(), line.code))


def line_of(row: Staff, held: tuple[HeldKind, ...]) -> StaffLine:
    """A member of staff from their row."""
    return StaffLine(
        code=row.code,
        name=row.name or row.code,
        organisation=row.organisation,
        team=row.team,
        grade=known_value(Grade, row.grade),
        skills=skills_of(row),
        done=_latest(Training, row.trainings),
        qualified=_latest(Qualification, row.qualifications),
        held=held,
    )


def held_kinds(viewer: Viewer, codes: Collection[str] | None) -> dict[str, tuple[HeldKind, ...]]:
    """The kinds of cases that each of these members of staff (codes; None: everybody) holds. One query."""
    cases = CaseSummary.objects.filter(is_active=True)
    cases = cases.exclude(officer="") if codes is None else cases.filter(officer__in=codes)
    groups = (
        cases.exclude(pk__in=hidden_people(viewer))
        .annotate(under_mappa=UNDER_MAPPA)
        .values("officer", *KIND)
        .annotate(cases=Count("pk"), since=Min("held_since"))
        .order_by("officer", *KIND)
    )
    found: dict[str, list[HeldKind]] = {}
    for row in groups:
        found.setdefault(row["officer"], []).append(HeldKind(_needs(row), row["cases"], row["since"]))
    return {code: tuple(kinds) for code, kinds in found.items()}


def cases_held(viewer: Viewer, code: str) -> list[CaseLine]:
    """The current cases of a member of staff that the viewer may see, by name. One query."""
    rows: QuerySet[CaseSummary, dict[str, Any]] = (
        cases_visible_to(viewer)
        .filter(officer=code, is_active=True)
        .annotate(under_mappa=UNDER_MAPPA)
        .order_by("search_name", "person__crn")
        .values("pk", "person__crn", "person__given_names", "person__family_name", "held_since", *KIND)
    )
    return [
        CaseLine(
            row["pk"],
            row["person__crn"],
            full_name(row["person__given_names"], row["person__family_name"]),
            _needs(row),
            row["held_since"],
        )
        for row in rows
    ]


def staff_row(code: str) -> Staff | None:
    """The row of a member of staff; None where there is nobody of this code."""
    return Staff.objects.filter(code=code).first()


def _needs(row: Mapping[str, Any]) -> CaseNeeds:
    return _sort_of_case(*(row[name] for name in KIND))


@cache
def _sort_of_case(
    rosh_level: str, under_mappa: str, domestic_abuse: bool, child_concern: bool, location: str
) -> CaseNeeds:
    """What a case of these columns asks: there are a few hundred sorts, of any number of cases."""
    said = {Register.DOMESTIC_ABUSE: domestic_abuse, Register.CHILD: child_concern}
    return CaseNeeds(
        level=known_value(RoshLevel, rosh_level),
        has_mappa=bool(under_mappa),
        concerns=frozenset(register for register, has in said.items() if has),
        location=known_value(Location, location) or Location.COMMUNITY,
    )


def _latest(codes: Any, said: Iterable[Mapping[str, Any]]) -> dict[Any, date]:
    found: dict[Any, date] = {}
    for each in said:
        if (what := known_value(codes, each["code"])) is not None:
            on = date.fromisoformat(each["on"])
            found[what] = max(found.get(what, on), on)
    return found
