"""Where each handover of a case stands: sent, accepted, returned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from throughcare.facts.fact import Coded, Fact
from throughcare.facts.handover import HandoverAnswered, HandoverReason, HandoverReply, HandoverSent, ReturnReason
from throughcare.rules.case.values import known_value


class HandoverStage(Coded):
    """Where a handover stands."""

    SENT = "sent", "Sent, not answered"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"


@dataclass(frozen=True, slots=True)
class HandoverState:
    """One handover of an order (codes), from its sending on. `number` is that of the fact by which it was sent.

    A case that was returned and is sent again is another handover.
    """

    thread: str
    order: str
    number: int
    from_provider: str | None
    to_provider: str | None
    to_team: str | None
    because: HandoverReason | None
    sent_on: date
    sent_by: str | None
    reply_by: date | None
    missing_then: tuple[str, ...]
    note: str | None
    reply: HandoverReply | None = None
    returned_because: ReturnReason | None = None
    answered_on: date | None = None
    answered_by: str | None = None
    answer: str | None = None

    @property
    def stage(self) -> HandoverStage:
        """Where it stands."""
        if self.reply is None:
            return HandoverStage.SENT
        return HandoverStage.ACCEPTED if self.reply is HandoverReply.ACCEPTED else HandoverStage.RETURNED

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.reply is None


def read_handovers(facts: Iterable[Fact]) -> tuple[HandoverState, ...]:
    """Every handover, in the order in which they were sent."""
    found: dict[str, HandoverState] = {}
    for fact in facts:
        if isinstance(fact, HandoverSent):
            thread = fact.thread or str(fact.number)
            found[thread] = HandoverState(
                thread=thread,
                order=fact.order,
                number=fact.number,
                from_provider=fact.from_provider,
                to_provider=fact.to_provider,
                to_team=fact.team,
                because=known_value(HandoverReason, fact.handover_because),
                sent_on=fact.on,
                sent_by=fact.officer,
                reply_by=fact.reply_by,
                missing_then=tuple(each for each in (fact.missing_then or "").split(",") if each),
                note=fact.note,
            )
        elif isinstance(fact, HandoverAnswered) and fact.thread in found:
            found[fact.thread] = replace(
                found[fact.thread],
                reply=known_value(HandoverReply, fact.handover_reply),
                returned_because=known_value(ReturnReason, fact.returned_because),
                answered_on=fact.on,
                answered_by=fact.officer,
                answer=fact.note,
            )
    return tuple(found.values())
