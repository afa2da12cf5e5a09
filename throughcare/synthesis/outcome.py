"""Further convictions, and the orders that some of them bring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from throughcare.facts.court import OffenceGroup
from throughcare.synthesis.cases import Cases
from throughcare.synthesis.days import NEVER, Floats, Ints, Truths, months_on
from throughcare.synthesis.orders import COMMUNITY, Orders, as_never
from throughcare.synthesis.parameters import AGAIN_AN_ORDER, CONVICTED_BY_AGE, CONVICTED_BY_OFFENCE
from throughcare.synthesis.people import People
from throughcare.synthesis.picture import FURTHER_CONVICTION, PICTURE
from throughcare.synthesis.risk import SCREENING, assess
from throughcare.synthesis.slice import COURT, Slice
from throughcare.synthesis.supervision import write_plan


@dataclass(frozen=True, slots=True)
class Convictions:
    """Further convictions of the people of a slice, whose first orders stand in the order of the people.

    `on` is `NEVER` for most. `returns` says whose come after the first order's end and so bring a new one in full;
    `brings_order` whose come under supervision and bring another beside the first.
    """

    on: Ints
    returns: Truths
    brings_order: Truths


def draw_convictions(s: Slice, people: People, first: Orders) -> Convictions:
    """Who is convicted again, and when: likelier the longer it could happen, for the young, and after some offences."""
    many = len(first)
    last = s.end - 1
    days = np.maximum(0, last - first.begins_on)
    chance = np.sqrt(days) * _lean(people, first)
    targets = np.array(PICTURE[FURTHER_CONVICTION])[first.type]
    for type_ in (0, 1):
        those = (first.type == type_) & (days > 0)
        if those.any():
            chance[those] *= 1 / max(1e-9, float(chance[those].mean()))
    is_convicted = (days > 14) & s.true(np.minimum(0.9, chance * targets), many)
    on = s.between(first.begins_on + 10, np.full(many, last))
    # After the first order has ended only those come to be known who are sentenced to another.
    returns = is_convicted & (on > first.ends_on)
    on = np.where(returns, np.maximum(on, s.days.later(first.ends_on, 20)), on)
    is_convicted &= on <= last
    returns &= is_convicted
    brings = is_convicted & ~returns & s.true(AGAIN_AN_ORDER.value, many)
    return Convictions(as_never(on, is_convicted), returns, brings)


def _lean(people: People, first: Orders) -> Floats:
    limits, factors = (np.array(each) for each in zip(*CONVICTED_BY_AGE.value, strict=True))
    by_age = factors[np.searchsorted(limits, people.age, side="right")]
    by_offence = np.array([CONVICTED_BY_OFFENCE.value.get(each.value, 1.0) for each in OffenceGroup])
    return np.asarray(by_age * by_offence[first.offence], dtype=np.float64)


def write_convictions(c: Cases, convictions: Convictions, returning: Ints) -> None:
    """The convictions: those under supervision by whoever has the case, the others at the court.

    `returning` holds, for each person who returns, the place of their new order.
    """
    i = np.flatnonzero((convictions.on < NEVER) & ~convictions.returns)
    _write(c, i, convictions.on[i])
    if len(returning):
        _write(c, returning, c.o.asked_on[returning], at_court=True)


def _write(c: Cases, i: Ints, on: Ints, *, at_court: bool = False) -> None:
    s = c.s
    by, who = (c.court_officer(i, on), COURT) if at_court else c.writer(i, on)
    offence_on = np.maximum(on - 20 - s.below(110, len(i)), c.o.begins_on[i] + 1 if not at_court else 0)
    at = s.written(on, who, 780 + s.below(12, len(i)))
    s.rows.add("convicted", person=c.o.person[i], on=on, at=at, by=by, offence_on=np.minimum(offence_on, on))


def write_second_orders(c: Cases, convictions: Convictions, held: Truths) -> None:
    """Orders beside the first: the same practitioner, a new screening and a new plan."""
    s = c.s
    i = np.flatnonzero(convictions.brings_order & held)
    if not len(i):
        return
    on = convictions.on[i]
    months = s.one_of({6: 1, 9: 1, 12: 1}, len(i))
    ends = np.minimum(months_on(on, months) - 1, c.o.ends_on[i])
    at = s.written(on, COURT, 790 + s.below(200, len(i)), after=c.court_at[i] + 1)
    says = {"person": c.o.person[i], "order": np.full(len(i), 2)}
    s.rows.add(
        "sentenced", on=on, at=at, by=c.court_officer(i, on), disposal=COMMUNITY, offence=c.o.offence[i],
        expected_end_on=months_on(on, months) - 1, **says,
    )  # fmt: skip
    held_on = s.days.later(on, s.below(3, len(i)))
    _allocate(c, i, held_on, at, says)
    assess(c, i, s.between(on, held_on), SCREENING, c.o.level[i])
    planned = s.between(s.days.later(on, 2), s.days.later(on, 30))
    keep = (planned <= np.minimum(ends, s.end)) & c.met("plan-in-time", i, on)
    write_plan(c, i[keep], np.minimum(planned, s.days.later(on, 10))[keep])
    by, who = c.writer(i, np.minimum(ends, s.end))
    ended_at = s.written(ends, who, 940 + s.below(50, len(i)), after=at + 2)
    s.rows.add("ended", ends <= s.end, on=ends, at=ended_at, by=by, **says)


def _allocate(c: Cases, i: Ints, on: Ints, after: Ints, says: dict[str, Ints]) -> None:
    s, staff = c.s, c.s.nation.staff
    day = np.minimum(on, s.end)
    desk = c.desk_at(i, day)
    at = s.written(on, c.type_at(i, day), 800 + s.below(30, len(i)), after=after + 1)
    s.rows.add(
        "allocated", on=on, at=at, by=c.manager(i, day), provider=staff.desk_area[desk],
        officer=staff.post_at(desk, day), team=staff.desk_team[desk], **says,
    )  # fmt: skip
