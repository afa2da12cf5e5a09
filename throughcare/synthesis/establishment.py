"""Who works where over the years: teams, the desks in them, and the people who sat at each desk one after another.

A desk is a post that somebody always holds: when one leaves, the next begins the working day after, and takes the
cases. So who holds a case on a day is found from its desk alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from throughcare.synthesis.days import Ints, Truths

OFFICER, SERVICE_OFFICER, SENIOR = 0, 1, 2
"""Grades, in the order of their class."""


class Work(IntEnum):
    """What a team does."""

    CASES = 0
    COURT = 1
    OTHER = 2


@dataclass(frozen=True, slots=True)
class Team:
    """A team: its code, the place of its organisation, its name, what it does, and the grades at its desks.

    Where it has a manager, the first desk is theirs.
    """

    code: str
    area: int
    name: str
    work: Work
    grades: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Establishment:
    """All desks and posts. Columns are by the place of the team, of the desk, or of the post (a member of staff)."""

    teams: tuple[Team, ...]
    team_area: Ints
    desk_team: Ints
    desk_grade: Ints
    desk_area: Ints
    manager_desk: Ints
    """Of each team (where there is no manager, its first)."""
    first_desk: Ints
    """Of each team: the first that is not the manager's. The others follow."""
    desks_in: Ints
    """Of each team, without the manager's."""
    post_desk: Ints
    post_from: Ints
    post_until: Ints
    """The last day; `NEVER` while it is not left."""
    post_code: tuple[str, ...]
    post_area: Ints
    first_post: Ints
    """Of each desk."""
    _key: Ints
    _by_area: dict[str, tuple[Ints, Ints, Ints]] = field(default_factory=dict)

    def post_at(self, desk: Ints, day: Ints) -> Ints:
        """Who sits at each desk on each day."""
        place = np.searchsorted(self._key, desk * _WIDE + np.clip(day, 1, _WIDE - 1), side="right") - 1
        return np.maximum(place, self.first_post[desk])  # before the first, whoever came first

    def manager_of(self, desk: Ints, day: Ints) -> Ints:
        """Who manages the team of each desk on each day."""
        return self.post_at(self.manager_desk[self.desk_team[desk]], day)

    def colleague(self, desk: Ints, share: npt.NDArray[np.float64]) -> Ints:
        """Another desk of the same team that holds cases (its own where it stands alone)."""
        team = self.desk_team[desk]
        desks = self.desks_in[team]
        own = desk - self.first_desk[team]
        step = 1 + (share * np.maximum(desks - 1, 1)).astype(np.int64)
        return self.first_desk[team] + (own + step) % np.maximum(desks, 1)

    def desk_for(self, area: Ints, needs_officer: Truths, share: npt.NDArray[np.float64]) -> Ints:
        """A desk with cases in each organisation, of a probation officer where the case needs one."""
        anybody, officers = (self._choose(which, area, share) for which in ("cases", "officers"))
        return np.where(needs_officer, officers, anybody)

    def court_desk(self, area: Ints, share: npt.NDArray[np.float64]) -> Ints:
        """A desk at the courts of each division."""
        return self._choose("court", area, share)

    def _choose(self, which: str, area: Ints, share: npt.NDArray[np.float64]) -> Ints:
        desks, starts, counts = self._by_area[which]
        return desks[starts[area] + (share * counts[area]).astype(np.int64)]


_WIDE = 100_000
"""More than any day's number."""


@dataclass(frozen=True, slots=True)
class Posts:
    """Who sat where: by desk, then by the first day. `until` is the last day, `NEVER` while they are still there."""

    desk: Ints
    start: Ints
    until: Ints


@dataclass(frozen=True, slots=True)
class Desks:
    """The desks of teams in a row: the team, the grade and the organisation of each."""

    team: Ints
    grade: Ints
    area: Ints
    is_manager: Truths


def desks_of(teams: Sequence[Team]) -> Desks:
    """The desks of teams, team after team."""
    counts = [len(team.grades) for team in teams]
    team = np.repeat(np.arange(len(teams)), counts)
    grade = np.array([grade for each in teams for grade in each.grades])
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    is_first = np.isin(np.arange(len(team)), starts)
    return Desks(team, grade, np.array([each.area for each in teams])[team], is_first & (grade == SENIOR))


def establishment(teams: Sequence[Team], posts: Posts, codes: Sequence[str], areas: int) -> Establishment:
    """Teams with those who sit at their desks, ready to be asked. `codes` are of posts, `areas` counts the places."""
    desks = desks_of(teams)
    counts = np.array([len(team.grades) for team in teams])
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    managers = np.bincount(desks.team[desks.is_manager], minlength=len(teams))
    return Establishment(
        tuple(teams),
        team_area=np.array([team.area for team in teams]),
        desk_team=desks.team,
        desk_grade=desks.grade,
        desk_area=desks.area,
        manager_desk=starts,
        first_desk=starts + managers,
        desks_in=counts - managers,
        post_desk=posts.desk,
        post_from=posts.start,
        post_until=posts.until,
        post_code=tuple(codes),
        post_area=desks.area[posts.desk],
        first_post=np.searchsorted(posts.desk, np.arange(len(desks.team))),
        _key=posts.desk * _WIDE + posts.start,
        _by_area=_choices(teams, desks, areas),
    )


def _choices(teams: Sequence[Team], desks: Desks, areas: int) -> dict[str, tuple[Ints, Ints, Ints]]:
    work = np.array([team.work for team in teams])[desks.team]
    holds = (work == Work.CASES) & (desks.grade != SENIOR)
    which = {
        "cases": holds,
        "officers": holds & (desks.grade == OFFICER),
        "court": (work == Work.COURT) & (desks.grade != SENIOR),
    }
    found = {}
    for name, those in which.items():
        of_kind = np.flatnonzero(those)
        of_kind = of_kind[np.argsort(desks.area[of_kind], kind="stable")]
        counts = np.bincount(desks.area[of_kind], minlength=areas)
        found[name] = of_kind, np.concatenate(([0], np.cumsum(counts)[:-1])), counts
    return found
