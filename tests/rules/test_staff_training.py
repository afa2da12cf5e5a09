"""How long a course counts, and what somebody needs for what they hold, since when."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from tests.rules.test_role_grid import cases, people
from throughcare.exchange.role_grids import grid_for
from throughcare.facts.risk import Register, RoshLevel
from throughcare.facts.staff import Grade, Qualification, Training
from throughcare.rules.role_grid import Aspect, CaseNeeds, Skills, may_hold
from throughcare.rules.staff_training import (
    HeldKind,
    NeedState,
    held_beyond,
    months_in_grade,
    needs_of,
    state_of,
    usual_last_day,
)
from throughcare.rules.workload.points import Location

ON = date(2016, 3, 14)
ABUSE = CaseNeeds(RoshLevel.LOW, False, frozenset({Register.DOMESTIC_ABUSE}), Location.COMMUNITY)
HIGH = CaseNeeds(RoshLevel.HIGH, False, frozenset(), Location.COMMUNITY)
PLAIN = CaseNeeds(RoshLevel.LOW, False, frozenset(), Location.COMMUNITY)
DA = Training.DOMESTIC_ABUSE
SINCE = date(2016, 2, 1)


def officer(**trainings: date | None) -> Skills:
    return Skills(
        Grade.OFFICER, frozenset({Qualification.OFFICER}), {Training[name]: until for name, until in trainings.items()}
    )


def days(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("training", "on", "until"),
    [
        (Training.ACT_2014, "2015-02-01", None),
        (Training.DOMESTIC_ABUSE, "2013-03-15", "2016-03-14"),
        (Training.CHILD_PROTECTION, "2015-02-01", "2018-01-31"),
        (Training.RISK_OF_HARM, "2016-02-29", "2019-02-27"),
    ],
)
def test_how_long_each_course_usually_counts(training, on, until):
    assert usual_last_day(training, days(on)) == (days(until) if until else None)


@pytest.mark.parametrize(
    ("skills", "state"),
    [
        (officer(), NeedState.MISSING),
        (officer(DOMESTIC_ABUSE=days("2016-03-13")), NeedState.RAN_OUT),
        (officer(DOMESTIC_ABUSE=ON), NeedState.RUNS_OUT),
        (officer(DOMESTIC_ABUSE=ON + timedelta(days=60)), NeedState.RUNS_OUT),
        (officer(DOMESTIC_ABUSE=ON + timedelta(days=61)), None),
        (officer(DOMESTIC_ABUSE=None), None),
    ],
)
def test_how_a_course_stands(skills, state):
    assert state_of(DA, skills, ON) is state


@pytest.mark.parametrize(
    ("skills", "state", "since"),
    [
        (officer(), NeedState.MISSING, "2016-02-01"),
        (officer(DOMESTIC_ABUSE=days("2016-03-01")), NeedState.RAN_OUT, "2016-03-02"),
        (officer(DOMESTIC_ABUSE=days("2015-03-01")), NeedState.RAN_OUT, "2016-02-01"),
        (officer(DOMESTIC_ABUSE=days("2016-04-01")), NeedState.RUNS_OUT, "2016-04-01"),
    ],
)
def test_a_need_counts_from_the_case_or_from_the_day_after_the_course_ran_out(skills, state, since):
    held = [HeldKind(ABUSE, 2, date(2016, 2, 10)), HeldKind(ABUSE, 1, SINCE), HeldKind(PLAIN, 9, date(2010, 1, 1))]
    (need,) = needs_of(grid_for(), held, skills, ON)
    assert (need.what, need.state, need.since_on, need.cases) == (DA, state, days(since), 3)
    assert need.aspects == (Aspect.DOMESTIC_ABUSE,)


def test_nothing_is_needed_for_cases_that_ask_for_nothing():
    assert needs_of(grid_for(), [HeldKind(PLAIN, 40, SINCE)], officer(), ON) == ()
    assert needs_of(grid_for(), [], officer(), ON) == ()


def test_a_day_that_is_not_known_stays_so():
    (need,) = needs_of(grid_for(), [HeldKind(ABUSE, 1, None)], officer(), ON)
    assert need.since_on is None
    (need,) = needs_of(grid_for(), [HeldKind(ABUSE, 1, None)], officer(DOMESTIC_ABUSE=days("2016-03-01")), ON)
    assert need.since_on == days("2016-03-02")


def test_the_qualification_is_needed_for_high_risk_alone():
    unqualified = Skills(Grade.OFFICER, frozenset(), {Training.RISK_OF_HARM: None})
    found = needs_of(grid_for(), [HeldKind(HIGH, 2, SINCE), HeldKind(PLAIN, 5, SINCE)], unqualified, ON)
    assert [(need.what, need.cases) for need in found] == [(Qualification.OFFICER, 2)]


def test_no_course_mends_a_case_that_is_not_for_the_grade():
    able = Skills(Grade.SERVICE_OFFICER, frozenset(Qualification), dict.fromkeys(Training, None))
    held = [HeldKind(HIGH, 3, SINCE), HeldKind(PLAIN, 5, SINCE)]
    assert held_beyond(grid_for(), held, able, ON) == 3
    assert needs_of(grid_for(), held, able, ON) == ()


@pytest.mark.parametrize(
    ("since", "months"),
    [("2016-03-14", 0), ("2016-02-14", 1), ("2016-02-15", 0), ("2015-01-31", 13), ("2014-03-14", 24), (None, None),
     ("2016-03-15", None)],
)  # fmt: skip
def test_months_in_the_grade(since, months):
    assert months_in_grade(days(since) if since else None, ON) == months


@given(cases, people)
def test_whoever_holds_a_case_within_their_grade_and_beyond_the_grid_needs_something(case, skills):
    held = [HeldKind(case, 1, SINCE)]
    wanting = [need for need in needs_of(grid_for(), held, skills, ON) if need.state is not NeedState.RUNS_OUT]
    if may_hold(grid_for(), case, skills, ON):
        assert not wanting
    able = Skills(skills.grade, frozenset(Qualification), dict.fromkeys(Training, None))
    if may_hold(grid_for(), case, able, ON):
        assert bool(wanting) == (held_beyond(grid_for(), held, skills, ON) == 1)
