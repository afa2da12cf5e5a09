"""Not available: from a day until a day, with or without cover, by the manager of the team; and no reason."""

import pytest

from tests.web.recording.desk import MANAGER, ME, OTHER, Desk, filled, held_by
from tests.web.world import CRC, NPS
from throughcare.records.models import Staff, StoredFact
from throughcare.records.streams import staff_stream_of
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]
ABSENCE = f"/people/absence/{ME}/"
TEAM_MEMBER = f"/team/{ME}/"


@pytest.fixture
def desk(world, client):
    return Desk(client, world.user(MANAGER))


def last():
    return staff_stream_of(Staff.objects.get(code=ME))[-1]


def absences():
    return [(each["from"], each["until"], each["cover"]) for each in Staff.objects.get(code=ME).absences]


def test_an_absence_shows_at_once_with_who_covers(desk):
    assert f'href="{ABSENCE}"' in desk.get(TEAM_MEMBER)
    page = desk.record(ABSENCE, until_on="25 march", officer=OTHER)
    assert "not available until 25 March" in page.text.lower().replace("march", "March")
    assert (str(last().on), str(last().until_on), last().cover, last().officer) == (
        "2016-03-14",
        "2016-03-25",
        OTHER,
        ME,
    )
    assert (last().by.staff, last().by.organisation, last().note) == (MANAGER, NPS, None)


def test_the_last_day_may_be_unknown_and_nobody_may_cover(desk):
    desk.record(ABSENCE, first_on="monday 21 march")
    assert absences() == [("2016-03-21", None, None)]
    text = desk.get(ABSENCE).text
    assert "Not available from 21 March 2016 and nobody knows yet until when; nobody covers." in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"first_on": ""}, "Say from which day, for example 14 March 2016."),
        ({"first_on": "soonish"}, "“soonish” is not a day that exists"),
        ({"first_on": "21/3/16", "until_on": "18/3/16"}, "18 March 2016 is before the first day, 21 March 2016"),
        ({"officer": ME}, "not one of the choices"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(desk, typed, sentence):
    page = desk.refused(ABSENCE, **typed)
    assert sentence in page.text
    assert all(held_by(page)[name] == [said] for name, said in typed.items() if name != "officer")
    assert absences() == []


def test_sent_twice_it_is_recorded_once_and_says_so(desk):
    form = filled(desk.get(ABSENCE), until_on="25 march")
    assert desk.post(ABSENCE, form).status_code == 303
    page = desk.back(desk.post(ABSENCE, form))
    assert "An absence from 14 March 2016 is recorded already: change that one instead." in page.text
    assert len(absences()) == 1


def test_an_absence_is_changed_when_the_last_day_is_known(desk):
    desk.record(ABSENCE, officer=OTHER)
    change = f"{ABSENCE}?change={last().number}"
    assert f'href="{change}"' in desk.get(ABSENCE)
    page = desk.get(change)
    assert (held_by(page)["first_on"], held_by(page)["officer"]) == (["14 March 2016"], [OTHER])
    assert desk.post(change, filled(page, until_on="18 march")).status_code == 303
    assert absences() == [("2016-03-14", "2016-03-18", OTHER)]
    desk.get(change, status=404)


def test_the_form_asks_for_no_reason(desk):
    assert set(held_by(desk.get(ABSENCE))) == {"csrfmiddlewaretoken", "form_mark", "first_on", "until_on", "officer"}


def test_what_another_user_had_begun_is_not_recorded(world, desk):
    form = filled(desk.get(ABSENCE))
    world.user("M2", Role.SENIOR_PROBATION_OFFICER)
    other = Desk(desk.client, world.user("M2"))
    assert "Somebody else had begun this form" in other.back(other.post(ABSENCE, form)).text
    assert "This page was changed on its way" in other.back(other.post(ABSENCE, form | {"form_mark": "x"})).text
    assert absences() == []


# --- who may


def test_only_staff_of_ones_own_team(world, client):
    world.staff("P9", team="T2")
    world.staff("C9", organisation=CRC, team="")
    desk = Desk(client, world.user(MANAGER))
    before = StoredFact.objects.count()
    for code in ("P9", "C9", MANAGER, "nobody"):
        assert "ask their manager" in desk.get(f"/people/absence/{code}/", status=403).text
        assert desk.post(f"/people/absence/{code}/", {"first_on": "today"}).status_code == 403
    assert StoredFact.objects.count() == before


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.SENIOR_PROBATION_OFFICER])
def test_it_is_for_managers(world, client, role):
    desk = Desk(client, world.user(ME) if role is Role.PRACTITIONER else world.user("Z1", role))
    assert desk.client.get(ABSENCE).status_code == 403
    assert desk.post(ABSENCE, {"first_on": "today"}).status_code == 403
    assert absences() == []


def test_the_form_makes_the_same_number_of_queries_however_large_the_team(world, desk, django_assert_max_num_queries):
    for number in range(10, 30):
        world.staff(f"P{number}")
        world.away(ME, f"2016-03-{number}", f"2016-03-{number}", f"P{number}")
    with django_assert_max_num_queries(9):
        desk.client.get(ABSENCE)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("yesterday", "2016-03-13"),
        ("4 march", "2016-03-04"),
        ("10/3", "2016-03-10"),
        ("wednesday 16 march", "2016-03-16"),
        ("25 march", "2016-03-25"),
        ("29 february", "2016-02-29"),
    ],
)
def test_a_first_day_without_its_year_is_the_nearest(desk, typed, day):
    desk.record(ABSENCE, first_on=typed)
    assert absences() == [(day, None, None)]


@pytest.mark.parametrize(
    ("typed", "days"),
    [("friday", "11 March 2016 or 18 March 2016"), ("monday", "14 March 2016 or 21 March 2016")],
)
def test_of_a_weekday_it_is_asked_which_is_meant(desk, typed, days):
    assert f"“{typed}” may be {days}: write which of the two." in desk.refused(ABSENCE, first_on=typed).text
    assert absences() == []


def test_an_absence_to_come_is_told_after_it_is_recorded(desk):
    assert "Not available from 21 March 2016" in desk.record(ABSENCE, first_on="21 march").text


def test_a_change_that_is_sent_twice_says_that_it_was_changed(desk):
    desk.record(ABSENCE)
    change = f"{ABSENCE}?change={last().number}"
    form = filled(desk.get(change), until_on="18 march")
    assert desk.post(change, form).status_code == 303
    page = desk.back(desk.post(change, form))
    assert "That absence does not stand any more: somebody has changed it." in page.text
    assert held_by(page)["until_on"] == ["18 march"]
    assert absences() == [("2016-03-14", "2016-03-18", None)]
    for number in ("x", "0x1", "99999999999999999999"):
        desk.get(f"{ABSENCE}?change={number}", status=404)
