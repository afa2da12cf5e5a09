"""A court officer at their desk, on a day that stands still."""

import pytest

from tests.web.court_world import CourtWorld
from tests.web.world import stand_still


@pytest.fixture(autouse=True)
def world(monkeypatch):
    stand_still(monkeypatch, "2016-03-14")
    return CourtWorld()


@pytest.fixture
def joseph(client, world):
    """A browser in which Joseph Tetteh, a court officer, has signed in."""
    client.force_login(world.officer)
    return client
