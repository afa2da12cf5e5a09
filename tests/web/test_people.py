"""The list of people, as each role sees it."""

import csv
import io
import re
from datetime import date

import pytest

from tests.web.people_world import log_of, main_of, text_of
from tests.web.world import (
    OTHER_TEAM,
    World,
    allocated,
    concerned,
    draft,
    ended,
    limited,
    screened,
    sentenced,
    stand_still,
)
from throughcare.facts.identity import AccessLimit, Identified
from throughcare.facts.risk import Register, RoshLevel
from throughcare.records.models import AccessEntry
from throughcare.records.queries import people as queries_people
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NONE_FOUND = "No person among those you may see."


@pytest.fixture(autouse=True)
def today(monkeypatch):
    return stand_still(monkeypatch, "2016-06-30")


@pytest.fixture
def world() -> World:
    world = World()
    world.staff("P1", "Priya Shah")
    world.staff("P2", "Marcus Threlfall")
    world.person("X1", sentenced("2016-03-01"), allocated("2016-03-02", "P1"), name="Aaron Bell")
    world.person("X2", sentenced("2016-03-01"), allocated("2016-03-02", "P2"), name="Joel Bell")
    world.person("X3", sentenced("2016-03-01"), allocated("2016-03-02", "P3", team=OTHER_TEAM), name="Sam Bell")
    return world


def names(answer) -> list[str]:
    """The people in the list, by number, in order."""
    return [part.split("/")[0] for part in main_of(answer).split('href="/people/')[1:] if part[:1] == "X"]


# --- practitioners


def test_a_practitioner_sees_their_own_and_their_teams_cases(priya):
    answer = priya.get("/people/?q=bell")
    assert names(answer) == ["X1", "X2"]
    assert "2 people for “bell”" in text_of(answer)


def test_a_case_of_the_team_is_marked_as_cover_and_an_own_one_is_not(priya):
    rows = main_of(priya.get("/people/")).split("<tr ")
    assert "team: opens as cover, with a reason" in rows[3]
    assert "Marcus Threlfall" in rows[3]
    assert "opens as cover" not in rows[2]


def test_every_person_in_a_list_is_logged_with_why(priya):
    priya.get("/people/?q=bell")
    assert log_of("X1") == [("P1", "people list", "in a list of their own cases and those of their team")]
    assert len(log_of("X2")) == 1
    assert log_of("X3") == []


def test_only_those_who_are_shown_are_logged(priya, world):
    for number in range(60):
        world.person(f"Y{number:02}", sentenced("2016-03-01"), allocated("2016-03-02", "P1"), name=f"A{number:02} Aa")
    AccessEntry.objects.all().delete()
    priya.get("/people/?page=2")
    assert AccessEntry.objects.count() == 25
    assert {entry.person.crn for entry in AccessEntry.objects.all()} == {f"Y{number}" for number in range(25, 50)}


def test_the_number_of_queries_does_not_grow_with_the_list(priya, world, django_assert_num_queries):
    with django_assert_num_queries(10):
        priya.get("/people/")
    for number in range(40):
        world.person(f"Y{number:02}", sentenced("2016-03-01"), allocated("2016-03-02", "P1"), name=f"A{number:02} Aa")
    with django_assert_num_queries(10):
        priya.get("/people/")


def test_an_exact_number_goes_straight_to_the_person(priya):
    assert priya.get("/people/?q=x1")["Location"] == "/people/X1/"
    assert priya.get("/people/?q=X2")["Location"] == "/people/X2/"


@pytest.mark.parametrize("typed", ["X3", "X99", "zzz", "2 May 1941"])
def test_nobody_found_says_what_to_do_next_and_not_whom_one_may_not_see(priya, typed):
    answer = priya.get("/people/", {"q": typed})
    assert NONE_FOUND in text_of(answer)
    assert "Check the spelling" in text_of(answer)
    assert "Sam" not in main_of(answer)


def test_a_day_of_birth_that_lies_ahead_asks_for_four_digits(priya):
    assert "Type the year of birth in four digits, for example 1965" in text_of(priya.get("/people/?q=2/5/65"))


def test_choices_that_nobody_fits_say_so(priya):
    assert "fits these choices. Take one away" in text_of(priya.get("/people/?concern=child"))


@pytest.mark.parametrize(
    ("query", "crns"),
    [
        ("officer=P2", ["X2"]),
        ("level=HIGH", ["Y1"]),
        ("level=unknown", ["X1", "X2", "Y2"]),
        ("state=ended", ["Y2"]),
        ("state=active&q=bell", ["X1", "X2"]),
        ("concern=abuse", ["Y1"]),
        ("concern=child", []),
        ("concern=abuse&concern=child", []),
        ("level=HIGH&q=bell", []),
    ],
)
def test_the_list_can_be_narrowed(priya, world, query, crns):
    given = (sentenced("2016-03-01"), allocated("2016-03-02", "P1"))
    world.person("Y1", *given, screened("2016-03-02", RoshLevel.HIGH), concerned("2016-03-03"), name="Ann Ash")
    world.person("Y2", *given, ended("2016-05-01"), name="Tom Ash")
    found = [part.split("/")[0] for part in main_of(priya.get(f"/people/?{query}")).split('href="/people/')[1:]]
    assert sorted(crn for crn in found if crn[:1] in "XY") == crns


