"""Meetings, visits at home and plans."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from throughcare.facts.supervision import Meeting, Outcome
from throughcare.synthesis.allocation import counted
from throughcare.synthesis.cases import Cases
from throughcare.synthesis.days import NEVER, Ints, Truths
from throughcare.synthesis.orders import as_never
from throughcare.synthesis.parameters import NOBODY_IN, NOTHING_ARRANGED, OUTCOMES, VISIT_UNCALLED_FOR, WEEKLY_UNTIL
from throughcare.synthesis.risk import done_on
from throughcare.synthesis.rows import code_of, thread
from throughcare.synthesis.slice import stamp

ATTENDED, ACCEPTABLE, UNACCEPTABLE = (code_of(each, "outcome") for each in Outcome)
OFFICE, HOME = (code_of(each, "meeting") for each in Meeting)

SLOTS = tuple(f"{hour:02}:{minute:02}" for hour in (9, 10, 11, 13, 14, 15) for minute in (0, 15, 30, 45))[2:]
"""Times of day at which people are seen."""
_AFTERNOON = SLOTS.index("14:00")
_MINUTES = np.array([int(slot[:2]) * 60 + int(slot[3:]) for slot in SLOTS])


@dataclass(frozen=True, slots=True)
class Starts:
    """When a first meeting is in time, and when it is. By the place of the order."""

    first: Ints
    seen_due: Ints
    contract_due: Ints
    met_on: Ints
    """The first meeting with the practitioner: somebody came to it; `NEVER` while nobody has the case."""
    is_seen: Truths


def draw_starts(c: Cases, has_holder: Truths) -> Starts:
    """When each person first meets their practitioner: by the inspection's clock, by the contract's, or late."""
    o, s, i, many = c.o, c.s, c.all, len(c)
    begun, held, prison = o.begins_on, c.allocated_on, o.is_custody
    first, seen_due = np.maximum(held, begun), s.days.later(begun, 5)
    contract_due = np.where(prison, s.days.later(begun, 1), s.days.later(held, 5))
    wanted_seen = c.chance("first-appointment", i, np.minimum(begun, s.end))
    wanted = c.chance("first-appointment-contract", i, np.minimum(begun, s.end))
    is_seen = s.true(wanted_seen, many) & (first <= seen_due)
    alone = s.true(np.clip((wanted - wanted_seen) / np.maximum(0.02, 1 - wanted_seen), 0, 1), many)
    in_contract = np.where(prison, s.true(wanted, many), is_seen | alone)
    in_time = s.between(
        np.where(prison & ~in_contract, s.days.later(first, 2), first),
        np.where(prison & in_contract, np.minimum(contract_due, seen_due), seen_due),
    )
    after = s.days.later(np.maximum(seen_due, contract_due), 1 + s.below(8, many))
    by_contract = in_contract & (contract_due > seen_due) & s.true(0.5, many)
    late = np.where(by_contract, s.between(s.days.later(seen_due, 1), contract_due), after)
    met_on = np.where(is_seen, in_time, late)
    begins = has_holder & (begun <= s.end)
    _write_not_own(c, begins & in_contract & ~is_seen & ~by_contract, first, contract_due)
    return Starts(first, seen_due, contract_due, as_never(met_on, begins), is_seen)


def _write_not_own(c: Cases, those: Truths, first: Ints, due: Ints) -> None:
    """A first meeting that counts for the contract alone: with somebody else, or nobody came."""
    s, i = c.s, np.flatnonzero(those)
    many = len(i)
    on = s.between(first[i], due[i])
    day = np.minimum(on, s.end)
    with_other = s.true(0.5, many)
    officer = np.where(with_other, c.colleague(i, day), c.holder(i, day))
    absent = np.where(s.true(0.5, many), ACCEPTABLE, UNACCEPTABLE)
    outcome = np.where(with_other, ATTENDED, absent)
    _meet(c, i, on, first[i], officer, outcome, OFFICE, thread("m", (c.o.number[i] - 1) * _AN_ORDER + 1))


_AN_ORDER = 400
"""Room for the meetings of one order in the numbers of threads."""


def _meet(
    c: Cases, i: Ints, on: Ints, arranged_on: Ints, officer: Ints, outcome: Ints, meeting: int, threads: Ints,
    keep: Truths | None = None,
) -> Ints:  # fmt: skip
    """Meetings arranged and, once their day is over, what became of them. Returns the rows of what became of them."""
    s, many = c.s, len(i)
    keep = (np.ones(many, np.bool_) if keep is None else keep) & (on <= np.maximum(c.o.ends_on[i], arranged_on))
    arranged_on = np.minimum(s.days.working_before(np.maximum(arranged_on, c.allocated_on[i])), on)
    day = np.minimum(arranged_on, s.end)
    by = c.holder(i, day)
    same_day = arranged_on >= on
    slot = np.where(same_day, _AFTERNOON, 0) + (
        s.shares(many) * (len(SLOTS) - np.where(same_day, _AFTERNOON, 0))
    ).astype(np.int64)
    arranged_at = stamp(arranged_on, np.where(same_day, 705, 960) + s.below(60, many))
    with_whom = np.where(on > s.end, by, officer)
    s.rows.add(
        "appointment_arranged", keep, person=c.o.person[i], on=on, at=arranged_at, by=by, thread=threads,
        meeting=meeting, officer=with_whom, at_time=slot,
    )  # fmt: skip
    over = _MINUTES[slot] + 30 + s.below(30, many)
    at = s.written(on, c.type_at(i, np.minimum(on, s.end)), over, after=arranged_at + 1)
    kind = "home_visit" if meeting == HOME else "appointment"
    return s.rows.add(
        kind, keep, person=c.o.person[i], on=on, at=at, by=officer, thread=threads, outcome=outcome, officer=officer
    )


# --- one meeting after the other ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Meetings:
    """Meetings of the usual sort: the order, the day, what became of it, and its row."""

    i: Ints
    on: Ints
    outcome: Ints
    row: Ints


def write_meetings(c: Cases, starts: Starts) -> Meetings:
    """The meetings from the first one to the end of supervision, or to the next one that lies ahead."""
    s = c.s
    offsets, many = _offsets(c, starts)
    i = np.repeat(c.all, many)
    place = counted(many)
    day = starts.met_on[i] + offsets[c.o.level[i], place]
    jitter = np.array([0, 0, 0, 1, -1])[s.below(5, len(i))]
    on = np.where(place == 0, starts.met_on[i], s.days.working(day + jitter))
    before = np.concatenate(([0], on[:-1])) if len(on) else on
    arranged_on = np.where(place == 0, starts.first[i], before)
    type_ = c.type_at(i, np.minimum(on, s.end))
    keep = (on <= s.end) | ~s.true(np.array(NOTHING_ARRANGED.value)[type_], len(i))
    chances = np.array([OUTCOMES.value[each.value] for each in Outcome])[:, type_]
    drawn = s.shares(len(i))
    outcome = np.where(
        drawn < chances[0], ATTENDED, np.where(drawn < chances[0] + chances[1], ACCEPTABLE, UNACCEPTABLE)
    )
    outcome = np.where(place == 0, ATTENDED, outcome)
    threads = thread("m", (c.o.number[i] - 1) * _AN_ORDER + place + 2)
    officer = c.holder(i, np.minimum(on, s.end))
    is_away, cover = s.nation.absences.of(officer, on)
    is_away &= place > 0  # the first meeting is the practitioner's own, whatever it takes
    keep &= ~is_away | (cover >= 0)
    officer = np.where(is_away & (cover >= 0), cover, officer)
    rows = _meet(c, i, on, arranged_on, officer, outcome, OFFICE, threads, keep)
    return Meetings(i, on, outcome, rows)


def _offsets(c: Cases, starts: Starts) -> tuple[Ints, Ints]:
    """Days from the first meeting to each that follows, by risk, and how many each order has: one of them ahead."""
    table = []
    for weekly, fortnightly in WEEKLY_UNTIL.value:
        days = [0]
        while days[-1] < 2000:
            days.append(days[-1] + (7 if days[-1] < weekly else 14 if days[-1] < fortnightly else 28))
        table.append(days)
    shortest = min(map(len, table))
    offsets = np.array([days[:shortest] for days in table])
    last = np.minimum(c.o.ends_on, c.s.end + 30) - starts.met_on
    many = np.zeros(len(c), np.int64)
    for level, row in enumerate(offsets):
        those = c.o.level == level
        many[those] = np.searchsorted(row, last[those], side="right")
    return offsets, many


# --- visits and plans -----------------------------------------------------------------------------------------------


def write_home_visits(c: Cases, starts: Starts, warranted: Truths) -> Ints:
    """The visit that the risk at the start warrants, or now and then one that nothing calls for. Returns its day."""
    o, s, i, many = c.o, c.s, c.all, len(c)
    due = o.begins_on + 42
    # Not before both clocks of the first appointment have run out, which a visit would stop too.
    first = s.days.later(np.maximum(np.maximum(starts.seen_due, starts.contract_due), starts.met_on), 1)
    begun = np.minimum(o.begins_on, s.end)
    called_for = done_on(c, "home-visit", i, first, due, due + 60, begun)
    uncalled = as_never(s.between(first, first + 100), s.true(np.array(VISIT_UNCALLED_FOR.value)[o.type], many))
    on = as_never(np.where(warranted, called_for, uncalled), starts.met_on < NEVER)
    nobody = s.between(first, due)
    tries = (
        warranted & (starts.met_on < NEVER) & (nobody < on) & s.true(np.where(on < NEVER, NOBODY_IN.value, 0.4), many)
    )
    absent = np.where(s.true(0.5, many), ACCEPTABLE, UNACCEPTABLE)
    visit(c, i[tries], nobody[tries], absent[tries], 1)
    keep = on < NEVER
    visit(c, i[keep], on[keep], np.full(int(keep.sum()), ATTENDED), 2)
    return on


def visit(c: Cases, i: Ints, on: Ints, outcome: Ints, number: int) -> None:
    """Visits at home, each arranged some days before."""
    keep = on <= c.until[i]
    i, on, outcome = i[keep], on[keep], outcome[keep]
    threads = thread("v", (c.o.number[i] - 1) * 10 + number)
    _meet(c, i, on, c.s.days.earlier(on, 4), c.holder(i, on), outcome, HOME, threads)


def write_plans(c: Cases, starts: Starts) -> Ints:
    """The plan of each order: in time, late or never; by its practitioner or somebody of the team. Returns its day."""
    o, s, i = c.o, c.s, c.all
    first = np.maximum(s.days.later(o.begins_on, 2), s.days.later(starts.first, 1))
    at = np.minimum(o.begins_on, s.end)
    on = done_on(c, "plan-in-time", i, first, s.days.later(o.begins_on, 10), o.begins_on + 55, at)
    on = as_never(on, (on <= c.until) & (starts.met_on < NEVER))
    i = np.flatnonzero(on < NEVER)
    write_plan(c, i, on[i])
    return on


def write_plan(c: Cases, i: Ints, on: Ints) -> None:
    """Plans, by the case's practitioner or by somebody else of the team."""
    s = c.s
    is_own = c.met("plan-by-assigned", i, on)
    officer = np.where(is_own, c.holder(i, on), c.colleague(i, on))
    at = s.written(on, c.type_at(i, on), 744 + s.below(12, len(i)))
    s.rows.add("plan", person=c.o.person[i], on=on, at=at, by=officer, officer=officer)
