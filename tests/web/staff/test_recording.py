"""What a manager records of staff: courses, qualifications, protected caseloads, languages, places, sex."""

import pytest

from tests.web.recording.desk import MANAGER, ME, Desk, filled
from tests.web.staff.conftest import COMPANYS, row
from tests.web.world import CRC, NPS
from throughcare.records.models import StoredFact
from throughcare.records.streams import staff_stream_of
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PAGE = f"/staff/{ME}/"


def form(what: str, code: str = ME) -> str:
    return f"/staff/{code}/record/{what}/"


def last():
    return staff_stream_of(row())[-1]


def test_a_course_counts_as_long_as_it_usually_does(desk):
    page = desk.record(form("training"), training="DOMESTIC ABUSE", on="1 march 2016")
    assert "Course: Working with domestic abuse counts until 28 February 2019" in page.text
    assert (last().by.staff, last().by.organisation) == (MANAGER, NPS)
    assert row().trainings == [{"code": "DOMESTIC ABUSE", "on": "2016-03-01", "until": "2019-02-28"}]
    assert "Working with domestic abuse needed since" not in page.text
    assert "Holds 2 cases that the grid" in page.text  # nobody knows how high the risk is, and that course is missing


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ({"counts": "until", "until_on": "1 june 2016"}, "2016-06-01"),
        ({"counts": "always"}, None),
        ({"training": "ACT 2014"}, None),
    ],
)
def test_how_long_it_counts_may_be_said(desk, typed, until):
    desk.record(form("training"), **{"training": "RISK OF HARM", "on": "today"} | typed)
    assert row().trainings[0]["until"] == until


