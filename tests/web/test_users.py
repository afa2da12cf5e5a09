"""Users and settings: what an administrator can do, and what is refused with its reason."""

import pytest

from throughcare.records.models import AccessEntry, Organisation, Team, User

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NEW = {
    "name": "Ruth Adeyemi",
    "code": "N0299",
    "email": "ruth.adeyemi@place.example",
    "role": "practitioner",
    "organisation": "N02",
    "team": "N02T1",
    "password": "seven small boats at sea",
}


@pytest.fixture(autouse=True)
def administrator(client):
    north = Organisation.objects.create(code="N02", name="NPS North East", type="NPS")
    Organisation.objects.create(code="C07", name="West Yorkshire CRC", type="CRC")
    Team.objects.create(code="N02T1", organisation=north, name="Leeds North")
    user = User.objects.create_user(
        "a@x.example", "long enough for us", code="A1", name="Ann Ash", role="administrator"
    )
    client.force_login(user)
    return user


def test_somebody_new_can_sign_in(client):
    assert client.post("/users/new/", NEW).status_code == 302
    client.logout()
    answer = client.post("/sign-in/", {"login": NEW["email"], "password": NEW["password"]})
    assert answer.status_code == 302
    assert "Ruth Adeyemi" in client.get("/").content.decode()
    assert AccessEntry.objects.get(what="users: added").why == "N0299 as practitioner"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"team": ""}, "Choose a team"),
        ({"organisation": ""}, "Choose an organisation"),
        ({"organisation": "C07"}, "That is no team of this organisation"),
        ({"password": "short"}, "This password is too short"),
        ({"email": "ruth"}, "is not an e-mail address"),
        ({"email": "A@x.example"}, "signs in with this e-mail address already"),
        ({"code": "A1"}, "somebody else&#39;s code"),
        ({"role": ""}, "Choose what they are here for"),
        ({"role": "owner"}, "That is not one of the choices"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(client, change, sentence):
    page = client.post("/users/new/", NEW | change)
    assert page.status_code == 200
    text = page.content.decode()
    assert sentence in text
    assert "<title>Error: " in text
    assert "Ruth Adeyemi" in text
    assert User.objects.count() == 1


def test_somebody_who_left_can_sign_in_no_more(client):
    client.post("/users/new/", NEW)
    kept = {name: NEW[name] for name in ("name", "role", "organisation", "team")}
    assert client.post("/users/N0299/", kept | {"signs_in": "no"}).status_code == 302
    client.logout()
    client.post("/sign-in/", {"login": NEW["email"], "password": NEW["password"]})
    assert client.get("/").status_code == 302


def test_an_administrator_cannot_take_their_own_role_away(client, administrator):
    page = client.post("/users/A1/", {"name": "Ann Ash", "role": "inspector", "signs_in": "yes"})
    assert "You cannot change your own role" in page.content.decode()
    administrator.refresh_from_db()
    assert administrator.role == "administrator"


def test_a_new_password_takes_the_old_ones_place(client):
    client.post("/users/new/", NEW)
    assert client.post("/users/N0299/password/", {"password": "nine grey geese in a row"}).status_code == 302
    client.logout()
    client.post("/sign-in/", {"login": NEW["email"], "password": "nine grey geese in a row"})
    assert "Ruth Adeyemi" in client.get("/").content.decode()


def test_settings_say_how_the_place_is_set(client):
    assert "after 5 failures" in client.get("/users/settings/").content.decode()


def test_a_user_who_is_not_there_is_not_there(client):
    assert client.get("/users/NOBODY/").status_code == 404


def test_five_wrong_passwords_lock_that_name_for_a_while(client):
    client.logout()
    for _ in range(5):
        answer = client.post("/sign-in/", {"login": "a@x.example", "password": "wrong"})
    assert answer.status_code == 429
    assert "locked" in answer.content.decode()
    answer = client.post("/sign-in/", {"login": "a@x.example", "password": "long enough for us"})
    assert answer.status_code == 429
    User.objects.create_user("b@x.example", "long enough for us", code="A2", name="Bo", role="administrator")
    assert client.post("/sign-in/", {"login": "b@x.example", "password": "long enough for us"}).status_code == 302


def test_the_servers_own_command_adds_the_first_administrator(client, capsys):
    from throughcare.cli.administrator import add_administrator

    add_administrator(name="Ann Ash", email="ann@x.example", code="ADMIN01", password="seven small boats at sea")
    assert "can sign in as ann@x.example" in capsys.readouterr().out
    client.post("/sign-in/", {"login": "ann@x.example", "password": "seven small boats at sea"})
    assert client.get("/users/").status_code == 200
