"""On made-up people of whom the truth is known, what is planted is found, and nothing where nothing is planted."""

from dataclasses import replace

import numpy as np
import pytest

from bench import score_quality as bench
from throughcare.measures.score_quality import score_quality
from throughcare.synthesis import AS_OF, Wish
from throughcare.synthesis.score_answers import TRUTH, Truth, draw_outcomes

PEOPLE = 60_000  # where the benchmark has 250,000
GROUPS = 240


@pytest.fixture(scope="module")
def trial():
    return bench.trial(Wish(PEOPLE, 5, 7))


def test_everything_that_is_planted_is_found_and_its_interval_holds_the_truth(trial):
    rows = bench.planted(trial)
    assert len(rows) == len(TRUTH.value.shifts) + len(TRUTH.value.slopes)
    for row in rows:
        assert row.is_found, row.what
        width = row.found.interval[1] - row.found.interval[0]
        assert abs(row.found.value - row.true) < width, row.what


def test_without_what_is_planted_nothing_of_it_is_found(trial):
    plain = replace(trial, outcomes=draw_outcomes(trial.answers, trial.score, Truth()))
    for row in bench.planted(plain):
        low, high = row.found.interval
        assert low - (high - low) / 4 <= row.right <= high + (high - low) / 4, row.what


def test_about_one_in_twenty_intervals_of_equal_groups_misses(trial):
    found, apart = bench.equal_groups(trial, GROUPS)
    assert len(found["auc"]) == GROUPS
    for misses in (found, apart):
        assert 0.03 <= bench.share(misses) <= 0.065
        assert all(np.mean(many) <= 0.1 for many in misses.values()), bench.worst(misses)


def test_intervals_that_were_half_as_wide_would_break_the_bound(trial):
    """So that the bound is one that can be broken."""
    rng = np.random.default_rng(1)
    happened = rng.random(PEOPLE) < trial.score
    lots = np.char.mod("%d", np.arange(PEOPLE) % GROUPS)
    found = score_quality(trial.score, happened, lots, threshold=0.5)
    gaps = [group.quality.calibration.gap for group in found.groups]
    assert np.mean([abs(gap.value) > (gap.interval[1] - gap.interval[0]) / 4 for gap in gaps]) > 0.2


def test_intervals_of_a_bent_score_hold_what_is_true_of_it(trial):
    misses = bench.bent_groups(trial, 4)
    assert bench.share(misses) <= 0.06
    assert not any(misses["selected"]), "given the scores, there is no chance in who is selected"


def test_who_counts_before_their_time_makes_the_share_too_high(trial):
    known = trial.outcomes.known_on(AS_OF)
    right = bench.measured(trial, "sex").whole.calibration.observed.estimate
    naive = known[trial.over | known].mean()
    assert naive > right.interval[1] + 0.03
    assert right.interval[0] - 0.01 < trial.outcomes.chance[trial.over].mean() < right.interval[1] + 0.01


def test_with_other_base_rates_an_equally_right_score_has_other_error_rates(trial):
    """The score is right for everybody, and the young, of whom more are convicted, have more false positives."""
    outcomes = draw_outcomes(trial.answers, trial.score, Truth())
    found = score_quality(trial.score, outcomes.happened, trial.groups["age"], threshold=0.5)
    young, old = (found.group(name).quality for name in ("18 to 20", "60 and over"))
    for quality in (young, old):
        shift = quality.calibration.shift.interval
        assert shift[0] - 0.05 < 0 < shift[1] + 0.05
    rates = [quality.errors for quality in (young, old)]
    assert rates[0].false_positive.estimate.interval[0] > 2 * rates[1].false_positive.estimate.interval[1]
    assert rates[0].false_negative.estimate.interval[1] < rates[1].false_negative.estimate.interval[0]


def test_the_figures_of_the_bench_are_told(trial, monkeypatch):
    monkeypatch.setattr(bench, "trial", lambda: trial)
    monkeypatch.setattr(bench, "WISH", Wish(5_000, 5, 7))
    for grouping in bench.ORDER:
        assert bench.table(trial, grouping).row_count == len(bench.ORDER[grouping]) + 1
    assert next(figure.what for figure in bench.figures()).startswith("planted and found")
