"""How much more groups differ among themselves than chance alone would make them.

Teams always differ for reasons that no figure holds: who is sent to them, the courts they serve, the buildings. Where
they all do, limits of pure chance would mark half of them. The allowance is Spiegelhalter's: the mean square of the
groups' distances from the whole, each in standard errors, after the tenth furthest away at each end have been drawn in
to the next one, so that the few that really stand out do not widen the limits that they are judged by.

Source: D. J. Spiegelhalter, Funnel plots for comparing institutional performance, 2005, section on over-dispersion.
Two things differ from the paper. Drawing in makes the mean square too small even where chance is all there is (about
0.7 for 1), so it is divided by what it would then be. And it is never below 1: limits are widened, never narrowed.

How it widens **exact** limits: a group of 120 duties with an allowance of 1.5 is judged as if it had 80, with the same
share. Its variance is then 1.5 times as large, as the paper asks, and the limits stay between 0 and 1 and unequal.
"""

from __future__ import annotations

from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from throughcare.measures.binomial import Numbers

DRAWN_IN = 10
"""One in so many groups is drawn in at each end. Source: the paper's 10%."""

FEWEST_GROUPS = DRAWN_IN
"""With fewer, nobody would be drawn in, and one group that stands out would widen its own limits until it did not."""

PLACE_BY_PLACE = 200
"""How many groups at most are summed place by place. A choice of speed: the sum grows with the square of them."""


def overdispersion(met: ArrayLike, decided: ArrayLike, whole: ArrayLike) -> Numbers:
    """How many times chance alone the variance between groups is, along the last axis; 1 where nothing can be said.

    `whole` is the share of the whole, one for each set of groups: the shape of the others without the last axis.
    Nothing is said of fewer than `FEWEST_GROUPS` groups, nor where all or none was met. `decided` is above 0.
    """
    met, decided, whole = (np.asarray(each, dtype=float) for each in (met, decided, whole))
    many = met.shape[-1]
    chance = np.asarray(whole * (1 - whole))
    if many < FEWEST_GROUPS:
        return np.ones_like(chance)
    has_chance = chance > 0
    errors = np.sqrt(np.where(has_chance, chance, 1.0)[..., None] / decided)
    away = np.sort((met / decided - whole[..., None]) / errors, axis=-1)
    drawn = many // DRAWN_IN
    away = np.clip(away, away[..., drawn, None], away[..., many - 1 - drawn, None])
    # One less than there are, as in any variance: the whole that they are held against is their own.
    found = np.sum(away**2, axis=-1) / (_by_chance(many) - 1)
    allowance: Numbers = np.where(has_chance, np.maximum(found, 1.0), 1.0)
    return allowance


@lru_cache
def _by_chance(many: int) -> float:
    """The sum of squares of so many normal values of variance 1 after drawing in: 0.68 to 0.83 for each of them.

    Few are summed place by place (the square of the i-th of them, expected); beyond `PLACE_BY_PLACE` the limit for
    very many is right to 1 in 200.
    """
    drawn = many // DRAWN_IN
    if many > PLACE_BY_PLACE:
        beyond = drawn / many
        end = NormalDist().inv_cdf(1 - beyond)
        return many * (1 - 2 * beyond - 2 * end * NormalDist().pdf(end) + 2 * beyond * end * end)
    from scipy.special import betainc, ndtr  # slow to import: see `binomial`

    values = np.linspace(-8.0, 8.0, 641)
    places = np.arange(drawn + 1, many - drawn + 1)[:, None]
    weights = np.diff(betainc(places, many - places + 1, ndtr(values)), axis=-1)
    squares = weights @ ((values[1:] + values[:-1]) / 2) ** 2
    return float(squares.sum() + 2 * drawn * squares[0])
