"""Recording on a person: a contact, an arrangement, an outcome, a withdrawal, a warning, oversight; and what it did."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions import oversight as oversight_actions
from throughcare.actions import record as record_actions
from throughcare.actions import supervision as actions
from throughcare.facts import Fact, YesNo
from throughcare.facts.record import Withdrawn
from throughcare.facts.stream import hidden_numbers, withdrawn_numbers
from throughcare.facts.supervision import Appointment, AppointmentArranged, HomeVisit, Meeting, Outcome
from throughcare.facts.words import say_day
from throughcare.records.models import SentForm
from throughcare.records.queries.concerns import closed_to
from throughcare.records.queries.person import names_in
from throughcare.records.queries.supervision import colleagues, duties_as_kept, sent_form, withdrawal_of
from throughcare.rules.access import Power, may
from throughcare.rules.record import decide_withdrawal
from throughcare.rules.refusals import NotRecorded
from throughcare.rules.supervision import decide_contact
from throughcare.rules.work import decide_work
from throughcare.web.clock import now
from throughcare.web.design.answers import SeeOther
from throughcare.web.door import needs
from throughcare.web.people.fact_words import say_moment, words_of
from throughcare.web.supervision.form_page import Desk, FormPage, Sending, answer, fact_of_number, open_desk
from throughcare.web.supervision.forms import (
    ArrangeForm,
    ContactForm,
    OutcomeForm,
    OversightForm,
    RecordingForm,
    SafetyForm,
    WithdrawForm,
)
from throughcare.web.supervision.pages import (
    address_of_contact,
    arranged_choices,
    contact_at_first,
    say_arranged,
    say_days_off,
    say_when,
    who_of,
)
from throughcare.web.supervision.settled import entry_of, say_withdrawal, settled_by

MEETINGS = (AppointmentArranged, Appointment, HomeVisit)
NOT_ARRANGED = "It is not arranged any more: its entry was withdrawn."


# --- contact ----------------------------------------------------------------------------------------------------


@needs(Power.RECORD_SUPERVISION)
def record_contact(request: HttpRequest, crn: str) -> HttpResponse:
    """One contact, and everything that it also was."""
    desk = open_desk(request, crn, what="form: contact")
    task, thread = request.GET.get("task", ""), request.GET.get("thread", "")
    return answer(request, desk, CONTACT, contact_at_first(task, thread, desk.case, desk.user, desk.today))


def _contact_form(desk: Desk, data: Any, initial: Any) -> ContactForm:
    officers = colleagues(desk.user, desk.case)
    return ContactForm(
        data,
        initial=initial,
        today=desk.today,
        officers=officers,
        arranged=arranged_choices(desk.case, dict(officers), desk.today),
        may_oversee=may(desk.user.viewer, Power.RECORD_OVERSIGHT),
    )


def _record_contact(form: ContactForm, sending: Sending) -> SentForm:
    record = actions.record_contact if form.is_meeting else actions.record_work
    return record(request=form.request(), **sending)


def _judge_contact(form: ContactForm, desk: Desk) -> None:
    if not form.is_meeting and "concern" in form.errors and form.cleaned_data.get("also") == ["concern"]:
        return  # the only thing that was done is asked for already
    decide = decide_contact if form.is_meeting else decide_work
    decide(replace(form.request(), recorder=desk.user.code, may_oversee=True), desk.case, today=desk.today)


CONTACT = FormPage("supervision/contact.html", _contact_form, _record_contact, judge=_judge_contact)


# --- meetings to come, and what became of them ------------------------------------------------------------------


@needs(Power.RECORD_SUPERVISION)
def arrange(request: HttpRequest, crn: str) -> HttpResponse:
    """A meeting to come, for a day and a time."""
    desk = open_desk(request, crn, what="form: arrange a meeting")
    is_visit = request.GET.get("task") == "visit"
    at_first = {"meeting": Meeting.HOME.value if is_visit else Meeting.OFFICE.value, "officer": desk.user.code}
    return answer(request, desk, ARRANGE, at_first)


def _arrange_form(desk: Desk, data: Any, initial: Any) -> ArrangeForm:
    officers = colleagues(desk.user, desk.case)
    return ArrangeForm(data, initial=initial, today=desk.today, officers=officers)


def _ahead(desk: Desk) -> dict[str, Any]:
    """What is arranged already, and the bank holidays that are near."""
    names = dict(colleagues(desk.user, desk.case))
    ahead = [say_arranged(each, names, desk.today) for each in desk.case.arranged if each.on >= desk.today]
    return {"ahead": ahead, "days_off": say_days_off(desk.today)}


ARRANGE = FormPage(
    "supervision/arrange.html",
    _arrange_form,
    lambda form, sending: actions.arrange(request=form.request(), **sending),
    _ahead,
)


@needs(Power.RECORD_SUPERVISION)
def outcome(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """What became of one arranged meeting: three answers and one button."""
    desk = open_desk(request, crn, what="form: outcome of a meeting")
    about = _about_meeting(desk, thread)

    def record(form: OutcomeForm, sending: Sending) -> SentForm:
        return actions.record_outcome(thread=thread, outcome=form.coded("outcome", Outcome), **sending)

    page = FormPage("supervision/outcome.html", _plain(OutcomeForm), record, lambda _desk: about)
    return answer(request, desk, page, {})


def _plain(form: type[RecordingForm]) -> Any:
    """How a form is made that needs to know the day alone."""
    return lambda desk, data, initial: form(data, initial=initial, today=desk.today)


def _about_meeting(desk: Desk, thread: str) -> dict[str, Any]:
    """The meeting in words, or why it has no outcome to record. Raises `Http404` where there never was such a one."""
    more = address_of_contact(desk.person.crn, thread)
    names = dict(colleagues(desk.user, desk.case))
    found = next((each for each in desk.case.arranged if each.thread == thread), None)
    if found is not None and found.on <= desk.today:
        return {"what": say_arranged(found, names, desk.today), "more": more, "why_not": "", "entry": ""}
    if found is not None:
        when = say_when(found.on, found.at_time, desk.today)
        why = f"It is arranged for {when}, which has not come yet. What becomes of it is recorded on that day or after."
        number = found.number
    else:
        hidden = hidden_numbers(desk.stream)
        told = [
            fact
            for fact in desk.stream
            if fact.thread == thread and isinstance(fact, MEETINGS) and fact.number not in hidden
        ]
        if not told:
            raise Http404
        words, number = words_of(told[-1], names_in(told)), told[-1].number
        is_settled = thread in desk.case.settled_threads
        why = f"It has an outcome already. {words.title}. {words.recorded}." if is_settled else NOT_ARRANGED
    entry = reverse("withdraw", args=[desk.person.crn, number])
    return {"what": "This meeting", "more": more, "why_not": why, "entry": entry}


# --- the record itself ------------------------------------------------------------------------------------------


@needs(Power.RECORD_SUPERVISION)
def withdraw(request: HttpRequest, crn: str, number: int) -> HttpResponse:
    """An entry is withdrawn, or what was withdrawn is restored: the entry in words, and why."""
    desk = open_desk(request, crn, what="form: withdraw an entry")
    fact = fact_of_number(desk, number)
    if number in hidden_numbers(desk.stream) | closed_to(desk.user.viewer, desk.person, desk.stream):
        raise Http404
    is_restoring = isinstance(fact, Withdrawn)

    def make(of: Desk, data: Any, initial: Any) -> WithdrawForm:
        return WithdrawForm(data, initial=initial, today=of.today, is_restoring=is_restoring)

    def record(form: WithdrawForm, sending: Sending) -> SentForm:
        return record_actions.withdraw(number=number, reason=form.cleaned_data["reason"], **sending)

    page = FormPage("supervision/withdraw.html", make, record, lambda of: _about_entry(of, number))
    return answer(request, desk, page, {})


def _about_entry(desk: Desk, number: int) -> dict[str, Any]:
    """The entry in words; who withdrew it, where it is withdrawn already; and why it cannot be, where it cannot."""
    fact = desk.stream[number - 1]
    mark = withdrawal_of(desk.stream, number)
    names = names_in([fact, *([mark] if mark else [])])
    words = words_of(fact, names)
    is_restoring = isinstance(fact, Withdrawn)
    return {
        "entry": words,
        "title": say_withdrawal(fact, desk.stream) if isinstance(fact, Withdrawn) else words.title,
        "is_restoring": is_restoring,
        "withdrawn": words_of(mark, names).recorded.replace("Recorded", "Restored" if is_restoring else "Withdrawn")
        if mark
        else "",
        "why_withdrawn": (mark.reason or "") if mark else "",
        "restore": reverse("withdraw", args=[desk.person.crn, mark.number]) if mark and not is_restoring else "",
        "why_not": "" if mark else _why_not(desk, fact),
    }


def _why_not(desk: Desk, fact: Fact) -> str:
    """Why this user may not withdraw the entry; empty where they may."""
    may_oversee = may(desk.user.viewer, Power.RECORD_OVERSIGHT)
    try:
        decide_withdrawal(fact, desk.stream, reason="asked", may_oversee=may_oversee, today=desk.today)
    except NotRecorded as refusal:
        return str(refusal)
    return ""


# --- safety and oversight ---------------------------------------------------------------------------------------


@needs(Power.RECORD_SUPERVISION)
def safety(request: HttpRequest, crn: str) -> HttpResponse:
    """What staff must know before they meet the person."""
    return answer(request, open_desk(request, crn, what="form: safety warning"), SAFETY, {})


def _record_safety(form: SafetyForm, sending: Sending) -> SentForm:
    said = form.cleaned_data
    return actions.record_safety(
        warning=said["warning"], safe_way=said["safe_way"], in_pairs=form.coded("in_pairs", YesNo), **sending
    )


SAFETY = FormPage("supervision/safety.html", _plain(SafetyForm), _record_safety)


@needs(Power.RECORD_OVERSIGHT)
def record_oversight(request: HttpRequest, crn: str) -> HttpResponse:
    """A manager's judgement on a case."""
    desk = open_desk(request, crn, what="form: oversight")
    return answer(request, desk, OVERSIGHT, {"on": say_day(desk.today)})


