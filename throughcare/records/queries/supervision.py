"""What the forms of supervision read: the case as it stands, who may be chosen, and what a form that was sent did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from throughcare.facts import Fact
from throughcare.facts.record import Withdrawn
from throughcare.facts.stream import hidden_numbers, in_order, standing
from throughcare.facts.supervision import Meeting
from throughcare.records.models import ObligationRow, Person, SentForm, Staff, User
from throughcare.records.queries.cases import cases_visible_to
from throughcare.records.queries.duties import obligation_of
from throughcare.records.queries.person import name_in_sentence
from throughcare.records.streams import stream_of
from throughcare.rules.access import Viewer
from throughcare.rules.case import CaseState, case_of
from throughcare.rules.case.values import known_value
from throughcare.standards.obligations import Obligation

MEETINGS_AT_MOST = 100
"""So many meetings stand on one page for a morning's outcomes: more is not a morning. The number is ours."""


def case_from(stream: Sequence[Fact]) -> CaseState:
    """The case as the stream has it, arranged meetings ahead too."""
    return case_of(in_order(standing(stream, as_of=date.max)))


def facts_of(person: Person) -> tuple[Fact, ...]:
    """All facts of a person, withdrawn ones too."""
    return stream_of(person)


def duties_as_kept(person: Person) -> list[Obligation]:
    """Every duty of a person, met or not, with the days that lie ahead: a meeting arranged for next week meets one."""
    rows = ObligationRow.objects.filter(person=person).order_by("due", "standard", "opened_by")
    return [obligation_of(row, person.crn, date.max) for row in rows]


def recorded_since(stream: Sequence[Fact], number: int) -> list[Fact]:
    """What was recorded after a fact, but for what is about somebody else or erased."""
    hidden = hidden_numbers(stream)
    return [fact for fact in stream[number:] if fact.number not in hidden]


def withdrawal_of(stream: Sequence[Fact], number: int) -> Withdrawn | None:
    """The withdrawal that takes a fact away now; None where it stands."""
    marks = [fact for fact in stream if isinstance(fact, Withdrawn)]
    taken_back: set[int] = set()
    for mark in reversed(marks):
        if mark.number in taken_back:
            continue
        if mark.target == number:
            return mark
        taken_back.add(mark.target)
    return None


# --- forms that were sent ---------------------------------------------------------------------------------------


def sent_form(person: Person, token: str) -> SentForm | None:
    """The form with this token that recorded something on this person, with who sent it."""
    return SentForm.objects.select_related("user").filter(person=person, token=token).first()


def forms_of_page(user: User, token: str) -> list[SentForm]:
    """What this user recorded from one page of several rows: their tokens begin with that of the page."""
    found = SentForm.objects.select_related("person").filter(user=user, token__startswith=f"{token}-")
    return list(found.order_by("pk"))


# --- who may be chosen ------------------------------------------------------------------------------------------


def colleagues(user: User, case: CaseState) -> list[tuple[str, str]]:
    """Code and name of those with whom a contact may have been: the user, the holder, their teams, and whoever is
    named in what is arranged; the user first, then by name.
    """
    holder = case.holder
    named = {user.code} | {each.officer for each in case.arranged if each.officer}
    teams: set[tuple[str | None, str | None]] = {(user.organisation, user.team)}
    if holder is not None:
        named |= {holder.officer} if holder.officer else set()
        teams.add((holder.provider, holder.team))
    wanted = Q(code__in=named)
    for organisation, team in teams:
        if organisation and team:
            wanted |= Q(organisation=organisation, team=team)
    found = dict.fromkeys(named, "") | dict(Staff.objects.filter(wanted).values_list("code", "name"))
    found[user.code] = user.name
    pairs = [(code, name or code) for code, name in found.items()]
    return sorted(pairs, key=lambda pair: (pair[0] != user.code, pair[1].casefold(), pair[0]))


# --- a morning's meetings ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WaitingMeeting:
    """One meeting of the user's own case that waits for its outcome, and how far that person's stream has come."""

    person: int
    crn: str
    name: str
    facts: int
    thread: str
    on: date
    at_time: str
    meeting: Meeting | None


def meetings_waiting(viewer: Viewer, until: date) -> list[WaitingMeeting]:
    """The meetings of the user's own cases up to a day that have no outcome yet, by day and time."""
    cases = cases_visible_to(viewer).filter(officer=viewer.code).exclude(arranged=[]).select_related("person")
    found = [
        _waiting(case.person, arranged)
        for case in cases
        for arranged in case.arranged
        if arranged["thread"] and date.fromisoformat(arranged["on"]) <= until
    ]
    return sorted(found, key=lambda each: (each.on, each.at_time, each.name, each.thread))


def _waiting(person: Person, arranged: dict[str, Any]) -> WaitingMeeting:
    return WaitingMeeting(
        person=person.pk,
        crn=person.crn,
        name=name_of(person),
        facts=person.facts,
        thread=arranged["thread"],
        on=date.fromisoformat(arranged["on"]),
        at_time=arranged["at_time"] or "",
        meeting=known_value(Meeting, arranged["meeting"]),
    )


def name_of(person: Person) -> str:
    """A person's name within a sentence."""
    return name_in_sentence(person.given_names, person.family_name, person.crn)
