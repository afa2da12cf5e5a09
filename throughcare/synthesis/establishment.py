"""Who works where over the years: teams, the desks in them, and the people who sat at each desk one after another.

A desk is a post that somebody always holds: when one leaves, the next begins the working day after, and takes the
cases. So who holds a case on a day is found from its desk alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from throughcare.synthesis.days import NEVER, Days, Ints, Truths
from throughcare.synthesis.parameters import OFFICERS, STAFF, TEAM_SIZE, TURNOVER
from throughcare.synthesis.places import Places, team_name

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

    The first desk is the manager's.
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
    first_desk: Ints
    """Of each team: the manager's desk. The others follow."""
    desks_in: Ints
    """Of each team, the manager's among them."""
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
        return self.post_at(self.first_desk[self.desk_team[desk]], day)

    def colleague(self, desk: Ints, share: npt.NDArray[np.float64]) -> Ints:
        """Another desk of the same team that holds cases (its own where it stands alone)."""
        team = self.desk_team[desk]
        others = self.desks_in[team] - 1
        own = desk - self.first_desk[team] - 1
        step = 1 + (share * np.maximum(others - 1, 1)).astype(np.int64)
        return self.first_desk[team] + 1 + (own + step) % others

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


def establish(
    places: Places, current: npt.NDArray[np.float64], *, days: Days, start: int, end: int, size: float,
    caseload: float, rng: np.random.Generator,
) -> Establishment:  # fmt: skip
    """Teams for so many current cases in each area, and their posts from `start` to `end`.

    `size` is the share of a whole nation, for the staff who hold no cases.
    """
    teams = _teams(places, current, caseload, rng)
    held = sum(len(team.grades) for team in teams)
    years = (end - start) / 365.25
    lasting = 1 + years * (TURNOVER.value[0] + TURNOVER.value[1]) / 2
    others = max(0, round(STAFF.value * size / lasting) - held)
    teams += _other_teams(places, others)
    teams.sort(key=lambda team: team.code)
    return _with_posts(teams, places, days, start, end, rng)


