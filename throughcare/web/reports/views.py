"""The report desk: the queue, one report, and every form that moves it on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions import checks as check_actions
from throughcare.actions import court as actions
from throughcare.actions.access import log_reads
from throughcare.actions.record import NotUndone, undo
from throughcare.facts.checks import CheckType
from throughcare.facts.court import ReportFormat
from throughcare.facts.words import lower_first, say_day
from throughcare.records.models import Hearing, SentForm
from throughcare.records.queries.day_lists import hearing_with
from throughcare.records.queries.reports import agencies, writers
from throughcare.records.queries.supervision import case_from, facts_of, sent_form
from throughcare.rules.access import Power
from throughcare.rules.case.values import known_value
from throughcare.rules.refusals import NotRecorded
from throughcare.rules.report_request import advice_for
from throughcare.rules.reports import Act, acts_at, report_of
from throughcare.rules.texts_as_typed import REASON_AT_MOST, WORDS_AT_LEAST, letters_in
from throughcare.web.clock import now, today
from throughcare.web.design.answers import SeeOther
from throughcare.web.door import needs
from throughcare.web.people.opening import user_of
from throughcare.web.reports.desk import OpenReport, after_report, open_report, open_to_ask, open_to_read, thread_of
from throughcare.web.reports.forms import (
    AdjournForm,
    AskCheckForm,
    AskForm,
    AssignForm,
    CallOffForm,
    DeliverForm,
    NoteOfOralForm,
    WordsForm,
    check_asked,
)
from throughcare.web.reports.pages import known_for, page_of_report, say_advice
from throughcare.web.reports.queue import queue_page
from throughcare.web.supervision.form_page import Desk, FormPage, Sending, answer
from throughcare.web.supervision.forms import RecordingForm

# --- the queue ---------------------------------------------------------------------------------------------------


@needs(Power.WRITE_REPORTS)
def reports(request: HttpRequest) -> HttpResponse:
    """The reports that are open, by the day for which the court asks: those of the user's organisation, or, for who
    does not see its court work, their own.
    """
    user = user_of(request)
    page = queue_page(user, today(), request.GET)
    why = "reports and checks of their area" if page["sees_all"] else "it is your report to write"
    log_reads(page["people"], by=user, what="reports: queue", why=why, at=now())
    return render(request, "reports/queue.html", page)


# --- asked for ---------------------------------------------------------------------------------------------------


@needs(Power.FIND_BY_IDENTITY)
def ask_report(request: HttpRequest, crn: str) -> HttpResponse:
    """A court asks for a report. The form that the need calls for is shown before anything is recorded; it tells of the
    risk, so that where no hearing of a list is behind it, how the court came to ask is owed first.
    """
    desk = open_to_ask(request, crn)
    hearing = _hearing(request, desk)
    asked, found = agencies(), writers(desk.user.organisation)

    def make(of: Desk, data: Any, initial: Any) -> AskForm:
        listed = hearing is not None
        return AskForm(data, initial=initial, today=of.today, agencies=asked, writers=found, is_listed=listed)

    if request.method == "POST" and "advise" in request.POST:
        how = request.POST.get("how", "").strip()
        if hearing is not None or letters_in(how) >= WORDS_AT_LEAST:
            why = "a court asks for a report" if hearing else f"a court asks for a report: {how[:REASON_AT_MOST]}"
            log_reads([desk.person], by=desk.user, what="advice on the form of a report", why=why, at=now())
            return _advised(request, desk, make)
    page = FormPage(
        "reports/ask.html",
        make,
        lambda form, sending: actions.ask_for_report(
            request=form.request(desk.user.organisation), hearing=hearing, **sending
        ),
        lambda _of: {"advice": None},
        after=lambda sent: after_report(sent, thread_of(sent, facts_of(desk.person))),
    )
    at_first = {"writer": desk.user.code, "court": hearing.court.name if hearing else ""}
    return answer(request, desk, page, at_first)


def _hearing(request: HttpRequest, desk: Desk) -> Hearing | None:
    """The hearing from whose line the report is asked for; None where it is asked for without one.

    One that is about somebody else by now is given too: the action refuses it, and what was typed stays.
    """
    pk = request.GET.get("hearing", "")
    return hearing_with(desk.user.viewer, int(pk)) if pk.isdecimal() and len(pk) < 18 else None


def _advised(request: HttpRequest, desk: Desk, make: Callable[[Desk, Any, Any], AskForm]) -> HttpResponse:
    """The advice for what was typed so far; the form is chosen already where nobody has chosen one."""
    form = make(desk, request.POST, None)
    form.is_valid()
    advice = advice_for(desk.case, form.request(desk.user.organisation), today=desk.today)
    typed = request.POST.copy()
    if not typed.get("format"):
        typed["format"] = advice.format.value
    shown = {"advice": say_advice(advice)}

    def unbound(of: Desk, _data: Any, _initial: Any) -> AskForm:
        return make(of, None, {name: typed.get(name) for name in form.fields})

    page = FormPage("reports/ask.html", unbound, _never, lambda _of: shown)
    request.method = "GET"
    return answer(request, desk, page, {})


def _never(_form: Any, _sending: Sending) -> SentForm:
    raise AssertionError("advice records nothing")


# --- one report --------------------------------------------------------------------------------------------------


@needs(Power.WRITE_REPORTS, Power.READ_RECORD)
def report(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """One report: how far it has come, what it says, its checks, and what can be done next."""
    opened = open_to_read(request, crn, thread, what="report")
    return render(request, "reports/report.html", page_of_report(opened, done=request.GET.get("done", "")))


@needs(Power.WRITE_REPORTS)
def undo_report(request: HttpRequest, crn: str, thread: str, token: str) -> HttpResponse:
    """Take back what one form recorded on a report. Where the request itself is taken back, the queue is next."""
    opened = open_report(request, crn, thread, what="report: undo")
    if request.method != "POST" or sent_form(opened.desk.person, token) is None:
        return SeeOther(opened.address)
    try:
        undo(person=crn, token=token, by=opened.desk.user, at=now())
    except (NotUndone, NotRecorded) as refusal:
        page = page_of_report(opened, done="")
        return render(request, "reports/report.html", page | {"not_undone": str(refusal)}, status=409)
    still = report_of(case_from(facts_of(opened.desk.person)), thread)
    return SeeOther(f"{opened.address}?done=undone" if still else reverse("reports"))


SAID_AT_COURT = (Act.DELIVER, Act.WRITE_DOWN)
"""The acts whose forms hold what was said: beside them stands what the record knows."""


def _form(
    request: HttpRequest,
    crn: str,
    thread: str,
    act: Act,
    template: str,
    make: Callable[[OpenReport, Desk, Any, Any], RecordingForm],
    record: Callable[..., SentForm],
    at_first: dict[str, Any] | None = None,
) -> HttpResponse:
    """One act on one report, as a form."""
    opened = open_report(request, crn, thread, what=f"form: {act.label.lower()}")
    page = FormPage(
        template,
        lambda of, data, initial: make(opened, of, data, initial),
        lambda form, sending: record(form, thread=thread, **sending),
        lambda _of: {
            "act": act.label,
            "report_address": opened.address,
            "report": opened.report,
            "is_oral": opened.report.format is ReportFormat.ORAL,
            "may_act": act in acts_at(opened.report),
            "known": known_for(opened) if act in SAID_AT_COURT else [],
        },
        after=lambda sent: after_report(sent, thread),
    )
    return answer(request, opened.desk, page, at_first or {})


def _plain(form: type[RecordingForm]) -> Callable[[OpenReport, Desk, Any, Any], RecordingForm]:
    return lambda _opened, of, data, initial: form(data, initial=initial, today=of.today)


@needs(Power.SEE_COURT_WORK)
def assign_report(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """The report is given to a writer, or to another."""

    def make(_opened: OpenReport, of: Desk, data: Any, initial: Any) -> AssignForm:
        return AssignForm(data, initial=initial, today=of.today, writers=writers(of.user.organisation))

    def record(form: AssignForm, **sending: Any) -> SentForm:
        said = form.cleaned_data
        return actions.assign_report(officer=said["officer"], reason=said["reason"], **sending)

    return _form(request, crn, thread, Act.ASSIGN, "reports/short_form.html", make, record)


@needs(Power.SEE_COURT_WORK)
def adjourn_report(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """The court gives another day."""

    def record(form: AdjournForm, **sending: Any) -> SentForm:
        said = form.cleaned_data
        return actions.adjourn_report(due_on=said["due_on"], reason=said["reason"], on=said["on"], **sending)

    return _form(request, crn, thread, Act.ADJOURN, "reports/short_form.html", _plain(AdjournForm), record)


@needs(Power.SEE_COURT_WORK)
def call_off_report(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """The court does not want it any more."""

    def record(form: CallOffForm, **sending: Any) -> SentForm:
        said = form.cleaned_data
        return actions.call_off_report(reason=said["reason"], on=said["on"], **sending)

    return _form(request, crn, thread, Act.CALL_OFF, "reports/short_form.html", _plain(CallOffForm), record)


@needs(Power.WRITE_REPORTS)
def ask_check(request: HttpRequest, crn: str, thread: str, check: str) -> HttpResponse:
    """A check that was not asked with the report is asked, or said not to be needed."""
    opened = open_report(request, crn, thread, what="form: check asked")
    kind = known_value(CheckType, check)
    if kind is None:
        raise Http404
    asked = agencies()[kind]

    def record(form: AskCheckForm, sending: Sending) -> SentForm:
        chosen = check_asked(kind, form.cleaned_data.get("agency") or "")
        return check_actions.ask_check(asked=chosen, report=thread, **sending)

    page = FormPage(
        "reports/short_form.html",
        lambda of, data, initial: AskCheckForm(data, initial=initial, today=of.today, agencies=asked),
        record,
        lambda _of: {"act": f"Ask for the {lower_first(kind.label)}", "report_address": opened.address},
        after=lambda sent: after_report(sent, thread),
    )
    return answer(request, opened.desk, page, {})


@needs(Power.WRITE_REPORTS)
def words_on_report(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """What the person says about their report."""

    def record(form: WordsForm, **sending: Any) -> SentForm:
        return actions.record_words(words=form.cleaned_data["words"], **sending)

    return _form(request, crn, thread, Act.WORDS, "reports/short_form.html", _plain(WordsForm), record)


@needs(Power.WRITE_REPORTS)
def deliver_report(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """The report reached the court; an oral one with its written record, now or owed."""

    def make(opened: OpenReport, of: Desk, data: Any, initial: Any) -> DeliverForm:
        is_oral = opened.report.format is ReportFormat.ORAL
        return DeliverForm(data, initial=initial, today=of.today, is_oral=is_oral)

    def record(form: DeliverForm, **sending: Any) -> SentForm:
        return actions.deliver_report(delivery=form.delivery(), **sending)

    return _form(request, crn, thread, Act.DELIVER, "reports/deliver.html", make, record, {"on": say_day(today())})


@needs(Power.WRITE_REPORTS)
def write_down_report(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """The written record of an oral report."""

    def record(form: NoteOfOralForm, **sending: Any) -> SentForm:
        return actions.write_down_report(note=form.content(), on=form.cleaned_data.get("on"), **sending)

    at_first = {"on": say_day(today())}
    return _form(
        request, crn, thread, Act.WRITE_DOWN, "reports/write_down.html", _plain(NoteOfOralForm), record, at_first
    )
