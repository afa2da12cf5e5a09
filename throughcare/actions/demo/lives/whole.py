"""A whole life: the stages one after the other."""

from __future__ import annotations

from datetime import date
from random import Random

from throughcare.actions.demo.days import TODAY, earlier, later
from throughcare.actions.demo.lives.allocation import allocation_day, give, write_allocation
from throughcare.actions.demo.lives.checks import write_checks
from throughcare.actions.demo.lives.court import Report, a_report, a_sentence, write_report, write_sentence
from throughcare.actions.demo.lives.escalation import write_escalation
from throughcare.actions.demo.lives.identity import identify, needs, safety
from throughcare.actions.demo.lives.notebook import Life, Order
from throughcare.actions.demo.lives.outcome import another_order, conviction_day, write_conviction, write_end
from throughcare.actions.demo.lives.oversight import oversee_new_risk, write_oversight
from throughcare.actions.demo.lives.risk import a_level, write_reviews, write_screening
from throughcare.actions.demo.lives.supervision import (
    keep_seeing,
    start_of,
    visit_on_new_risk,
    write_first_meetings,
    write_home_visit,
    write_plan,
)
from throughcare.actions.demo.places import DIVISION_OF, TYPE_OF
from throughcare.synthesis.names import a_name
from throughcare.synthesis.picture import Shares

FIRST_SENTENCE = date(2015, 1, 5)
"""The first working day of the first courts that this world looks back on: a year and a half before today."""
LAST_SENTENCE = date(2016, 7, 12)
"""Some reports are asked for a day in court that still lies ahead."""


def a_life(crn: str, organisation: str, *, rng: Random, shares: Shares) -> Life:
    """A life by chance, under an organisation; what is due is done in the shares of the picture."""
    life = Life(crn, rng, shares, organisation, DIVISION_OF[organisation], TYPE_OF[organisation])
    name = a_name(rng)
    life.level = a_level(life)
    order = a_sentence(life, life.day_between(FIRST_SENTENCE, LAST_SENTENCE))
    report = a_report(life, order.sentenced_on)
    came_on = report.asked_on if report else order.sentenced_on
    if came_on >= TODAY:  # nobody knows of them yet: they were before the court last week instead
        order = a_sentence(life, earlier(TODAY, 1 + rng.randrange(5)))
        report, came_on = None, order.sentenced_on
    life.came_on, life.until = came_on, order.ends_on
    identify(life, name, came_on)
    order.allocated_on = allocation_day(life, order)
    write_allocation(life, order)
    _write_court(life, order, report)
    if order.allocated_on is not None and order.begins_on < TODAY:
        _write_supervision(life, order)
        needs(life, name, later(max(order.begins_on, order.allocated_on), 1))
        safety(life, later(max(order.begins_on, order.allocated_on), 3))
    return life


def _write_court(life: Life, order: Order, report: Report | None) -> None:
    if report is not None:
        write_report(life, report)
    write_checks(life, order, report)
    write_screening(life, order)
    write_sentence(life, order)


def _write_supervision(life: Life, order: Order) -> None:
    """Everything from the first meeting on. The changes come first: they say who holds the case, and when."""
    convicted_on = conviction_day(life, order)
    second = another_order(life, convicted_on) if convicted_on is not None else None
    level_at_start = life.level
    changes = write_reviews(life, order)
    if second is None:
        write_escalation(life, order, changes)
    level_now, life.level = life.level, level_at_start
    if convicted_on is not None:
        write_conviction(life, convicted_on, with_order=second is not None)
    start = start_of(order)
    if start is not None and life.holders:
        first_seen = write_first_meetings(life, order, start)
        keep_seeing(life, first_seen, start.first)
        write_home_visit(life, order, start, first_seen)
        write_plan(life, order, start.first)
        write_oversight(life, order)
    life.level = level_now
    _write_new_risk(life, order)
    if second is not None:
        _write_second(life, second)
    write_end(life, order)


def _write_new_risk(life: Life, order: Order) -> None:
    """A visit and a manager's look for a concern that came to light, or a case that went to the NPS."""
    days = [on for on in life.concerned_on if order.begins_on < on < TODAY]
    if life.moved_on is not None:
        days.append(life.moved_on)
    for on in days[:1]:
        visit_on_new_risk(life, on)
        oversee_new_risk(life, on)


def _write_second(life: Life, order: Order) -> None:
    """A second order: the same practitioner, a new screening and a new plan."""
    held = allocation_day(life, order)
    order.allocated_on = held
    write_sentence(life, order)
    if held is not None:
        seat = life.holder_on(held)
        if seat is not None:
            give(life, order.number, held, seat)
        write_screening(life, order)
        write_plan(life, order, held)
    write_end(life, order)