def _teams(places: Places, current: npt.NDArray[np.float64], caseload: float, rng: np.random.Generator) -> list[Team]:
    found: list[Team] = []
    for place, area in enumerate(places.areas):
        desks = max(2, round(current[place] / caseload))
        smallest, largest = TEAM_SIZE.value
        teams = max(1, round(desks / ((smallest + largest) / 2 - 1)))
        sizes = _sizes(desks, teams, rng)
        for number, size in enumerate(sizes, start=1):
            officers = max(1, round(size * OFFICERS.value[area.type_place]))
            grades = (SENIOR, *(OFFICER,) * officers, *(SERVICE_OFFICER,) * (size - officers))
            found.append(Team(f"{area.code}T{number:02}", place, team_name(number - 1), Work.CASES, grades))
        if area.division == area.code:
            courts = max(2, round(desks / 4))
            grades = (SENIOR, *(OFFICER, SERVICE_OFFICER) * ((courts + 1) // 2))
            found.append(Team(f"{area.code}T00", place, "Courts", Work.COURT, grades))
    return found


def _sizes(desks: int, teams: int, rng: np.random.Generator) -> list[int]:
    """Unequal sizes of so many teams that add up to so many desks."""
    if teams == 1:
        return [desks]
    drawn = rng.uniform(0.7, 1.3, teams)
    sizes = np.maximum(1, np.floor(drawn / drawn.sum() * desks)).astype(int)
    for place in range(desks - int(sizes.sum())):
        sizes[place % teams] += 1
    return [int(size) for size in sizes]


def _other_teams(places: Places, staff: int) -> list[Team]:
    """Programmes, unpaid work, hostels and offices: staff who hold no cases, spread by weight over the areas."""
    found = []
    whole = sum(area.weight if area.type_place else area.weight * 60 for area in places.areas)
    for place, area in enumerate(places.areas):
        left = round(staff * (area.weight if area.type_place else area.weight * 60) / whole)
        for number, names in enumerate(range(0, left, _OTHER_TEAM), start=1):
            size = min(_OTHER_TEAM, left - names)
            grades = (SENIOR, *(SERVICE_OFFICER,) * max(1, size - 1))
            name = f"Programmes and unpaid work {number}"
            found.append(Team(f"{area.code}W{number:02}", place, name, Work.OTHER, grades))
    return found


_OTHER_TEAM = 40


def _with_posts(
    teams: list[Team], places: Places, days: Days, start: int, end: int, rng: np.random.Generator
) -> Establishment:
    team_area = np.array([team.area for team in teams])
    desks_in = np.array([len(team.grades) for team in teams])
    first_desk = np.concatenate(([0], np.cumsum(desks_in)[:-1]))
    desk_team = np.repeat(np.arange(len(teams)), desks_in)
    desk_grade = np.array([grade for team in teams for grade in team.grades])
    desk_area = team_area[desk_team]
    is_manager = np.isin(np.arange(len(desk_team)), first_desk)
    post_desk, post_from, post_until = _posts(desk_area, is_manager, places, days, start, end, rng)
    post_area = desk_area[post_desk]
    counted: dict[int, int] = {}
    codes = []
    for area in post_area.tolist():
        counted[area] = counted.get(area, 0) + 1
        codes.append(f"{places.areas[area].code}{counted[area]:04}")
    by_area = _choices(teams, desk_team, desk_grade, desk_area, len(places.areas))
    key = post_desk * _WIDE + post_from
    return Establishment(
        tuple(teams), team_area, desk_team, desk_grade, desk_area, first_desk, desks_in,
        post_desk, post_from, post_until, tuple(codes), post_area,
        np.searchsorted(post_desk, np.arange(len(desk_team))), key, by_area,
    )  # fmt: skip


def _posts(
    desk_area: Ints, is_manager: Truths, places: Places, days: Days, start: int, end: int, rng: np.random.Generator
) -> tuple[Ints, Ints, Ints]:
    """Who comes after whom at each desk: posts by desk, then by their first day. Managers were there first."""
    kind = np.array([area.type_place for area in places.areas])[desk_area]
    rate = np.array(TURNOVER.value)[kind] / 365.25
    rounds: list[tuple[Ints, Ints]] = []
    before = np.where(is_manager, 510, rng.integers(1, 500, len(desk_area)))
    begun = days.working(start - before)
    left = days.working(start + (rng.exponential(1.0, len(desk_area)) / rate).astype(np.int64))
    desk = np.arange(len(desk_area))
    while len(desk):
        rounds.append((desk, begun))
        goes_on = days.later(left, 1) <= end
        desk, begun, rate = desk[goes_on], days.later(left[goes_on], 1), rate[goes_on]
        left = days.working(begun + 60 + (rng.exponential(1.0, len(desk)) / rate).astype(np.int64))
    post_desk = np.concatenate([each for each, _ in rounds])
    post_from = np.concatenate([each for _, each in rounds])
    order = np.lexsort((post_from, post_desk))
    post_desk, post_from = post_desk[order], post_from[order]
    until = np.full(len(post_desk), NEVER)
    same = post_desk[1:] == post_desk[:-1]
    until[:-1][same] = days.earlier(post_from[1:][same], 1)
    return post_desk, post_from, until


def _choices(
    teams: list[Team], desk_team: Ints, desk_grade: Ints, desk_area: Ints, areas: int
) -> dict[str, tuple[Ints, Ints, Ints]]:
    work = np.array([team.work for team in teams])[desk_team]
    holds = (work == Work.CASES) & (desk_grade != SENIOR)
    which = {
        "cases": holds,
        "officers": holds & (desk_grade == OFFICER),
        "court": (work == Work.COURT) & (desk_grade != SENIOR),
    }
    found = {}
    for name, those in which.items():
        desks = np.flatnonzero(those)
        desks = desks[np.argsort(desk_area[desks], kind="stable")]
        counts = np.bincount(desk_area[desks], minlength=areas)
        found[name] = desks, np.concatenate(([0], np.cumsum(counts)[:-1])), counts
    return found
