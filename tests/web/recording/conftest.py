"""The world in which forms are filled in, and the desk of whoever does."""

import pytest

from tests.web.recording.desk import ME, Desk, recording_world


@pytest.fixture
def world(monkeypatch):
    """As `recording_world` makes it."""
    return recording_world(monkeypatch)


@pytest.fixture
def desk(world, client):
    """A browser in which Priya Shah records."""
    return Desk(client, world.user(ME))
