"""The world in which a court officer works, and their browser."""

import pytest

from tests.web.recording.desk import Desk
from tests.web.reports.world import OFFICER, court_world


@pytest.fixture
def world(monkeypatch):
    """As `court_world` makes it."""
    return court_world(monkeypatch)


@pytest.fixture
def desk(world, client):
    """A browser in which Joseph Tetteh, court officer, works."""
    return Desk(client, world.user(OFFICER))
