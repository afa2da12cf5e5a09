"""One form for a contact and everything that it also was."""

import re

import pytest

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
    last,
)
from tests.web.world import Page, allocated, answered, arranged, asked, concerned, draft, screened, sentenced
from throughcare.facts import YesNo
from throughcare.facts.checks import CheckResult, CheckType
from throughcare.facts.risk import Assessment, Register, RoshLevel
from throughcare.facts.supervision import Meeting, Outcome, StaffSafety
from throughcare.records.models import AccessEntry, SentForm
from throughcare.rules.texts_as_typed import NOTE_AT_MOST

pytestmark = [pytest.mark.database, pytest.mark.django_db]


# --- what the form holds at first


def test_an_attended_appointment_takes_two_presses(desk):
    desk.record(f"{CONTACT}?task=see", outcome="ATTENDED")
    assert (last().kind, last().outcome, last().officer, str(last().on)) == (
        "appointment",
        Outcome.ATTENDED,
        ME,
        "2016-03-14",
    )
    assert last().by.staff == ME
    assert last().by.organisation == "N02"


@pytest.mark.parametrize(
    ("task", "holds"),
    [
        ("visit", {"met": ["HOME"]}),
        ("see", {"met": ["OFFICE"]}),
        ("plan", {"met": ["none"], "also": ["plan"]}),
        ("review", {"met": ["none"], "also": ["review"]}),
        ("tell_agencies", {"met": ["none"], "also": ["agency"]}),
        ("record_concern", {"met": ["none"], "also": ["concern"]}),
        ("oversight", {}),
        ("nonsense", {}),
        ("", {}),
    ],
)
def test_a_task_fills_in_what_settles_it(desk, task, holds):
    held = held_by(desk.get(f"{CONTACT}?task={task}"))
    assert {name: held[name] for name in ("met", "also") if name in held} == holds


def test_the_form_begins_with_today_and_with_whoever_records(desk):
    held = held_by(desk.get(CONTACT))
    assert held["on"] == ["14 March 2016"]
    assert held["officer"] == [ME]
    assert "outcome" not in held


def test_staff_to_choose_are_those_of_the_team(desk):
    offered = re.findall(r'<option value="(\w+)"', desk.get(CONTACT))
    assert offered[:3] == [ME, MANAGER, OTHER]


def test_the_only_meeting_of_today_is_chosen_already(world, desk):
    world.record("X1", arranged("2016-03-14", ME, "10:00"), arranged("2016-03-10", ME, "11:00"))
    page = desk.get(CONTACT)
    assert held_by(page)["met"] == ["arranged:M2016-03-14"]
    assert held_by(page)["on"] == [""]
    assert "Appointment arranged for today at 10:00, with Priya Shah" in page.text
    assert "Appointment arranged for 10 March 2016 at 11:00, with Priya Shah" in page.text


def test_the_meeting_that_the_address_names_is_chosen_already(world, desk):
    world.record("X1", arranged("2016-03-14", ME, "10:00"), arranged("2016-03-10", ME, "11:00", Meeting.HOME))
    page = desk.record(f"{CONTACT}?thread=M2016-03-10", outcome="ACCEPTABLE ABSENCE")
    assert "Home visit: acceptable absence" in page.text
    assert (last().kind, last().thread, str(last().on)) == ("home_visit", "M2016-03-10", "2016-03-10")


def test_a_meeting_that_has_not_come_is_not_offered(world, desk):
    world.record("X1", arranged("2016-03-15", ME, "10:00"))
    assert "arranged:" not in desk.get(f"{CONTACT}?thread=M2016-03-15")


# --- what it records


def test_one_form_records_everything_that_the_contact_also_was(desk):
    page = desk.record(
        CONTACT,
        met="HOME",
        outcome="ATTENDED",
        on="yesterday",
        note="He has a new partner.",
        also=["plan", "review", "change", "agency", "concern", "next"],
        review_level="HIGH",
        change_note="A new partner, who has two children.",
        agency="Children's services, Leeds",
        concern="CHILD CONCERN",
        next_on="21 march",
        next_at_time="9.30",
        next_meeting="HOME",
    )
    assert kinds()[-7:] == [
        "home_visit",
        "concern",
        "significant_change",
        "assessed",
        "plan",
        "agency_notified",
        "appointment_arranged",
    ]
    visit, concern, change, review, _, told, ahead = (last(back=back) for back in range(7, 0, -1))
    assert visit.note == "He has a new partner."
    assert {str(fact.on) for fact in (visit, concern, change, review, told)} == {"2016-03-13"}
    assert concern.register is Register.CHILD
    assert change.note == "A new partner, who has two children."
    assert (review.assessment, review.level) == (Assessment.REVIEW, RoshLevel.HIGH)
    assert told.agency == "Children's services, Leeds"
    assert (str(ahead.on), ahead.at_time, ahead.meeting, ahead.officer) == ("2016-03-21", "09:30", Meeting.HOME, ME)
    assert SentForm.objects.get().numbers == [visit.number + step for step in range(7)]
    assert "Home visit arranged for 21 March 2016 at 09:30, with Priya Shah" in page.text


