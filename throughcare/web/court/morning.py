"""A whole morning's list on one screen: what became of each hearing, with one button, each recorded by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions.access import log_reads
from throughcare.actions.hearings import record_hearing
from throughcare.actions.moved_entries import thread_of
from throughcare.actions.record import NotUndone, undo
from throughcare.facts.court import Disposal, HearingHeld, HearingResult
from throughcare.facts.stream import StreamMoved
from throughcare.records.models import Court, Hearing, Person, SentForm, User
from throughcare.records.queries.day_lists import (
    court_with_a_list,
    courts_of,
    hearing_with,
    hearings_on,
    named_of,
    results_of,
)
from throughcare.records.queries.supervision import forms_of_page
from throughcare.rules.access import Power
from throughcare.rules.case.values import known_value
from throughcare.rules.days_as_typed import day_as_typed
from throughcare.rules.refusals import NotRecorded
from throughcare.web.clock import now, today
from throughcare.web.court.pages import became_words, name_of, room_words
from throughcare.web.design.answers import SeeOther
from throughcare.web.design.fields import choices_of
from throughcare.web.door import needs
from throughcare.web.people.opening import user_of
from throughcare.web.sign_in import kept
from throughcare.web.supervision.form_page import NOT_OURS, OF_ANOTHER
from throughcare.web.supervision.marks import FIELD, Mark, new_mark, read_mark

MOVED = "Somebody recorded on this person while you typed: look it over, then press the button again."
NOTHING_CHOSEN = "Say of at least one hearing what became of it."
GONE = "This hearing is not on your list any more, or it was said to be somebody else: nothing was recorded for it."


@dataclass(frozen=True, slots=True)
class Row:
    """One hearing: who is listed, what is chosen, and what is wrong; `done` says what is on the record already."""

    name: str
    when: str
    address: str
    field: str
    result: str
    disposal: str
    fault: str
    done: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one form did: of whom, what became of the hearing, and where it is taken back (blank: it was already)."""

    name: str
    what: str
    undo: str


@dataclass(slots=True)
class Told:
    """What one sending did: what was recorded, and what was not, by the hearing's number; what was chosen there."""

    recorded: list[SentForm] = field(default_factory=list)
    faults: dict[int, str] = field(default_factory=dict)
    chosen: dict[int, tuple[str, str]] = field(default_factory=dict)
    fault: str = ""
    title: str = ""


@needs(Power.FIND_BY_IDENTITY)
def morning(request: HttpRequest) -> HttpResponse:
    """The hearings of a court and a day whose defendants are known, each to be answered or left."""
    user, on = user_of(request), today()
    courts = {each.code: each for each in courts_of(user.viewer)}
    day = day_as_typed(request.GET.get("on", ""), on) or on
    chosen = courts.get(request.GET.get("court", "")) or court_with_a_list(user.viewer, list(courts.values()), day)
    hearings = hearings_on(user.viewer, chosen.code, day) if chosen else []
    if request.method == "POST":
        return _sent(request, user, chosen, day, hearings)
    typed = kept.take(request)
    mark = read_mark(typed.get(FIELD)) if typed is not None else None
    if typed is not None and mark is not None and mark.user == user.pk:
        return _page(request, user, chosen, day, hearings, Told(chosen=_chosen(mark, typed)), is_kept=True)
    token = request.GET.get("sent", "")
    told = Told(forms_of_page(user, token) if token.isalnum() else [])
    return _page(request, user, chosen, day, hearings, told)


@needs(Power.FIND_BY_IDENTITY)
def undo_hearing(request: HttpRequest, token: str) -> HttpResponse:
    """Take back what one row of a morning recorded, of a hearing that this user sees; the others stay as they are."""
    user = user_of(request)
    sent = SentForm.objects.filter(user=user, token=token).select_related("person").first()
    found = hearing_with(user.viewer, _number_in(sent.what) or 0) if sent else None
    if sent is None or found is None or sent.person_id not in named_of(user.viewer, [sent.person_id]):
        raise Http404
    page = token.rpartition("-")[0]
    address = f"{reverse('morning')}?court={found.court_id}&on={found.listed_on}&sent={page}"
    if request.method != "POST":
        return SeeOther(address)
    try:
        undo(person=sent.person.crn, token=token, by=user, at=now())
    except (NotUndone, NotRecorded) as refusal:
        hearings = hearings_on(user.viewer, found.court_id, found.listed_on)
        told = Told(forms_of_page(user, page), fault=str(refusal), title="It was not undone")
        return _page(request, user, found.court, found.listed_on, hearings, told)
    return SeeOther(address)


def _chosen(mark: Mark, typed: Mapping[str, Any]) -> dict[int, tuple[str, str]]:
    """What was chosen for each hearing that was not left as it was."""
    found = {}
    for number, (_, thread, _) in enumerate(mark.rows):
        said = str(typed.get(f"result-{number}", "")), str(typed.get(f"disposal-{number}", ""))
        if any(said):
            found[int(thread.removeprefix("hearing:"))] = said
    return found


def _sent(
    request: HttpRequest, user: User, court: Court | None, day: date, hearings: Sequence[Hearing]
) -> HttpResponse:
    mark = read_mark(request.POST.get(FIELD))
    if mark is None or mark.user != user.pk:
        fault = NOT_OURS if mark is None else OF_ANOTHER
        return _page(request, user, court, day, hearings, Told(fault=fault))
    chosen = _chosen(mark, request.POST)
    if not chosen:
        return _page(request, user, court, day, hearings, Told(fault=NOTHING_CHOSEN))
    told = _record(mark, chosen, user, {each.pk: each for each in hearings})
    if told.faults or told.fault:
        return _page(request, user, court, day, hearings, told)
    return SeeOther(f"{reverse('morning')}?court={court.code if court else ''}&on={day}&sent={mark.token}")


