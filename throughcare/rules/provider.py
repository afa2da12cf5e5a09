"""Which organisation is to hold a case by the rule, with every input kept, and when it is to be decided again.

The service keeps whoever could do the most harm; everybody else goes to the company of the area. An input that nobody
knows is never taken for a *no*: unless another input decides already, the rule then gives nothing, and says what is
missing.

Source: the inspectorate's fourth report on the early reforms (May 2016) and its press release, for arrangements of
public protection, high risk of serious harm and deportation; RSR, the public interest and deferred sentences as the
case allocation system of 2014 is commonly described, not read in the instruction itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from throughcare.facts.court import Disposal
from throughcare.facts.fact import Coded, YesNo
from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import ProviderType
from throughcare.facts.words import lower_first, say_day, say_list
from throughcare.rules.case import CaseState, ProviderDecision
from throughcare.rules.case.scores import RSR
from throughcare.rules.case.values import known_value

RSR_THRESHOLD = Decimal("6.90")
"""From this chance on, in per cent, the service keeps the case. Source: the bands of the published calculator of RSR
(2018), in which high begins at 6.9, and the tiers of 2015, of which one ends at 6.8. The other common statement is
*above 6.89*: of figures with two decimals it says the same; 6.895 is no, and 6.90 is yes."""
RULE = "provider-1"
"""The name of this rule, kept with each decision. A change of the rule gets the next number."""
HIGH = (RoshLevel.HIGH, RoshLevel.VERY_HIGH)


class Factor(Coded):
    """What the rule asks, in the order in which it is told."""

    MAPPA = "mappa", "Eligible for public protection arrangements (MAPPA)"
    ROSH = "rosh", "Risk of serious harm"
    RSR = "rsr", "Risk of serious recidivism (RSR)"
    PUBLIC_INTEREST = "public_interest", "A case of public interest"
    DEPORTATION = "deportation", "A foreign national who may be deported"
    DEFERRED = "deferred", "The sentence is deferred"


class Where(Coded):
    """Where an input comes from."""

    RECORD = "record", "From the record"
    SAID = "said", "Said by whoever decided"
    NOT_KNOWN = "not known", "Not known"


SAYABLE = (Factor.MAPPA, Factor.PUBLIC_INTEREST, Factor.DEPORTATION, Factor.DEFERRED)
"""What whoever decides may say where the record does not. A score and a level are worked out, and not said here."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input as it was known: its value as text (None: nobody knows), where from, of which day and which fact."""

    value: str | None = None
    where: Where = Where.NOT_KNOWN
    on: date | None = None
    number: int | None = None


NOT_KNOWN = Input()
Inputs = Mapping[Factor, Input]
"""What is known of each factor. One that is not there is not known."""


@dataclass(frozen=True, slots=True)
class ProviderRule:
    """What the rule gives (None: it cannot be decided), because of what, and what it does not know."""

    gives: ProviderType | None
    because: tuple[Factor, ...]
    unknown: tuple[Factor, ...]
    threshold: Decimal = RSR_THRESHOLD

    @property
    def version(self) -> str:
        """The rule and its threshold, as they are kept with a decision."""
        return f"{RULE}, RSR from {self.threshold}"


def is_met(factor: Factor, value: str | None, *, threshold: Decimal = RSR_THRESHOLD) -> bool | None:
    """Whether this value alone keeps the case with the service; None where it is not known, or is no value."""
    if factor is Factor.RSR:
        figure = _figure(value)
        return None if figure is None else figure >= threshold
    if factor is Factor.ROSH:
        level = known_value(RoshLevel, value)
        return None if level is None else level in HIGH
    answer = known_value(YesNo, value)
    return None if answer is None else answer is YesNo.YES


def decide_provider(inputs: Inputs, *, threshold: Decimal = RSR_THRESHOLD) -> ProviderRule:
    """What the rule gives for these inputs, with its reasons."""
    met = {factor: is_met(factor, inputs.get(factor, NOT_KNOWN).value, threshold=threshold) for factor in Factor}
    because = tuple(factor for factor, is_so in met.items() if is_so)
    unknown = tuple(factor for factor, is_so in met.items() if is_so is None)
    gives = ProviderType.NPS if because else None if unknown else ProviderType.CRC
    return ProviderRule(gives, because, unknown, threshold)


def _figure(value: str | None) -> Decimal | None:
    try:
        figure = Decimal(value) if value else None
    except InvalidOperation:
        return None
    return figure if figure is not None and figure.is_finite() else None


# --- what is known ------------------------------------------------------------------------------------------------


