"""Cover: for whom somebody covers today, what waits there, and what waits where nobody covers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from throughcare.facts.staff import Grade
from throughcare.records.models import CaseSummary, Notice, Person, Staff, User
from throughcare.records.queries.cases import cases_visible_to, stated_reason
from throughcare.records.queries.team import Away, absence_on
from throughcare.records.queries.todo import Todo, case_rows, current_cases, open_readings, openings_of, things_of
from throughcare.rules.absence import cover_reason
from throughcare.rules.access import READING, CaseHeld, Opening, Viewer, relation_of

NOTICES = 50
"""So many unread notices of one colleague are shown, the newest first. Ours."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the viewer's team who is not available today, and whether somebody covers who is there."""

    code: str
    name: str
    away: Away
    is_covered: bool


def away_in_team(viewer: Viewer, on: date) -> list[Colleague]:
    """Whoever of the viewer's team is not available on a day, by name. One query."""
    if not viewer.organisation or not viewer.team:
        return []
    found = Staff.objects.filter(organisation=viewer.organisation, team=viewer.team).exclude(absences=[])
    rows = found.values_list("code", "name", "grade", "absences")
    away = {code: (name or code, grade, held) for code, name, grade, each in rows if (held := absence_on(each, on))}
    return sorted(
        (
            Colleague(code, name, held, bool(held.cover) and held.cover not in away)
            for code, (name, grade, held) in away.items()
            if grade != Grade.SENIOR or held.cover
        ),
        key=lambda each: (each.name.casefold(), each.code),
    )


def covered_by(viewer: Viewer, on: date) -> list[Colleague]:
    """The colleagues of their team for whom the viewer covers on a day."""
    return [each for each in away_in_team(viewer, on) if each.away.cover == viewer.code]


def reason_as_cover(viewer: Viewer, case: CaseHeld, on: date) -> str | None:
    """The reason that a recorded cover gives: the holder of a case of the viewer's team is not available on the day,
    and their manager recorded that the viewer covers. None where none is asked, or none follows. One query at most.
    """
    if case.officer is None or READING[viewer.role][relation_of(viewer, case)] is not Opening.REASON:
        return None
    row = Staff.objects.filter(code=case.officer).values_list("name", "absences").first()
    away = absence_on(row[1], on) if row else None
    if row is None or away is None or away.cover != viewer.code:
        return None
    return cover_reason(row[0] or case.officer)


def reason_for(user: User, person: Person, case: CaseHeld, on: date) -> str | None:
    """The reason that opens a case to a user on a day: the latest that they stated, else that of a recorded cover."""
    return stated_reason(user, person, on) or reason_as_cover(user.viewer, case, on)


def todo_waiting(viewer: Viewer, codes: Collection[str], on: date) -> Todo:
    """Everything open in the cases of these colleagues, of those that the viewer may see; with what opened it."""
    rows = case_rows(current_cases(viewer).filter(officer__in=list(codes)))
    things = things_of(open_readings(CaseSummary.objects.filter(pk__in=list(rows)), on), rows, on)
    return Todo(rows, things, openings_of([thing.lead for thing in things]))


def _unread(viewer: Viewer, codes: Collection[str]) -> QuerySet[Notice]:
    """Unread notices of these colleagues: about nobody by name, or about somebody whose case the viewer may see."""
    visible = cases_visible_to(viewer).filter(pk=OuterRef("person"))
    found = Notice.objects.filter(user__code__in=list(codes), read_at__isnull=True)
    return found.filter(Q(person__isnull=True) | Exists(visible))


def notices_waiting(viewer: Viewer, code: str) -> list[Notice]:
    """What a colleague was to be told and has not read, as far as the viewer may know; the newest first."""
    return list(_unread(viewer, [code]).select_related("person").order_by("-at", "-pk")[:NOTICES])


def notices_by_colleague(viewer: Viewer, codes: Collection[str]) -> dict[str, int]:
    """How many such notices wait for each of these colleagues."""
    rows = _unread(viewer, codes).order_by().values("user__code").annotate(many=Count("pk"))
    return dict(rows.values_list("user__code", "many"))
