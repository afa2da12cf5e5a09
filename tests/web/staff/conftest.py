"""Monday 14 March 2016, Leeds North: Priya Shah holds two cases without a course, Dean Oldroyd one beyond his grade."""

import pytest

from tests.web.recording.desk import MANAGER, ME, OTHER, Desk, recording_world
from tests.web.world import CRC, concerned, screened
from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import Grade
from throughcare.records.models import Staff
from throughcare.rules.access import Role

SERVICE, COMPANYS = "P7", "C1"


@pytest.fixture
def world(monkeypatch):
    world = recording_world(monkeypatch)
    world.staff(SERVICE, "Dean Oldroyd", grade=Grade.SERVICE_OFFICER)
    world.staff(COMPANYS, "Gemma Holroyd", grade=Grade.SERVICE_OFFICER, organisation=CRC, team="C7")
    world.case("X2", "2016-02-01", concerned("2016-02-03"), name="Cara Dunn")
    world.case("X3", "2016-03-01", screened("2016-03-02", RoshLevel.LOW), officer=SERVICE, name="Ed Firth")
    world.case("X4", "2016-01-04", screened("2016-01-05", RoshLevel.HIGH), officer=SERVICE, name="Gail Hart")
    world.user("I1", Role.INSPECTOR, organisation="", team="", name="Margaret Penhale")
    world.user("L1", Role.PROVIDER_LEAD, team="", name="Lee Dale")
    world.user("A1", Role.AGGREGATE_VIEWER, organisation="", team="", name="Ann Viewer")
    return world


@pytest.fixture
def desk(world, client):
    """A browser in which Denise Ibbotson, the manager, works."""
    return Desk(client, world.user(MANAGER))


def row(code=ME):
    return Staff.objects.get(code=code)


__all__ = ["COMPANYS", "MANAGER", "ME", "OTHER", "SERVICE", "row"]
