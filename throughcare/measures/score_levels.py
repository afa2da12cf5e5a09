"""People with a score, gathered by the score that they have: all that is said of a score is said of these counts.

Whoever has the same score stands together, so ties are never broken by the order in which people came, and a million
people with scores in whole per cent are ninety-nine rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from throughcare.measures.binomial import Numbers


@dataclass(frozen=True, slots=True)
class Levels:
    """Each score that somebody has, from low up, with how many of those who have it were convicted and were not.

    `score` is a probability, from 0 to 1, and none stands twice. The counts need not be whole: of chances instead of
    outcomes they say what would be found in the long run.
    """

    score: Numbers
    happened: Numbers
    others: Numbers

    @property
    def people(self) -> Numbers:
        """How many have each score."""
        found: Numbers = self.happened + self.others
        return found

    @property
    def many(self) -> float:
        """How many people there are."""
        return float(self.happened.sum() + self.others.sum())

    @property
    def events(self) -> float:
        """How many of them were convicted."""
        return float(self.happened.sum())


def levels_of(predicted: ArrayLike, happened: ArrayLike) -> Levels:
    """Gather people by their score. `happened` is true or false of each, or the chance of it.

    Raises `ValueError` where the two are not of one length, or either is not from 0 to 1.
    """
    score, weight = np.asarray(predicted, dtype=float), np.asarray(happened, dtype=float)
    if score.ndim != 1 or score.shape != weight.shape:
        raise ValueError(f"predicted and happened are one list each, of one length, not {score.shape}, {weight.shape}")
    for name, values in (("predicted", score), ("happened", weight)):
        if not ((values >= 0) & (values <= 1)).all():
            raise ValueError(f"{name} is from 0 to 1 for everybody who counts, and here some of it is not")
    found, place = np.unique(score, return_inverse=True)
    counts = [np.bincount(place, each, len(found)).astype(float) for each in (weight, 1 - weight)]
    return Levels(found, *counts)


def without(whole: Levels, part: Levels) -> Levels:
    """Everybody of the whole who is not of a part of it. Every score of the part is one of the whole."""
    place = np.searchsorted(whole.score, part.score)
    happened, others = whole.happened.copy(), whole.others.copy()
    happened[place] -= part.happened
    others[place] -= part.others
    left = happened + others > _NOBODY
    return Levels(whole.score[left], np.maximum(0, happened[left]), np.maximum(0, others[left]))


_NOBODY = 1e-9
"""Fewer than so many people are a remainder of arithmetic with chances."""


def from_score(levels: Levels, threshold: float) -> NDArray[np.bool_]:
    """Which scores are at the threshold or above it."""
    found: NDArray[np.bool_] = levels.score >= threshold
    return found
