"""A morning's outcomes: every meeting of the user's own cases that waits for one, on one page with one button."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions.access import log_reads
from throughcare.actions.supervision import record_outcome
from throughcare.facts.stream import StreamMoved
from throughcare.facts.supervision import Outcome
from throughcare.facts.words import say_day
from throughcare.records.models import Person, SentForm, User
from throughcare.records.queries.concerns import closed_to
from throughcare.records.queries.people import still_visible
from throughcare.records.queries.person import names_in, person_with
from throughcare.records.queries.supervision import (
    MEETINGS_AT_MOST,
    WaitingMeeting,
    facts_of,
    forms_of_page,
    meetings_waiting,
    name_of,
    recorded_since,
)
from throughcare.rules.access import Power
from throughcare.rules.case.values import known_value
from throughcare.rules.days_as_typed import day_as_typed
from throughcare.rules.refusals import NotRecorded
from throughcare.web.clock import now, today
from throughcare.web.design.answers import SeeOther
from throughcare.web.door import needs
from throughcare.web.people.opening import user_of
from throughcare.web.sign_in import kept
from throughcare.web.supervision.form_page import NOT_OURS, OF_ANOTHER
from throughcare.web.supervision.forms import row_choices
from throughcare.web.supervision.marks import FIELD, Mark, new_mark, read_mark
from throughcare.web.supervision.pages import Day, Line, Row, row_of, say_moved

GONE = "This meeting does not wait for an outcome in your cases any more, so nothing was recorded for it."
NOTHING_CHOSEN = "Say of at least one meeting what became of it."
KEPT_BACK = "Somebody whose record is not open to you now"
"""Who a line is about, where a limit or another holder came since the page was made: no name, no number, no link."""

Key = tuple[str, str]
"""A meeting by its person's number and its thread."""


