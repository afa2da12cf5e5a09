"""Working days of England and Wales, against a table of bank holidays written out by hand, and month arithmetic."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.calendar import (
    Limit,
    Unit,
    add_calendar_days,
    add_months,
    add_working_days,
    bank_holidays,
    days_between,
    holidays_between,
    is_working_day,
    london_day,
    working_days_between,
)

# As announced by the government for England and Wales, substitute days included, weekends left out.
BANK_HOLIDAYS = {
    2011: "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27",  # a royal wedding
    2012: "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",  # the diamond jubilee; no holiday at the end of May
    2014: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2015: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2016: "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
    2017: "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",  # early May moved to the day of the war's end
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",  # a jubilee and a state funeral
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",  # a coronation
}

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
COUNTS = st.integers(0, 60)


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize("year", BANK_HOLIDAYS)
def test_bank_holidays_are_those_announced(year):
    assert list(bank_holidays(year)) == [day(f"{year}-{each}") for each in BANK_HOLIDAYS[year].split()]


def test_bank_holidays_carry_their_names():
    assert bank_holidays(2015)[day("2015-04-03")] == "Good Friday"
    assert all(bank_holidays(2016).values())


@given(st.integers(1990, 2040))
def test_every_year_has_its_eight_bank_holidays_on_weekdays(year):
    found = bank_holidays(year)
    assert 8 <= len(found) <= 11
    assert list(found) == sorted(found)
    assert all(each.year == year and each.weekday() < 5 for each in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2015-03-02", True),  # Monday
        ("2015-03-06", True),  # Friday
        ("2015-03-07", False),
        ("2015-03-08", False),
        ("2015-04-03", False),  # Good Friday
        ("2015-04-06", False),  # Easter Monday
        ("2015-12-28", False),  # for Saturday the 26th
        ("2015-03-17", True),  # a holiday in Northern Ireland only
        ("2015-11-30", True),  # a holiday in Scotland only
        ("2015-08-03", True),  # likewise
        ("2015-12-24", True),
    ],
)
def test_a_working_day_is_a_weekday_that_is_no_bank_holiday(text, expected):
    assert is_working_day(day(text)) is expected


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2015-03-02", 0, "2015-03-02"),
        ("2015-03-07", 0, "2015-03-07"),  # nothing is counted, not even to the next working day
        ("2015-03-02", 1, "2015-03-03"),
        ("2015-03-06", 1, "2015-03-09"),
        ("2015-03-07", 1, "2015-03-09"),
        ("2015-03-08", 1, "2015-03-09"),
        ("2015-04-02", 1, "2015-04-07"),
        ("2015-04-03", 1, "2015-04-07"),
        ("2015-04-02", 5, "2015-04-13"),
        ("2015-12-24", 1, "2015-12-29"),
        ("2015-12-24", 5, "2016-01-05"),
        ("2015-12-31", 1, "2016-01-04"),
        ("2022-06-01", 1, "2022-06-06"),
        ("2022-09-16", 1, "2022-09-20"),
    ],
)
def test_working_days_are_counted_without_the_day_itself(start, count, expected):
    assert add_working_days(day(start), count) == day(expected)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2015-01-31", 1, "2015-02-28"),
        ("2016-01-31", 1, "2016-02-29"),
        ("2015-01-28", 1, "2015-02-28"),
        ("2015-08-31", 6, "2016-02-29"),
        ("2016-08-31", 6, "2017-02-28"),
        ("2016-02-29", 6, "2016-08-29"),
        ("2016-02-29", 12, "2017-02-28"),
        ("2012-02-29", 48, "2016-02-29"),
        ("2015-12-31", 2, "2016-02-29"),
        ("2015-11-30", 1, "2015-12-30"),
        ("2015-12-15", 1, "2016-01-15"),
        ("2015-03-31", 0, "2015-03-31"),
        ("2000-01-31", 1, "2000-02-29"),
        ("2099-11-30", 3, "2100-02-28"),
    ],
)
def test_a_month_ends_on_the_same_day_number_or_on_its_last_day(start, count, expected):
    assert add_months(day(start), count) == day(expected)


def test_calendar_days_count_every_day():
    assert add_calendar_days(day("2015-03-02"), 42) == day("2015-04-13")
    assert add_calendar_days(day("2016-02-28"), 1) == day("2016-02-29")


@given(DAYS, COUNTS)
def test_working_days_between_counts_back_what_was_added(start, count):
    assert working_days_between(start, add_working_days(start, count)) == count


@given(DAYS, st.integers(1, 60))
def test_a_working_day_added_ends_on_one(start, count):
    assert is_working_day(add_working_days(start, count))


@given(DAYS, st.integers(0, 100))
def test_working_days_between_is_turned_round_by_turning_round(start, length):
    last = start + timedelta(days=length)
    assert working_days_between(last, start) == -working_days_between(start, last)


@given(DAYS, st.integers(0, 30), st.integers(0, 30))
def test_working_days_can_be_added_in_two_parts(start, first, second):
    assert add_working_days(add_working_days(start, first), second) == add_working_days(start, first + second)


@given(DAYS, st.integers(0, 120))
def test_a_month_later_is_in_that_month(start, count):
    end = add_months(start, count)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == count
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(DAYS, st.integers(0, 400))
def test_days_between_are_working_days_weekends_and_holidays(start, length):
    last = start + timedelta(days=length)
    span = list(days_between(start, last))
    weekends = sum(each.weekday() >= 5 for each in span)
    assert len(span) == length
    assert length == working_days_between(start, last) + weekends + len(holidays_between(start, last))


def test_holidays_between_are_those_that_a_count_skipped():
    easter = {day("2015-04-03"): "Good Friday", day("2015-04-06"): "Easter Monday"}
    assert holidays_between(day("2015-04-02"), day("2015-04-06")) == easter
    assert list(holidays_between(day("2015-04-03"), day("2015-04-06"))) == [day("2015-04-06")]
    assert list(holidays_between(day("2015-12-25"), day("2016-01-01"))) == [day("2015-12-28"), day("2016-01-01")]
    assert holidays_between(day("2015-03-02"), day("2015-04-02")) == {}


# --- limits


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (Limit(5, Unit.WORKING_DAYS), "2015-04-13"),
        (Limit(5, Unit.CALENDAR_DAYS), "2015-04-07"),
        (Limit(5, Unit.MONTHS), "2015-09-02"),
    ],
)
def test_a_limit_counts_in_its_own_unit(limit, expected):
    assert limit.after(day("2015-04-02")) == day(expected)


@pytest.mark.parametrize("unit", Unit)
def test_a_limit_is_not_negative(unit):
    assert Limit(0, unit).after(day("2015-04-04")) == day("2015-04-04")
    with pytest.raises(ValueError, match="cannot be negative"):
        Limit(-1, unit)


# --- London


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2015-06-30T22:59:59+00:00", "2015-06-30"),
        ("2015-06-30T23:00:00+00:00", "2015-07-01"),  # midnight in summer time
        ("2015-01-31T23:30:00+00:00", "2015-01-31"),
        ("2015-03-28T23:30:00+00:00", "2015-03-28"),  # the night before summer time begins
        ("2015-03-29T23:30:00+00:00", "2015-03-30"),
        ("2015-10-24T23:30:00+00:00", "2015-10-25"),  # the night on which it ends
        ("2015-10-25T23:30:00+00:00", "2015-10-25"),
        ("2015-07-01T00:30:00+01:00", "2015-07-01"),
        ("2015-07-01T00:30:00+02:00", "2015-06-30"),
    ],
)
def test_the_day_of_an_instant_is_london_s(instant, expected):
    assert london_day(datetime.fromisoformat(instant)) == day(expected)


def test_an_instant_without_its_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        london_day(datetime(2015, 6, 30, 23, 30))


@given(st.datetimes(datetime(1995, 1, 1), datetime(2040, 1, 1)), st.integers(-12, 14))
def test_the_day_of_an_instant_does_not_depend_on_how_it_is_written(naive, hours):
    instant = naive.replace(tzinfo=UTC)
    assert london_day(instant) == london_day(instant.astimezone(timezone(timedelta(hours=hours))))
