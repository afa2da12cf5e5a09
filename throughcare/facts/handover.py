"""Handover: a case passes from one organisation or area to another, with everything that is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from throughcare.facts.fact import Coded, Fact, Officer, Order, Provider, kind


class HandoverReason(Coded):
    """Why a case passes on."""

    AFTER_SENTENCE = "AFTER SENTENCE", "It is allocated after the sentence"
    ESCALATION = "ESCALATION", "A referral for rising risk was accepted"
    REDECIDED = "REDECIDED", "By the rule it belongs to the other organisation"
    MOVED = "MOVED", "The person lives in another area"


class HandoverReply(Coded):
    """How the receiving organisation answered."""

    ACCEPTED = "ACCEPTED", "Accepted"
    RETURNED = "RETURNED", "Returned"


class ReturnReason(Coded):
    """Why a case is returned to whoever sent it."""

    RISK_MISSING = "RISK MISSING", "The assessment of risk is missing or not complete"
    CHECKS_MISSING = "CHECKS MISSING", "Checks were not asked for, or are not back and nobody said why"
    REPORT_MISSING = "REPORT MISSING", "There is no written record of the report"
    SENTENCE_UNCLEAR = "SENTENCE UNCLEAR", "What was ordered is not clear"
    WRONG_ORGANISATION = "WRONG ORGANISATION", "By the rule it belongs to the other organisation"
    WRONG_AREA = "WRONG AREA", "The person does not live here"
    OTHER = "OTHER", "Another reason"


@kind(rank=132, recorded_by="court officer or manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverSent(Fact):
    """A case was sent to another organisation or area, with everything known; the receiver answers by a day."""

    order: Annotated[Order, "the order that is handed over"]
    from_provider: Annotated[Provider | None, "who sent it"] = None
    to_provider: Annotated[Provider | None, "who is to take it"] = None
    team: Annotated[str | None, "the team that is to take it, where it is known"] = None
    handover_because: Annotated[HandoverReason | None, "why"] = None
    reply_by: Annotated[date | None, "the day by which the receiver is to answer"] = None
    missing_then: Annotated[str | None, "what was missing when it was sent, by code, between commas"] = None
    officer: Annotated[Officer | None, "who sent it"] = None


@kind(rank=134, recorded_by="manager of the organisation to which it was sent")
@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAnswered(Fact):
    """The receiving organisation took the case, or returned it and said why; its thread is that of the sending."""

    order: Annotated[Order, "the order that is handed over"]
    from_provider: Annotated[Provider | None, "who sent it"] = None
    to_provider: Annotated[Provider | None, "who answered"] = None
    handover_reply: Annotated[HandoverReply | None, "accepted, or returned"] = None
    returned_because: Annotated[ReturnReason | None, "why it was returned"] = None
    officer: Annotated[Officer | None, "who answered for them"] = None
