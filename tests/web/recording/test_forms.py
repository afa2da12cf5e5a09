"""Arranging, one outcome, withdrawing and restoring, safety warnings and oversight."""

from datetime import date

import pytest

from tests.web.recording.desk import MANAGER, ME, Desk, facts_in_all, held_by, kinds, last
from tests.web.world import arranged, concerned, draft, limited, seen
from throughcare.facts import YesNo
from throughcare.facts.identity import AccessLimit
from throughcare.facts.record import Erased, WrongPerson
from throughcare.facts.supervision import Meeting, Outcome
from throughcare.records.models import Person

pytestmark = [pytest.mark.database, pytest.mark.django_db]
ARRANGE, SAFETY, OVERSIGHT = "/people/X1/arrange/", "/people/X1/safety/", "/people/X1/oversight/"


# --- what is hidden


def test_what_is_hidden_is_told_by_no_page_of_recording(world, desk):
    """A visit that was withdrawn with its reason, and then found to be about somebody else."""
    world.record("X1", arranged("2016-03-09", ME))
    thread = last().thread
    desk.record(f"/people/X1/outcome/{thread}/", outcome="UNACCEPTABLE ABSENCE")
    outcome = last().number
    answer = desk.post(
        f"/people/X1/facts/{outcome}/withdraw/",
        held_by(desk.get(f"/people/X1/facts/{outcome}/withdraw/")) | {"reason": "It is about Tom Hill of Leeds."},
    )
    withdrawal = last().number
    world.record("X1", draft(WrongPerson, "2016-03-14", target=outcome))
    assert "Tom Hill" not in desk.get(answer["Location"]).text
    assert "unacceptable" not in desk.get(answer["Location"]).text
    desk.get(f"/people/X1/facts/{withdrawal}/withdraw/", status=404)
    assert "unacceptable absence." not in desk.get(f"/people/X1/outcome/{thread}/").text


# --- arranging


def test_a_meeting_is_arranged_for_a_day_and_time(desk):
    desk.record(ARRANGE, on="monday 21 march", at_time="14:00")
    fact = last()
    assert (fact.kind, str(fact.on), fact.at_time, fact.meeting, fact.officer) == (
        "appointment_arranged",
        "2016-03-21",
        "14:00",
        Meeting.OFFICE,
        ME,
    )


@pytest.mark.parametrize(
    ("typed", "day"), [("tuesday", "2016-03-15"), ("1 april", "2016-04-01"), ("1/4", "2016-04-01")]
)
def test_a_day_without_its_year_lies_ahead(desk, typed, day):
    desk.record(ARRANGE, on=typed, at_time="9.30")
    assert str(last().on) == day


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("25 march", "25 March 2016 is a bank holiday (Good Friday): say a working day."),
        ("19/3/16", "19 March 2016 is a Saturday: say a working day."),
        ("11/3/16", "11 March 2016 is past: today is 14 March 2016."),
        ("", "Say for which day."),
    ],
)
def test_a_day_on_which_nobody_works_is_named(desk, day, sentence):
    assert sentence in desk.refused(ARRANGE, on=day, at_time="10:00").text


def test_bank_holidays_that_are_near_are_told(desk):
    assert "25 March 2016 (Good Friday) and 28 March 2016 (Easter Monday) are bank holidays." in desk.get(ARRANGE).text


def test_a_time_that_is_none_is_refused(desk):
    assert "“26:00” is not a time of day" in desk.refused(ARRANGE, on="21 march", at_time="26:00").text


def test_two_meetings_at_one_time_are_refused_and_what_is_arranged_is_shown(world, desk):
    world.record("X1", arranged("2016-03-21", ME, "10:00"))
    page = desk.refused(ARRANGE, on="21 march", at_time="10:00")
    assert "A meeting is arranged for 21 March 2016 at 10:00 already." in page.text
    assert "Appointment arranged for 21 March 2016 at 10:00, with Priya Shah" in page.text


def test_the_safety_card_is_part_of_choosing_a_home_visit(world, desk):
    world.record("X1", concerned("2016-03-09"))
    page = desk.get(f"{ARRANGE}?task=visit")
    assert held_by(page)["meeting"] == ["HOME"]
    assert page.text.index("Home visit") < page.text.index("Before a home visit") < page.text.index("With whom?")


