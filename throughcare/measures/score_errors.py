"""What goes wrong where a score decides: who is held to be likely and is not, and who is likely and is missed.

The four rates have different denominators. Where it happens to one group more often than to another, no score can give
both groups the same calibration and the same error rates, unless it is perfect. Sources: J. Kleinberg, S. Mullainathan
and M. Raghavan, Inherent trade-offs in the fair determination of risk scores, 2016; A. Chouldechova, Fair prediction
with disparate impact, 2017.
"""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.measures.estimates import Rate, rate_of
from throughcare.measures.score_levels import Levels, from_score


@dataclass(frozen=True, slots=True)
class ErrorRates:
    """The rates at one threshold; *selected* is whoever is at it or above. None: of too few people to be given."""

    selected: Rate | None
    """Of all, how many are selected."""
    false_positive: Rate | None
    """Of those to whom it did not happen, how many are selected."""
    false_negative: Rate | None
    """Of those to whom it happened, how many are not selected."""
    positive_predictive: Rate | None
    """Of the selected, to how many it happened."""


def error_rates_of(levels: Levels, threshold: float) -> ErrorRates:
    """The error rates of people where whoever has the threshold or more is selected."""
    is_selected = from_score(levels, threshold)
    right, wrong = float(levels.happened[is_selected].sum()), float(levels.others[is_selected].sum())
    people, events = levels.many, levels.events
    return ErrorRates(
        selected=rate_of(right + wrong, people),
        false_positive=rate_of(wrong, people - events),
        false_negative=rate_of(events - right, events),
        positive_predictive=rate_of(right, right + wrong),
    )
