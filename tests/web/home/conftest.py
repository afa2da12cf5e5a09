"""The world of the homes, and a page of it as somebody sees it."""

import pytest

from tests.web.world import World, stand_still
from tests.web.world import look as look_at
from throughcare.rules.access import Role

ME = "P1"


@pytest.fixture
def world(monkeypatch):
    """Monday 14 March 2016, in a world with one practitioner and their manager."""
    stand_still(monkeypatch, "2016-03-14")
    world = World()
    world.staff(ME, "Priya Shah")
    world.staff("M1", "Denise Ibbotson", grade="SPO")
    return world


@pytest.fixture
def look(client, world):
    """A page as somebody sees it."""
    return lambda code=ME, role=Role.PRACTITIONER, address="/", **place: look_at(
        client, world.user(code, role, **place), address
    )
