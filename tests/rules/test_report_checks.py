"""Which checks are a report's, and which answers it was made without: of one day the instants decide."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.calendar import LONDON
from throughcare.facts.checks import CheckResult, CheckType, NotAskedBecause
from throughcare.facts.court import ReportDelivered, ReportFormat
from throughcare.rules.case import CaseState, CheckState, ReportState
from throughcare.rules.case.values import moment_of
from throughcare.rules.report_checks import counts_for, made_without

DAY = date(2016, 3, 16)
OLD = date(2012, 1, 4)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime.combine(day, time(hour, minute), LONDON)


ORAL = ReportState("r", "1", ReportFormat.ORAL, asked_on=DAY, delivered_on=DAY, made_at=at(10, 40))
POLICE = CheckState(CheckType.DOMESTIC_ABUSE, DAY, thread="c", report="r")
CHILDREN = CheckState(CheckType.CHILD_PROTECTION, DAY, DAY, CheckResult.NOTHING_HELD, report="r", returned_at=at(0))
BACK = {"returned_on": DAY, "result": CheckResult.NOTHING_HELD}


def missing(*checks: CheckState, report: ReportState = ORAL, waived=MappingProxyType({})):
    found = made_without(CaseState(checks=(*checks, CHILDREN)), report, waived=waived)
    return ["asked" if each.out else each.because or "not asked" for each in found]


@pytest.mark.parametrize(
    ("check", "report", "said"),
    [
        (POLICE, ORAL, ["asked"]),
        (replace(POLICE, **BACK, returned_at=at(10, 39)), ORAL, []),
        (replace(POLICE, **BACK, returned_at=at(10, 41)), ORAL, ["asked"]),
        (replace(POLICE, **BACK), ORAL, []),  # nobody knows when that day: it is not said to be missing
        (replace(POLICE, **BACK, returned_at=at(18)), replace(ORAL, made_at=None), []),
        (replace(POLICE, returned_on=DAY + timedelta(1), result=CheckResult.CONCERN), ORAL, ["asked"]),
        (replace(POLICE, returned_on=DAY, result=CheckResult.RING, returned_at=at(9)), ORAL, ["asked"]),
        (POLICE, replace(ORAL, delivered_on=None), []),
        # A written report stands from its signature on, whenever it reached the court.
        (
            replace(POLICE, returned_on=DAY + timedelta(1), result=CheckResult.CONCERN),
            replace(ORAL, format=ReportFormat.SHORT, signed_on=DAY, delivered_on=DAY + timedelta(2)),
            ["asked"],
        ),
        # One of years ago is not this report's, answered or not.
        (CheckState(CheckType.DOMESTIC_ABUSE, OLD, OLD, CheckResult.CONCERN), ORAL, ["not asked"]),
        (CheckState(CheckType.DOMESTIC_ABUSE, OLD), ORAL, ["not asked"]),
        # One of three weeks ago stands, and one that was asked then and is out is waited for.
        (CheckState(CheckType.DOMESTIC_ABUSE, date(2016, 2, 20), date(2016, 2, 24), CheckResult.CONCERN), ORAL, []),
        (CheckState(CheckType.DOMESTIC_ABUSE, date(2016, 2, 24)), ORAL, ["asked"]),
    ],
)  # fmt: skip
def test_what_a_report_was_made_without(check, report, said):
    assert missing(check, report=report) == said


def test_what_was_waived_by_name_says_why():
    why = {CheckType.DOMESTIC_ABUSE: NotAskedBecause.RECENT_ANSWER}
    assert missing() == ["not asked"]
    assert missing(waived=why) == [NotAskedBecause.RECENT_ANSWER]
    assert missing(POLICE, waived=why) == ["asked"], "it was asked after all"
    lately = date(2016, 3, 1)
    stands = CheckState(CheckType.DOMESTIC_ABUSE, lately, lately, CheckResult.CONCERN)
    assert missing(stands, waived=why) == []


@given(st.integers(0, 24 * 60 - 1), st.integers(0, 24 * 60 - 1))
def test_of_one_day_what_came_later_was_not_there(made, came):
    report = replace(ORAL, made_at=at(0) + timedelta(minutes=made))
    check = replace(POLICE, **BACK, returned_at=at(0) + timedelta(minutes=came))
    assert missing(check, report=report) == (["asked"] if came > made else [])


@given(st.integers(-400, 400), st.integers(0, 400))
def test_a_check_that_counts_is_never_older_than_its_answer_stands(asked, days):
    check = CheckState(
        CheckType.DOMESTIC_ABUSE, DAY + timedelta(asked), DAY + timedelta(asked + days), CheckResult.CONCERN
    )
    assert counts_for(check, ORAL) == (asked + days >= -28)


def test_the_instant_of_a_day_is_what_was_said_or_when_it_was_recorded_that_day():
    spoken = ReportDelivered(person="X1", number=1, on=DAY, order="1", recorded_at=at(16))
    assert moment_of(spoken) == at(16)
    assert moment_of(spoken, "10:40") == at(10, 40)
    assert moment_of(spoken, "after lunch") is None
    assert moment_of(replace(spoken, recorded_at=at(9, day=DAY + timedelta(1)))) is None
    assert moment_of(replace(spoken, recorded_at=None)) is None
