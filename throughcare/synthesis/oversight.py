"""What managers looked at, and the reasons that were given for duties that were missed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from throughcare.facts.oversight import MissedReason
from throughcare.synthesis.cases import Cases
from throughcare.synthesis.days import NEVER, Ints, Truths
from throughcare.synthesis.parameters import EXPLAINED
from throughcare.synthesis.risk import done_on
from throughcare.synthesis.rows import code_of
from throughcare.synthesis.supervision import ATTENDED, Starts, visit

_UNCALLED_FOR = 0.04
_LOOKS_AGAIN = 0.5


def write_oversight(c: Cases, starts: Starts, warranted: Truths) -> None:
    """The manager's look at each case that warranted it when supervision began, and at a few others."""
    o, s, i, many = c.o, c.s, c.all, len(c)
    begun = np.minimum(o.begins_on, s.end)
    on = done_on(c, "oversight", i, s.days.later(begun, 2), s.days.later(begun, 20), begun + 75, begun)
    by_the_way = s.between(begun + 30, np.maximum(c.until, begun + 31))
    on = np.where(warranted, on, np.where(s.true(_UNCALLED_FOR, many), by_the_way, NEVER))
    on = np.where(starts.met_on < NEVER, on, NEVER)
    look(c, i, on)
    again = warranted & (o.type == 0) & (on < NEVER) & s.true(_LOOKS_AGAIN, many)
    look(c, i[again], s.between(on[again] + 80, on[again] + 140))


def look(c: Cases, i: Ints, on: Ints) -> None:
    """Looks at cases, each with its judgement."""
    keep = on <= c.until[i]
    i, on = i[keep], on[keep]
    by = c.manager(i, on)
    at = c.s.written(on, c.type_at(i, on), 768 + c.s.below(12, len(i)))
    c.s.rows.add("oversight", person=c.o.person[i], on=on, at=at, by=by, officer=by)


def answer_new_risk(c: Cases, i: Ints, on: Ints) -> None:
    """A manager's look and a visit for what came to light under supervision, in the shares of the first."""
    s = c.s
    those = (on > c.o.begins_on[i]) & (on < c.until[i]) & (on >= c.allocated_on[i])
    i, on = i[those], on[those]
    i, place = np.unique(i, return_index=True)  # once an order: the first
    on = on[place]
    seen = c.met("oversight", i, on)
    look(c, i[seen], s.between(s.days.later(on[seen], 1), s.days.later(on[seen], 20)))
    seen = c.met("home-visit", i, on)
    first = s.days.later(on[seen], 1)
    visit(c, i[seen], s.between(first, on[seen] + 42), np.full(int(seen.sum()), ATTENDED), 3)


STANDARDS = ("briefing/plan-in-time", "briefing/first-appointment", "briefing/home-visit")
WORDS = pa.array(STANDARDS)

_REASONS = (
    MissedReason.PERSON_NOT_FOUND,
    MissedReason.PRACTITIONER_AWAY,
    MissedReason.ALLOCATED_LATE,
    MissedReason.NO_CAPACITY,
    MissedReason.PERSON_UNWELL,
)


@dataclass(frozen=True, slots=True)
class Beginnings:
    """The row with which supervision of each order began, and when it was recorded."""

    row: Ints
    at: Ints


def explain_missed(
    c: Cases, starts: Starts, begun: Beginnings, visited_on: Ints, planned_on: Ints, warranted: Truths
) -> None:
    """Why some duties that opened with supervision were missed."""
    days, begins_on, held = c.s.days, c.o.begins_on, starts.met_on < NEVER
    duties = (
        (days.later(begins_on, 10), planned_on, held),
        (starts.seen_due, starts.met_on, held),
        (begins_on + 42, visited_on, held & warranted),
    )
    for standard, (due, done, is_owed) in enumerate(duties):
        told_on = days.later(due, 1 + c.s.below(5, len(c)))
        is_missed = is_owed & (done > days.later(due, 5)) & (told_on <= c.until) & (begun.row >= 0)
        i = np.flatnonzero(is_missed & c.s.true(EXPLAINED.value, len(c)))
        _explain(c, i, told_on[i], standard, begun)


def _explain(c: Cases, i: Ints, on: Ints, standard: int, begun: Beginnings) -> None:
    s = c.s
    reasons = np.array([code_of(each, "missed_reason") for each in _REASONS])[s.below(len(_REASONS), len(i))]
    at = s.written(on, c.type_at(i, on), 900 + s.below(60, len(i)), after=begun.at[i] + 1)
    s.rows.add(
        "missed_duty_explained", person=c.o.person[i], on=on, at=at, by=c.holder(i, on),
        standard=standard, opened_by=begun.row[i], missed_reason=reasons,
    )  # fmt: skip
