"""The problem as arrays: like cases together, whom each may go to, and what that costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from throughcare.rules.assignment.problem import WEIGHTS, CaseToPlace, Receiver, Weights
from throughcare.rules.role_grid import CaseNeeds, Grid, Skills, may_hold

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
FEW, FREE = 5, 2
"""Of whoever holds fewer than so many cases a share says little: they may take so many at high risk beyond it. Ours."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Groups of like cases (rows) and receivers (columns).

    `may` is what grid, conflicts, limits and lawful sex allow; `cost` is that of one case of the group. What a receiver
    takes in points costs nothing up to `even`, then `uneven` a point, from `steep` three times that, and never goes
    beyond `room`. Of `share` each case takes some (at high risk) or gives some, and nobody goes beyond `share_room`.
    """

    members: Sequence[tuple[int, ...]]
    may: Bools
    cost: Floats
    points: Ints
    many: Ints
    nobody: Ints
    share: Ints
    even: Ints
    steep: Ints
    room: Ints
    share_room: Ints
    uneven: int

    def load_cost(self, load: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """What the points that each receiver takes cost in evenness."""
        above, far = np.maximum(0, load - self.even), np.maximum(0, load - self.steep)
        return np.asarray((above + 2 * far) * self.uneven)


def problem_of(
    cases: Sequence[CaseToPlace],
    receivers: Sequence[Receiver],
    grid: Grid,
    on: date,
    weights: Weights = WEIGHTS,
) -> Problem:
    """The arrays of these cases and receivers. Like cases, which nothing here tells apart, are one row."""
    codes = {each.code: at for at, each in enumerate(receivers)}
    grouped: dict[tuple[Any, ...], list[int]] = {}
    for at, case in enumerate(cases):
        grouped.setdefault(_like(case, codes), []).append(at)
    first = [cases[found[0]] for found in grouped.values()]
    points = np.array([case.points for case in first], dtype=np.int64)
    many = np.array([len(found) for found in grouped.values()], dtype=np.int64)
    is_high = np.array([case.needs.is_high for case in first], dtype=bool)
    limit = grid.limits.high_share
    held = np.array([each.points for each in receivers], dtype=np.int64)
    available = np.array([each.available for each in receivers], dtype=np.int64)
    room = np.maximum(0, available * grid.limits.capacity // 100 - held)
    even = np.minimum(room, _even(held, available, int((points * many).sum())))
    share_room = np.array([_share_room(each, limit) for each in receivers], dtype=np.int64)
    may = _may(first, receivers, grid, on, codes)
    may &= ~(is_high[:, None] & (share_room < 0)[None, :])  # too much at high risk already: nothing more of it
    may &= points[:, None] <= room[None, :]
    return Problem(
        members=[tuple(found) for found in grouped.values()],
        may=may,
        cost=_cost(first, receivers, codes, weights),
        points=points,
        many=many,
        nobody=np.where(is_high, 2 * weights.nobody, weights.nobody).astype(np.int64),
        share=np.where(is_high, 100 - limit, -limit).astype(np.int64),
        even=even,
        steep=(even + room + 1) // 2,
        room=room,
        share_room=np.maximum(share_room, 0),
        uneven=weights.uneven,
    )


def _share_room(receiver: Receiver, limit: int) -> int:
    """How much of high risk somebody can take, in hundredths of a case, before the share of it is over the limit."""
    few = FREE * (100 - limit) if receiver.cases < FEW else 0
    return limit * receiver.cases - 100 * receiver.high + few


def _like(case: CaseToPlace, codes: Mapping[str, int]) -> tuple[Any, ...]:
    """What tells cases apart here: earlier holders and bars only as far as they could take the case."""
    before = frozenset(codes[code] for code in case.held_before if code in codes)
    barred = frozenset(codes[code] for code in case.barred if code in codes)
    return (
        *(case.points, case.needs, case.team, before, barred, case.only),
        *(case.staff_sex, case.language, case.lives_at),
    )


def _even(held: Ints, available: Ints, coming: int) -> Ints:
    """The points that each would take if all were filled to the same share of their time; never below nothing."""
    low, high = 0.0, 10.0
    for _ in range(50):  # halving: the level at which what comes has gone
        level = (low + high) / 2
        taken = np.maximum(0, level * available - held).sum()
        low, high = (level, high) if taken < coming else (low, level)
    return np.asarray(np.maximum(0, high * available - held), dtype=np.int64)


def _may(
    cases: Sequence[CaseToPlace], receivers: Sequence[Receiver], grid: Grid, on: date, codes: Mapping[str, int]
) -> Bools:
    """Whom each may go to, by everything but room."""
    rows: dict[CaseNeeds, Bools] = {}
    skills: dict[tuple[Any, ...], list[int]] = {}
    for at, each in enumerate(receivers):
        skills.setdefault(_skills_key(each.skills), []).append(at)
    found = np.zeros((len(cases), len(receivers)), dtype=bool)
    sexes = np.array([each.sex or "" for each in receivers])
    names = np.array([each.code for each in receivers])
    for row, case in enumerate(cases):
        if case.needs not in rows:
            may = rows[case.needs] = np.zeros(len(receivers), dtype=bool)
            for same in skills.values():
                may[same] = may_hold(grid, case.needs, receivers[same[0]].skills, on)
        found[row] = rows[case.needs]
        if case.staff_sex is not None:
            found[row] &= sexes == case.staff_sex.value
        if case.only:
            found[row] &= np.isin(names, list(case.only))
        barred = [codes[code] for code in case.barred if code in codes]
        found[row, barred] = False
    return found


def _skills_key(skills: Skills) -> tuple[Any, ...]:
    return skills.grade, skills.qualifications, frozenset(skills.trainings.items())


def _cost(
    cases: Sequence[CaseToPlace], receivers: Sequence[Receiver], codes: Mapping[str, int], weights: Weights
) -> Floats:
    """What one case costs with each receiver: a table by team, one by place and one by language, added up."""
    teams = np.array([each.team for each in receivers])
    by_team = {team: np.where(teams == team, 0, weights.other_team) for team in {case.team for case in cases}}
    by_place = {place: _travel(place, receivers, weights) for place in {case.lives_at for case in cases}}
    by_language = {said: _language(said, receivers, weights) for said in {case.language for case in cases}}
    cost = np.empty((len(cases), len(receivers)), dtype=np.float32)
    for row, case in enumerate(cases):
        np.add(by_team[case.team], by_place[case.lives_at], out=cost[row])
        cost[row] += by_language[case.language] + weights.new_person
        cost[row, [codes[code] for code in set(case.held_before) if code in codes]] -= weights.new_person
    return cost


def _travel(place: str, receivers: Sequence[Receiver], weights: Weights) -> Ints:
    if not place:  # nobody is nearer than anybody else
        return np.full(len(receivers), weights.travel // 2, dtype=np.int64)
    far = [0 if place in each.places else weights.travel if each.places else weights.travel // 2 for each in receivers]
    return np.array(far, dtype=np.int64)


def _language(said: str, receivers: Sequence[Receiver], weights: Weights) -> Ints:
    if not said:
        return np.zeros(len(receivers), dtype=np.int64)
    wanted = said.casefold()
    offers = [wanted in {each.casefold() for each in receiver.languages} for receiver in receivers]
    return np.where(np.array(offers, dtype=bool), 0, weights.language)
