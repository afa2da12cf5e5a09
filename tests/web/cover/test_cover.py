"""The cover inbox: what waits for an absent colleague, for whoever covers; and what waits where nobody does."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.recording.desk import ME, OTHER, Desk, recording_world
from tests.web.world import AT, OTHER_TEAM, World, limited
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import AccessEntry, Notice
from throughcare.rules.access import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch: Any) -> World:
    """Sam Reid (P2) is not available from 1 to 20 March; Priya Shah (P1) covers. He holds X2 and X3."""
    world = recording_world(monkeypatch)
    world.case("X2", "2016-02-08", officer=OTHER, name="Ben Cole")
    world.case("X3", "2016-02-08", officer=OTHER, name="Carl Dunn")
    world.away(OTHER, "2016-03-01", "2016-03-20", cover=ME)
    return world


def test_the_home_of_whoever_covers_says_what_waits_and_leads_there(client: Any, world: World) -> None:
    desk = Desk(client, world.user(ME))
    page = desk.get("/")
    assert "You cover for Sam Reid : " in page.text
    assert 'href="/cover/P2/"' in page
    inbox = desk.get("/cover/P2/")
    assert "Ben Cole" in inbox.text
    assert "Carl Dunn" in inbox.text
    assert "Aaron Bell" not in inbox.text


def test_a_recorded_cover_opens_the_cases_without_a_reason_each_time_and_is_in_the_log(
    client: Any, world: World
) -> None:
    desk = Desk(client, world.user(ME))
    page = desk.get("/people/X2/")
    assert "recorded as cover for Sam Reid, who is not available" in page.text
    entry = AccessEntry.objects.filter(person__crn="X2", what="person page").get()
    assert entry.why == "a case of their team, as cover: recorded as cover for Sam Reid, who is not available"


@pytest.mark.parametrize("day", ["2016-02-29", "2016-03-21"])
def test_outside_the_days_of_the_absence_a_reason_is_asked_again(
    client: Any, world: World, monkeypatch: Any, day: str
) -> None:
    from tests.web.world import stand_still

    stand_still(monkeypatch, day)
    desk = Desk(client, world.user(ME))
    assert desk.client.get("/people/X2/").status_code == 302
    desk.get("/cover/P2/", 404)
    assert "You cover for" not in desk.get("/").text


def test_cover_opens_no_case_of_another_team_and_none_that_a_limit_hides(client: Any, world: World) -> None:
    world.case("X4", "2016-02-08", officer=OTHER, team=OTHER_TEAM, name="Other Team")
    world.case("X5", "2016-02-08", limited("2016-02-10", AccessLimit.EXCLUSION, ME), officer=OTHER, name="Kept From")
    desk = Desk(client, world.user(ME))
    inbox = desk.get("/cover/P2/")
    for name, crn in (("Other Team", "X4"), ("Kept From", "X5")):
        assert name not in inbox.text
        desk.get(f"/people/{crn}/", 404)


def test_somebody_else_of_the_team_still_says_why(client: Any, world: World) -> None:
    world.staff("P3", "Una Webb")
    desk = Desk(client, world.user("P3"))
    assert desk.client.get("/people/X2/").status_code == 302
    desk.get("/cover/P2/", 404)
    assert "You cover for nobody today" in desk.get("/cover/").text


def test_notices_of_the_absent_are_shown_and_stay_unread_but_for_hidden_people(client: Any, world: World) -> None:
    person = world.case("X5", "2016-02-08", limited("2016-02-10", AccessLimit.EXCLUSION, ME), officer=OTHER)
    absent = world.user(OTHER)
    Notice.objects.create(user=absent, text="The hearing was moved", at=AT)
    Notice.objects.create(user=absent, person=person, text="About somebody hidden", at=AT)
    desk = Desk(client, world.user(ME))
    page = desk.get("/cover/P2/")
    assert "The hearing was moved" in page.text
    assert "About somebody hidden" not in page.text
    assert "1 notice not read" in desk.get("/cover/").text
    assert not Notice.objects.filter(read_at__isnull=False).exists()


def test_a_manager_sees_what_waits_with_nobody_covering(client: Any, world: World) -> None:
    world.staff("P3", "Una Webb")
    world.away("P3", "2016-03-10", None)
    world.case("X6", "2016-02-08", officer="P3", name="Dee Ford")
    desk = Desk(client, world.user("M1"))
    assert "Waiting unseen, with nobody covering : Una Webb" in desk.get("/").text
    page = desk.get("/cover/")
    assert "Una Webb is not available" in page.text
    assert "Sam Reid" not in page.text


def test_a_cover_who_is_not_available_either_covers_nobody(client: Any, world: World) -> None:
    world.away(ME, "2016-03-14", None, cover=None)
    page = Desk(client, world.user("M1")).get("/cover/")
    assert "Priya Shah covers, who is not available either" in page.text


def test_court_officers_and_inspectors_have_no_inbox(client: Any, world: World) -> None:
    for code, role in (("CO1", Role.COURT_OFFICER), ("I1", Role.INSPECTOR)):
        Desk(client, world.user(code, role)).get("/cover/", 403)


def test_the_pages_ask_as_much_of_many_cases_as_of_few(client: Any, world: World) -> None:
    desk, counts = Desk(client, world.user(ME)), []
    for start in (10, 20):
        for each in ("/cover/", "/cover/P2/", "/"):
            with CaptureQueriesContext(connection) as caught:
                desk.get(each)
            counts.append(len(caught))
        for n in range(start, start + 6):
            world.case(f"X{n}", "2016-02-08", officer=OTHER, name=f"Given{n} Family")
    assert counts[:3] == counts[3:]
