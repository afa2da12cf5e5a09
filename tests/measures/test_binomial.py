"""What chance alone leaves of a share, against sums of binomial coefficients."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.measures.binomial import chance_of_fewer, limits, two_sided


def exactly(met: int, decided: int, share: Fraction) -> Fraction:
    """The chance of exactly so many, slowly and obviously."""
    return comb(decided, met) * share**met * (1 - share) ** (decided - met)


def slow_chance_of_fewer(met: int, decided: int, share: Fraction) -> Fraction:
    return sum((exactly(fewer, decided, share) for fewer in range(met)), Fraction(0)) + exactly(met, decided, share) / 2


@st.composite
def counts(draw, most: int = 120) -> tuple[int, int]:
    """Met and decided, the latter not nothing."""
    decided = draw(st.integers(1, most))
    return draw(st.integers(0, decided)), decided


shares = st.integers(0, 100).map(lambda hundredths: Fraction(hundredths, 100))
inner_shares = st.floats(0.02, 0.98)


@given(counts(), shares)
def test_the_chance_of_fewer_is_the_sum_of_its_terms(count, share):
    assert chance_of_fewer(*count, float(share)) == pytest.approx(float(slow_chance_of_fewer(*count, share)), abs=1e-10)


@pytest.mark.parametrize(
    ("met", "decided", "share", "p_value"),
    [
        (0, 2, 0.5, 2 * 1 / 8),  # of the four ways one is none of two: half of it, on two sides
        (1, 2, 0.5, 1.0),
        (5, 5, 0.5, 1 / 32),
        (2, 10, 0.5, 2 * (1 + 10 + 45 / 2) / 1024),
        (0, 1, 0.25, 0.75),
    ],
)
def test_the_p_value_is_twice_the_smaller_tail(met, decided, share, p_value):
    assert two_sided(met, decided, share) == pytest.approx(p_value)


@given(counts(), inner_shares)
def test_what_was_not_met_has_the_same_p_value(count, share):
    met, decided = count
    assert two_sided(decided - met, decided, 1 - share) == pytest.approx(two_sided(met, decided, share), abs=1e-9)


@given(counts(), inner_shares, st.floats(0, 1), st.floats(0, 1))
def test_between_whole_counts_the_chance_still_grows(count, share, one, other):
    _, decided = count
    few, many = sorted([one * decided, other * decided])
    assert chance_of_fewer(few, decided, share) <= chance_of_fewer(many, decided, share) + 1e-12


@given(counts(), inner_shares, st.sampled_from([0.05, 0.002]))
def test_a_group_lies_beyond_a_limit_exactly_where_its_p_value_is_small(count, share, outside):
    met, decided = count
    low, high = limits(decided, share, outside)
    p_value = two_sided(met, decided, share)
    if abs(p_value - outside) > 1e-7:  # on the limit itself the last bit decides
        assert (met / decided < low or met / decided > high) == (p_value < outside)


@given(st.floats(1, 5000), inner_shares)
def test_limits_hold_the_share_and_the_stricter_hold_the_others(decided, share):
    low, high = limits(decided, share, 0.05)
    lower, higher = limits(decided, share, 0.002)
    assert 0 <= lower <= low <= share + 1e-9
    assert share - 1e-9 <= high <= higher <= 1


@given(st.floats(2, 2000), st.floats(1.5, 20), st.floats(0.1, 0.9))
def test_limits_are_narrower_where_more_was_counted(decided, times, share):
    low, high = limits(np.array([decided, decided * times]), share, 0.05)
    assert high[1] - low[1] <= high[0] - low[0] + 1e-7


def test_limits_of_many_are_those_of_the_normal_distribution():
    low, high = limits(1_000_000, 0.2, 0.05)
    assert (low, high) == pytest.approx((0.2 - 1.959964 * 0.0004, 0.2 + 1.959964 * 0.0004), abs=1e-6)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_where_chance_can_do_nothing_it_does_nothing(share):
    assert limits(60, share, 0.05) == (share, share)
    assert two_sided(60 * share, 60, share) == 1.0
    assert two_sided(30, 60, share) == 0.0


def test_arrays_give_what_single_numbers_give():
    met, decided = np.array([[3, 10], [20, 50]]), np.array([30, 60])
    found = two_sided(met, decided, np.array([[0.2], [0.5]]))
    assert found[1, 0] == two_sided(20, 30, 0.5)
    assert found[0, 1] == two_sided(10, 60, 0.2)
