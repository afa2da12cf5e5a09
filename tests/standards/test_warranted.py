"""Home visit and oversight: owed where a concern or a high level is known at commencement, and unknown otherwise."""

import pytest

from tests.standards.story import cases, story

KNOWN_LOW = story().screened("2015-02-20", "LOW")
WARRANTED = story().concern("2015-02-20").sentenced("2015-03-02")

WHETHER_OWED = {
    "a domestic abuse concern": (
        story().concern("2015-02-20", "DA PERPETRATOR").sentenced("2015-03-02"),
        ["2015-03-02 missed"],
    ),
    "a child concern": (
        story().concern("2015-02-20", "CHILD CONCERN").sentenced("2015-03-02"),
        ["2015-03-02 missed"],
    ),
    "a concern of no known sort, never screened": (
        story().concern("2015-02-20", None).sentenced("2015-03-02"),
        ["2015-03-02 unknown missed"],
    ),
    "a concern recorded on the very day": (
        story().sentenced("2015-03-02").concern("2015-03-02"),
        ["2015-03-02 missed"],
    ),
    "a concern recorded the day after, screened before": (
        KNOWN_LOW.sentenced("2015-03-02").concern("2015-03-03"),
        ["2015-03-02 not owed"],
    ),
    "high": (
        story().screened("2015-02-20", "HIGH").sentenced("2015-03-02"),
        ["2015-03-02 missed"],
    ),
    "very high, in a review": (
        story().reviewed("2015-02-20", "VERY HIGH").sentenced("2015-03-02"),
        ["2015-03-02 missed"],
    ),
    "high, in an assessment that was never completed": (
        story().screened("2015-02-20", "HIGH", status="INCOMPLETE").sentenced("2015-03-02"),
        ["2015-03-02 missed"],
    ),
    "high, in an assessment of no known sort": (
        story().assessed("2015-02-20", None, "HIGH", status=None).sentenced("2015-03-02"),
        ["2015-03-02 missed"],
    ),
    "high, and then left blank": (
        story().screened("2015-02-20", "HIGH").reviewed("2015-02-27", None).sentenced("2015-03-02"),
        ["2015-03-02 missed"],
    ),
    "high, and then medium": (
        story().screened("2015-02-20", "HIGH").reviewed("2015-02-27", "MEDIUM").sentenced("2015-03-02"),
        ["2015-03-02 not owed"],
    ),
    "low, and then high": (
        KNOWN_LOW.reviewed("2015-02-27", "HIGH").sentenced("2015-03-02"),
        ["2015-03-02 missed"],
    ),
    "high on the day of sentence": (
        story().sentenced("2015-03-02").screened("2015-03-02", "HIGH"),
        ["2015-03-02 missed"],
    ),
    "low and all checks back": (
        KNOWN_LOW.check_requested("2015-02-20").check_returned("2015-02-25").sentenced("2015-03-02"),
        ["2015-03-02 not owed"],
    ),
    "low and no check asked": (
        KNOWN_LOW.sentenced("2015-03-02"),
        ["2015-03-02 not owed"],
    ),
    "never screened": (
        story().sentenced("2015-03-02"),
        ["2015-03-02 unknown missed"],
    ),
    "reviewed and never screened": (
        story().reviewed("2015-02-20", "LOW").sentenced("2015-03-02"),
        ["2015-03-02 unknown missed"],
    ),
    "screened, and nothing found out": (
        story().screened("2015-02-20", None, status="INCOMPLETE").sentenced("2015-03-02"),
        ["2015-03-02 not owed"],
    ),
    "low and a check out": (
        KNOWN_LOW.check_requested("2015-02-20").sentenced("2015-03-02"),
        ["2015-03-02 unknown missed"],
    ),
    "a check back the day after": (
        KNOWN_LOW.check_requested("2015-02-20").sentenced("2015-03-02").check_returned("2015-03-03"),
        ["2015-03-02 unknown missed"],
    ),
    "high and a check out: the concern is known": (
        story().screened("2015-02-20", "HIGH").check_requested("2015-02-20").sentenced("2015-03-02"),
        ["2015-03-02 missed"],
    ),
    "an agency's answer is not yet a concern on the record": (
        KNOWN_LOW.check_requested("2015-02-20").check_returned("2015-02-25", "DV", "CONCERN").sentenced("2015-03-02"),
        ["2015-03-02 not owed"],
    ),
    "custody is asked at release": (
        story().sent_to_custody("2015-03-02").concern("2015-03-03").released("2015-06-01"),
        ["2015-06-01 missed"],
    ),
    "a concern of an earlier order counts": (
        WARRANTED.ended("2015-03-10").sentenced("2015-06-01", "2"),
        ["2015-03-02 void", "2015-06-01 missed"],
    ),
}


