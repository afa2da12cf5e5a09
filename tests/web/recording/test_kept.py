"""A form that is finished after the sign-in ran out: nothing that was typed is lost, and nobody else sees it."""

from urllib.parse import urlencode

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client

from tests.web.recording.desk import MANAGER, ME, Desk, facts_in_all, filled, held_by, kinds
from tests.web.world import PASSWORD, Page, arranged
from throughcare.records.models import RecordMark, SentForm
from throughcare.web.clock import now

pytestmark = [pytest.mark.database, pytest.mark.django_db]
CONTACT = "/people/X1/contact/?task=see"
TYPED = {"outcome": "ATTENDED", "note": "Two lines\r\nof <b>text</b> & a “quote”", "also": ["plan", "agency"]}
TYPED |= {"agency": "Police, Leeds"}


@pytest.fixture
def desk(world):
    """A browser that sends what a browser sends: with the check of where a form comes from."""
    return Desk(Client(enforce_csrf_checks=True), world.user(ME))


def run_out(desk):
    """The session is over; the cookie by which forms are known as ours lives on."""
    desk.client.cookies.pop(settings.SESSION_COOKIE_NAME)
    assert settings.CSRF_COOKIE_NAME in desk.client.cookies


def asked_to_sign_in(desk, **typed):
    form = filled(desk.get(CONTACT), **{**TYPED, **typed})
    run_out(desk)
    answer = desk.post(CONTACT, form)
    assert answer.status_code == 200
    return Page(answer.content.decode())


def sign_in(desk, page, code=ME, password=PASSWORD):
    return desk.post("/sign-in/", filled(page, login=f"{code.lower()}@x.example", password=password))


def test_a_form_sent_after_the_sign_in_ran_out_is_answered_with_the_sign_in_page(desk):
    page = asked_to_sign_in(desk)
    assert "Your sign-in ran out. Sign in, and what you typed is here again." in page.text
    assert "of <b>text</b>" not in page
    assert "csrf" not in held_by(page)["kept"][0]
    assert "appointment" not in kinds()


def test_the_same_user_finds_what_they_typed_and_nothing_is_recorded_before_they_press(desk):
    page = asked_to_sign_in(desk)
    before = facts_in_all()
    answer = sign_in(desk, page)
    assert answer.status_code == 302
    assert answer["Location"] == CONTACT
    page = desk.get(CONTACT)
    assert "What you typed is here again. Nothing has been recorded yet" in page.text
    held = held_by(page)
    assert held["note"] == ["Two lines\r\nof <b>text</b> & a “quote”"]
    assert (held["outcome"], held["also"], held["agency"]) == (["ATTENDED"], ["plan", "agency"], ["Police, Leeds"])
    assert "Error" not in page
    assert facts_in_all() == before
    desk.recorded(desk.post(CONTACT, held))
    assert kinds()[-3:] == ["appointment", "plan", "agency_notified"]


def test_it_is_shown_once(desk):
    sign_in(desk, asked_to_sign_in(desk))
    desk.get(CONTACT)
    page = desk.get(CONTACT)
    assert "What you typed is here again" not in page.text
    assert held_by(page)["note"] == [""]


def test_another_user_does_not_find_it(world, desk):
    world.user(MANAGER)
    answer = sign_in(desk, asked_to_sign_in(desk), MANAGER)
    assert answer["Location"] == "/"
    page = desk.get(CONTACT)
    assert "What you typed is here again" not in page.text
    assert "of &lt;b&gt;" not in page
    assert held_by(page)["note"] == [""]


def test_it_is_gone_when_another_user_signs_in_after(world, desk):
    sign_in(desk, asked_to_sign_in(desk))
    desk.client.force_login(world.user(MANAGER))
    assert held_by(desk.get(CONTACT))["note"] == [""]


def test_a_wrong_password_does_not_lose_it(desk):
    page = asked_to_sign_in(desk)
    page = Page(sign_in(desk, page, password="not this one").content.decode())
    assert "what you typed is here again" in page.text
    assert sign_in(desk, page)["Location"] == CONTACT
    assert held_by(desk.get(CONTACT))["agency"] == ["Police, Leeds"]


