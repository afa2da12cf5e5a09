"""Handing a case over: sent, accepted or returned in one transaction, and told to those who must know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from throughcare.actions.late_entries import tell_those
from throughcare.actions.record import case_now, record_once
from throughcare.calendar import london_day
from throughcare.facts import Fact
from throughcare.facts.drafts import Draft
from throughcare.facts.handover import HandoverReply
from throughcare.facts.stream import in_order, standing, threads_ever
from throughcare.facts.words import lower_first, say_day
from throughcare.records.models import Person, SentForm, User
from throughcare.records.queries.handovers import places, who_answers
from throughcare.records.streams import stream_of
from throughcare.rules.case import CaseState, HandoverState
from throughcare.rules.handover import Answering, Places, Sending, decide_answer, decide_send, handover_of, was_referred


def send_handover(*, order: str, asked: Sending, **sending: Any) -> SentForm:
    """A case is sent to another organisation, and the managers there are told. Raises `NotRecorded`, `StreamMoved`."""
    by, at, where = sending["by"], sending["at"], places()

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        return decide_send(
            case_now(stream),
            order,
            asked,
            sender=by.organisation,
            officer=by.code,
            places=where,
            was_accepted=was_referred(in_order(standing(stream, as_of=london_day(at)))),
            today=london_day(at),
            taken=threads_ever(stream),
        )

    return _recorded(decide, "handover sent", where, _tell_of_sending, sending)


def answer_handover(*, thread: str, answer: Answering, **sending: Any) -> SentForm:
    """The receiver accepts the case, and holds it from now on, or returns it; whoever sent it is told.

    Of two at once the second sees what the first wrote. Raises `NotRecorded`, `StreamMoved`.
    """
    by, at, where = sending["by"], sending["at"], places()

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        return decide_answer(
            case_now(stream),
            thread,
            answer,
            organisation=by.organisation,
            officer=by.code,
            places=where,
            today=london_day(at),
        )

    what = "handover accepted" if answer.reply is HandoverReply.ACCEPTED else "handover returned"
    return _recorded(decide, what, where, _tell_of_answer, sending)


Teller = Callable[[Person, HandoverState, CaseState, Places, User, datetime], None]


def _recorded(
    decide: Callable[[Sequence[Fact]], list[Draft]], what: str, where: Places, told: Teller, sending: dict[str, Any]
) -> SentForm:
    """The form, recorded once, and its notices with it: what was sent before tells nobody anew."""
    with transaction.atomic():
        row = Person.objects.select_for_update(no_key=True).get(crn=sending["person"])
        before = row.facts
        sent = record_once(decide=decide, what=what, **sending)
        if not sent.numbers or min(sent.numbers) <= before:
            return sent
        stream = stream_of(Person.objects.get(pk=row.pk))
        case = case_now(stream)
        handover = handover_of(case, stream[min(sent.numbers) - 1].thread or "")
        if handover is not None:
            told(row, handover, case, where, sending["by"], sending["at"])
    return sent


def _tell_of_sending(
    row: Person, handover: HandoverState, _case: CaseState, where: Places, by: User, at: datetime
) -> None:
    due = f" Answer by {say_day(handover.reply_by)}." if handover.reply_by else ""
    text = f"{row.crn} was sent to you by {where.name(handover.from_provider)}.{due}"
    tell_those(row, who_answers(handover.to_provider or "", handover.to_team or ""), text, by, at)


def _tell_of_answer(
    row: Person, handover: HandoverState, _case: CaseState, where: Places, by: User, at: datetime
) -> None:
    name = where.name(handover.to_provider)
    if handover.reply is HandoverReply.ACCEPTED:
        text = f"{name} accepted {row.crn}, and holds the case from now on."
    else:
        why = f": {lower_first(handover.returned_because.label)}" if handover.returned_because else ""
        text = f"{name} returned {row.crn}{why}. It is with you again: put it right, and send it anew."
    sender = User.objects.filter(is_active=True, code=handover.sent_by or "")
    tell_those(row, [*sender, *who_answers(handover.from_provider or "")], text, by, at)
