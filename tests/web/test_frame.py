"""The frame of every page: signing in, the door, and what it says to those who may not enter."""

from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import get_resolver, resolve, reverse

from tests.web.world import NPS, TEAM, World, look, stand_still
from throughcare.records.models import User
from throughcare.rules.access import Role
from throughcare.web.converters import CodeConverter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def practitioner():
    return User.objects.create_user("p@x.example", "a long pass phrase", code="P1", name="Pat Lee", role="practitioner")


def test_whoever_has_not_signed_in_is_asked_to(client):
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=%2F"


def test_the_sign_in_page_lists_nobody_outside_the_demo(client, practitioner):
    page = client.get("/sign-in/").content.decode()
    assert "Sign in" in page
    assert practitioner.name not in page


def test_somebody_signs_in_with_address_and_password(client, practitioner):
    answer = client.post("/sign-in/", {"login": practitioner.email, "password": "a long pass phrase"})
    assert answer.status_code == 302
    page = client.get("/").content.decode()
    assert practitioner.name in page
    assert Role.PRACTITIONER.label in page


def test_a_page_of_somebody_signed_in_is_not_kept_by_the_computer(client, practitioner):
    client.force_login(practitioner)
    assert client.get("/")["Cache-Control"] == "no-store"


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(client):
    headers = {"HX-Request": "true", "HX-Current-URL": "https://testserver/people/?q=bell#here"}
    answer = client.get("/people/X1/duties/2/briefing/plan/", headers=headers)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["HX-Redirect"] == "/sign-in/?next=%2Fpeople%2F%3Fq%3Dbell"


def test_a_part_of_a_page_sends_the_whole_page_to_say_why(client, monkeypatch):
    stand_still(monkeypatch, "2016-03-14")
    world = World()
    world.staff("P2")
    world.case("X2", "2016-03-01", officer="P2")
    client.force_login(world.user("P1", team=TEAM))
    headers = {"HX-Request": "true", "HX-Current-URL": "https://testserver/people/X2/duties/"}
    answer = client.get("/people/X2/duties/2/briefing/first-appointment/", headers=headers)
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/people/X2/why/?next=%2Fpeople%2FX2%2Fduties%2F"


def test_a_name_that_the_server_does_not_answer_to_says_what_to_do(client, practitioner):
    for address in ("/", "/sign-in/", "/nowhere/"):
        answer = client.get(address, headers={"Host": "elsewhere.example"})
        assert answer.status_code == 400
        assert "whoever runs it must add it to THROUGHCARE_HOSTS" in answer.content.decode()
    client.force_login(practitioner)
    assert client.get("/", headers={"Host": "elsewhere.example"}).status_code == 400


def test_what_cannot_be_read_is_told_to_whoever_sent_it(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    answer = client.post("/sign-in/", {"login": "x" * 100})
    assert answer.status_code == 400
    assert "longer than any form here takes" in answer.content.decode()


def test_a_form_that_does_not_come_from_us_is_told_so_before_signing_in():
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "x"})
    assert answer.status_code == 403
    assert "Nothing was recorded" in answer.content.decode()


@pytest.mark.parametrize("code", ["X/1", "X%2F1", "%", "..", ".", "X 1?a=b#c", "//", "Ü\\\n;", "X1"])
def test_whatever_a_number_holds_it_has_an_address_of_its_own(code):
    for name in ("person", "timeline", "record_contact", "say_why"):
        found = resolve(unquote(reverse(name, args=[code])))
        assert (found.url_name, found.kwargs) == (name, {"crn": code})
    assert resolve(unquote(reverse("outcome", args=[code, code]))).kwargs == {"crn": code, "thread": code}
    assert resolve(unquote(reverse("team_member", args=[code]))).kwargs == {"code": code}


def test_a_person_whose_number_holds_a_slash_is_found_and_opened(client, monkeypatch):
    stand_still(monkeypatch, "2016-03-14")
    world = World()
    world.staff("P/1", organisation=NPS)
    world.case("X/1", "2016-03-01", officer="P/1", name="Aaron Bell")
    user = world.user("P/1", team=TEAM)
    assert "/people/X%252F1/" in look(client, user)
    assert "/people/X%252F1/" in look(client, user, "/people/")
    for page in ("", "timeline/", "duties/", "contact/", "arrange/"):
        assert "Bell" in look(client, user, f"/people/X%252F1/{page}")
    manager = world.user("S1", Role.SENIOR_PROBATION_OFFICER, team=TEAM)
    assert "/team/P%252F1/" in look(client, manager)
    look(client, manager, "/team/P%252F1/")


def test_an_address_that_no_database_can_look_up_is_not_there(client, practitioner):
    client.force_login(practitioner)
    assert client.get("/people/X%00/").status_code == 404
    assert client.get("/people/X%2500/").status_code == 404


def routes(found):
    for each in found.url_patterns:
        yield from routes(each) if hasattr(each, "url_patterns") else [each]


def test_every_route_takes_numbers_and_codes_whatever_they_hold():
    converters = {
        (each.name, name): converter
        for each in routes(get_resolver())
        for name, converter in each.pattern.converters.items()
        if name in ("crn", "thread", "code")
    }
    assert {name for name, converter in converters.items() if not isinstance(converter, CodeConverter)} == set()
    assert ("person", "crn") in converters
