"""The world in which risk is assessed, and the desks of a practitioner and a manager."""

import pytest
from django.test import Client

from tests.web.recording.desk import MANAGER, ME, Desk, recording_world


@pytest.fixture
def world(monkeypatch):
    return recording_world(monkeypatch)


@pytest.fixture
def desk(world, client):
    """A browser in which Priya Shah records."""
    return Desk(client, world.user(ME))


@pytest.fixture
def manager(world):
    """A browser in which Denise Ibbotson does."""
    return Desk(Client(), world.user(MANAGER))
