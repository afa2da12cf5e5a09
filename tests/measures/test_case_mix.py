"""Shares standardised to the mix of the whole."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.measures.case_mix import (
    AGE_GROUPS,
    NOT_RECORDED,
    UNDER_18,
    Cell,
    Standardised,
    age_group,
    standardise,
)
from throughcare.measures.intervals import wilson

# C. R. Charig and others, BMJ 1986, as S. A. Julious and M. A. Mullee (BMJ 1994) show it: two treatments of kidney
# stones, and how many succeeded. Open surgery does better with small stones and with large, and less well with all.
STONES = [
    Cell("open surgery", ("small",), 81, 87),
    Cell("open surgery", ("large",), 192, 263),
    Cell("keyhole", ("small",), 234, 270),
    Cell("keyhole", ("large",), 55, 80),
]


@st.composite
def tables(draw, fewest: int = 0) -> list[Cell]:
    """Up to four groups over up to five strata."""
    return [
        Cell(f"group {group}", (str(stratum),), draw(st.integers(0, decided)), decided)
        for group in range(draw(st.integers(1, 4)))
        for stratum in range(draw(st.integers(1, 5)))
        for decided in [draw(st.integers(fewest, 200))]
    ]


def by_group(cells: list[Cell]) -> dict[str, Standardised]:
    return {found.group: found for found in standardise(cells)}


def test_the_published_reversal_is_put_right():
    found = by_group(STONES)
    open_surgery, keyhole = found["open surgery"], found["keyhole"]
    assert (open_surgery.crude, keyhole.crude) == (pytest.approx(0.780), pytest.approx(0.8257, abs=5e-5))
    assert open_surgery.share == pytest.approx(357 / 700 * 81 / 87 + 343 / 700 * 192 / 263)
    assert open_surgery.share == pytest.approx(0.8325, abs=5e-5)
    assert keyhole.share == pytest.approx(0.7789, abs=5e-5)


def test_the_interval_is_that_of_the_effective_number():
    found = by_group(STONES)["keyhole"]
    effective = 1 / ((357 / 700) ** 2 / 270 + (343 / 700) ** 2 / 80)
    assert effective == pytest.approx(252, abs=0.5)
    assert found.interval == wilson(found.share * effective, effective)


def test_a_stratum_without_anybody_counts_as_not_represented_and_the_others_carry_its_weight():
    cells = [
        Cell("A", ("low",), 45, 50), Cell("A", ("high",), 20, 50),
        Cell("B", ("low",), 380, 400), Cell("B", ("high",), 200, 460), Cell("B", ("very high",), 10, 40),
    ]  # fmt: skip
    found = by_group(cells)["A"]
    assert found.not_represented == pytest.approx(0.04)
    assert found.share == pytest.approx((0.45 * 0.9 + 0.51 * 0.4) / 0.96)
    assert by_group(cells)["B"].not_represented == 0


@pytest.mark.parametrize(("elsewhere", "is_told"), [(10, True), (11, False)])
def test_where_more_than_a_tenth_is_not_represented_there_is_no_figure(elsewhere, is_told):
    cells = [Cell("A", ("low",), 45, 45), Cell("B", ("low",), 45, 45), Cell("B", ("high",), 0, elsewhere)]
    found = by_group(cells)["A"]
    assert (found.share is not None) == is_told
    assert ("Not standardised: 11% of the duties of the whole" in found.why_none) == (not is_told)
    assert found.crude == 1


def test_not_recorded_is_a_stratum_like_any_other():
    cells = [Cell("A", (NOT_RECORDED,), 0, 50), Cell("A", ("male",), 50, 50), Cell("B", ("male",), 50, 50)]
    found = by_group(cells)
    assert found["A"].share == pytest.approx(2 / 3)
    assert found["B"].not_represented == pytest.approx(1 / 3)
    assert found["B"].share is None


def test_a_group_with_nothing_decided_says_so():
    found = by_group([*STONES, Cell("none", ("small",), 0, 0)])["none"]
    assert (found.crude, found.share, found.interval) == (None, None, None)
    assert found.why_none == "Not standardised: no duty is decided yet."
    assert standardise([]) == []


def test_all_met_and_none_met_still_have_an_interval():
    cells = [
        Cell("all", ("a",), 30, 30),
        Cell("all", ("b",), 20, 20),
        Cell("none", ("a",), 0, 20),
        Cell("none", ("b",), 0, 30),
    ]
    found = by_group(cells)
    assert (found["all"].share, found["none"].share) == (pytest.approx(1), 0)
    assert found["all"].interval[0] < 0.95
    assert found["none"].interval[1] > 0.05


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Cell("A", ("high", "male"), 3, 2), "A, high, male needs 0 <= met <= decided, and not 3 of 2"),
        (lambda: standardise([Cell("A", ("x",), 1, 2), Cell("B", ("x", "y"), 1, 2)]), r"these name \[1, 2\] of them"),
    ],
)
def test_what_cannot_be_is_refused_in_words(make, words):
    with pytest.raises(ValueError, match=words):
        make()


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1, max_size=6), st.integers(1, 5))
def test_a_group_with_the_mix_of_the_whole_keeps_its_share_and_interval(strata, times):
    pairs = [(min(pair), max(pair)) for pair in strata]
    cells = [Cell("A", (str(n),), *pair) for n, pair in enumerate(pairs)]
    cells += [Cell("B", (str(n),), 0, times * decided) for n, (_, decided) in enumerate(pairs)]
    found = by_group(cells)["A"]
    assert found.share == pytest.approx(found.crude)
    assert found.interval == pytest.approx(wilson(found.met, found.decided), abs=1e-9)


@given(tables(fewest=1))
def test_a_standardised_share_lies_among_those_of_the_strata(cells):
    for found in standardise(cells):
        if found.share is not None:
            shares = [cell.met / cell.decided for cell in cells if cell.group == found.group]
            assert min(shares) - 1e-9 <= found.share <= max(shares) + 1e-9
            assert found.interval[0] - 1e-9 <= found.share <= found.interval[1] + 1e-9
            low, high = wilson(found.share * found.decided, found.decided)
            assert found.interval[1] - found.interval[0] >= high - low - 1e-9


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_cells_makes_no_difference(cells, chance):
    mixed = list(cells)
    chance.shuffle(mixed)
    one, other = by_group(cells), by_group(mixed)
    for group, found in one.items():
        assert other[group].share == (None if found.share is None else pytest.approx(found.share))
        assert (other[group].met, other[group].decided) == (found.met, found.decided)


@given(tables())
def test_a_cell_in_two_parts_is_the_same_cell(cells):
    parts = [
        part
        for cell in cells
        for part in (
            Cell(cell.group, cell.stratum, min(cell.met, 3), min(cell.met, 3)),
            Cell(cell.group, cell.stratum, cell.met - min(cell.met, 3), cell.decided - min(cell.met, 3)),
        )
    ]
    assert standardise(parts) == standardise(cells)


def test_the_interval_holds_the_true_share_about_95_times_of_100():
    """A group whose mix is far from that of the whole, where the strata differ; 1,000 times, so 0.7 off is chance."""
    chance = np.random.default_rng(2016)
    whole, decided, rates = [100, 300, 300, 200, 100], [40, 60, 30, 15, 5], [0.9, 0.8, 0.7, 0.6, 0.4]
    others = [Cell("others", (str(n),), 0, 1000 * many - decided[n]) for n, many in enumerate(whole)]
    true = sum(many * rate for many, rate in zip(whole, rates, strict=True)) / sum(whole)
    held = 0
    for met in chance.binomial(decided, rates, (1000, 5)).tolist():
        found = standardise([*(Cell("group", (str(n),), met[n], decided[n]) for n in range(5)), *others])[0]
        held += found.interval[0] <= true <= found.interval[1]
    assert 930 <= held <= 970


@pytest.mark.parametrize(
    ("on", "group"),
    [
        (date(2015, 6, 14), UNDER_18),
        (date(2015, 6, 15), "18-20"),
        (date(2018, 6, 14), "18-20"),
        (date(2018, 6, 15), "21-29"),
        (date(2027, 6, 14), "21-29"),
        (date(2027, 6, 15), "30-39"),
        (date(2037, 6, 15), "40-49"),
        (date(2047, 6, 14), "40-49"),
        (date(2047, 6, 15), "50 and over"),
        (date(2097, 6, 15), "50 and over"),
    ],
)
def test_a_person_is_a_year_older_from_their_birthday_on(on, group):
    assert age_group(date(1997, 6, 15), on) == group
    assert group in (*AGE_GROUPS, UNDER_18)


def test_who_was_born_on_29_february_is_older_from_1_march_on():
    assert age_group(date(1996, 2, 29), date(2014, 2, 28)) == UNDER_18
    assert age_group(date(1996, 2, 29), date(2014, 3, 1)) == "18-20"
    assert age_group(date(1996, 2, 29), date(2017, 2, 28)) == "18-20"


def test_no_date_of_birth_is_not_recorded_and_a_birth_ahead_is_refused():
    assert age_group(None, date(2016, 1, 1)) == NOT_RECORDED
    with pytest.raises(ValueError, match="nobody born on 2016-01-02 has an age on 2016-01-01"):
        age_group(date(2016, 1, 2), date(2016, 1, 1))