def inputs_on_record(case: CaseState, order: str) -> dict[Factor, Input]:
    """What the record knows of the rule's inputs, for one order. What it does not know is left out."""
    found: dict[Factor, Input] = {}
    if case.mappa is not None:
        found[Factor.MAPPA] = Input(YesNo.YES.value, Where.RECORD, case.mappa.since_on)
    if case.rosh_level is not None:
        found[Factor.ROSH] = Input(case.rosh_level.value, Where.RECORD, case.rosh_assessed_on)
    if (score := case.scores.get(RSR)) is not None:
        found[Factor.RSR] = Input(str(score.figure), Where.RECORD, score.on, score.number)
    sentence = next((each for each in case.orders if each.number == order), None)
    if sentence is not None and isinstance(sentence.disposal, Disposal):
        found[Factor.DEFERRED] = Input(YesNo.NO.value, Where.RECORD, sentence.sentenced_on)
    return found


def said_before(decision: ProviderDecision | None) -> dict[Factor, Input]:
    """What whoever decided last had said themselves."""
    kept = inputs_in(decision.inputs) if decision else {}
    return {factor: each for factor, each in kept.items() if each.where is Where.SAID}


def as_text(inputs: Inputs, threshold: Decimal = RSR_THRESHOLD) -> str:
    """Every input as it is kept with the decision: value, where from, of which day, of which fact."""
    told = {
        factor.value: {
            "value": each.value,
            "from": each.where.value,
            "on": each.on.isoformat() if each.on else None,
            "number": each.number,
        }
        for factor in Factor
        if (each := inputs.get(factor, NOT_KNOWN))
    }
    return json.dumps({"threshold": str(threshold), "factors": told}, sort_keys=True)


def inputs_in(text: str | None) -> dict[Factor, Input]:
    """The inputs of a decision as they were kept; nothing where the text cannot be read as ours."""
    return dict(_read(_parsed(text).get("factors")))


def threshold_in(text: str | None) -> Decimal:
    """The threshold of RSR by which a decision was made."""
    return _figure(str(_parsed(text).get("threshold") or "")) or RSR_THRESHOLD


def _parsed(text: str | None) -> Mapping[str, object]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _read(told: object) -> Iterator[tuple[Factor, Input]]:
    for name, each in told.items() if isinstance(told, dict) else ():
        factor = known_value(Factor, name)
        if factor is None or not isinstance(each, dict):
            continue
        value, number = each.get("value"), each.get("number")
        try:
            on = date.fromisoformat(each.get("on") or "")
        except (TypeError, ValueError):
            on = None
        where = known_value(Where, each.get("from")) or Where.NOT_KNOWN
        yield factor, Input(str(value) if value else None, where, on, number if isinstance(number, int) else None)


# --- when it is decided again --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """An input that is not what it was when it was decided. `is_crossing`: on the other side of what the rule asks."""

    factor: Factor
    was: str | None
    now: str | None
    is_crossing: bool


@dataclass(frozen=True, slots=True)
class Redeciding:
    """What changed since a decision, and what the rule gives now."""

    changes: tuple[Change, ...]
    rule: ProviderRule

    @property
    def is_due(self) -> bool:
        """Whether it is to be decided again: where an input came to the other side of what the rule asks, or began or
        ceased to be known. A figure that moves within its side is told and changes nothing. The line is ours.
        """
        return any(each.is_crossing for each in self.changes)


def needs_redeciding(decision: ProviderDecision, current: Inputs) -> Redeciding | None:
    """What of the inputs on record (`inputs_on_record`) changed since the decision; None where nothing did.

    What whoever decided had said themselves holds until the record, or they, say otherwise.
    """
    kept, threshold = inputs_in(decision.inputs), threshold_in(decision.inputs)
    if not kept:
        return None
    now = {factor: _now(kept.get(factor, NOT_KNOWN), current.get(factor)) for factor in Factor}
    changes = tuple(
        Change(factor, was, each.value, is_met(factor, was, threshold=threshold) is not _met(factor, each, threshold))
        for factor, each in now.items()
        if not _same(was := kept.get(factor, NOT_KNOWN).value, each.value)
    )
    return Redeciding(changes, decide_provider(now, threshold=threshold)) if changes else None


def _now(was: Input, on_record: Input | None) -> Input:
    if on_record is not None:
        return on_record
    return NOT_KNOWN if was.where is Where.RECORD else was


def _met(factor: Factor, each: Input, threshold: Decimal) -> bool | None:
    return is_met(factor, each.value, threshold=threshold)


def _same(was: str | None, now: str | None) -> bool:
    """Whether two values are one: 6.9 is 6.90."""
    first, second = _figure(was), _figure(now)
    return was == now or (first is not None and first == second)


def to_decide_again(case: CaseState) -> tuple[tuple[ProviderDecision, Redeciding], ...]:
    """The decisions on orders that run whose inputs changed since."""
    found = []
    for order in case.open_orders:
        decision = case.decisions.get(order.number)
        changed = needs_redeciding(decision, inputs_on_record(case, order.number)) if decision else None
        if decision is not None and changed is not None:
            found.append((decision, changed))
    return tuple(found)


