"""What is missing is stated as missing, with the day since which it is."""

from datetime import date

import pytest

from tests.standards.story import Story, story
from throughcare.facts.stream import in_order, standing
from throughcare.rules.case import MissingKind, case_of, say_missing

POLICE, CHILD = "Police domestic abuse check", "Children's services check"


def missing_of(told: Story) -> list[str]:
    return [say_missing(m) for m in case_of(in_order(standing(told.facts, as_of=date.max))).missing]


NEW = story().report_requested("2016-02-29").sentenced("2016-03-03")
ASKED = NEW.check_requested("2016-03-01", "DV", thread="K1").check_requested("2016-03-01", "CP", thread="K2")
BACK = ASKED.check_returned("2016-03-02", "DV", thread="K1").check_returned("2016-03-02", "CP", thread="K2")
ASSESSED = BACK.happens(
    "assessed", "2016-03-02", assessment="SCREENING", status="COMPLETE", full_needed="N", level="LOW"
)
HELD = ASSESSED.allocated("2016-03-04")
SEEN = HELD.attended("2016-03-08")
WELL = SEEN.planned("2016-03-10")

NOT_ASKED = [
    f"{POLICE} not asked; the case came on 29 February 2016",
    f"{CHILD} not asked; the case came on 29 February 2016",
]
NO_SCREENING = "No screening of the risk of serious harm; the case came on 29 February 2016"
NOT_ALLOCATED = "Order 1 of 3 March 2016 is not allocated yet"
NOT_SEEN = "Nobody has seen them since supervision began on 3 March 2016"
NO_PLAN = "No plan since supervision began on 3 March 2016"
NOT_BACK = [f"{POLICE} asked on 1 March 2016, not back", f"{CHILD} asked on 1 March 2016, not back"]


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        (story(), []),
        (story().happens("identified", "2016-03-03", family_name="Bell"), []),
        (story().report_requested("2016-02-29"), [*NOT_ASKED, NO_SCREENING]),
        (NEW, [NOT_ALLOCATED, NOT_SEEN, *NOT_ASKED, NO_SCREENING, NO_PLAN]),
        (ASKED, [NOT_ALLOCATED, NOT_SEEN, *NOT_BACK, NO_SCREENING, NO_PLAN]),
        (BACK, [NOT_ALLOCATED, NOT_SEEN, NO_SCREENING, NO_PLAN]),
        (ASSESSED, [NOT_ALLOCATED, NOT_SEEN, NO_PLAN]),
        (HELD, [NOT_SEEN, NO_PLAN]),
        (HELD.missed("2016-03-08"), [NOT_SEEN, NO_PLAN]),
        (SEEN, [NO_PLAN]),
        (WELL, []),
        (NEW.ended("2016-09-03"), []),
        (WELL.withdrawn(8), [NOT_ALLOCATED]),
    ],
)
def test_what_is_missing_is_told_in_the_order_of_harm(told, missing):
    assert missing_of(told) == missing


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        (WELL.allocated("2016-04-01", to="C01"), ["No practitioner is named since 1 April 2016"]),
        (WELL.check_requested("2016-04-01", None, thread="K3"), ["A check asked on 1 April 2016, not back"]),
        (
            WELL.check_requested("2016-04-01", "DV", thread="K3").check_returned(
                "2016-04-04", "DV", thread="K3", result="RING"
            ),
            [f"{POLICE}: the agency knows something and asked on 4 April 2016 to be rung"],
        ),
        (WELL.screened("2016-04-01", status="INCOMPLETE"), ["The screening of 1 April 2016 is not complete"]),
        (
            WELL.happens("assessed", "2016-04-01", assessment="SCREENING", status="COMPLETE", full_needed="Y"),
            ["A full analysis of risk is due since 1 April 2016 and missing"],
        ),
        (
            WELL.withdrawn(7).happens("assessed", "2016-04-01", assessment="FULL", status="COMPLETE"),
            ["No level of risk is recorded; risk was assessed on 1 April 2016"],
        ),
        (
            WELL.sentenced("2016-04-04", "2"),
            [
                "Order 2 of 4 April 2016 is not allocated yet",
                "Nobody has seen them since supervision began on 4 April 2016",
                "No plan since supervision began on 4 April 2016",
            ],
        ),
        (WELL.sent_to_custody("2016-04-04", "2"), ["Order 2 of 4 April 2016 is not allocated yet"]),
        (WELL.sentenced("2016-04-04", "2").ended("2016-04-05", "2"), []),
    ],
)
def test_what_comes_on_the_way_may_leave_something_missing(more, missing):
    assert missing_of(more) == missing


def test_every_kind_of_missing_has_its_sentence_in_the_readers_language():
    said = []
    state = case_of(in_order(NEW.facts))
    for missing in state.missing:
        say_missing(missing, lambda message: said.append(message) or message)
    assert "Nobody has seen them since supervision began on %(day)s" in said
    assert POLICE in said
    assert len({kind.label for kind in MissingKind}) == len(MissingKind)
