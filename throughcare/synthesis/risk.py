"""How the risk of serious harm was assessed: before the allocation or after it, and again when things changed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from throughcare.facts.fact import YesNo
from throughcare.facts.risk import Assessment, Completion
from throughcare.synthesis.cases import Cases
from throughcare.synthesis.chances import late
from throughcare.synthesis.days import NEVER, Ints, Truths, months_on
from throughcare.synthesis.orders import as_never
from throughcare.synthesis.parameters import CHANGE, CHANGE_AGAIN, FALLS, RISES, SCREENED_AT_COURT
from throughcare.synthesis.people import HIGH
from throughcare.synthesis.rows import NOTHING, code_of

SCREENING, FULL, REVIEW = (code_of(each, "assessment") for each in Assessment)
COMPLETE, INCOMPLETE = (code_of(each, "status") for each in Completion)
YES, NO = (code_of(each, "full_needed") for each in YesNo)
LOW, MEDIUM, VERY_HIGH = 0, 1, 3


def done_on(c: Cases, standard: str, i: Ints, first: Ints, due: Ints, late_until: Ints, at: Ints) -> Ints:
    """The day on which each duty is done: in time, late, or never. `at` is the day whose holder answers for it."""
    in_time = c.met(standard, i, at) & (first <= due)
    is_late = c.s.true(late(standard, c.type_at(i, at)), len(i))
    late_first = c.s.days.later(np.maximum(due, first), 1)
    late_on = as_never(c.s.between(late_first, np.maximum(late_until, late_first)), is_late)
    return np.where(in_time, c.s.between(first, due), late_on)


def assess(c: Cases, i: Ints, on: Ints, assessment: int, level: Ints, complete: Truths | None = None) -> None:
    """Assessments by whoever has the case. One that is not finished gives no level."""
    s = c.s
    keep = on <= c.until[i]
    i, on, level = i[keep], on[keep], level[keep]
    complete = np.ones(len(i), np.bool_) if complete is None else complete[keep]
    writer, who = c.writer(i, on)
    is_screening = complete & (assessment == SCREENING)
    s.rows.add(
        "assessed",
        person=c.o.person[i],
        on=on,
        at=s.written(on, who, 630 + s.below(12, len(i))),
        by=writer,
        assessment=assessment,
        status=np.where(complete, COMPLETE, INCOMPLETE),
        full_needed=np.where(is_screening, np.where(level == LOW, NO, YES), NOTHING),
        level=np.where(complete, level, NOTHING),
        assessor=writer,
    )


def write_start(c: Cases) -> tuple[Ints, Ints]:
    """The screening and the full analysis of each order.

    Returns the day on which a level is first known, and that of the screening which called for a full analysis that
    had not been begun when the order was allocated (`NEVER` where none did).
    """
    o, s, i, many = c.o, c.s, c.all, len(c)
    held = c.allocated_on
    in_time = c.met("rosh-at-allocation", i, held)
    at_court = s.true(SCREENED_AT_COURT.value, many)
    good = np.where(at_court, o.sentenced_on, s.between(o.sentenced_on, held))
    after = as_never(s.days.later(held, 1 + s.below(15, many)), s.true(0.9, many))
    screened_on = np.where(in_time, good, after)
    begun = as_never(s.between(o.sentenced_on, held), ~in_time & s.true(0.45, many))
    assess(c, i, begun, SCREENING, o.level, np.zeros(many, np.bool_))
    assess(c, i, screened_on, SCREENING, o.level)
    has_full = c.met("full-rosh-at-allocation", i, held)
    at_start = s.between(np.maximum(o.asked_on, s.days.earlier(o.sentenced_on, 1)), held)
    is_called_for = (o.level != LOW) & s.true(np.where(o.type == 0, 0.8, 0.6), many)
    full_on = np.where(has_full, at_start, as_never(s.days.later(held, 2 + s.below(28, many)), is_called_for))
    is_complete = has_full | s.true(0.93, many)
    assess(c, i, full_on, FULL, o.level, is_complete)
    known = np.minimum(screened_on, np.where(is_complete, full_on, NEVER))
    is_wanted = (o.level != LOW) & ~has_full & (screened_on <= held)
    return np.where(known <= c.until, known, NEVER), as_never(screened_on, is_wanted)


# --- on the way -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Changes:
    """Significant changes: one row of days for the first of each order, one for the second; `NEVER` where none."""

    on: tuple[Ints, Ints]
    reviewed_on: tuple[Ints, Ints]


def draw_changes(c: Cases) -> Ints:
    """Days of change of each order, two rows: none, one, or two that are well apart."""
    o, s, many = c.o, c.s, len(c)
    first, last = o.begins_on + 25, np.minimum(o.ends_on, s.end) - 1
    held = np.maximum(first, c.allocated_on + 1)
    has_one = s.true(np.array(CHANGE.value)[o.type], many) & (held < last)
    one = as_never(s.between(held, last), has_one)
    has_two = has_one & s.true(CHANGE_AGAIN.value, many) & (one + 60 < last)
    return np.stack((one, as_never(s.between(one + 60, last), has_two)))


def write_changes(c: Cases, on: Ints) -> Changes:
    """Each change and whom it was told to, and the day of the review that it called for."""
    reviewed = []
    for row in on:
        i = np.flatnonzero(row < NEVER)
        reviewed_on = np.full(len(c), NEVER)
        reviewed_on[i] = _write_change(c, i, row[i])
        reviewed.append(reviewed_on)
    return Changes((on[0], on[1]), (reviewed[0], reviewed[1]))


def _write_change(c: Cases, i: Ints, on: Ints) -> Ints:
    s, many = c.s, len(i)
    by, who = c.writer(i, on)
    at = s.written(on, who, 624 + s.below(12, many))
    s.rows.add("significant_change", person=c.o.person[i], on=on, at=at, by=by, officer=by)
    told_on = done_on(c, "others-notified", i, on, s.days.later(on, 2), on + 20, on)
    by, who = c.writer(i, np.minimum(told_on, s.end))
    told_at = s.written(told_on, who, 756 + s.below(12, many), after=at)
    agency = s.drawn(AGENCIES, many)
    keep = told_on <= c.until[i]
    s.rows.add("agency_notified", keep, person=c.o.person[i], on=told_on, at=told_at, by=by, officer=by, agency=agency)
    return done_on(c, "change-reviewed", i, on, s.days.later(on, 5), on + 40, on)


AGENCIES = {
    "Police": 0.3,
    "Children's services": 0.3,
    "Housing": 0.15,
    "Women's safety worker": 0.15,
    "Mental health team": 0.1,
}
"""Who is told of a change, and how often: ours."""


def write_reviews(c: Cases, changes: Changes) -> tuple[Ints, Ints]:
    """The reviews of each order, from half-year to half-year and after changes. Returns orders and days of new risk.

    A review that a change called for is also the review of its half-year, and the next half-year counts from it.
    """
    s = c.s
    i = c.all[c.is_held & (c.o.begins_on < s.end)]
    level = c.o.level.copy()
    planned = np.full(len(c), NEVER)
    planned[i] = _next_review(c, i, c.o.begins_on[i])
    seen = np.zeros(len(c), np.int64)  # how many changes were weighed
    found_i, found_on = [], []
    while len(i):
        change_on, answer = _next_change(changes, i, seen[i])
        is_change = (change_on < NEVER) & (change_on <= planned[i])
        on = np.where(is_change, answer, planned[i])
        happens = on <= np.minimum(c.o.ends_on[i], s.end - 1)
        seen[i[is_change]] += 1
        # A change that was not weighed in time: nothing else was either.
        waits = is_change & ~happens & (planned[i] <= s.days.later(change_on, 5))
        planned[i[waits]] = s.days.later(change_on[waits], 7)
        reviewed, day = i[happens], on[happens]
        rose = _review(c, reviewed, day, is_change[happens], level)
        found_i.append(reviewed[rose])
        found_on.append(day[rose])
        planned[reviewed] = _next_review(c, reviewed, day)
        i = i[happens | is_change]
    return np.concatenate(found_i), np.concatenate(found_on)


def _next_change(changes: Changes, i: Ints, seen: Ints) -> tuple[Ints, Ints]:
    on = np.where(seen == 0, changes.on[0][i], np.where(seen == 1, changes.on[1][i], NEVER))
    answer = np.where(seen == 0, changes.reviewed_on[0][i], np.where(seen == 1, changes.reviewed_on[1][i], NEVER))
    return on, answer


def _next_review(c: Cases, i: Ints, since: Ints) -> Ints:
    """The day of the review of a half-year: in its last three weeks, late, or never."""
    due = months_on(since, 6)
    at = np.minimum(due, c.s.end)
    return done_on(c, "risk-reviewed", i, due - 21, due, due + 50, at)


def _review(c: Cases, i: Ints, on: Ints, after_change: Truths, level: Ints) -> Truths:
    """Write the reviews, and say which of them raised the level to one that warrants more."""
    s, many = c.s, len(i)
    before = np.where(on >= c.with_service_from[i], np.maximum(level[i], HIGH), level[i])
    type_ = c.type_at(i, on)
    rises = s.true(np.where(after_change, RISES.value[0], RISES.value[1]), many)
    raised = np.where(before < HIGH, before + 1, np.where((type_ == 0) & s.true(0.05, many), VERY_HIGH, before))
    falls = ~rises & (type_ == 1) & (before == MEDIUM) & s.true(FALLS.value, many)
    level[i] = np.where(rises, raised, np.where(falls, LOW, before))
    assess(c, i, on, REVIEW, level[i])
    return (level[i] > before) & (level[i] >= HIGH)
