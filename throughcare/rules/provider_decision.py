"""Deciding who is to hold an order, keeping it with one's own organisation, and what may not go back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from throughcare.facts.allocation import Allocated, AllocationReason, ProviderDecided
from throughcare.facts.drafts import Draft
from throughcare.facts.escalation import Decision
from throughcare.facts.fact import YesNo
from throughcare.facts.staff import ProviderType
from throughcare.facts.words import say_day
from throughcare.rules.case import CaseState, HandoverState, OrderState, Referral
from throughcare.rules.provider import (
    RSR_THRESHOLD,
    SAYABLE,
    Factor,
    Input,
    ProviderRule,
    Where,
    as_text,
    decide_provider,
    inputs_on_record,
    needs_redeciding,
    say_redeciding,
    say_rule,
    say_value,
)
from throughcare.rules.refusals import Faults

NO_ORDER = "There is no such order that runs: it has ended, or its sentence was withdrawn. Look at the record again."
DECIDE = "Say which of the two is to hold the case."
ON_RECORD = "The record says {what} since {day}. Leave this open, and put the record right first if that is wrong."
WHY_DIFFERENT = "{rule} You chose the other one: say why."
WHY_UNKNOWN = "{rule} You can decide all the same, by name: say why it cannot wait until that is known."
SENT = "It was sent to another organisation on {day}, and is not answered yet: wait for the answer, or ask for it."
HELD = "An organisation holds this order already: what is to change is a handover."
NOT_DECIDED = "Nobody has decided yet which organisation is to hold it: decide first."
FOR_OTHERS = "It was decided for the other sort of organisation: send it there, or decide again."
STALE = "{what} Then keep it or send it."
ESCALATED = (
    "A referral for rising risk was accepted on {day}. It goes back to a company only after a new decision that the "
    "rule supports: decide again first."
)


@dataclass(frozen=True, slots=True)
class ProviderRequest:
    """What whoever decides says: of which order, for whom, what the record did not know, and why."""

    order: str
    decided: ProviderType | None = None
    answers: Mapping[Factor, YesNo | None] = field(default_factory=dict)
    reason: str | None = None


def rule_for(
    case: CaseState, request: ProviderRequest, *, today: date, threshold: Decimal = RSR_THRESHOLD
) -> tuple[dict[Factor, Input], ProviderRule]:
    """The inputs of a request, those on the record first, and what the rule gives for them."""
    said = {
        factor: Input(answer.value, Where.SAID, today)
        for factor, answer in request.answers.items()
        if answer is not None and factor in SAYABLE
    }
    inputs = {**said, **inputs_on_record(case, request.order)}
    return inputs, decide_provider(inputs, threshold=threshold)


def decide_which_provider(
    case: CaseState,
    request: ProviderRequest,
    *,
    officer: str,
    organisation: str | None,
    today: date,
    threshold: Decimal = RSR_THRESHOLD,
) -> list[Draft]:
    """Decide for whom an order is, by `officer` of an organisation (codes); with every input. Raises `NotRecorded`.

    What differs from the rule, or is decided while the rule cannot be, needs a reason.
    """
    faults = Faults()
    if _open_order(case, request.order) is None:
        faults.add("", NO_ORDER)
    if (sent := _sent(case, request.order)) is not None:
        faults.add("", SENT.format(day=say_day(sent.sent_on)))
    inputs, rule = rule_for(case, request, today=today, threshold=threshold)
    _check_answers(request, inputs, faults)
    if request.decided is None:
        faults.add("decided", DECIDE)
    asks = None
    if request.decided is not None and rule.gives is not request.decided:
        asks = (WHY_UNKNOWN if rule.gives is None else WHY_DIFFERENT).format(rule=say_rule(rule))
    reason = faults.note("reason", request.reason, needed=asks, in_words=asks is not None)
    came = accepted_referral(case)
    if came is not None and request.decided is ProviderType.CRC and rule.gives is not ProviderType.CRC:
        faults.add("decided", f"{_say_escalated(came)} {say_rule(rule)}")
    faults.check()
    payload = {
        "order": request.order,
        "decided_type": request.decided,
        "rule_gives": rule.gives,
        "inputs": as_text(inputs, threshold),
        "rule_version": rule.version,
        "officer": officer,
        "provider": organisation,
    }
    return [Draft(kind=ProviderDecided, on=today, payload=payload, note=reason)]


def decide_own(case: CaseState, order: str, *, organisation: str, own: ProviderType, today: date) -> list[Draft]:
    """An order that nobody holds stays with the organisation (code, and its type) whose court work it was; it then
    waits for a manager there to name a practitioner. Raises `NotRecorded`.
    """
    faults = Faults()
    decision = case.decisions.get(order)
    changed = needs_redeciding(decision, inputs_on_record(case, order)) if decision else None
    if _open_order(case, order) is None:
        faults.add("", NO_ORDER)
    elif order in case.allocated_orders:
        faults.add("", HELD)
    elif (sent := _sent(case, order)) is not None:
        faults.add("", SENT.format(day=say_day(sent.sent_on)))
    elif decision is None:
        faults.add("", NOT_DECIDED)
    elif decision.decided is not own:
        faults.add("", FOR_OTHERS)
    elif changed is not None and changed.is_due:
        faults.add("", STALE.format(what=say_redeciding(decision, changed)))
    faults.check()
    check_may_go_back(case, own, order)
    payload = {"order": order, "provider": organisation, "allocated_because": AllocationReason.FIRST}
    return [Draft(kind=Allocated, on=today, payload=payload)]


def accepted_referral(case: CaseState) -> Referral | None:
    """The latest referral for rising risk that was accepted, if one was."""
    accepted = [each for each in case.referrals if each.decision is Decision.ACCEPTED]
    return max(accepted, key=lambda each: each.decided_number or 0, default=None)


def check_may_go_back(case: CaseState, to_type: ProviderType | None, order: str | None = None) -> None:
    """Raise `NotRecorded` where an escalated case would go back to a company (or to nobody knows what sort) without a
    new decision that the rule supports, and still does. Of one order, or of any that runs.
    """
    came = accepted_referral(case)
    if came is None or to_type is ProviderType.NPS:
        return
    orders = [order] if order is not None else [each.number for each in case.open_orders]
    if any(_supports(case, each, came) for each in orders):
        return
    faults = Faults()
    faults.add("", _say_escalated(came))
    faults.check()


def _supports(case: CaseState, order: str, came: Referral) -> bool:
    decision = case.decisions.get(order)
    if decision is None or decision.number <= (came.decided_number or 0):
        return False
    if not decision.decided is decision.rule_gives is ProviderType.CRC:
        return False
    changed = needs_redeciding(decision, inputs_on_record(case, order))
    return changed is None or not changed.is_due


def _say_escalated(came: Referral) -> str:
    return ESCALATED.format(day=say_day(came.decided_on or came.on))


def _open_order(case: CaseState, order: str) -> OrderState | None:
    return next((each for each in case.open_orders if each.number == order), None)


def _sent(case: CaseState, order: str) -> HandoverState | None:
    return next((each for each in case.handovers if each.order == order and each.is_open), None)


def _check_answers(request: ProviderRequest, inputs: Mapping[Factor, Input], faults: Faults) -> None:
    """What the record knows is not said otherwise here."""
    for factor, answer in request.answers.items():
        known = inputs.get(factor)
        if answer is None or known is None or known.where is not Where.RECORD or known.value == answer.value:
            continue
        day = say_day(known.on) if known.on else "before"
        faults.add(factor.value, ON_RECORD.format(what=say_value(factor, known.value), day=day))
