"""What police and children's services were asked, what they answered, and whether it went on the record."""

from __future__ import annotations

import numpy as np

from throughcare.facts.checks import CheckResult, CheckType
from throughcare.facts.risk import Register
from throughcare.rules.case import REGISTER_OF
from throughcare.rules.checks import REPLY_WITHIN
from throughcare.synthesis.cases import Cases
from throughcare.synthesis.days import NEVER, Ints, Truths
from throughcare.synthesis.orders import as_never
from throughcare.synthesis.parameters import (
    ACKNOWLEDGED,
    ACKNOWLEDGED_LATE,
    AGENCY_MISSES,
    ANSWER_RECORDED,
    KNOWN_AT_COURT,
    NEVER_ANSWERED,
    TRULY,
)
from throughcare.synthesis.places import agencies_around
from throughcare.synthesis.rows import code_of, thread

CONCERN, NOTHING_HELD = (code_of(each, "result") for each in (CheckResult.CONCERN, CheckResult.NOTHING_HELD))


Answers = list[tuple[Ints, Ints]]
"""Of each check, by order: the day of its answer, and when that was recorded."""


def write_checks(c: Cases, people: int) -> tuple[Ints, Answers]:
    """Both checks of each order. Returns the day of the first concern known of each order's person, and the answers."""
    answers: Answers = []
    is_asked, is_missing = _asked(c)
    concerned = np.full(people, NEVER)
    for place, check in enumerate(CheckType):
        chance = np.array(TRULY.value[check.value])
        draw = c.s.shares(people)[c.o.person]  # it is true of the person, whatever the order
        is_true = draw < chance[c.o.type]
        back_on, back_at = _write_check(c, place, is_asked[place], is_missing[place], is_true)
        answers.append((back_on, back_at))
        on = _write_concern(c, REGISTER_OF[check], is_true, back_on)
        np.minimum.at(concerned, c.o.person, on)
    return concerned, answers


def write_acknowledgements(c: Cases, answers: Answers) -> None:
    """Whoever holds the case by then reads each answer, and says so: at once, later, or never."""
    s, o, many = c.s, c.o, len(c)
    for place, (back_on, back_at) in enumerate(answers):
        type_ = c.type_at(c.all, back_on)
        soon = s.true(np.array(ACKNOWLEDGED.value)[type_], many)
        after = as_never(s.days.later(back_on, 2 + s.below(13, many)), s.true(ACKNOWLEDGED_LATE.value, many))
        on = np.where(soon, s.days.later(back_on, s.below(2, many)), after)
        on = as_never(on, (back_on < NEVER) & (on <= o.ends_on))
        by, who = c.writer(c.all, np.minimum(on, s.end))
        at = s.written(on, who, 660 + s.below(200, many), after=back_at)
        says = {"thread": _thread(c, place), "check": np.full(many, place), "officer": by}
        s.rows.add("answer_acknowledged", on < NEVER, person=o.person, on=on, at=at, by=by, **says)


def _thread(c: Cases, place: int) -> Ints:
    return thread("c", (c.o.number - 1) * 2 + place + 1)


def _asked_of(c: Cases, place: int) -> Ints:
    """The agency that is asked: of the person's own area, or of one of the areas of the division that has them."""
    around = agencies_around(c.s.nation.places.areas)
    longest = max(map(len, around))
    table = np.array([[each[turn % len(each)] for turn in range(longest)] for each in around])
    counts = np.array([len(each) for each in around])
    area = c.o.area
    return np.asarray(table[area, c.o.person % counts[area]] * 2 + place)


def _asked(c: Cases) -> tuple[tuple[Truths, Truths], tuple[Truths, Truths]]:
    """Which checks are asked, and which of them are not back when the order is allocated."""
    o, s, many = c.o, c.s, len(c)
    are_back = c.met("checks-back-at-allocation", c.all, c.allocated_on)
    before_report = c.met_at_court("checks-requested-before-report", c.all, o.given_on)
    half = s.true(0.5, many)
    both = np.where(o.has_report, before_report, half | ~are_back)
    none = ~both & are_back & (half | ~o.has_report)
    police_only = ~both & ~none & s.true(0.7, many)
    asked = (both | police_only, both | (~none & ~police_only))
    which = s.shares(many)
    first_missing = asked[0] & (~asked[1] | (which < 0.75))
    second_missing = asked[1] & (~asked[0] | (which >= 0.25) & ((which < 0.25) | (which >= 0.5)))
    second_missing |= asked[1] & ~first_missing
    return asked, (first_missing & ~are_back, second_missing & ~are_back)


def _write_check(c: Cases, place: int, asked: Truths, missing: Truths, is_true: Truths) -> tuple[Ints, Ints]:
    """One check of each order. Returns the day of the answer, and when it was recorded."""
    o, s, i, many = c.o, c.s, c.all, len(c)
    last = np.minimum(o.given_on, s.days.later(o.asked_on, 2))
    asked_on = np.minimum(s.between(o.asked_on, last), last)
    says = {
        "person": o.person,
        "thread": _thread(c, place),
        "check": np.full(many, place),
        "asked_of": _asked_of(c, place),
    }
    asked_at = s.written(asked_on, 2, 560 + s.below(20, many))
    by = c.court_officer(i, asked_on)
    reply_by = s.days.later(asked_on, REPLY_WITHIN[list(CheckType)[place]])
    s.rows.add("check_requested", asked, on=asked_on, at=asked_at, by=by, reply_by=reply_by, **says)
    waits = 1 + (-8 * np.log1p(-s.shares(many))).astype(np.int64)
    late_on = as_never(s.days.later(c.allocated_on, waits), ~s.true(NEVER_ANSWERED.value, many))
    back_on = np.where(missing, late_on, s.between(asked_on, c.allocated_on))
    back_on = as_never(back_on, asked)
    by, who = c.writer(i, np.minimum(back_on, s.end))
    back_at = s.written(back_on, who, 585 + s.below(10, many), after=asked_at)
    told = is_true & ~s.true(AGENCY_MISSES.value, many)
    result = np.where(told, CONCERN, NOTHING_HELD)
    s.rows.add("check_returned", back_on < NEVER, on=back_on, at=back_at, by=by, result=result, **says)
    return back_on, back_at


def _write_concern(c: Cases, register: Register, is_true: Truths, back_on: Ints) -> Ints:
    """The concern, when somebody learns of it: at court, by the answer, or later from the person; or never."""
    o, s, i, many = c.o, c.s, c.all, len(c)
    at_court = s.between(o.asked_on, o.sentenced_on)
    soon, later_on = (s.days.later(back_on, each) for each in (s.below(3, many), 4 + s.below(21, many)))
    is_soon = s.true(np.array(ANSWER_RECORDED.value)[o.type], many)
    by_answer = np.where(is_soon, soon, as_never(later_on, s.true(0.5, many)))
    by_person = as_never(s.between(o.begins_on + 30, o.begins_on + 150), s.true(0.3, many))
    on = np.where(back_on < NEVER, by_answer, by_person)
    on = np.where(s.true(KNOWN_AT_COURT.value, many), at_court, on)
    on = as_never(on, is_true & (on <= o.ends_on))
    by, who = c.writer(i, np.minimum(on, s.end))
    at = s.written(on, who, 612 + s.below(12, many))
    s.rows.add("concern", on < NEVER, person=o.person, on=on, at=at, by=by, register=code_of(register, "register"))
    return on
