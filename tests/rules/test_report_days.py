"""Days of a report: what was taken on paper bears its true day, and no day makes a duty that can never be met."""

from dataclasses import replace
from datetime import date

import pytest

from tests.rules.forms import faults_of
from tests.rules.test_reports import ORAL, SHORT, STANDARD
from throughcare.facts.checks import CheckResult, CheckType, NotAskedBecause
from throughcare.facts.court import (
    ReportAssigned,
    ReportFormat,
    ReportRequested,
    ReportReviewed,
    Review,
    Seriousness,
    Way,
)
from throughcare.facts.drafts import Draft, as_facts
from throughcare.facts.fact import YesNo
from throughcare.facts.staff import Grade
from throughcare.facts.stream import in_order
from throughcare.rules.case import CaseState, CheckState, ReportStage
from throughcare.rules.case.reports import read_reports
from throughcare.rules.checks import CheckAsked
from throughcare.rules.refusals import NotRecorded
from throughcare.rules.report_content import Content
from throughcare.rules.report_request import Request, decide_request
from throughcare.rules.reports import Delivery, decide_adjourn, decide_call_off, decide_deliver, decide_sign

TODAY, YESTERDAY = date(2016, 3, 16), date(2016, 3, 15)


def request(**said):
    checks = (CheckAsked(CheckType.DOMESTIC_ABUSE, agency="P"), CheckAsked(CheckType.CHILD_PROTECTION, agency="C"))
    typed = {
        "court": "Leeds",
        "provider": "N02",
        "format": ReportFormat.ORAL,
        "seriousness": Seriousness.COMMUNITY,
        "abuse": YesNo.NO,
        "child": YesNo.NO,
        "differs": "the court would not adjourn",
        "checks": checks,
    }
    return Request(**typed | said)


def test_an_oral_report_of_yesterday_is_typed_in_today():
    drafts = decide_request(CaseState(), request(on=YESTERDAY, due_on=YESTERDAY), today=TODAY)
    assert {draft.on for draft in drafts} == {YESTERDAY}
    (report,) = read_reports(as_facts(drafts, person="X1", after=0, recorded_at=None, by=None))
    spoken = Delivery(on=YESTERDAY, at_time="10:40")
    assert decide_deliver(report, spoken, grade=Grade.OFFICER, today=TODAY)[0].on == YESTERDAY


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"due_on": YESTERDAY}, "due_on", "is past"),
        ({"due_on": TODAY, "on": date(2016, 3, 17)}, "on", "has not come yet"),
        ({"due_on": date(2016, 3, 14), "on": YESTERDAY}, "due_on", "the court asked on 15 March 2016"),
    ],
)
def test_days_that_cannot_be(said, field, words):
    assert words in faults_of(lambda: decide_request(CaseState(), request(**said), today=TODAY))[field]


def test_an_adjournment_and_a_call_off_bear_the_day_of_the_court():
    later = date(2016, 4, 1)
    assert decide_adjourn(SHORT, due_on=later, reason="No time", today=TODAY, on=YESTERDAY)[0].on == YESTERDAY
    assert decide_call_off(SHORT, reason="A fine instead", today=TODAY, on=YESTERDAY)[0].on == YESTERDAY
    before = date(2016, 3, 1)
    faults = faults_of(lambda: decide_adjourn(SHORT, due_on=later, reason="No time", today=TODAY, on=before))
    assert "14 March 2016" in faults["on"]


ADJOURNED = replace(SHORT, adjourned=1, adjourned_on=TODAY, due_on=date(2016, 3, 30))


@pytest.mark.parametrize(
    "decide",
    [
        lambda: decide_adjourn(ADJOURNED, due_on=date(2016, 4, 5), reason="No time", today=TODAY, on=YESTERDAY),
        lambda: decide_call_off(ADJOURNED, reason="A fine instead", today=TODAY, on=YESTERDAY),
    ],
)
def test_what_a_court_says_is_not_of_before_what_it_said_last(decide):
    assert "the court gave another day for this report on 16 March 2016" in faults_of(decide)["on"]


@pytest.mark.parametrize("on", [TODAY, YESTERDAY])
def test_another_day_is_a_later_one_so_that_the_report_can_be_given_on_it(on):
    faults = faults_of(lambda: decide_adjourn(SHORT, due_on=on, reason="No time", today=TODAY, on=on))
    assert list(faults) == ["due_on"]
    assert "say the later day" in faults["due_on"]


@pytest.mark.parametrize(("day", "words"), [(None, "Say on which day it was"), (date(2016, 3, 17), "has not come yet")])
def test_of_a_day_that_is_no_day_yet_one_thing_is_told(day, words):
    signed = replace(ADJOURNED, signed_on=YESTERDAY, signed_by="W")
    given = Delivery(on=day, way=Way.ELECTRONIC)
    with pytest.raises(NotRecorded) as refused:
        decide_deliver(signed, given, grade=Grade.OFFICER, today=TODAY)
    (fault,) = refused.value.faults
    assert words in fault.sentence


