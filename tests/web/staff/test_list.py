"""Who needs what and since when: names in one's own organisation, counts of every organisation, and no hidden case."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.recording.desk import MANAGER, OTHER, Desk
from tests.web.staff.conftest import COMPANYS, SERVICE
from tests.web.world import CRC, concerned, limited, screened
from throughcare.facts.identity import AccessLimit
from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import Grade
from throughcare.records.models import AccessEntry

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LIST, FIGURES = "/staff/", "/staff/organisations/"


def test_a_manager_sees_who_needs_what_and_since_when(desk):
    text = desk.get(LIST).text
    assert "2 of 3 practitioners hold at least one case that the grid does not let them hold" in text
    assert "Priya Shah Probation officer, Leeds North" in text
    assert "Missing needed since 2 February 2016, for 1 case" in text  # domestic abuse, since X2 was given to her
    assert "Gemma Holroyd" not in text


def test_counts_by_course_lead_to_the_names(desk):
    page = desk.get(f"{LIST}?course=DOMESTIC+ABUSE&state=missing")
    assert "1 practitioner of 3" in page.text
    assert "Dean Oldroyd" not in page
    assert "Nobody fits what is asked for." in desk.get(f"{LIST}?course=ACT+2014&state=runs+out").text
    assert "2 practitioners of 3" in desk.get(f"{LIST}?state=beyond").text


def test_what_is_asked_for_and_is_not_there_shows_nobody(desk):
    assert "not one of the choices" in desk.get(f"{LIST}?team=NOWHERE").text
    desk.get("/staff/list.csv?team=NOWHERE", 404)


def test_an_inspector_begins_with_every_organisation_and_opens_one(world, client):
    inspector = Desk(client, world.user("I1"))
    page = inspector.get(LIST)
    assert page.heading == "Are people given cases that they are trained for?"
    assert "NPS North East 67% 2 of 3 21% to 94%" in page.text
    assert "West Yorkshire CRC 0% 0 of 1" in page.text
    assert "All of them 50% 2 of 4" in page.text
    assert "Gemma Holroyd" in inspector.get(f"{LIST}?organisation={CRC}")
    inspector.get(f"{LIST}?organisation=X99", 404)


def test_whoever_sees_figures_alone_is_told_no_names(world, client):
    page = Desk(client, world.user("A1")).get(FIGURES)
    assert "2 of 3" in page.text
    assert "?organisation=" not in page
    assert "Priya Shah" not in page


def test_a_lead_sees_their_own_organisation_by_name(world, client):
    lead = Desk(client, world.user("L1"))
    assert "Priya Shah" in lead.get(LIST)
    assert "Gemma Holroyd" not in lead.get(f"{LIST}?organisation={CRC}")
    assert lead.get(FIGURES).count("?organisation=") == 1


def test_the_file_names_nobody_but_for_whoever_may_take_names(world, client):
    client.force_login(world.user(MANAGER))
    text = client.get("/staff/list.csv").content.decode()
    assert text.splitlines()[0].startswith("organisation,team,grade,ACT 2014 done_on")
    assert "Priya" not in text
    assert len(text.splitlines()) == 4
    client.force_login(world.user("I1"))
    text = client.get("/staff/list.csv").content.decode()
    assert "P1,Priya Shah,N02,T1,PO" in text
    assert AccessEntry.objects.get(what="staff and training as a file").user.code == "I1"
    assert "NPS North East,3,2," in client.get("/staff/organisations.csv").content.decode()


@pytest.mark.parametrize("address", [LIST, FIGURES, "/staff/list.csv", f"/staff/{OTHER}/"])
def test_nothing_tells_that_a_closed_case_is_there(world, client, address):
    client.force_login(world.user(MANAGER))
    before = client.get(address).content.decode()
    limit = limited("2016-03-03", AccessLimit.RESTRICTION, "P99")
    world.case("X9", "2016-03-01", concerned("2016-03-02"), limit, officer=OTHER, name="Zoe Quinn")
    assert without_marks(client.get(address).content.decode()) == without_marks(before)
    holder = Desk(client, world.user(OTHER))
    assert "Zoe Quinn" in holder.get(f"/staff/{OTHER}/")


def without_marks(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "nonce" not in line and "csrf" not in line)


@pytest.mark.parametrize("address", [LIST, FIGURES, f"/staff/{SERVICE}/"])
def test_more_staff_and_more_cases_ask_the_database_no_more(world, client, address):
    client.force_login(world.user(MANAGER))
    client.get(address)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    before = queries()
    for number in range(12):
        world.staff(f"Q{number}", grade=Grade.SERVICE_OFFICER)
        case = screened("2016-03-02", RoshLevel.HIGH)
        world.case(f"Y{number}", "2016-03-01", case, officer=f"Q{number}", name=f"One {number}")
        world.case(f"Z{number}", "2016-03-01", case, officer=SERVICE, name=f"Two {number}")
    assert queries() == before


def test_an_organisation_without_staff_says_so(world, client):
    client.force_login(world.user("S9", world.user(MANAGER).role, organisation="N99", team=""))
    assert "Nobody here holds a post for cases." in client.get(LIST).content.decode()


def test_whoever_left_is_on_no_list(world, desk):
    world.staff("GONE", "Gone Away", organisation="", team="")
    assert "Gone Away" not in desk.get(LIST)
    desk.get("/staff/GONE/", 404)


def test_a_practitioner_opens_their_own_page_and_nobody_elses(world, client):
    me = Desk(client, world.user("P1"))
    assert "This is what is kept of you as a member of staff." in me.get("/staff/P1/").text
    other, nobody = (client.get(f"/staff/{code}/") for code in (OTHER, "NOBODY"))
    assert (other.status_code, nobody.status_code) == (404, 404)
    assert without_marks(other.content.decode()).replace(OTHER, "") == without_marks(nobody.content.decode()).replace(
        "NOBODY", ""
    )
    me.get(f"/staff/{COMPANYS}/", 404)
