"""Recording that a manager looked at a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from throughcare.actions.record import case_now, record_once
from throughcare.calendar import london_day
from throughcare.facts import Fact
from throughcare.facts.drafts import Draft
from throughcare.records.models import SentForm, User
from throughcare.rules.access import Power, may
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