def test_a_report_reached_no_court_before_it_was_asked_for():
    given = Delivery(on=date(2016, 3, 13))
    faults = faults_of(lambda: decide_deliver(ORAL, given, grade=Grade.OFFICER, today=TODAY))
    assert faults["on"] == (
        "13 March 2016 is too early: the court asked for this report on 14 March 2016. Say a day from then on."
    )


@pytest.mark.parametrize(
    ("report", "day", "words"),
    [
        (replace(SHORT, signed_on=TODAY, signed_by="W"), YESTERDAY, "was signed on 16 March 2016"),
        (replace(ORAL, adjourned=1, adjourned_on=TODAY), TODAY, "adjourned on 16 March 2016"),
        (replace(ORAL, adjourned=1, adjourned_on=YESTERDAY), YESTERDAY, "adjourned on 15 March 2016"),
    ],
)
def test_no_report_reached_the_court_before_it_could(report, day, words):
    given = Delivery(on=day, way=Way.ELECTRONIC)
    assert words in faults_of(lambda: decide_deliver(report, given, grade=Grade.OFFICER, today=TODAY))["on"]


def test_what_was_agreed_is_not_agreed_of_another_writer_of_the_same_day():
    said = [
        (ReportRequested, {"order": "1", "format": ReportFormat.STANDARD}),
        (ReportAssigned, {"officer": "W1"}),
        (ReportReviewed, {"officer": "W2", "review": Review.AGREED}),
        (ReportAssigned, {"officer": "W3"}),
        (ReportReviewed, {"officer": "W2", "review": Review.AGREED}),
    ]
    drafts = [Draft(kind=kind, on=TODAY, payload=payload, thread="r") for kind, payload in said]
    facts = as_facts(drafts, person="X1", after=0, recorded_at=None, by=None)
    (report,) = read_reports(in_order(facts[:-1]))
    assert (report.writer, report.stage, report.read_by) == ("W3", ReportStage.WITH_WRITER, None)
    (report,) = read_reports(in_order(facts))
    assert (report.writer, report.stage, report.read_by) == ("W3", ReportStage.AGREED, "W2")


def test_whoever_read_a_report_does_not_sign_it_after_taking_it_over():
    said = [
        (ReportRequested, {"order": "1", "format": ReportFormat.STANDARD}),
        (ReportAssigned, {"officer": "W1"}),
        (ReportReviewed, {"officer": "W2", "review": Review.AGREED}),
        (ReportAssigned, {"officer": "W2"}),
    ]
    drafts = [Draft(kind=kind, on=TODAY, payload=payload, thread="r") for kind, payload in said]
    (report,) = read_reports(as_facts(drafts, person="X1", after=0, recorded_at=None, by=None))
    assert (report.stage, report.read_by) == (ReportStage.WITH_WRITER, None)
    read = replace(STANDARD, writer=None, read_by="W2", review=Review.AGREED)
    faults = faults_of(lambda: decide_sign(read, Content(), by="W2", grade=Grade.OFFICER, is_as_read=True, today=TODAY))
    assert "second reader" in faults["act"]


@pytest.mark.parametrize(("came", "is_refused"), [(None, True), ("2016-02-01", True), ("2016-03-01", False)])
def test_that_an_answer_of_before_stands_is_a_reason_only_where_there_is_one(came, is_refused):
    said = {"asked_on": date(2016, 1, 20), "result": CheckResult.NOTHING_HELD}
    back = came and CheckState(CheckType.DOMESTIC_ABUSE, returned_on=date.fromisoformat(came), **said)
    waived = CheckAsked(CheckType.DOMESTIC_ABUSE, because=NotAskedBecause.RECENT_ANSWER)
    typed = request(on=TODAY, due_on=TODAY, checks=(waived, CheckAsked(CheckType.CHILD_PROTECTION, agency="C")))
    case = CaseState(checks=(back,) if back else ())
    if is_refused:
        assert (
            "no answer of the last 28 days" in faults_of(lambda: decide_request(case, typed, today=TODAY))["agency_dv"]
        )
    else:
        assert decide_request(case, typed, today=TODAY)


def test_without_a_hearing_the_request_says_how_it_came():
    unlisted = {"today": TODAY, "is_listed": False}
    for how in (None, "", "x"):
        assert list(faults_of(lambda how=how: decide_request(CaseState(), request(how=how), **unlisted))) == ["how"]
    drafts = decide_request(CaseState(), request(how="By a letter of 4 July.", due_on=TODAY), **unlisted)
    assert drafts[0].note == "By a letter of 4 July."
