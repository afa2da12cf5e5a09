"""Below what no assignment can cost: prices on the time of each receiver, and what would be cheapest at these prices.

With a price on every point (and on a share of high risk) each case is free to choose by itself, and whatever the prices
are, what comes out is no more than the best assignment costs (Lagrangian duality). Good prices make that bound tight.
They are sought on the cheapest few choices of each case, where every choice is weighed a little (a smoothed minimum),
so that cases which are alike do not all run to one receiver; the bound itself is always taken over all choices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from throughcare.rules.assignment.costs import Problem
from throughcare.rules.assignment.problem import IsOver, never

Numbers = npt.NDArray[Any]
CHOICES = 24
"""So many of the cheapest receivers of each row are weighed between two looks at all of them."""
ROUNDS = ((20, 40.0), (20, 20.0), (20, 10.0), (20, 5.0), (20, 2.0), (20, 1.0), (15, 0.5))
DAMPED, SOFT = 0.7, 800
"""`ROUNDS`: steps, and how far choices are weighed beside the cheapest, in units of cost, from coarse to fine.
`DAMPED`: how much of a step is taken. `SOFT`: how much sharper than cases receivers decide. All found by trying."""


@dataclass(frozen=True, slots=True)
class Prices:
    """What a point and a share of high risk cost with each receiver, and the bound that follows."""

    point: Numbers
    share: Numbers
    bound: float


def bound_of(problem: Problem, point: Numbers, share: Numbers) -> float:
    """What no assignment can go below, at these prices."""
    return _bound(problem, _cheapest(problem, point, share), point, share)


def shifted(problem: Problem, point: Numbers, share: Numbers) -> tuple[Numbers, float]:
    """The same prices a point, all higher or lower by as much, where that is best; and the bound that follows.

    A price that moves with everybody turns no case from one receiver to another, so that this is quickly seen.
    """
    cheapest, at = _cheapest(problem, point, share), np.zeros(1)
    best = _bound(problem, cheapest, point, share)
    lowest = -float(point.min(initial=0.0))
    for wide in (1.0, 0.1, 0.01):
        for shift in at[-1] + wide * np.arange(-9, 10) / 2:
            if shift < lowest:
                continue
            found = _bound(problem, cheapest + problem.points * shift, point + shift, share)
            if found > best:
                best, at = found, np.append(at, shift)
    return point + at[-1], best


def _cheapest(problem: Problem, point: Numbers, share: Numbers) -> Numbers:
    """What a case of each row costs with whoever is cheapest at these prices; without end where nobody may."""
    at = problem.cost + np.outer(problem.points, point).astype(np.float32)
    if share.any():
        at += np.outer(problem.share, share).astype(np.float32)
    at[~problem.may] = np.inf
    return np.asarray(at.min(axis=1, initial=np.inf), dtype=np.float64)


def _bound(problem: Problem, cheapest: Numbers, point: Numbers, share: Numbers) -> float:
    ends = np.stack([np.zeros_like(problem.room), problem.even, problem.steep, problem.room])
    loads = np.stack([problem.load_cost(load) - point * load for load in ends]).min(axis=0)
    placed = (problem.many * np.minimum(cheapest, problem.nobody)).sum()
    return float(placed + loads.sum() - (share * problem.share_room).sum())


def prices_of(problem: Problem, seed: int = 7, *, is_over: IsOver = never) -> Prices:
    """The best prices that were found; no further round is begun once the time is over."""
    receivers = len(problem.room)
    point, share = np.full(receivers, _same_price(problem)), np.zeros(receivers)
    best = Prices(point, share, bound_of(problem, point, share))
    if not receivers or not len(problem.points):
        return best
    random = np.random.default_rng(seed)
    for steps, width in ROUNDS:
        if is_over():
            break
        choices = _Choices.at(problem, point, share, random)
        point, share = choices.climb(point, share, steps, width)
        point, found = shifted(problem, point, share)
        if found > best.bound:
            best = Prices(point.copy(), share.copy(), found)
    return best


def _same_price(problem: Problem) -> float:
    """The price a point that is best where it is the same with everybody: high where there is not room for all."""
    if not problem.may.any():
        return 0.0
    cheapest = np.where(problem.may, problem.cost, np.inf).min(axis=1)
    ends = np.stack([np.zeros_like(problem.room), problem.even, problem.steep, problem.room])
    costs = np.stack([problem.load_cost(load) for load in ends])

    def bound(price: float) -> float:
        least = np.minimum(cheapest + problem.points * price, problem.nobody)
        return float((problem.many * least).sum() + (costs - price * ends).min(axis=0).sum())

    return max(SAME_PRICES, key=bound)


SAME_PRICES = (0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0, 48.0, 64.0)


@dataclass(frozen=True, slots=True)
class _Choices:
    """The cheapest receivers of each row at some prices."""

    problem: Problem
    to: Numbers
    cost: Numbers

    @classmethod
    def at(cls, problem: Problem, point: Numbers, share: Numbers, random: np.random.Generator) -> _Choices:
        many = min(CHOICES, len(problem.room))
        at = problem.cost + np.outer(problem.points, point).astype(np.float32)
        at += np.outer(problem.share, share).astype(np.float32)
        at += random.random(at.shape, dtype=np.float32)  # of choices that cost the same, not always the first
        at[~problem.may] = np.inf
        to = np.argpartition(at, many - 1, axis=1)[:, :many]
        cost = np.take_along_axis(problem.cost, to, axis=1).astype(np.float64)
        cost[~np.take_along_axis(problem.may, to, axis=1)] = np.inf
        return cls(problem, to, cost)

    def climb(self, point: Numbers, share: Numbers, steps: int, width: float) -> tuple[Numbers, Numbers]:
        """Prices after so many steps up the smoothed bound: each price by itself to where its own slope would end
        (Newton's step along the diagonal), a little short of it. The mean of the second half of them.
        """
        prices, mean = np.stack([point, share]), np.zeros((2, len(point)))
        for step in range(1, steps + 1):
            slope, bend = self._slope_and_bend(prices, width)
            most = np.array([[width / 40], [width / 20]])
            prices = np.maximum(0, prices + np.clip(DAMPED * slope / (bend + 1e-9), -most, most))
            if step > steps // 2:
                mean += prices / (steps - steps // 2)
        return mean[0], mean[1]

    def _slope_and_bend(self, prices: Numbers, width: float) -> tuple[Numbers, Numbers]:
        problem = self.problem
        at = self.cost + problem.points[:, None] * prices[0][self.to] + problem.share[:, None] * prices[1][self.to]
        least = np.minimum(at.min(axis=1), problem.nobody)
        weights = np.exp((least[:, None] - at) / width)
        none = np.exp((least - problem.nobody) / width)
        chosen = weights * (problem.many / (weights.sum(axis=1) + none))[:, None]
        flat, size = self.to.ravel(), len(problem.room)

        def total(of: Numbers) -> Numbers:
            return np.bincount(flat, (chosen * of[:, None]).ravel(), size)

        offered, more = _offered(problem, prices[0], width)
        slope = np.stack([total(problem.points) - offered, total(problem.share) - problem.share_room])
        return slope, np.stack([total(problem.points**2) / width + more, total(problem.share**2) / width])


def _offered(problem: Problem, point: Numbers, width: float) -> tuple[Numbers, Numbers]:
    """The points that each receiver would take at these prices, and how much more at a higher one: up to `even` for
    nothing, and so on; between two of them where the price is just what the next points cost.
    """
    soft = max(1e-3, width / SOFT)
    taken, more = np.zeros(len(point)), np.zeros(len(point))
    steps = (problem.even, problem.steep - problem.even, problem.room - problem.steep)
    for size, cost in zip(steps, (0, problem.uneven, 3 * problem.uneven), strict=True):
        rise = _rise((point - cost) / soft)
        taken += size * rise
        more += size * rise * (1 - rise) / soft
    return taken, more


def _rise(x: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -40, 40))))
