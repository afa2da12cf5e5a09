"""The pages of supervision in words: whom a form is about, what must be known before, and what may be chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from throughcare.calendar import bank_holidays, days_between
from throughcare.facts import Fact
from throughcare.facts.checks import CheckResult
from throughcare.facts.record import Withdrawn
from throughcare.facts.supervision import Meeting
from throughcare.facts.words import say_day, say_list
from throughcare.records.models import Person, User
from throughcare.records.queries.person import Names
from throughcare.records.queries.supervision import WaitingMeeting, name_of
from throughcare.rules.access import Power, may
from throughcare.rules.case import REGISTER_OF, ArrangedMeeting, CaseState
from throughcare.rules.safety import safety_card, say_safety_card
from throughcare.rules.tasks import Task
from throughcare.web.people.fact_words import say_moment, short_words
from throughcare.web.supervision.forms import ARRANGED, NO_MEETING

DAYS_OFF_AHEAD = 14
"""The bank holidays of so many days ahead are named beside the day of a meeting. The number is ours."""

TICKED_BY = {
    Task.PLAN: "plan",
    Task.REVIEW: "review",
    Task.TELL_AGENCIES: "agency",
    Task.RECORD_CONCERN: "concern",
    Task.OVERSIGHT: "oversight",
}
"""The box that a task ticks in the contact form."""


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a page is about, in a line above its title."""

    name: str
    crn: str
    line: str
    address: str


def who_of(person: Person) -> Who:
    """A person by name, number and date of birth."""
    born = f"born {say_day(person.born_on)}" if person.born_on else "date of birth not recorded"
    line = f"CRN {person.crn}, {born}"
    return Who(name_of(person), person.crn, line, reverse("person", args=[person.crn]))


@dataclass(frozen=True, slots=True)
class Care:
    """What must be known before a home visit; `has_warning`: colleagues were warned of this person."""

    lines: tuple[str, ...]
    has_warning: bool


def care_for(case: CaseState) -> Care | None:
    """The safety card in words; None where there is none."""
    card = safety_card(case)
    return Care(say_safety_card(card), bool(case.safety)) if card else None


def address_of_contact(crn: str, thread: str) -> str:
    """The contact form for the outcome of one arranged meeting."""
    return f"{reverse('record_contact', args=[crn])}?{urlencode({'thread': thread})}"


# --- meetings ---------------------------------------------------------------------------------------------------


def say_when(on: date, at_time: str | None, today: date) -> str:
    """A day and a time: *today at 10:00*, *29 June 2016*."""
    day = "today" if on == today else say_day(on)
    return f"{day} at {at_time}" if at_time else day


def say_meeting(meeting: Meeting | None) -> str:
    """The kind of a meeting; one of a kind that is not recorded is a meeting all the same."""
    return meeting.label if meeting else "Meeting"


def say_arranged(arranged: ArrangedMeeting, names: Mapping[str, str], today: date) -> str:
    """An arranged meeting in a line: *Appointment arranged for today at 10:00, with Pat Lee*."""
    who = f", with {names.get(arranged.officer, arranged.officer)}" if arranged.officer else ""
    return f"{say_meeting(arranged.meeting)} arranged for {say_when(arranged.on, arranged.at_time, today)}{who}"


def come(case: CaseState, today: date) -> list[ArrangedMeeting]:
    """The arranged meetings whose day has come and which wait for their outcome, the latest first."""
    waiting = [each for each in case.arranged if each.thread and each.on <= today]
    return sorted(waiting, key=lambda each: (each.on, each.at_time or ""), reverse=True)


def arranged_choices(case: CaseState, names: Mapping[str, str], today: date) -> list[tuple[str, str]]:
    """Those meetings, as the first choices of what a contact was."""
    return [(f"{ARRANGED}{each.thread}", say_arranged(each, names, today)) for each in come(case, today)]