@pytest.mark.parametrize("standard", ["briefing/home-visit", "briefing/oversight"])
@cases(WHETHER_OWED)
def test_what_is_owed_where_it_is_warranted(outcomes, standard, given, as_of, then):
    assert outcomes(standard, given, as_of) == then


@cases(
    {
        "on the forty-second day": (  # calendar days, a Monday
            WARRANTED.visited("2015-04-13"),
            ["2015-03-02 met"],
        ),
        "on the forty-third": (
            WARRANTED.visited("2015-04-14"),
            ["2015-03-02 late"],
        ),
        "a limit that ends on a holiday is not moved": (  # 21 February 2015 + 42 days is 4 April, Easter Saturday
            story().concern("2015-02-20").sentenced("2015-02-21").visited("2015-04-07"),
            ["2015-02-21 late"],
        ),
        "nobody was at home": (
            WARRANTED.visited("2015-04-13", outcome="UNACCEPTABLE ABSENCE"),
            ["2015-03-02 missed"],
        ),
        "seen in the office": (
            WARRANTED.attended("2015-04-13"),
            ["2015-03-02 missed"],
        ),
        "visited by anybody": (
            WARRANTED.visited("2015-04-13", "Z"),
            ["2015-03-02 met"],
        ),
        "on the forty-second day, not yet": (
            WARRANTED,
            "2015-04-13",
            ["2015-03-02 pending"],
        ),
        "unknown, and visited": (
            story().sentenced("2015-03-02").visited("2015-04-13"),
            ["2015-03-02 unknown met"],
        ),
        "unknown, and ended": (
            story().sentenced("2015-03-02").ended("2015-04-13"),
            ["2015-03-02 unknown void"],
        ),
        "not owed, though the order ended": (
            KNOWN_LOW.sentenced("2015-03-02").ended("2015-03-05"),
            ["2015-03-02 not owed"],
        ),
    }
)
def test_home_visit(outcomes, given, as_of, then):
    assert outcomes("briefing/home-visit", given, as_of) == then


@cases(
    {
        "on the twentieth working day": (
            WARRANTED.overseen("2015-03-30"),
            ["2015-03-02 met"],
        ),
        "on the twenty-first": (
            WARRANTED.overseen("2015-03-31"),
            ["2015-03-02 late"],
        ),
        "Good Friday and Easter Monday do not count": (
            story().concern("2015-02-20").sentenced("2015-03-16").overseen("2015-04-15"),
            ["2015-03-16 met"],
        ),
        "a home visit is no oversight": (
            WARRANTED.visited("2015-03-30"),
            ["2015-03-02 missed"],
        ),
        "on the day of sentence": (
            WARRANTED.overseen("2015-03-02"),
            ["2015-03-02 met"],
        ),
        "not yet": (
            WARRANTED,
            "2015-03-30",
            ["2015-03-02 pending"],
        ),
    }
)
def test_oversight(outcomes, given, as_of, then):
    assert outcomes("briefing/oversight", given, as_of) == then
