"""The world in which it is decided which organisation holds a case."""

import pytest

from tests.web.recording.desk import Desk
from tests.web.world import CRC, NPS, TEAM, World, allocated, draft, stand_still
from throughcare.facts.court import ReportRequested
from throughcare.facts.risk import Assessed, Assessment, Completion, RoshLevel
from throughcare.facts.scores import Scored
from throughcare.facts.staff import Grade
from throughcare.rules.access import Role

TODAY = "2016-03-14"
COURT, SENIOR, COMPANY, PRACTITIONER, INSPECTOR = "CO1", "S1", "S7", "P7", "I1"


def asked_at(on, provider=NPS, order="1"):
    """A report was asked of a division, whose court work the order then is."""
    return draft(ReportRequested, on, order=order, provider=provider, thread=f"R{order}{on}")


def level(on, of):
    said = {"assessment": Assessment.REVIEW, "status": Completion.COMPLETE, "level": RoshLevel(of)}
    return draft(Assessed, on, **said)


def scored(on, figure):
    return draft(Scored, on, formula="RSR", figures=f'{{"score": "{figure}"}}', band="LOW", version="1")


def held_by_company(on, order="1"):
    return allocated(on, PRACTITIONER, order, organisation=CRC, team="T9")


@pytest.fixture
def world(monkeypatch):
    """Monday 14 March 2016: a court officer and a manager of the service, a manager and a practitioner of a company,
    and an inspector.
    """
    stand_still(monkeypatch, TODAY)
    world = World()
    world.staff(PRACTITIONER, "Gemma Holroyd", organisation=CRC, team="T9")
    world.staff("S1", "Denise Ibbotson", grade=Grade.SENIOR)
    world.user(COURT, Role.COURT_OFFICER, name="Joseph Tetteh", team="")
    world.user(SENIOR, Role.SENIOR_PROBATION_OFFICER, name="Denise Ibbotson", team=TEAM)
    world.user(COMPANY, Role.SENIOR_PROBATION_OFFICER, name="Karl Whitworth", organisation=CRC, team="T9")
    world.user(PRACTITIONER, name="Gemma Holroyd", organisation=CRC, team="T9")
    world.user(INSPECTOR, Role.INSPECTOR, name="Margaret Penhale", organisation="", team="")
    return world


@pytest.fixture
def desk_of(world, client):
    """A browser in which the user of a code works."""
    return lambda code: Desk(client, world.user(code))
