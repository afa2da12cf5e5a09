"""Who signs in to most pages."""

import pytest


@pytest.fixture
def priya(client, world):
    """A browser in which Priya Shah (P1), a practitioner, has signed in to the test's own `world`."""
    client.force_login(world.user("P1", name="Priya Shah"))
    return client