def test_choices_that_do_not_exist_are_refused(priya):
    answer = priya.get("/people/?officer=NOBODY")
    assert "That is not one of the choices" in text_of(answer)
    assert names(answer) == []


def test_practitioners_to_choose_from_are_those_whose_cases_one_sees(priya):
    page = main_of(priya.get("/people/"))
    assert 'value="P2"' in page
    assert 'value="P3"' not in page


def test_whoever_sees_a_nation_types_the_code_of_a_practitioner(client, world, monkeypatch):
    monkeypatch.setattr(queries_people, "AT_MOST_CHOSEN", -1)
    monkeypatch.setattr(queries_people, "AT_MOST_LISTED", 1)
    client.force_login(world.user("I1", Role.INSPECTOR, organisation="", team=""))
    answer = client.get("/people/")
    assert "Practitioner's staff code" in text_of(answer)
    assert "More than 1 people: the first are listed. Narrow the list to see others" in text_of(answer)
    assert names(client.get("/people/?officer=NOBODY")) == []


def test_what_is_typed_and_named_is_text_and_no_markup(priya, world):
    evil = draft(Identified, "2015-01-01", given_names="<script>alert(1)</script>", family_name="O\"'><b>")
    world.person("X9", evil, sentenced("2016-03-01"), allocated("2016-03-02", "P1"))
    page = priya.get("/people/", {"q": '"><script>alert(2)</script>'}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(2)" in page
    page = priya.get("/people/", {"q": "alert"}).content.decode()
    assert "<b>" not in page


@pytest.mark.parametrize("typed", ["\x00", "x" * 101, "x\x00y"])
def test_what_cannot_be_searched_for_is_refused_kindly(priya, typed):
    answer = priya.get("/people/", {"q": typed})
    assert answer.status_code == 200
    assert "There is a problem" in text_of(answer)


def test_counts_do_not_count_whom_a_limit_hides(priya, world):
    world.record("X1", limited("2016-04-01", AccessLimit.EXCLUSION, "P1"))
    answer = priya.get("/people/?q=bell")
    assert names(answer) == ["X2"]
    assert "1 person for “bell”" in text_of(answer)


def test_pages_of_a_list_keep_what_was_asked(priya, world):
    for number in range(30):
        world.person(f"Y{number:02}", sentenced("2016-03-01"), allocated("2016-03-02", "P1"), name=f"A{number:02} Aa")
    assert 'href="/people/?q=aa&amp;state=active&amp;page=2"' in main_of(priya.get("/people/?q=aa&state=active&page=1"))
    assert names(priya.get("/people/?q=bell&page=99")) == ["X1", "X2"]


# --- other roles


def test_a_senior_probation_officer_sees_the_team_and_those_without_a_team(client, world):
    world.person("X4", sentenced("2016-03-01"), allocated("2016-03-02", None, team=None), name="Una Bell")
    client.force_login(world.user("S1", Role.SENIOR_PROBATION_OFFICER))
    answer = client.get("/people/?q=bell")
    assert names(answer) == ["X1", "X2", "X4"]
    assert "opens as cover" not in main_of(answer)
    assert "nobody yet" in text_of(answer)


def test_an_inspector_sees_everybody_and_may_take_the_list_as_a_file(client, world):
    client.force_login(world.user("I1", Role.INSPECTOR, organisation="", team=""))
    assert names(client.get("/people/?q=bell")) == ["X1", "X2", "X3"]
    assert "Take this list as a file" in text_of(client.get("/people/?q=bell"))
    answer = client.get("/people/list.csv?q=bell&officer=P1")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [(row["crn"], row["practitioner"]) for row in rows] == [("X1", "Priya Shah")]
    assert answer["Content-Disposition"] == 'attachment; filename="people.csv"'


def test_a_file_is_logged_as_an_export_and_person_by_person(client, world):
    client.force_login(world.user("I1", Role.INSPECTOR, organisation="", team=""))
    client.get("/people/list.csv")
    entries = AccessEntry.objects.filter(what="people list as a file")
    assert entries.filter(person=None).count() == 1
    assert entries.exclude(person=None).count() == 3


def test_a_file_runs_no_formula(client, world):
    world.person("X9", sentenced("2016-03-01"), name="=1+1 @SUM")
    client.force_login(world.user("I1", Role.INSPECTOR, organisation="", team=""))
    assert "'@SUM" in client.get("/people/list.csv").content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.INSPECTOR])
def test_nobody_else_takes_a_file(client, world, role):
    client.force_login(world.user("U1", role))
    assert client.get("/people/list.csv").status_code == 403
    assert "Take this list" not in client.get("/people/").content.decode()


@pytest.mark.parametrize("role", [Role.PROVIDER_LEAD, Role.AGGREGATE_VIEWER, Role.ADMINISTRATOR, Role.DATA_OFFICER])
def test_roles_without_a_list_are_told_what_they_are_for(client, world, role):
    client.force_login(world.user("U1", role))
    assert client.get("/people/?q=bell").status_code == 403