@pytest.mark.parametrize(
    ("what", "typed", "sentence"),
    [
        ("training", {"on": "today"}, "Choose which course it was."),
        ("training", {"training": "ACT 2014"}, "Say on which day it was, for example 14 March 2016."),
        ("training", {"training": "ACT 2014", "on": "15/3/16"}, "15 March 2016 has not come yet"),
        ("training", {"training": "ACT 2014", "on": "today", "counts": "until"}, "Say the last day on which it counts"),
        (
            "training",
            {"training": "ACT 2014", "on": "today", "counts": "until", "until_on": "1/3/16"},
            "1 March 2016 is before it was done, 14 March 2016",
        ),
        (
            "training",
            {"training": "ACT 2014", "on": "today", "counts": "until", "until_on": "1/3/2066"},
            "more than 20 years after it was done",
        ),
        ("training", {"training": "ACT 2014", "on": "today", "until_on": "1/3/17"}, "or leave it empty"),
        ("training", {"training": "ACT 2014", "on": "today", "counts": ""}, "Choose how long it counts"),
        ("training", {"training": "KNITTING", "on": "today"}, "not one of the choices"),
        ("qualification", {"on": "today"}, "Choose which qualification it is."),
        ("caseload", {"usual": "new"}, "Say from which day, for example 14 March 2016."),
        ("caseload", {"usual": "new", "on": "1/4/2018"}, "more than a year ahead"),
        ("caseload", {"usual": "other", "on": "today"}, "Say how much of their time is taken off"),
        ("caseload", {"usual": "other", "on": "today", "share": "20"}, "Choose why."),
        ("caseload", {"usual": "new", "on": "today", "share": "0"}, "more than 0 and at most 100 per cent"),
        ("caseload", {"usual": "new", "on": "today", "share": "101"}, "more than 0 and at most 100 per cent"),
        ("caseload", {"usual": "new", "on": "today", "share": "a fifth"}, "not a whole number"),
        ("caseload", {"usual": "new", "on": "today", "until_on": "13/3/16"}, "13 March 2016 is before the first day"),
        ("caseload", {"usual": "over", "on": "today"}, "there is nothing to end"),
        ("language", {"language": ""}, "Say which language, for example Welsh."),
        ("language", {"language": "english"}, "Everybody supervises in English"),
        ("language", {"language": "Welsh", "over": "yes"}, "It is not on record, so it cannot end"),
        ("language", {"language": "W\nelsh"}, "Write it in one line."),
        ("language", {"language": "We\0lsh"}, "again."),
        ("place", {"place": ""}, "Say the first half of the postcodes there"),
        ("place", {"place": "Leeds"}, "“LEEDS” is not the first half of a postcode"),
        ("place", {"place": "LS6 2AB"}, "is not the first half of a postcode"),
        ("sex", {}, "Choose what they told you. Where they told nothing, record nothing."),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(desk, what, typed, sentence):
    before = StoredFact.objects.count()
    assert sentence in desk.refused(form(what), **typed).text
    assert StoredFact.objects.count() == before


@pytest.mark.parametrize(
    ("what", "typed", "sentence"),
    [
        ("training", {"training": "ACT 2014", "on": "today"}, "This course of 14 March 2016 is recorded already."),
        ("qualification", {"qualification": "PROBATION OFFICER", "on": "today"}, "It is recorded already"),
        ("caseload", {"usual": "new", "on": "today"}, "What is protected from 14 March 2016 is recorded already."),
        ("language", {"language": "Welsh"}, "It is on record already."),
        ("place", {"place": "LS6"}, "It is on record already."),
        ("sex", {"sex": "WOMAN"}, "That is on record already, since 14 March 2016."),
    ],
)
def test_sent_twice_it_is_refused_the_second_time(desk, what, typed, sentence):
    sent = filled(desk.get(form(what)), **typed)
    desk.recorded(desk.post(form(what), sent))
    before = StoredFact.objects.count()
    assert sentence in desk.back(desk.post(form(what), sent)).text
    assert StoredFact.objects.count() == before


@pytest.mark.parametrize(
    ("usual", "share", "until"),
    [
        ("new", 0.2, "2016-12-13"),
        ("learner-1", 0.8, "2016-09-13"),
        ("learner-2", 0.6, "2016-09-13"),
        ("learner-3", 0.4, "2016-09-13"),
        ("service-officer", 0.2, "2016-09-13"),
    ],
)
def test_a_caseload_is_protected_as_is_usual(desk, usual, share, until):
    desk.record(form("caseload"), usual=usual, on="today")
    assert [(each["share"], each["until"]) for each in row().protected] == [(share, until)]


def test_what_is_typed_goes_before_what_is_usual_and_it_can_end(desk):
    page = desk.record(form("caseload"), usual="new", on="1 march", share="30%", until_on="1 may")
    assert "30% of their time off until 1 May 2016, newly qualified, or new in the grade" in page.text
    page = desk.record(form("caseload"), usual="over", on="today")
    assert "ends: a full caseload from this day" in page.text
    assert row().protected[-1] | {"share": 0.0, "until": None} == row().protected[-1]


def test_languages_and_places_come_and_go(desk):
    desk.record(form("language"), language="urdu")
    desk.record(form("place"), place="ls 6")
    assert (row().languages, row().places) == (["Urdu"], ["LS6"])
    desk.record(form("language"), language="URDU", over="yes")
    desk.record(form("place"), place="LS6", over="yes")
    assert (row().languages, row().places) == ([], [])


def test_the_sex_is_shown_to_them_and_their_managers_alone(world, client, desk):
    told = "Sex, as they told it"
    assert told in desk.record(form("sex"), sex="WOMAN").text
    assert told in Desk(client, world.user(ME)).get(PAGE).text
    for code in ("L1", "I1"):
        assert told not in Desk(client, world.user(code)).get(PAGE).text


def test_what_was_wrong_is_withdrawn_and_does_not_count_any_more(desk):
    desk.record(form("training"), training="DOMESTIC ABUSE", on="1 march 2016")
    address = f"{PAGE}withdraw/{last().number}/"
    assert "Say what is wrong with it." in desk.refused(address).text
    desk.record(address, reason="It was somebody else's course.")
    assert row().trainings == []
    desk.get(address, 404)
    assert len(staff_stream_of(row())) == 3


def test_a_post_cannot_be_withdrawn_here(desk):
    desk.get(f"{PAGE}withdraw/1/", 404)
    desk.record(form("language"), language="Welsh")
    sent = filled(desk.get(f"{PAGE}withdraw/2/"), reason="Wrong, as I said")
    before = StoredFact.objects.count()
    assert "does not stand any more" in desk.back(desk.post(f"{PAGE}withdraw/1/", sent)).text
    assert StoredFact.objects.count() == before


def test_two_at_once_withdraw_it_once(desk):
    desk.record(form("language"), language="Welsh")
    address = f"{PAGE}withdraw/2/"
    sent = filled(desk.get(address), reason="Wrong, as I said")
    desk.recorded(desk.post(address, sent))
    assert "does not stand any more" in desk.back(desk.post(address, sent)).text


@pytest.mark.parametrize(("code", "status"), [(MANAGER, 403), (COMPANYS, 404), ("NOBODY", 404)])
def test_nobody_records_on_themselves_or_on_staff_of_others(client, desk, code, status):
    sent = filled(desk.get(form("training")), training="ACT 2014", on="today")
    before = StoredFact.objects.count()
    assert client.post(form("training", code), sent).status_code == status
    assert StoredFact.objects.count() == before


@pytest.mark.parametrize(
    ("code", "role", "organisation"),
    [("P2", Role.PRACTITIONER, NPS), ("L1", Role.PROVIDER_LEAD, NPS), ("I1", Role.INSPECTOR, ""),
     ("S7", Role.SENIOR_PROBATION_OFFICER, CRC)],
)  # fmt: skip
def test_who_is_no_manager_of_theirs_records_nothing(world, client, code, role, organisation):
    client.force_login(world.user(code, role, organisation=organisation))
    before = StoredFact.objects.count()
    assert client.post(form("training"), {"training": "ACT 2014", "on": "today"}).status_code in (403, 404)
    assert StoredFact.objects.count() == before


def test_a_form_of_somebody_else_writes_nothing(world, client, desk):
    sent = filled(desk.get(form("training")), training="ACT 2014", on="today")
    other = Desk(client, world.user("S8", Role.SENIOR_PROBATION_OFFICER))
    assert "Somebody else had begun this form" in other.back(other.post(form("training"), sent)).text
    assert "changed on its way" in other.back(other.post(form("training"), sent | {"form_mark": "x"})).text


def test_a_form_that_is_not_there(desk):
    desk.get(form("health"), 404)
