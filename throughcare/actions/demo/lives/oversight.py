"""What managers looked at, and the reasons that were given for duties that were missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from throughcare.actions.demo.days import TODAY, later
from throughcare.actions.demo.lives import notes
from throughcare.actions.demo.lives.notebook import Life, Order
from throughcare.facts.oversight import MissedDutyExplained, MissedReason, Oversight
from throughcare.facts.staff import ProviderType
from throughcare.rules.tasks import Owes, rule_of
from throughcare.standards.obligations import Obligation, Outcome, Owed, outcome_of

EXPLAINED = 0.10
"""The share of missed duties for which somebody gave a reason: assumed."""


def write_oversight(life: Life, order: Order) -> None:
    """Write the manager's look at a case that warranted it when supervision began."""
    begun = order.begins_on
    if begun >= TODAY or not life.is_warranted(begun):
        if life.is_true(0.04):
            look(life, life.day_between(begun + timedelta(days=30), life.until))
        return
    due = later(begun, 20)
    on = life.done_on("oversight", later(begun, 2), due, begun + timedelta(days=75))
    if on is None:
        return
    look(life, on)
    if life.provider_type is ProviderType.NPS and life.is_true(0.5):  # who looked once looks again: assumed
        look(life, life.day_between(on + timedelta(days=80), on + timedelta(days=140)))


def look(life: Life, on: date) -> None:
    """Write one look at the case, with its judgement."""
    if on <= life.until:
        by = life.senior_on(on)
        life.record(Oversight, on, by, note=life.rng.choice(notes.OVERSIGHT), officer=by)


_REASONS = (
    MissedReason.PERSON_NOT_FOUND,
    MissedReason.PRACTITIONER_AWAY,
    MissedReason.ALLOCATED_LATE,
    MissedReason.NO_CAPACITY,
    MissedReason.PERSON_UNWELL,
)


def explain_missed(life: Life, obligations: Sequence[Obligation]) -> bool:
    """Write why some duties of a practitioner were missed. The entries must stand as the facts did; True if any."""
    found = False
    for duty in obligations:
        is_asked = duty.owed is Owed.YES and duty.due is not None and rule_of(duty.standard).owes is Owes.PRACTITIONER
        if not is_asked or duty.due is None or outcome_of(duty, TODAY) not in (Outcome.LATE, Outcome.MISSED):
            continue
        on, holder = later(duty.due, life.rng.randrange(1, 6)), life.holder_on(duty.due)
        opening = life.entries[duty.opened_by - 1]
        if holder is None or on > life.until or not _is_told(life, duty):
            continue
        reason = life.rng.choice(_REASONS)
        said = {"standard": duty.standard, "missed_reason": reason}
        found |= life.mark(MissedDutyExplained, on, holder, opening, "opened_by", **said) is not None
    return found


def _is_told(life: Life, duty: Obligation) -> bool:
    """Reasons are given for the briefing's duties, by some, while the duty is still missed."""
    chance = EXPLAINED if duty.standard.startswith("briefing/") else 0.0
    is_open = duty.met is None or (duty.due is not None and duty.met > later(duty.due, 5))
    return is_open and life.is_true(chance)


def oversee_new_risk(life: Life, on: date) -> None:
    """Write what a risk that is new under supervision called for from a manager, in the shares of the first."""
    if life.meets("oversight", life.type_on(on)):
        look(life, life.day_between(later(on, 1), later(on, 20)))
