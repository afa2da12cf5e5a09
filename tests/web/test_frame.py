"""The frame of every page: signing in, the door, and what it says to those who may not enter."""

import pytest

from throughcare.records.models import User
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def practitioner():
    return User.objects.create_user("p@x.example", "a long pass phrase", code="P1", name="Pat Lee", role="practitioner")


def test_whoever_has_not_signed_in_is_asked_to(client):
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=%2F"


def test_the_sign_in_page_lists_nobody_outside_the_demo(client, practitioner):
    page = client.get("/sign-in/").content.decode()
    assert "Sign in" in page
    assert practitioner.name not in page


def test_somebody_signs_in_with_address_and_password(client, practitioner):
    answer = client.post("/sign-in/", {"login": practitioner.email, "password": "a long pass phrase"})
    assert answer.status_code == 302
    page = client.get("/").content.decode()
    assert practitioner.name in page
    assert Role.PRACTITIONER.label in page


def test_a_page_of_somebody_signed_in_is_not_kept_by_the_computer(client, practitioner):
    client.force_login(practitioner)
    assert client.get("/")["Cache-Control"] == "no-store"
