"""Calibration: by hand, against a twin that climbs by small steps, and in trials."""

from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.measures.slow_score import line_slowly
from throughcare.measures.calibration import FEWEST_OF_TENTH, TENTHS, brier_of, calibration_of, tenths_of
from throughcare.measures.logistic_fit import NEAREST, line_of, shift_of
from throughcare.measures.score_levels import Levels, levels_of, without


def levels(people) -> Levels:
    return levels_of(*zip(*people, strict=True))


def people(*counts: tuple[float, int, int]):
    """Of each score so many to whom it happened, and so many others."""
    return [(score, did) for score, happened, others in counts for did in [1] * happened + [0] * others]


def test_expected_beside_observed_by_hand():
    found = calibration_of(levels(people((0.2, 20, 80), (0.6, 40, 60))))
    assert (found.expected, found.observed.numerator, found.observed.denominator) == (pytest.approx(80.0), 60, 200)
    assert found.over_observed.value == pytest.approx(80 / 60)
    assert found.gap.value == pytest.approx(-0.1)
    assert found.over_observed.interval[0] > 1
    assert found.gap.interval[1] < 0
    assert found.shift.value < 0, "the score is too high"


def test_a_score_that_is_right_has_slope_1_and_no_shift():
    found = calibration_of(levels(people((0.2, 20, 80), (0.5, 50, 50), (0.8, 80, 20))))
    assert found.line.slope.value == pytest.approx(1)
    assert found.line.intercept.value == pytest.approx(0, abs=1e-9)
    assert found.shift.value == pytest.approx(0, abs=1e-9)
    assert found.over_observed.value == pytest.approx(1)


def test_scores_too_far_apart_have_a_slope_below_1():
    found = calibration_of(levels(people((0.1, 25, 75), (0.9, 75, 25))))
    assert found.line.slope.value == pytest.approx(log(3) / log(9))
    assert found.over_observed.value == pytest.approx(1), "right on the whole, and wrong of each"


def test_the_brier_score_by_hand():
    found = brier_of(levels([(0.2, 0), (0.2, 1), (1.0, 1), (0.0, 1)]))
    assert found.value == pytest.approx((0.04 + 0.64 + 0 + 1) / 4)


@pytest.mark.parametrize(
    "given_",
    [
        pytest.param(people((0.5, 10, 10)), id="one score"),
        pytest.param(people((0.3, 0, 10), (0.6, 10, 0)), id="parted"),
        pytest.param(people((0.3, 10, 0), (0.6, 0, 10)), id="parted, the wrong way round"),
        pytest.param(people((0.3, 0, 10), (0.5, 3, 3), (0.6, 10, 0)), id="parted but for ties"),
        pytest.param(people((0.3, 0, 10), (0.5, 0, 3)), id="it happened to nobody"),
        pytest.param(people((0.3, 5, 0), (0.5, 2, 0)), id="it happened to all"),
        pytest.param([], id="nobody"),
    ],
)
def test_there_is_no_line_where_the_best_would_be_infinite(given_):
    assert line_of(levels_of([s for s, _ in given_], [d for _, d in given_])) is None


def test_a_score_of_0_or_1_has_odds_for_the_fit_alone():
    at_the_ends = levels(people((0.0, 2, 8), (0.5, 5, 5), (1.0, 8, 2)))
    drawn_in = levels(people((NEAREST, 2, 8), (0.5, 5, 5), (1 - NEAREST, 8, 2)))
    assert line_of(at_the_ends).slope.value == pytest.approx(line_of(drawn_in).slope.value)
    assert brier_of(at_the_ends).value != brier_of(drawn_in).value


def test_where_it_happened_to_nobody_there_is_no_ratio_and_still_a_gap():
    found = calibration_of(levels(people((0.2, 0, 80))))
    assert (found.over_observed, found.shift, found.line) == (None, None, None)
    assert found.gap.value == pytest.approx(-0.2)
    assert found.gap.interval[1] < 0


def scored(least=3):
    score = st.sampled_from([0.02, 0.1, 0.25, 0.4, 0.55, 0.7, 0.9, 0.97])
    return st.lists(st.tuples(score, st.booleans()), min_size=least, max_size=40)


@settings(max_examples=40, deadline=None)
@given(scored())
def test_the_line_is_that_of_the_slow_twin(people):
    found = line_of(levels(people))
    if found is not None:
        intercept, slope = line_slowly(people)
        assert found.intercept.value == pytest.approx(intercept, abs=1e-5)
        assert found.slope.value == pytest.approx(slope, abs=1e-5)


