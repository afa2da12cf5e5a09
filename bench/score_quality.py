"""Whether the figures of a score find what is planted, and find nothing where nothing is, on 250,000 made-up people.

`python -m bench.score_quality` prints it with every group. What is true of each person is known (`TRUTH`), so what each
figure would be in the long run is known too: the same code, given chances instead of outcomes, says it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from bench.figures import Figure, timed
from throughcare.measures.estimates import Estimate
from throughcare.measures.follow_up import is_over
from throughcare.measures.people_groups import AGE_BANDS, ETHNICITIES, SEXES
from throughcare.measures.score_levels import levels_of
from throughcare.measures.score_quality import Differences, Quality, ScoreQuality, quality_of, score_quality
from throughcare.synthesis import AS_OF, Wish
from throughcare.synthesis.score_answers import (
    TRUTH,
    Outcomes,
    ScoreAnswers,
    answers_of_nation,
    draw_outcomes,
    ordinals,
)
from throughcare.synthesis.score_columns import ogrs3_of_nation

PEOPLE = 250_000
WISH = Wish(people=PEOPLE, years=5, seed=1)
THRESHOLD = 0.5
"""The lower boundary of the middle band of the two-year score."""
GROUPS = 1_000
DRAWS = 20
"""How often the outcomes of everybody are drawn anew to see how many intervals miss what is true."""
SEED = 2016
ORDER = {"sex": tuple(SEXES), "age": AGE_BANDS, "ethnicity": tuple(ETHNICITIES)}
RATES = ("selected", "false_positive", "false_negative", "positive_predictive")

Truths = NDArray[np.bool_]
Score = Callable[[ScoreAnswers], NDArray[np.float64]]


@dataclass(frozen=True)
class Trial:
    """Made-up people with a score, what became of them, and who is over by the last day of the nation."""

    answers: ScoreAnswers
    score: NDArray[np.float64]
    outcomes: Outcomes
    over: Truths
    groups: dict[str, NDArray[Any]]


@cache
def trial(wish: Wish = WISH, score_of: Score = ogrs3_of_nation) -> Trial:
    """The trial of any score, made once. A score is above 0 and below 1, or not a number where there is none."""
    answers = answers_of_nation(wish)
    score = score_of(answers)
    over = is_over(ordinals(answers.followed_from), AS_OF)
    return Trial(answers, score, draw_outcomes(answers, score), over, answers.groups())


def measured(of: Trial, grouping: str) -> ScoreQuality:
    """The score by one grouping, as on the last day of the nation."""
    known = of.outcomes.known_on(AS_OF)
    return score_quality(of.score, known, of.groups[grouping], threshold=THRESHOLD, over=of.over, order=ORDER[grouping])


# --- what is planted --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Planted:
    """One thing that is planted: what it comes to in the long run, and what the measure says of it."""

    what: str
    right: float
    """What it would be if nothing were planted."""
    true: float
    found: Estimate

    @property
    def is_found(self) -> bool:
        """The interval leaves out what would be right, on the side of the truth."""
        low, high = self.found.interval
        return high < self.right if self.true < self.right else low > self.right


def planted(of: Trial) -> list[Planted]:
    """Everything that is planted, as it is found."""
    rows = []
    for name, right, keys in (("shift", 0.0, TRUTH.value.shifts), ("slope", 1.0, TRUTH.value.slopes)):
        for grouping, group in keys:
            those = of.over & (of.groups[grouping] == group)
            true = quality_of(levels_of(of.score[those], of.outcomes.chance[those]), THRESHOLD)
            found = measured(of, grouping).group(group).quality
            assert true is not None
            assert found is not None
            rows.append(Planted(f"{name} of {group}", right, _of(true)[name].value, _of(found)[name]))
    return rows


def _of(quality: Quality) -> dict[str, Estimate]:
    """Every figure of some people by its name, those that are given."""
    calibration, line = quality.calibration, quality.calibration.line
    found = {
        "observed": calibration.observed.estimate,
        "over_observed": calibration.over_observed,
        "gap": calibration.gap,
        "shift": calibration.shift,
        "slope": line.slope if line else None,
        "intercept": line.intercept if line else None,
        "brier": calibration.brier,
        "auc": quality.auc,
    }
    for name in RATES:
        rate = getattr(quality.errors, name)
        found[name] = rate.estimate if rate else None
    return {name: each for name, each in found.items() if each is not None}


# --- how many intervals miss ------------------------------------------------------------------------------------------

Misses = dict[str, list[bool]]


def misses_of(estimate: Estimate, true: float) -> bool:
    """Whether an interval leaves out what is true."""
    return not estimate.interval[0] <= true <= estimate.interval[1]


def equal_groups(of: Trial, groups: int = GROUPS) -> tuple[Misses, Misses]:
    """So many groups drawn by lot of people whose score is right: which intervals miss the truth, of the groups and of
    how far each is from everybody else.
    """
    rng = np.random.default_rng(SEED)
    happened = rng.random(len(of.score)) < of.score
    lots = np.char.mod("%d", rng.permutation(len(of.score)) % groups)
    true = quality_of(levels_of(of.score, of.score), THRESHOLD)
    assert true
    long_run = {name: each.value for name, each in _of(true).items()}
    found: Misses = {}
    apart: Misses = {}
    for group in score_quality(of.score, happened, lots, threshold=THRESHOLD).groups:
        assert group.quality is not None
        assert group.differences is not None
        for name, each in _of(group.quality).items():
            found.setdefault(name, []).append(misses_of(each, long_run[name]))
        for name, each in _differences(group.differences):
            apart.setdefault(name, []).append(misses_of(each, 1.0 if name == "over_observed" else 0.0))
    return found, apart


def _differences(of: Differences) -> Iterator[tuple[str, Estimate]]:
    for each in fields(of):
        if (value := getattr(of, each.name)) is not None:
            yield each.name, value


def bent_groups(of: Trial, draws: int = DRAWS) -> Misses:
    """The true groups, where the score is bent: which intervals miss what is true of these very people."""
    rng = np.random.default_rng(SEED + 1)
    found: Misses = {}
    for grouping, label in of.groups.items():
        long_run = {
            name: _of(quality)
            for name in ORDER[grouping]
            if (quality := quality_of(levels_of(*(x[label == name] for x in (of.score, of.outcomes.chance))), 0.5))
        }
        for _ in range(draws):
            happened = rng.random(len(of.score)) < of.outcomes.chance
            for group in score_quality(of.score, happened, label, threshold=THRESHOLD).groups:
                assert group.quality
                for name, each in _of(group.quality).items():
                    found.setdefault(name, []).append(misses_of(each, long_run[group.name][name].value))
    return found


def share(misses: Misses) -> float:
    """The share of all intervals that miss."""
    return float(np.mean([each for many in misses.values() for each in many]))


def worst(misses: Misses) -> str:
    """The figure whose intervals miss most often, in words."""
    name = max(misses, key=lambda each: np.mean(misses[each]))
    return f"most often {name}, {np.mean(misses[name]):.1%}"


# --- figures ----------------------------------------------------------------------------------------------------------


def figures() -> list[Figure]:
    """What is promised of the measure."""
    of = trial()
    rows = planted(of)
    equal, apart = equal_groups(of)
    bent = bent_groups(of)
    seconds = timed(lambda: [measured(of, grouping) for grouping in ORDER])
    counted = measured(of, "sex").whole
    assert counted
    naive = of.outcomes.known_on(AS_OF)[of.over | of.outcomes.known_on(AS_OF)].mean()
    right = counted.calibration.observed.estimate.value
    told = "; ".join(f"{row.what} {row.found.value:+.2f} (true {row.true:+.2f})" for row in rows)
    return [
        Figure(f"planted and found, of {len(rows)}", sum(row.is_found for row in rows), "", len(rows), True, told),
        Figure(f"{GROUPS:,} equal groups, intervals that miss", 100 * share(equal), "%", 6, beside=worst(equal)),
        Figure("  of how far each is from everybody else", 100 * share(apart), "%", 6, beside=worst(apart)),
        Figure("groups of a bent score, intervals that miss", 100 * share(bent), "%", 6, beside=worst(bent)),
        Figure("made and scored with answers, people", PEOPLE / timed(_made, 1), "a second"),
        Figure(f"{PEOPLE:,} people by sex, age and ethnicity", seconds, "s", 2.0),
        Figure(f"  in {GROUPS:,} groups", timed(lambda: equal_groups(of), 1), "s", 5.0),
        Figure("not yet counted", 100 * float((~of.over).mean()), "%"),
        Figure("share convicted if the quick ones counted", 100 * naive, "%", beside=f"{right:.1%} of those over"),
    ]


def _made() -> None:
    answers = answers_of_nation(WISH)
    draw_outcomes(answers, ogrs3_of_nation(answers))


def said(each: Estimate | None, percent: bool = False) -> str:
    """A figure with its interval."""
    if each is None:
        return "too few"
    values = (each.value, *each.interval)
    value, low, high = (f"{100 * v:.1f}" if percent else f"{v:.3f}" for v in values)
    return f"{value} ({low} to {high})"


def table(of: Trial, grouping: str) -> Table:
    """Every group of a grouping, in its order."""
    found = measured(of, grouping)
    made = Table(box=None, title=f"By {grouping}, threshold {THRESHOLD:.0%}; not yet counted {found.not_yet:,}")
    for name in ("group", "people", "observed %", "expected/observed", "shift", "slope", "AUC", "FPR %", "FNR %"):
        made.add_column(name, justify="left" if name == "group" else "right", no_wrap=True)
    for name, quality in (("whole", found.whole), *((each.name, each.quality) for each in found.groups)):
        if quality is None:
            made.add_row(name, "too few")
            continue
        every = _of(quality)
        cells = [said(every.get(each)) for each in ("over_observed", "shift", "slope", "auc")]
        rates = [said(every.get(each), True) for each in ("false_positive", "false_negative")]
        made.add_row(name, f"{quality.people:,.0f}", said(every["observed"], True), *cells, *rates)
    return made


def main() -> int:
    """Print everything; 1 where a promise is not kept."""
    console = Console(width=200)
    for grouping in ORDER:
        console.print(table(trial(), grouping))
        console.print()
    found = figures()
    for figure in found:
        sign = "" if figure.holds else "NOT KEPT: "
        console.print(f"{sign}{figure.what}: {figure.value:,.2f} {figure.unit} {figure.beside}")
    return 0 if all(figure.holds for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
