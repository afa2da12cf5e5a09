"""What a court was said to have said of a report is taken back while nothing rests on it, and stays readable."""

from datetime import date

import pytest

from tests.rules.test_reports import faults_of
from throughcare.facts.court import (
    PersonsWords,
    ReportAdjourned,
    ReportCalledOff,
    ReportDelivered,
    ReportRequested,
    ReportSigned,
)
from throughcare.facts.drafts import Draft, as_facts
from throughcare.facts.record import Withdrawn
from throughcare.facts.stream import in_order, standing
from throughcare.rules.case.reports import read_reports
from throughcare.rules.report_mistakes import decide_take_back, last_said

TODAY = date(2016, 3, 16)
ASKED = (ReportRequested, {"order": "1"})
ADJOURNED = (ReportAdjourned, {"order": "1", "due_on": date(2016, 4, 1), "reason": "No time"})
OFF = (ReportCalledOff, {"order": "1", "reason": "Dismissed"})
SIGNED = (ReportSigned, {"order": "1"})
GIVEN = (ReportDelivered, {"order": "1"})
WORDS = (PersonsWords, {"words": "Fair enough."})


def told(*said):
    """The stream of these facts of one report, and the report as it stands."""
    drafts = [Draft(kind=kind, on=TODAY, payload=payload, thread="r") for kind, payload in said]
    stream = as_facts(drafts, person="X1", after=0, recorded_at=None, by=None)
    (report,) = read_reports(in_order(standing(stream, as_of=date.max)))
    return stream, report


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ((ASKED,), None),
        ((ASKED, ADJOURNED), 2),
        ((ASKED, ADJOURNED, SIGNED), 2),  # signed for the new day: the day of before is owed again, and it is signed
        ((ASKED, ADJOURNED, ADJOURNED), 3),
        ((ASKED, ADJOURNED, SIGNED, GIVEN), None),
        ((ASKED, ADJOURNED, GIVEN), None),
        ((ASKED, OFF), 2),
        ((ASKED, OFF, WORDS), 2),
        ((ASKED, ADJOURNED, OFF), 3),
    ],
)
def test_the_latest_word_of_the_court_is_taken_back(said, number):
    stream, report = told(*said)
    found = last_said(report, stream)
    assert (found.number if found else None) == number
    if number is None:
        assert (
            "can be taken back" in faults_of(lambda: decide_take_back(report, stream, reason="Not", today=TODAY))["act"]
        )
        return
    assert "reason" in faults_of(lambda: decide_take_back(report, stream, reason="", today=TODAY))
    (draft,) = decide_take_back(report, stream, reason="It was another report.", today=TODAY)
    assert (draft.kind, draft.payload["target"]) == (Withdrawn, number)


def test_what_is_taken_back_is_not_taken_back_again():
    stream, report = told(ASKED, ADJOURNED)
    drafts = decide_take_back(report, stream, reason="It was another report.", today=TODAY)
    stream = (*stream, *as_facts(drafts, person="X1", after=2, recorded_at=None, by=None))
    (report,) = read_reports(in_order(standing(stream, as_of=date.max)))
    assert report.adjourned == 0
    assert last_said(report, stream) is None
