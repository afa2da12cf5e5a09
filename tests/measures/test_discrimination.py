"""The area under the curve and its variance: by hand, against a twin that looks at every pair, and in trials."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.measures.slow_score import area_slowly, area_variance_slowly
from throughcare.measures.discrimination import area_and_variance, auc_of
from throughcare.measures.score_levels import levels_of


def area(people):
    return auc_of(levels_of(*zip(*people, strict=True)))


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        pytest.param([(0.9, 1), (0.8, 1), (0.2, 0), (0.1, 0)], 1.0, id="perfect"),
        pytest.param([(0.1, 1), (0.2, 1), (0.8, 0), (0.9, 0)], 0.0, id="the wrong way round"),
        pytest.param([(0.5, 1), (0.5, 1), (0.5, 0), (0.5, 0)], 0.5, id="all alike: every pair counts half"),
        pytest.param([(0.3, 1), (0.7, 1), (0.3, 0), (0.5, 0)], 0.625, id="one tie: (0.5 + 0 + 1 + 1) of 4"),
    ],
)
def test_the_area_by_hand(people, expected):
    assert area(people).value == pytest.approx(expected)


@pytest.mark.parametrize("happened", [[1, 0, 0], [1, 1, 0], [0, 0, 0], [1, 1, 1]])
def test_there_is_no_area_of_fewer_than_two_of_either_outcome(happened):
    assert area([(0.1 * place, did) for place, did in enumerate(happened, 1)]) is None


@pytest.mark.parametrize("people", [[(0.9, 1), (0.8, 1), (0.1, 0), (0.2, 0)], [(0.1, 1), (0.2, 1), (0.8, 0), (0.9, 0)]])
def test_the_area_of_two_sides_that_are_parted_is_not_sure(people):
    low, high = area(people).interval
    assert 0.0 <= low < high <= 1.0
    assert high - low > 0.5, "of two people each way"


def scored(least=2):
    """People with few different scores, so that many tie, and at least two of either outcome."""
    score = st.sampled_from([place / 8 for place in range(9)])
    side = st.lists(score, min_size=least, max_size=25)
    return st.tuples(side, side).map(lambda two: [(s, True) for s in two[0]] + [(s, False) for s in two[1]])


@given(scored())
def test_the_area_and_its_variance_are_those_of_the_slow_twin(people):
    found, variance = area_and_variance(levels_of(*zip(*people, strict=True)))
    assert found == pytest.approx(area_slowly(people), abs=1e-12)
    assert variance == pytest.approx(area_variance_slowly(people), abs=1e-12)


@given(scored(), st.randoms(use_true_random=False))
def test_only_the_order_of_scores_matters_and_the_order_of_people_does_not(people, rng):
    turned = [(score**3, did) for score, did in people]
    rng.shuffle(turned)
    assert area_and_variance(levels_of(*zip(*turned, strict=True))) == pytest.approx(
        area_and_variance(levels_of(*zip(*people, strict=True))), abs=1e-12
    )


@given(scored())
def test_the_area_of_the_other_outcome_is_its_mirror(people):
    one, other = area(people), area([(score, not did) for score, did in people])
    assert other.value == pytest.approx(1 - one.value)
    assert other.interval == pytest.approx((1 - one.interval[1], 1 - one.interval[0]))


@given(scored())
def test_the_interval_holds_the_area_and_lies_within_0_and_1(people):
    found = area(people)
    assert 0.0 <= found.interval[0] <= found.value <= found.interval[1] <= 1.0


def test_about_95_of_100_intervals_hold_the_true_area():
    rng = np.random.default_rng(5)
    score = np.round(1 / (1 + np.exp(-rng.normal(-0.5, 1.0, 200_000))), 2)
    true = auc_of(levels_of(score, score)).value  # chances as outcomes: what would be found in the long run
    held = 0
    for _ in range(400):
        those = rng.choice(score, 200)
        low, high = auc_of(levels_of(those, rng.random(200) < those)).interval
        held += low <= true <= high
    assert 0.92 <= held / 400 <= 0.98