def test_work_without_a_meeting_invents_no_appointment(desk):
    desk.record(CONTACT, met="none", also=["plan", "review"], note="Written after the case conference.")
    assert kinds()[-2:] == ["assessed", "plan"]
    assert "appointment" not in kinds()
    assert last(back=2).note == "Written after the case conference."
    assert last().officer == ME


def test_a_manager_records_oversight_with_the_contact(world, client):
    desk = Desk(client, world.user(MANAGER))
    held = held_by(desk.get(f"{CONTACT}?task=oversight"))
    assert held["also"] == ["oversight"]
    desk.record(CONTACT, **SEEN, also=["oversight"], judgement="Seen together; the plan is right, and he keeps to it.")
    assert (last().kind, last().officer) == ("oversight", MANAGER)


def test_oversight_is_not_offered_to_a_practitioner_and_not_taken_from_one(desk):
    page = desk.get(CONTACT)
    assert "Oversight recorded" not in page.text
    before = facts_in_all()
    answer = desk.post(CONTACT, filled(page, **SEEN, also=["oversight"], judgement="I looked at it and it is good."))
    desk.back(answer)
    assert facts_in_all() == before


def test_the_read_and_the_write_are_of_this_user(desk):
    desk.record(CONTACT, **SEEN)
    assert set(AccessEntry.objects.values_list("user__code", "person__crn")) == {(ME, "X1")}
    assert "form: contact" in set(AccessEntry.objects.values_list("what", flat=True))


# --- what it refuses


def test_all_that_is_wrong_is_told_at_once_and_what_was_typed_stays(desk):
    before = facts_in_all()
    page = desk.refused(CONTACT, on="1 april 2017", note="What he said", also=["change", "agency", "next"])
    for sentence in (
        "1 April 2017 has not come yet: today is 14 March 2016.",
        "Say which it is: an appointment or a home visit.",
        "Say what became of it",
        "Say which agency, or who, was told.",
        "Say for which day.",
        "Say at what time",
    ):
        assert sentence in page.text
    held = held_by(page)
    assert held["note"] == ["What he said"]
    assert held["on"] == ["1 april 2017"]
    assert held["also"] == ["change", "agency", "next"]
    assert facts_in_all() == before


def test_a_day_that_does_not_exist_is_refused_with_what_would_be_right(desk):
    page = desk.refused(CONTACT, **SEEN, on="31/2/2016")
    assert "“31/2/2016” is not a day that exists" in page.text
    assert held_by(page)["on"] == ["31/2/2016"]


def test_an_outcome_for_a_meeting_that_has_not_come_is_refused(world, desk):
    world.record("X1", arranged("2016-03-15", ME, "10:00"))
    page = desk.refused(CONTACT, met="arranged:M2016-03-15", outcome="ATTENDED")
    assert "This meeting is arranged for 15 March 2016, which has not come yet" in page.text


def test_an_outcome_for_a_meeting_that_has_one_is_refused(world, desk):
    world.record("X1", arranged("2016-03-10", ME, "10:00"))
    desk.record(CONTACT, met="arranged:M2016-03-10", outcome="ATTENDED")
    page = desk.refused(CONTACT, met="arranged:M2016-03-10", outcome="ATTENDED")
    assert "This meeting has an outcome already" in page.text


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"change_note": "A new partner"}, "A significant change noticed"),
        ({"review_level": "HIGH"}, "Review completed"),
        ({"agency": "The police"}, "An agency told"),
        ({"concern": "CHILD CONCERN"}, "A concern recorded"),
        ({"next_on": "21 march"}, "Next appointment arranged"),
    ],
)
def test_what_was_typed_beside_an_empty_box_is_not_dropped(desk, typed, box):
    page = desk.refused(CONTACT, **SEEN, **typed)
    assert f"You filled this in: tick “{box}” too, or clear it." in page.text


def test_a_ticked_concern_has_to_be_named(desk):
    assert "Say which concern it is" in desk.refused(CONTACT, **SEEN, also=["concern"]).text


def test_no_meeting_and_an_outcome_contradict_each_other_until_it_is_pressed_again(desk):
    page = desk.refused(CONTACT, met="none", outcome="ATTENDED", also=["plan"])
    assert "that is cleared now" in page.text
    desk.recorded(desk.post(CONTACT, held_by(page)))
    assert kinds()[-1] == "plan"


def test_nothing_at_all_is_refused(desk):
    assert "Say what was done" in desk.refused(CONTACT, met="none").text


def test_a_person_out_of_reach_is_like_a_number_that_does_not_exist(world, desk):
    world.person("X2", sentenced("2016-03-01"), allocated("2016-03-02", "Z9", organisation="C07", team=None))
    there, nowhere = (desk.client.get(f"/people/{crn}/contact/") for crn in ("X2", "X999"))
    assert there.status_code == nowhere.status_code == 404
    assert desk.client.post("/people/X2/contact/", SEEN).status_code == 404
    assert Page(there.content.decode()).text == Page(nowhere.content.decode()).text