def contact_at_first(task: str, thread: str, case: CaseState, user: User, today: date) -> dict[str, Any]:
    """What the contact form holds at first, by the task that led to it and the meeting that was named."""
    known = next((each for each in Task if each == task), None)
    waiting = come(case, today)
    named = next((each for each in waiting if each.thread == thread), None)
    box = TICKED_BY.get(known) if known else None
    ticked = [box] if box and (box != "oversight" or may(user.viewer, Power.RECORD_OVERSIGHT)) else []
    return {
        "met": _met_at_first(known, named, waiting, today) or (NO_MEETING if ticked else ""),
        "on": "" if waiting else say_day(today),
        "officer": user.code,
        "also": ticked,
        "concern": concern_answered(case) if known is Task.RECORD_CONCERN else "",
        "next_meeting": Meeting.OFFICE.value,
    }


def concern_answered(case: CaseState) -> str:
    """The concern of which an agency's answer tells, and which is not on the record; blank where there are two."""
    told = {REGISTER_OF[each.check] for each in case.checks if each.check and each.result is CheckResult.CONCERN}
    missing = told - case.concerns.keys()
    return missing.pop().value if len(missing) == 1 else ""


def _met_at_first(
    task: Task | None, named: ArrangedMeeting | None, waiting: Sequence[ArrangedMeeting], today: date
) -> str:
    """What it most likely was: the meeting that was named, else the only one of today that fits, else by the task.

    Blank for work that can be done at the desk: nobody should have to invent a meeting for it.
    """
    fits = [each for each in waiting if task is not Task.VISIT or each.meeting is Meeting.HOME]
    of_today = [each for each in fits if each.on == today]
    likely = named or (of_today[0] if len(of_today) == 1 else None)
    if likely is None and task in (Task.SEE, Task.VISIT) and len(fits) == 1:
        likely = fits[0]
    if likely is not None:
        return f"{ARRANGED}{likely.thread}"
    if task is Task.VISIT:
        return Meeting.HOME.value
    return Meeting.OFFICE.value if task is Task.SEE and not waiting else ""


def say_days_off(today: date) -> str:
    """The bank holidays of the next fortnight, which are no days for a meeting; empty where there are none."""
    last = date.fromordinal(today.toordinal() + DAYS_OFF_AHEAD)
    found = [
        f"{say_day(day)} ({bank_holidays(day.year)[day]})"
        for day in days_between(today, last)
        if day in bank_holidays(day.year)
    ]
    if not found:
        return ""
    return f"{say_list(found)} {'is a bank holiday' if len(found) == 1 else 'are bank holidays'}."


# --- two at once ------------------------------------------------------------------------------------------------


def say_moved(person: Person, since: Sequence[Fact], names: Names, user: User) -> str:
    """What was recorded while somebody typed: what, by whom, and when."""
    told = [_say_recorded(fact, names, user) for fact in since]
    authors = {fact.by.staff if fact.by else None for fact in since}
    name, what = name_of(person), f": {'; '.join(told)}" if told else ""
    who = f"You recorded on {name} in another window" if authors == {user.code} else f"Somebody else recorded on {name}"
    return f"{who} while you were typing{what}. Look at it, then press Record again."


def _say_recorded(fact: Fact, names: Names, user: User) -> str:
    by = ""
    if fact.by is not None and fact.by.staff != user.code:
        by = f", by {names.of_staff(fact.by.staff)}"
    at = f", {say_moment(fact.recorded_at)}" if fact.recorded_at else ""
    title = "an entry withdrawn" if isinstance(fact, Withdrawn) else short_words(fact)
    return f"{title}{by}{at}"


# --- a morning's outcomes ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words that leads somewhere."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One meeting on the page of a morning: the name of its field, what it is, what was chosen, and what is wrong."""

    field: str
    name: str
    crn: str
    what: str
    address: str
    more: str
    chosen: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """The meetings of one day."""

    title: str
    rows: tuple[Row, ...]


def row_of(waiting: WaitingMeeting, number: int, chosen: str = "", fault: str = "") -> Row:
    """The row of one meeting."""
    time = f" at {waiting.at_time}" if waiting.at_time else ""
    return Row(
        field=f"outcome-{number}",
        name=waiting.name,
        crn=waiting.crn,
        what=f"{say_meeting(waiting.meeting).lower()}{time}",
        address=reverse("person", args=[waiting.crn]),
        more=address_of_contact(waiting.crn, waiting.thread),
        chosen=chosen,
        fault=fault,
    )
