"""The one-minute page for whoever takes a case over."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.recording.desk import ME, OTHER, Desk, recording_world
from tests.web.world import World, allocated, arranged, concerned, draft, planned, screened
from throughcare.facts.allocation import StaffConcernKind, StaffConcernRaised
from throughcare.facts.fact import YesNo
from throughcare.facts.risk import Assessed, Assessment, Completion, RiskPlanned, RoshLevel, SignificantChange
from throughcare.facts.supervision import Appointment, CommunicationNeed, NeedKind, Outcome, StaffSafety
from throughcare.records.models import AccessEntry

pytestmark = pytest.mark.django_db
CONTENT = json.dumps(
    {
        "statements": [
            {"section": "WHO", "text": "His former partner and her son", "standing": "FACT"},
            {"section": "WHAT", "text": "Assault at home", "standing": "ALLEGATION"},
        ]
    }
)


@pytest.fixture
def world(monkeypatch: Any) -> World:
    return recording_world(monkeypatch)


def full_case(world: World, crn: str = "X2", content: str = CONTENT) -> None:
    levels = {"level": RoshLevel.HIGH, "known_adult_level": RoshLevel.HIGH}
    said = {"assessment": Assessment.FULL, "status": Completion.COMPLETE, **levels}
    world.case(
        crn,
        "2016-02-01",
        screened("2016-02-03", RoshLevel.HIGH),
        draft(Assessed, "2016-02-10", content=content, **said),
        concerned("2016-02-04"),
        draft(RiskPlanned, "2016-02-11", content=json.dumps({"texts": {"CONTROL": "No contact by any means"}})),
        draft(StaffSafety, "2016-02-05", warning="A dog in the yard", safe_way="Ring first", visit_in_pairs=YesNo.YES),
        draft(CommunicationNeed, "2016-02-05", need=NeedKind.INTERPRETER, detail="Polish"),
        draft(SignificantChange, "2016-02-20", officer=OTHER, note="He moved in with a new partner."),
        draft(Appointment, "2016-02-22", outcome=Outcome.ATTENDED, officer=OTHER, note="He was short with me."),
        draft(
            StaffConcernRaised,
            "2016-02-23",
            staff_concern=StaffConcernKind.NOT_TRAINED,
            officer=OTHER,
            about=OTHER,
            thread="C1",
            note="I am not trained for this.",
        ),
        planned("2016-02-12", OTHER),
        arranged("2016-03-18", ME, "10:00"),
        allocated("2016-03-10", ME),
        officer=OTHER,
        name="Ben Cole",
    )


def test_it_answers_the_five_questions(client: Any, world: World) -> None:
    full_case(world)
    page = Desk(client, world.user(ME)).get("/people/X2/takeover/")
    for words in (
        "Risk of serious harm: high, assessed on 10 February 2016",
        "Adults who are known: high",
        "Who: His former partner and her son",
        "What: Assault at home (allegation)",
        "Domestic abuse concern since 4 February 2016",
        "Safe way: Ring first",
        "Polish",
        "Risk plan, Control: No contact by any means",
        "Plan of 12 February 2016, Sam Reid",
        "18 March 2016 at 10:00",
        "Change noticed of 20 February 2016, Sam Reid: He moved in with a new partner.",
        "He was short with me.",
    ):
        assert words in page.text, words


def test_a_professional_concern_is_not_on_it(client: Any, world: World) -> None:
    full_case(world)
    assert "not trained" not in Desk(client, world.user(ME)).get("/people/X2/takeover/").text


@pytest.mark.parametrize("content", ["", "{", "[]", '{"statements": "x"}', '{"statements": [1, {"text": 3}]}', "null"])
def test_what_cannot_be_read_says_nothing_and_breaks_nothing(client: Any, world: World, content: str) -> None:
    full_case(world, content=content)
    page = Desk(client, world.user(ME)).get("/people/X2/takeover/")
    assert "Risk of serious harm: high" in page.text


def test_an_empty_case_says_what_is_not_recorded(client: Any, world: World) -> None:
    page = Desk(client, world.user(ME)).get("/people/X1/takeover/")
    assert "Risk of serious harm: not known" in page.text
    assert "No change and no note is recorded." in page.text


def test_the_persons_page_leads_there_for_four_weeks_after_it_passed_on(
    client: Any, world: World, monkeypatch: Any
) -> None:
    from tests.web.world import stand_still

    full_case(world)
    desk = Desk(client, world.user(ME))
    assert "/people/X2/takeover/" in desk.get("/people/X2/")
    assert "/people/X1/takeover/" not in desk.get("/people/X1/")
    stand_still(monkeypatch, "2016-04-08")
    assert "/people/X2/takeover/" not in desk.get("/people/X2/")


def test_the_first_look_is_in_the_log(client: Any, world: World) -> None:
    full_case(world)
    Desk(client, world.user(ME)).get("/people/X2/takeover/")
    assert AccessEntry.objects.get(what="takeover page").user.code == ME


def test_it_asks_as_much_of_a_long_record_as_of_a_short_one(client: Any, world: World) -> None:
    full_case(world)
    desk, counts = Desk(client, world.user(ME)), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as caught:
            desk.get("/people/X2/takeover/")
        counts.append(len(caught))
        world.record(
            "X2",
            *(
                draft(Appointment, f"2016-03-{n:02}", outcome=Outcome.ATTENDED, officer=ME, note=f"Met {n}")
                for n in range(1, 12)
            ),
        )
    assert counts[0] == counts[1]
