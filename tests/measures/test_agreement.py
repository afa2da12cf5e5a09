"""Agreement of two readers, against a slow obvious twin and against cases worked by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.measures.agreement import Agreement, agreement_of

YY, YN, NY, NN = (True, True), (True, False), (False, True), (False, False)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], Agreement(0, 0, None)),
        ([YY], Agreement(1, 1, None)),  # both always say yes: chance alone would agree
        ([YY, NN], Agreement(2, 2, 1.0)),
        ([YN, NY], Agreement(2, 0, -1.0)),
        ([YY, YN, NY, NN], Agreement(4, 2, 0.0)),
        # Cohen's worked shape: 20 both yes, 5 and 10 apart, 15 both no: 0.7 agree, 0.5 by chance.
        ([YY] * 20 + [YN] * 5 + [NY] * 10 + [NN] * 15, Agreement(50, 35, 0.4)),
    ],
)
def test_agreement_by_hand(pairs, expected):
    found = agreement_of(pairs)
    assert (found.pairs, found.same) == (expected.pairs, expected.same)
    assert found.kappa == (expected.kappa if expected.kappa is None else pytest.approx(expected.kappa))


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1))
def test_agreement_is_as_the_twin_counts_it_in_whole_numbers(pairs):
    many = len(pairs)
    table = {pair: sum(each == pair for each in pairs) for pair in (YY, YN, NY, NN)}
    observed = Fraction(table[YY] + table[NN], many)
    first, second = Fraction(table[YY] + table[YN], many), Fraction(table[YY] + table[NY], many)
    chance = first * second + (1 - first) * (1 - second)
    found = agreement_of(pairs)
    assert found.same == table[YY] + table[NN]
    if chance == 1:
        assert found.kappa is None
    else:
        assert found.kappa == pytest.approx(float((observed - chance) / (1 - chance)))
