"""The assignment: the best that was found within the time, below what nothing can go, and how far the two are apart.

Small problems are solved to the end by integer programming (HiGHS), which proves its answer. Large ones start from
prices (`bounds`), are filled one case at a time, the hardest first, and made better by moving and swapping cases; then
the bound that follows from the prices says by how much the answer could still be beaten.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from throughcare.rules.assignment.bounds import Prices, bound_of, prices_of
from throughcare.rules.assignment.costs import Problem, problem_of
from throughcare.rules.assignment.exact import Exact, solve_exactly
from throughcare.rules.assignment.filling import Filled, fill
from throughcare.rules.assignment.improving import improve
from throughcare.rules.assignment.problem import WEIGHTS, CaseToPlace, IsOver, Receiver, Weights, never
from throughcare.rules.role_grid import Grid

SMALL = 12_000
"""So many choices (rows times receivers) are solved to the end. Found by trying."""
SECONDS, SECONDS_EXACT, SECONDS_PRICES = 3.5, 1.5, 1.7
"""How long everything, the exact way and the search for prices may take. A proposal is made while somebody waits, and
all of it must be there in 5 seconds on a machine that has other work too."""
NOBODY = -1
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Assignment:
    """For each case the place of its receiver, or `NOBODY`; what it costs, and what no assignment can go below."""

    to: tuple[int, ...]
    cost: int
    bound: int
    problem: Problem

    @property
    def gap(self) -> float:
        """By which share of the cost the answer could be beaten at most."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0

    @property
    def is_proved(self) -> bool:
        """Whether nothing cheaper can be: all costs are whole, so less than one whole apart is the same."""
        return self.cost <= self.bound


def assign(
    cases: Sequence[CaseToPlace],
    receivers: Sequence[Receiver],
    grid: Grid,
    on: date,
    *,
    weights: Weights = WEIGHTS,
    clock: Clock | None = None,
) -> Assignment:
    """The best assignment that is found, with its proof or its gap; by a `clock` (seconds) in about `SECONDS`.

    Never against the grid, a conflict, a limit, lawful sex, a receiver's room or the share at high risk.
    """
    over_for_prices, over = _ending(clock, SECONDS_PRICES), _ending(clock, SECONDS)
    problem = problem_of(cases, receivers, grid, on, weights)
    if not cases:
        return Assignment((), 0, 0, problem)
    prices = prices_of(problem, is_over=over_for_prices)
    filled = improve(problem, fill(problem, prices), is_over=over)
    bound = prices.bound
    if _is_small(problem):
        filled, bound = _with_exact(problem, filled, bound)
    to = [NOBODY] * len(cases)
    for row, receiver, case in _placed(problem, filled):
        to[problem.members[row][case]] = receiver
    return Assignment(tuple(to), filled.cost(problem), min(filled.cost(problem), _whole(bound)), problem)


def _ending(clock: Clock | None, seconds: float) -> IsOver:
    """Says when so many seconds from now are over; without a clock, never."""
    if clock is None:
        return never
    ends = clock() + seconds
    return lambda: clock() > ends


def _is_small(problem: Problem) -> bool:
    return problem.may.size <= SMALL


def _with_exact(problem: Problem, filled: Filled, bound: float) -> tuple[Filled, float]:
    found: Exact | None = solve_exactly(problem, seconds=SECONDS_EXACT) if problem.may.any() else None
    if found is None:
        return filled, bound
    bound = max(bound, found.bound)
    if found.filled is not None and found.filled.cost(problem) < filled.cost(problem):
        filled = found.filled
    return filled, bound


def _whole(bound: float) -> int:
    """A bound on a whole number is the next whole one; the thousandth allows for rounding in the machine."""
    return math.ceil(bound - max(1e-3, abs(bound) * 1e-7))


def _placed(problem: Problem, filled: Filled) -> list[tuple[int, int, int]]:
    """Row, receiver, and which of the like cases of the row, for each case that is placed."""
    seen = np.zeros(len(problem.points), dtype=int)
    found = []
    for row, receiver in zip(filled.rows.tolist(), filled.to.tolist(), strict=True):
        if receiver != NOBODY:
            found.append((row, receiver, int(seen[row])))
        seen[row] += 1
    return found


__all__ = ["NOBODY", "Assignment", "Prices", "assign", "bound_of"]
