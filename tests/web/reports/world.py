"""A small world with a court officer, writers, agencies, and somebody on whom a report is asked."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.web.recording.desk import Desk
from tests.web.world import World, stand_still
from throughcare.facts.staff import Grade
from throughcare.records.models import Organisation
from throughcare.rules.access import Role

TODAY = "2016-03-16"  # a Wednesday
POLICE, CHILDREN = "POL-WY", "CS-LEEDS"
OFFICER, WRITER, SENIOR = "CO1", "W1", "S1"
CRN = "X1"
ASK = f"/reports/ask/{CRN}/"
REPORT = f"/reports/{CRN}/report-2016-03-16/"


def court_world(monkeypatch: Any) -> World:
    """Two agencies, a service officer at the court, a qualified writer, a manager, and Aaron Bell, of whom nothing is
    known yet.
    """
    stand_still(monkeypatch, TODAY)
    world = World()
    Organisation.objects.create(code=POLICE, name="West Yorkshire Police", type="POLICE")
    Organisation.objects.create(code=CHILDREN, name="Leeds Children's Services", type="CHILDREN")
    world.staff(OFFICER, "Joseph Tetteh", grade=Grade.SERVICE_OFFICER)
    world.staff(WRITER, "Ruth Adeyemi")
    world.staff(SENIOR, "Denise Ibbotson", grade=Grade.SENIOR)
    world.user(OFFICER, Role.COURT_OFFICER, name="Joseph Tetteh", team="")
    world.user(WRITER, Role.PRACTITIONER, name="Ruth Adeyemi")
    world.user(SENIOR, Role.SENIOR_PROBATION_OFFICER, name="Denise Ibbotson")
    world.person(CRN, name="Aaron Bell")
    return world


def desk_of(world: World, code: str) -> Desk:
    """A browser of another of the world's users."""
    return Desk(Client(), world.user(code))


def asked(**said: Any) -> dict[str, Any]:
    """What is typed when a court asks for a short report, but for what is said."""
    return {
        "how": "By a letter of the court of this morning.",
        "court": "Leeds Magistrates",
        "seriousness": "COMMUNITY",
        "abuse": "N",
        "child": "N",
        "agency_dv": POLICE,
        "agency_cp": CHILDREN,
        "due_on": "23 March 2016",
        "format": "SHORT",
        "differs": "",
        "writer": OFFICER,
    } | said


def content(**said: Any) -> dict[str, Any]:
    """What a finished report says, but for what is said."""
    return {
        "offence_analysis": "He struck a stranger outside a public house.",
        "pattern": "There are no earlier offences.",
        "circumstances": "He lives alone and works nights at a warehouse.",
        "risk_analysis": "Strangers may be harmed when he has been drinking.",
        "sources_used": ["PAPERS", "INTERVIEW"],
        "sources_missing": "",
        "proposal": "COMMUNITY ORDER",
        "proposal_detail": "Twelve months, 20 days of activity",
        "proposal_reasons": "Supervision works on the drinking behind it.",
    } | said
