"""Further convictions, the orders that some of them bring, and the end."""

from __future__ import annotations

from datetime import date, timedelta
from math import sqrt

from throughcare.actions.demo.days import TODAY
from throughcare.actions.demo.lives import notes
from throughcare.actions.demo.lives.court import in_the_community
from throughcare.actions.demo.lives.notebook import Life, Order, Seat
from throughcare.facts.court import Disposal
from throughcare.facts.outcome import Convicted, Ended
from throughcare.synthesis.picture import FURTHER_CONVICTION

TYPICAL_FOLLOW_UP = 250
"""About how many days people of this world have been under supervision, for the chance of those with more or fewer."""

AGAIN_AN_ORDER = 0.22
"""The share of further convictions that bring another order: assumed. The others were fined, or discharged."""


def conviction_day(life: Life, order: Order) -> date | None:
    """The day of a further conviction, if there is one: likelier the longer supervision has run."""
    begun, last = order.begins_on, min(life.until, TODAY - timedelta(days=1))
    days = (last - begun).days
    if begun >= TODAY:
        return None
    chance = life.shares.chance(FURTHER_CONVICTION, life.provider_type) * sqrt(max(0, days) / TYPICAL_FOLLOW_UP)
    is_convicted = days > 14 and life.is_true(min(0.9, chance))
    life.shares.note(FURTHER_CONVICTION, life.provider_type, is_convicted)
    return life.day_between(begun + timedelta(days=10), last) if is_convicted else None


def write_conviction(life: Life, on: date, *, with_order: bool) -> None:
    """Write a further conviction: `on` is the day in court, the offence was some weeks before."""
    offence_on = on - timedelta(days=life.rng.randrange(20, 130))
    by = life.holder_on(on) or Seat.COURT
    said = notes.CONVICTED_WITH_ORDER if with_order else notes.CONVICTED
    life.record(Convicted, on, by, note=life.rng.choice(said), offence_on=offence_on)


def another_order(life: Life, convicted_on: date) -> Order | None:
    """The order that a further conviction brings, if it does. It may outlast the first."""
    if not life.is_true(AGAIN_AN_ORDER):
        return None
    months = life.rng.choice((6, 9, 12))
    order = in_the_community(life, "2", Disposal.COMMUNITY_ORDER, convicted_on, months)
    life.until = max(life.until, order.ends_on)
    return order


def write_end(life: Life, order: Order) -> None:
    """Write the end of an order whose last day has passed."""
    by = life.holder_on(order.ends_on) or Seat.SENIOR
    is_early = order.ends_on < order.expected_end_on
    note = "Ended early by the court, for good progress." if is_early and life.is_true(0.7) else None
    life.record(Ended, order.ends_on, by, note=note, order=order.number)
