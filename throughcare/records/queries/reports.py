"""What the report and check desks read: queues, drafts, doors, and who may be chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from throughcare.facts.checks import AgencyType, CheckType
from throughcare.facts.staff import Grade
from throughcare.records.models import CaseSummary, CheckDoor, Organisation, Person, ReportDraft, Staff
from throughcare.records.queries.cases import findable_by, hidden_people
from throughcare.records.queries.person import name_in_sentence
from throughcare.rules.access import Power, Viewer, may
from throughcare.rules.case import ReportStage
from throughcare.rules.checks import AGENCY_OF


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a report or check is about."""

    person: int
    crn: str
    name: str


@dataclass(frozen=True, slots=True)
class QueuedReport:
    """One open report. `due` is the day that the court gave last; None where nobody said."""

    subject: Subject
    thread: str
    format: str
    stage: str
    court: str
    writer: str
    asked: date | None
    due: date | None
    delivered: date | None


@dataclass(frozen=True, slots=True)
class QueuedCheck:
    """One check whose answer is still to come."""

    subject: Subject
    check: str
    thread: str
    asked_of: str
    asked: date
    reply_by: date | None
    chased: date | None


@dataclass(frozen=True, slots=True)
class Queues:
    """The reports of an organisation that are open, by due day, and the checks that are not back, by reply day."""

    reports: list[QueuedReport]
    checks: list[QueuedCheck]


def _cases(viewer: Viewer) -> QuerySet[CaseSummary]:
    """The cases with an open report of the viewer's organisation. Those without any are left out first: nearly all."""
    ours = findable_by(viewer) if may(viewer, Power.FIND_BY_IDENTITY) else _not_limited(viewer)
    return ours.exclude(court_organisations="").filter(court_organisations__contains=f",{viewer.organisation},")


def _not_limited(viewer: Viewer) -> QuerySet[CaseSummary]:
    return CaseSummary.objects.exclude(pk__in=hidden_people(viewer))


def queues_of(viewer: Viewer) -> Queues:
    """Everything that waits in the court work of the viewer's organisation. One query."""
    queues = Queues([], [])
    names = ("person_id", "person__crn", "person__given_names", "person__family_name", "reports", "checks")
    for person, crn, given, family, reports, checks in _cases(viewer).values_list(*names):
        subject = Subject(person, crn, name_in_sentence(given, family, crn))
        queues.reports.extend(_report(subject, each) for each in reports if each["provider"] == viewer.organisation)
        queues.checks.extend(_check(subject, each) for each in checks if each["asked_on"])
    queues.reports.sort(key=lambda each: (each.due or date.min, each.subject.name.casefold(), each.subject.crn))
    queues.checks.sort(key=lambda each: (each.reply_by or each.asked, each.subject.name.casefold(), each.subject.crn))
    return queues


def _report(subject: Subject, said: dict[str, Any]) -> QueuedReport:
    return QueuedReport(
        subject=subject,
        thread=said["thread"] or "",
        format=said["format"] or "",
        stage=said.get("stage") or (ReportStage.SPOKEN if said["delivered"] else ReportStage.ASKED).value,
        court=said.get("court") or "",
        writer=said.get("writer") or "",
        asked=_day(said["asked"]),
        due=_day(said["due"]),
        delivered=_day(said["delivered"]),
    )


def _check(subject: Subject, said: dict[str, Any]) -> QueuedCheck:
    asked = _day(said["asked_on"])
    assert asked is not None
    return QueuedCheck(
        subject=subject,
        check=said["check"] or "",
        thread=said["thread"] or "",
        asked_of=said.get("asked_of") or "",
        asked=asked,
        reply_by=_day(said.get("reply_by")),
        chased=_day(said.get("chased")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# --- who and what may be chosen ----------------------------------------------------------------------------------


def agencies() -> dict[CheckType, list[tuple[str, str]]]:
    """Code and name of the agencies that can be asked, by check, in order of name."""
    rows = list(
        Organisation.objects.filter(type__in=list(AgencyType)).order_by("name").values_list("type", "code", "name")
    )
    return {check: [(code, name) for type_, code, name in rows if type_ == kind] for check, kind in AGENCY_OF.items()}


def writers(organisation: str | None) -> list[tuple[str, str]]:
    """Code and name of those of an organisation who can be given a report, with their grade, in order of name."""
    rows = Staff.objects.filter(organisation=organisation or "").exclude(grade="").order_by("name", "code")
    return [(code, f"{name or code} ({grade})") for code, name, grade in rows.values_list("code", "name", "grade")]


def is_writer(organisation: str | None, code: str) -> bool:
    """Whether somebody of this code works for the organisation."""
    return Staff.objects.filter(organisation=organisation or "", code=code).exclude(grade="").exists()


def grade_of(code: str) -> Grade | None:
    """The grade of a member of staff; None where none is known."""
    grade = Staff.objects.filter(code=code).values_list("grade", flat=True).first()
    return Grade(grade) if grade else None


def absent_among(codes: Iterable[str], on: date) -> set[str]:
    """Those of these members of staff who are away on a day."""
    day = on.isoformat()
    rows = Staff.objects.filter(Q(code__in=set(codes)) & ~Q(absences=[])).values_list("code", "absences")
    return {
        code
        for code, absences in rows
        if any(each["from"] <= day and (each["until"] is None or day <= each["until"]) for each in absences)
    }


def draft_of(person: Person, thread: str) -> ReportDraft | None:
    """What is written so far of a report, with who saved it last."""
    return ReportDraft.objects.select_related("saved_by").filter(person=person, thread=thread).first()


def door_with(token_digest: str) -> CheckDoor | None:
    """The door of this digest."""
    return CheckDoor.objects.select_related("person", "made_by").filter(token_digest=token_digest).first()


def open_doors(person: Person, thread: str) -> QuerySet[CheckDoor]:
    """The doors to one check that are not closed."""
    return CheckDoor.objects.filter(person=person, thread=thread, closed_at=None)
