"""Who has been followed for long enough for a score of two years to be held against what happened.

A person counts once their two full years are over, and not before: whoever was convicted early is known early, so a
figure of everybody with an outcome *so far* would be made of the quick ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from throughcare.calendar import add_months

MONTHS = 24
"""How long a person is followed. Source: the two-year score of the Offender Group Reconviction Scale, version 3."""

Truths = NDArray[np.bool_]


class Standing(StrEnum):
    """Whether a person counts, and why not."""

    COUNTED = "counted"
    NOT_YET = "not-yet"
    NO_SCORE = "no-score"

    @property
    def words(self) -> str:
        """The part of a sentence that says it."""
        return _WORDS[self]


_WORDS: Final[Mapping[Standing, str]] = {
    Standing.COUNTED: "counted",
    Standing.NOT_YET: "not yet counted: their two years are not over",
    Standing.NO_SCORE: "without a score: not counted, and not taken as low",
}


def over_on(followed_from: date, months: int = MONTHS) -> date:
    """The first day on which the follow-up is over: the day after the last of so many months."""
    return add_months(followed_from, months)


def is_over(followed_from: ArrayLike, as_of: date, months: int = MONTHS) -> Truths:
    """Of each person whether the follow-up is over on a day. `followed_from` are ordinals (`date.toordinal`)."""
    days, place = np.unique(np.asarray(followed_from, dtype=np.int64), return_inverse=True)
    over = np.array([over_on(date.fromordinal(day), months) <= as_of for day in days.tolist()], dtype=np.bool_)
    return over[place] if len(days) else over


def standings(predicted: ArrayLike, over: ArrayLike) -> NDArray[np.str_]:
    """The standing of each person, so that those who are not counted can be named. Not a number: no score.

    Raises `ValueError` where `over` is not true or false of each.
    """
    score, has_ended = np.asarray(predicted, dtype=float), np.asarray(over)
    if has_ended.dtype != np.bool_ or has_ended.shape != score.shape:
        raise ValueError("over is true or false of each person who is predicted, and nothing else")
    found = np.where(has_ended, np.where(np.isnan(score), Standing.NO_SCORE, Standing.COUNTED), Standing.NOT_YET)
    return found.astype(np.str_)
