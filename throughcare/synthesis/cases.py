"""Cases: orders with whoever holds them on each day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from throughcare.synthesis.days import Floats, Ints, Truths
from throughcare.synthesis.orders import Orders
from throughcare.synthesis.people import HIGH
from throughcare.synthesis.slice import COURT, Slice


@dataclass(slots=True)
class Cases:
    """Orders and who has them. In all methods `i` are places of orders, and days stand beside them."""

    s: Slice
    o: Orders
    desk: Ints
    court_desk: Ints
    allocated_on: Ints
    moved_on: Ints
    """The day on which the case goes to another desk; `NEVER` where it stays."""
    moved_desk: Ints
    with_service_from: Ints
    """The day on which a company's case goes to the service; `NEVER` where it does not."""
    court_at: Ints
    """When the sentence was recorded."""

    def __len__(self) -> int:
        return len(self.o)

    @property
    def all(self) -> Ints:
        """Every place."""
        return np.arange(len(self.o))

    @property
    def until(self) -> Ints:
        """The last day of supervision that is known of."""
        return np.minimum(self.o.ends_on, self.s.end)

    @property
    def is_held(self) -> Truths:
        """Whether a practitioner has the case by the last day."""
        return self.allocated_on <= self.s.end

    def desk_at(self, i: Ints, day: Ints) -> Ints:
        """The desk that has the case."""
        return np.where(day >= self.moved_on[i], self.moved_desk[i], self.desk[i])

    def holder(self, i: Ints, day: Ints) -> Ints:
        """The practitioner."""
        return self.s.nation.staff.post_at(self.desk_at(i, day), day)

    def manager(self, i: Ints, day: Ints) -> Ints:
        """The manager of the practitioner's team."""
        return self.s.nation.staff.manager_of(self.desk_at(i, day), day)

    def colleague(self, i: Ints, day: Ints) -> Ints:
        """Somebody else of the practitioner's team."""
        staff = self.s.nation.staff
        return staff.post_at(staff.colleague(self.desk_at(i, day), self.s.shares(len(i))), day)

    def court_officer(self, i: Ints, day: Ints) -> Ints:
        """The court officer who has to do with the case."""
        return self.s.nation.staff.post_at(self.court_desk[i], day)

    def writer(self, i: Ints, day: Ints) -> tuple[Ints, Ints]:
        """Who records what happens on a day, and for whom: the court officer until the case is allocated."""
        is_held = day >= self.allocated_on[i]
        post = np.where(is_held, self.holder(i, day), self.court_officer(i, day))
        return post, np.where(is_held, self.type_at(i, day), COURT)

    def type_at(self, i: Ints, day: Ints) -> Ints:
        """The type of the organisation that has the case."""
        return np.where(day >= self.with_service_from[i], 0, self.o.type[i])

    def met(self, standard: str, i: Ints, day: Ints) -> Truths:
        """Whether a duty of the practitioner's team is met."""
        team = self.s.nation.staff.desk_team[self.desk_at(i, day)]
        return self.s.true(self.s.nation.chances.met(standard, team, day), len(i))

    def met_at_court(self, standard: str, i: Ints, day: Ints) -> Truths:
        """Whether a duty of the court team is met."""
        team = self.s.nation.staff.desk_team[self.court_desk[i]]
        return self.s.true(self.s.nation.chances.met(standard, team, day), len(i))

    def chance(self, standard: str, i: Ints, day: Ints) -> Floats:
        """The chance with which a duty of the practitioner's team is met."""
        return self.s.nation.chances.met(standard, self.s.nation.staff.desk_team[self.desk_at(i, day)], day)


def draw_cases(s: Slice, o: Orders) -> Cases:
    """Give each order a desk in its organisation, one at court, and the day of its allocation."""
    staff, many = s.nation.staff, len(o)
    desk = staff.desk_for(o.area, o.level >= HIGH, s.shares(many))
    division = _divisions(s)[o.area]
    court_desk = staff.court_desk(division, s.shares(many))
    team = staff.desk_team[desk]
    in_time = s.true(s.nation.chances.met("allocated-in-time", team, o.sentenced_on), many)
    soon = np.searchsorted([0.3, 0.75], s.shares(many), side="right")
    allocated = s.days.later(o.sentenced_on, np.where(in_time, soon, 3 + s.below(6, many)))
    never = np.full(many, 60_000)
    at = s.written(o.sentenced_on, COURT, 690 + s.below(330, many))
    return Cases(s, o, desk, court_desk, allocated, never.copy(), desk.copy(), never.copy(), at)


def _divisions(s: Slice) -> Ints:
    places = {area.code: place for place, area in enumerate(s.nation.places.areas)}
    return np.array([places[area.division] for area in s.nation.places.areas])
