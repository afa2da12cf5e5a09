"""Whether a score means what it says: of 100 people at 30%, does it happen to about 30?

Right on the whole does not mean right for each: a score may be too high for half of the people and too low for the
other. So the ratio for all stands beside ten tenths, and beside the line that fits the outcomes best.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt

import numpy as np

from throughcare.measures.comparison import FEWEST_DECIDED
from throughcare.measures.estimates import Estimate, Interval, Rate, normal
from throughcare.measures.intervals import wilson
from throughcare.measures.logistic_fit import Line, line_of, shift_of
from throughcare.measures.score_levels import Levels

TENTHS = 10

FEWEST_OF_TENTH = FEWEST_DECIDED
"""A tenth is a group like any other: of fewer people its figures are not given."""

FEWEST_EACH_WAY = 10
"""With fewer to whom it happened, or did not, no line is fitted and no area given: ten events to each number that is
fitted is a common rule of thumb (P. Peduzzi and others, 1996), and the slope is what we are after."""


@dataclass(frozen=True, slots=True)
class Tenth:
    """A tenth of the people by their score, the lowest first; `observed` is None where they are too few to be shown.

    Whoever has the same score is in the same tenth, so that tenths may differ in size, and some may have nobody.
    """

    number: int
    people: float
    expected: float | None
    """The mean score."""
    observed: Rate | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Expected beside observed. `expected` is the sum of scores: how many it ought to have happened to.

    `over_observed` is expected over observed (above 1: the score is too high) and `gap` the observed share less the
    expected; both intervals allow for chance alone, given the scores that these people have. `over_observed` is None
    where it happened to nobody.
    """

    expected: float
    observed: Rate
    over_observed: Estimate | None
    gap: Estimate
    shift: Estimate | None
    line: Line | None
    brier: Estimate
    """The mean squared distance of score and outcome: 0 is perfect, and it depends on how often it happens at all."""
    tenths: tuple[Tenth, ...]


def calibration_of(levels: Levels) -> Calibration:
    """The calibration of people of whom there are enough to be shown."""
    people, events = levels.many, levels.events
    is_enough = min(events, people - events) >= FEWEST_EACH_WAY
    line = line_of(levels) if is_enough else None
    expected = float(levels.people @ levels.score)
    low, high = _long_run(events, people, line.within if line else 1.0)
    share, mean = events / people, expected / people
    ratio = Estimate(mean / share, (mean / high, mean / low if low > 0 else inf)) if events else None
    return Calibration(
        expected=expected,
        observed=Rate(events, people),
        over_observed=ratio,
        gap=Estimate(share - mean, (low - mean, high - mean)),
        shift=shift_of(levels) if is_enough else None,
        line=line,
        brier=brier_of(levels),
        tenths=tenths_of(levels),
    )


def _long_run(events: float, people: float, within: float) -> Interval:
    """Between which shares the observed one would come out in the long run for people of these very scores.

    Where scores tell people apart, chance has less room than if all were alike: Wilson's interval is that of as many
    people as would leave it as little.
    """
    found = wilson(events / within, people / within)
    assert found is not None  # nobody is never shown
    return found


def brier_of(levels: Levels) -> Estimate:
    """Brier's score with the bell curve's interval. Source: G. W. Brier, Verification of forecasts, 1950."""
    errors = (1 - levels.score) ** 2, levels.score**2
    sums = [float(levels.happened @ errors[0] ** power + levels.others @ errors[1] ** power) for power in (1, 2)]
    mean, square = (each / levels.many for each in sums)
    return normal(mean, sqrt(max(0.0, square - mean * mean) / levels.many))


def tenths_of(levels: Levels) -> tuple[Tenth, ...]:
    """The people in tenths of their scores; those with one score go where their middle one would."""
    people = levels.people
    middle = (np.cumsum(people) - people / 2) / levels.many
    place = np.minimum((middle * TENTHS).astype(np.int64), TENTHS - 1)
    sums = [np.bincount(place, each, TENTHS).tolist() for each in (people, people * levels.score, levels.happened)]
    return tuple(_tenth(number, *each) for number, each in enumerate(zip(*sums, strict=True), 1))


def _tenth(number: int, people: float, expected: float, events: float) -> Tenth:
    if people < FEWEST_OF_TENTH:
        return Tenth(number, people, None, None)
    return Tenth(number, people, expected / people, Rate(min(events, people), people))
