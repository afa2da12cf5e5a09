"""Which duties can still be settled, once orders end."""

from datetime import date

import pytest

from tests.web.world import World, allocated, ended, sentenced
from throughcare.records.models import CaseSummary
from throughcare.records.queries.duties import open_duties

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FIRST, PLAN = "briefing/first-appointment", "briefing/plan-in-time"
TODAY = date(2016, 4, 1)


def open_now(*more) -> set[tuple[str, date]]:
    world = World()
    world.case("X1", "2016-03-01", *more)
    found = open_duties(CaseSummary.objects.all(), TODAY).filter(standard__in=(FIRST, PLAN))
    return {(duty.standard, duty.opened) for duty in found}


def test_what_was_overdue_when_its_order_ended_can_still_be_done_while_another_order_runs():
    another = (sentenced("2016-03-29", "2"), allocated("2016-03-29", "P1", "2"))
    first, second = date(2016, 3, 1), date(2016, 3, 29)
    # the first appointment was due on 8 March, the plan on 15 March; the order ends between the two
    assert open_now(ended("2016-03-10"), *another) == {(FIRST, first), (FIRST, second), (PLAN, second)}


def test_after_the_last_order_nothing_is_open():
    assert open_now(ended("2016-03-10")) == set()


def test_without_an_end_all_of_it_is_open():
    assert open_now() == {(FIRST, date(2016, 3, 1)), (PLAN, date(2016, 3, 1))}