def _record(mark: Mark, chosen: Mapping[int, tuple[str, str]], user: User, hearings: Mapping[int, Hearing]) -> Told:
    """Each answered row in a transaction of its own: what is refused in one leaves the others as they are."""
    told, at = Told(), now()
    sent = {form.token: form for form in forms_of_page(user, mark.token)}
    people = {each.pk: each.crn for each in Person.objects.filter(crn__in={crn for crn, _, _ in mark.rows})}
    seen = {crn: facts for crn, _, facts in mark.rows}
    for number, (crn, thread, _) in enumerate(mark.rows):
        pk, token = int(thread.removeprefix("hearing:")), mark.token_of_row(number)
        if pk not in chosen:
            continue
        hearing = hearings.get(pk)
        if token in sent:
            told.recorded.append(sent[token])
            seen[crn] = max(seen[crn], *sent[token].numbers)
        elif hearing is None or people.get(hearing.person_id or 0) != crn:
            told.fault = GONE
        else:
            _record_row(told, hearing, chosen[pk], user, at, token, seen, crn)
    return told


def _record_row(
    told: Told,
    hearing: Hearing,
    said: tuple[str, str],
    user: User,
    at: Any,
    token: str,
    seen: dict[str, int],
    crn: str,
) -> None:
    result, disposal = known_value(HearingResult, said[0]), known_value(Disposal, said[1])
    try:
        form = record_hearing(
            hearing=hearing, result=result, disposal=disposal, by=user, at=at, token=token, expected=seen[crn]
        )
    except NotRecorded as refusal:
        told.faults[hearing.pk] = str(refusal)
    except StreamMoved:
        told.faults[hearing.pk] = MOVED
    else:
        seen[crn] = max(form.numbers)
        told.recorded.append(form)
        return
    told.chosen[hearing.pk] = said


# --- the page ----------------------------------------------------------------------------------------------------


def _page(
    request: HttpRequest,
    user: User,
    court: Court | None,
    day: date,
    hearings: Sequence[Hearing],
    told: Told,
    *,
    is_kept: bool = False,
) -> HttpResponse:
    named = named_of(user.viewer, {each.person_id for each in hearings if each.person_id is not None})
    shown = [each for each in hearings if each.person_id in named]
    by_number = {each.pk: each for each in shown}
    log_reads(sorted(named), by=user, what="outcomes of hearings", why="told who is listed at their court", at=now())
    facts = dict(Person.objects.filter(pk__in=named).values_list("pk", "facts"))
    marked = [(named[each.person_id or 0].crn, thread_of(each), facts[each.person_id or 0]) for each in shown]
    held = results_of(named)
    rows = [_row(each, number, told, became_words(held.get(thread_of(each)))) for number, each in enumerate(shown)]
    recorded = [_recorded(form, by_number, held) for form in told.recorded if _is_of(form, by_number)]
    is_gone = any(number not in by_number for number in told.faults)
    context = {
        "court": court,
        "day": day,
        "rows": rows,
        "mark": new_mark(user.pk, rows=tuple(marked)).signed,
        "mark_field": FIELD,
        "results": [("", "Leave for now"), *choices_of(HearingResult)],
        "disposals": [("", "Which sentence?"), *choices_of(Disposal)],
        "recorded": recorded,
        "stands": sum(bool(each.undo) for each in recorded),
        "title": told.title or ("Not everything was recorded" if recorded else "Nothing was recorded"),
        "errors": [{"text": text} for text in dict.fromkeys((told.fault, GONE if is_gone else "")) if text]
        + [{"text": f"{row.name}: {row.fault}", "href": f"#{row.field}"} for row in rows if row.fault],
        "unknown": len(hearings) - len(shown),
        "is_kept": is_kept,
        "back": f"{reverse('court')}?court={court.code if court else ''}&on={day}",
    }
    return render(request, "court/morning.html", context)


def _number_in(what: str) -> int | None:
    """The number of the hearing that a form was about, as `actions.hearings` wrote it down; None of any other form."""
    begin, _, _ = what.partition(":")
    number = begin.removeprefix("hearing ")
    return int(number) if begin != number and number.isdecimal() else None


def _is_of(form: SentForm, hearings: Mapping[int, Hearing]) -> bool:
    """Whether a form is about a hearing of the page, and still about whom that is: with a match that was undone, what
    it had recorded has moved.
    """
    hearing = hearings.get(_number_in(form.what) or 0)
    return hearing is not None and hearing.person_id == form.person_id


def _recorded(form: SentForm, hearings: Mapping[int, Hearing], held: Mapping[str, HearingHeld]) -> Recorded:
    hearing = hearings[_number_in(form.what) or 0]
    stands = held.get(thread_of(hearing))
    is_there = stands is not None and stands.number in form.numbers
    _, _, became = form.what.partition(": ")
    return Recorded(name_of(hearing), became, reverse("undo_hearing", args=[form.token]) if is_there else "")


def _row(hearing: Hearing, number: int, told: Told, done: str) -> Row:
    result, disposal = told.chosen.get(hearing.pk, ("", ""))
    when = ", ".join(part for part in (hearing.at_time, room_words(hearing.room) if hearing.room else "") if part)
    return Row(
        name_of(hearing),
        when,
        reverse("hearing", args=[hearing.pk]),
        f"result-{number}",
        result,
        disposal,
        told.faults.get(hearing.pk, ""),
        done,
    )
