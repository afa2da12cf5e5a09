"""The allocation desk: what waits, late and due, what is missing; and what is with somebody who may not hold it now."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.allocation.conftest import ready, waiting
from tests.web.world import CRC, OTHER_TEAM, TEAM, allocated, concerned, limited, sentenced
from throughcare.facts.identity import AccessLimit
from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import Grade
from throughcare.records.models import AccessEntry

pytestmark = [pytest.mark.database, pytest.mark.django_db]
DESK = "/allocation/"


def test_a_desk_without_anything_says_why_and_what_comes_there(desk):
    page = desk.get(DESK)
    assert page.heading == "No case is late to allocate"
    assert "Every case of your team and organisation that you may see has a practitioner." in page.text
    assert "Everybody who holds a case of your team holds a post here" in page.text


def test_what_waits_is_late_or_due_with_what_is_missing(world, desk):
    waiting(world, "X1", name="Aaron Bell")
    world.person("X2", sentenced("2016-03-09"), allocated("2016-03-10", None, team=None), name="Bea Cole")
    waiting(world, "X3", *ready(), name="Cy Dunn", team=TEAM)
    page = desk.get(DESK)
    assert page.heading == "2 cases late to allocate"
    aaron, cy, bea = page.lines()
    assert "Aaron Bell X1" in aaron
    assert "1 working day late" in aaron
    assert "here since 9 March · Community order" in aaron
    assert "Missing: assessment of risk: not started." in aaron
    assert "due today" in bea
    assert "Missing" not in cy
    assert len(desk.get(f"{DESK}?show=late").lines()) == 2
    assert "Bea Cole" in desk.get(f"{DESK}?show=today").lines()[0]
    assert len(desk.get(f"{DESK}?show=risk").lines()) == 2
    assert len(desk.get(f"{DESK}?show=high").lines()) == 2
    assert set(AccessEntry.objects.values_list("what", flat=True)) == {"allocation desk"}


def test_what_is_not_theirs_is_not_there_nor_counted(world, desk):
    waiting(world, "X1", limited("2016-03-10", AccessLimit.RESTRICTION, "P1"), name="Hidden One")
    waiting(world, "X2", limited("2016-03-10", AccessLimit.EXCLUSION, "M1"), name="Hidden Two")
    waiting(world, "X3", name="Other Team", team=OTHER_TEAM)
    waiting(world, "X4", name="Other Organisation", organisation=CRC)
    world.case("X5", "2016-03-01", limited("2016-03-10", AccessLimit.RESTRICTION, "P9"), officer="P7", name="Left One")
    page = desk.get(DESK)
    assert page.lines() == []
    assert "Without a practitioner: 0" in page.text
    assert "0 late, 0 due today" in page.text
    for crn in ("X1", "X2", "X3", "X4", "X5"):
        desk.get(f"/allocation/case/{crn}/", status=404)


def test_a_case_is_with_somebody_who_left_or_is_not_trained_for_it(world, desk):
    world.staff("P4", "Ted Low", grade=Grade.SERVICE_OFFICER)
    world.case("X1", "2016-03-01", officer="P7", name="Aaron Bell")
    world.case("X2", "2016-03-01", *ready(RoshLevel.MEDIUM), concerned("2016-03-09"), officer="P4", name="Bea Cole")
    world.case("X3", "2016-03-01", *ready(), officer="P4", name="Cy Dunn")
    aaron, bea = desk.get(DESK).lines()
    assert "held by P7 · They left, or hold no post here any more." in aaron
    assert "held by Ted Low · A probation service officer does not hold a case at medium risk with" in bea
    assert "Working with domestic abuse" in bea


def test_the_desk_asks_as_much_of_the_database_for_sixty_as_for_three(world, desk):
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            desk.get(DESK)
        return len(found)

    for number in range(3):
        waiting(world, f"X{number}", *ready())
        world.case(f"Y{number}", "2016-03-01", officer=f"P{number + 7}")
    few = asked()
    for number in range(3, 40):
        waiting(world, f"X{number}", *ready())
        world.case(f"Y{number}", "2016-03-01", officer=f"P{number + 7}")
        world.staff(f"Q{number}")
    assert asked() == few
