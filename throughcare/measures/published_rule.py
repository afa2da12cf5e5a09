"""The rule that is in print, kept only to be measured beside ours: nothing on a page or in a file is judged by it.

A group is marked where its share exceeds the share of the whole by more than the interquartile range of the groups'
shares. It looks one way only, and a small group with a share far out by chance is marked as readily as a large one:
about one in ten groups that are all alike.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def is_marked(met: ArrayLike, decided: ArrayLike) -> NDArray[np.bool_]:
    """Which groups along the last axis the published rule marks. `decided` is above 0.

    Quartiles lie between two groups in proportion, as in most programs; with many groups it makes no difference.
    """
    met, decided = np.asarray(met, dtype=float), np.asarray(decided, dtype=float)
    shares = met / decided
    whole = met.sum(axis=-1, keepdims=True) / np.broadcast_to(decided, met.shape).sum(axis=-1, keepdims=True)
    lower, upper = np.quantile(shares, [0.25, 0.75], axis=-1, keepdims=True)
    marked: NDArray[np.bool_] = shares - whole > upper - lower
    return marked
