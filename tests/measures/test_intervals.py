"""How far a share may be off: Wilson's interval."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.measures.intervals import wilson


@st.composite
def shares(draw, most: int = 100_000) -> tuple[int, int]:
    """A numerator and a denominator that is not nothing."""
    of = draw(st.integers(1, most))
    return draw(st.integers(0, of)), of


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        (45, 100, 0.3561, 0.5476),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (1, 1, 0.2065, 1.0),
        (0, 1, 0.0, 0.7935),
        (81, 263, 0.2553, 0.3662),  # the example of R. G. Newcombe, 1998
    ],
)
def test_the_interval_is_the_published_one(numerator, denominator, low, high):
    assert wilson(numerator, denominator) == pytest.approx((low, high), abs=5e-5)


def test_nothing_of_nothing_has_no_interval():
    assert wilson(0, 0) is None


@pytest.mark.parametrize("many", [1, 3, 7, 49, 1000, 10**9])
def test_none_begins_exactly_at_0_and_all_ends_exactly_at_1(many):
    assert wilson(0, many)[0] == 0.0
    assert wilson(many, many)[1] == 1.0


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 10), (11, 10), (1, 0), (0, -1), (-2, -1), (math.nan, 1)])
def test_what_is_no_share_is_refused_with_both_numbers(numerator, denominator):
    with pytest.raises(ValueError, match=f"not {numerator} of {denominator}$"):
        wilson(numerator, denominator)


@given(shares())
def test_the_interval_holds_the_share_and_lies_within_0_and_1(share):
    numerator, denominator = share
    low, high = wilson(numerator, denominator)
    assert 0.0 <= low <= numerator / denominator <= high <= 1.0
    assert low < high


@given(shares(1_000), st.integers(2, 50))
def test_the_interval_is_narrower_where_more_was_counted(share, times):
    numerator, denominator = share
    low, high = wilson(numerator, denominator)
    nearer_low, nearer_high = wilson(numerator * times, denominator * times)
    assert nearer_high - nearer_low < high - low
    assert low <= nearer_low
    assert nearer_high <= high


@given(shares())
def test_the_interval_of_the_others_is_its_mirror(share):
    numerator, denominator = share
    low, high = wilson(numerator, denominator)
    assert wilson(denominator - numerator, denominator) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(shares(), st.floats(0.5, 1.9))
def test_less_sureness_makes_a_narrower_interval(share, z):
    low, high = wilson(*share)
    nearer_low, nearer_high = wilson(*share, z=z)
    assert low <= nearer_low
    assert nearer_high <= high


@given(shares())
def test_the_ends_solve_the_equation_that_defines_them(share):
    """At each end the share found is exactly `z` standard errors away."""
    numerator, denominator = share
    for end in wilson(numerator, denominator):
        away = (numerator / denominator - end) ** 2
        assert away == pytest.approx(1.959963984540054**2 * end * (1 - end) / denominator, abs=1e-9)
