"""Recall: how long a fixed-term one lasts by the law of its day, and that none outlasts the licence."""

import pytest

from tests.rules.sentences import day, days_of, months, one
from throughcare.rules.sentences import Kind, Length, Recall, RecallKind, ReleaseGroup


def recalled(on, kind=RecallKind.FIXED_TERM, **more):
    return {"recall": Recall(kind=kind, returned_on=day(on)), **more}


@pytest.mark.parametrize(
    ("length", "sentenced_on", "back", "released"),
    [
        (months(10), "2015-03-01", "2015-09-01", "2015-09-14"),  # below twelve months: 14 days, the first counted
        (months(12), "2015-03-01", "2015-10-01", "2015-10-28"),  # twelve months: 28
        (Length(years=3), "2015-03-01", "2017-02-01", "2017-02-28"),
        (months(10), "2015-03-01", "2015-12-25", "2015-12-31"),  # the licence ends before the 14 days do
        (Length(years=3), "2024-10-01", "2026-03-30", "2026-04-26"),  # the last day of the rules of before
        (Length(years=3), "2024-10-01", "2026-03-31", "2026-05-25"),  # 56 days
    ],
)
def test_a_fixed_term_recall_ends_after_its_days_or_with_the_licence(length, sentenced_on, back, released):
    said = {"sentenced_on": day(sentenced_on), "length": length, "release_group": ReleaseGroup.ORDINARY}
    assert days_of(one(case=recalled(back), **said))["release_after_recall"] == day(released)


def test_people_under_18_keep_the_shorter_recall():
    said = {"sentenced_on": day("2024-10-01"), "length": months(36), "release_group": ReleaseGroup.ORDINARY}
    said |= {"offence_on": day("2024-08-01")}
    case = one(Kind.LONG_DETENTION, case=recalled("2026-04-01", born_on=day("2009-01-01")), **said)
    assert days_of(case)["release_after_recall"] == day("2026-04-28")


def test_a_standard_recall_ends_with_the_licence_at_the_latest():
    days = days_of(one(length=months(18), case=recalled("2016-01-10", RecallKind.STANDARD)))
    assert days["release_after_recall"] == days["licence_end"]


def test_a_recall_changes_neither_the_licence_nor_the_supervision():
    with_, without = (days_of(one(length=months(18), case=case)) for case in (recalled("2016-01-10"), None))
    assert {name: on for name, on in with_.items() if name != "release_after_recall"} == without
