"""Decisions on which organisation holds a case, in words: each factor, what would change it, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import NoReverseMatch, reverse

from throughcare.facts.fact import Coded
from throughcare.facts.staff import ProviderType
from throughcare.facts.words import say_day, upper_first
from throughcare.rules.case import CaseState, HandoverStage, ProviderDecision
from throughcare.rules.provider import (
    NOT_KNOWN,
    WHOM,
    Factor,
    Inputs,
    Where,
    decide_provider,
    inputs_in,
    inputs_on_record,
    is_met,
    needs_redeciding,
    said_before,
    say_redeciding,
    say_rule,
    say_shortly,
    say_value,
    say_would_change,
    threshold_in,
)
from throughcare.web.design.words import plural

STAGES = {"open": "Not decided", "decided": "Decided, not sent", "sent": "Sent", "returned": "Returned"}
"""How far an order that nobody holds has come, as its row says it (`CourtItem.stage`)."""
HANDOVER_ROUTE = "send_handover"
"""The form by which a case is sent to another organisation. Where it is not served, no page leads to it."""


@dataclass(frozen=True, slots=True)
class FactorLine:
    """One factor as a page tells it: what is known, where from, what it does, and what would change that."""

    name: str
    value: str
    where: str
    does: str
    kind: str
    would_change: str


def factor_lines(inputs: Inputs, threshold: Decimal) -> list[FactorLine]:
    """Every factor of the rule."""
    lines = []
    for factor in Factor:
        each = inputs.get(factor, NOT_KNOWN)
        met = is_met(factor, each.value, threshold=threshold)
        does = {True: "Keeps it with the service", False: "Does not keep it", None: "Not known"}[met]
        kind = {True: "danger", False: "calm", None: "warn"}[met]
        where = "" if each.where is Where.NOT_KNOWN else each.where.label
        if each.on is not None:
            where += f", {say_day(each.on)}"
        if each.number is not None:
            where += f", entry {each.number}"
        change = say_would_change(factor, each.value, threshold)
        change = upper_first(change) if met is None else f"It would change {change}"
        lines.append(FactorLine(factor.label, say_value(factor, each.value), where, does, kind, change))
    return lines


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """The latest decision as its page tells it. `changed` says what changed since, `must`: that it is decided again."""

    heading: str
    rule: str
    by: str
    version: str
    reason: str
    factors: list[FactorLine]
    changed: str
    must: bool


def told_decision(case: CaseState, order: str, names: Mapping[str, str]) -> DecisionTold | None:
    """The latest decision on an order; None where there is none. `names` are those of staff."""
    decision = case.decisions.get(order)
    if decision is None:
        return None
    kept, threshold = inputs_in(decision.inputs), threshold_in(decision.inputs)
    changed = needs_redeciding(decision, inputs_on_record(case, order))
    whom = f"for {WHOM[decision.decided]}" if decision.decided else "for whom is not recorded"
    return DecisionTold(
        heading=f"Decided on {say_day(decision.on)} {whom}",
        rule=say_rule(decide_provider(kept, threshold=threshold)) if kept else _say_given(decision),
        by=names.get(decision.officer or "", decision.officer or "not recorded"),
        version=decision.version or "not recorded",
        reason=decision.reason or "",
        factors=factor_lines(kept, threshold) if kept else [],
        changed=say_redeciding(decision, changed) if changed else "",
        must=bool(changed and changed.is_due),
    )


def _say_given(decision: ProviderDecision) -> str:
    given = WHOM[decision.rule_gives] if decision.rule_gives else "nothing"
    return f"The rule gave {given}. Its inputs were not kept in a way that can be read here."


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes after a decision: words, and where it is done."""

    words: str
    address: str


def next_steps(case: CaseState, order: str, crn: str, own: Coded | None) -> list[NextStep]:
    """What can be done with an order that was decided on and that nobody holds; `own` is the type of the reader's
    organisation.
    """
    decision = case.decisions.get(order)
    if decision is None or decision.decided is None:
        return []
    changed = needs_redeciding(decision, inputs_on_record(case, order))
    is_sent = any(each.order == order and each.stage is HandoverStage.SENT for each in case.handovers)
    if is_sent or (changed is not None and changed.is_due):
        return []
    steps = []
    if decision.decided is own and order not in case.allocated_orders:
        steps.append(NextStep("Keep it in our organisation", reverse("keep_order", args=[crn, order])))
    if address := address_to_send(crn, order):
        other = "another part of the service" if decision.decided is ProviderType.NPS else "the company"
        steps.append(NextStep(f"Send it to {other}", address))
    return steps


def address_to_send(crn: str, order: str) -> str:
    """Where an order is sent to another organisation; blank where that is not served."""
    try:
        return reverse(HANDOVER_ROUTE, args=[crn, order])
    except NoReverseMatch:
        return ""


def say_state(case: CaseState, order: str) -> tuple[str, bool]:
    """How far an order that waits has come, in a sentence; and whether it is to be decided again."""
    decision = case.decisions.get(order)
    if decision is None:
        inputs = inputs_on_record(case, order)
        return say_shortly(decide_provider(inputs)), False
    changed = needs_redeciding(decision, inputs_on_record(case, order))
    if changed is not None:
        return say_redeciding(decision, changed), changed.is_due
    whom = f" for {WHOM[decision.decided]}" if decision.decided else ""
    return f"Decided on {say_day(decision.on)}{whom}", False


def overview_lines(case: CaseState) -> tuple[str, ...]:
    """What was decided of the orders that run, for the overview of a person; and what changed since."""
    many = len(case.open_orders)
    return tuple(
        f"{f'order {order.number}: ' if many > 1 else ''}{say_state(case, order.number)[0]}"
        for order in case.open_orders
        if order.number in case.decisions
    )


def at_first(case: CaseState, order: str) -> dict[str, str]:
    """What the form of a decision holds at first: what was said before; and what the rule gives already."""
    said = said_before(case.decisions.get(order))
    rule = decide_provider({**said, **inputs_on_record(case, order)})
    given = {"decided": rule.gives.value} if rule.gives else {}
    return {factor.value: each.value or "" for factor, each in said.items()} | given


def say_pressing(late: int, due_today: int) -> str:
    """What presses of the orders that wait, as a heading."""
    parts = [f"{plural(many, 'order')} {words}" for many, words in ((late, "late"), (due_today, "due today")) if many]
    return " and ".join(parts) if parts else "No order is late or due today"
