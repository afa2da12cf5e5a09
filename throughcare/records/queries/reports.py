"""What the report and check desks read: drafts, doors, and who and what may be chosen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from throughcare.facts.checks import AgencyType, CheckType
from throughcare.facts.staff import Grade
from throughcare.records.models import CheckDoor, Hearing, Organisation, Person, ReportDraft, Staff
from throughcare.rules.checks import AGENCY_OF

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


def charges_of(person: Person, thread: str) -> str:
    """What the day list says that the person is charged with, at the hearing through which this report was asked for;
    blank where it was asked for without one.
    """
    rows = Hearing.objects.filter(person=person).order_by("pk").values_list("threads", "offences")
    return next((offences for threads, offences in rows if thread in threads), "")


def door_with(token_digest: str) -> CheckDoor | None:
    """The door of this digest."""
    return CheckDoor.objects.select_related("person", "made_by").filter(token_digest=token_digest).first()


def open_doors(person: Person, thread: str) -> QuerySet[CheckDoor]:
    """The doors to one check that are not closed."""
    return CheckDoor.objects.filter(person=person, thread=thread, closed_at=None)