@settings(max_examples=40, deadline=None)
@given(scored())
def test_the_shift_is_that_of_the_slow_twin(people):
    found = shift_of(levels(people))
    if found is None:
        assert len({did for _, did in people}) == 1
    else:
        assert found.value == pytest.approx(line_slowly(people, slope=1.0)[0], abs=1e-6)


@given(scored())
def test_with_the_shift_put_right_expected_is_observed(people):
    these = levels(people)
    if (shift := shift_of(these)) is not None:
        right = 1 / (1 + np.exp(-(np.log(these.score / (1 - these.score)) + shift.value)))
        assert these.people @ right == pytest.approx(these.events)


@given(scored())
def test_the_errors_of_the_line_are_those_of_the_curvature(people):
    """By differences of the likelihood's own slope, a little to each side."""
    found = line_of(levels(people))
    if found is not None:
        beyond = np.array([[_slopes(people, found, da, db) for da, db in ((1e-4, 0), (0, 1e-4))]])[0]
        before = np.array([[_slopes(people, found, da, db) for da, db in ((-1e-4, 0), (0, -1e-4))]])[0]
        errors = np.sqrt(np.diag(np.linalg.inv(-(beyond - before) / 2e-4)))
        for each, error in zip((found.intercept, found.slope), errors, strict=True):
            assert (each.interval[1] - each.value) / 1.959963984540054 == pytest.approx(error, rel=1e-3)


def _slopes(people, line, more_intercept, more_slope) -> list[float]:
    found = [0.0, 0.0]
    for score, did in people:
        x = log(score / (1 - score))
        odds = line.intercept.value + more_intercept + (line.slope.value + more_slope) * x
        left = did - 1 / (1 + exp(-odds))
        found = [found[0] + left, found[1] + left * x]
    return found


# --- tenths -------------------------------------------------------------------------------------------------------


def test_tenths_are_of_equal_size_where_nobody_ties():
    rng = np.random.default_rng(3)
    found = tenths_of(levels_of(rng.random(1000), rng.random(1000) < 0.5))
    assert [tenth.people for tenth in found] == [100] * 10
    assert [tenth.number for tenth in found] == list(range(1, 11))
    assert sorted(tenth.expected for tenth in found) == [tenth.expected for tenth in found]


def test_who_has_the_same_score_is_in_the_same_tenth():
    found = tenths_of(levels(people((0.1, 50, 450), (0.6, 250, 250))))
    assert [tenth.people for tenth in found] == [0, 0, 500, 0, 0, 0, 0, 500, 0, 0]
    assert (found[2].expected, found[2].observed.numerator) == (0.1, 50)


def test_a_tenth_of_too_few_shows_nothing():
    few = tenths_of(levels_of(np.linspace(0.1, 0.9, 10 * FEWEST_OF_TENTH - 10), np.zeros(10 * FEWEST_OF_TENTH - 10)))
    assert {(tenth.expected, tenth.observed) for tenth in few} == {(None, None)}


@given(scored(1))
def test_everybody_is_in_a_tenth(people):
    found = tenths_of(levels(people))
    assert len(found) == TENTHS
    assert sum(tenth.people for tenth in found) == pytest.approx(len(people))


# --- people gathered by their score -------------------------------------------------------------------------------


@given(scored(1), scored(1))
def test_the_others_are_the_whole_without_a_part(one, other):
    found, wanted = without(levels(one + other), levels(one)), levels(other)
    for name in ("score", "happened", "others"):
        assert getattr(found, name) == pytest.approx(getattr(wanted, name))


@pytest.mark.parametrize(
    ("predicted", "happened"), [([0.1], [0, 1]), ([1.1], [0]), ([float("nan")], [1]), ([0.5], [2]), ([[0.5]], [[1]])]
)
def test_what_is_no_probability_is_refused(predicted, happened):
    with pytest.raises(ValueError, match=r"predicted|happened"):
        levels_of(predicted, happened)


# --- trials -------------------------------------------------------------------------------------------------------


def test_about_95_of_100_intervals_hold_the_truth():
    rng = np.random.default_rng(8)
    score = np.round(1 / (1 + np.exp(-rng.normal(-0.6, 1.2, (400, 300)))), 2).clip(0.01, 0.99)
    held = dict.fromkeys(("over_observed", "gap", "shift", "slope", "intercept"), 0)
    for row in score:
        found = calibration_of(levels_of(row, rng.random(300) < row))
        every = {name: getattr(found, name) for name in ("over_observed", "gap", "shift")}
        every |= {"slope": found.line.slope, "intercept": found.line.intercept}
        for name, each in every.items():
            truth = 1.0 if name in ("over_observed", "slope") else 0.0
            held[name] += each.interval[0] <= truth <= each.interval[1]
    for name, many in held.items():
        assert 0.92 <= many / 400 <= 0.98, name
