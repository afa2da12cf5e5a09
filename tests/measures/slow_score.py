"""The slow twins of the figures of a score: pair by pair, person by person, step by small step."""

from __future__ import annotations

from math import exp, log, log1p

Pairs = list[tuple[float, bool]]
"""Of each person the score, and whether it happened."""


def wins(score: float, other: float) -> float:
    return 1.0 if score > other else 0.5 if score == other else 0.0


def area_slowly(people: Pairs) -> float:
    """Every pair of one to whom it happened and one to whom it did not."""
    happened, others = ([score for score, did in people if did is which] for which in (True, False))
    return sum(wins(one, other) for one in happened for other in others) / (len(happened) * len(others))


def area_variance_slowly(people: Pairs) -> float:
    """DeLong's variance from its definition: how each person's own part of the area varies, on both sides."""
    happened, others = ([score for score, did in people if did is which] for which in (True, False))
    by_happened = [sum(wins(one, other) for other in others) / len(others) for one in happened]
    by_others = [sum(wins(one, other) for one in happened) / len(happened) for other in others]
    return sum(_variance(parts) / len(parts) for parts in (by_happened, by_others))


def _variance(values: list[float]) -> float:
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)


def line_slowly(people: Pairs, *, slope: float | None = None) -> tuple[float, float]:
    """Intercept and slope of greatest likelihood (or the intercept for a given slope), by climbing along one axis at a
    time with ever shorter steps. Scores are not 0 or 1.
    """
    odds = [(log(score / (1 - score)), did) for score, did in people]

    def likelihood(intercept: float, along: float) -> float:
        lines = ((intercept + along * x, did) for x, did in odds)
        return sum((line if did else 0.0) - (max(line, 0) + log1p(exp(-abs(line)))) for line, did in lines)

    found = [0.0, 1.0 if slope is None else slope]
    best, step = likelihood(*found), 1.0
    while step > 1e-8:
        moved = False
        for change in ((step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step), (step, step), (-step, -step)):
            if slope is not None and change[1]:
                continue
            tried = [here + by for here, by in zip(found, change, strict=True)]
            if (value := likelihood(*tried)) > best:
                found, best, moved = tried, value, True
        step = step if moved else step / 2
    return found[0], found[1]


def rates_slowly(people: Pairs, threshold: float) -> dict[str, tuple[int, int]]:
    """The four rates at a threshold, counted person by person."""
    selected = [did for score, did in people if score >= threshold]
    not_happened = [score for score, did in people if not did]
    happened = [score for score, did in people if did]
    return {
        "selected": (len(selected), len(people)),
        "false_positive": (sum(score >= threshold for score in not_happened), len(not_happened)),
        "false_negative": (sum(score < threshold for score in happened), len(happened)),
        "positive_predictive": (sum(selected), len(selected)),
    }