def test_the_page_that_carries_it_is_stored_by_no_browser(desk):
    form = filled(desk.get(CONTACT), **TYPED)
    run_out(desk)
    answer = desk.post(CONTACT, form)
    assert answer["Cache-Control"] == "no-store"
    again = sign_in(desk, Page(answer.content.decode()), password="not this one")
    assert again["Cache-Control"] == "no-store"
    assert desk.client.get(CONTACT)["Cache-Control"] == "no-store"
    assert desk.client.get("/sign-in/")["Cache-Control"] == "no-store"


def test_being_locked_out_does_not_lose_it(desk):
    page = asked_to_sign_in(desk)
    for _ in range(5):
        answer = sign_in(desk, page, password="not this one")
        page = Page(answer.content.decode())
    assert answer.status_code == 429
    assert answer["Cache-Control"] == "no-store"
    assert "What you typed is kept on this page" in page.text
    AccessAttempt.objects.all().delete()  # a quarter of an hour later
    assert sign_in(desk, page)["Location"] == CONTACT
    assert held_by(desk.get(CONTACT))["agency"] == ["Police, Leeds"]


def test_a_kept_form_cannot_be_tampered_with(desk):
    page = asked_to_sign_in(desk)
    form = filled(page, login="p1@x.example", password=PASSWORD, kept=held_by(page)["kept"][0][:-3] + "abc")
    assert desk.post("/sign-in/", form)["Location"] == "/"
    assert held_by(desk.get(CONTACT))["note"] == [""]


def test_what_was_recorded_before_the_answer_was_lost_is_not_recorded_again(desk):
    """The form went through, the line broke before the page came, and the sign-in ran out before it was sent again."""
    form = filled(desk.get(CONTACT), **TYPED)
    desk.post(CONTACT, form)
    run_out(desk)
    sign_in(desk, Page(desk.post(CONTACT, form).content.decode()))
    answer = desk.client.get(CONTACT)
    assert answer["Location"] == f"/people/X1/recorded/{SentForm.objects.get().token}/"
    assert kinds().count("appointment") == 1


def test_somebody_else_recorded_meanwhile_is_told_when_it_is_pressed(world, desk):
    page = asked_to_sign_in(desk)
    world.record("X1", arranged("2016-03-21", ME, "10:00"))
    sign_in(desk, page)
    answer = desk.post(CONTACT, held_by(desk.get(CONTACT)))
    assert "while you were typing: Arranged: appointment at 10:00" in desk.back(answer).text


def test_a_note_of_a_megabyte_is_too_long_to_be_carried_and_that_is_said(desk):
    page = asked_to_sign_in(desk, note="x" * 1_000_000)
    assert "too long to be carried along" in page.text
    assert len(page) < 100_000
    assert sign_in(desk, page)["Location"] == CONTACT


def test_the_longest_form_that_can_be_recorded_is_carried(desk):
    page = asked_to_sign_in(desk, note="試" * 10_000, change_note="験" * 10_000)
    assert "what you typed is here again" in page.text
    sign_in(desk, page)
    assert held_by(desk.get(CONTACT))["note"] == ["試" * 10_000]


def test_a_morning_of_outcomes_is_kept_too(world, desk):
    world.record("X1", arranged("2016-03-14", ME, "09:00"))
    form = filled(desk.get("/people/outcomes/"), **{"outcome-0": "ACCEPTABLE ABSENCE"})
    run_out(desk)
    page = Page(desk.post("/people/outcomes/", form).content.decode())
    assert sign_in(desk, page)["Location"] == "/people/outcomes/"
    page = desk.get("/people/outcomes/")
    assert held_by(page)["outcome-0"] == ["ACCEPTABLE ABSENCE"]
    assert "appointment" not in kinds()
    desk.recorded(desk.post("/people/outcomes/", held_by(page)))


