"""The standards of allocation: in time, and what must be known when an order is first given to somebody."""

from tests.standards.story import Story, cases, story

IN_TIME = "briefing/allocated-in-time"

# 2 March 2015 was a Monday. Good Friday was 3 April, Easter Monday 6 April.
ALLOCATED_IN_TIME = {
    "on the second working day is in time": (
        story().sentenced("2015-03-02").allocated("2015-03-04"),
        ["2015-03-02 met"],
    ),
    "on the third it is late": (
        story().sentenced("2015-03-02").allocated("2015-03-05"),
        ["2015-03-02 late"],
    ),
    "on the day of sentence is in time": (
        story().sentenced("2015-03-02").allocated("2015-03-02"),
        ["2015-03-02 met"],
    ),
    "never is missed": (
        story().sentenced("2015-03-02"),
        ["2015-03-02 missed"],
    ),
    "on the due day it is still pending": (
        story().sentenced("2015-03-02"),
        "2015-03-04",
        ["2015-03-02 pending"],
    ),
    "the day after the due day it is missed": (
        story().sentenced("2015-03-02"),
        "2015-03-05",
        ["2015-03-02 missed"],
    ),
    "from a Friday two working days end on Tuesday": (
        story().sentenced("2015-03-06").allocated("2015-03-10"),
        ["2015-03-06 met"],
    ),
    "from the day before Good Friday they end on the Wednesday after": (
        story().sentenced("2015-04-02").allocated("2015-04-08"),
        ["2015-04-02 met"],
    ),
    "Easter does not give a day more than that": (
        story().sentenced("2015-04-02").allocated("2015-04-09"),
        ["2015-04-02 late"],
    ),
    "a substitute day at Christmas counts as a holiday": (  # 25 December a Friday, 28 the substitute for Saturday's
        story().sentenced("2015-12-24").allocated("2015-12-30"),
        ["2015-12-24 met"],
    ),
    "a sentence on a Saturday counts from Monday": (
        story().sentenced("2015-03-07").allocated("2015-03-10"),
        ["2015-03-07 met"],
    ),
    "custody is allocated too": (
        story().sent_to_custody("2015-03-02").allocated("2015-03-04"),
        ["2015-03-02 met"],
    ),
    "an allocation before the sentence does not count": (
        story().allocated("2015-02-27").sentenced("2015-03-02"),
        ["2015-03-02 missed"],
    ),
    "an allocation of another order does not count": (
        story().sentenced("2015-03-02", "1").allocated("2015-03-03", "2"),
        ["2015-03-02 missed"],
    ),
    "any allocation of the order counts, not only its first": (
        story().allocated("2015-02-27").sentenced("2015-03-02").allocated("2015-03-03", to="C01/B"),
        ["2015-03-02 met"],
    ),
    "each order has its own duty": (
        story().sentenced("2015-03-02", "1").sentenced("2015-03-02", "2").allocated("2015-03-04", "2"),
        ["2015-03-02 missed", "2015-03-02 met"],
    ),
    "an order that ended in time and unallocated owes nothing": (
        story().sentenced("2015-03-02").ended("2015-03-04"),
        ["2015-03-02 void"],
    ),
    "an order that ended after the due day was missed": (
        story().sentenced("2015-03-02").ended("2015-03-05"),
        ["2015-03-02 missed"],
    ),
    "allocated and ended on one day is met": (
        story().sentenced("2015-03-02").ended("2015-03-04").allocated("2015-03-04"),
        ["2015-03-02 met"],
    ),
    "allocated after a void end stays void": (
        story().sentenced("2015-03-02").ended("2015-03-03").allocated("2015-03-04"),
        ["2015-03-02 void"],
    ),
    "the end of another order voids nothing": (
        story().sentenced("2015-03-02", "2").sentenced("2015-03-02", "1").ended("2015-03-03", "2"),
        ["2015-03-02 void", "2015-03-02 missed"],
    ),
}


@cases(ALLOCATED_IN_TIME)
def test_allocated_in_time(outcomes, given, as_of, then):
    assert outcomes(IN_TIME, given, as_of) == then


@cases(ALLOCATED_IN_TIME)
def test_the_contract_counts_allocation_alike(outcomes, given, as_of, then):
    assert outcomes("contract-2015/allocated-in-time", given, as_of) == then


