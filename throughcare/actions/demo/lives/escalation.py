"""A company's case that was referred to the NPS because the risk had risen, decided, and taken or not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from throughcare.actions.demo.days import TODAY, later
from throughcare.actions.demo.lives import notes
from throughcare.actions.demo.lives.allocation import give
from throughcare.actions.demo.lives.notebook import Life, Order, Seat
from throughcare.actions.demo.lives.risk import Change, write_full
from throughcare.facts.allocation import Allocated
from throughcare.facts.escalation import Decision, Escalated, EscalationDecided
from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import ProviderType

REFERRED = 0.55
"""The share of changes from medium risk on that a company refers: assumed. It makes one case in twelve (alpha: ten)."""
ACCEPTED = 0.65
"""The share of decisions that take the case: assumed."""


def write_escalation(life: Life, order: Order, changes: list[Change]) -> None:
    """Write the referral that the last change led to, its decision, and the case's way to the NPS."""
    is_company = life.provider_type is ProviderType.CRC
    if not is_company or not changes or life.level is RoshLevel.LOW or not life.is_true(REFERRED):
        return
    on = later(changes[-1].on, life.rng.randrange(3))
    if on > life.until or on >= TODAY:
        return
    thread, holder = life.thread("e"), life.holder_on(on) or Seat.SENIOR
    says: dict[str, Any] = {"from_provider": life.organisation, "to_provider": life.division}
    life.record(Escalated, on, holder, thread=thread, note=life.rng.choice(notes.ESCALATED), **says)
    decided_on = life.done_on("escalation-decided", later(on, 1), later(on, 5), on + timedelta(days=25))
    if decided_on is None or decided_on > life.until:
        return
    is_taken = life.is_true(ACCEPTED)
    decision = Decision.ACCEPTED if is_taken else Decision.DECLINED
    note = life.rng.choice(notes.DECIDED[is_taken])
    life.record(EscalationDecided, decided_on, Seat.NPS_SENIOR, thread=thread, note=note, decision=decision, **says)
    if is_taken:
        _take(life, order, later(decided_on, life.rng.randrange(1, 3)))


def _take(life: Life, order: Order, on: date) -> None:
    """The case goes to the division, which makes a full analysis of its own."""
    if on >= TODAY or on > life.until:
        return
    life.holders = [(since, seat) for since, seat in life.holders if since <= on]
    life.entries = [entry for entry in life.entries if entry.draft.kind is not Allocated or entry.draft.on < on]
    for entry in life.entries:
        if entry.draft.on >= on and entry.by in (Seat.OWN, Seat.BEFORE):
            entry.pass_to(Seat.NPS_OWN)  # the case had gone there by then
    give(life, order.number, on, Seat.NPS_OWN)
    life.moved_on = on
    life.level = RoshLevel.HIGH
    write_full(life, later(on, life.rng.randrange(1, 6)))
