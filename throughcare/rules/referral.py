"""Referring a case to the service because the risk has risen, and deciding on such a referral."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from throughcare.facts.drafts import Draft
from throughcare.facts.escalation import Decision, Escalated, EscalationDecided
from throughcare.facts.staff import ProviderType
from throughcare.facts.words import say_day
from throughcare.rules.case import CaseState, Referral
from throughcare.rules.refusals import Faults
from throughcare.rules.thread_names import first_free

DECIDED_WITHIN = 5
"""Working days in which a referral is decided. Source: the standard `escalation-decided`; the instruction (57/2014)
says *without delay*, and five days is ours."""
CLOSED = "Nothing runs any more for this person: there is no case to refer."
NOT_YOURS = "Your organisation does not hold this case: whoever holds it refers it."
NOBODY_HOLDS = "Nobody holds this case yet: decide which organisation is to hold it."
SERVICE_HOLDS = (
    "The National Probation Service holds this case already. Where the person moved to another area, hand it over."
)
WAITS = "It was referred on {day} and is not decided yet. Ask the organisation that was asked, or wait for its answer."
WHOM = "Say which part of the National Probation Service is asked."
NOT_ASKED = "That organisation cannot be asked: choose one of those shown."
OWN = "Your own organisation holds the case already: choose the one that is asked."
WHY = "Say what has changed, and why the service is to hold the case: whoever decides needs to know it."
NO_REFERRAL = "There is no such referral any more: it was withdrawn. Look at the list again."
DECIDED = "It was decided on {day} already: nothing was recorded a second time."
OTHERS = "Another organisation was asked to decide this."
SAY_DECISION = "Say whether you accept or decline."
WHY_DECLINED = "Say why you decline: whoever referred it needs to know what to do instead."


def decide_referral(
    case: CaseState,
    *,
    from_provider: str,
    from_type: ProviderType | None,
    to_provider: str | None,
    because: str | None,
    askable: Collection[str],
    used: Collection[str],
    today: date,
) -> list[Draft]:
    """Refer the case, which `from_provider` (code, of that type) holds, to one of those that can be asked. `used` are
    the threads that the record ever had. Raises `NotRecorded`.
    """
    faults = Faults()
    holder = case.holder.provider if case.holder else None
    waits = next((each for each in case.referrals if each.is_open), None)
    if not case.is_active:
        faults.add("", CLOSED)
    elif holder is None:
        faults.add("", NOBODY_HOLDS)
    elif holder != from_provider:
        faults.add("", NOT_YOURS)
    elif from_type is ProviderType.NPS:
        faults.add("", SERVICE_HOLDS)
    elif waits is not None:
        faults.add("", WAITS.format(day=say_day(waits.on)))
    asked = faults.line("to_provider", to_provider, needed=WHOM)
    if asked is not None and asked == from_provider:
        faults.add("to_provider", OWN)
    elif asked is not None and asked not in askable:
        faults.add("to_provider", NOT_ASKED)
    why = faults.note("because", because, needed=WHY, in_words=True)
    faults.check()
    thread = first_free(f"referral-{today.isoformat()}", used)
    payload = {"from_provider": from_provider, "to_provider": asked}
    return [Draft(kind=Escalated, on=today, payload=payload, thread=thread, note=why)]


def referral_of(case: CaseState, thread: str) -> Referral | None:
    """The referral of this thread."""
    return next((each for each in case.referrals if each.thread == thread), None)


def decide_referral_answer(
    case: CaseState, thread: str, *, provider: str, decision: Decision | None, reason: str | None, today: date
) -> list[Draft]:
    """Accept or decline a referral, for the organisation (code) that was asked. Raises `NotRecorded`."""
    faults = Faults()
    referral = referral_of(case, thread)
    if referral is None:
        faults.add("", NO_REFERRAL)
    elif referral.decided_on is not None:
        faults.add("", DECIDED.format(day=say_day(referral.decided_on)))
    elif referral.to_provider != provider:
        faults.add("", OTHERS)
    if decision is None:
        faults.add("decision", SAY_DECISION)
    needed = WHY_DECLINED if decision is Decision.DECLINED else None
    kept = faults.note("reason", reason, needed=needed, in_words=needed is not None)
    faults.check()
    assert referral is not None  # refused above
    said = {"from_provider": referral.from_provider, "to_provider": referral.to_provider, "decision": decision}
    return [Draft(kind=EscalationDecided, on=today, payload=said, thread=thread, note=kept)]
