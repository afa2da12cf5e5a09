"""The same form sent twice, two people at once, and a form that somebody else had begun."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.web.recording.desk import (
    CONTACT,
    MANAGER,
    ME,
    OTHER,
    SEEN,
    Desk,
    facts_in_all,
    filled,
    held_by,
    kinds,
)
from tests.web.world import Page, arranged, visited
from throughcare.actions.access import state_reason
from throughcare.records.models import Person, SentForm
from throughcare.web.clock import now
from throughcare.web.supervision.marks import FIELD, new_mark, read_mark

pytestmark = [pytest.mark.database, pytest.mark.django_db]


# --- sent twice


def test_the_same_form_sent_twice_records_once_and_comes_to_the_same_page(desk):
    form = filled(desk.get(CONTACT), **SEEN)
    first, before = desk.post(CONTACT, form), facts_in_all() + 0
    second = desk.post(CONTACT, form)
    assert first["Location"] == second["Location"]
    assert facts_in_all() == before
    assert SentForm.objects.count() == 1
    assert "That settles" in desk.recorded(second).text


def test_a_resent_form_records_once_after_others_have_recorded_too(world, desk):
    form = filled(desk.get(CONTACT), **SEEN)
    first = desk.post(CONTACT, form)
    Desk(Client(), world.user(MANAGER)).record("/people/X1/oversight/", judgement="All is well with this case today.")
    assert desk.post(CONTACT, form)["Location"] == first["Location"]
    assert kinds()[-2:] == ["appointment", "oversight"]


def test_a_form_that_was_refused_and_put_right_records_once(desk):
    page = desk.refused(CONTACT, met="OFFICE")
    form = filled(page, outcome="ATTENDED")
    assert desk.post(CONTACT, form)["Location"] == desk.post(CONTACT, form)["Location"]
    assert kinds().count("appointment") == 1


SAME = "You have just recorded the same, so it was not recorded again."


def test_two_forms_record_twice(desk):
    desk.record(CONTACT, **SEEN, note="In the morning.")
    assert SAME not in desk.record(CONTACT, **SEEN, note="Came back in the afternoon.").text
    assert kinds().count("appointment") == 2


def test_whoever_goes_back_and_records_the_same_again_is_told(desk):
    also = {"also": ["plan"]}
    first = desk.post(CONTACT, filled(desk.get(CONTACT), **SEEN, **also))
    before = facts_in_all()
    second = desk.post(CONTACT, filled(desk.get(CONTACT), **SEEN, **also))
    assert second["Location"] == f"{first['Location']}?again=yes"
    assert SAME in desk.recorded(second).text
    assert (facts_in_all(), SentForm.objects.count()) == (before, 1)


def test_a_part_of_the_same_is_on_the_record_too(desk):
    desk.record(CONTACT, **SEEN, also=["plan"])
    assert SAME in desk.record(CONTACT, **SEEN).text
    assert kinds().count("appointment") == 1


def test_what_was_arranged_with_it_does_not_stand_in_the_way(desk):
    ahead = {"also": ["next"], "next_on": "22 march", "next_at_time": "10:00"}
    for address, typed in ((CONTACT, SEEN | ahead), ("/people/X1/arrange/", {"on": "23 march", "at_time": "10:00"})):
        desk.record(address, **typed)
        before = facts_in_all()
        assert SAME in desk.record(address, **typed).text
        assert facts_in_all() == before


def test_an_outcome_that_is_sent_again_by_a_fresh_page_is_the_same(world, desk):
    world.record("X1", arranged("2016-03-14", ME))
    outcome = "/people/X1/outcome/M2016-03-14/"
    form, again = (filled(desk.get(outcome), outcome="ATTENDED") for _ in range(2))
    desk.post(outcome, form)
    again[FIELD] = read_mark(again[FIELD][0]).seen_now(len(kinds())).signed
    assert SAME in desk.recorded(desk.post(outcome, again)).text
    assert kinds().count("appointment") == 1


def test_what_was_undone_is_recorded_again(desk):
    first = desk.post(CONTACT, filled(desk.get(CONTACT), **SEEN))
    desk.post(f"{first['Location']}undo/", {})
    assert SAME not in desk.record(CONTACT, **SEEN).text
    assert kinds().count("appointment") == 2


def test_what_was_taken_back_by_another_entry_can_be_said_again(desk):
    for need in ("WELSH", "over:WELSH:", "WELSH"):
        assert SAME not in desk.record("/people/X1/needs/", need=need).text
    assert kinds().count("communication_need") == 3


def test_the_same_by_somebody_else_or_much_later_is_recorded(world, desk):
    desk.record(CONTACT, **SEEN, officer=ME)
    SentForm.objects.update(at=now() - timedelta(minutes=11))
    desk.record(CONTACT, **SEEN, officer=ME)
    Desk(Client(), world.user(MANAGER)).record(CONTACT, **SEEN, officer=ME)
    assert kinds().count("appointment") == 3


# --- two at once


def test_whoever_was_second_sees_what_was_recorded_and_keeps_what_they_typed(world, desk):
    form = filled(desk.get(CONTACT), **SEEN, note="We talked about work.")
    Desk(Client(), world.user(MANAGER)).record(
        CONTACT, met="HOME", outcome="UNACCEPTABLE ABSENCE", officer=MANAGER, on="11 march"
    )
    page = desk.back(desk.post(CONTACT, form))
    assert (
        "Somebody else recorded on Aaron Bell while you were typing: Home visit: unacceptable absence, "
        "by Denise Ibbotson, 14 March 2016 at" in page.text
    )
    assert "Look at it, then press Record again." in page.text
    assert held_by(page)["note"] == ["We talked about work."]
    assert kinds()[-1] == "home_visit"
    desk.recorded(desk.post(CONTACT, held_by(page)))
    assert kinds()[-2:] == ["home_visit", "appointment"]


def test_two_windows_of_one_user_are_told_apart_from_two_people(desk):
    form = filled(desk.get(CONTACT), **SEEN)
    desk.record(CONTACT, met="HOME", outcome="ATTENDED")
    page = desk.back(desk.post(CONTACT, form))
    assert "You recorded on Aaron Bell in another window while you were typing: Home visit: attended, 14 March" in (
        page.text
    )


def test_every_form_looks_out_for_others(world, desk):
    pages = {
        "/people/X1/arrange/": {"on": "21 march", "at_time": "10:00"},
        "/people/X1/safety/": {"warning": "A dog that bites.", "in_pairs": "Y"},
    }
    forms = {address: filled(desk.get(address), **typed) for address, typed in pages.items()}
    world.record("X1", *_a_visit())
    for address, form in forms.items():
        assert "recorded on Aaron Bell while you were typing" in desk.back(desk.post(address, form)).text


def _a_visit():

    return [visited("2016-03-11", OTHER)]


# --- the mark


def test_a_mark_that_was_changed_records_nothing_and_keeps_what_was_typed(desk):
    form = filled(desk.get(CONTACT), **SEEN, note="Typed")
    before = facts_in_all()
    for wrong in (form[FIELD][0] + "x", "", "nonsense"):
        page = desk.back(desk.post(CONTACT, {**form, FIELD: wrong}))
        assert "This page was changed on its way, so nothing was recorded." in page.text
        assert held_by(page)["note"] == ["Typed"]
    assert facts_in_all() == before
    desk.recorded(desk.post(CONTACT, held_by(page)))


def test_a_mark_made_for_another_person_records_nothing(world, desk):
    world.case("X2", "2016-03-01", name="Maria Kowalska")
    form = filled(desk.get(CONTACT), **SEEN)
    page = desk.back(desk.post("/people/X2/contact/", form))
    assert "nothing was recorded" in page.text
    assert "appointment" not in kinds("X2")


def test_a_form_that_somebody_else_began_is_not_recorded_in_ones_name(world, desk):
    form = filled(desk.get(CONTACT), **SEEN, note="What Priya typed")
    other = Desk(desk.client, world.user(MANAGER))
    page = other.back(other.post(CONTACT, form))
    assert "Somebody else had begun this form before you signed in." in page.text
    assert "What Priya typed" not in page
    assert "appointment" not in kinds()


def test_a_mark_says_who_typed_and_what_they_had_seen(desk):
    mark = read_mark(held_by(desk.get(CONTACT))[FIELD][0])
    assert (mark.user, mark.crn, mark.seen) == (desk.user.pk, "X1", Person.objects.get(crn="X1").facts)
    assert new_mark(1).token != new_mark(1).token


# --- cover


def test_a_colleague_of_the_team_says_why_first(world, client):
    cover = Desk(client, world.user(OTHER))
    answer = client.get(CONTACT)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/people/X1/why/")
    state_reason(by=cover.user, person=Person.objects.get(crn="X1"), reason="I cover while Priya is on leave", at=now())
    cover.record(CONTACT, **SEEN)
    assert kinds()[-1] == "appointment"


def test_what_was_typed_is_there_again_after_saying_why(world, client):
    """The reason is good until midnight, and a form may be finished after."""
    cover = Desk(client, world.user(OTHER))
    person = Person.objects.get(crn="X1")
    reason = state_reason(by=cover.user, person=person, reason="I cover while Priya is on leave", at=now())
    form = filled(cover.get(CONTACT), **SEEN, note="Typed before midnight")
    type(reason).objects.update(until_on="2016-03-13")
    assert cover.post(CONTACT, form).status_code == 302
    state_reason(by=cover.user, person=person, reason="I cover while Priya is on leave", at=now())
    page = cover.get(CONTACT)
    assert "What you typed is here again. Nothing has been recorded yet" in page.text
    assert held_by(page)["note"] == ["Typed before midnight"]
    assert "What you typed is here again" not in Page(cover.get(CONTACT)).text
