"""How outcomes go with a score, on the scale of log-odds: a line fitted by Newton's method.

Source: D. R. Cox, Two further applications of a model for binary regression, 1958: of a score that is right the line
has slope 1 and intercept 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from throughcare.measures.binomial import Numbers
from throughcare.measures.estimates import Estimate, normal
from throughcare.measures.score_levels import Levels

NEAREST = 1e-4
"""A score of 0 or 1 has no odds: for the fit alone, scores nearer to them are taken as this far away. Ours."""

STEPS = 60
"""More than Newton's method ever needs here: it doubles the right digits at each step, halved steps aside."""

ENOUGH = 1e-10
"""A step shorter than this, in log-odds, moves no digit that anybody reads."""


@dataclass(frozen=True, slots=True)
class Line:
    """Log-odds of what happened = intercept + slope times log-odds of the score.

    `slope` below 1: scores are too far apart (the high too high, the low too low). The intercept alone says little,
    being where a score of 50% stands; `shift_of` says how far off the score is for everybody together.
    """

    intercept: Estimate
    slope: Estimate
    within: float
    """The mean of the people's own variances (chance times one less chance) by this line, over that of people who all
    had the same chance: 1 where the score tells nobody from another."""


def log_odds(levels: Levels) -> Numbers:
    """The scores as log-odds."""
    score = np.clip(levels.score, NEAREST, 1 - NEAREST)
    found: Numbers = np.log(score / (1 - score))
    return found


def line_of(levels: Levels) -> Line | None:
    """The line that fits best; None where there is none: all have one score, or a score parts the two outcomes."""
    x = log_odds(levels)
    if _is_parted(x, levels):
        return None
    along = np.stack((np.ones_like(x), x))
    place, spread = _newton(along, np.zeros_like(x), levels, np.array([0.0, 1.0]))
    chance = _chance(place @ along)
    people, events = levels.many, levels.events
    within = float((levels.people * chance * (1 - chance)).sum()) / (events * (1 - events / people))
    errors = [sqrt(each) for each in spread.diagonal().tolist()]
    intercept, slope = (normal(*each) for each in zip(place.tolist(), errors, strict=True))
    return Line(intercept, slope, min(1.0, within))


def shift_of(levels: Levels) -> Estimate | None:
    """By how much, in log-odds, the outcomes of all lie above the score, the slope held at 1.

    Above 0 the score is too low, below 0 too high. None where it happened to all or to none.
    """
    if not 0 < levels.events < levels.many:
        return None
    x = log_odds(levels)
    place, spread = _newton(np.ones((1, len(x))), x, levels, np.zeros(1))
    return normal(float(place[0]), sqrt(float(spread[0, 0])))


def _is_parted(x: Numbers, levels: Levels) -> bool:
    """Whether all to whom it happened lie at or above all others, or at or below: then the best slope is infinite."""
    happened, others = x[levels.happened > 0], x[levels.others > 0]
    if not len(happened) or not len(others):
        return True
    return bool(happened[0] >= others[-1] or others[0] >= happened[-1])


def _newton(along: Numbers, offset: Numbers, levels: Levels, start: Numbers) -> tuple[Numbers, Numbers]:
    """Where the likelihood is greatest, and the inverse of its curvature there. A step that loses is halved."""
    people, place = levels.people, start
    best = _likelihood(place @ along + offset, levels)
    for _ in range(STEPS):
        chance = _chance(place @ along + offset)
        slope = along @ (levels.happened - people * chance)
        step = np.linalg.solve(_curvature(along, people * chance * (1 - chance)), slope)
        found = _likelihood((place + step) @ along + offset, levels)
        while found < best - ENOUGH * abs(best) and np.abs(step).max() > ENOUGH:
            step = step / 2
            found = _likelihood((place + step) @ along + offset, levels)
        place, best = place + step, found
        if np.abs(step).max() <= ENOUGH:
            break
    chance = _chance(place @ along + offset)
    spread: Numbers = np.linalg.inv(_curvature(along, people * chance * (1 - chance))).astype(float)
    return place, spread


def _curvature(along: Numbers, weight: Numbers) -> Numbers:
    found: Numbers = (along * weight) @ along.T
    return found


def _chance(odds: Numbers) -> Numbers:
    found: Numbers = 1 / (1 + np.exp(-np.clip(odds, -700, 700)))
    return found


def _likelihood(odds: Numbers, levels: Levels) -> float:
    """The logarithm of it, but for what does not depend on the line."""
    return float((levels.happened * odds - levels.people * np.logaddexp(0, odds)).sum())
