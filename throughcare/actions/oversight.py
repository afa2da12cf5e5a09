"""What managers alone record on a case: that they looked at it, and who may see it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict

from django.db import transaction

from throughcare.actions.notices import tell
from throughcare.actions.record import case_now, record_once
from throughcare.calendar import london_day
from throughcare.facts import Fact
from throughcare.facts.drafts import Draft
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import Notice, SentForm, User
from throughcare.records.queries.limits import sign_in_of
from throughcare.rules.access import Power, may
from throughcare.rules.limits import decide_limit, decide_limit_lifted, decide_limits_reviewed, decide_manager_named
from throughcare.rules.oversight import decide_oversight


def record_oversight(
    *,
    person: str,
    on: date | None,
    judgement: str | None,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """The manager who is signed in looked at the case. Raises `NotRecorded` and `StreamMoved`."""

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        return decide_oversight(
            case_now(stream),
            on=on,
            officer=by.code,
            judgement=judgement,
            may_oversee=may(by.viewer, Power.RECORD_OVERSIGHT),
            today=london_day(at),
        )

    return record_once(person=person, decide=decide, by=by, at=at, token=token, what="oversight", expected=expected)


class _Said(TypedDict):
    """What is said of a limit, set or lifted."""

    limit: AccessLimit | None
    officer: str | None
    reason: str | None
    by: str
    may_oversee: bool
    today: date


def record_limit(
    *,
    person: str,
    limit: AccessLimit | None,
    officer: str | None,
    reason: str | None,
    is_lifted: bool,
    review_on: date | None = None,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """Somebody may not see the case, or is one of those who alone may; or that is over. The limits are to be looked at
    again by `review_on`, or in six months. Raises `NotRecorded` and `StreamMoved`.
    """
    sign_in = sign_in_of(officer) if officer else None

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        said: _Said = {
            "limit": limit,
            "officer": officer,
            "reason": reason,
            "by": by.code,
            "may_oversee": may(by.viewer, Power.RECORD_OVERSIGHT),
            "today": london_day(at),
        }
        if is_lifted:
            return decide_limit_lifted(case_now(stream), **said)
        return decide_limit(case_now(stream), review_on=review_on, sign_in=sign_in, **said)

    what = "limit lifted" if is_lifted else "limit"
    return record_once(person=person, decide=decide, by=by, at=at, token=token, what=what, expected=expected)


def review_limits(
    *,
    person: str,
    words: str | None,
    review_on: date | None,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """A manager looked at the limits of a case and leaves them. Raises `NotRecorded` and `StreamMoved`."""

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        return decide_limits_reviewed(
            case_now(stream),
            words=words,
            review_on=review_on,
            by=by.code,
            may_oversee=may(by.viewer, Power.RECORD_OVERSIGHT),
            today=london_day(at),
        )

    what = "limits reviewed"
    return record_once(person=person, decide=decide, by=by, at=at, token=token, what=what, expected=expected)


def name_manager(*, person: str, officer: str | None, reason: str | None, by: User, at: datetime) -> SentForm:
    """A manager is named among those who alone may see a case that nobody else can open, and told so.

    That nobody can is for the page to ask (`queries.limits.shut_case`). Raises `NotRecorded`.
    """

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        return decide_manager_named(case_now(stream), officer=officer, reason=reason, today=london_day(at))

    with transaction.atomic():
        token = secrets.token_hex(12)
        sent = record_once(person=person, decide=decide, by=by, at=at, token=token, what="manager named")
        text = (
            f"{by.name} named you among those who may see the case of {person}, because nobody else could open it. "
            "Look at who may see it, and put that right."
        )
        user = User.objects.filter(code=officer, is_active=True).first()
        tell([Notice(user=user, person=sent.person, text=text, at=at)] if user else [])
        return sent
