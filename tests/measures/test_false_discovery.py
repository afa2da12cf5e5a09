"""Marks by chance are held down over many comparisons."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from throughcare.measures.false_discovery import FALSE_MARKS, corrected

# The example of Benjamini and Hochberg, 1995, section 3.2: fifteen p-values, of which the procedure takes four.
PUBLISHED = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]

p_values = arrays.arrays(float, st.integers(0, 40), elements=st.floats(0, 1))


def slow_marks(found: list[float], bound: float, dependence: float) -> list[bool]:
    """The step-up procedure as it is written down: the largest k with p(k) <= k / m * bound, and all up to it."""
    many = len(found)
    ranked = sorted(found)
    taken = [p for k, p in enumerate(ranked, start=1) if p * many * dependence / k <= bound]
    return [bool(taken) and p <= max(taken) for p in found]


def test_the_published_example_marks_the_published_four():
    assert list(corrected(np.array(PUBLISHED)) <= FALSE_MARKS) == [True] * 4 + [False] * 11


def test_the_stricter_correction_marks_three_of_them():
    marked = corrected(np.array(PUBLISHED), any_dependence=True) <= FALSE_MARKS
    assert list(marked) == [True] * 3 + [False] * 12


@given(p_values, st.sampled_from([0.01, 0.05, 0.2]), st.booleans())
def test_it_marks_what_the_procedure_marks(found, bound, any_dependence):
    dependence = sum(1 / rank for rank in range(1, len(found) + 1)) if any_dependence else 1.0
    marked = corrected(found, any_dependence=any_dependence)
    near = np.abs(marked - bound) < 1e-12  # on the bound itself the last bit decides
    assert np.all((marked <= bound)[~near] == np.array(slow_marks(list(found), bound, dependence), bool)[~near])


@given(p_values, st.booleans())
def test_a_correction_never_makes_a_p_value_smaller_nor_more_than_1(found, any_dependence):
    after = corrected(found, any_dependence=any_dependence)
    assert np.all(after >= found * (1 - 1e-12))
    assert np.all(after <= 1)


@given(p_values)
def test_the_stricter_correction_marks_no_more(found):
    assert np.all(corrected(found, any_dependence=True) >= corrected(found))


@given(p_values, st.randoms(use_true_random=False))
def test_the_order_makes_no_difference(found, chance):
    places = list(range(len(found)))
    chance.shuffle(places)
    assert np.array_equal(corrected(found[places]), corrected(found)[places])


@given(arrays.arrays(float, (3, 7), elements=st.floats(0, 1)))
def test_rows_are_corrected_each_for_itself(found):
    assert np.array_equal(corrected(found), np.stack([corrected(row) for row in found]))


def test_one_comparison_needs_no_correction():
    assert corrected(np.array([0.04])) == pytest.approx([0.04])
