"""Whether a requirement is within what the law allows in an order of that kind, on that day.

The limits are a table (`requirement_limits`), each row with its source and whether anybody read it.
"""

from __future__ import annotations

from datetime import date

from throughcare.facts.words import say_day
from throughcare.rules.sentences.kinds import Kind, Requirement, RequirementKind, Sentence
from throughcare.rules.sentences.lengths import is_at_least, last_day, months_of
from throughcare.rules.sentences.requirement_limits import LIMITS, Limit
from throughcare.rules.sentences.rule_sets import Clock

Found = list[tuple[str, str]]
"""What is wrong: the field, and one sentence that also says what would be right."""


def limits_of(sentence: Sentence, kind: RequirementKind) -> Limit | None:
    """The row of the table for a requirement of this order; None where such an order cannot have it."""
    for limit in LIMITS:
        day = sentence.offence_on if limit.clock is Clock.OFFENCE else sentence.sentenced_on
        if limit.kind is kind and sentence.kind in limit.orders and limit.first <= day <= limit.last:
            return limit
    return None


def check_requirements(sentence: Sentence) -> Found:
    """Everything that is wrong with the requirements of an order, requirement by requirement."""
    found: Found = []
    for place, requirement in enumerate(sentence.requirements):
        at = f"requirements[{place}]"
        limit = limits_of(sentence, requirement.kind)
        if limit is None:
            found.append((f"{at}.kind", _why_not(sentence, requirement.kind)))
            continue
        found += _amount(requirement, limit, f"{at}.amount")
        found += _length(sentence, requirement, limit, f"{at}.length")
    kinds = [requirement.kind for requirement in sentence.requirements]
    for kind in dict.fromkeys(kind for kind in kinds if kinds.count(kind) > 1):
        found.append(("requirements", f"{kind.label} is there twice: say it once, with the whole amount."))
    return found


def _why_not(sentence: Sentence, kind: RequirementKind) -> str:
    of_order = [limit for limit in LIMITS if limit.kind is kind and sentence.kind in limit.orders]
    if not of_order:
        return f"{kind.label} is no requirement of a {sentence.kind.label.lower()}: choose another."
    by_offence = of_order[0].clock is Clock.OFFENCE
    day = sentence.offence_on if by_offence else sentence.sentenced_on
    first, last = min(limit.first for limit in of_order), max(limit.last for limit in of_order)
    when = f"from {say_day(first)}" if day < first else f"until {say_day(last)}"
    what = "offences committed" if by_offence else "orders made"
    instead = {
        RequirementKind.REHABILITATION_ACTIVITY: " For earlier offences there are supervision and specified activity.",
        RequirementKind.SUPERVISION: " Since then there is rehabilitation activity.",
        RequirementKind.ACTIVITY: " Since then there is rehabilitation activity.",
    }.get(kind, "")
    return f"{kind.label} is for {what} {when}, and this one is of {say_day(day)}.{instead}"


def _amount(requirement: Requirement, limit: Limit, field: str) -> Found:
    label, amount = requirement.kind.label, requirement.amount
    if amount is None:
        if limit.least is not None:
            return [(field, f"{label}: say how many {limit.unit}. {_between(limit)}")]
        return []
    if not limit.unit:
        return [(field, f"{label} has no number of hours or days: leave it out.")]
    if amount < (limit.least or 1) or (limit.most is not None and amount > limit.most):
        return [(field, f"{label} of {amount:,} {limit.unit} is not allowed. {_between(limit)}")]
    return []


def _between(limit: Limit) -> str:
    if limit.most is None:
        return f"It is at least {limit.least}, and the law sets no most."
    if limit.least is None:
        return f"It is {limit.most} {limit.unit} at most."
    return f"It is {limit.least} to {limit.most} {limit.unit}."


def _length(sentence: Sentence, requirement: Requirement, limit: Limit, field: str) -> Found:
    label, length, begins = requirement.kind.label, requirement.length, sentence.sentenced_on
    if length is None:
        if limit.longest is not None or limit.shortest is not None:
            return [(field, f"{label}: say for how long. {_within(limit)}")]
        return []
    ends = last_day(begins, length)
    if ends < begins:
        return [(field, f"{label}: a length of {length.words} is no length. {_within(limit)}")]
    if limit.longest is not None and ends > last_day(begins, months_of(limit.longest)):
        return [(field, f"{label} of {length.words} is too long. {_within(limit)}")]
    if limit.shortest is not None and not is_at_least(begins, ends, months_of(limit.shortest)):
        return [(field, f"{label} of {length.words} is too short. {_within(limit)}")]
    return _within_order(sentence, label, length.words, ends, field)


def _within_order(sentence: Sentence, label: str, words: str, ends: date, field: str) -> Found:
    whole = sentence.supervision if sentence.kind is Kind.SUSPENDED_SENTENCE_ORDER else sentence.length
    if whole is None or ends <= last_day(sentence.sentenced_on, whole):
        return []
    name = "supervision period" if sentence.kind is Kind.SUSPENDED_SENTENCE_ORDER else "order"
    return [(field, f"{label} of {words} outlasts the {name}, which is of {whole.words}: make it no longer.")]


def _within(limit: Limit) -> str:
    if limit.longest is not None:
        return f"It lasts {limit.longest} months at most."
    if limit.shortest is not None:
        return f"It lasts {limit.shortest} months at least."
    return "It lasts no longer than the order."
