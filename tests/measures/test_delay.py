"""How long after things happened they were written down."""

from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.measures.delay import DAYS, delays
from throughcare.measures.intervals import wilson

counted = st.lists(st.tuples(st.sampled_from("AB"), st.none() | st.integers(-20, 60), st.integers(0, 12)), max_size=30)


def test_ten_facts_by_hand():
    (found,) = delays([("A", 0, 4), ("A", 1, 2), ("A", 3, 2), ("A", 40, 1), ("A", -7, 1)])
    assert (found.known, found.unknown, found.ahead) == (10, 0, 1)
    assert {within.days: within.recorded for within in found.within} == {0: 5, 1: 7, 5: 9, 10: 9, 30: 9}
    assert found.on_the_day.share == 0.5
    assert found.on_the_day.interval == wilson(5, 10)
    assert (found.median, found.ninetieth) == (0, 3)


def test_a_fact_without_a_time_of_recording_is_unknown_and_never_recorded_on_the_day():
    (found,) = delays([("A", 4, 9), ("A", None, 1)])
    assert (found.known, found.unknown) == (9, 1)
    assert found.on_the_day.recorded == 0
    assert (found.share_unknown, found.is_too_much_unknown) == (0.1, False)


def test_more_than_a_tenth_unknown_is_too_much():
    assert delays([("A", 4, 8), ("A", None, 1)])[0].is_too_much_unknown


def test_where_nothing_is_known_there_is_no_delay():
    (found,) = delays([("A", None, 5)])
    assert (found.median, found.ninetieth, found.on_the_day.share, found.on_the_day.interval) == (None,) * 4
    assert found.share_unknown == 1


def test_groups_come_by_name_and_none_make_none():
    assert [found.group for found in delays([("B", 1, 1), ("A", 1, 1), ("B", 2, 1)])] == ["A", "B"]
    assert delays([]) == []
    assert delays([("A", 3, 0)])[0].share_unknown == 0


def test_fewer_than_none_is_refused():
    with pytest.raises(ValueError, match="A needs 0 or more facts with a delay of 3, and not -1"):
        delays([("A", 3, -1)])


@given(counted)
def test_counts_give_what_the_facts_one_by_one_give(rows):
    """The slow twin: every fact laid out, in order, and the one in its place looked up."""
    for found in delays(rows):
        facts = sorted(
            days for group, days, many in rows for _ in range(many) if group == found.group and days is not None
        )
        assert found.known == len(facts)
        if facts:
            assert found.median == median_low(facts)
            assert found.ninetieth == facts[-(-len(facts) * 9 // 10) - 1]
            assert [within.recorded for within in found.within] == [sum(f <= days for f in facts) for days in DAYS]


@given(counted)
def test_more_days_never_hold_fewer_facts(rows):
    for found in delays(rows):
        recorded = [within.recorded for within in found.within]
        assert recorded == sorted(recorded)
        assert found.ahead <= recorded[0] <= recorded[-1] <= found.known
