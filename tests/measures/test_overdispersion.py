"""How much more groups differ than by chance."""

from statistics import mean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.measures.overdispersion import FEWEST_GROUPS, overdispersion


def slow_sum_of_squares(met: list[int], decided: list[int], whole: float) -> float:
    """Spiegelhalter's winsorised sum of squares, group by group, not yet held against what chance would give."""
    away = sorted((m / n - whole) / (whole * (1 - whole) / n) ** 0.5 for m, n in zip(met, decided, strict=True))
    drawn = len(away) // 10
    low, high = away[drawn], away[-1 - drawn]
    return sum(min(max(each, low), high) ** 2 for each in away)


def test_ten_groups_by_hand():
    """Standard errors of 0.05: distances -6, -2, -2, -1, 0, 0, 1, 2, 2, 6 errors, of which both sixes are drawn in."""
    shares = [0.2, 0.4, 0.4, 0.45, 0.5, 0.5, 0.55, 0.6, 0.6, 0.8]
    met = [round(100 * share) for share in shares]
    assert slow_sum_of_squares(met, [100] * 10, 0.5) == pytest.approx(6 * 4 + 2)
    assert overdispersion(met, [100] * 10, 0.5) == pytest.approx((6 * 4 + 2) / (10 * 0.701 - 1), rel=1e-3)


@st.composite
def sets(draw) -> tuple[list[int], list[int]]:
    decided = draw(st.lists(st.integers(1, 500), min_size=1, max_size=60))
    return [draw(st.integers(0, many)) for many in decided], decided


@given(sets(), st.floats(0.05, 0.95))
def test_it_is_the_slow_one_and_never_below_1(found, whole):
    met, decided = found
    allowance = overdispersion(met, decided, whole)
    if len(met) < FEWEST_GROUPS:
        assert allowance == 1
        return
    square = slow_sum_of_squares(met, decided, whole)
    assert allowance >= 1
    if allowance > 1:
        assert 0.59 < square / allowance / len(met) < 0.84


@given(sets(), st.randoms(use_true_random=False))
def test_the_order_of_groups_makes_no_difference(found, chance):
    pairs = list(zip(*found, strict=True))
    chance.shuffle(pairs)
    assert overdispersion(*zip(*pairs, strict=True), 0.4) == pytest.approx(overdispersion(*found, 0.4))


@pytest.mark.parametrize("whole", [0.0, 1.0])
def test_nothing_is_said_where_all_or_none_was_met(whole):
    assert overdispersion([whole * 60] * 12, [60] * 12, whole) == 1


@pytest.mark.parametrize("many", [10, 19, 28, 150, 300])
def test_four_times_the_variance_of_chance_is_found_as_4(many):
    """Duties come in fours with one fate, since below 1 nothing is told."""
    chance = np.random.default_rng(many)
    decided = np.full(many, 4000)
    met = 4 * chance.binomial(1000, 0.3, (2000, many))
    whole = met.sum(axis=-1) / decided.sum()
    assert overdispersion(met, decided, whole).mean() == pytest.approx(4, rel=0.03)


def test_one_group_far_out_does_not_hide_itself():
    shares = [0.4, 0.45, 0.45, 0.5, 0.5, 0.5, 0.55, 0.55, 0.6, 0.99]
    assert overdispersion([100 * share for share in shares], [100] * 10, 0.5) < 4


def test_sets_are_judged_each_for_itself():
    met = np.array([[30 + 2 * i for i in range(12)], [40 + i % 3 for i in range(12)]])
    found = overdispersion(met, [100] * 12, np.array([0.41, 0.41]))
    assert found.tolist() == [overdispersion(row, [100] * 12, 0.41) for row in met]
    assert mean(found) > 1
