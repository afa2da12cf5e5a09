"""The days of a licence: known answers, the days that the source's tests name, and properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.known import cases
from throughcare.calendar import bank_holidays, is_working_day
from throughcare.exchange.scores.custody import licence_dates
from throughcare.rules.licence_dates import (
    Kind,
    ReleaseDays,
    Rule,
    earliest_release,
    hard_stop,
    hard_stop_warning,
    is_allocation_late,
    is_closed,
    is_eligible_for_early_release,
    is_in_hard_stop,
    is_release_near,
    is_time_served,
    kind_on,
    licence_start,
)

D = date.fromisoformat
HOLIDAYS = frozenset(
    D(day)
    for day in (
        *("2018-01-01", "2018-03-30", "2018-04-02", "2018-05-02", "2018-05-07", "2018-06-01", "2018-06-04"),
        *("2018-08-07", "2018-10-03", "2018-12-03", "2018-12-04"),
    )
)
"""Bank holidays made up for these tests, as in those of the source."""


@pytest.mark.parametrize("case", cases("licence_dates"))
def test_known_days(case):
    assert licence_dates(case["input"]) == case["expected"]


@pytest.mark.parametrize(
    ("starts_on", "on"),
    [
        ("2018-01-05", "2018-01-02"),  # a Friday
        ("2018-01-06", "2018-01-02"),
        ("2018-01-07", "2018-01-02"),
        ("2018-04-02", "2018-03-27"),  # Easter Monday
        ("2018-06-04", "2018-05-29"),  # a Monday and the Friday before are closed
        ("2018-12-03", "2018-11-27"),
        ("2018-12-04", "2018-11-27"),  # and the Monday before it
        ("2018-08-07", "2018-08-01"),
        ("2018-10-03", "2018-09-27"),
        ("2018-05-07", "2018-04-30"),
        ("2018-07-06", "2018-07-03"),
        ("2018-07-05", "2018-07-05"),  # a Thursday: on the day itself
    ],
)
def test_the_earliest_release(starts_on, on):
    assert earliest_release(D(starts_on), HOLIDAYS).on == D(on)


def test_a_curfew_starts_on_its_own_day():
    sunday = D("2018-07-08")
    assert earliest_release(sunday, HOLIDAYS, curfew_on=sunday).rule is Rule.CURFEW
    assert earliest_release(sunday, HOLIDAYS, curfew_on=D("2018-07-01")).rule is Rule.EARLY


@pytest.mark.parametrize(
    ("starts_on", "on", "rule"),
    [
        ("2024-05-16", "2024-05-14", Rule.HARD_STOP),
        ("2024-05-18", "2024-05-15", Rule.HARD_STOP_MOVED),
        ("2024-05-19", "2024-05-15", Rule.HARD_STOP_MOVED),
        ("2018-04-02", "2018-03-27", Rule.HARD_STOP_MOVED),
        ("2024-05-20", "2024-05-16", Rule.HARD_STOP),
    ],
)
def test_the_hard_stop(starts_on, on, rule):
    found = hard_stop(D(starts_on), HOLIDAYS)
    assert (found.on, found.rule) == (D(on), rule)


@pytest.mark.parametrize(("starts_on", "on"), [("2024-05-17", "2024-05-13"), ("2024-05-15", "2024-05-09")])
def test_the_warning_of_the_hard_stop(starts_on, on):
    assert hard_stop_warning(D(starts_on), HOLIDAYS).on == D(on)


def test_the_hard_stop_lasts_up_to_the_day_of_release():
    starts_on = D("2018-03-14")
    asked = [D("2018-03-11"), D("2018-03-12"), starts_on, D("2018-03-15")]
    assert [is_in_hard_stop(today, starts_on, HOLIDAYS) for today in asked] == [False, True, True, False]


def test_a_release_is_near_within_two_working_days():
    today = D("2024-04-22")
    found = [is_release_near(today, today + timedelta(days=days), HOLIDAYS) for days in (-1, 0, 1, 2, 3)]
    assert found == [False, True, True, True, False]


def test_an_allocation_is_late_within_five_working_days_without_fridays():
    today = D("2023-11-10")
    releases = ("2023-11-21", "2023-11-20", "2023-11-16", "2023-11-13", "2023-11-10", "2023-11-01")
    found = [is_allocation_late(today, D(release), HOLIDAYS) for release in releases]
    assert found == [False, True, True, True, True, False]


def days(conditional=None, confirmed=None, after_recall=None, **said):
    named = {"conditional_on": conditional, "confirmed_on": confirmed, "after_recall_on": after_recall}
    return ReleaseDays(**{name: on and D(on) for name, on in named.items()}, **said)


@pytest.mark.parametrize(
    ("kind", "said", "on", "rule"),
    [
        (Kind.CRD, days(confirmed="2021-10-22"), None, None),
        (Kind.CRD, days("2021-10-22"), "2021-10-22", Rule.AS_SENTENCED),
        (Kind.CRD, days("2021-10-22", "2021-09-01"), "2021-09-01", Rule.CONFIRMED),
        (Kind.CRD, days("2021-10-22", "2021-10-22"), "2021-10-22", Rule.CONFIRMED),
        (Kind.CRD, days("2021-10-22", "2021-10-23"), "2021-10-22", Rule.AS_SENTENCED),
        (Kind.CRD, days("2018-12-04", "2021-10-23"), "2018-11-30", Rule.LAST_WORKING_DAY),
        (Kind.CRD, days("2018-12-04", "2018-12-04"), "2018-12-04", Rule.CONFIRMED),
        (Kind.CRD, days("2021-10-22", "2021-10-21", is_held_otherwise=True), "2021-10-22", Rule.AS_SENTENCED),
        (Kind.CRD, days("2018-12-04", "2018-11-29", is_held_otherwise=True), "2018-11-30", Rule.LAST_WORKING_DAY),
        (Kind.CRD, days("2021-12-04", "2021-12-04", is_held_otherwise=True), "2021-12-04", Rule.CONFIRMED),
        (Kind.PRRD, days("2021-10-22"), None, None),
        (Kind.PRRD, days("2021-10-01", None, "2021-10-22"), "2021-10-22", Rule.AS_SENTENCED),
        (Kind.PRRD, days("2021-10-01", "2021-10-20", "2021-10-22"), "2021-10-20", Rule.CONFIRMED),
        (Kind.PRRD, days("2021-10-01", "2021-10-01", "2021-10-23"), "2021-10-22", Rule.LAST_WORKING_DAY),
        (Kind.PRRD, days("2021-10-01", "2021-10-25", "2021-10-22"), "2021-10-22", Rule.AS_SENTENCED),
        (Kind.HDC, days("2021-10-21", "2021-10-22", curfew_on=date(2021, 10, 10)), "2021-10-10", Rule.CURFEW),
        (Kind.HDC, days(curfew_eligible_on=date(2021, 10, 9)), "2021-10-09", Rule.CURFEW_ELIGIBLE),
        (Kind.HDC, days("2021-10-21"), None, None),
    ],
)
def test_when_a_licence_starts(kind, said, on, rule):
    found = licence_start(kind, said, HOLIDAYS)
    assert (found and found.on, found and found.rule) == (on and D(on), rule)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (days("2021-10-01", None, "2021-10-22"), Kind.PRRD),
        (days(None, None, "2021-10-22"), Kind.PRRD),
        (days("2021-10-22", None, "2021-10-22"), Kind.CRD),
        (days("2021-01-01", None, "2021-09-30"), Kind.CRD),  # it has passed
        (days("2021-10-22"), Kind.CRD),
    ],
)
def test_what_a_licence_follows_from(said, kind):
    assert kind_on(D("2021-10-01"), said) is kind


def test_time_is_served_where_sentence_and_release_are_of_today():
    today = D("2021-10-01")
    assert is_time_served(today, sentenced_on=today, days=days("2021-10-01", "2021-10-01"))
    assert not is_time_served(today, sentenced_on=today, days=days("2021-10-01"))


@given(st.dates(date(2015, 1, 1), date(2030, 12, 31)))
def test_a_hard_stop_is_a_working_day_and_two_lie_between(starts_on):
    holidays = {day for year in (starts_on.year - 1, starts_on.year) for day in bank_holidays(year)}
    stop = hard_stop(starts_on, holidays).on
    assert is_working_day(stop)
    assert stop < starts_on
    assert is_in_hard_stop(stop, starts_on, holidays)


@given(st.dates(date(2015, 1, 1), date(2030, 12, 31)), st.booleans())
def test_nobody_is_released_later_for_being_released_early(starts_on, but_fridays):
    holidays = {day for year in (starts_on.year - 1, starts_on.year) for day in bank_holidays(year)}
    found = earliest_release(starts_on, holidays, but_fridays=but_fridays)
    if is_eligible_for_early_release(starts_on, holidays, but_fridays=but_fridays):
        assert found.on < starts_on
        assert not is_closed(found.on, holidays)
        assert not (but_fridays and found.on.weekday() == 4)
    else:
        assert found.on == starts_on
