"""A duty that is due on the day that its opening fact says, and that something may void before it is met.

Cases by hand, from the words: the report is given by the day for which the court asked, within five working days where
it named none; another day or no report at all makes the old duty void.
"""

from datetime import date

import pytest

from tests.standards.engines import ENGINES
from tests.standards.pack_texts import with_standard
from tests.standards.story import Story, cases, story
from throughcare.standards.language import AnyStandard
from throughcare.standards.loading import load_pack
from throughcare.standards.obligations import outcome_of

REPORT = """opens: [report_requested, report_adjourned]
met_by: report_delivered
voided_by: [report_adjourned, report_called_off]
per: thread
due: {day_in: due_on, or: {working_days: 5}}
"""
OF_ORDER = REPORT.replace("per: thread", "per: order")
OF_PERSON = REPORT.replace("per: thread\n", "")
VOIDED_OF_THREAD = REPORT.replace("per: thread", "voided_per: thread")
VOIDED_OF_ORDER = REPORT.replace("per: thread", "per: thread\nvoided_per: order")
BY_CLAUSE = """opens:
  - {kind: report_requested, format: ORAL, due: {working_days: 1}}
  - {kind: report_requested, due: {day_in: due_on, or: {months: 1}}}
  - sentenced
met_by: [report_delivered, plan]
due: {calendar_days: 3}
"""


def standard_of(text: str) -> AnyStandard:
    return next(each for each in load_pack(with_standard(text)).standards if each.id == "more")


@pytest.fixture(params=ENGINES)
def found(request):
    """What one engine makes of a story, as `2015-03-02 due 2015-03-09 met`, in the order in which duties opened."""

    def found(text: str, told: Story, as_of: str) -> list[str]:
        day = date.fromisoformat(as_of)
        made = ENGINES[request.param]([standard_of(text)], told.streams, day)
        made.sort(key=lambda duty: (duty.opened, duty.opened_by))
        return [f"{duty.opened} due {duty.due} {outcome_of(duty, day)}" for duty in made]

    return found


# 2 March 2015 was a Monday.
ASKED = story().report_requested("2015-03-02", due_on="2015-03-12")


@cases(
    {
        "given on the day asked for": (ASKED.report_delivered("2015-03-12"), ["2015-03-02 due 2015-03-12 met"]),
        "given a day after it": (ASKED.report_delivered("2015-03-13"), ["2015-03-02 due 2015-03-12 late"]),
        "not given, on the day": (ASKED, "2015-03-12", ["2015-03-02 due 2015-03-12 pending"]),
        "not given, a day after": (ASKED, "2015-03-13", ["2015-03-02 due 2015-03-12 missed"]),
        "no day recorded, so five working days": (
            story().report_requested("2015-03-02"),
            ["2015-03-02 due 2015-03-09 missed"],
        ),
        "the day before it was asked for cannot be meant": (
            story().report_requested("2015-03-02", due_on="2015-03-01"),
            ["2015-03-02 due 2015-03-09 missed"],
        ),
        "asked for on the day itself": (
            story().report_requested("2015-03-02", due_on="2015-03-02").report_delivered("2015-03-02"),
            ["2015-03-02 due 2015-03-02 met"],
        ),
        "a weekend day stays the day": (
            story().report_requested("2015-03-02", due_on="2015-03-14").report_delivered("2015-03-16"),
            ["2015-03-02 due 2015-03-14 late"],
        ),
        "years ahead": (
            story().report_requested("2015-03-02", due_on="2031-03-14"),
            ["2015-03-02 due 2031-03-14 pending"],
        ),
    }
)
def test_the_due_day_is_the_one_that_the_opening_fact_says(found, given, as_of, then):
    assert found(REPORT, given, as_of) == then


