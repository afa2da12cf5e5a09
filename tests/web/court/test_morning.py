"""A whole morning's list on one screen: each row recorded by itself, once, and what is refused left as it was."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.court_world import NOW, CourtWorld, row
from tests.web.recording.desk import Desk, filled, kinds, last
from tests.web.world import Page, draft, limited
from throughcare.actions.matching import confirm_match, undo_match
from throughcare.facts.court import ReportRequested
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import Hearing, SentForm, User
from throughcare.rules.access import Role

pytestmark = pytest.mark.django_db

MORNING = "/court/morning/?court=B01LE&on=2016-03-14"


@pytest.fixture
def desk(client, world: CourtWorld):
    """Two defendants of whom it was said who they are, and one of whom it was not."""
    for place in ("1", "2"):
        world.known(f"X{place}", given_names=f"Person{place}")
    rows = [
        {"reference": f"R{place}", "given_names": f"Person{place}", "time": f"10:0{place}"} for place in ("1", "2", "3")
    ]

    world.list(*(row(**each) for each in rows))
    for place in ("1", "2"):
        hearing = Hearing.objects.get(list_reference=f"R{place}")
        confirm_match(
            hearing=hearing,
            person=f"X{place}",
            by=world.officer,
            at=NOW,
            token=f"t{place}",
            reason="He said so.",
        )
    return Desk(client, world.officer)


def test_a_morning_is_recorded_with_one_button(desk, world):
    world.record("X1", draft(ReportRequested, "2016-03-10", thread="r", order="1"))
    page = desk.get(MORNING)
    assert "1 defendant not on this page" in page.text
    data = filled(page, **{"result-0": "SENTENCED", "disposal-0": "COMMUNITY ORDER", "result-1": "ADJOURNED"})
    answer = desk.post(MORNING, data)
    assert "Recorded: 2 hearings." in desk.recorded(answer).text
    assert kinds("X1")[-2:] == ["hearing_held", "sentenced"]
    assert (last("X1").order, last("X1").disposal) == ("1", "COMMUNITY ORDER"), "the order of the report"
    assert (last("X2").kind, last("X2").hearing_result, last("X2").court) == ("hearing_held", "ADJOURNED", "B01LE")
    desk.recorded(desk.post(MORNING, data))
    assert kinds("X1").count("sentenced") == 1, "sent again after a time-out it records once"
    assert "Adjourned" in desk.get("/court/?court=B01LE&on=2016-03-14").text
    page = desk.get(MORNING)
    assert "On the record: adjourned." in page.text
    assert "10:01, Courtroom 1" in page.text
    assert "result-0" not in page, "what is recorded is not asked again"


def undo_of(page, name):
    """Where what was recorded of this defendant is taken back."""
    row = next(part for part in page.split("<li>") if f"<bdi>{name}" in part)
    return re.search(r'action="([^"]+/undo/[^"]+)"', row)[1]


def test_one_hearing_of_a_morning_is_taken_back_and_the_others_stay(desk):
    page = desk.recorded(
        desk.post(MORNING, filled(desk.get(MORNING), **{"result-0": "ADJOURNED", "result-1": "WARRANT"}))
    )
    undo = undo_of(page, "Person1")
    joined = {"role": Role.COURT_OFFICER, "organisation": "N02"}
    other = User.objects.create_user("co2@x.example", code="CO2", name="CO2", **joined)
    assert Desk(Client(), other).post(undo, {}).status_code == 404, "nobody takes back what another recorded"
    assert desk.client.get(undo).status_code == 303, "a look takes nothing back"
    assert kinds("X1")[-1] == "hearing_held"
    back = desk.recorded(desk.post(undo, {}))
    assert "Recorded: 1 hearing." in back.text
    assert "adjourned, taken back" in back.text
    assert kinds("X1")[-2:] == ["hearing_held", "withdrawn"]
    assert kinds("X2")[-1] == "hearing_held"
    now = desk.get(MORNING).text
    assert "On the record: adjourned" not in now
    assert "On the record: warrant: did not attend." in now
    desk.recorded(desk.post(undo, {}))
    assert kinds("X1").count("withdrawn") == 1, "taken back once"
    desk.recorded(desk.post(MORNING, filled(desk.get(MORNING), **{"result-0": "DISMISSED"})))
    assert last("X1").hearing_result == "DISMISSED"


def test_whom_a_limit_hides_since_is_not_taken_back_here(desk, world):
    undo = undo_of(desk.recorded(desk.post(MORNING, filled(desk.get(MORNING), **{"result-0": "WARRANT"}))), "Person1")
    world.record("X1", limited("2016-03-14", AccessLimit.EXCLUSION, "CO1"))
    assert desk.post(undo, {}).status_code == 404
    assert "withdrawn" not in kinds("X1")


def test_what_went_with_a_match_that_was_undone_is_said_once(desk, world):
    undo = undo_of(desk.recorded(desk.post(MORNING, filled(desk.get(MORNING), **{"result-0": "WARRANT"}))), "Person1")
    hearing, why = Hearing.objects.get(list_reference="R1"), "It was his brother all along."
    undo_match(hearing=hearing, by=world.officer, at=NOW, token="u1", reason=why, to="X2")
    answer = desk.post(undo, {})
    text = Page(answer.content.decode()).text
    assert answer.status_code == 303 or "It was not undone" in text
    assert "Taken back." not in text


def test_after_ten_minutes_a_hearing_is_not_taken_back_here(desk):
    page = desk.recorded(desk.post(MORNING, filled(desk.get(MORNING), **{"result-0": "ADJOURNED"})))
    undo = undo_of(page, "Person1")
    SentForm.objects.update(at=F("at") - timedelta(minutes=20))
    answer = desk.post(undo, {})
    assert "It was not undone" in answer.content.decode()
    assert "those are over" in answer.content.decode()
    assert kinds("X1")[-1] == "hearing_held"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({}, "Say of at least one hearing what became of it."),
        ({"result-0": "SENTENCED"}, "Say which sentence was passed."),
        ({"result-0": "ADJOURNED", "disposal-0": "COMMUNITY ORDER"}, "choose “Sentenced to supervision” too"),
    ],
)
def test_what_is_refused_stays_and_the_rest_is_recorded(desk, typed, fault):
    page = desk.get(MORNING)
    more = {"result-1": "WARRANT"} if typed else {}
    back = desk.back(desk.post(MORNING, filled(page, **typed, **more)))
    assert fault in back.text
    assert "hearing_held" not in kinds("X1")
    assert ("hearing_held" in kinds("X2")) == bool(typed)


def test_whom_a_limit_hides_is_not_on_the_screen_and_cannot_be_answered(desk, world):
    page = desk.get(MORNING)
    world.record("X1", limited("2016-03-14", AccessLimit.EXCLUSION, "CO1"))
    text = desk.get(MORNING).text
    assert "Person1" not in text
    assert "2 defendants not on this page" in text, "counted with those of whom nobody has said who they are"
    back = desk.back(desk.post(MORNING, filled(page, **{"result-0": "ADJOURNED"})))
    assert "This hearing is not on your list any more" in back.text
    assert "Person1" not in back.text
    assert "hearing_held" not in kinds("X1")


def test_the_screen_asks_the_same_few_questions_however_long_the_list(desk, world):
    def look():
        with CaptureQueriesContext(connection) as asked:
            desk.get(MORNING)
        return len(asked)

    few = look()

    world.list(*(row(f"R{n}", given_names=f"Person{n}", time="11:00") for n in range(1, 12)))
    for n in range(4, 12):
        world.known(f"X{n}", given_names=f"Person{n}")
        hearing = Hearing.objects.get(list_reference=f"R{n}")
        confirm_match(hearing=hearing, person=f"X{n}", by=world.officer, at=NOW, token=f"u{n}", reason="He said so.")
    assert look() == few
