"""A share month by month: its limits, its signals and its gaps."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.calendar import add_months
from throughcare.measures.binomial import two_sided
from throughcare.measures.series import OUTSIDE, Month, Series, chart

# NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.3.2: the chips that failed of 50 on each of 30 wafers.
WAFERS = [
    *(12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22),
    *(8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6),
]


def months(met: list[int], decided: int | list[int], begin: date = date(2014, 1, 1)) -> list[Month]:
    every = [decided] * len(met) if isinstance(decided, int) else decided
    return [Month(add_months(begin, n), m, d) for n, (m, d) in enumerate(zip(met, every, strict=True))]


def signals(series: Series) -> dict[int, tuple[str, ...]]:
    """The signals by the place of the month, from 1."""
    return {place: point.signals for place, point in enumerate(series.points, start=1) if point.signals}


def test_the_published_example_has_its_mean_and_its_two_points_beyond_the_limits():
    """The handbook's chart has the mean 0.2313 and two points beyond 0.4103: wafers 15 and 23."""
    series = chart(months(WAFERS, 50), by_chance_alone=True)
    assert series.mean == pytest.approx(0.2313, abs=5e-5)
    assert signals(series) == {15: ("higher than expected by chance",), 23: ("higher than expected by chance",)}
    assert series.points[0].high == pytest.approx(0.4103, abs=0.02)  # the handbook's is of the normal distribution


def test_the_allowance_of_the_published_example_by_hand():
    apart = [abs(other - one) / 50 for one, other in pairwise(WAFERS)]
    error = (0.23133 * 0.76867 / 50) ** 0.5
    assert chart(months(WAFERS, 50)).overdispersion == pytest.approx((sum(apart) / 29 / error / 1.128) ** 2, rel=1e-3)


def test_exactly_the_months_outside_27_of_10_000_are_beyond_the_limits():
    for met in range(61):
        series = chart(months([30] * 12 + [met], 60), baseline_until=date(2015, 1, 1))
        fewer = sum(comb(60, k) for k in range(met)) + Fraction(comb(60, met), 2)
        tail = min(fewer, 2**60 - fewer) / 2**60
        assert any("chance" in words for words in series.points[-1].signals) == (2 * tail < Fraction(27, 10_000))


def test_a_month_with_fewer_duties_has_wider_limits():
    few, many = chart(months([30, 300] * 6, [60, 600] * 6)).points[:2]
    assert few.low < many.low < 0.5 < many.high < few.high


def test_a_month_without_decided_duties_is_a_gap_and_not_nothing_met():
    series = chart(months([30] * 6 + [0] + [30] * 6, [60] * 6 + [0] + [60] * 6))
    gap = series.points[6]
    assert (gap.share, gap.low, gap.high, gap.signals) == (None, None, None, ())
    assert series.mean == 0.5
    assert series.points[7].low is not None


def test_a_month_that_was_not_given_is_a_gap():
    every = months([30] * 14, 60)
    series = chart([*every[:4], *every[6:]])
    assert [point.month.first_on for point in series.points] == [month.first_on for month in every]
    assert [point.share for point in series.points[3:7]] == [0.5, None, None, 0.5]


@pytest.mark.parametrize(
    ("many", "words"),
    [(0, "no month has"), (1, "1 month has decided duties"), (11, "11 months have decided duties to judge by, and 12")],
)
def test_fewer_than_twelve_months_are_drawn_without_limits_and_it_says_why(many, words):
    series = chart(months([0] * many, 60))
    assert words in series.why_no_limits
    assert len(series.points) == many
    assert all((point.share, point.low, point.high, point.signals) == (0, None, None, ()) for point in series.points)


def test_months_without_decided_duties_make_no_baseline():
    series = chart(months([30] * 11 + [0], [60] * 11 + [0]))
    assert "11 months" in series.why_no_limits
    assert chart(months([30] * 12, 60)).why_no_limits == ""


def test_nothing_decided_has_no_mean():
    assert chart(months([0] * 24, 0)).mean is None


def test_a_baseline_that_ends_judges_what_follows_by_what_was_before():
    before_and_after = months([30] * 12 + [50] * 3, 60)
    series = chart(before_and_after, baseline_until=date(2015, 1, 1))
    assert series.mean == 0.5
    assert signals(series) == dict.fromkeys((13, 14, 15), ("higher than expected by chance",))


