"""With which chance a duty is met: the picture's share for the type, the team's own, and a trend where there is one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from throughcare.synthesis.days import Floats, Ints
from throughcare.synthesis.establishment import Establishment, Work
from throughcare.synthesis.parameters import TEAM_SPREAD, TRENDS
from throughcare.synthesis.picture import DONE_LATE, FURTHER_CONVICTION, PICTURE, lean
from throughcare.synthesis.places import Places

STANDARDS = tuple(name for name in PICTURE if name != FURTHER_CONVICTION)
_WITH_TREND = ("first-appointment", "plan-in-time", "risk-reviewed", "change-reviewed")


@dataclass(frozen=True, slots=True)
class Chances:
    """The chance of each standard (row) for each team (column), and how it moves with the years."""

    _met: Floats
    _a_day: Floats
    _middle: int

    def met(self, standard: str, team: Ints, day: Ints) -> Floats:
        """The chance with which a duty of each team on each day is met."""
        row = STANDARDS.index(standard)
        found = np.asarray(self._met[row, team])
        if standard in _WITH_TREND:
            found = found + self._a_day[team] * (day - self._middle)
        return np.asarray(np.clip(found, 0.005, 0.995))


def chances(places: Places, staff: Establishment, *, start: int, end: int, rng: np.random.Generator | None) -> Chances:
    """Draw what is true of each team; the mean over the desks of a type stays that of the picture.

    Without chance (`rng` None) teams of one type are alike, and none changes.
    """
    type_of = np.array([area.type_place for area in places.areas])[staff.team_area]
    work = np.array([team.work for team in staff.teams])
    desks = staff.desks_in * 1.0
    met = np.zeros((len(STANDARDS), len(staff.teams)))
    for row, standard in enumerate(STANDARDS):
        for type_ in (0, 1):
            target = PICTURE[standard][type_]
            if target is None:
                met[row, type_of == type_] = 0.5  # nobody counts it
                continue
            mean = min(0.99, max(0.01, target + lean(standard, type_, (end - start) / 365.25)))
            if rng is None:
                met[row, type_of == type_] = mean
                continue
            drawn = rng.beta(mean * TEAM_SPREAD.value, (1 - mean) * TEAM_SPREAD.value, len(staff.teams))
            for kind in (Work.CASES, Work.COURT):
                those = (type_of == type_) & (work == kind)
                if those.any():
                    drawn[those] += mean - np.average(drawn[those], weights=desks[those])
            met[row, type_of == type_] = drawn[type_of == type_]
    trends = TRENDS.value if rng is not None else {}
    a_year = np.array([trends.get(area.code, 0.0) for area in places.areas])[staff.team_area]
    return Chances(met, a_year / 365.25, (start + end) // 2)


def late(standard: str, type_: Ints) -> Floats:
    """Of what is not done in time, the share that is done at all."""
    return np.asarray(np.array(DONE_LATE[standard])[type_], dtype=np.float64)
