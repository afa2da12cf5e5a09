"""How far two readers agree: the share of pairs that say the same, and Cohen's kappa, which allows for chance.

Source: J. Cohen, "A coefficient of agreement for nominal scales", 1960.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Pair = tuple[bool, bool]
"""What the first and the second reader said of one question of one report."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of `pairs` readings of one question, `same` agree; `kappa` is 1 where all do, 0 where as many do as by chance.

    None: there are no pairs, or each reader said the same of all, so that chance alone would agree.
    """

    pairs: int
    same: int
    kappa: float | None


def agreement_of(pairs: Sequence[Pair]) -> Agreement:
    """The agreement of two readers over pairs of answers."""
    many, same = len(pairs), sum(first == second for first, second in pairs)
    if not many:
        return Agreement(0, 0, None)
    first, second = (sum(pair[place] for pair in pairs) / many for place in (0, 1))
    by_chance = first * second + (1 - first) * (1 - second)
    if by_chance == 1:
        return Agreement(many, same, None)
    return Agreement(many, same, (same / many - by_chance) / (1 - by_chance))
