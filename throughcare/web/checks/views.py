"""The check desk: the queue, one check, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions import checks as actions
from throughcare.actions.access import log_reads
from throughcare.actions.record import NotUndone, undo
from throughcare.facts.words import say_day
from throughcare.records.models import SentForm
from throughcare.records.queries.cases import held_case, stated_reason
from throughcare.records.queries.organisations import names_of_organisations
from throughcare.records.queries.reports import open_doors
from throughcare.records.queries.supervision import case_from, facts_of, sent_form
from throughcare.rules.access import MayNot, Power, check_can_read
from throughcare.rules.case import CheckState
from throughcare.rules.checks import check_of
from throughcare.rules.refusals import NotRecorded
from throughcare.rules.report_access import NO_REPORT, ReportHeld, can_work_on_report
from throughcare.web.checks.forms import NoteForm, TakeForm
from throughcare.web.checks.pages import check_page, queue_page
from throughcare.web.clock import now, today
from throughcare.web.design.answers import SeeOther
from throughcare.web.door import needs
from throughcare.web.people.opening import person_of, user_of
from throughcare.web.reports.desk import undoable
from throughcare.web.supervision.form_page import Desk, FormPage, answer
from throughcare.web.supervision.forms import RecordingForm
from throughcare.web.supervision.pages import who_of


@needs(Power.SEE_COURT_WORK)
def checks(request: HttpRequest) -> HttpResponse:
    """Every check that is not back, by the day on which the agency was to answer."""
    user, on = user_of(request), today()
    asked = {"agency": request.GET.get("agency", ""), "page": request.GET.get("page", "")}
    page = queue_page(user.viewer, names_of_organisations(), on, **asked)
    log_reads(page["people"], by=user, what="checks: queue", why="reports and checks of their area", at=now())
    return render(request, "checks/queue.html", page)


def _open(request: HttpRequest, crn: str, thread: str, *, what: str) -> tuple[Desk, CheckState]:
    """One check, for those who work on a report of the person, and those who read the whole record."""
    person, user, on = person_of(crn), user_of(request), today()
    stream, held = facts_of(person), held_case(person)
    desk = Desk(user, person, stream, case_from(stream), on)
    check = check_of(desk.case, thread)
    asked_for = check.report if check else None
    works = any(
        can_work_on_report(user.viewer, held, ReportHeld(report.provider, report.writer))
        for report in desk.case.reports
        if report.is_open or (asked_for is not None and report.thread == asked_for)
    )
    why = "reports and checks of their area" if works else None
    if why is None:
        why = check_can_read(user.viewer, held, stated_reason=stated_reason(user, person, on))
    if check is None:
        raise MayNot(NO_REPORT, hidden=True)
    log_reads([person], by=user, what=what, why=why, at=now())
    return desk, check


@needs(Power.WRITE_REPORTS)
def check(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """One check: what was asked of whom, what came back, and what can be done."""
    desk, found = _open(request, crn, thread, what="check")
    return _page(request, desk, found)


def _page(
    request: HttpRequest,
    desk: Desk,
    found: CheckState,
    *,
    keys: dict[str, str] | None = None,
    not_undone: str = "",
) -> HttpResponse:
    doors = list(open_doors(desk.person, found.thread or "").order_by("-made_at")[:1])
    held = held_case(desk.person)
    page = check_page(desk, found, names_of_organisations(), doors[0] if doors else None, held)
    done = "" if not_undone else request.GET.get("done", "")
    can_undo = undoable(desk, done) is not None
    undo_at = reverse("undo_check", args=[desk.person.crn, found.thread, done]) if can_undo else ""
    more = {"keys": keys, "done": done, "undo": undo_at, "not_undone": not_undone}
    return render(request, "checks/check.html", page | more, status=409 if not_undone else 200)


@needs(Power.WRITE_REPORTS)
def undo_check(request: HttpRequest, crn: str, thread: str, token: str) -> HttpResponse:
    """Take back what one form recorded on a check. Where the check itself is taken back, the queue is next."""
    desk, found = _open(request, crn, thread, what="check: undo")
    address = reverse("check", args=[crn, thread])
    if request.method != "POST" or sent_form(desk.person, token) is None:
        return SeeOther(address)
    try:
        undo(person=crn, token=token, by=desk.user, at=now())
    except (NotUndone, NotRecorded) as refusal:
        return _page(request, desk, found, not_undone=str(refusal))
    still = check_of(case_from(facts_of(desk.person)), thread)
    return SeeOther(f"{address}?done=undone" if still else reverse("checks"))


@needs(Power.WRITE_REPORTS)
def check_of_fact(request: HttpRequest, crn: str, number: int) -> HttpResponse:
    """To the check that this fact of the person is about, as a to-do list knows it."""
    stream = facts_of(person_of(crn))
    thread = stream[number - 1].thread if 0 < number <= len(stream) else None
    if thread is None:
        raise MayNot(NO_REPORT, hidden=True)
    _open(request, crn, thread, what="check")
    return SeeOther(reverse("check", args=[crn, thread]))


@needs(Power.WRITE_REPORTS)
def make_door(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """A link for the agency: shown in this answer alone, with the reference that is read out to them."""
    address = reverse("check", args=[crn, thread])
    if request.method != "POST":
        return SeeOther(address)
    desk, found = _open(request, crn, thread, what="check: link for an agency")
    if not found.waits or found.asked_of is None:
        return SeeOther(address)
    keys = actions.make_door(person=desk.person, thread=thread, agency=found.asked_of, by=desk.user, at=now())
    link = request.build_absolute_uri(reverse("agency_answer", args=[keys.token]))
    shown = {"link": link, "reference": keys.reference, "until": say_day(keys.until.date())}
    return _page(request, desk, found, keys=shown)


def _form(
    request: HttpRequest,
    crn: str,
    thread: str,
    act: str,
    make: type[RecordingForm],
    record: Callable[..., SentForm],
) -> HttpResponse:
    desk, found = _open(request, crn, thread, what=f"form: {act.lower()}")
    address = reverse("check", args=[crn, thread])
    page = FormPage(
        "checks/short_form.html",
        lambda of, data, initial: make(data, initial=initial, today=of.today),
        lambda form, sending: record(form, thread=thread, **sending),
        lambda of: {"act": act, "check_address": address, "found": found, "who_line": who_of(of.person).line},
        after=lambda sent: f"{address}?done={sent.token}",
    )
    return answer(request, desk, page, {})


@needs(Power.WRITE_REPORTS)
def chase_check(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """The agency is reminded."""

    def record(form: NoteForm, **sending: Any) -> SentForm:
        return actions.chase_check(note=form.cleaned_data["note"], **sending)

    return _form(request, crn, thread, "Record that the agency was reminded", NoteForm, record)


@needs(Power.WRITE_REPORTS)
def take_answer(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """Somebody here writes down what the agency said."""

    def record(form: TakeForm, **sending: Any) -> SentForm:
        return actions.take_answer(answer=form.taken(), **sending)

    return _form(request, crn, thread, "Write down the agency's answer", TakeForm, record)


@needs(Power.WRITE_REPORTS)
def acknowledge(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """Whoever holds the case read the answer."""

    def record(form: NoteForm, **sending: Any) -> SentForm:
        return actions.acknowledge(note=form.cleaned_data["note"], **sending)

    return _form(request, crn, thread, "Say that you have read the answer", NoteForm, record)
