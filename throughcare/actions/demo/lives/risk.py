"""How the risk of serious harm was assessed: before the allocation or after it, and again when things changed."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import date, timedelta

from throughcare.actions.demo.days import TODAY, earlier, later
from throughcare.actions.demo.lives import notes
from throughcare.actions.demo.lives.notebook import Life, Order, Seat
from throughcare.calendar import add_months
from throughcare.facts.escalation import AgencyNotified
from throughcare.facts.fact import YesNo
from throughcare.facts.risk import Assessed, Assessment, Completion, RoshLevel, SignificantChange
from throughcare.facts.staff import ProviderType

# Of all people about 0.3% very high, 12% high, 52% medium, 36% low, as asked for. The NPS has all that is high.
_LEVELS = {
    ProviderType.NPS: {
        RoshLevel.VERY_HIGH: 0.007,
        RoshLevel.HIGH: 0.263,
        RoshLevel.MEDIUM: 0.55,
        RoshLevel.LOW: 0.18,
    },
    ProviderType.CRC: {RoshLevel.MEDIUM: 0.50, RoshLevel.LOW: 0.50},
}
WITH_CHANGE = (0.30, 0.32)
"""The share of people with a significant change in a year or so (NPS, CRC). Assumed, a little more than in alpha."""

_ORDER_OF_LEVELS = tuple(RoshLevel)


@dataclass(frozen=True, slots=True)
class Change:
    """A significant change, and the day of the review that answered it (None: none did in its time)."""

    on: date
    reviewed_on: date | None


def a_level(life: Life) -> RoshLevel:
    """A level by chance, of those that the organisation holds."""
    levels = _LEVELS[life.provider_type]
    return life.rng.choices(list(levels), list(levels.values()))[0]


def raised(life: Life) -> RoshLevel:
    """The next level up. High mostly stays: to very high only in the NPS, and one in twenty (assumed)."""
    if life.level in (RoshLevel.LOW, RoshLevel.MEDIUM):
        return _ORDER_OF_LEVELS[_ORDER_OF_LEVELS.index(life.level) + 1]
    is_very_high = life.provider_type is ProviderType.NPS and life.is_true(0.05)
    return RoshLevel.VERY_HIGH if is_very_high else life.level


# --- before and at the allocation -----------------------------------------------------------------------------------


def write_screening(life: Life, order: Order) -> None:
    """Write the screening and the full analysis: complete when the order is first allocated, or not until later."""
    held = order.allocated_on or later(order.sentenced_on, 2)
    if life.meets("rosh-at-allocation"):
        at_court = life.is_true(0.75)
        _screen(life, order.sentenced_on if at_court else life.day_between(order.sentenced_on, held))
    else:
        if life.is_true(0.45):
            _assess(life, life.day_between(order.sentenced_on, held), Assessment.SCREENING, is_complete=False)
        if life.is_true(0.9):
            _screen(life, later(held, life.rng.randrange(1, 16)))
    _write_full(life, order, held)


def _write_full(life: Life, order: Order, held: date) -> None:
    if life.meets("full-rosh-at-allocation"):
        _assess(life, life.day_between(max(life.came_on, earlier(order.sentenced_on, 1)), held), Assessment.FULL)
        return
    is_called_for = life.level is not RoshLevel.LOW
    if is_called_for and life.is_true(life.by_type(0.8, 0.6)):  # done after all, under supervision: assumed
        on = later(held, life.rng.randrange(2, 30))
        _assess(life, on, Assessment.FULL, is_complete=life.is_true(0.93))


def _screen(life: Life, on: date) -> None:
    if life.screened_on is None:
        life.screened_on = on
    _assess(life, on, Assessment.SCREENING)


def _assess(life: Life, on: date, assessment: Assessment, *, is_complete: bool = True, note: str | None = None) -> None:
    """Write an assessment by whoever has the case. One that is not finished gives no level."""
    if on > life.until:
        return
    by = life.holder_on(on) or Seat.COURT
    is_screening = assessment is Assessment.SCREENING and is_complete
    needs_full = YesNo.NO if life.level is RoshLevel.LOW else YesNo.YES
    life.record(
        Assessed,
        on,
        by,
        note=note,
        assessment=assessment,
        status=Completion.COMPLETE if is_complete else Completion.INCOMPLETE,
        full_needed=needs_full if is_screening else None,
        level=life.level if is_complete else None,
        assessor=by,
    )


def write_full(life: Life, on: date) -> None:
    """Write a full analysis at the level as it is by then."""
    _assess(life, on, Assessment.FULL)


# --- on the way -----------------------------------------------------------------------------------------------------


def write_reviews(life: Life, order: Order) -> list[Change]:
    """Write changes, what was done about them, and the reviews from time to time. Returns the changes.

    A review that a change called for is also the review of its half-year, and the next half-year counts from it.
    """
    waiting = deque(_change_days(life, order))
    told: list[Change] = []
    planned = _next_review(life, order.begins_on)
    last = min(life.until, TODAY - timedelta(days=1))
    while True:
        change_on = waiting[0] if waiting else None
        if change_on is not None and (planned is None or change_on <= planned):
            waiting.popleft()
            change = _write_change(life, change_on)
            told.append(change)
            if change.reviewed_on is not None and change.reviewed_on <= last:
                _review(life, change.reviewed_on, rises=life.is_true(0.3))
                planned = _next_review(life, change.reviewed_on)
            elif planned is not None and planned <= later(change_on, 5):
                planned = later(change_on, 7)  # it was not weighed in time, so nothing else was either
        elif planned is not None and planned <= last:
            _review(life, planned, rises=life.is_true(0.04))
            planned = _next_review(life, planned)
        else:
            return told


def _next_review(life: Life, since: date) -> date | None:
    """The day of the review of a half-year: in its last three weeks, late, or none."""
    due = add_months(since, 6)
    of = life.type_on(due)
    return life.done_on("risk-reviewed", due - timedelta(days=21), due, due + timedelta(days=50), of)


def _review(life: Life, on: date, *, rises: bool) -> None:
    before = life.level
    if rises:
        life.level = raised(life)
    elif life.provider_type is ProviderType.CRC and life.level is RoshLevel.MEDIUM and life.is_true(0.12):
        life.level = RoshLevel.LOW
    _assess(life, on, Assessment.REVIEW, note=life.rng.choice(notes.REVIEWED) if life.level is before else None)


def _change_days(life: Life, order: Order) -> list[date]:
    """Days of change: none, one, or two that are well apart."""
    first, last = order.begins_on + timedelta(days=25), min(life.until, TODAY - timedelta(days=1))
    if first >= last or not life.is_true(life.by_type(*WITH_CHANGE)):
        return []
    day = life.day_between(first, last)
    again = day + timedelta(days=60)
    if again < last and life.is_true(0.15):
        return [day, life.day_between(again, last)]
    return [day] if day <= last else []


def _write_change(life: Life, on: date) -> Change:
    """Write the change and whom it was told to, and find the day of the review that it called for."""
    by = life.holder_on(on) or Seat.SENIOR
    of = life.type_on(on)
    life.record(SignificantChange, on, by, note=life.rng.choice(notes.CHANGE), officer=by)
    agency, note = life.rng.choice(notes.TOLD)
    told_on = life.done_on("others-notified", on, later(on, 2), on + timedelta(days=20), of)
    if told_on is not None and told_on <= life.until:
        teller = life.holder_on(told_on) or by
        life.record(AgencyNotified, told_on, teller, note=note, officer=teller, agency=agency)
    reviewed_on = life.done_on("change-reviewed", on, later(on, 5), on + timedelta(days=40), of)
    return Change(on, reviewed_on)
