"""Who looked: staff see it of their own cases, the data officer of the person who asks."""

from datetime import datetime, timedelta

import pytest

from tests.web.people_world import log_of, main_of, text_of
from tests.web.world import World, allocated, limited, sentenced, stand_still
from throughcare.actions.access import log_reads
from throughcare.calendar import LONDON
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import AccessEntry, Person
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOON = datetime(2016, 6, 30, 12, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    return stand_still(monkeypatch, "2016-06-30")


@pytest.fixture
def world() -> World:
    world = World()
    world.staff("P1", "Priya Shah")
    world.person("X1", sentenced("2016-03-01"), allocated("2016-03-02", "P1"), name="Aaron Bell")
    world.person("X2", sentenced("2016-03-01"), allocated("2016-03-02", "P1"), name="Joel Stone")
    world.person("X3", sentenced("2016-03-01"), allocated("2016-03-02", "P2"), name="Sam Reed")
    return world


def look(world: World, crn: str, by: str, at: datetime = NOON, *, why: str = "it is a case of your team") -> None:
    user = world.user(by, Role.SENIOR_PROBATION_OFFICER, name=f"Denise {by}")
    log_reads([Person.objects.get(crn=crn)], by=user, what="person page", why=why, at=at)


def test_staff_see_who_looked_at_their_own_cases_and_why(priya, world):
    look(world, "X1", "S1")
    look(world, "X3", "S1", why="of no concern to Priya")
    page = text_of(priya.get("/who-looked/"))
    row = "Denise S1 Senior probation officer, NPS North East Aaron Bell (X1) person page “a case of their team”"
    assert f"30 June 2016, 12:00 {row}" in page
    assert "1 look" in page
    assert "of no concern" not in page


def test_own_looks_are_left_out_unless_asked_for(priya):
    priya.get("/people/X1/")
    assert "Nobody else looked." in text_of(priya.get("/who-looked/"))
    assert "Priya Shah Practitioner, NPS North East Aaron Bell" in text_of(priya.get("/who-looked/?whose=all"))


def test_a_look_is_seen_for_ninety_days(priya, world):
    look(world, "X1", "S1", NOON - timedelta(days=90, hours=12))
    look(world, "X1", "S2", NOON - timedelta(days=91))
    page = text_of(priya.get("/who-looked/"))
    assert "Denise S1" in page
    assert "Denise S2" not in page


def test_looks_are_narrowed_to_one_person_of_ones_own(priya, world):
    look(world, "X1", "S1")
    look(world, "X2", "S2")
    page = text_of(priya.get("/who-looked/?person=X2"))
    assert "Denise S2" in page
    assert "Denise S1" not in page
    foreign = priya.get("/who-looked/?person=X3")
    assert "That is not one of the choices" in text_of(foreign)
    assert "tc-stack" not in main_of(foreign)


def test_the_newest_look_comes_first_and_there_are_pages(priya, world):
    yesterday = NOON - timedelta(days=1)  # whatever the hour is now, reading the first page is the newest look
    for minute in range(60):
        look(world, "X1", f"S{minute % 2}", yesterday - timedelta(minutes=minute))
    page = text_of(priya.get("/who-looked/?person=X1"))
    assert page.index("12:00") < page.index("11:59")
    assert "60 looks" in page
    assert 'href="/who-looked/?person=X1&amp;page=2"' in main_of(priya.get("/who-looked/?person=X1"))
    assert text_of(priya.get("/who-looked/?person=X1&page=2")).count("person page") == 10


def test_a_case_that_a_limit_keeps_from_its_holder_is_not_among_them(priya, world):
    look(world, "X1", "S1")
    world.record("X1", limited("2016-06-01", AccessLimit.EXCLUSION, "P1"))
    page = text_of(priya.get("/who-looked/"))
    assert "Aaron Bell" not in page
    assert "Denise" not in page


def test_somebody_without_cases_is_told_so(client, world):
    client.force_login(world.user("P9"))
    assert "You hold no case now" in text_of(client.get("/who-looked/"))


def test_the_page_names_every_case_of_the_reader_and_so_each_is_logged(priya, world):
    world.record("X2", limited("2016-06-01", AccessLimit.EXCLUSION, "P1"))
    assert "Joel Stone" not in text_of(priya.get("/who-looked/"))
    assert log_of("X1") == [("P1", "who looked", "their own case")]
    assert log_of("X2") == log_of("X3") == []


def test_the_number_of_queries_does_not_grow_with_the_looks(priya, world, django_assert_num_queries):
    look(world, "X1", "S1")
    with django_assert_num_queries(8):
        priya.get("/who-looked/")
    for number in range(40):
        look(world, "X1", f"S{number}")
    with django_assert_num_queries(8):
        priya.get("/who-looked/")


# --- the data officer


@pytest.fixture
def officer(client, world):
    client.force_login(world.user("D1", Role.DATA_OFFICER, organisation="", team=""))
    return client


def test_the_data_officer_sees_every_look_at_the_person_who_asks(officer, world):
    look(world, "X1", "S1", NOON - timedelta(days=700))
    look(world, "X2", "S2")
    page = text_of(officer.get("/who-looked/?crn=x1"))
    assert "Aaron Bell (X1)" in page
    assert "Denise S1" in page
    assert "Denise S2" not in page


def test_many_looks_come_in_pages_newest_first(officer, world):
    yesterday = NOON - timedelta(days=1)  # whatever the hour is now, reading the first page is the newest look
    for minute in range(60):
        look(world, "X1", f"S{minute % 2}", yesterday - timedelta(minutes=minute))
    first = officer.get("/who-looked/?crn=X1")
    assert text_of(first).count("person page") == 50
    assert text_of(first).index("12:00") < text_of(first).index("11:59")
    assert "60 looks up to 30 June 2016, newest first: page 1 of 2." in text_of(first)
    assert 'href="/who-looked/?crn=X1&amp;page=2"' in main_of(first)
    second = text_of(officer.get("/who-looked/?crn=X1&page=2"))
    assert second.count("person page") == 11  # the look at the first page has pushed one over
    assert log_of("X1")[-2:] == [("D1", "who looked", "a person asked who looked at their record")] * 2


def test_what_the_data_officer_takes_is_logged_as_an_export(officer):
    officer.get("/who-looked/?crn=X1")
    why = "a person asked who looked at their record"
    assert log_of("X1") == [("D1", "who looked", why)]
    export = AccessEntry.objects.get(person=None)
    assert (export.user.code, export.what, export.why) == ("D1", "who looked at X1", why)


@pytest.mark.parametrize("typed", ["X", "X99", "Bell", "Aaron", "X1%", "%00"])
def test_the_number_must_be_exact(officer, typed):
    answer = officer.get(f"/who-looked/?crn={typed}")
    assert "There is a problem" in text_of(answer)
    assert "Aaron" not in text_of(answer)
    assert AccessEntry.objects.count() == 0


def test_who_looked_at_somebody_whom_only_some_may_see_can_be_answered(officer, world):
    world.record("X1", limited("2016-06-01", AccessLimit.RESTRICTION, "P1"))
    look(world, "X1", "S1")
    assert "Denise S1" in text_of(officer.get("/who-looked/?crn=X1"))


def test_whom_a_limit_keeps_from_the_data_officer_is_as_one_who_is_not_there(officer, world):
    world.record("X1", limited("2016-06-01", AccessLimit.EXCLUSION, "D1"))
    hidden, nobody = officer.get("/who-looked/?crn=X1"), officer.get("/who-looked/?crn=X9")
    assert main_of(hidden).replace('"X1"', '"X9"') == main_of(nobody)


def test_before_anything_is_asked_nothing_is_said(officer):
    page = text_of(officer.get("/who-looked/"))
    assert "There is a problem" not in page
    assert AccessEntry.objects.count() == 0


def test_the_form_and_the_navigation_are_not_printed(officer):
    body = main_of(officer.get("/who-looked/?crn=X1"))
    assert '<form method="get" action="/who-looked/" class="tc-noprint"' in body
    assert "<nav" not in body


@pytest.mark.parametrize(
    "role", [Role.COURT_OFFICER, Role.PROVIDER_LEAD, Role.INSPECTOR, Role.AGGREGATE_VIEWER, Role.ADMINISTRATOR]
)
def test_nobody_else_sees_who_looked(client, world, role):
    client.force_login(world.user("U1", role))
    assert client.get("/who-looked/?crn=X1").status_code == 403