@dataclass(slots=True)
class Told:
    """What one sending did, row by row: what was recorded; what was not, and why; and what was chosen there."""

    recorded: list[SentForm] = field(default_factory=list)
    faults: dict[Key, str] = field(default_factory=dict)
    chosen: dict[Key, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    """The numbers of those whose meetings do not wait any more."""


@needs(Power.RECORD_SUPERVISION)
def bulk_outcomes(request: HttpRequest) -> HttpResponse:
    """The meetings up to a day that have no outcome; each answered or left, each recorded by itself."""
    user, on = user_of(request), today()
    if request.method == "POST":
        return _sent(request, user, on)
    typed = kept.take(request)
    mark = read_mark(typed.get(FIELD)) if typed is not None else None
    if typed is not None and mark is not None and mark.user == user.pk:
        return _page(request, user, on, Told(chosen=_chosen(mark, typed)), is_kept=True)
    sent = request.GET.get("sent", "")
    told = Told(forms_of_page(user, sent) if sent.isalnum() else [])
    return _page(request, user, on, told)


def _sent(request: HttpRequest, user: User, on: date) -> HttpResponse:
    mark = read_mark(request.POST.get(FIELD))
    if mark is None:
        return _page(request, user, on, Told(), fault=NOT_OURS)
    if mark.user != user.pk:
        return _page(request, user, on, Told(), fault=OF_ANOTHER)
    chosen = _chosen(mark, request.POST)
    if not chosen:
        return _page(request, user, on, Told(), fault=NOTHING_CHOSEN)
    told = _record(mark, chosen, user, now())
    if told.faults or told.gone:
        return _page(request, user, on, told)
    return SeeOther(f"{reverse('bulk_outcomes')}?sent={mark.token}")


def _chosen(mark: Mark, typed: Mapping[str, Any]) -> dict[Key, str]:
    """What was chosen in each row that was not left blank."""
    said = {(crn, thread): str(typed.get(f"outcome-{n}", "")) for n, (crn, thread, _) in enumerate(mark.rows)}
    return {key: value for key, value in said.items() if value}


def _record(mark: Mark, chosen: Mapping[Key, str], user: User, at: datetime) -> Told:
    """Each answered row in a transaction of its own: what is refused in one leaves the others as they are."""
    told = Told()
    waiting = {(each.crn, each.thread): each for each in meetings_waiting(user.viewer, date.max)}
    sent = {form.token: form for form in forms_of_page(user, mark.token)}
    seen = {crn: facts for crn, _, facts in mark.rows}
    for number, (crn, thread, _) in enumerate(mark.rows):
        key, token = (crn, thread), mark.token_of_row(number)
        if key not in chosen:
            continue
        if token in sent:
            seen[crn] = max(seen[crn], *sent[token].numbers)
            told.recorded.append(sent[token])
        elif key not in waiting:
            told.gone.append(crn)
        else:
            _record_row(told, waiting[key], chosen[key], seen, user, at, token)
    return told


def _record_row(
    told: Told, row: WaitingMeeting, chosen: str, seen: dict[str, int], user: User, at: datetime, token: str
) -> None:
    outcome = known_value(Outcome, chosen)
    try:
        form = record_outcome(
            person=row.crn, thread=row.thread, outcome=outcome, by=user, at=at, token=token, expected=seen[row.crn]
        )
    except NotRecorded as refusal:
        told.faults[row.crn, row.thread] = str(refusal)
    except StreamMoved:
        told.faults[row.crn, row.thread] = _moved(row, seen[row.crn], user)
    else:
        seen[row.crn] = max(form.numbers)
        told.recorded.append(form)
        return
    told.chosen[row.crn, row.thread] = chosen


def _moved(row: WaitingMeeting, seen: int, user: User) -> str:
    person = person_with(row.crn)
    assert person is not None
    stream = facts_of(person)
    closed = closed_to(user.viewer, person, stream)
    since = [fact for fact in recorded_since(stream, seen) if fact.number not in closed]
    return say_moved(person, since, names_in(since), user)


def _lines(told: Told, user: User, shown: Iterable[int]) -> tuple[list[Line], list[Line]]:
    """What was recorded and what was gone, in lines that name whom the user may see now; each of them is logged."""
    gone = [person for crn in told.gone if (person := person_with(crn)) is not None]
    named = [form.person for form in told.recorded] + gone
    seen = still_visible(user.viewer, (person.pk for person in named)) if named else set()
    log_reads(seen - set(shown), by=user, what="outcomes of meetings", why=WHY_TOLD, at=now())

    def line(person: Person, words: str, address: str) -> Line:
        return Line(f"{name_of(person)}: {words}", address) if person.pk in seen else Line(f"{KEPT_BACK}: {words}", "")

    def recorded(form: SentForm) -> Line:
        address = reverse("recorded", args=[form.person.crn, form.token])
        return line(form.person, form.what.partition(": ")[2], address)

    return (
        [recorded(form) for form in told.recorded],
        [line(person, GONE, reverse("person", args=[person.crn])) for person in gone],
    )


WHY_TOLD = "told what became of the outcomes that they sent"


# --- the page ---------------------------------------------------------------------------------------------------


def _page(
    request: HttpRequest, user: User, on: date, told: Told, *, fault: str = "", is_kept: bool = False
) -> HttpResponse:
    wanted = _day_asked(request, on)
    found = meetings_waiting(user.viewer, wanted)
    shown = found[-MEETINGS_AT_MOST:]
    log_reads(
        list({each.person: each.person for each in shown}),
        by=user,
        what="outcomes of meetings",
        why="it is your case",
        at=now(),
    )
    recorded, gone = _lines(told, user, (each.person for each in shown))
    mark = new_mark(user.pk, rows=tuple((each.crn, each.thread, each.facts) for each in shown))
    rows = [
        (each.on, row_of(each, number, told.chosen.get(key, ""), told.faults.get(key, "")))
        for number, each in enumerate(shown)
        for key in [(each.crn, each.thread)]
    ]
    context = {
        "days": _days(rows, on),
        "mark": mark.signed,
        "mark_field": FIELD,
        "choices": row_choices(),
        "recorded": recorded,
        "errors": _errors([row for _, row in rows], gone, fault),
        "is_kept": is_kept,
        "wanted": wanted,
        "today": on,
        "more": len(found) - len(shown),
    }
    return render(request, "supervision/bulk_outcomes.html", context)


def _day_asked(request: HttpRequest, on: date) -> date:
    """The day that the address names, up to today; today where it names none."""
    asked = day_as_typed(request.GET.get("on", ""), on)
    return min(asked, on) if asked else on


def _days(rows: Sequence[tuple[date, Row]], on: date) -> list[Day]:
    """The rows by day: today's first, then those of days that are past, the latest first."""
    by_day = [(day, tuple(row for _, row in group)) for day, group in groupby(rows, key=lambda each: each[0])]
    return [Day("Today" if day == on else say_day(day), found) for day, found in reversed(by_day)]


def _errors(rows: Sequence[Row], gone: Sequence[Line], fault: str) -> list[dict[str, str]]:
    """What the error summary shows: what was not recorded, and why."""
    found = [{"text": fault}] if fault else []
    found += [{"text": line.words, "href": line.address} if line.address else {"text": line.words} for line in gone]
    found += [{"text": f"{row.name}: {row.fault}", "href": f"#{row.field}"} for row in rows if row.fault]
    return found
