"""The reports and checks of an organisation's court work: what is asked for, what was said and not written, what is not
back. Of people who may be found by this user, and of them no more than these reports and checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from throughcare.records.models import CaseSummary
from throughcare.records.queries.cases import findable_by, hidden_people
from throughcare.records.queries.duties import open_duties
from throughcare.records.queries.person import name_in_sentence
from throughcare.rules.access import Power, Viewer, may
from throughcare.rules.case import ReportStage

ORAL_REPORT = "/oral-report-recorded"
"""How the names of the standards on the written record of an oral report end, in whatever pack."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a report or check is about."""

    person: int
    crn: str
    name: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report that is asked for, or (where `delivered` says when) given by word of mouth and not written down.

    `due` is the day that the court gave last, or by which the written record is owed; None where nobody said.
    """

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
class Check:
    """A check that was asked and whose answer is still to come."""

    subject: Subject
    check: str
    thread: str
    asked_of: str
    asked: date
    reply_by: date | None
    chased: date | None


@dataclass(frozen=True, slots=True)
class CourtWork:
    """What the courts of an area and the agencies around them are waiting for, or are waited for.

    Reports stand by due day, one without a day first, since nobody can say that it is not late; checks by the day on
    which they were asked.
    """

    reports: list[Report]
    checks: list[Check]

    @property
    def to_give(self) -> list[Report]:
        """The reports that the court has not got."""
        return [report for report in self.reports if not report.delivered]

    @property
    def to_write(self) -> list[Report]:
        """The spoken ones that are not written down."""
        return [report for report in self.reports if report.delivered]


def court_work(viewer: Viewer, today: date) -> CourtWork:
    """The open reports of the viewer's organisation, and the open checks on the people whom they are about."""
    cases = _cases(viewer)
    written_by = _written_by(cases, today)
    work = CourtWork([], [])
    names = ("person_id", "person__crn", "person__given_names", "person__family_name", "reports", "checks")
    for person, crn, given, family, reports, checks in cases.values_list(*names):
        subject = Subject(person, crn, name_in_sentence(given, family, crn))
        theirs = (_report(subject, each, written_by) for each in reports if each["provider"] == viewer.organisation)
        # Without the duty nobody owes the record of a spoken one any more.
        work.reports.extend(each for each in theirs if each.due or not each.delivered)
        work.checks.extend(_check(subject, each) for each in checks if each["asked_on"])
    work.reports.sort(key=lambda each: (each.due or date.min, each.subject.crn))
    work.checks.sort(key=lambda each: (each.asked, each.subject.crn))
    return work


def _cases(viewer: Viewer) -> QuerySet[CaseSummary]:
    """The cases in the court work of the viewer's organisation. Nearly all are in none, and are left out first."""
    ours = findable_by(viewer) if may(viewer, Power.FIND_BY_IDENTITY) else _not_limited(viewer)
    return ours.exclude(court_organisations="").filter(court_organisations__contains=f",{viewer.organisation},")


def _not_limited(viewer: Viewer) -> QuerySet[CaseSummary]:
    return CaseSummary.objects.exclude(pk__in=hidden_people(viewer))


def _written_by(cases: QuerySet[CaseSummary], today: date) -> dict[tuple[int, date], date]:
    """By when the written record of an oral report is owed: by person and by the day on which it was given."""
    duties = open_duties(cases, today).filter(standard__endswith=ORAL_REPORT)
    rows = duties.values_list("person_id", "opened", "due")
    return {(person, opened): due for person, opened, due in rows if due is not None}


def _report(subject: Subject, said: Mapping[str, Any], written_by: Mapping[tuple[int, date], date]) -> Report:
    """A report as the summary of a case keeps it; one of an earlier version says less."""
    delivered = _day(said["delivered"])
    return Report(
        subject=subject,
        thread=said["thread"] or "",
        format=said["format"] or "",
        stage=said.get("stage") or (ReportStage.SPOKEN if delivered else ReportStage.ASKED).value,
        court=said.get("court") or "",
        writer=said.get("writer") or "",
        asked=_day(said["asked"]),
        due=written_by.get((subject.person, delivered)) if delivered else _day(said["due"]),
        delivered=delivered,
    )


def _check(subject: Subject, said: Mapping[str, Any]) -> Check:
    return Check(
        subject=subject,
        check=said["check"] or "",
        thread=said["thread"] or "",
        asked_of=said.get("asked_of") or "",
        asked=date.fromisoformat(said["asked_on"]),
        reply_by=_day(said.get("reply_by")),
        chased=_day(said.get("chased")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
