"""One way for every form that records on a person: shown, sent, sent twice, sent after somebody else, recorded.

The page is made with a signed mark (`marks`). What comes back is recorded once, under the mark's token, by one action;
what is refused comes back with what was typed and why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from throughcare.facts import Fact
from throughcare.facts.stream import StreamMoved
from throughcare.records.models import Person, SentForm, User
from throughcare.records.queries.concerns import closed_to
from throughcare.records.queries.person import names_in
from throughcare.records.queries.supervision import case_from, facts_of, recorded_since, sent_form
from throughcare.rules.access import MayNot
from throughcare.rules.case import CaseState
from throughcare.rules.refusals import NotRecorded
from throughcare.web.clock import now, today
from throughcare.web.design.answers import SeeOther
from throughcare.web.people.opening import open_to_record, user_of
from throughcare.web.sign_in import kept
from throughcare.web.supervision.forms import RecordingForm
from throughcare.web.supervision.marks import FIELD, Mark, new_mark, read_mark
from throughcare.web.supervision.pages import care_for, say_moved, who_of

NOT_OURS = "This page was changed on its way, so nothing was recorded. Look at what you typed, then press Record again."
OF_ANOTHER = "Somebody else had begun this form before you signed in. Nothing was recorded, and it is empty again."

AGAIN = "again=yes"
"""What the address of the page after a form ends on where nothing was recorded, because it was on the record."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A person whose record was opened to record on: who records, on which day, and how the case stands."""

    user: User
    person: Person
    stream: tuple[Fact, ...]
    case: CaseState
    today: date


class Sending(TypedDict):
    """What every action takes beside what was typed."""

    person: str
    by: User
    at: datetime
    token: str
    expected: int | None