@cases(
    {
        "called off before the day": (ASKED.report_called_off("2015-03-11"), ["2015-03-02 due 2015-03-12 void"]),
        "called off on the day": (ASKED.report_called_off("2015-03-12"), ["2015-03-02 due 2015-03-12 void"]),
        "called off after the day": (ASKED.report_called_off("2015-03-13"), ["2015-03-02 due 2015-03-12 missed"]),
        "called off after the day, and given later": (
            ASKED.report_called_off("2015-03-13").report_delivered("2015-03-16"),
            ["2015-03-02 due 2015-03-12 late"],
        ),
        "called off, and given all the same": (
            ASKED.report_called_off("2015-03-04").report_delivered("2015-03-05"),
            ["2015-03-02 due 2015-03-12 void"],
        ),
        "given and called off on one day": (
            ASKED.report_called_off("2015-03-05").report_delivered("2015-03-05"),
            ["2015-03-02 due 2015-03-12 met"],
        ),
        "given before it was called off": (
            ASKED.report_delivered("2015-03-04").report_called_off("2015-03-05"),
            ["2015-03-02 due 2015-03-12 met"],
        ),
        "another report called off": (
            ASKED.report_called_off("2015-03-05", thread="R2"),
            ["2015-03-02 due 2015-03-12 missed"],
        ),
        "no thread ties nothing": (
            story().report_requested("2015-03-02", thread=None).report_called_off("2015-03-05", thread=None),
            ["2015-03-02 due 2015-03-09 missed"],
        ),
        "called off on the day on which it was asked for": (
            ASKED.report_called_off("2015-03-02"),
            ["2015-03-02 due 2015-03-12 void"],
        ),
        "called off, of which nothing is known yet": (
            ASKED.report_called_off("2015-03-05"),
            "2015-03-04",
            ["2015-03-02 due 2015-03-12 pending"],
        ),
        "what called it off was withdrawn": (
            ASKED.report_called_off("2015-03-05").withdrawn(2),
            ["2015-03-02 due 2015-03-12 missed"],
        ),
        "adjourned: the old day is void, and the new one counts": (
            ASKED.report_adjourned("2015-03-10", due_on="2015-03-24").report_delivered("2015-03-24"),
            ["2015-03-02 due 2015-03-12 void", "2015-03-10 due 2015-03-24 met"],
        ),
        "adjourned after the day: the old one was missed and is late, the new one met": (
            ASKED.report_adjourned("2015-03-13", due_on="2015-03-24").report_delivered("2015-03-20"),
            ["2015-03-02 due 2015-03-12 late", "2015-03-13 due 2015-03-24 met"],
        ),
        "adjourned twice, and the second time without a day": (
            ASKED.report_adjourned("2015-03-10", due_on="2015-03-24").report_adjourned("2015-03-23"),
            "2015-03-30",
            ["2015-03-02 due 2015-03-12 void", "2015-03-10 due 2015-03-24 void", "2015-03-23 due 2015-03-30 pending"],
        ),
        "adjourned and then called off on one day": (
            ASKED.report_adjourned("2015-03-10", due_on="2015-03-24").report_called_off("2015-03-10"),
            ["2015-03-02 due 2015-03-12 void", "2015-03-10 due 2015-03-24 void"],
        ),
    }
)
def test_what_voids_a_duty_counts_until_its_due_day(found, given, as_of, then):
    assert found(REPORT, given, as_of) == then


@cases(
    {
        "the order ended first": (
            ASKED.sentenced("2015-03-03").ended("2015-03-10").report_called_off("2015-03-13"),
            ["2015-03-02 due 2015-03-12 void"],
        ),
        "called off first": (
            ASKED.sentenced("2015-03-03").report_called_off("2015-03-10").ended("2015-03-13"),
            ["2015-03-02 due 2015-03-12 void"],
        ),
        "both after the due day": (
            ASKED.sentenced("2015-03-03").report_called_off("2015-03-13").ended("2015-03-16"),
            ["2015-03-02 due 2015-03-12 missed"],
        ),
    }
)
def test_whichever_comes_first_of_an_end_and_what_voids_counts(found, given, as_of, then):
    assert found(REPORT, given, as_of) == then


ANOTHER = ASKED.report_called_off("2015-03-05", "2", thread="R2")


@pytest.mark.parametrize(("text", "outcome"), [(REPORT, "missed"), (OF_ORDER, "missed"), (OF_PERSON, "void")])
def test_what_voids_is_tied_as_what_meets(found, text, outcome):
    assert found(text, ANOTHER, "2018-12-31") == [f"2015-03-02 due 2015-03-12 {outcome}"]
    own = ASKED.report_called_off("2015-03-05", thread="R2")  # of the order, but another thread
    assert found(text, own, "2018-12-31") == [
        f"2015-03-02 due 2015-03-12 {'missed' if text == REPORT else 'void'}",
    ]


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [(VOIDED_OF_THREAD, ["void", "met"]), (OF_PERSON, ["void", "void"]), (VOIDED_OF_ORDER, ["void", "void"])],
)
def test_what_voids_may_be_tied_otherwise_than_what_meets(found, text, outcomes):
    """Of two reports, the first is called off; then one is given under a thread that neither has."""
    second = ASKED.report_requested("2015-03-02", thread="R2", due_on="2015-03-12")
    told = second.report_called_off("2015-03-05").report_delivered("2015-03-06", thread="R3")
    said = found(text, told, "2018-12-31")
    assert said == [f"2015-03-02 due 2015-03-12 {outcome}" for outcome in outcomes]


def test_the_first_clause_that_matches_says_whether_the_day_counts(found):
    told = story().happens("report_requested", "2015-03-02", order="1", format="ORAL", due_on=date(2015, 3, 20))
    told = told.happens("report_requested", "2015-03-02", order="1", due_on=date(2015, 3, 20))
    told = told.happens("report_requested", "2015-03-02", order="1").sentenced("2015-03-02")
    assert found(BY_CLAUSE, told, "2018-12-31") == [
        "2015-03-02 due 2015-03-03 missed",
        "2015-03-02 due 2015-03-20 missed",
        "2015-03-02 due 2015-04-02 missed",
        "2015-03-02 due 2015-03-05 missed",
    ]
