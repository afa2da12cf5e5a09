"""A first assignment: one case after another, the hardest to place first, each to whom it is cheapest by then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from throughcare.rules.assignment.bounds import Prices
from throughcare.rules.assignment.costs import Problem

Numbers = npt.NDArray[Any]
NOBODY = -1


@dataclass(slots=True)
class Filled:
    """For each single case its row and receiver (-1: nobody); what each receiver takes in points and of the share."""

    rows: Numbers
    to: Numbers
    load: Numbers
    share: Numbers

    @classmethod
    def of(cls, problem: Problem, rows: Numbers, to: Numbers) -> Filled:
        """The same with what follows from it."""
        placed = to >= 0
        size = len(problem.room)
        load = np.bincount(to[placed], problem.points[rows[placed]], size).astype(np.int64)
        share = np.bincount(to[placed], problem.share[rows[placed]], size).astype(np.int64)
        return cls(rows, to, load, share)

    def cost(self, problem: Problem) -> int:
        """What the assignment costs."""
        placed = self.to >= 0
        own = problem.cost[self.rows[placed], self.to[placed]].astype(np.float64).sum()
        return round(float(own + problem.nobody[self.rows[~placed]].sum() + problem.load_cost(self.load).sum()))


def fill(problem: Problem, prices: Prices) -> Filled:
    """A whole assignment, guided by the prices."""
    rows = np.repeat(np.arange(len(problem.points)), problem.many)
    to = np.full(len(rows), NOBODY)
    filled = Filled.of(problem, rows, to)
    if not len(problem.room):
        return filled
    guide = problem.cost + np.outer(problem.share, prices.share).astype(np.float32)
    for at in _order(problem, guide, prices):
        _place(problem, filled, guide, prices.point, int(at))
    _place_the_rest(problem, filled, guide, prices.point)
    return filled


def _order(problem: Problem, guide: Numbers, prices: Prices) -> Numbers:
    """The cases by what would be lost if their cheapest receivers were full; where nobody else may, first of all."""
    priced = guide + np.outer(problem.points, prices.point).astype(np.float32)
    priced[~problem.may] = np.inf
    third = min(3, priced.shape[1]) - 1
    least = np.partition(priced, third, axis=1)[:, : third + 1]
    lost = np.minimum(least[:, -1], problem.nobody) - np.minimum(least[:, 0], problem.nobody)
    by_row = np.lexsort((-problem.points, -lost))
    place = np.empty(len(by_row), dtype=int)
    place[by_row] = np.arange(len(by_row))
    return np.argsort(np.repeat(place, problem.many), kind="stable")


def _place(problem: Problem, filled: Filled, guide: Numbers, point: Numbers, at: int) -> None:
    row = filled.rows[at]
    points, share = problem.points[row], problem.share[row]
    after = filled.load + points
    can = problem.may[row] & (after <= problem.room)
    if share > 0:
        can &= filled.share + share <= problem.share_room
    if not can.any():
        return
    more = problem.load_cost(after) - problem.load_cost(filled.load)
    price = np.where(can, guide[row] + np.maximum(more, points * point), np.inf)
    best = int(price.argmin())
    filled.to[at] = best
    filled.load[best] += points
    filled.share[best] += share


def _place_the_rest(problem: Problem, filled: Filled, guide: Numbers, point: Numbers) -> None:
    """Whoever was not placed may be so by now: cases at low risk made room in the share of high risk."""
    for at in np.flatnonzero(filled.to == NOBODY):
        _place(problem, filled, guide, point, int(at))
