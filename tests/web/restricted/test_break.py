"""A closed record opened in danger: to whom, for how long, who is told, and what it never opens."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.people_world import without_marks
from tests.web.recording.desk import facts_in_all
from tests.web.restricted.conftest import WHY
from tests.web.world import Page, limited, look
from throughcare.calendar import LONDON
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import AccessEntry, BrokenGlass, Notice
from throughcare.records.queries.glass import REFUSED
from throughcare.rules.broken_glass import LOCKED, NOT_OPENED

pytestmark = [pytest.mark.database, pytest.mark.django_db]
BREAK = "/restricted/break/"
PAGES = ("", "timeline/", "duties/", "scores/", "scores/rsr/")


def broken(client, user, crn="X1", reason=WHY):
    client.force_login(user)
    return client.post(BREAK, {"crn": crn, "reason": reason})


def opened(client, user, crn="X1"):
    answer = broken(client, user, crn)
    assert (answer.status_code, answer["Location"]) == (303, f"/people/{crn}/"), Page(answer.content.decode()).text
    return BrokenGlass.objects.latest("pk")


def told(code):
    return list(Notice.objects.filter(user__code=code).values_list("text", flat=True))


@pytest.mark.parametrize("who", ["P2", "S2", "P3", "S3", "CO1"])
def test_danger_opens_a_restricted_record_to_read_for_an_hour_and_says_so(client, world, clock, who):
    user = world.user(who)
    client.force_login(user)
    for part in PAGES:
        assert client.get(f"/people/X1/{part}").status_code == 404
    opened(client, user, "X1")
    for part in PAGES:
        page = look(client, user, f"/people/X1/{part}")
        assert "Opened in danger until 14:32. Everything you look at is logged and judged." in page.text
        assert f"Open to you: you opened it in danger until 14:32: {WHY}" in page.text
    clock.set("2016-03-14 14:31")
    assert client.get("/people/X1/").status_code == 200
    clock.set("2016-03-14 14:32")
    for part in PAGES:
        assert client.get(f"/people/X1/{part}").status_code == 404


def test_it_ends_by_itself_across_midnight(client, world, clock):
    clock.set("2016-03-14 23:40")
    opened(client, world.user("P2"))
    assert "Opened in danger until 00:40 on 15 March 2016." in look(client, world.user("P2"), "/people/X1/").text
    clock.set("2016-03-15 00:39")
    assert client.get("/people/X1/").status_code == 200
    clock.set("2016-03-15 00:40")
    assert client.get("/people/X1/").status_code == 404


def test_it_opens_one_record_for_one_user_and_no_list(client, world):
    before = look(client, world.user("P2"), "/people/").text
    opened(client, world.user("P2"))
    assert look(client, world.user("P2"), "/people/").text == before
    assert "Aaron Bell" not in look(client, world.user("P2"), "/people/?q=Bell").text
    assert client.get("/people/X3/").status_code == 404
    client.force_login(world.user("S2"))
    assert client.get("/people/X1/").status_code == 404


def test_it_opens_what_reach_alone_kept_too(client, world):
    opened(client, world.user("CO1"), "X3")
    assert "Cy Dunn" in look(client, world.user("CO1"), "/people/X3/").text
    assert BrokenGlass.objects.get().organisation == "C07"
    assert [len(told(code)) for code in ("P3", "S3", "D1", "S1", "P1")] == [1, 1, 1, 0, 0]


def test_whoever_answers_for_it_is_told_at_once_and_nobody_from_whom_it_is_kept(client, world):
    glass = opened(client, world.user("P2"))
    assert glass.told == ["P1", "S1", "D1"]
    assert glass.until - glass.at == datetime(2016, 1, 1, 1) - datetime(2016, 1, 1)
    for code in glass.told:
        assert told(code) == [
            f"Sam Reid (practitioner) opened the record of X1 to read until 14:32, because somebody is in danger. They "
            f"wrote: “{WHY}”. Whoever may judge it does so by 21 March 2016."
        ]
    assert told("S2") == told("S3") == told("P2") == []
    assert "1 notice to read" in look(client, world.user("D1"))


def test_every_look_is_logged_with_the_danger(client, world):
    opened(client, world.user("P2"))
    client.get("/people/X1/timeline/")
    entries = list(AccessEntry.objects.filter(user__code="P2", person__crn="X1").values_list("what", "why"))
    why = f"opened in danger until 14:32: {WHY}"
    assert entries == [("opened in danger", why), ("timeline", why)]


def test_it_records_nothing(client, world):
    opened(client, world.user("S2"))
    before = facts_in_all()
    page = look(client, world.user("S2"), "/people/X1/")
    for form in ("contact", "arrange", "safety", "needs", "oversight", "limits"):
        assert f"/people/X1/{form}/" not in page
        answer = client.post(f"/people/X1/{form}/", {"act": "EXCLUSION", "officer": "P1", "reason": WHY})
        assert (answer.status_code, client.get(f"/people/X1/{form}/").status_code) == (403, 403)
        assert "nothing is recorded in it that way" in Page(answer.content.decode()).text
    assert client.get("/restricted/review/X1/").status_code == 403
    assert facts_in_all() == before


def test_an_exclusion_is_never_opened_and_ends_what_was_open(client, world):
    opened(client, world.user("P2"))
    world.record("X1", limited("2016-03-10", AccessLimit.EXCLUSION, "P2"))
    assert client.get("/people/X1/").status_code == 404
    page = Page(broken(client, world.user("P2")).content.decode())
    assert NOT_OPENED in page.text


def test_a_number_that_is_not_there_and_an_excluded_one_answer_alike(client, world):
    world.record("X1", limited("2016-03-10", AccessLimit.EXCLUSION, "P2"))
    answers, asked = [], []
    for crn in ("X1", "X7"):
        client.force_login(world.user("P2"))
        with CaptureQueriesContext(
            connection,
        ) as questions:
            answers.append(without_marks(client.post(BREAK, {"crn": crn, "reason": WHY})).replace(f'value="{crn}"', ""))
        asked.append(len(questions))
    assert answers[0] == answers[1]
    assert NOT_OPENED in Page(answers[0]).text
    assert asked[0] == asked[1]
    assert [text.replace("X7", "X1") for text in told("D1")] == [told("D1")[0]] * 2
    assert list(AccessEntry.objects.filter(what=REFUSED).values_list("person__crn", flat=True)) == ["X1", None]


def test_five_numbers_that_were_not_opened_lock_the_glass_for_a_day(client, world, clock):
    for number in range(5):
        assert NOT_OPENED in Page(broken(client, world.user("P2"), f"X9{number}").content.decode()).text
        clock.set(f"2016-03-14 13:4{number}")
    for crn in ("X1", "X99"):
        assert LOCKED in Page(broken(client, world.user("P2"), crn).content.decode()).text
    assert not BrokenGlass.objects.exists()
    opened(client, world.user("S3"))
    clock.set("2016-03-15 13:32")
    opened(client, world.user("P2"))


@pytest.mark.parametrize("reason", ["", "now!", "x" * 1_001, "bad\u0007character in this text"])
def test_without_words_nothing_is_opened_nor_counted(client, world, reason):
    assert "There is a problem" in Page(broken(client, world.user("P2"), "X1", reason).content.decode()).text
    page = Page(broken(client, world.user("P2"), "", reason).content.decode())
    assert "Type the whole case reference number (CRN)" in page.text
    assert not BrokenGlass.objects.exists()
    assert not AccessEntry.objects.filter(what=REFUSED).exists()


@pytest.mark.parametrize("crn", ["X\u0000", "x" * 300, "<script>", "X1\nX3", "../X1"])
def test_whatever_is_typed_as_a_number_is_answered_in_words(client, world, crn):
    answer = broken(client, world.user("P2"), crn)
    assert answer.status_code == 200
    assert "There is a problem" in Page(answer.content.decode()).text


def test_what_is_open_already_is_not_opened_again(client, world):
    assert broken(client, world.user("P1"), " x1 ")["Location"] == "/people/X1/"
    world.case("X2", "2016-03-01", name="Beth Carr")
    assert broken(client, world.user("P2"), "X2")["Location"] == "/people/X2/"
    assert not BrokenGlass.objects.exists()
    opened(client, world.user("P2"))
    opened(client, world.user("P2"))
    assert BrokenGlass.objects.count() == 1


@pytest.mark.parametrize("role", ["D1", "I1"])
def test_it_is_for_those_who_work_with_people(client, world, role):
    assert broken(client, world.user(role)).status_code == 403


def test_what_is_not_there_says_how_to_open_a_record_in_danger_to_those_alone_who_may(client, world):
    client.force_login(world.user("P2"))
    assert BREAK in client.get("/people/X999/").content.decode()
    client.force_login(world.user("I1"))
    assert BREAK not in client.get("/people/X999/").content.decode()


def test_an_hour_is_counted_in_london_when_the_clocks_change(client, world, clock):
    clock.set("2016-03-27 00:30")
    glass = opened(client, world.user("P2"))
    assert glass.until == datetime(2016, 3, 27, 2, 30, tzinfo=LONDON)
