"""What chance alone would do to a share: exact binomial tails and limits, over whole arrays at once.

A tail here counts half of the chance of exactly what was found (the mid-p value). Counted whole, it makes tests of few
duties far too cautious, and unevenly so at both ends. Source: H. O. Lancaster, Significance tests in discrete
distributions, 1961; K. F. Hirji, Exact analysis of discrete data, 2006. Counts need not be whole numbers: between
them the distribution is continued by the incomplete beta function, which is what lets limits be widened by an
*effective* number of duties.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]

HALVINGS = 30
"""How often the search for a limit halves its range: of a million duties it then knows it to a thousandth of one."""


def chance_of_fewer(met: ArrayLike, decided: ArrayLike, share: ArrayLike) -> Numbers:
    """The chance of fewer than `met` of `decided` where the true share is `share`, and half that of exactly as many.

    From 0 to 1, the shape that the three arrays have together. It grows with `met`. The true share may be 0 or 1.
    """
    met, decided, share = (np.asarray(each, dtype=float) for each in (met, decided, share))
    return (_at_most(met, decided, share) + _at_most(met - 1, decided, share)) / 2


def two_sided(met: ArrayLike, decided: ArrayLike, share: ArrayLike) -> Numbers:
    """The two-sided p-value: twice the smaller tail, at most 1. Each direction has half of the error.

    Counting what was not met instead, against one less the share, gives the same value.
    """
    fewer = chance_of_fewer(met, decided, share)
    found: Numbers = np.minimum(1.0, 2 * np.minimum(fewer, 1 - fewer))
    return found


def limits(decided: ArrayLike, share: ArrayLike, outside: float) -> tuple[Numbers, Numbers]:
    """The shares between which chance leaves all but `outside` of such groups, half of those beyond each end.

    The inverse of `two_sided`: a group lies beyond a limit exactly where its p-value is below `outside`. A limit that
    no count reaches is 0 or 1. `decided` is above 0.
    """
    decided, share = np.broadcast_arrays(np.asarray(decided, dtype=float), np.asarray(share, dtype=float))
    low, high = _low_limit(decided, share, outside / 2), 1 - _low_limit(decided, 1 - share, outside / 2)
    is_sure = (share <= 0) | (share >= 1)  # there is no chance in it
    return np.where(is_sure, share, low), np.where(is_sure, share, high)


def _low_limit(decided: Numbers, share: Numbers, tail: float) -> Numbers:
    """The largest share at which the chance of fewer is still no more than the tail; 0 where there is none."""
    low, high = np.zeros_like(decided), decided * share
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        is_inside = chance_of_fewer(middle, decided, share) > tail
        low, high = np.where(is_inside, low, middle), np.where(is_inside, middle, high)
    return low / decided


def _at_most(met: Numbers, decided: Numbers, share: Numbers) -> Numbers:
    """The chance of at most `met`, by the incomplete beta function: I(1 - share; decided - met, met + 1)."""
    from scipy.special import betainc  # type: ignore[import-untyped]  # here: a third of a second at the first call

    is_inside = (met > -1) & (met < decided)
    more = np.where(is_inside, decided - met, 1.0)
    fewer = np.where(is_inside, met + 1, 1.0)
    found: Numbers = np.where(is_inside, betainc(more, fewer, 1 - share), np.where(met >= decided, 1.0, 0.0))
    return found
