"""A figure with its interval, and the difference of two figures of different people with its own.

The interval of a difference is put together from those of the two figures (the method of variance estimates recovery):
it need not be symmetric, stays where the figures can be, and of two shares with Wilson's intervals it is Newcombe's.
Two intervals that overlap do not show that two figures are alike; this one says how far apart they may be. Sources:
R. G. Newcombe, Interval estimation for the difference between independent proportions, 1998 (method 10); A. Donner and
G. Zou, Closed-form confidence intervals for functions of the normal mean and standard deviation, 2012.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, hypot, inf, log

from throughcare.measures.intervals import Z_95, wilson

Interval = tuple[float, float]

FEWEST_OF_RATE = 10
"""Of fewer people no rate is given: it would tell of single people. The number is ours, as in `side_by_side`."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, and between which two 95 of 100 such intervals hold the true one."""

    value: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many, with Wilson's interval of the share."""

    numerator: float
    denominator: float

    @property
    def estimate(self) -> Estimate:
        """The share with its interval."""
        interval = wilson(self.numerator, self.denominator)
        assert interval is not None  # `rate_of` gives no rate of nobody
        return Estimate(self.numerator / self.denominator, interval)


def rate_of(numerator: float, denominator: float) -> Rate | None:
    """A rate; None where it is of too few to be given."""
    if denominator < FEWEST_OF_RATE:
        return None
    return Rate(min(max(numerator, 0.0), denominator), denominator)  # chances added up may be off in the last place


def normal(value: float, error: float) -> Estimate:
    """A figure with a standard error, where the bell curve does."""
    return Estimate(value, (value - Z_95 * error, value + Z_95 * error))


def difference(one: Estimate | None, other: Estimate | None) -> Estimate | None:
    """The first less the second, for people of whom nobody is in both; None where either is not given."""
    if one is None or other is None:
        return None
    value = one.value - other.value
    below = hypot(one.value - one.interval[0], other.interval[1] - other.value)
    above = hypot(one.interval[1] - one.value, other.value - other.interval[0])
    return Estimate(value, (value - below, value + above))


def ratio(one: Estimate | None, other: Estimate | None) -> Estimate | None:
    """The first over the second, as the difference of their logarithms; None where either is not given or not above 0.

    An end of the interval without a limit is 0 or infinite.
    """
    if one is None or other is None or min(one.value, other.value) <= 0:
        return None
    found = difference(*(Estimate(log(each.value), _logs(each.interval)) for each in (one, other)))
    assert found is not None
    return Estimate(exp(found.value), (exp(found.interval[0]), exp(found.interval[1])))


def _logs(interval: Interval) -> Interval:
    low, high = (-inf if end <= 0 else inf if end == inf else log(end) for end in interval)
    return low, high
