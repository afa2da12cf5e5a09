"""Why a duty is due on a day that its opening fact says, and what voided it: in whole sentences."""

import pytest

from tests.standards.pack_texts import with_standard
from tests.standards.story import story
from tests.standards.test_asked_for import ASKED, BY_CLAUSE, OF_PERSON, REPORT, standard_of
from tests.standards.test_explanations import WEEKENDS, explained, one
from throughcare.exchange.reference_pages import standards_page
from throughcare.standards.explanations import Explanation
from throughcare.standards.language import Deadline
from throughcare.standards.loading import load_pack
from throughcare.standards.obligations import Outcome
from throughcare.standards.pattern_words import say_due

BY_LIMIT = "Due by 9 March 2015, 5 working days after 2 March 2015, counting 3, 4, 5, 6 and 9 March 2015."


def why_then(found: Explanation) -> tuple[str, str, str]:
    return found.usual, found.counted, found.skipped


def test_a_day_that_was_said_is_the_reason():
    assert why_then(one(standard_of(REPORT), ASKED)) == ("", "Due by 12 March 2015, the day that its due on says.", "")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (None, "Its due on is not recorded, so the usual limit counts."),
        (
            "2015-03-01",
            "Its due on, 1 March 2015, lies before the day on which it opened, so the usual limit counts.",
        ),
    ],
)
def test_where_no_day_can_be_meant_the_limit_is_explained(said, reason):
    found = one(standard_of(REPORT), story().report_requested("2015-03-02", due_on=said))
    assert why_then(found) == (reason, BY_LIMIT, WEEKENDS)
    assert found.sentences[1:4] == (reason, BY_LIMIT, WEEKENDS)


def test_the_clause_that_set_the_day_is_the_one_explained():
    told = story().happens("report_requested", "2015-03-02", order="1", format="ORAL").sentenced("2015-03-02")
    limited, by_days = explained(standard_of(BY_CLAUSE), told)
    assert why_then(limited) == ("", "Due by 3 March 2015, 1 working day after 2 March 2015, counting 3 March 2015.",
                                 WEEKENDS)  # fmt: skip
    assert by_days.usual == ""


@pytest.mark.parametrize(
    ("delivered", "settled"),
    [
        ("2015-03-09", "Met with 3 days to spare, on 9 March 2015 by fact 2: "),
        ("2015-03-12", "Met on the due day, 12 March 2015, by fact 2: "),
        ("2015-03-16", "Settled 4 days late, on 16 March 2015 by fact 2: "),
    ],
)
def test_days_to_a_day_that_was_said_are_counted_as_they_come(delivered, settled):
    assert one(standard_of(REPORT), ASKED.report_delivered(delivered)).settled.startswith(settled)


def test_what_voided_it_is_named():
    told = ASKED.report_called_off("2015-03-11", thread="R2").report_called_off("2015-03-11")
    found = one(standard_of(REPORT), told)
    assert (found.outcome, found.settled) == (
        Outcome.VOID,
        "Void: closed on 11 March 2015 by fact 3: report called off (order 1), on or before the due day and before "
        "anything settled it.",
    )
    assert "by fact 2: report called off" in one(standard_of(OF_PERSON), told).settled


def test_an_end_that_came_first_is_named_as_before():
    told = ASKED.sentenced("2015-03-03").ended("2015-03-10").report_called_off("2015-03-11")
    assert one(standard_of(REPORT), told).settled.startswith("Void: order 1 ended on 10 March 2015, ")


def test_an_adjournment_voids_the_old_duty_and_opens_the_next():
    old, new = explained(standard_of(REPORT), ASKED.report_adjourned("2015-03-10", due_on="2015-03-24"))
    assert old.settled.startswith("Void: closed on 10 March 2015 by fact 2: report adjourned (")
    assert new.opened.startswith("Opened on 10 March 2015 by fact 2: report adjourned (")
    assert new.counted == "Due by 24 March 2015, the day that its due on says."


def test_the_reference_says_both_in_words():
    page = standards_page([load_pack(with_standard(REPORT))])
    assert "- Void by: report adjourned; or report called off of the same thread\n" in page
    assert "- Due: the day that its due on says, or else 5 working days\n" in page
    standard = standard_of(BY_CLAUSE)
    assert isinstance(standard, Deadline)
    assert [say_due(standard.due_of(clause)) for clause in standard.opens] == [
        "1 working day",
        "the day that its due on says, or else 1 month",
        "3 days",
    ]