SENTENCED = story().sentenced("2015-03-02")


@cases(
    {
        "a complete screening": (
            SENTENCED.screened("2015-03-03").allocated("2015-03-04"),
            ["2015-03-04 met"],
        ),
        "screened on the day of allocation counts as before it": (
            SENTENCED.allocated("2015-03-04").screened("2015-03-04"),
            ["2015-03-04 met"],
        ),
        "screened the day after is too late": (
            SENTENCED.allocated("2015-03-04").screened("2015-03-05"),
            ["2015-03-04 missed"],
        ),
        "an incomplete screening": (
            SENTENCED.screened("2015-03-03", status="INCOMPLETE").allocated("2015-03-04"),
            ["2015-03-04 missed"],
        ),
        "the latest screening decides": (
            SENTENCED.screened("2015-03-02").screened("2015-03-03", status="INCOMPLETE").allocated("2015-03-04"),
            ["2015-03-04 missed"],
        ),
        "a later full analysis leaves the screening as it was": (
            SENTENCED.screened("2015-03-02")
            .assessed("2015-03-03", "FULL", status="INCOMPLETE")
            .allocated("2015-03-04"),
            ["2015-03-04 met"],
        ),
        "a full analysis is no screening": (
            SENTENCED.assessed("2015-03-03", "FULL").allocated("2015-03-04"),
            ["2015-03-04 missed"],
        ),
        "a screening whose status is blank is not complete": (
            SENTENCED.screened("2015-03-02").screened("2015-03-03", status=None).allocated("2015-03-04"),
            ["2015-03-04 missed"],
        ),
        "the gate is asked at the first allocation alone": (
            SENTENCED.allocated("2015-03-04").screened("2015-03-05").allocated("2015-03-06", to="C01/B"),
            ["2015-03-04 missed"],
        ),
        "and once for each order": (
            SENTENCED.allocated("2015-03-04")
            .screened("2015-03-05")
            .sentenced("2015-03-06", "2")
            .allocated("2015-03-06", "2"),
            ["2015-03-04 missed", "2015-03-06 met"],
        ),
        "a gate is answered at once, whatever ends afterwards": (
            SENTENCED.allocated("2015-03-04").ended("2015-03-04"),
            "2015-03-04",
            ["2015-03-04 missed"],
        ),
        "an allocation before any sentence is asked": (
            story().screened("2015-02-26").allocated("2015-02-27"),
            ["2015-02-27 met"],
        ),
    }
)
def test_rosh_at_allocation(outcomes, given, as_of, then):
    assert outcomes("briefing/rosh-at-allocation", given, as_of) == then


@cases(
    {
        "a full analysis completed before": (
            SENTENCED.assessed("2015-03-03", "FULL").allocated("2015-03-04"),
            ["2015-03-04 met"],
        ),
        "one completed at any time before, even if another was begun since": (
            SENTENCED.assessed("2014-03-03", "FULL")
            .assessed("2015-03-03", "FULL", status="INCOMPLETE")
            .allocated("2015-03-04"),
            ["2015-03-04 met"],
        ),
        "an incomplete one": (
            SENTENCED.assessed("2015-03-03", "FULL", status="INCOMPLETE").allocated("2015-03-04"),
            ["2015-03-04 missed"],
        ),
        "a complete screening is no full analysis": (
            SENTENCED.screened("2015-03-03").allocated("2015-03-04"),
            ["2015-03-04 missed"],
        ),
        "a completed review is no full analysis": (
            SENTENCED.reviewed("2015-03-03").allocated("2015-03-04"),
            ["2015-03-04 missed"],
        ),
        "a full analysis the day after": (
            SENTENCED.allocated("2015-03-04").assessed("2015-03-05", "FULL"),
            ["2015-03-04 missed"],
        ),
    }
)
def test_full_rosh_at_allocation(outcomes, given, as_of, then):
    assert outcomes("briefing/full-rosh-at-allocation", given, as_of) == then


ASKED = SENTENCED.check_requested("2015-03-02", "DV", thread="K1").check_requested("2015-03-02", "CP", thread="K2")


