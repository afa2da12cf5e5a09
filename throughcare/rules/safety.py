"""What must be known before a home visit: the card that is shown before one is arranged and before somebody goes."""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.facts.fact import YesNo
from throughcare.facts.risk import Register, RoshLevel
from throughcare.facts.words import Say, as_written, say_day
from throughcare.rules.case import CaseState, SafetyWarning


@dataclass(frozen=True, slots=True)
class SafetyCard:
    """The warnings that stand, latest first, and what else calls for care.

    `in_pairs` is yes where any warning says so, None where none says anything: not recorded is not *no*. Level and
    concerns are what the case has; a level of None is not known, and is feared to be high.
    """

    in_pairs: YesNo | None
    warnings: tuple[SafetyWarning, ...]
    level: RoshLevel | None
    concerns: tuple[Register, ...]


def safety_card(case: CaseState) -> SafetyCard | None:
    """What must be known before a home visit; None where the level is known, low or medium, and nothing else is."""
    if not case.safety and not case.concerns and case.rosh_level in (RoshLevel.LOW, RoshLevel.MEDIUM):
        return None
    said = {warning.in_pairs for warning in case.safety}
    in_pairs = next((answer for answer in (YesNo.YES, YesNo.NO) if answer in said), None)
    return SafetyCard(in_pairs, case.safety, case.rosh_level, tuple(case.concerns))


def say_safety_card(card: SafetyCard, say: Say = as_written) -> tuple[str, ...]:
    """The card in sentences, what must be done first."""
    return tuple(line for line in (_say_pairs(card, say), *_say_warnings(card, say), *_say_risk(card, say)) if line)


def _say_pairs(card: SafetyCard, say: Say) -> str:
    if card.in_pairs is YesNo.YES:
        return say("Two must go.")
    return "" if card.in_pairs is YesNo.NO else say("It is not recorded whether two must go.")


def _say_warnings(card: SafetyCard, say: Say) -> list[str]:
    lines = []
    for warning in card.warnings:
        words = {
            "warning": warning.warning or say("A warning without words"),
            "day": say_day(warning.on, say),
            "way": warning.safe_way or "",
        }
        lines.append(say("%(warning)s (recorded on %(day)s)") % words)
        if warning.safe_way:
            lines.append(say("Safe way: %(way)s") % words)
    return lines


def _say_risk(card: SafetyCard, say: Say) -> list[str]:
    lines = [say("%(concern)s on the record.") % {"concern": say(register.label)} for register in card.concerns]
    if card.level is None:
        lines.append(say("The level of risk of serious harm is not recorded: prepare as if it were high."))
    elif card.level in (RoshLevel.HIGH, RoshLevel.VERY_HIGH):
        lines.append(say("The risk of serious harm is %(level)s.") % {"level": say(card.level.label).lower()})
    return lines
