"""How well a score tells those who were convicted from those who were not: the area under the curve (AUC).

It is the chance that of two people, one convicted and one not, the convicted one has the higher score; an equal score
counts half. 0.5 is what a coin would do, 1 is perfect. It knows only the order of scores: doubling all of them changes
nothing. Sources: D. Bamber, The area above the ordinal dominance graph, 1975 (ties); E. R. DeLong, D. M. DeLong and
D. L. Clarke-Pearson, Comparing the areas under two or more correlated receiver operating characteristic curves, 1988
(the variance).
"""

from __future__ import annotations

from math import exp, log, sqrt

import numpy as np

from throughcare.measures.binomial import Numbers
from throughcare.measures.estimates import Estimate, Interval
from throughcare.measures.intervals import Z_95, wilson
from throughcare.measures.score_levels import Levels


def auc_of(levels: Levels) -> Estimate | None:
    """The area with its interval; None where there are fewer than two of either outcome.

    The interval is the bell curve's on the log-odds of the area, which keeps it within 0 and 1. Where one side lies
    wholly above the other, the variance comes to nothing: the interval is then Wilson's, as if of the smaller side all
    had been ranked right (or wrong).
    """
    happened, others = levels.events, levels.many - levels.events
    if min(happened, others) < 2:
        return None
    area, variance = area_and_variance(levels)
    if variance <= 0 or not 0 < area < 1:
        fewer = min(happened, others)
        found = wilson(min(max(area, 0.0), 1.0) * fewer, fewer)
        assert found is not None
        return Estimate(area, found)
    return Estimate(area, _interval(area, sqrt(variance)))


def area_and_variance(levels: Levels) -> tuple[float, float]:
    """The area, and DeLong's variance of it. There are at least two of either outcome."""
    happened, others = levels.happened, levels.others
    beaten = _below(others) / others.sum()  # of the others, the share that each convicted person stands above
    beaters = 1 - _below(happened) / happened.sum()  # of the convicted, the share that stand above each other person
    area = float(happened @ beaten / happened.sum())
    variance = _variance(beaten, happened) / happened.sum() + _variance(beaters, others) / others.sum()
    return area, float(variance)


def _below(many: Numbers) -> Numbers:
    """How many stand below each score, those at it counted half: the sum of ranks, by score."""
    found: Numbers = np.cumsum(many) - many / 2
    return found


def _variance(values: Numbers, many: Numbers) -> float:
    whole = many.sum()
    mean = values @ many / whole
    return float((values - mean) ** 2 @ many / (whole - 1))


def _interval(area: float, error: float) -> Interval:
    middle, half = log(area / (1 - area)), Z_95 * error / (area * (1 - area))
    low, high = (1 / (1 + exp(-min(max(end, -700.0), 700.0))) for end in (middle - half, middle + half))
    return low, high
