"""What came near to settling a duty and fell short, and the row that says each fact."""

import pytest

from tests.standards.story import story
from tests.standards.test_explanations import ALLOCATED, SEEN, one

NEAR = {
    "the wrong officer": (
        ALLOCATED.attended("2015-03-06", "B"),
        "appointment (attended, officer B) on 6 March 2015, fact 3, with officer B and assigned officer A",
    ),
    "nobody came": (
        ALLOCATED.missed("2015-03-06"),
        "appointment (unacceptable absence, officer A) on 6 March 2015, fact 3, with outcome unacceptable absence",
    ),
    "before the late one, and not the one that settled it": (
        ALLOCATED.attended("2015-03-06", "B").attended("2015-03-11"),
        "appointment (attended, officer B) on 6 March 2015, fact 3, with officer B and assigned officer A",
    ),
}


@pytest.mark.parametrize(("told", "near"), NEAR.values(), ids=NEAR)
def test_what_came_near_and_fell_short_is_told(told, near):
    assert one(SEEN, told).fell_short == f"What did not settle it: {near}."


def test_only_the_first_three_that_came_near_are_told():
    told = ALLOCATED
    for day in range(5, 10):
        told = told.missed(f"2015-03-0{day}")
    assert one(SEEN, told).fell_short.count("appointment (") == 3


def test_another_thread_and_another_order_fall_short():
    referred = ALLOCATED.escalated("2015-03-20").decided("2015-03-23", thread="E2")
    assert one("briefing/escalation-decided", referred).fell_short.endswith("with another thread.")
    other = story().sentenced("2015-03-02").allocated("2015-03-03", "2")
    assert one("briefing/allocated-in-time", other).fell_short.endswith("with another order.")


@pytest.mark.parametrize(
    "told", [ALLOCATED, ALLOCATED.attended("2015-03-09"), ALLOCATED.missed("2015-03-05").ended("2015-03-06")]
)
def test_nothing_is_told_where_nothing_came_near_or_nothing_is_owed_any_more(told):
    assert one(SEEN, told).fell_short == ""


def test_a_fact_is_told_with_the_row_that_says_it():
    found = one(SEEN, ALLOCATED, places={1: "orders, line 2", 2: "allocations, line 7"})
    assert found.opened.startswith("Opened on 2 March 2015 by fact 1 (orders, line 2): ")
