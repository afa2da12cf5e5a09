"""The reports and checks of a court officer's area: what is asked for, what was said and not written, what is not back.

Of people who may be found by this user, and of them no more than these reports and checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from throughcare.records.models import CaseSummary
from throughcare.records.queries.cases import findable_by
from throughcare.records.queries.duties import open_duties
from throughcare.rules.access import Viewer

ORAL_REPORT = "/oral-report-recorded"
"""How the names of the standards on the written record of an oral report end, in whatever pack."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a report or check is about."""

    person: int
    crn: str
    given_names: str
    family_name: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report that is asked for, or (where `delivered` says when) given by word of mouth and not written down.

    `due` is the day for which the court asked, or by which the written record is owed; None where nobody said.
    """

    subject: Subject
    format: str
    asked: date | None
    delivered: date | None
    due: date | None
    thread: str


@dataclass(frozen=True, slots=True)
class Check:
    """A check that was asked and is not back."""

    subject: Subject
    check: str
    asked: date
    thread: str


@dataclass(frozen=True, slots=True)
class CourtWork:
    """What the courts of an area and the agencies around them are waiting for, or are waited for."""

    to_give: list[Report]
    to_write: list[Report]
    checks: list[Check]


def court_work(viewer: Viewer, today: date) -> CourtWork:
    """The open reports of the viewer's organisation, and the open checks on the people whom they are about."""
    cases = (
        findable_by(viewer)
        .exclude(court_organisations="")
        .filter(court_organisations__contains=f",{viewer.organisation},")
    )
    written_by = _written_by(cases, today)
    work = CourtWork([], [], [])
    names = ("person_id", "person__crn", "person__given_names", "person__family_name", "reports", "checks")
    for *who, reports, checks in cases.values_list(*names):
        subject = Subject(*who)
        for report in (_report(subject, each, written_by) for each in reports if _is_theirs(each, viewer)):
            if not report.delivered:
                work.to_give.append(report)
            elif report.due:  # without the duty nobody owes its record any more
                work.to_write.append(report)
        work.checks.extend(
            Check(subject, each["check"] or "", day, each["thread"] or "")
            for each in checks
            if (day := _day(each["asked_on"])) is not None
        )
    return work


def _written_by(cases: QuerySet[CaseSummary], today: date) -> dict[tuple[int, date], date]:
    """By when the written record of an oral report is owed: by person and by the day on which it was given."""
    duties = open_duties(cases, today).filter(standard__endswith=ORAL_REPORT)
    rows = duties.values_list("person_id", "opened", "due")
    return {(person, opened): due for person, opened, due in rows if due is not None}


def _is_theirs(report: Mapping[str, Any], viewer: Viewer) -> bool:
    return bool(report["provider"] == viewer.organisation)


def _report(subject: Subject, said: Mapping[str, Any], written_by: Mapping[tuple[int, date], date]) -> Report:
    delivered = _day(said["delivered"])
    due = written_by.get((subject.person, delivered)) if delivered else _day(said["due"])
    return Report(subject, said["format"] or "", _day(said["asked"]), delivered, due, said["thread"] or "")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