def test_the_eighth_month_in_a_row_on_one_side_is_a_signal_and_the_seventh_is_not():
    series = chart(months([300, 290, 310, 300] * 3 + [305] * 9, 600), baseline_until=date(2015, 1, 1))
    assert signals(series) == {
        20: ("8 months in a row above the mean",),
        21: ("9 months in a row above the mean",),
    }


def test_a_month_exactly_on_the_mean_and_a_gap_both_end_a_run():
    quiet = [300, 290, 310, 300] * 3
    on_the_mean = chart(months([*quiet, *[295] * 7, 300, *[295] * 7], 600), baseline_until=date(2015, 1, 1))
    gap = chart(
        months([*quiet, *[295] * 7, 0, *[295] * 7], [600] * 19 + [0] + [600] * 7), baseline_until=date(2015, 1, 1)
    )
    assert signals(on_the_mean) == signals(gap) == {}


def test_the_sixth_month_in_a_row_that_falls_is_a_signal():
    met = [300, 290, 310, 300] * 3 + [305, 304, 303, 302, 301, 299, 299]
    series = chart(months(met, 600), baseline_until=date(2015, 1, 1))
    assert signals(series) == {18: ("6 months in a row, each lower than the one before",)}


@pytest.mark.parametrize("share", [0, 1])
def test_all_or_none_met_sets_off_nothing(share):
    series = chart(months([share * 60] * 24, 60))
    assert signals(series) == {}
    assert series.overdispersion == 1


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Month(date(2014, 1, 2), 1, 2), "named by its first day, and not by 2014-01-02"),
        (lambda: Month(date(2014, 1, 1), 3, 2), "2014-01 needs 0 <= met <= decided, and not 3 of 2"),
        (lambda: chart(months([1, 1], 2)[::-1]), "2014-01 follows 2014-02"),
        (lambda: chart(months([1], 2) * 2), "2014-01 follows 2014-01"),
    ],
)
def test_what_cannot_be_is_refused_in_words(make, words):
    with pytest.raises(ValueError, match=words):
        make()


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=40))
def test_limits_hold_the_mean_and_points_beyond_them_have_small_p_values(pairs):
    series = chart(months([min(pair) for pair in pairs], [max(pair) for pair in pairs]))
    assert all((point.share is None) == (point.month.decided == 0) for point in series.points)
    for point in series.points:
        if point.low is not None:
            assert point.low <= series.mean + 1e-9
            assert point.high >= series.mean - 1e-9
            if any("chance" in words for words in point.signals):
                month, times = point.month, series.overdispersion
                assert two_sided(month.met / times, month.decided / times, series.mean) <= OUTSIDE * (1 + 1e-6)


@given(st.lists(st.integers(0, 60), min_size=12, max_size=40))
def test_what_was_not_met_has_the_opposite_signals(met):
    """Told apart are months whose share is on the mean to the last bit, which a subtraction may move."""
    series, opposite = (chart(months(each, 64)) for each in (met, [64 - m for m in met]))
    if all(abs(point.share - series.mean) > 1e-12 for point in series.points):
        turned = {"higher": "lower", "lower": "higher", "above": "below", "below": "above"}
        words = {
            place: tuple(" ".join(turned.get(word, word) for word in each.split(" ")) for each in found)
            for place, found in signals(series).items()
        }
        assert words == signals(opposite)


def test_chance_alone_sets_off_signals_no_more_often_than_is_said():
    """On 200 charts of five years of months that are all alike; a run is counted when it is complete."""
    chance = np.random.default_rng(2016)
    found = [
        words
        for met in chance.binomial(400, 0.7, (200, 60)).tolist()
        for point in chart(months(met, 400)).points
        for words in point.signals
    ]
    of_months = 200 * 60
    assert sum("chance" in words for words in found) <= of_months / 370 * 1.2
    assert sum(words.startswith("8 months") for words in found) <= of_months / 256 * 1.2
    assert sum(words.startswith("6 months in a row, each") for words in found) <= of_months / 420 * 1.2
