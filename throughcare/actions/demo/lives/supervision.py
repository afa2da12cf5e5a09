"""Meetings, visits at home and plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from throughcare.actions.demo.days import TODAY, earlier, later, working
from throughcare.actions.demo.lives import notes
from throughcare.actions.demo.lives.notebook import Life, Order, Seat
from throughcare.facts.record import Withdrawn
from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import ProviderType
from throughcare.facts.supervision import Appointment, Meeting, Outcome, Plan

# What becomes of a meeting. Assumed: about one in four is not kept.
_OUTCOMES = (Outcome.ATTENDED, Outcome.ACCEPTABLE_ABSENCE, Outcome.UNACCEPTABLE_ABSENCE)
_CHANCES = {ProviderType.NPS: (0.80, 0.10, 0.10), ProviderType.CRC: (0.74, 0.11, 0.15)}

_NOTED = 0.35
"""The share of meetings with a note worth reading: assumed."""


@dataclass(frozen=True, slots=True)
class Start:
    """When a first meeting is in time: from `first`, by the inspection's clock and by the contract's."""

    first: date
    seen_due: date
    contract_due: date


def start_of(order: Order) -> Start | None:
    """The days of the first meeting; None while nobody holds the case or supervision has not begun."""
    held, begun = order.allocated_on, order.begins_on
    if held is None or begun >= TODAY:
        return None
    contract_due = later(begun, 1) if order.is_custody else later(held, 5)
    return Start(max(held, begun), later(begun, 5), contract_due)


def write_first_meetings(life: Life, order: Order, start: Start) -> date:
    """Write what came before the practitioner first saw the person, and return that day, which may lie ahead.

    Somebody seen in time by their own practitioner after a sentence is in time for the contract too; after a release
    the contract's day is earlier.
    """
    is_seen = life.meets("first-appointment") and start.first <= start.seen_due
    in_contract = _is_in_contract(life, order, is_seen)
    if is_seen and not order.is_custody:
        return life.day_between(start.first, start.seen_due)
    if is_seen:
        if in_contract:
            return life.day_between(start.first, start.contract_due)
        return life.day_between(later(start.first, 2), start.seen_due)
    after = max(start.seen_due, start.contract_due)
    if in_contract:
        if start.contract_due > start.seen_due and life.is_true(0.5):
            return life.day_between(later(start.seen_due, 1), start.contract_due)
        _write_not_own(life, life.day_between(start.first, start.contract_due), start.first)
    return life.day_between(later(after, 1), later(after, 8))


def _is_in_contract(life: Life, order: Order, is_seen: bool) -> bool:
    if order.is_custody:
        return life.meets("first-appointment-contract")
    wanted = life.shares.chance("first-appointment-contract", life.provider_type)
    seen = life.shares.chance("first-appointment", life.provider_type)
    return is_seen or life.is_true((wanted - seen) / max(0.02, 1 - seen))


def _write_not_own(life: Life, on: date, arranged_on: date) -> None:
    """A first meeting that counts for the contract alone: with somebody else, or nobody came."""
    holder = life.holder_on(on) or Seat.OWN
    if life.is_true(0.5):
        note = life.rng.choice(notes.SEEN_BY_ANOTHER) if life.is_true(0.6) else None
        life.meet(on, Seat.INTAKE, Outcome.ATTENDED, arranged_on=arranged_on, note=note)
    else:
        outcome = life.rng.choice((Outcome.ACCEPTABLE_ABSENCE, Outcome.UNACCEPTABLE_ABSENCE))
        life.meet(on, holder, outcome, arranged_on=arranged_on, note=_note(life, outcome))


def keep_seeing(life: Life, first: date, arranged_on: date) -> None:
    """Write the meetings from the first one to the end of supervision, or to the next one that lies ahead."""
    day, count = first, 0
    while day <= life.until:
        if day >= TODAY and not life.is_true(life.by_type(0.95, 0.82)):
            return  # nothing is arranged: assumed for one in twenty in the NPS, one in six in CRCs
        holder = life.holder_on(min(day, TODAY)) or Seat.OWN
        outcome = Outcome.ATTENDED if count == 0 else _outcome(life, day)
        life.meet(day, holder, outcome, arranged_on=arranged_on, note=_note(life, outcome))
        _sometimes_enter_twice(life, day, holder, outcome)
        if day >= TODAY:
            return
        arranged_on, count = day, count + 1
        day = _next(life, day, (day - first).days)


def _outcome(life: Life, day: date) -> Outcome | None:
    """What became of a meeting. That of the last three working days is sometimes not written yet."""
    of = life.type_on(day)
    if day >= earlier(TODAY, 3) and life.is_true(0.05 if of is ProviderType.NPS else 0.25):
        return None
    return life.rng.choices(_OUTCOMES, _CHANCES[of])[0]


def _note(life: Life, outcome: Outcome | None, meeting: Meeting = Meeting.OFFICE) -> str | None:
    if outcome is None or not life.is_true(_NOTED):
        return None
    pool = notes.SEEN[meeting] if outcome is Outcome.ATTENDED else notes.ABSENT[outcome]
    new = [note for note in pool if note not in life.said]
    if not new:
        return None
    life.said.add(note := life.rng.choice(new))
    return note


def _next(life: Life, day: date, days_seen: int) -> date:
    """Weekly at first, then fortnightly, then monthly; longer so where the risk is higher. Assumed, as is usual."""
    is_high = life.level in (RoshLevel.HIGH, RoshLevel.VERY_HIGH)
    weekly, fortnightly = (70, 400) if is_high else (42, 180) if life.level is RoshLevel.MEDIUM else (28, 110)
    step = 7 if days_seen < weekly else 14 if days_seen < fortnightly else 28
    return working(day + timedelta(days=step + life.rng.choice((0, 0, 0, 1, -1))))


def _sometimes_enter_twice(life: Life, day: date, holder: Seat, outcome: Outcome | None) -> None:
    """One meeting in three hundred was entered twice, and the mistake was withdrawn: assumed."""
    if outcome is not Outcome.ATTENDED or not life.is_true(0.0035):
        return
    wrong = life.record(Appointment, day, holder, outcome=Outcome.UNACCEPTABLE_ABSENCE, officer=holder)
    if wrong is not None:
        on = later(day, 1)
        gone = life.mark(Withdrawn, on, holder, wrong, "target", reason=life.rng.choice(notes.WITHDRAWN))
        if gone is None:
            life.entries.remove(wrong)


# --- visits and plans -----------------------------------------------------------------------------------------------


def write_home_visit(life: Life, order: Order, start: Start, first_seen: date) -> None:
    """Write the visit that the risk at the start warrants, or now and then one that nothing calls for."""
    begun = order.begins_on
    due = begun + timedelta(days=42)
    # Not before both clocks of the first appointment have run out, which a visit would stop too.
    first = max(later(max(start.seen_due, start.contract_due), 1), later(first_seen, 1))
    if not life.is_warranted(begun):
        if life.is_true(life.by_type(0.10, 0.05)):
            visit(life, life.day_between(first, first + timedelta(days=100)), Outcome.ATTENDED)
        return
    on = life.done_on("home-visit", first, due, due + timedelta(days=60))
    if on is None or life.is_true(0.2):
        nobody_in = life.day_between(first, due)
        if on is None or nobody_in < on:
            outcome = life.rng.choice((Outcome.ACCEPTABLE_ABSENCE, Outcome.UNACCEPTABLE_ABSENCE))
            if life.is_true(0.4):
                visit(life, nobody_in, outcome)
    if on is not None:
        visit(life, on, Outcome.ATTENDED)


def visit(life: Life, on: date, outcome: Outcome) -> None:
    """Write one visit at home, arranged a few days before."""
    if on > life.until:
        return
    holder = life.holder_on(min(on, TODAY)) or Seat.OWN
    note = _note(life, outcome, Meeting.HOME)
    life.meet(on, holder, outcome, arranged_on=earlier(on, 4), meeting=Meeting.HOME, note=note)


def visit_on_new_risk(life: Life, on: date) -> None:
    """Write what a risk that is new under supervision called for, in the shares of the first visit."""
    if life.meets("home-visit", life.type_on(on)):
        visit(life, life.day_between(later(on, 1), on + timedelta(days=42)), Outcome.ATTENDED)


def write_plan(life: Life, order: Order, held: date) -> None:
    """Write the plan of an order: in time, late or never; by their own practitioner, or by somebody of the team."""
    begun = order.begins_on
    first = max(later(begun, 2), later(held, 1))
    on = life.done_on("plan-in-time", first, later(begun, 10), begun + timedelta(days=55))
    if on is None or on > life.until:
        return
    holder = life.holder_on(on) or Seat.OWN
    by = holder if life.meets("plan-by-assigned") else Seat.INTAKE
    life.record(Plan, on, by, officer=by)
