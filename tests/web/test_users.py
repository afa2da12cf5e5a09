"""Users and settings: what an administrator can do, and what is refused with its reason."""

import html
import re

import pytest
from axes.helpers import get_client_ip_address

from throughcare.actions import users
from throughcare.cli.administrator import add_administrator
from throughcare.cli.screen import Refused
from throughcare.records.models import AccessEntry, Organisation, Team, User
from throughcare.web.sign_in.lock_out import client_address

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
    answer = client.post("/users/new/", NEW)
    assert (answer.status_code, answer["Location"]) == (303, "/users/")
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
        ({"code": "IN/1"}, "“IN/1” cannot be a code"),
        ({"code": ".."}, "cannot be a code"),
        ({"code": "N 1"}, "cannot be a code"),
        ({"code": "N" * 21}, "up to twenty letters and digits"),
        ({"code": "New"}, "a page here is called so"),
        ({"code": "settings"}, "a page here is called so"),
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
    assert client.post("/users/N0299/", kept | {"signs_in": "no"}).status_code == 303
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
    assert client.post("/users/N0299/password/", {"password": "nine grey geese in a row"}).status_code == 303
    client.logout()
    client.post("/sign-in/", {"login": NEW["email"], "password": "nine grey geese in a row"})
    assert "Ruth Adeyemi" in client.get("/").content.decode()


def test_a_password_is_taken_as_typed_and_not_shown_again(client):
    typed = "  seven small boats  "
    page = client.post("/users/new/", NEW | {"password": typed, "name": ""}).content.decode()
    assert "seven small boats" not in page
    assert 'type="password"' in page
    client.post("/users/new/", NEW | {"password": typed})
    assert User.objects.get(code="N0299").check_password(typed)
    page = client.post("/users/N0299/password/", {"password": " geese "}).content.decode()
    assert "geese" not in page
    client.logout()
    assert client.post("/sign-in/", {"login": NEW["email"], "password": typed}).status_code == 302


@pytest.mark.parametrize("code", ["IN/1", "..", "A%2F1", "A?1#2"])
def test_a_code_that_was_there_before_does_not_break_the_list(client, code):
    User.objects.create_user("in@x.example", "long enough for us", code=code, name="Ina Moss", role="inspector")
    page = client.get("/users/").content.decode()
    address = re.search(r'href="([^"]*)">Ina Moss', page).group(1)
    assert "Change Ina Moss" in client.get(html.unescape(address)).content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"email": "else@x.example"}, "somebody else&#39;s code"), ({"code": "N0300"}, "this e-mail address already")],
)
def test_of_two_administrators_who_add_one_user_at_once_the_second_is_told(client, monkeypatch, change, sentence):
    """The look before the writing finds nobody, as the other administrator's has not been finished yet."""
    client.post("/users/new/", NEW)
    looks = []
    look = users._taken_faults
    monkeypatch.setattr(users, "_taken_faults", lambda user: look(user) if looks else looks.append(user) or [])
    page = client.post("/users/new/", NEW | change)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert User.objects.count() == 2
    assert AccessEntry.objects.filter(what="users: added").count() == 1


def test_ones_own_password_is_changed_from_every_page(client, administrator):
    assert 'href="/sign-in/password/">Change your password' in client.get("/").content.decode()
    new = "nine grey geese in a row"
    typed = {"oldpassword": "long enough for us", "password1": new, "password2": new}
    answer = client.post("/sign-in/password/", typed)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    administrator.refresh_from_db()
    assert administrator.check_password(new)
    assert client.get("/").status_code == 200


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


def test_an_office_that_signs_in_all_at_once_is_not_held_up(client):
    typed = {"login": "a@x.example", "password": "long enough for us"}
    for _ in range(35):
        client.logout()
        assert client.post("/sign-in/", typed).status_code == 302


@pytest.mark.parametrize(
    ("behind", "forwarded", "found"),
    [
        (False, "9.9.9.9", "10.0.0.1"),
        (True, "9.9.9.9", "9.9.9.9"),
        (True, "1.1.1.1, 9.9.9.9", "9.9.9.9"),
        (True, "1.1.1.1,2001:db8::1", "2001:db8::1"),
        (True, "1.1.1.1, nonsense", "10.0.0.1"),
        (True, "", "10.0.0.1"),
    ],
)
def test_failures_are_counted_by_the_address_that_the_proxy_wrote_last(rf, settings, behind, forwarded, found):
    settings.BEHIND_PROXY = behind
    request = rf.post("/sign-in/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == get_client_ip_address(request) == found


def test_a_server_behind_a_socket_has_no_address_to_count_by(rf):
    assert client_address(rf.get("/", REMOTE_ADDR="")) is None


def test_behind_a_proxy_one_office_does_not_lock_another(client, settings):
    settings.BEHIND_PROXY = True
    client.logout()
    for _ in range(5):
        answer = client.post(
            "/sign-in/", {"login": "a@x.example", "password": "wrong"}, headers={"X-Forwarded-For": "9.9.9.9"}
        )
    assert answer.status_code == 429
    right = {"login": "a@x.example", "password": "long enough for us"}
    assert client.post("/sign-in/", right, headers={"X-Forwarded-For": "9.9.9.8"}).status_code == 302


def test_the_servers_own_command_refuses_a_code_that_no_address_can_hold():
    with pytest.raises(Refused, match="“AD/1” cannot be a code"):
        add_administrator(name="Ann Ash", email="ann@x.example", code="AD/1", password="seven small boats at sea")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "admin"}, "is not an e-mail address"),
        ({"email": "admin@here"}, "is not an e-mail address"),
        ({"email": f"{'a' * 250}@x.example"}, "at most 254 are kept"),
        ({"name": "A" * 201}, "at most 200 are kept"),
        ({"name": " "}, "Type their name."),
    ],
)
def test_the_servers_own_command_refuses_what_nobody_could_sign_in_with(wrong, sentence):
    said = {"name": "Ann Ash", "email": "ann@x.example", "code": "ADMIN01", "password": "seven small boats at sea"}
    with pytest.raises(Refused, match=sentence):
        add_administrator(**said | wrong)
    assert not User.objects.filter(code="ADMIN01").exists()


def test_the_servers_own_command_adds_the_first_administrator(client, capsys):
    add_administrator(name="Ann Ash", email="ann@x.example", code="ADMIN01", password="seven small boats at sea")
    assert "can sign in as ann@x.example" in capsys.readouterr().out
    client.post("/sign-in/", {"login": "ann@x.example", "password": "seven small boats at sea"})
    assert client.get("/users/").status_code == 200