def test_a_form_whose_user_signed_in_again_in_another_window_is_shown_again(desk):
    """Signing in renews the check of where forms come from, so the older window's form is not taken as it is."""
    form = filled(desk.get(CONTACT), **TYPED)
    run_out(desk)
    sign_in(desk, desk.get("/sign-in/"))
    answer = desk.post(CONTACT, form)
    assert answer.status_code == 302
    assert answer["Location"] == CONTACT
    page = desk.get(CONTACT)
    assert held_by(page)["agency"] == ["Police, Leeds"]
    desk.recorded(desk.post(CONTACT, held_by(page)))


def test_a_note_of_a_megabyte_from_an_older_window_is_not_kept_and_the_page_says_to_go_back(desk):
    form = filled(desk.get(CONTACT), **{**TYPED, "note": "x" * 1_000_000})
    run_out(desk)
    sign_in(desk, desk.get("/sign-in/"))
    answer = desk.post(CONTACT, form)
    assert answer.status_code == 403
    assert "Nothing was recorded" in Page(answer.content.decode()).text


def test_a_form_that_does_not_come_from_us_is_refused(world, desk):
    desk.get(CONTACT)
    answer = desk.post(CONTACT, {"met": "OFFICE", "outcome": "ATTENDED"})
    assert answer.status_code == 403
    other = Desk(Client(enforce_csrf_checks=True), world.user(MANAGER))
    stolen = {k: v for k, v in filled(other.get(CONTACT), **TYPED).items() if k != "csrfmiddlewaretoken"}
    assert desk.post(CONTACT, stolen).status_code == 403


def test_a_page_that_is_only_looked_at_asks_to_sign_in_and_comes_back(desk):
    desk.get(CONTACT)
    run_out(desk)
    assert desk.client.get(CONTACT)["Location"] == "/sign-in/?next=%2Fpeople%2FX1%2Fcontact%2F%3Ftask%3Dsee"


def test_one_press_in_the_demo_brings_it_back_too(desk, settings):
    RecordMark.objects.create(id=1, today="2016-03-14", seed=1, made_at=now(), is_whole=True)
    settings.DEMO = True
    page = asked_to_sign_in(desk)
    form = {"csrfmiddlewaretoken": held_by(page)["csrfmiddlewaretoken"][0], "kept": held_by(page)["kept"][0]}
    assert desk.post("/sign-in/as/", {**form, "code": ME})["Location"] == CONTACT
    assert held_by(desk.get(CONTACT))["agency"] == ["Police, Leeds"]


def signed_out_amid(desk, path=CONTACT, of=CONTACT):
    """The button in the header, pressed on a page whose form holds what was typed."""
    answer = desk.post(f"/sign-out/?{urlencode({'of': of})}", filled(desk.get(path), **TYPED))
    assert answer.status_code == 302
    page = desk.get("/sign-in/")
    assert "_auth_user_id" not in desk.client.session
    return page


def test_who_signs_out_amid_a_form_finds_it_again_and_nothing_was_recorded(desk):
    before = facts_in_all()
    page = signed_out_amid(desk)
    assert "You are signed out. What you had typed is kept" in page.text
    assert "quote" not in page
    assert sign_in(desk, page)["Location"] == CONTACT
    assert held_by(desk.get(CONTACT))["note"] == ["Two lines\r\nof <b>text</b> & a “quote”"]
    assert facts_in_all() == before


def test_whoever_else_signs_in_gets_nothing_of_it_and_then_it_is_gone(desk):
    page = signed_out_amid(desk)
    assert sign_in(desk, page, code=MANAGER)["Location"] == "/"
    assert held_by(desk.get(CONTACT))["note"] == [""]
    desk.post("/sign-out/", held_by(desk.get(CONTACT)))
    assert sign_in(desk, desk.get("/sign-in/"))["Location"] == "/"


@pytest.mark.parametrize("of", ["", "//elsewhere.example/", "https://elsewhere.example/x", "people"])
def test_nobody_is_led_elsewhere_by_what_was_kept(desk, of):
    assert "What you had typed" not in signed_out_amid(desk, of=of).text
