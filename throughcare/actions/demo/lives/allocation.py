"""Who holds the case: the first allocation, and another practitioner later on."""

from __future__ import annotations

from datetime import date, timedelta

from throughcare.actions.demo.days import TODAY, earlier, later
from throughcare.actions.demo.lives import notes
from throughcare.actions.demo.lives.notebook import Life, Order, Seat
from throughcare.facts.allocation import Allocated

CHANGES = (0.09, 0.17)
"""The share of people whose practitioner changes (NPS, CRC). Assumed: staff changes are a complaint of the briefing."""


def allocation_day(life: Life, order: Order) -> date | None:
    """The day on which the order is allocated; None where that still lies ahead."""
    if life.meets("allocated-in-time"):
        day = later(order.sentenced_on, life.rng.choices((0, 1, 2), (0.3, 0.45, 0.25))[0])
    else:
        day = later(order.sentenced_on, life.rng.randrange(3, 9))
    return day if day < TODAY else None


def write_allocation(life: Life, order: Order) -> None:
    """Write the first allocation. In the last days some have come to an organisation and to nobody in it yet."""
    held = order.allocated_on
    if held is None:
        return
    if held >= earlier(TODAY, 3) and life.is_true(0.3):
        life.record(Allocated, held, Seat.SENIOR, order=order.number, provider=life.organisation)
        return
    changes = life.is_true(life.by_type(*CHANGES))
    again = life.day_between(order.begins_on + timedelta(days=50), life.until) if changes else TODAY
    is_changing = again < min(life.until, TODAY)
    give(life, order.number, held, Seat.BEFORE if is_changing else Seat.OWN)
    if is_changing:
        give(life, order.number, again, Seat.OWN, note=life.rng.choice(notes.REALLOCATED))


def give(life: Life, number: str, on: date, seat: Seat, *, note: str | None = None) -> None:
    """Write that an order is given to whoever sits there, and remember it."""
    if on >= TODAY:
        return
    is_nps = seat is Seat.NPS_OWN
    provider = life.division if is_nps else life.organisation
    by = Seat.NPS_SENIOR if is_nps else Seat.SENIOR
    life.record(Allocated, on, by, note=note, order=number, provider=provider, officer=seat)
    life.holders = sorted([*life.holders, (on, seat)], key=lambda held: held[0])
