"""Recording what is known for the formulas, with the scores that it gives; and corrections that the person asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from throughcare.actions.projections import facts_that_stand
from throughcare.actions.record import record_once
from throughcare.calendar import london_day
from throughcare.exchange.scores.offence_tables import offences
from throughcare.facts import Fact
from throughcare.facts.drafts import Draft
from throughcare.facts.scores import AnswerSource, CorrectionReply
from throughcare.records.models import SentForm, User
from throughcare.rules.scores.on_record import on_record
from throughcare.rules.scores.scoring import decide_answers, decide_correction, decide_correction_asked


def record_answers(
    *,
    person: str,
    typed: Mapping[str, Any],
    source: AnswerSource | None,
    note: str | None,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """Answers that are new or changed, and every score that they change, in one transaction. Raises `NotRecorded` and
    `StreamMoved`.
    """
    today = london_day(at)

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        record = on_record(facts_that_stand(stream))
        return decide_answers(
            record, typed, source=source, officer=by.code, offences=offences(), today=today, note=note
        )

    return record_once(person=person, decide=decide, by=by, at=at, token=token, what="score answers", expected=expected)


def ask_correction(
    *,
    person: str,
    question: str | None,
    says: str | None,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """The person says that an answer is wrong. Raises `NotRecorded` and `StreamMoved`."""
    today = london_day(at)

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        record = on_record(facts_that_stand(stream))
        return decide_correction_asked(record, question=question, says=says, thread=f"correction-{token}", today=today)

    return record_once(person=person, decide=decide, by=by, at=at, token=token, what="correction", expected=expected)


def answer_correction(
    *,
    person: str,
    thread: str,
    reply: CorrectionReply | None,
    reason: str | None,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """What became of a correction. Raises `NotRecorded` and `StreamMoved`."""
    today = london_day(at)

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        record = on_record(facts_that_stand(stream))
        return decide_correction(record, thread=thread, reply=reply, reason=reason, officer=by.code, today=today)

    return record_once(person=person, decide=decide, by=by, at=at, token=token, what="correction", expected=expected)
