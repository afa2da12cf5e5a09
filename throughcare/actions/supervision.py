"""Recording supervision: a contact with all that it also was, work without a meeting, an arrangement, a warning.

Who may record on the case is asked before; what may be recorded is decided by the rules, inside the transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from throughcare.actions.record import case_now, record_once
from throughcare.calendar import london_day
from throughcare.facts import Fact, YesNo
from throughcare.facts.drafts import Draft
from throughcare.facts.supervision import NeedKind, Outcome
from throughcare.records.models import SentForm, User
from throughcare.rules.access import Power, may
from throughcare.rules.arrangement import Arrangement
from throughcare.rules.needs import decide_need, decide_need_over
from throughcare.rules.supervision import (
    ContactRequest,
    decide_arrangement,
    decide_contact,
    decide_outcome,
    decide_safety,
)
from throughcare.rules.work import decide_work


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


def record_need(
    *,
    person: str,
    need: NeedKind | None,
    detail: str | None,
    is_over: bool,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """What the person needs in order to understand and be understood, or that it is over. Raises `NotRecorded` and
    `StreamMoved`.
    """

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        decided = decide_need_over if is_over else decide_need
        return decided(case_now(stream), need=need, detail=detail, today=london_day(at))

    what = "need over" if is_over else "need"
    return record_once(person=person, decide=decide, by=by, at=at, token=token, what=what, expected=expected)


def _by(request: ContactRequest, by: User) -> ContactRequest:
    """The request with what is known of whoever records, whatever the form said."""
    return replace(request, recorder=by.code, may_oversee=may(by.viewer, Power.RECORD_OVERSIGHT))
