"""The rule in print, by hand."""

import numpy as np

from throughcare.measures.published_rule import is_marked


def test_a_share_more_than_the_interquartile_range_above_the_whole_is_marked():
    """Shares 10, 20, 30, 40 and 90%: the whole 38%, the quartiles 20 and 40%; so above 58% is marked."""
    assert is_marked([1, 2, 3, 4, 9], [10] * 5).tolist() == [False, False, False, False, True]


def test_it_looks_one_way_only():
    """Shares 0, 40, 60, 70 and 70%: the first is 48% below the whole and the quartiles are 30% apart."""
    assert not is_marked([0, 4, 6, 7, 7], [10] * 5).any()


def test_the_whole_weighs_groups_by_their_duties():
    """Shares 20, 40 and 60%, quartiles 30 and 50%. The whole is 21% by duties, and would be 40% by groups."""
    assert is_marked([200, 4, 6], [1000, 10, 10]).tolist() == [False, False, True]


def test_where_all_are_alike_nobody_is_marked():
    assert not is_marked([5, 5, 5], [10, 10, 10]).any()


def test_sets_are_judged_each_for_itself():
    met = np.array([[1, 2, 3, 4, 9], [9, 4, 3, 2, 1]])
    assert is_marked(met, [10] * 5).tolist() == [[False] * 4 + [True], [True] + [False] * 4]
