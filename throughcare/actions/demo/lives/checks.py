"""What the police and children's services were asked, what they answered, and whether it went on the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from throughcare.actions.demo.days import later
from throughcare.actions.demo.lives import notes
from throughcare.actions.demo.lives.court import Report
from throughcare.actions.demo.lives.notebook import Life, Order, Seat
from throughcare.facts.checks import CheckRequested, CheckResult, CheckReturned, CheckType
from throughcare.facts.risk import Concern, Register
from throughcare.facts.staff import ProviderType
from throughcare.rules.case import REGISTER_OF

# How many have such a concern in their life at all, known or not. Assumed, so that a home visit is warranted for about
# as many as in alpha: 40% of CRC cases, 58% of NPS cases.
_TRUE_OF = {CheckType.DOMESTIC_ABUSE: (0.44, 0.40), CheckType.CHILD_PROTECTION: (0.22, 0.18)}

KNOWN_AT_COURT = 0.62
"""The share of concerns that the court knew of without a check: from the case itself. Assumed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to an agency, and the day of the answer (None: never)."""

    check: CheckType
    asked_on: date
    back_on: date | None


def write_checks(life: Life, order: Order, report: Report | None) -> None:
    """Write the checks before the first allocation, and what became of the answers."""
    asked = _asked(life, order, report)
    came_on = report.asked_on if report else order.sentenced_on
    for check, (nps, crc) in _TRUE_OF.items():
        is_true = life.is_true(life.by_type(nps, crc))
        found = next((each for each in asked if each.check is check), None)
        if found is not None:
            _write_check(life, found, is_true)
        if is_true:
            _write_concern(life, order, REGISTER_OF[check], came_on, found)


def _asked(life: Life, order: Order, report: Report | None) -> list[Asked]:
    """Which checks are asked, and which of them are back when the order is first allocated."""
    held = order.allocated_on or later(order.sentenced_on, 2)
    are_back = life.meets("checks-back-at-allocation")
    which = _which(life, report, are_back)
    if not which:
        return []
    first, last = (report.asked_on, report.given_on) if report else (order.sentenced_on, order.sentenced_on)
    days = {check: min(life.day_between(first, min(last, later(first, 2))), last) for check in which}
    missing = () if are_back else life.rng.sample(which, life.rng.randrange(len(which)) + 1)
    return [
        Asked(check, day, _back_later(life, held) if check in missing else life.day_between(day, held))
        for check, day in days.items()
    ]


def _which(life: Life, report: Report | None, are_back: bool) -> tuple[CheckType, ...]:
    """Both checks where both were asked before the report; otherwise one or, where nothing is out, none."""
    both = tuple(CheckType)
    if report is None:
        return both if life.is_true(0.5) or not are_back else ()
    if life.meets("checks-requested-before-report", ProviderType.NPS):
        return both
    if are_back and life.is_true(0.5):
        return ()
    return (both[0],) if life.is_true(0.7) else (both[1],)


def _back_later(life: Life, held: date) -> date | None:
    """An answer that comes after the allocation, mostly within a month; one in seven never (assumed)."""
    return None if life.is_true(0.15) else later(held, 1 + int(life.rng.expovariate(1 / 8)))


def _write_check(life: Life, asked: Asked, is_true: bool) -> None:
    thread = life.thread("c")
    life.record(CheckRequested, asked.asked_on, Seat.COURT, thread=thread, check=asked.check)
    if asked.back_on is None:
        return
    by = life.holder_on(asked.back_on) or Seat.COURT
    is_told = is_true and not life.is_true(0.08)  # agencies do not know everything
    result = CheckResult.CONCERN if is_told else CheckResult.NOTHING_HELD
    life.record(CheckReturned, asked.back_on, by, thread=thread, check=asked.check, result=result)


def _write_concern(life: Life, order: Order, register: Register, came_on: date, asked: Asked | None) -> None:
    """Write the concern when somebody learns of it: at court, by the answer, or later from the person; or never."""
    on = _known_on(life, order, came_on, asked)
    if on is None or on > life.until:
        return
    life.concerned_on.append(on)
    by = life.holder_on(on) or Seat.COURT
    note = life.rng.choice(notes.CONCERN[register]) if life.is_true(0.6) else None
    life.record(Concern, on, by, note=note, register=register)


def _known_on(life: Life, order: Order, came_on: date, asked: Asked | None) -> date | None:
    if life.is_true(KNOWN_AT_COURT):
        return life.day_between(came_on, order.sentenced_on)
    if asked is not None and asked.back_on is not None:
        if life.is_true(life.by_type(0.75, 0.62)):  # in two working days: assumed, no document gives it
            return later(asked.back_on, life.rng.randrange(3))
        return later(asked.back_on, life.rng.randrange(4, 25)) if life.is_true(0.5) else None
    if life.is_true(0.3):
        return life.day_between(order.begins_on + timedelta(days=30), order.begins_on + timedelta(days=150))
    return None
