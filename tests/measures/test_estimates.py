"""Differences and ratios of figures of different people, with their intervals."""

from math import hypot, inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.measures.estimates import FEWEST_OF_RATE, Estimate, Rate, difference, normal, rate_of, ratio


def test_the_difference_of_two_shares_is_newcombes():
    """The worked example of the paper of 1998: 56 of 70 and 48 of 80, method 10."""
    found = difference(Rate(56, 70).estimate, Rate(48, 80).estimate)
    assert found.value == pytest.approx(0.2)
    assert found.interval == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_the_difference_of_two_normal_figures_adds_their_variances():
    found = difference(normal(3.0, 0.3), normal(1.0, 0.4))
    assert found.value == 2.0
    assert found.interval == pytest.approx(normal(2.0, hypot(0.3, 0.4)).interval)


@pytest.mark.parametrize(("numerator", "denominator"), [(0, FEWEST_OF_RATE - 1), (0, 0)])
def test_there_is_no_rate_of_too_few(numerator, denominator):
    assert rate_of(numerator, denominator) is None
    assert rate_of(0, FEWEST_OF_RATE) is not None


def test_there_is_no_difference_from_what_is_not_given():
    assert difference(None, normal(1, 1)) is None
    assert difference(normal(1, 1), None) is None
    assert ratio(None, normal(1, 1)) is None
    assert ratio(normal(0, 1), normal(1, 1)) is None


def test_a_ratio_without_a_limit_is_infinite_or_nothing():
    found = ratio(Estimate(1.0, (0.5, inf)), Estimate(1.0, (0.8, 1.25)))
    assert found.interval[1] == inf
    assert 0 < found.interval[0] < 0.5
    other_way = ratio(Estimate(1.0, (0.8, 1.25)), Estimate(1.0, (0.5, inf)))
    assert other_way.interval == pytest.approx((0.0, 1 / found.interval[0]))


def estimates():
    return st.tuples(*(st.floats(0.01, 5) for _ in range(3))).map(sorted).map(lambda e: Estimate(e[1], (e[0], e[2])))


@given(estimates(), estimates())
def test_the_other_way_round_a_difference_is_its_mirror_and_a_ratio_one_over_it(one, other):
    there, back = difference(one, other), difference(other, one)
    assert (back.value, *back.interval) == pytest.approx((-there.value, -there.interval[1], -there.interval[0]))
    there, back = ratio(one, other), ratio(other, one)
    assert (back.value, *back.interval) == pytest.approx(
        (1 / there.value, 1 / there.interval[1], 1 / there.interval[0])
    )


@given(estimates(), estimates())
def test_the_interval_of_a_difference_holds_it_and_is_no_narrower_than_either(one, other):
    found = difference(one, other)
    low, high = found.interval
    assert low <= found.value <= high
    for each in (one, other):
        assert high - low >= (each.interval[1] - each.interval[0]) / 2**0.5 - 1e-9


def test_about_95_of_100_intervals_of_a_difference_hold_the_true_one():
    rng = np.random.default_rng(4)
    one, other = rng.binomial(60, 0.3, 1000), rng.binomial(200, 0.2, 1000)
    found = [difference(Rate(a, 60).estimate, Rate(b, 200).estimate) for a, b in zip(one, other, strict=True)]
    assert 0.93 <= np.mean([each.interval[0] <= 0.1 <= each.interval[1] for each in found]) <= 0.97
