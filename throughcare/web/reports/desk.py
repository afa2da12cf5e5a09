"""Opening one report: found, allowed, logged; and the way its forms are answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from throughcare.actions.access import log_reads
from throughcare.actions.record import UNDO_WITHIN
from throughcare.facts import Fact
from throughcare.facts.stream import in_order, standing, withdrawn_numbers
from throughcare.records.models import SentForm
from throughcare.records.queries.cases import held_case
from throughcare.records.queries.cover import reason_for
from throughcare.records.queries.supervision import case_from, facts_of, sent_form
from throughcare.rules.access import CaseHeld, MayNot, can_read, check_can_read
from throughcare.rules.case import ReportState
from throughcare.rules.report_access import (
    NO_REPORT,
    ReportHeld,
    check_can_ask_for_report,
    check_can_work_on_report,
)
from throughcare.rules.reports import report_of
from throughcare.web.clock import now, today
from throughcare.web.people.opening import person_of, user_of
from throughcare.web.supervision.form_page import Desk


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A report that was opened: the desk of its person, the report, and whether the user may work on it.

    `knows`: whether they may see what the record knows today. A report opens that for as long as it is open; once it
    is closed, the record alone does.
    """

    desk: Desk
    report: ReportState
    may_work: bool
    knows: bool

    @property
    def facts(self) -> list[Fact]:
        """What stands on the record of this report, in order: nothing withdrawn, nothing about somebody else."""
        stands = in_order(standing(self.desk.stream, as_of=date.max))
        return [fact for fact in stands if fact.thread == self.report.thread]

    @property
    def address(self) -> str:
        """The page of the report."""
        return reverse("report", args=[self.desk.person.crn, self.report.thread])


def _desk(request: HttpRequest, crn: str) -> tuple[Desk, CaseHeld]:
    person = person_of(crn)
    stream = facts_of(person)
    return Desk(user_of(request), person, stream, case_from(stream), today()), held_case(person)


def open_to_ask(request: HttpRequest, crn: str) -> Desk:
    """The person on whom a court asks for a report. Raises `MayNot` where the user may not ask for one."""
    desk, held = _desk(request, crn)
    why = check_can_ask_for_report(desk.user.viewer, held)
    log_reads([desk.person], by=desk.user, what="form: report asked", why=why, at=now())
    return desk


def open_report(request: HttpRequest, crn: str, thread: str, *, what: str) -> OpenReport:
    """The report of this thread, to work on. Raises `MayNot` where it is not theirs to work on."""
    desk, held = _desk(request, crn)
    report = report_of(desk.case, thread)
    if report is None:
        raise MayNot(NO_REPORT, hidden=True)
    why = check_can_work_on_report(desk.user.viewer, held, ReportHeld(report.provider, report.writer))
    log_reads([desk.person], by=desk.user, what=what, why=why, at=now())
    reason = reason_for(desk.user, desk.person, held, desk.today)
    knows = report.is_open or can_read(desk.user.viewer, held, stated_reason=reason)
    return OpenReport(desk, report, may_work=True, knows=knows)


def open_to_read(request: HttpRequest, crn: str, thread: str, *, what: str) -> OpenReport:
    """The same for those too who read the whole record: whoever holds the case reads the report that it came with."""
    try:
        return open_report(request, crn, thread, what=what)
    except MayNot:
        desk, held = _desk(request, crn)
        reason = reason_for(desk.user, desk.person, held, desk.today)
        why = check_can_read(desk.user.viewer, held, stated_reason=reason)
        report = report_of(desk.case, thread)
        if report is None:
            raise MayNot(NO_REPORT, hidden=True) from None
        log_reads([desk.person], by=desk.user, what=what, why=why, at=now())
        return OpenReport(desk, report, may_work=False, knows=True)


def undoable(desk: Desk, token: str) -> SentForm | None:
    """The form of this token, where this user may still take it back with one press."""
    sent = sent_form(desk.person, token) if token else None
    if sent is None or sent.user_id != desk.user.pk or abs(now() - sent.at) > UNDO_WITHIN:
        return None
    return None if set(sent.numbers) <= withdrawn_numbers(desk.stream) else sent


def after_report(sent: SentForm, thread: str) -> str:
    """The page of a report, which tells what the form did."""
    return f"{reverse('report', args=[sent.person.crn, thread])}?done={sent.token}"


def thread_of(sent: SentForm, stream: Sequence[Fact]) -> str:
    """The thread of the report that a form was about."""
    return next(fact.thread for fact in stream if fact.number in sent.numbers and fact.thread)
