"""Recording supervision: a contact with all that it also was, work without a meeting, an arrangement, a warning.

Who may record on the case is asked before; what may be recorded is decided by the rules, inside the transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from throughcare.actions.record import case_now, record_once
from throughcare.calendar import london_day
from throughcare.facts import Fact, YesNo
from throughcare.facts.drafts import Draft
from throughcare.facts.supervision import Outcome
from throughcare.records.models import SentForm, User
from throughcare.rules.access import Power, may
from throughcare.rules.arrangement import Arrangement
from throughcare.rules.case import CaseState
from throughcare.rules.escalation import decide_agency_told
from throughcare.rules.oversight import decide_oversight
from throughcare.rules.refusals import Faults, FieldFault, NotRecorded
from throughcare.rules.risk import decide_change, decide_concern, decide_review
from throughcare.rules.supervision import (
    ContactRequest,
    decide_arrangement,
    decide_contact,
    decide_outcome,
    decide_plan,
    decide_safety,
)


def record_contact(
    *, person: str, request: ContactRequest, by: User, at: datetime, token: str, expected: int | None = None
) -> SentForm:
    """One contact and all that it also was. Raises `NotRecorded` and `StreamMoved`."""
    asked, today = _by(request, by), london_day(at)

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        return decide_contact(asked, case_now(stream), today=today)

    return record_once(person=person, decide=decide, by=by, at=at, token=token, what="contact", expected=expected)


def record_work(
    *, person: str, request: ContactRequest, by: User, at: datetime, token: str, expected: int | None = None
) -> SentForm:
    """What was done without a meeting: the ticked parts of the contact form alone. Nobody invents an appointment so
    that a plan can be recorded. Raises `NotRecorded` and `StreamMoved`.
    """
    asked, today = _by(request, by), london_day(at)

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        return decide_work(asked, case_now(stream), today=today)

    return record_once(person=person, decide=decide, by=by, at=at, token=token, what="work", expected=expected)


def record_outcome(
    *,
    person: str,
    thread: str,
    outcome: Outcome | None,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """What became of one arranged meeting, on the day and with whom it was arranged; where it was arranged with nobody
    by name, with whoever records. Raises `NotRecorded` and `StreamMoved`.
    """
    what = f"outcome: {outcome.label.lower()}" if outcome else "outcome"

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        case = case_now(stream)
        arranged = next((each for each in case.arranged if each.thread == thread), None)
        officer = None if arranged and arranged.officer else by.code
        return decide_outcome(thread, outcome, case, today=london_day(at), officer=officer)

    return record_once(person=person, decide=decide, by=by, at=at, token=token, what=what, expected=expected)


def arrange(
    *, person: str, request: Arrangement, by: User, at: datetime, token: str, expected: int | None = None
) -> SentForm:
    """A meeting to come. Raises `NotRecorded` and `StreamMoved`."""

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        return decide_arrangement(request, case_now(stream), today=london_day(at))

    return record_once(person=person, decide=decide, by=by, at=at, token=token, what="arrangement", expected=expected)


def record_safety(
    *,
    person: str,
    warning: str | None,
    safe_way: str | None,
    in_pairs: YesNo | None,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """What staff must know before they meet the person. Raises `NotRecorded` and `StreamMoved`."""

    def decide(_stream: Sequence[Fact]) -> list[Draft]:
        return decide_safety(warning=warning, safe_way=safe_way, in_pairs=in_pairs, today=london_day(at))

    return record_once(person=person, decide=decide, by=by, at=at, token=token, what="safety", expected=expected)


def _by(request: ContactRequest, by: User) -> ContactRequest:
    """The request with what is known of whoever records, whatever the form said."""
    return replace(request, recorder=by.code, may_oversee=may(by.viewer, Power.RECORD_OVERSIGHT))


# --- work without a meeting -------------------------------------------------------------------------------------

SAY_WHAT_WAS_DONE = "Say what was done: choose a meeting, or tick what it was."
NOTHING_FOR_THE_NOTE = "There is no meeting that this note is about: write it into the judgement."


def decide_work(request: ContactRequest, case: CaseState, *, today: date) -> list[Draft]:
    """Each ticked part by its own rule, refused all at once; the note goes with the first part that has none."""
    checks = Faults()
    note = checks.note("note", request.note)
    drafts: list[Draft] = []
    faults: list[FieldFault] = []
    for decide, field_of in _parts(replace(request, note=note), case, today):
        try:
            drafts += decide()
        except NotRecorded as refusal:
            faults += [FieldFault(field_of.get(fault.field, fault.field), fault.sentence) for fault in refusal.faults]
    if not drafts and not faults:
        checks.add("meeting", SAY_WHAT_WAS_DONE)
    elif note and not faults:
        drafts = _with_note(drafts, note, checks)
    for fault in dict.fromkeys(faults):
        checks.add(fault.field, fault.sentence)
    checks.check()
    return drafts


_Part = tuple[Callable[[], list[Draft]], dict[str, str]]


def _parts(request: ContactRequest, case: CaseState, today: date) -> Iterator[_Part]:
    """The decisions that were ticked, each with the fields of this form where its own go by another name."""
    on, officer = request.on, request.officer
    if request.concern is not None:
        yield lambda: decide_concern(case, on=on, register=request.concern, today=today), {"register": "concern"}
    if request.change_noticed:
        change = request.change_note or request.note
        yield lambda: decide_change(case, on=on, officer=officer, note=change, today=today), {"note": "change_note"}
    if request.review_completed:
        level = request.review_level
        yield lambda: decide_review(case, on=on, officer=officer, level=level, today=today), {}
    if request.plan_completed:
        yield lambda: decide_plan(case, on=on, officer=officer, today=today), {}
    if request.agency_told:
        agency = request.agency
        yield lambda: decide_agency_told(case, on=on, officer=officer, agency=agency, today=today), {}
    if request.oversight_recorded:
        yield lambda: _oversight(request, case, today), {"may_oversee": "oversight_recorded"}
    if (ahead := request.next_meeting) is not None:
        names = {"on": "next_on", "at_time": "next_at_time", "meeting": "next_meeting", "officer": "next_officer"}
        yield lambda: decide_arrangement(ahead, case, today=today), names


def _oversight(request: ContactRequest, case: CaseState, today: date) -> list[Draft]:
    return decide_oversight(
        case,
        on=request.on,
        officer=request.recorder,
        judgement=request.judgement,
        may_oversee=request.may_oversee,
        today=today,
    )


def _with_note(drafts: list[Draft], note: str, checks: Faults) -> list[Draft]:
    """The drafts with the note of the form, if none of them tells it already."""
    if any(draft.note == note for draft in drafts):
        return drafts
    place = next((place for place, draft in enumerate(drafts) if draft.note is None), None)
    if place is None:
        checks.add("note", NOTHING_FOR_THE_NOTE)
        return drafts
    return [*drafts[:place], replace(drafts[place], note=note), *drafts[place + 1 :]]