# --- one outcome


def test_an_outcome_is_three_answers_and_one_button(world, desk):
    world.record("X1", arranged("2016-03-14", ME, "10:00"))
    page = desk.get("/people/X1/outcome/M2016-03-14/")
    assert "Appointment arranged for today at 10:00, with Priya Shah" in page.text
    desk.record("/people/X1/outcome/M2016-03-14/", outcome="ATTENDED")
    assert (last().outcome, last().thread, last().officer) == (Outcome.ATTENDED, "M2016-03-14", ME)


def test_an_outcome_has_to_be_chosen(world, desk):
    world.record("X1", arranged("2016-03-14", ME, "10:00"))
    assert "Say what became of it" in desk.refused("/people/X1/outcome/M2016-03-14/").text


def test_a_meeting_that_has_not_come_has_no_outcome(world, desk):
    world.record("X1", arranged("2016-03-15", ME, "10:00"))
    text = desk.get("/people/X1/outcome/M2016-03-15/").text
    assert "It is arranged for 15 March 2016 at 10:00, which has not come yet." in text
    assert "Attended" not in text
    before = facts_in_all()
    assert desk.post("/people/X1/outcome/M2016-03-15/", {"outcome": "ATTENDED"}).status_code == 200
    assert facts_in_all() == before


def test_a_meeting_with_an_outcome_says_which_and_by_whom(world, desk):
    world.record("X1", arranged("2016-03-14", ME, "10:00"))
    desk.record("/people/X1/outcome/M2016-03-14/", outcome="ACCEPTABLE ABSENCE")
    text = desk.get("/people/X1/outcome/M2016-03-14/").text
    assert "It has an outcome already. Appointment: acceptable absence. Recorded by Priya Shah on 14 March" in text


def test_a_meeting_that_was_withdrawn_or_never_arranged(world, desk):
    world.record("X1", arranged("2016-03-14", ME, "10:00"))
    desk.record(f"/people/X1/facts/{last().number}/withdraw/", reason="She rang to call it off.")
    assert "It is not arranged any more" in desk.get("/people/X1/outcome/M2016-03-14/").text
    desk.get("/people/X1/outcome/M2016-03-01/", status=404)


# --- withdrawing


def test_an_entry_is_withdrawn_with_a_reason_and_stays_readable(world, desk):
    world.record("X1", seen("2016-03-11", ME))
    number = last().number
    address = f"/people/X1/facts/{number}/withdraw/"
    page = desk.get(address)
    assert "Appointment: attended" in page.text
    assert "11 March 2016" in page.text
    done = desk.record(address, reason="It was somebody else who came.")
    assert "Withdrawn: appointment: attended of 11 March 2016" in done.text
    assert (last().kind, last().target, last().reason) == ("withdrawn", number, "It was somebody else who came.")


def test_a_withdrawal_needs_a_reason(world, desk):
    world.record("X1", seen("2016-03-11", ME))
    page = desk.refused(f"/people/X1/facts/{last().number}/withdraw/")
    assert "Say what was wrong: what is withdrawn stays readable, with why." in page.text


def test_what_is_withdrawn_already_says_by_whom_and_when_and_can_be_restored(world, desk):
    world.record("X1", seen("2016-03-11", ME))
    number = last().number
    address = f"/people/X1/facts/{number}/withdraw/"
    stale = held_by(desk.get(address))
    desk.record(address, reason="Wrong day")
    page = desk.get(address)
    assert "It is withdrawn already. Withdrawn by Priya Shah on 14 March 2016 at" in page.text
    assert "Why: Wrong day" in page.text
    again = desk.post(address, stale | {"reason": "Wrong day too", "form_mark": _fresh_mark(desk)})
    assert "It is withdrawn already." in desk.back(again).text
    assert kinds().count("withdrawn") == 1

    restore = f"/people/X1/facts/{last().number}/withdraw/"
    assert f'href="{restore}"' in page
    assert "Restore an entry" in desk.get(restore).text
    assert "Restored: appointment: attended" in desk.record(restore, reason="The day was right after all.").text
    assert "It is restored already. Restored by Priya Shah" in desk.get(restore).text
    assert "Nothing is deleted." in desk.get(address).text


def _fresh_mark(desk):
    return held_by(desk.get(ARRANGE))["form_mark"][0]