def _record_oversight(form: OversightForm, sending: Sending) -> SentForm:
    said = form.cleaned_data
    return oversight_actions.record_oversight(on=said["on"], judgement=said["judgement"], **sending)


OVERSIGHT = FormPage("supervision/oversight.html", _plain(OversightForm), _record_oversight)


# --- after a form -----------------------------------------------------------------------------------------------


@needs(Power.RECORD_SUPERVISION)
def recorded(request: HttpRequest, crn: str, token: str) -> HttpResponse:
    """What a form did: what it recorded, settles and opens; and for ten minutes, Undo."""
    return _told(request, open_desk(request, crn, what="page after recording"), token)


@needs(Power.RECORD_SUPERVISION)
def undo(request: HttpRequest, crn: str, token: str) -> HttpResponse:
    """Take back everything that one form recorded."""
    if request.method != "POST":
        return SeeOther(reverse("recorded", args=[crn, token]))
    desk = open_desk(request, crn, what="undo")
    if sent_form(desk.person, token) is None:
        raise Http404
    try:
        record_actions.undo(person=desk.person.crn, token=token, by=desk.user, at=now())
    except (record_actions.NotUndone, NotRecorded) as refusal:
        return _told(request, desk, token, not_undone=str(refusal), status=409)
    return SeeOther(reverse("recorded", args=[crn, token]))