# --- in words ------------------------------------------------------------------------------------------------------


WHOM = {ProviderType.NPS: "the National Probation Service", ProviderType.CRC: "the community rehabilitation company"}
"""The two sorts of organisation within a sentence."""


def say_value(factor: Factor, value: str | None) -> str:
    """What is known of a factor, in a word or two."""
    if value is None:
        return "not known"
    if factor is Factor.RSR:
        return f"{value}%"
    code: Coded | None = known_value(RoshLevel, value) if factor is Factor.ROSH else known_value(YesNo, value)
    return lower_first(code.label) if code else value


_MET = {
    Factor.MAPPA: "they come under public protection arrangements (MAPPA)",
    Factor.ROSH: "the risk of serious harm is high or very high",
    Factor.RSR: "RSR is {threshold}% or more",
    Factor.PUBLIC_INTEREST: "it is a case of public interest",
    Factor.DEPORTATION: "they are a foreign national who may be deported",
    Factor.DEFERRED: "the sentence is deferred",
}
_WOULD_CHANGE = {
    Factor.MAPPA: ("if they no longer came under the arrangements", "if they came under the arrangements"),
    Factor.ROSH: ("if the level became medium or low", "if the level became high or very high"),
    Factor.RSR: ("if the score fell below {threshold}%", "if the score reached {threshold}%"),
    Factor.PUBLIC_INTEREST: ("if the case were no longer of public interest", "if it became a case of public interest"),
    Factor.DEPORTATION: ("if they could no longer be deported", "if they became subject to deportation"),
    Factor.DEFERRED: ("once the sentence is passed", "if the sentence were deferred"),
}


def say_met(factor: Factor, threshold: Decimal = RSR_THRESHOLD) -> str:
    """Why a factor keeps a case with the service."""
    return _MET[factor].format(threshold=threshold)


def say_would_change(factor: Factor, value: str | None, threshold: Decimal = RSR_THRESHOLD) -> str:
    """What would bring a factor to the other side; of one that is not known, what knowing it would do."""
    met = is_met(factor, value, threshold=threshold)
    if met is None:
        return f"once it is known: the service keeps the case if {say_met(factor, threshold)}"
    return _WOULD_CHANGE[factor][0 if met else 1].format(threshold=threshold)


def say_rule(rule: ProviderRule) -> str:
    """What the rule gives, in a sentence, with its reasons and with what it does not know."""
    unknown = say_list([lower_first(each.label) for each in rule.unknown])
    if rule.gives is ProviderType.NPS:
        whatever = f", whatever is still not known ({unknown}) turns out to be" if unknown else ""
        return (
            f"By the rule: {WHOM[ProviderType.NPS]}, because "
            f"{say_list([say_met(each, rule.threshold) for each in rule.because])}{whatever}."
        )
    if rule.gives is ProviderType.CRC:
        return f"By the rule: {WHOM[ProviderType.CRC]}, because nothing keeps the case with the service."
    return f"The rule cannot decide yet. Not known: {unknown}. What is not known is not taken for a no."


SHORT = {
    Factor.MAPPA: "MAPPA",
    Factor.ROSH: "risk of serious harm",
    Factor.RSR: "RSR",
    Factor.PUBLIC_INTEREST: "public interest",
    Factor.DEPORTATION: "deportation",
    Factor.DEFERRED: "whether it is deferred",
}
"""Each factor in a word or two."""


def say_shortly(rule: ProviderRule) -> str:
    """What the rule gives, as a list tells it."""
    if rule.gives is None:
        return f"Not known yet: {say_list([SHORT[each] for each in rule.unknown])}"
    because = f" ({say_list([SHORT[each] for each in rule.because])})" if rule.because else ""
    return f"By the rule: {WHOM[rule.gives]}{because}"


def say_redeciding(decision: ProviderDecision, changed: Redeciding) -> str:
    """What changed since a decision, and what to do about it."""
    what = say_list([_say_change(each) for each in changed.changes])
    whom = f" for {WHOM[decision.decided]}" if decision.decided else ""
    if not changed.is_due:
        end = ". The rule weighs it the same."
    elif changed.rule.gives is decision.decided:
        end = ": decide again, though the rule still gives the same."
    else:
        end = ": decide again."
    return f"Decided on {say_day(decision.on)}{whom}. Since then {what}{end}"


def _say_change(change: Change) -> str:
    name = "the risk of serious harm" if change.factor is Factor.ROSH else SHORT[change.factor]
    return f"{name} went from {say_value(change.factor, change.was)} to {say_value(change.factor, change.now)}"
