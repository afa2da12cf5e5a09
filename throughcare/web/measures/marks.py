"""Where a share lies on its line: a small picture beside a figure, which the page draws itself.

The page of all questions has two hundred of them. Drawing each as the larger pictures are would cost a tenth of a
second apiece; here it is four numbers. Places along the line are percentages, so that it takes whatever width there is.
"""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.measures.counting import Tally


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a share and the ends of its interval lie on a line from 0 to 100."""

    at: float
    low: float
    high: float


def mark_of(tally: Tally) -> Mark | None:
    """The place of a share; None where nothing is decided."""
    if tally.share is None or tally.interval is None:
        return None
    low, high = tally.interval
    return Mark(round(100 * tally.share, 1), round(100 * low, 1), round(100 * high, 1))
