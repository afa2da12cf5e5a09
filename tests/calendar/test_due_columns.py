"""Due days for whole columns are those of one day at a time: two readings of one rule, and they agree."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughcare.calendar import Limit, Unit, due_days, due_table, limit_column

FIRST, LAST = date(1990, 1, 1).toordinal(), date(2040, 12, 31).toordinal()
LIMITS = st.builds(Limit, st.integers(0, 60), st.sampled_from(Unit))


def due_one_by_one(first, last, limit):
    return [limit.after(date.fromordinal(day)).toordinal() for day in range(first, last + 1)]


@given(st.integers(FIRST, LAST), st.integers(0, 40), LIMITS)
@settings(max_examples=150)
def test_due_days_are_those_of_each_day(first, length, limit):
    assert due_days(first, first + length, limit) == due_one_by_one(first, first + length, limit)


@pytest.mark.parametrize(
    "limit",
    [Limit(n, Unit.WORKING_DAYS) for n in (0, 1, 2, 5, 10, 15, 20, 60)]
    + [Limit(6, Unit.MONTHS), Limit(42, Unit.CALENDAR_DAYS)],
    ids=str,
)
def test_due_days_of_the_years_at_hand_are_those_of_each_day(limit):
    first, last = date(2014, 12, 1).toordinal(), date(2017, 1, 31).toordinal()
    assert due_days(first, last, limit) == due_one_by_one(first, last, limit)


@pytest.mark.parametrize("unit", Unit)
def test_due_days_of_one_long_stretch(unit):
    found = due_days(FIRST, LAST, Limit(7, unit))
    assert len(found) == LAST - FIRST + 1
    for day in range(FIRST, LAST + 1, 97):
        assert found[day - FIRST] == Limit(7, unit).after(date.fromordinal(day)).toordinal()


@given(st.lists(st.integers(FIRST, LAST - 400), min_size=1, max_size=4), st.lists(LIMITS, max_size=3, unique=True))
@settings(max_examples=30)
def test_a_table_of_due_days_has_every_day_between_and_a_column_a_limit(days, limits):
    days = [min(days) + day % 400 for day in days]
    table = due_table(days, limits)
    assert table["day"] == list(range(min(days), max(days) + 1))
    assert list(table) == ["day", *(limit_column(limit) for limit in limits)]
    for limit in limits:
        assert table[limit_column(limit)] == due_one_by_one(min(days), max(days), limit)


def test_limits_have_columns_of_different_names():
    limits = [Limit(count, unit) for count in range(61) for unit in Unit]
    assert len({limit_column(limit) for limit in limits}) == len(limits)
    assert limit_column(Limit(5, Unit.WORKING_DAYS)) == "due_5_working_days"
