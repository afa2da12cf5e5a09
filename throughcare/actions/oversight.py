"""What managers alone record on a case: that they looked at it, and who may see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from throughcare.actions.record import case_now, record_once
from throughcare.calendar import london_day
from throughcare.facts import Fact
from throughcare.facts.drafts import Draft
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import SentForm, User
from throughcare.rules.access import Power, may
from throughcare.rules.limits import decide_limit, decide_limit_lifted
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


def record_limit(
    *,
    person: str,
    limit: AccessLimit | None,
    officer: str | None,
    reason: str | None,
    is_lifted: bool,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """Somebody may not see the case, or is one of those who alone may; or that is over. Raises `NotRecorded` and
    `StreamMoved`.
    """

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        decided = decide_limit_lifted if is_lifted else decide_limit
        return decided(
            case_now(stream),
            limit=limit,
            officer=officer,
            reason=reason,
            by=by.code,
            may_oversee=may(by.viewer, Power.RECORD_OVERSIGHT),
            today=london_day(at),
        )

    what = "limit lifted" if is_lifted else "limit"
    return record_once(person=person, decide=decide, by=by, at=at, token=token, what=what, expected=expected)
