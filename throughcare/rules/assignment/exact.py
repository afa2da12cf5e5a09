"""Small problems solved to the end by integer programming, which proves what it finds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

from throughcare.rules.assignment.costs import Problem
from throughcare.rules.assignment.filling import NOBODY, Filled, Numbers


@dataclass(frozen=True, slots=True)
class Exact:
    """What was found in the time (None: nothing), and what no assignment can go below."""

    filled: Filled | None
    bound: float


def solve_exactly(problem: Problem, *, seconds: float) -> Exact | None:
    """The best assignment, or the best within so many seconds; None where the solver said nothing of use."""
    rows, to = np.nonzero(problem.may)
    groups, receivers, arcs = len(problem.points), len(problem.room), len(rows)
    cost = np.concatenate(
        [
            problem.cost[rows, to].astype(float),
            problem.nobody.astype(float),
            np.full(receivers, float(problem.uneven)),
            np.full(receivers, 2.0 * problem.uneven),
        ]
    )
    size = len(cost)
    found = milp(
        cost,
        integrality=np.concatenate([np.ones(arcs + groups), np.zeros(2 * receivers)]),
        bounds=Bounds(0, np.concatenate([problem.many[rows], problem.many, np.full(2 * receivers, np.inf)])),
        constraints=_constraints(problem, rows, to, size),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if found.mip_dual_bound is None or not np.isfinite(found.mip_dual_bound):
        return None
    if found.x is None:
        return Exact(None, float(found.mip_dual_bound))
    many = np.rint(found.x[:arcs]).astype(int)
    taken = [np.repeat(to[rows == row], many[rows == row]) for row in range(groups)]
    placed = [
        np.concatenate([each, np.full(problem.many[row] - len(each), NOBODY, dtype=int)])
        for row, each in enumerate(taken)
    ]
    all_rows = np.repeat(np.arange(groups), problem.many)
    return Exact(Filled.of(problem, all_rows, np.concatenate(placed)), float(found.mip_dual_bound))


def _constraints(problem: Problem, rows: Numbers, to: Numbers, size: int) -> list[LinearConstraint]:
    """Every case somewhere or nowhere; room; points above the two levels; the share at high risk."""
    groups, receivers, arcs = len(problem.points), len(problem.room), len(rows)
    at = np.arange(arcs)
    each = np.arange(groups)
    everybody = coo_array(
        (np.ones(arcs + groups), (np.concatenate([rows, each]), np.concatenate([at, arcs + each]))),
        shape=(groups, size),
    )
    points = csr_array((problem.points[rows].astype(float), (to, at)), shape=(receivers, size))
    share = csr_array((problem.share[rows].astype(float), (to, at)), shape=(receivers, size))
    one = np.arange(receivers)

    def minus(first: int) -> csr_array:
        return csr_array((-np.ones(receivers), (one, first + one)), shape=(receivers, size))

    above, far = arcs + groups, arcs + groups + receivers
    return [
        LinearConstraint(everybody, problem.many, problem.many),
        LinearConstraint(points, -np.inf, problem.room),
        LinearConstraint(points + minus(above), -np.inf, problem.even),
        LinearConstraint(points + minus(far), -np.inf, problem.steep),
        LinearConstraint(share, -np.inf, problem.share_room),
    ]
