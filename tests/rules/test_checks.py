"""Checks of other agencies: asked or not for a reason, chased in time, answered apart, read by the holder."""

from dataclasses import replace
from datetime import date

import pytest

from tests.rules.forms import faults_of, said_of
from throughcare.facts.checks import AnswerWay, CheckResult, CheckType, NotAskedBecause
from throughcare.rules.access import CaseHeld, Role, Viewer
from throughcare.rules.case import CaseState, CheckState, CheckStatus
from throughcare.rules.checks import (
    Answer,
    CheckAsked,
    decide_acknowledge,
    decide_answer,
    decide_ask,
    decide_chase,
    is_to_be_chased,
    reply_by,
)

ASKED_ON, TODAY = date(2016, 3, 14), date(2016, 3, 18)  # a Monday, and its Friday
OUT = CheckState(CheckType.DOMESTIC_ABUSE, ASKED_ON, thread="k", asked_of="POL", reply_by=date(2016, 3, 16), report="r")
BACK = replace(OUT, returned_on=date(2016, 3, 17), result=CheckResult.CONCERN)
RING = replace(OUT, returned_on=date(2016, 3, 17), result=CheckResult.RING)
NOTHING = Answer(result=CheckResult.NOTHING_HELD, by="PC Hill", way=AnswerWay.LINK)

HOLDER, OFFICER = Viewer("P1", Role.PRACTITIONER, "N02", "T1"), Viewer("CO1", Role.COURT_OFFICER, "N02")
HELD = CaseHeld("X1", "N02", "T1", "P1")


def acknowledged(check, by=HOLDER, held=HELD):
    return decide_acknowledge(check, by=by, held=held, note=None, today=TODAY)


def answered(check=OUT, **said):
    return decide_answer(check, replace(NOTHING, **said), today=TODAY)


def test_the_police_have_two_working_days_and_childrens_services_five():
    assert reply_by(CheckType.DOMESTIC_ABUSE, ASKED_ON) == date(2016, 3, 16)
    assert reply_by(CheckType.CHILD_PROTECTION, date(2016, 3, 21)) == date(2016, 3, 30), "Good Friday and Easter Monday"


@pytest.mark.parametrize(
    ("check", "status", "waits"),
    [
        (CheckState(CheckType.DOMESTIC_ABUSE), CheckStatus.NOT_ASKED, True),
        (CheckState(CheckType.DOMESTIC_ABUSE, because=NotAskedBecause.NO_ADDRESS), CheckStatus.NOT_NEEDED, True),
        (OUT, CheckStatus.ASKED, True),
        (RING, CheckStatus.RING, True),
        (BACK, CheckStatus.BACK, False),
        (replace(BACK, result=CheckResult.REFUSED), CheckStatus.REFUSED, False),
        (replace(BACK, result=CheckResult.WILL_NOT_SAY), CheckStatus.REFUSED, False),
        (replace(BACK, result=None), CheckStatus.BACK, False),
    ],
)
def test_where_a_check_stands(check, status, waits):
    assert (check.status, check.waits) == (status, waits)


@pytest.mark.parametrize(
    ("check", "today", "is_time"),
    [
        (OUT, date(2016, 3, 16), False),  # its last day
        (OUT, date(2016, 3, 17), True),
        (replace(OUT, chased=(date(2016, 3, 17),)), date(2016, 3, 17), False),
        (replace(OUT, chased=(date(2016, 3, 17),)), date(2016, 3, 18), True),
        (replace(OUT, chased=(date(2016, 3, 18),)), date(2016, 3, 20), False),  # a Sunday
        (BACK, date(2016, 3, 18), False),
    ],
)
def test_an_answer_that_is_late_is_chased_every_working_day(check, today, is_time):
    assert is_to_be_chased(check, today) == is_time


def test_what_is_told_stands_apart():
    drafts = answered(result=CheckResult.CONCERN, fact_told="Two call-outs", allegation_told="She says he hit her")
    ((kind, on, said, thread, _),) = said_of(drafts)
    assert (kind, on, thread) == ("check_returned", TODAY, "k")
    assert said == {
        "check": "DV",
        "result": "CONCERN",
        "asked_of": "POL",
        "answer_way": "LINK",
        "answered_by": "PC Hill",
        "fact_told": "Two call-outs",
        "allegation_told": "She says he hit her",
    }


@pytest.mark.parametrize(
    ("check", "said", "field"),
    [
        (OUT, {"result": None}, "result"),
        (OUT, {"result": CheckResult.CONCERN}, "fact_told"),
        (OUT, {"opinion_told": "I doubt it"}, "result"),
        (OUT, {"by": " "}, "answered_by"),
        (OUT, {"by": "x" * 300}, "answered_by"),
        (OUT, {"by": "A\u0000B"}, "answered_by"),
        (BACK, {}, "result"),
    ],
)
def test_an_answer_that_is_none_is_refused(check, said, field):
    assert list(faults_of(lambda: answered(check, **said))) == [field]


def test_after_ring_us_another_answer_is_taken():
    assert answered(RING)


def test_a_check_that_is_out_is_chased_and_not_asked_again():
    case = CaseState(checks=(OUT,))
    again = CheckAsked(CheckType.DOMESTIC_ABUSE, agency="POL")
    assert "chase it instead" in faults_of(lambda: decide_ask(case, again, report="r", today=TODAY))["agency"]
    (draft,) = decide_ask(CaseState(checks=(BACK,)), again, report="r", today=TODAY)
    assert draft.payload["reply_by"] == date(2016, 3, 22)


def test_an_agency_and_a_reason_are_one_too_many():
    both = CheckAsked(CheckType.DOMESTIC_ABUSE, agency="POL", because=NotAskedBecause.NO_ADDRESS)
    faults = faults_of(lambda: decide_ask(CaseState(), both, report="r", today=TODAY))
    assert "not both" in faults["agency_dv"]


def test_what_is_chased_or_read_is_so_once():
    assert decide_chase(OUT, note=None, today=TODAY)
    for check in (BACK, replace(OUT, chased=(TODAY,))):
        assert "note" in faults_of(lambda check=check: decide_chase(check, note=None, today=TODAY))
    assert acknowledged(BACK)[0].payload == {"check": "DV", "officer": "P1"}
    for check in (OUT, replace(BACK, acknowledged_on=TODAY)):
        assert "note" in faults_of(lambda check=check: acknowledged(check))


@pytest.mark.parametrize(
    ("by", "held", "is_theirs"),
    [
        (HOLDER, HELD, True),
        (Viewer("S1", Role.SENIOR_PROBATION_OFFICER, "N02", "T1"), HELD, True),
        (Viewer("S2", Role.SENIOR_PROBATION_OFFICER, "N02", "T2"), HELD, False),
        (Viewer("P2", Role.PRACTITIONER, "N02", "T1"), HELD, False),
        (OFFICER, HELD, False),
        (HOLDER, replace(HELD, excluded=frozenset({"P1"})), False),
        (OFFICER, CaseHeld("X1", "N02"), False),  # an organisation's, and no practitioner's yet
        (OFFICER, CaseHeld("X1"), True),  # nobody's
    ],
)
def test_an_answer_is_read_by_whoever_holds_the_case_or_their_manager(by, held, is_theirs):
    if is_theirs:
        assert acknowledged(BACK, by=by, held=held)[0].payload["officer"] == by.code
    else:
        assert "Only whoever holds the case" in faults_of(lambda: acknowledged(BACK, by=by, held=held))[""]