def _told(request: HttpRequest, desk: Desk, token: str, *, not_undone: str = "", status: int = 200) -> HttpResponse:
    sent = sent_form(desk.person, token)
    if sent is None:
        raise Http404
    hidden = hidden_numbers(desk.stream) | closed_to(desk.user.viewer, desk.person, desk.stream)
    facts = [desk.stream[number - 1] for number in sent.numbers if number not in hidden]
    names = names_in(facts)
    is_undone = set(sent.numbers) <= withdrawn_numbers(desk.stream)
    staff = dict(colleagues(desk.user, desk.case))
    ahead = [say_arranged(each, staff, desk.today) for each in desk.case.arranged if each.on >= desk.today]
    context = {
        "who": who_of(desk.person),
        "may_oversee": may(desk.user.viewer, Power.RECORD_OVERSIGHT),
        "sent": f"by {sent.user.name} on {say_moment(sent.at)}",
        "entries": [entry_of(fact, desk.stream, names, desk.person.crn) for fact in facts],
        "settled": settled_by(
            sent.numbers, duties_as_kept(desk.person), desk.case.rosh_level, desk.person.crn, desk.today
        ),
        "ahead": ahead,
        "is_undone": is_undone,
        "may_undo": not is_undone
        and sent.user_id == desk.user.pk
        and abs(now() - sent.at) <= record_actions.UNDO_WITHIN,
        "token": token,
        "is_again": "again" in request.GET,
        "not_undone": not_undone,
    }
    return render(request, "supervision/recorded.html", context, status=status)
