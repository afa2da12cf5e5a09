"""A closed record opened in danger: what opens, for how long, who is told, when numbers are tried, and judged."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.calendar import LONDON
from throughcare.rules.access import NOT_THERE, CaseHeld, MayNot, Power, Role, Viewer, is_kept_from, may
from throughcare.rules.broken_glass import (
    ATTEMPTS,
    JUDGED_BEFORE,
    NOT_YOUR_OWN,
    OPEN_FOR,
    Glass,
    can_be_opened,
    check_can_open,
    check_judgement,
    is_locked,
    judge_by,
    number_and_danger,
    say_until,
    who_is_told,
)
from throughcare.rules.limits import SignIn, is_open_to_somebody
from throughcare.rules.refusals import NotRecorded

AT = datetime(2016, 3, 14, 13, 32, tzinfo=LONDON)
GLASS = Glass(AT, AT + OPEN_FOR, "She is being threatened now.")
CODES = ("A", "B", "C", "D")
codes = st.frozensets(st.sampled_from(CODES))
viewers = st.builds(
    Viewer,
    st.sampled_from(CODES),
    st.sampled_from(list(Role)),
    st.sampled_from([None, "N02", "C07"]),
    st.sampled_from([None, "T1", "T2"]),
)
cases = st.builds(
    CaseHeld,
    person=st.just("X1"),
    organisation=st.sampled_from([None, "N02", "C07"]),
    team=st.sampled_from([None, "T1", "T2"]),
    officer=st.sampled_from([None, *CODES]),
    excluded=codes,
    restricted_to=codes,
)


@given(viewers, cases)
def test_danger_opens_whatever_no_exclusion_keeps_and_to_those_alone_who_work_with_people(viewer, case):
    opens = may(viewer, Power.BREAK_GLASS) and viewer.code not in case.excluded
    assert can_be_opened(viewer, case) == opens
    refusal = MayNot(NOT_THERE, hidden=True)
    if opens:
        assert check_can_open(viewer, case, refusal, GLASS).startswith("you opened it in danger until 14:32: She is")
    else:
        with pytest.raises(MayNot) as raised:
            check_can_open(viewer, case, refusal, GLASS)
        assert raised.value is refusal


@given(cases, viewers, st.lists(viewers, unique_by=lambda each: each.code))
def test_nobody_is_told_from_whom_a_limit_keeps_the_case_nor_whoever_opened_it(case, by, users):
    told = who_is_told(case, by, users)
    assert len(told) == len(set(told))
    found = {each.code: each for each in users}
    for code in told:
        viewer = found[code]
        assert code != by.code
        assert code not in case.excluded
        assert viewer.role is Role.DATA_OFFICER or not is_kept_from(viewer, case)
        assert viewer.code == case.officer or viewer.role in (Role.DATA_OFFICER, Role.SENIOR_PROBATION_OFFICER)


def test_managers_of_the_team_are_told_and_of_the_organisation_where_the_team_has_none():
    case = CaseHeld("X1", "N02", "T1", "P")
    seniors = [Viewer(code, Role.SENIOR_PROBATION_OFFICER, "N02", team) for code, team in (("S1", "T1"), ("S2", "T2"))]
    by = Viewer("B", Role.COURT_OFFICER, "N02")
    assert who_is_told(case, by, seniors) == ["S1"]
    assert who_is_told(case, by, seniors[1:]) == ["S2"]
    assert who_is_told(case, Viewer("S1", Role.SENIOR_PROBATION_OFFICER, "N02", "T1"), seniors) == ["S2"]


@given(st.integers(-3_700, 3_700))
def test_it_is_open_from_the_first_second_of_an_hour_to_before_the_last(seconds):
    assert GLASS.is_open(AT + timedelta(seconds=seconds)) == (0 <= seconds < 3_600)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2016-03-14 13:32", "14:32"),
        ("2016-03-14 23:00", "00:00 on 15 March 2016"),
        ("2016-12-31 23:59", "00:59 on 1 January 2017"),
    ],
)
def test_until_when_is_said_with_the_day_where_that_is_another(at, words):
    instant = datetime.fromisoformat(at).replace(tzinfo=LONDON)
    assert say_until(Glass(instant, instant + OPEN_FOR, "x")) == words


@given(st.lists(st.integers(0, 3_000), max_size=12))
def test_five_refusals_of_the_last_24_hours_lock(minutes):
    refused = [AT - timedelta(minutes=each) for each in minutes]
    assert is_locked(refused, AT) == (sum(each < 24 * 60 for each in minutes) >= ATTEMPTS)


@pytest.mark.parametrize(
    ("opened", "by"),
    [("2016-03-14", date(2016, 3, 21)), ("2016-03-12", date(2016, 3, 18)), ("2016-03-24", date(2016, 4, 4))],
)
def test_it_is_judged_within_five_working_days(opened, by):
    assert judge_by(datetime.fromisoformat(f"{opened} 23:30").replace(tzinfo=LONDON)) == by


def test_a_number_and_words_are_needed_and_kept_as_typed():
    assert number_and_danger(" x100123 ", " She is threatened now. ") == ("X100123", "She is threatened now.")
    for number, why in product((None, "", "x" * 300), (None, "help", "y" * 1_001)):
        with pytest.raises(NotRecorded) as refusal:
            number_and_danger(number, why)
        assert [each.field for each in refusal.value.faults] == ["crn", "reason"]


def test_nobody_judges_their_own_nor_what_is_judged():
    words = {"was_right": True, "words": "The police confirmed it."}
    assert check_judgement(opener="A", by="B", is_judged=False, **words) == "The police confirmed it."
    with pytest.raises(NotRecorded) as refusal:
        check_judgement(opener="A", by="A", is_judged=True, was_right=None, words=None)
    sentences = [each.sentence for each in refusal.value.faults]
    assert sentences[:2] == [NOT_YOUR_OWN, JUDGED_BEFORE]
    assert len(sentences) == 4


@pytest.mark.parametrize("role", [*Role, None])
def test_who_may_be_named_is_whoever_opens_records(role):
    reads = role is not None and may(Viewer("A", role), Power.READ_RECORD)
    assert (SignIn(role).why_not is None) == reads
    assert SignIn(role, has_left=True).why_not == "They have left"


def test_a_case_is_shut_where_whoever_could_see_it_is_not_there_and_an_inspector_does_not_count():
    case = CaseHeld("X1", "N02", "T1", "P", restricted_to=frozenset({"S", "I"}))
    senior = Viewer("S", Role.SENIOR_PROBATION_OFFICER, "N02", "T1")
    assert is_open_to_somebody(case, [senior])
    assert is_open_to_somebody(case, [Viewer("P", Role.PRACTITIONER, "N02", "T1")])
    assert not is_open_to_somebody(case, [])
    assert not is_open_to_somebody(case, [Viewer("I", Role.INSPECTOR)])
    assert not is_open_to_somebody(case, [Viewer("S", Role.SENIOR_PROBATION_OFFICER, "N02", "T2")])
