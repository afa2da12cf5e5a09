"""Recording other agencies' checks, and the narrow door through which an agency answers one."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction

from throughcare.actions.late_entries import tell_what_came_late
from throughcare.actions.projections import facts_that_stand
from throughcare.actions.record import case_now, record_once
from throughcare.actions.streams import append_to
from throughcare.calendar import london_day
from throughcare.facts import Author, Fact, Officer, Provider
from throughcare.facts.checks import CheckReturned
from throughcare.facts.drafts import Draft
from throughcare.facts.stream import threads_ever
from throughcare.records.models import CheckDoor, Person, SentForm, User
from throughcare.records.queries.cases import held_case
from throughcare.records.streams import stream_of
from throughcare.rules.case import CheckState
from throughcare.rules.checks import (
    Answer,
    CheckAsked,
    check_of,
    decide_acknowledge,
    decide_answer,
    decide_ask,
    decide_chase,
)
from throughcare.rules.refusals import FieldFault, NotRecorded

NO_SUCH_CHECK = "There is no such check any more: it was withdrawn."

OPEN_FOR = timedelta(days=28)
"""For so long an agency can answer through its link. The number is ours."""
WRONG_AT_MOST = 5
"""After so many wrong references the link is closed, and a new one has to be sent. The number is ours."""
REFERENCE_DIGITS = 6

Decided = Callable[[CheckState, date], list[Draft]]


def _about(thread: str, decide: Decided, what: str, sending: dict[str, Any]) -> SentForm:
    """One act on one check."""
    today = london_day(sending["at"])
    return record_once(decide=lambda stream: decide(_check_in(stream, thread), today), what=what, **sending)


def _check_in(stream: Sequence[Fact], thread: str) -> CheckState:
    check = check_of(case_now(stream), thread)
    if check is None:
        raise NotRecorded((FieldFault("", NO_SUCH_CHECK),))
    return check


def ask_check(
    *,
    person: str,
    asked: CheckAsked,
    report: str | None,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """One check is asked, or said not to be needed. Raises `NotRecorded` and `StreamMoved`, as do all that follow."""

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        taken = threads_ever(stream)
        return decide_ask(case_now(stream), asked, report=report, today=london_day(at), taken=taken)

    return record_once(person=person, decide=decide, by=by, at=at, token=token, what="check asked", expected=expected)


def chase_check(*, thread: str, note: str | None, **sending: Any) -> SentForm:
    """The agency is reminded."""
    return _about(thread, lambda check, today: decide_chase(check, note=note, today=today), "check chased", sending)


def take_answer(*, thread: str, answer: Answer, **sending: Any) -> SentForm:
    """Somebody here writes down what the agency said; its link is closed."""

    def decide(check: CheckState, today: date) -> list[Draft]:
        return decide_answer(check, answer, today=today)

    with transaction.atomic():
        sent = _about(thread, decide, "answer of an agency", sending)
        person = Person.objects.get(crn=sending["person"])
        _close(CheckDoor.objects.filter(person=person, thread=thread, closed_at=None), "answered", sending["at"])
    return sent


def acknowledge(*, thread: str, note: str | None, **sending: Any) -> SentForm:
    """Whoever holds the case, as it is held now, read the answer; or a manager of theirs did."""

    def decide(check: CheckState, today: date) -> list[Draft]:
        held = held_case(Person.objects.get(crn=sending["person"]))
        return decide_acknowledge(check, by=sending["by"].viewer, held=held, note=note, today=today)

    return _about(thread, decide, "answer read", sending)


# --- the door ----------------------------------------------------------------------------------------------------


def digest(text: str) -> str:
    """What is kept of a token or of a reference."""
    return sha256(text.encode(errors="replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Keys:
    """What is told once, and kept nowhere: the token of the link, which is sent; the reference, which is spoken."""

    token: str
    reference: str
    until: datetime


def make_door(*, person: Person, thread: str, agency: str, by: User, at: datetime) -> Keys:
    """A link for the agency to answer this check; any earlier one of the check is closed."""
    token = secrets.token_urlsafe(24)
    reference = "".join(secrets.choice("0123456789") for _ in range(REFERENCE_DIGITS))
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        _close(CheckDoor.objects.filter(person=person, thread=thread, closed_at=None), "replaced", at)
        CheckDoor.objects.create(
            person=person,
            thread=thread,
            agency=agency,
            token_digest=digest(token),
            reference_digest=digest(f"{token}:{reference}"),
            made_by=by,
            made_at=at,
            until=at + OPEN_FOR,
        )
    return Keys(token, reference, at + OPEN_FOR)


def _close(doors: Any, because: str, at: datetime) -> None:
    doors.update(closed_at=at, closed_because=because)


class DoorShut(ValueError):
    """The link cannot be used (any more); nothing was taken. Says the same whatever the reason."""


NO_REFERENCE = "Type the reference that was read out to you. If nobody rang you, ring whoever sent the link."
FIFTH_WRONG = (
    "That is not the reference that was given with this link, and it was the last try: the link is closed now, and "
    "nothing was recorded. Keep what you typed, and ring whoever sent the link for a new one."
)
WRONG_REFERENCE = "That is not the reference that was given with this link: ask whoever rang you to read it out again."


def is_open(door: CheckDoor, at: datetime) -> bool:
    """Whether an answer can still be given through a door."""
    return door.closed_at is None and at < door.until


def answer_through_door(*, door: CheckDoor, token: str, reference: str, answer: Answer, at: datetime) -> None:
    """The agency answers. Only an answer that is taken closes the door; a wrong reference is counted.

    Raises `DoorShut`, and `NotRecorded` with every fault.
    """
    fault = try_reference(door, token, reference, at)
    if fault is not None:
        raise NotRecorded((fault,))
    with transaction.atomic():
        person = Person.objects.select_for_update(no_key=True).get(pk=door.person_id)
        held = CheckDoor.objects.select_for_update().get(pk=door.pk)
        if not is_open(held, at):
            raise DoorShut
        today, author = london_day(at), Author(Officer(door.agency), Provider(door.agency))

        def decide(stream: Sequence[Fact]) -> list[Draft]:
            check = _check_in(stream, door.thread)
            if check.asked_of not in (None, door.agency):  # asked anew since, of somebody else
                raise DoorShut
            return decide_answer(check, answer, today=today)

        new = append_to(person, drafts=decide, by=author, at=at)
        tell_what_came_late(person, new, by=None, at=at)
        _close(CheckDoor.objects.filter(pk=door.pk), "answered", at)


def try_reference(door: CheckDoor, token: str, reference: str, at: datetime) -> FieldFault | None:
    """What is wrong with a reference, counted in a transaction of its own: a refusal must not undo the count. None at
    all is no guess, and is not counted. Raises `DoorShut`.
    """
    said = "".join(reference.split())
    if not said:
        return FieldFault("reference", NO_REFERENCE)
    with transaction.atomic():
        held = CheckDoor.objects.select_for_update().get(pk=door.pk)
        if not is_open(held, at):
            raise DoorShut
        if secrets.compare_digest(digest(f"{token}:{said}"), held.reference_digest):
            return None
        held.wrong += 1
        if held.wrong >= WRONG_AT_MOST:
            held.closed_at, held.closed_because = at, "wrong reference"
        held.save()
        return FieldFault("reference", WRONG_REFERENCE if held.closed_at is None else FIFTH_WRONG)


def was_recorded(*, door: CheckDoor, token: str, reference: str, answer: Answer) -> bool:
    """Whether this very answer was taken through this door before: sent again because ours did not reach the agency.

    Says so only to whoever has the reference and sends the same words, so that it tells nobody anything.
    """
    said = "".join(reference.split())
    if not secrets.compare_digest(digest(f"{token}:{said}"), door.reference_digest):
        return False
    stream = facts_that_stand(stream_of(door.person))
    returned = [each for each in stream if isinstance(each, CheckReturned) and each.thread == door.thread]
    if not returned or returned[-1].by is None or returned[-1].by.staff != door.agency:
        return False
    taken = returned[-1]
    try:
        before = replace(_check_in(stream, door.thread), returned_on=None, result=None)
        (draft,) = decide_answer(before, answer, today=taken.on)
    except NotRecorded:
        return False
    return draft.as_fact(person=taken.person, number=taken.number, recorded_at=taken.recorded_at, by=taken.by) == taken
