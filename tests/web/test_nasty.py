"""What somebody tried in order to break the site, and what it answers."""

import itertools
from datetime import UTC, datetime

import pytest
from django.db import OperationalError, connection

from tests.web.world import World, arranged, stand_still
from throughcare.actions.oversight import record_limit
from throughcare.actions.record import OUT_OF_SIGHT, NotUndone, undo, withdraw
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import AccessEntry, StoredFact
from throughcare.rules.access import Role
from throughcare.rules.refusals import NotRecorded

pytestmark = [pytest.mark.database, pytest.mark.django_db]

AT = datetime(2016, 3, 14, 10, tzinfo=UTC)


@pytest.fixture
def world(monkeypatch):
    stand_still(monkeypatch, "2016-03-14")
    world = World()
    for code in ("P1", "P2", "S1"):
        world.staff(code)
    for code in ("P1", "P2"):
        world.user(code)
    world.case("X1", "2016-03-01", arranged("2016-03-10", "P1"))
    return world


def restrict(manager, officer: str, token: str) -> None:
    record_limit(
        person="X1",
        limit=AccessLimit.RESTRICTION,
        officer=officer,
        is_lifted=False,
        reason="She knows the family of the victim.",
        by=manager,
        at=AT,
        token=token,
    )


def test_nobody_undoes_a_case_out_of_their_own_sight(world):
    manager = world.user("S1", Role.SENIOR_PROBATION_OFFICER)
    restrict(manager, "P1", "one")
    restrict(manager, "P2", "two")
    before = StoredFact.objects.count()
    with pytest.raises(NotUndone, match="out of your own sight"):
        undo(person="X1", token="one", by=manager, at=AT)
    assert StoredFact.objects.count() == before


def test_nobody_withdraws_a_case_out_of_their_own_sight(world):
    manager = world.user("S1", Role.SENIOR_PROBATION_OFFICER)
    allocation = StoredFact.objects.get(person__crn="X1", kind="allocated").number
    with pytest.raises(NotRecorded) as refusal:
        withdraw(person="X1", number=allocation, reason="Given to the wrong team.", by=manager, at=AT, token="w")
    assert refusal.value.faults[0].sentence == OUT_OF_SIGHT


@pytest.mark.parametrize("then", ["//[", "http://[", "//evil.example", "javascript:alert(1)", "https://evil.example/"])
def test_an_address_to_go_on_to_that_is_not_ours_is_forgotten(client, then):
    for answer in (client.get("/sign-in/", {"next": then}), client.post("/sign-in/", {"next": then})):
        assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/")


def test_an_odd_address_around_a_part_is_let_go(client, world):
    address = "/people/X1/duties/2/briefing/first-appointment/"
    odd = {"HX-Request": "true", "HX-Current-URL": "http://["}
    assert client.get(address, headers=odd).status_code == 204
    client.force_login(world.user("P1"))
    assert client.get(address, headers=odd).status_code == 200


def test_what_is_no_standard_is_not_read_and_not_logged(client, world):
    client.force_login(world.user("P1"))
    for pack, standard in (("asked", "by%20the%20manager"), ("%00", "x"), ("briefing", "nothing")):
        assert client.get(f"/people/X1/duties/1/{pack}/{standard}/").status_code == 404
    assert not AccessEntry.objects.exists()


def test_a_database_that_does_not_answer_is_told_in_words(client, world, monkeypatch):
    def locked(*_args, **_kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("throughcare.web.people.opening.log_reads", locked)
    client.force_login(world.user("P1"))
    answer = client.get("/people/X1/")
    assert answer.status_code == 503
    page = answer.content.decode()
    assert "Try again in a minute" in page
    assert "Nothing was recorded" not in page  # the answer to a commit may be what was lost


@pytest.mark.parametrize("after", [0, 1, 2, 3, 5, 8])
def test_a_database_that_is_gone_is_told_in_words_whenever_it_goes(client, world, after):
    client.force_login(world.user("P1"))
    many = itertools.count()

    def gone(execute, sql, params, more, context):
        if next(many) >= after:
            raise OperationalError("the server closed the connection")
        return execute(sql, params, more, context)

    with connection.execute_wrapper(gone):
        answer = client.get("/people/X1/")
    assert answer.status_code == 503
    assert "Try again in a minute" in answer.content.decode()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_a_page_is_looked_at_or_a_form_is_sent_and_nothing_else(client, world, method):
    client.force_login(world.user("P1"))
    assert client.generic(method, "/people/X1/").status_code == 405
    assert not AccessEntry.objects.exists()