def test_what_another_desk_recorded_is_not_withdrawn_here(desk):
    number = next(place for place, kind in enumerate(kinds(), start=1) if kind == "sentenced")
    page = desk.get(f"/people/X1/facts/{number}/withdraw/")
    assert "This was recorded by another desk (court officer)" in page.text
    assert "What was wrong with it?" not in page.text
    before = facts_in_all()
    form = {"reason": "So that nothing is missed", "form_mark": _fresh_mark(desk)}
    assert "another desk" in desk.back(desk.post(f"/people/X1/facts/{number}/withdraw/", form)).text
    assert facts_in_all() == before


def test_a_manager_withdraws_what_managers_record(world, client):
    world.record("X1", limited("2016-03-10", AccessLimit.EXCLUSION, "P9"))
    number = last().number
    practitioner = Desk(client, world.user(ME))
    assert "a manager withdraws it" in practitioner.get(f"/people/X1/facts/{number}/withdraw/").text
    Desk(client, world.user(MANAGER)).record(f"/people/X1/facts/{number}/withdraw/", reason="The wrong colleague")
    assert last().target == number


def test_a_number_that_is_no_entry_or_hidden_is_nowhere(world, desk):
    world.record("X1", seen("2016-03-11", ME))
    number = last().number
    world.record("X1", draft(Erased, "2016-03-12", target=number, law="GDPR"))
    for nowhere in (0, number, 999):
        desk.get(f"/people/X1/facts/{nowhere}/withdraw/", status=404)


# --- safety and oversight


def test_a_safety_warning_stands_until_it_is_withdrawn(desk):
    desk.record(SAFETY, warning="A dog that bites.", safe_way="Ring first.", in_pairs="Y")
    assert (last().kind, last().warning, last().visit_in_pairs) == ("staff_safety", "A dog that bites.", YesNo.YES)
    assert "A dog that bites." in desk.get("/people/X1/contact/").text
    desk.record(f"/people/X1/facts/{last().number}/withdraw/", reason="The dog has moved away.")
    assert "A dog that bites." not in desk.get("/people/X1/contact/").text


def test_a_safety_warning_says_what_is_missing(desk):
    text = desk.refused(SAFETY).text
    assert "Say what the danger is, in plain words." in text
    assert "Say whether two must go: yes or no." in text


def test_a_manager_records_oversight_with_a_judgement(world, client):
    desk = Desk(client, world.user(MANAGER))
    assert held_by(desk.get(OVERSIGHT))["on"] == ["14 March 2016"]
    desk.record(OVERSIGHT, on="11 march", judgement="The plan is right. See him weekly until June.")
    assert (last().kind, last().officer, last().on) == ("oversight", MANAGER, date(2016, 3, 11))


@pytest.mark.parametrize("judgement", ["", "ok", "......................"])
def test_oversight_without_a_judgement_is_none(world, client, judgement):
    desk = Desk(client, world.user(MANAGER))
    page = desk.refused(OVERSIGHT, judgement=judgement)
    assert "Write down the judgement" in page.text or "Say it in words" in page.text


def test_oversight_is_for_managers(desk):
    assert desk.client.get(OVERSIGHT).status_code == 403
    assert desk.client.post(OVERSIGHT, {"judgement": "All is well with this one."}).status_code == 403
    assert "oversight" not in kinds()


@pytest.mark.parametrize("role", ["inspector", "provider_lead", "court_officer", "administrator", "data_officer"])
def test_who_may_not_record_gets_no_form(world, client, role):
    client.force_login(world.user("Z1", role))
    for address in ("contact/", "arrange/", "safety/", "oversight/", "facts/1/withdraw/", "outcome/M1/", "recorded/a/"):
        assert client.get(f"/people/X1/{address}").status_code == 403, address
    assert client.get("/people/outcomes/").status_code == 403


def test_forms_make_the_same_number_of_queries_however_long_the_record(world, desk, django_assert_max_num_queries):
    for day in range(1, 12):
        world.record("X1", arranged(f"2016-03-{day:02}", f"P{day}", "10:00"), seen(f"2016-03-{day:02}", f"P{day}"))
    assert Person.objects.get(crn="X1").facts > 20
    with django_assert_max_num_queries(14):
        desk.client.get("/people/X1/contact/")