# --- court officers


@pytest.fixture
def court(client, world):
    who = draft(Identified, "2015-01-01", given_names="Lee", family_name="Stone", born_on=date(1988, 5, 2))
    world.person(
        "X7", who, sentenced("2016-03-01"), allocated("2016-03-02", "P1"), concerned("2016-03-02", Register.CHILD)
    )
    client.force_login(world.user("C1", Role.COURT_OFFICER))
    return client


@pytest.mark.parametrize("query", ["crn=x7", "q=X7", "family_name=stone&born_on=2/5/88", "q=x7&family_name="])
def test_a_court_officer_learns_that_a_person_is_known_and_who_holds_them(court, query):
    answer = court.get(f"/people/?{query}")
    assert "Known. Held by NPS North East, Leeds North. Practitioner: Priya Shah." in text_of(answer)


def test_a_court_officer_learns_no_more(court):
    page = main_of(court.get("/people/?crn=X7"))
    assert "/people/X7" not in page
    for word in ("Stone", "oncern", "ommunity", "X7 ", "risk"):
        assert word not in page


def test_what_a_court_officer_is_told_is_logged(court):
    court.get("/people/?crn=X7")
    court.get("/people/?crn=X99")
    why = "told whether the person is known and who holds the case, and no more"
    assert log_of("X7") == [("C1", "whether known", why)]
    assert AccessEntry.objects.count() == 1


@pytest.mark.parametrize("query", ["crn=X99", "family_name=Ston&born_on=2/5/88", "family_name=stone&born_on=3/5/88"])
def test_who_is_not_known_is_said_with_what_to_do_next(court, query):
    answer = text_of(court.get(f"/people/?{query}"))
    assert "Nobody is known by this, among those you may ask about." in answer
    assert "Check the spelling" in answer


def test_whom_a_limit_keeps_from_the_court_officer_is_as_one_who_is_not_there(court, world):
    world.record("X7", limited("2016-04-01", AccessLimit.RESTRICTION, "P1"))
    hidden = main_of(court.get("/people/?crn=X7")).replace("X7", "X8")
    assert hidden == main_of(court.get("/people/?crn=X8"))
    assert log_of("X7") == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("family_name=stone", "With a family name, type the date of birth too"),
        ("born_on=2/5/88", "With a date of birth, type the family name too"),
        ("crn=&family_name=&born_on=", "Type a CRN, or a family name and a date of birth."),
        ("family_name=stone&born_on=31/2/88", "is not a day that exists"),
        ("family_name=stone&born_on=2/5/65", "lies ahead: type the year of birth in four digits"),
        ("q=stone", "With a family name, type the date of birth too"),
    ],
)
def test_a_question_that_identifies_nobody_is_refused_with_what_to_add(court, query, words):
    assert words in text_of(court.get(f"/people/?{query}"))
    assert AccessEntry.objects.count() == 0


def test_before_a_question_there_is_no_answer_and_no_error(court):
    answer = text_of(court.get("/people/"))
    assert "There is a problem" not in answer
    assert "known by this" not in answer


def test_a_court_officer_opens_no_record(court):
    """A record looks to them as if it were not there, unless they opened it in danger."""
    assert court.get("/people/X7/").status_code == 404


@pytest.mark.parametrize("typed", ["2 May 1988", "2/5/1988", "1988-05-02"])
def test_a_day_in_the_search_is_a_day_of_birth_and_asks_for_the_family_name(court, typed):
    answer = court.get("/people/", {"q": typed})
    page = text_of(answer)
    assert "With a date of birth, type the family name too." in page
    assert "Nobody is known by this" not in page
    assert re.search(rf'name="born_on"[^>]*value="{typed}"', main_of(answer))
    known = court.get("/people/", {"family_name": "Stone", "born_on": typed})
    assert "Known. Held by NPS North East" in text_of(known)


@pytest.mark.parametrize("typed", ["May", "Monday", "today"])
def test_a_name_that_could_be_a_day_is_a_name(court, typed):
    assert re.search(rf'name="family_name"[^>]*value="{typed}"', main_of(court.get("/people/", {"q": typed})))


def test_people_whose_case_nobody_holds_are_listed(client, world):
    world.person("X8", sentenced("2016-03-01"), allocated("2016-03-02", None), name="Held Bynobody")
    client.force_login(world.user("I1", Role.INSPECTOR, organisation="", team=""))
    page = text_of(client.get("/people/?officer=-"))
    assert "Held Bynobody" in page
    assert "Aaron Bell" not in page


def test_a_file_says_of_no_concern_only_that_none_is_recorded(client, world):
    world.person("X9", sentenced("2016-03-01"), concerned("2016-03-02", Register.CHILD), name="Una Long")
    client.force_login(world.user("I1", Role.INSPECTOR, organisation="", team=""))
    header, row = client.get("/people/list.csv?q=Long").content.decode().splitlines()
    said = dict(zip(header.split(","), row.split(","), strict=True))
    assert (said["domestic abuse"], said["child concern"], said["active"]) == ("not recorded", "recorded", "yes")
