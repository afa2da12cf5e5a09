"""A morning's outcomes on one page: each by itself, and line by line what was recorded and what was not."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.recording.desk import (
    MANAGER,
    ME,
    Desk,
    facts_in_all,
    filled,
    held_by,
    kinds,
    last,
)
from tests.web.world import Page, arranged, limited, visited
from throughcare.facts.identity import AccessLimit
from throughcare.facts.supervision import Meeting, Outcome
from throughcare.records.models import AccessEntry, SentForm

pytestmark = [pytest.mark.database, pytest.mark.django_db]
BULK = "/people/outcomes/"


@pytest.fixture
def world(world):
    """Three people to be seen this morning, one meeting left over from last week, and one to come."""
    world.case("X2", "2016-03-01", name="Maria Kowalska")
    world.case("X3", "2016-03-01", name="Yusuf Rahman")
    world.case("X4", "2016-03-01", name="Somebody Else", officer="P2")
    world.record("X1", arranged("2016-03-14", ME, "09:00"))
    world.record("X2", arranged("2016-03-14", ME, "10:00"), arranged("2016-03-10", ME, "10:00", Meeting.HOME))
    world.record("X3", arranged("2016-03-14", ME, "11:00"), arranged("2016-03-21", ME, "11:00"))
    world.record("X4", arranged("2016-03-14", "P2", "11:00"))
    return world


def rows(page):
    """The field of each row by the person and what it is."""
    found = re.findall(r'<legend[^>]*>\s*(.*?)\s*</legend>.*?name="(outcome-\d+)"', page, re.S)
    return {Page(legend).text: field for legend, field in found}


A, B_HOME, B, C = (
    "Aaron Bell , appointment at 09:00, CRN X1",
    "Maria Kowalska , home visit at 10:00, CRN X2",
    "Maria Kowalska , appointment at 10:00, CRN X2",
    "Yusuf Rahman , appointment at 11:00, CRN X3",
)


def test_it_lists_the_users_own_meetings_up_to_today_todays_first(desk):
    page = desk.get(BULK)
    assert list(rows(page)) == [A, B, C, B_HOME]
    assert page.text.index("Today") < page.text.index("10 March 2016")
    assert held_by(page)["outcome-0"] == [""]
    assert set(AccessEntry.objects.values_list("person__crn", flat=True)) == {"X1", "X2", "X3"}


def test_a_day_can_be_named(desk):
    assert list(rows(desk.get(f"{BULK}?on=10 march"))) == [B_HOME]
    assert len(rows(desk.get(f"{BULK}?on=2017-01-01"))) == 4
    assert len(rows(desk.get(f"{BULK}?on=%00nonsense"))) == 4


def test_one_button_records_what_was_answered_and_leaves_the_rest(desk):
    page = desk.get(BULK)
    field = rows(page)
    page = desk.recorded(desk.post(BULK, filled(page, **{field[A]: "ATTENDED", field[B_HOME]: "UNACCEPTABLE ABSENCE"})))
    assert "Recorded: 2 outcomes." in page.text
    assert "Aaron Bell: attended" in page.text
    assert "Maria Kowalska: unacceptable absence" in page.text
    assert list(rows(page)) == [B, C]
    assert (last("X1").outcome, last("X1").thread, last("X1").officer) == (Outcome.ATTENDED, "M2016-03-14", ME)
    assert (last("X2").kind, str(last("X2").on)) == ("home_visit", "2016-03-10")


def test_two_meetings_of_one_person_are_both_recorded(desk):
    page = desk.get(BULK)
    field = rows(page)
    desk.recorded(desk.post(BULK, filled(page, **{field[B]: "ATTENDED", field[B_HOME]: "ATTENDED"})))
    assert kinds("X2")[-2:] == ["home_visit", "appointment"]


def test_each_line_leads_to_the_page_on_which_it_can_be_undone(desk):
    page = desk.get(BULK)
    page = desk.recorded(desk.post(BULK, filled(page, **{rows(page)[A]: "ATTENDED"})))
    sent = SentForm.objects.get()
    assert f'href="/people/X1/recorded/{sent.token}/"' in page
    desk.client.post(f"/people/X1/recorded/{sent.token}/undo/")
    assert A in rows(desk.get(BULK))


def test_a_stream_that_moved_in_the_middle_stops_that_row_alone(world, desk):
    page = desk.get(BULK)
    field = rows(page)
    Desk(Client(), world.user(MANAGER)).record("/people/X2/contact/", met="HOME", outcome="ATTENDED", on="11 march")
    typed = filled(page, **{field[A]: "ATTENDED", field[B]: "ATTENDED", field[C]: "ACCEPTABLE ABSENCE"})
    page = desk.back(desk.post(BULK, typed))
    assert "Not everything was recorded" in page.text
    assert "Recorded: 2 outcomes." in page.text
    assert (
        "Maria Kowalska: Somebody else recorded on Maria Kowalska while you were typing: Home visit: attended, by "
        "Denise Ibbotson" in page.text
    )
    assert kinds("X1")[-1] == kinds("X3")[-1] == "appointment"
    assert kinds("X2")[-1] == "home_visit"
    assert list(rows(page)) == [B, B_HOME]
    assert held_by(page)[rows(page)[B]] == ["ATTENDED"]
    page = desk.recorded(desk.post(BULK, held_by(page)))
    assert "Maria Kowalska: attended" in page.text
    assert kinds("X2")[-1] == "appointment"


def test_a_row_that_somebody_answered_meanwhile_is_told(world, desk):
    page = desk.get(BULK)
    Desk(Client(), world.user(MANAGER)).record("/people/X1/outcome/M2016-03-14/", outcome="ACCEPTABLE ABSENCE")
    before = facts_in_all()
    page = desk.back(desk.post(BULK, filled(page, **{rows(page)[A]: "ATTENDED"})))
    assert "Nothing was recorded" in page.text
    assert "Aaron Bell: This meeting does not wait for an outcome in your cases any more" in page.text
    assert facts_in_all() == before


def test_what_was_recorded_names_nobody_whom_a_limit_hides_since(world, desk):
    page = desk.get(BULK)
    sent = desk.post(BULK, filled(page, **{rows(page)[A]: "ATTENDED", rows(page)[C]: "ATTENDED"}))
    world.record("X1", limited("2016-03-14", AccessLimit.EXCLUSION, ME))
    AccessEntry.objects.all().delete()
    answer = desk.recorded(sent)
    assert "Recorded: 2 outcomes." in answer.text
    assert "Somebody whose record is not open to you now: attended" in answer.text
    assert "Yusuf Rahman: attended" in answer.text
    assert "Aaron Bell" not in answer.text
    assert "/people/X1/" not in answer
    assert set(AccessEntry.objects.values_list("person__crn", flat=True)) == {"X2", "X3"}


def test_a_row_that_is_gone_names_nobody_whom_a_limit_hides_since(world, desk):
    page = desk.get(BULK)
    world.record("X1", limited("2016-03-14", AccessLimit.EXCLUSION, ME))
    AccessEntry.objects.all().delete()
    answer = desk.post(BULK, filled(page, **{rows(page)[A]: "ATTENDED"}))
    told = desk.back(answer)
    assert "Somebody whose record is not open to you now: This meeting does not wait" in told.text
    assert "Aaron Bell" not in told.text
    assert "/people/X1/" not in told
    assert "X1" not in set(AccessEntry.objects.values_list("person__crn", flat=True))


def test_whoever_is_named_in_what_was_recorded_is_logged(desk):
    page = desk.get(BULK)
    sent = desk.post(BULK, filled(page, **{rows(page)[A]: "ATTENDED"}))
    AccessEntry.objects.all().delete()
    desk.recorded(sent)
    assert set(AccessEntry.objects.values_list("person__crn", flat=True)) == {"X1", "X2", "X3"}


def test_the_same_morning_sent_twice_records_once(desk):
    page = desk.get(BULK)
    form = filled(page, **{rows(page)[A]: "ATTENDED", rows(page)[C]: "ATTENDED"})
    first, before = desk.post(BULK, form), facts_in_all()
    second = desk.post(BULK, form)
    assert first["Location"] == second["Location"]
    assert facts_in_all() == before
    assert "Recorded: 2 outcomes." in desk.recorded(second).text


def test_a_nonsense_answer_is_refused_in_its_row(desk):
    page = desk.get(BULK)
    page = desk.back(desk.post(BULK, filled(page, **{rows(page)[A]: "CAME IN A BALLOON"})))
    assert "Aaron Bell: Say what became of it" in page.text


def test_rows_cannot_be_added_from_outside(world, desk):
    page = desk.get(BULK)
    desk.post(BULK, filled(page, **{"outcome-9": "ATTENDED", rows(page)[A]: "ATTENDED"}))
    assert kinds("X4")[-1] == "appointment_arranged"
    forged = desk.back(desk.post(BULK, {**filled(page), "form_mark": "forged", "outcome-1": "ATTENDED"}))
    assert "nothing was recorded" in forged.text
    world.user(MANAGER)
    other = Desk(desk.client, world.user(MANAGER))
    assert "Somebody else had begun this form" in other.back(other.post(BULK, filled(page))).text


def test_nothing_to_answer_says_so(world, client):
    assert "No meeting in your cases waits for an outcome." in Desk(client, world.user(MANAGER)).get(BULK).text


def test_queries_do_not_grow_with_the_morning(world, desk):
    def many():
        with CaptureQueriesContext(connection) as found:
            desk.get(BULK)
        return len(found)

    few = many()
    for number in range(5, 20):
        world.case(f"X{number}", "2016-03-01", name=f"Person {number}")
        world.record(f"X{number}", arranged("2016-03-14", ME, "12:00"), visited("2016-03-02", ME))
    assert many() == few


def test_a_morning_of_which_nothing_is_said_is_told_so(desk):
    page = desk.back(desk.post(BULK, held_by(desk.get(BULK))))
    assert "Nothing was recorded" in page.text
    assert "Say of at least one meeting what became of it." in page.text
