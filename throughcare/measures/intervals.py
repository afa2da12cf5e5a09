"""How far a share may be from what it would be in the long run."""

from __future__ import annotations

from math import sqrt

Z_95 = 1.959963984540054
"""The 97.5th percentile of the normal distribution: 95 of 100 such intervals hold the true share."""


def wilson(numerator: float, denominator: float, z: float = Z_95) -> tuple[float, float] | None:
    """Wilson's score interval of a share, as two shares from 0 to 1; None where nothing was counted.

    The numbers need not be whole: a weighted share has an *effective* number instead.
    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
    Raises `ValueError` where the numerator is not between 0 and the denominator.
    """
    if not 0 <= numerator <= denominator:
        raise ValueError(f"a share needs 0 <= numerator <= denominator, and not {numerator} of {denominator}")
    if denominator == 0:
        return None
    share = numerator / denominator
    spread = z * z / denominator
    centre = share + spread / 2
    half = z * sqrt((share * (1 - share) + spread / 4) / denominator)
    low, high = (centre - half) / (1 + spread), (centre + half) / (1 + spread)
    return (0.0 if numerator == 0 else max(0.0, low)), (1.0 if numerator == denominator else min(1.0, high))
