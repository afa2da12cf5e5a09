"""A company's case that was referred to the service because the risk had risen, decided, and taken or not."""

from __future__ import annotations

import numpy as np

from throughcare.facts.escalation import Decision
from throughcare.synthesis.cases import Cases
from throughcare.synthesis.days import NEVER, Ints, Truths
from throughcare.synthesis.parameters import ACCEPTED, REFERRED, TRANSFERRED_AFTER
from throughcare.synthesis.people import HIGH
from throughcare.synthesis.risk import FULL, MEDIUM, assess, done_on
from throughcare.synthesis.rows import code_of, thread


def write_escalations(c: Cases, changes_on: Ints) -> Truths:
    """The referral that the last change of an order led to, its decision, and the case's way to the service.

    Returns which orders were referred.
    """
    o, s = c.o, c.s
    last = np.where(changes_on[1] < NEVER, changes_on[1], changes_on[0])
    on = s.days.later(np.minimum(last, s.end), s.below(3, len(c)))
    refers = (o.type == 1) & (last < NEVER) & (o.level >= MEDIUM) & s.true(REFERRED.value, len(c)) & (on <= c.until)
    i = np.flatnonzero(refers)
    on = on[i]
    division = s.nation.staff.desk_area[c.court_desk[i]]
    says = {
        "person": o.person[i],
        "thread": thread("e", o.number[i]),
        "from_provider": o.area[i],
        "to_provider": division,
    }
    by, who = c.writer(i, on)
    at = s.written(on, who, 684 + s.below(12, len(i)))
    s.rows.add("escalated", on=on, at=at, by=by, **says)
    decided_on = done_on(c, "escalation-decided", i, s.days.later(on, 1), s.days.later(on, 5), on + 25, on)
    is_decided = decided_on <= c.until[i]
    is_taken = is_decided & s.true(ACCEPTED.value, len(i))
    desk = s.nation.staff.desk_for(division, np.ones(len(i), np.bool_), s.shares(len(i)))
    by = s.nation.staff.manager_of(desk, np.minimum(decided_on, s.end))
    at = s.written(decided_on, 0, 696 + s.below(12, len(i)), after=at + 1)
    decision = np.where(is_taken, code_of(Decision.ACCEPTED, "decision"), code_of(Decision.DECLINED, "decision"))
    s.rows.add("escalation_decided", is_decided, on=decided_on, at=at, by=by, decision=decision, **says)
    waits = np.array(TRANSFERRED_AFTER.value)[s.below(len(TRANSFERRED_AFTER.value), int(is_taken.sum()))]
    _take(c, i[is_taken], s.days.later(decided_on[is_taken], waits), desk[is_taken])
    return np.asarray(refers)


def _take(c: Cases, i: Ints, on: Ints, desk: Ints) -> None:
    """The case goes to the division, which makes a full analysis of its own."""
    goes = on <= c.until[i]
    i, on, desk = i[goes], on[goes], desk[goes]
    c.moved_on[i], c.moved_desk[i], c.with_service_from[i] = on, desk, on
    full_on = c.s.days.later(on, 1 + c.s.below(5, len(i)))
    assess(c, i, full_on, FULL, np.full(len(i), HIGH))