@cases(
    {
        "both back": (
            ASKED.check_returned("2015-03-03", thread="K1")
            .check_returned("2015-03-04", thread="K2")
            .allocated("2015-03-04"),
            ["2015-03-04 met"],
        ),
        "one still out": (
            ASKED.check_returned("2015-03-03", thread="K1").allocated("2015-03-04"),
            ["2015-03-04 missed"],
        ),
        "two answers to one request do not make up for the other": (
            ASKED.check_returned("2015-03-03", thread="K1")
            .check_returned("2015-03-04", thread="K1")
            .allocated("2015-03-04"),
            ["2015-03-04 missed"],
        ),
        "nothing asked, nothing out": (
            SENTENCED.allocated("2015-03-04"),
            ["2015-03-04 met"],
        ),
        "back the day after": (
            SENTENCED.check_requested("2015-03-02").allocated("2015-03-04").check_returned("2015-03-05"),
            ["2015-03-04 missed"],
        ),
        "asked after the allocation": (
            SENTENCED.allocated("2015-03-04").check_requested("2015-03-05"),
            ["2015-03-04 met"],
        ),
        "asked again in the same thread is out again": (
            SENTENCED.check_requested("2015-03-02")
            .check_returned("2015-03-03")
            .check_requested("2015-03-04")
            .allocated("2015-03-04"),
            ["2015-03-04 missed"],
        ),
        "asked and back on one day": (
            SENTENCED.allocated("2015-03-04").check_returned("2015-03-04").check_requested("2015-03-04"),
            ["2015-03-04 met"],
        ),
    }
)
def test_checks_back_at_allocation(outcomes, given, as_of, then):
    assert outcomes("briefing/checks-back-at-allocation", given, as_of) == then


@cases(
    {
        "the first allocation while nobody is supervised is not asked": (
            SENTENCED.ended("2015-03-10").allocated("2015-03-12", "2"),
            [],
        ),
        "and is that order's first for good": (
            SENTENCED.ended("2015-03-10")
            .allocated("2015-03-12", "2")
            .sentenced("2015-03-16", "2")
            .allocated("2015-03-17", "2"),
            [],
        ),
        "an order that was not allocated meanwhile is asked": (
            SENTENCED.ended("2015-03-10").sentenced("2015-03-16", "2").allocated("2015-03-17", "2"),
            ["2015-03-17 missed"],
        ),
        "an allocation on the day of the end comes before it": (
            SENTENCED.ended("2015-03-10").allocated("2015-03-10", "2"),
            ["2015-03-10 missed"],
        ),
    }
)
def test_allocations_after_the_last_end(outcomes, given, as_of, then):
    assert outcomes("briefing/rosh-at-allocation", given, as_of) == then


def needing(answer: str | None) -> Story:
    """A complete screening that answers whether a full analysis is needed, then a sentence."""
    said = {"assessment": "SCREENING", "status": "COMPLETE", "full_needed": answer}
    return story().happens("assessed", "2015-02-27", **said).sentenced("2015-03-02")


@cases(
    {
        "needed and done": (needing("Y").assessed("2015-03-03", "FULL").allocated("2015-03-04"), ["2015-03-04 met"]),
        "needed and not finished": (
            needing("Y").assessed("2015-03-03", "FULL", None, "INCOMPLETE").allocated("2015-03-04"),
            ["2015-03-04 missed"],
        ),
        "not needed": (needing("N").allocated("2015-03-04"), ["2015-03-04 not owed"]),
        "whether it is needed was not answered": (
            needing(None).allocated("2015-03-04"),
            ["2015-03-04 unknown missed"],
        ),
        "nobody screened": (SENTENCED.allocated("2015-03-04"), ["2015-03-04 unknown missed"]),
        "the latest screening decides": (
            needing("Y")
            .happens("assessed", "2015-03-03", assessment="SCREENING", full_needed="N")
            .allocated("2015-03-04"),
            ["2015-03-04 not owed"],
        ),
        "a review's answer is none of a screening's": (
            needing("N")
            .happens("assessed", "2015-03-03", assessment="REVIEW", full_needed="Y")
            .allocated("2015-03-04"),
            ["2015-03-04 not owed"],
        ),
    }
)
def test_full_rosh_where_needed(outcomes, given, as_of, then):
    assert outcomes("throughcare/full-rosh-where-needed", given, as_of) == then