@pytest.mark.parametrize("address", ["/people/X%00/contact/", "/people/X1/outcome/%00/", "/people/X1/recorded/%00/"])
def test_an_address_with_a_nul_in_it_is_nowhere(desk, address):
    assert desk.client.get(address).status_code == 404


def test_a_script_in_a_note_is_text(desk):
    page = desk.record(CONTACT, **SEEN, note="<script>alert(1)</script>")
    assert last().note == "<script>alert(1)</script>"
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_note_of_a_megabyte_is_refused_with_its_length_and_the_limit(desk):
    page = desk.refused(CONTACT, **SEEN, note="x" * 1_000_000)
    assert f"The text has 1,000,000 characters and may have at most {NOTE_AT_MOST:,}" in page.text
    assert len(held_by(page)["note"][0]) == 1_000_000


def test_a_nul_in_a_note_is_refused_with_its_place(desk):
    page = desk.refused(CONTACT, **SEEN, note="abc\0def")
    assert "Character 4 of the text is invisible" in page.text


# --- staff safety


def test_the_safety_card_stands_above_the_form(world, desk):
    warned = draft(
        StaffSafety, "2016-03-09", warning="A dog that bites.", safe_way="Ring first.", visit_in_pairs=YesNo.YES
    )
    world.record("X1", screened("2016-03-09", RoshLevel.MEDIUM), warned)
    text = desk.get(f"{CONTACT}?task=visit").text
    assert text.index("Two must go.") < text.index("A dog that bites.") < text.index("What was it?")


def test_a_case_without_anything_to_know_has_no_card(world, desk):
    world.record("X1", screened("2016-03-09", RoshLevel.LOW))
    assert "Before a home visit" not in desk.get(CONTACT).text


def test_a_concern_makes_a_card(world, desk):
    world.record("X1", screened("2016-03-09", RoshLevel.LOW), concerned("2016-03-09"))
    assert "Domestic abuse concern on the record." in desk.get(CONTACT).text


# --- what a form says


def test_no_day_means_today_where_the_form_says_so(world, desk):
    """With a meeting waiting, the day is left empty; what is recorded beside that meeting happened today."""
    world.record("X1", arranged("2016-03-10", ME))
    desk.record(f"{CONTACT}?task=plan")
    assert (last().kind, str(last().on)) == ("plan", "2016-03-14")
    desk.record(CONTACT, met="OFFICE", outcome="ATTENDED", note="Came by chance.")
    assert (last().kind, str(last().on)) == ("appointment", "2016-03-14")
    desk.record(CONTACT, met="arranged:M2016-03-10", outcome="ATTENDED")
    assert (last().kind, str(last().on)) == ("appointment", "2016-03-10")


def test_all_that_is_wrong_is_told_at_once_by_form_and_rules_together(desk):
    page = desk.refused(
        CONTACT, met="OFFICE", on="31/2/16", also=["concern", "change", "agency", "next"], next_at_time="25:99"
    )
    for sentence in (
        "“31/2/16” is not a day that exists",
        "Say what became of it",
        "Say which concern it is",
        "Say what has changed",
        "Say for which day.",
    ):
        assert sentence in page.text, sentence
    assert page.text.count("is not a day that exists") == 2  # above, and beside the field
    assert page.text.count("Say on which day it was") == 0


def test_a_box_that_is_not_offered_is_refused_and_nothing_is_lost(desk):
    page = desk.refused(CONTACT, met="none", outcome="ATTENDED", also="oversight", note="Typed.")
    assert held_by(page)["note"] == ["Typed."]


@pytest.mark.parametrize(("check", "concern"), [("DV", "DA PERPETRATOR"), ("CP", "CHILD CONCERN")])
def test_the_concern_that_an_agency_told_of_is_chosen_already(world, desk, check, concern):
    kind = CheckType(check)
    world.record("X1", asked("2016-03-08", kind), answered("2016-03-10", CheckResult.CONCERN, kind))
    assert held_by(desk.get(f"{CONTACT}?task=record_concern"))["concern"] == [concern]
    desk.record(f"{CONTACT}?task=record_concern")
    assert (last().kind, last().register) == ("concern", concern)
    assert held_by(desk.get(f"{CONTACT}?task=record_concern"))["concern"] == [""]


def test_what_the_form_chose_itself_blames_nobody_who_records_something_else(world, desk):
    world.record("X1", asked("2016-03-08"), answered("2016-03-10", CheckResult.CONCERN))
    desk.record(f"{CONTACT}?task=record_concern", also=["plan"])
    assert last().kind == "plan"


def test_one_fault_is_told_once(desk):
    page = desk.refused(CONTACT, met="none", also=["concern"])
    assert "Say which concern it is" in page.text
    assert "Say what was done" not in page.text
