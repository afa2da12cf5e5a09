"""Making an assignment better: one case moves, or two change places, while anything is gained by it."""

from __future__ import annotations

import numpy as np

from throughcare.rules.assignment.costs import Problem
from throughcare.rules.assignment.filling import NOBODY, Filled, Numbers
from throughcare.rules.assignment.problem import IsOver, never


def improve(problem: Problem, filled: Filled, *, is_over: IsOver = never) -> Filled:
    """The same or a better assignment, until nothing gains or the time is over."""
    if not len(problem.room):
        return filled
    work = _Work(problem, filled)
    while not is_over():
        if not (work.move_all(is_over) or work.swap_all(is_over)):
            break
    return filled


class _Work:
    """An assignment that is being made better, in place."""

    def __init__(self, problem: Problem, filled: Filled) -> None:
        self.problem, self.filled = problem, filled
        self.points = problem.points[filled.rows]
        self.share = problem.share[filled.rows]
        self.load_cost = problem.load_cost(filled.load)

    def own_cost(self) -> Numbers:
        """What each case costs where it is."""
        rows, to = self.filled.rows, self.filled.to
        return np.where(to == NOBODY, self.problem.nobody[rows], self.problem.cost[rows, np.maximum(to, 0)])

    def move_all(self, is_over: IsOver) -> bool:
        """Move every case that gains by it, the greatest gain first; whether any did."""
        found = [found for start in range(0, len(self.points), 1000) for found in self._gains(start, start + 1000)]
        moved = False
        for gain, at, to in sorted(found):
            if is_over():
                break
            if gain < -0.5 and self._fits(at, to, 0, 0) and self._change([(at, to)]) < -0.5:
                self._apply([(at, to)])
                moved = True
        return moved

    def _gains(self, start: int, end: int) -> list[tuple[float, int, int]]:
        """For each case of a part the move that gains most, if one does."""
        problem, filled = self.problem, self.filled
        rows, points, here = filled.rows[start:end], self.points[start:end], filled.to[start:end]
        after = filled.load[None, :] + points[:, None]
        can = problem.may[rows] & (after <= problem.room[None, :])
        can &= (filled.share[None, :] + self.share[start:end, None] <= problem.share_room) | (
            self.share[start:end, None] <= 0
        )
        placed = here >= 0
        can[np.flatnonzero(placed), here[placed]] = False
        at = np.maximum(here, 0)
        back = np.where(placed, self.load_cost[at] - _load_cost_at(problem, at, filled.load[at] - points), 0)
        own = np.where(placed, problem.cost[rows, at], problem.nobody[rows]) + back
        gain = problem.cost[rows] + problem.load_cost(after) - self.load_cost[None, :] - own[:, None]
        gain[~can] = np.inf
        best = gain.argmin(axis=1)
        least = gain[np.arange(len(rows)), best]
        return [(float(least[k]), start + int(k), int(best[k])) for k in np.flatnonzero(least < -0.5)]

    def swap_all(self, is_over: IsOver) -> bool:
        """Let pairs of cases change places while that gains; whether any did."""
        problem, filled = self.problem, self.filled
        own = self.own_cost()
        by_receiver = [np.flatnonzero(filled.to == each) for each in range(len(problem.room))]
        swapped = False
        wish = np.where(problem.may[filled.rows], problem.cost[filled.rows], np.inf) - own[:, None]
        wish += self._marginal()[None, :] * self.points[:, None]
        best = np.argpartition(wish, min(4, wish.shape[1] - 1), axis=1)[:, :4]
        gains = np.take_along_axis(wish, best, axis=1)
        for place in np.argsort(gains, axis=None):
            at, which = divmod(int(place), best.shape[1])
            if gains[at, which] > -1 or is_over():
                break
            if (other := self._partner(at, int(best[at, which]), by_receiver)) is not None:
                here, there = int(filled.to[at]), int(filled.to[other])
                self._apply([(at, there), (other, here)])
                for each in (here, there):
                    if each >= 0:
                        by_receiver[each] = np.flatnonzero(filled.to == each)
                swapped = True
        return swapped

    def _marginal(self) -> Numbers:
        load, problem = self.filled.load, self.problem
        return ((load >= problem.even) + 2 * (load >= problem.steep)) * problem.uneven * 0.5

    def _partner(self, at: int, there: int, by_receiver: list[Numbers]) -> int | None:
        """The case with which this one gains most by changing places there; None where it gains with none."""
        problem, filled = self.problem, self.filled
        here, mates = int(filled.to[at]), by_receiver[there]
        if here == there or not len(mates) or not problem.may[filled.rows[at], there]:
            return None
        rows, points = filled.rows[mates], self.points[mates]
        load = filled.load[there] + self.points[at] - points
        share = filled.share[there] + self.share[at] - self.share[mates]
        can = (load <= problem.room[there]) & ((share <= problem.share_room[there]) | (share <= filled.share[there]))
        gain = problem.cost[filled.rows[at], there] - problem.cost[rows, there].astype(np.float64)
        gain += _load_cost_at(problem, np.full(len(mates), there), load) - self.load_cost[there]
        if here == NOBODY:
            gain += problem.nobody[rows] - problem.nobody[filled.rows[at]]
        else:
            back = filled.load[here] - self.points[at] + points
            share = filled.share[here] - self.share[at] + self.share[mates]
            can &= problem.may[rows, here] & (back <= problem.room[here])
            can &= (share <= problem.share_room[here]) | (share <= filled.share[here])
            gain += problem.cost[rows, here] - problem.cost[filled.rows[at], here]
            gain += _load_cost_at(problem, np.full(len(mates), here), back) - self.load_cost[here]
        gain[~can] = np.inf
        best = int(gain.argmin())
        return int(mates[best]) if gain[best] < -0.5 else None

    def _fits(self, at: int, to: int, points: int, share: int) -> bool:
        problem, filled = self.problem, self.filled
        load = filled.load[to] + self.points[at] - points
        taken = filled.share[to] + self.share[at] - share
        here = int(filled.to[at])
        leaves = here < 0 or filled.share[here] - self.share[at] <= max(problem.share_room[here], filled.share[here])
        if here >= 0 and self.share[at] < 0:  # a case at low risk that leaves makes the share of what stays greater
            leaves = filled.share[here] - self.share[at] <= problem.share_room[here]
        return bool(leaves and load <= problem.room[to] and (self.share[at] <= 0 or taken <= problem.share_room[to]))

    def _change(self, moves: list[tuple[int, int]]) -> float:
        """What a move of one case changes in cost."""
        problem, filled = self.problem, self.filled
        (at, to), *_ = moves
        row, points, here = filled.rows[at], self.points[at], int(filled.to[at])
        change = float(problem.cost[row, to]) + _one(problem, to, filled.load[to] + points) - self.load_cost[to]
        if here == NOBODY:
            return float(change - problem.nobody[row])
        back = _one(problem, here, filled.load[here] - points) - self.load_cost[here]
        return float(change - problem.cost[row, here] + back)

    def _apply(self, moves: list[tuple[int, int]]) -> None:
        filled = self.filled
        touched = set()
        for at, to in moves:
            here = int(filled.to[at])
            for each, sign in ((here, -1), (to, 1)):
                if each >= 0:
                    filled.load[each] += sign * self.points[at]
                    filled.share[each] += sign * self.share[at]
                    touched.add(each)
            filled.to[at] = to
        for each in touched:
            self.load_cost[each] = _one(self.problem, each, filled.load[each])


def _load_cost_at(problem: Problem, at: Numbers, load: Numbers) -> Numbers:
    above, far = np.maximum(0, load - problem.even[at]), np.maximum(0, load - problem.steep[at])
    return np.asarray((above + 2 * far) * problem.uneven)


def _one(problem: Problem, at: int, load: int) -> int:
    return int(max(0, load - problem.even[at]) + 2 * max(0, load - problem.steep[at])) * problem.uneven
