"""A share month by month on a p-chart: what chance leaves around the mean, and what it hardly would.

The limits of a month are exact binomial for how many duties it had decided, so they are wider in a month with few.
Months differ for reasons that nobody chose (seasons, courts that close), and with thousands of duties a month limits of
pure chance would mark nearly all of them. So the limits are widened by how far neighbouring months lie apart (D. B.
Laney, Improved control charts for attributes, 2002), never narrowed. The price: months that leap about hide one that
stands out. `by_chance_alone` draws the limits without it.

Three signals, each with how rarely chance alone gives it in months that are all alike:

- **beyond the limits**: outside what 9,973 of 10,000 such months keep to, the same as three standard deviations of a
  normal distribution (W. A. Shewhart, 1931): about 1 month in 370;
- **8 months in a row on one side of the mean** (Western Electric, Statistical Quality Control Handbook, 1956): the
  first such month after about 255 on average, for half to the eighth power on either side;
- **6 months in a row, each above (or each below) the one before** (L. S. Nelson, The Shewhart control chart: tests for
  special causes, 1984): 1 month in 420, twice 1/6! less 1/7!, and fewer where months have few duties and tie.

Together chance sets off one of them about once in ten years of months (1 in 122 months of 400 duties each, measured).
A signal says that something other than chance was there; it does not say what, nor that it was good or bad.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import sqrt

import numpy as np

from throughcare.calendar import add_months
from throughcare.measures.binomial import limits

FEWEST_MONTHS = 12
"""Fewer months with decided duties make no baseline. A choice: a year, so that each season is in it once."""

OUTSIDE = 0.0027
"""What three standard deviations leave outside of a normal distribution: 27 of 10,000."""

RUN = 8
TREND = 6

NEIGHBOURS = 1.128
"""The mean distance of two values of a normal distribution with variance 1. Source: Laney's paper; 2 / sqrt(pi)."""


@dataclass(frozen=True, slots=True)
class Month:
    """One calendar month by its first day: of the duties `decided` in it, `met` were met.

    Raises `ValueError` where the day is not the first of a month, or more was met than decided.
    """

    first_on: date
    met: int
    decided: int

    def __post_init__(self) -> None:
        if self.first_on.day != 1:
            raise ValueError(f"a month is named by its first day, and not by {self.first_on}")
        if not 0 <= self.met <= self.decided:
            raise ValueError(f"{self.first_on:%Y-%m} needs 0 <= met <= decided, and not {self.met} of {self.decided}")


@dataclass(frozen=True, slots=True)
class Point:
    """A month on the chart. `share` is None in a month without decided duties: a gap, and not nothing met.

    `low` and `high` are None there, and everywhere on a chart without limits. `signals` are parts of sentences.
    """

    month: Month
    share: float | None
    low: float | None
    high: float | None
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The chart: every month from the first to the last, also those that were not given, as gaps.

    `mean` is the share of the baseline, None where nothing is decided in it. `why_no_limits` is a sentence where there
    are no limits, and then there are no signals. `overdispersion` is how many times the variance of chance the limits
    allow for: at least 1.
    """

    mean: float | None
    points: tuple[Point, ...]
    why_no_limits: str
    overdispersion: float = 1.0


def chart(months: Sequence[Month], *, baseline_until: date | None = None, by_chance_alone: bool = False) -> Series:
    """Draw the months, which come in order, against the mean of the baseline.

    The baseline is every month, or those that begin before `baseline_until`: where a known change ought to be judged
    against what was before. Leave out a month that is not over, since what is decided in it is no fair part of it.
    Raises `ValueError` where months are not in order or one comes twice.
    """
    for one, other in pairwise(months):
        if other.first_on <= one.first_on:
            named = f"{other.first_on:%Y-%m} follows {one.first_on:%Y-%m}"
            raise ValueError(f"months come in order and once each, and {named}")
    every = _without_holes(months)
    baseline = [
        month for month in every if month.decided and (baseline_until is None or month.first_on < baseline_until)
    ]
    decided = sum(month.decided for month in baseline)
    mean = sum(month.met for month in baseline) / decided if decided else None
    if mean is None or len(baseline) < FEWEST_MONTHS:
        points = tuple(Point(month, _share(month), None, None, ()) for month in every)
        return Series(mean, points, _why_no_limits(len(baseline)))
    allowance = 1.0 if by_chance_alone else _overdispersion(baseline, mean)
    return Series(mean, tuple(_points(every, mean, allowance)), "", allowance)


def _without_holes(months: Sequence[Month]) -> list[Month]:
    """The months and, where one is missing between two, an empty one."""
    every: list[Month] = []
    for month in months:
        while every and (following := add_months(every[-1].first_on, 1)) < month.first_on:
            every.append(Month(following, 0, 0))
        every.append(month)
    return every


def _why_no_limits(many: int) -> str:
    have = {0: "no month has", 1: "1 month has"}.get(many, f"{many} months have")
    return f"No limits are drawn: {have} decided duties to judge by, and {FEWEST_MONTHS} are needed."


def _overdispersion(baseline: Sequence[Month], mean: float) -> float:
    """Laney's: the variance that the distances between neighbouring months tell of, by that of chance; at least 1."""
    if not 0 < mean < 1:
        return 1.0
    away = [(month.met / month.decided - mean) / sqrt(mean * (1 - mean) / month.decided) for month in baseline]
    apart = [abs(other - one) for one, other in pairwise(away)]
    return max(1.0, (sum(apart) / len(apart) / NEIGHBOURS) ** 2)


def _points(months: Sequence[Month], mean: float, allowance: float) -> Iterator[Point]:
    decided = np.array([max(1, month.decided) for month in months]) / allowance
    lows, highs = (ends.tolist() for ends in limits(decided, mean, OUTSIDE))
    runs = _Runs()
    for month, low, high in zip(months, lows, highs, strict=True):
        share = _share(month)
        if share is None:
            runs = _Runs()
            yield Point(month, None, None, None, ())
            continue
        runs.take(share, mean)
        yield Point(month, share, low, high, tuple(_signals(share, low, high, runs)))


def _share(month: Month) -> float | None:
    return month.met / month.decided if month.decided else None


@dataclass(slots=True)
class _Runs:
    """How many months in a row lie on one side of the mean, and how many rise or fall. A gap begins them anew."""

    side: int = 0
    on_side: int = 0
    way: int = 0
    on_way: int = 0
    last: float | None = None

    def take(self, share: float, mean: float) -> None:
        """Count one more month. On the mean is on neither side; the same as the month before goes neither way."""
        side = _sign(share - mean)
        self.on_side = self.on_side + 1 if side == self.side else 1
        self.side = side
        way = 0 if self.last is None else _sign(share - self.last)
        self.on_way = self.on_way + 1 if way == self.way else 2  # the first that rises makes two in a row
        self.way, self.last = way, share


def _sign(difference: float) -> int:
    return (difference > 0) - (difference < 0)


def _signals(share: float, low: float, high: float, runs: _Runs) -> Iterator[str]:
    """What is said of a month. A run is told from the month that completes it: what was said before stays as it was."""
    if share > high:
        yield "higher than expected by chance"
    elif share < low:
        yield "lower than expected by chance"
    if runs.side and runs.on_side >= RUN:
        yield f"{runs.on_side} months in a row {'above' if runs.side > 0 else 'below'} the mean"
    if runs.way and runs.on_way >= TREND:
        yield f"{runs.on_way} months in a row, each {'higher' if runs.way > 0 else 'lower'} than the one before"