def open_desk(request: HttpRequest, crn: str, *, what: str) -> Desk:
    """The person of this number, to record on. What was typed is kept where a reason has to be stated first."""
    try:
        person = open_to_record(request, crn, what=what).person
    except MayNot as refusal:
        if refusal.needs_reason and request.method == "POST":
            kept.keep(request)
        raise
    stream = facts_of(person)
    return Desk(user_of(request), person, stream, case_from(stream), today())


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form as a page: its template, how it is made (of a desk, of what was sent or None, and of what it holds at
    first or None), the action that records it, and what the template shows beside it.
    """

    template: str
    make: Callable[[Desk, Any, Any], RecordingForm]
    record: Callable[[Any, Sending], SentForm]
    shown: Callable[[Desk], dict[str, Any]] = lambda _desk: {}
    judge: Callable[[Any, Desk], object] = lambda _form, _desk: None
    """Asks the rules of a form that cannot be recorded as it is, so that all that is wrong with it is told at once."""
    after: Callable[[SentForm], str] = lambda sent: reverse("recorded", args=[sent.person.crn, sent.token])
    """The address of the page that tells what the form did."""


def answer(request: HttpRequest, desk: Desk, page: FormPage, at_first: dict[str, Any]) -> HttpResponse:
    """The form, or what became of it. `at_first` is what it holds when nothing was typed yet."""
    if request.method != "POST":
        return _at_first(request, desk, page, at_first)
    mark = read_mark(request.POST.get(FIELD))
    if mark is not None and mark.user != desk.user.pk:
        form = page.make(desk, None, at_first)
        form.blame([("", OF_ANOTHER)])
        return _shown(request, desk, page, form, _mark_of(desk))
    form = page.make(desk, request.POST, at_first)
    if mark is None or mark.crn != desk.person.crn:
        form.blame([("", NOT_OURS)])
        return _shown(request, desk, page, form, _mark_of(desk))
    if sent := sent_form(desk.person, mark.token):
        return to_recorded(sent, page)
    if form.is_valid():
        try:
            sent = page.record(form, sending(desk, mark))
            return to_recorded(sent, page, is_again=sent.token != mark.token)
        except NotRecorded as refusal:
            form.blame((fault.field, fault.sentence) for fault in refusal.faults)
        except StreamMoved:
            return _moved(request, desk, page, mark)
    else:
        _judge_the_rest(page, form, desk)
    return _shown(request, desk, page, form, mark)


def _judge_the_rest(page: FormPage, form: RecordingForm, desk: Desk) -> None:
    """What the rules find wrong with the fields that the form found nothing wrong with."""
    try:
        page.judge(form, desk)
    except NotRecorded as refusal:
        wrong = set(form.errors)
        form.blame(
            (fault.field, fault.sentence)
            for fault in refusal.faults
            if form.names.get(fault.field, fault.field) not in wrong
        )


def sending(desk: Desk, mark: Mark) -> Sending:
    """What the action takes from the page: whom, by whom, now, once, and after what had been seen."""
    return Sending(person=desk.person.crn, by=desk.user, at=now(), token=mark.token, expected=mark.seen)


def to_recorded(sent: SentForm, page: FormPage, *, is_again: bool = False) -> HttpResponse:
    """To the page that tells what a form did; `is_again`: another form had recorded the very same before."""
    address = page.after(sent)
    return SeeOther(f"{address}{'&' if '?' in address else '?'}{AGAIN}" if is_again else address)


def moved_words(desk: Desk, stream: Sequence[Fact], seen: int) -> str:
    """What was recorded since `seen`, in words for whoever was typing."""
    closed = closed_to(desk.user.viewer, desk.person, stream)
    since = [fact for fact in recorded_since(stream, seen) if fact.number not in closed]
    return say_moved(desk.person, since, names_in(since), desk.user)


def _moved(request: HttpRequest, desk: Desk, page: FormPage, mark: Mark) -> HttpResponse:
    """Somebody else was first: what they recorded, and what was typed for another look, on the case as it is now."""
    stream = facts_of(desk.person)
    fresh = Desk(desk.user, desk.person, stream, case_from(stream), desk.today)
    form = page.make(fresh, request.POST, None)
    form.blame([("", moved_words(desk, stream, mark.seen))])
    return _shown(request, fresh, page, form, mark.seen_now(len(stream)), has_moved=True)


def _at_first(request: HttpRequest, desk: Desk, page: FormPage, at_first: dict[str, Any]) -> HttpResponse:
    """The empty form; or what was typed before the sign-in ran out, with the mark that it had then."""
    typed = kept.take(request)
    mark = read_mark(typed.get(FIELD)) if typed is not None else None
    if typed is None or mark is None or mark.user != desk.user.pk or mark.crn != desk.person.crn:
        return _shown(request, desk, page, page.make(desk, None, at_first), _mark_of(desk))
    if sent := sent_form(desk.person, mark.token):
        return to_recorded(sent, page)
    form = page.make(desk, None, None)
    form.initial = typed_values(form, typed)
    return _shown(request, desk, page, form, mark, is_kept=True)


def typed_values(form: forms.Form, typed: QueryDict) -> dict[str, Any]:
    """What was typed, as a form holds it at first: shown, and not judged yet."""
    several = forms.MultipleChoiceField
    return {
        name: typed.getlist(name) if isinstance(field, several) else typed.get(name, "")
        for name, field in form.fields.items()
    }


def _mark_of(desk: Desk) -> Mark:
    return new_mark(desk.user.pk, crn=desk.person.crn, seen=len(desk.stream))


def _shown(
    request: HttpRequest, desk: Desk, page: FormPage, form: RecordingForm, mark: Mark, **told: Any
) -> HttpResponse:
    context = {
        "form": form,
        "mark": mark.signed,
        "mark_field": FIELD,
        "who": who_of(desk.person),
        "safety": care_for(desk.case),
        "today": desk.today,
        "is_kept": False,
        "has_moved": False,
    }
    return render(request, page.template, context | page.shown(desk) | told)


def fact_of_number(desk: Desk, number: int) -> Fact:
    """A fact of this record by its number. Raises `Http404` where there is none."""
    if not 0 < number <= len(desk.stream):
        raise Http404
    return desk.stream[number - 1]
