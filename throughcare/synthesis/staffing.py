"""How many teams and desks a nation's cases need, and who comes and goes at each desk over the years."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from throughcare.synthesis.days import NEVER, Days, Ints
from throughcare.synthesis.establishment import (
    OFFICER,
    SENIOR,
    SERVICE_OFFICER,
    Desks,
    Establishment,
    Posts,
    Team,
    Work,
    desks_of,
    establishment,
)
from throughcare.synthesis.parameters import OFFICERS, STAFF, TEAM_SIZE, TURNOVER
from throughcare.synthesis.places import Places, team_name


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
    posts = _posts(desks_of(teams), places, days, start, end, rng)
    return establishment(teams, posts, _codes(teams, posts, places), len(places.areas))


def _codes(teams: list[Team], posts: Posts, places: Places) -> list[str]:
    """A code for each post: its organisation's, and a number within it."""
    area = desks_of(teams).area[posts.desk]
    wide = max(4, len(str(np.bincount(area).max())))
    counted: dict[int, int] = {}
    codes = []
    for each in area.tolist():
        counted[each] = counted.get(each, 0) + 1
        codes.append(f"{places.areas[each].code}{counted[each]:0{wide}}")
    return codes


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


def _posts(desks: Desks, places: Places, days: Days, start: int, end: int, rng: np.random.Generator) -> Posts:
    """Who comes after whom at each desk: posts by desk, then by their first day. Managers were there first."""
    kind = np.array([area.type_place for area in places.areas])[desks.area]
    rate = np.array(TURNOVER.value)[kind] / 365.25
    rounds: list[tuple[Ints, Ints]] = []
    before = np.where(desks.is_manager, 510, rng.integers(1, 500, len(desks.area)))
    begun = days.working(start - before)
    left = days.working(start + (rng.exponential(1.0, len(desks.area)) / rate).astype(np.int64))
    desk = np.arange(len(desks.area))
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
    return Posts(post_desk, post_from, until)
