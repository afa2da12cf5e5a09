"""One hearing: candidates with why, a person decides, it is undone; whoever read it finds a notice."""

import pytest
from django.urls import reverse

from tests.web.court.sheets import mark_in, page, send, told
from tests.web.court_world import ELSEWHERE, NOW, row
from tests.web.world import allocated, draft, limited, sentenced
from throughcare.actions.matching import confirm_match, undo_match
from throughcare.actions.streams import append
from throughcare.facts.court import ReportRequested
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import AccessEntry, Hearing, MatchDecision, Notice, Person, User
from throughcare.records.queries.day_lists import COMPARED

pytestmark = pytest.mark.django_db


@pytest.fixture
def hearing(world):
    return world.hearing()


def at(hearing, name="hearing"):
    return reverse(name, args=[hearing.pk])


def test_a_candidate_is_shown_with_why_and_by_whom_held_and_no_more(joseph, world, hearing):
    world.staff("P1", name="Priya Shah")
    world.known("X1", sentenced("2016-03-01"), allocated("2016-03-02", "P1"), address="40 Secret Lane, LS1 5HD")
    text = page(joseph, at(hearing)).text
    assert "Aaron Bell, X1, born 2 May 1988: likely" in text
    assert "Same family name; same first name; same birth date; same postcode" in text
    assert "Held by Priya Shah, Leeds North, NPS North East" in text
    assert "Secret Lane" not in text
    assert "ommunity order" not in text
    assert AccessEntry.objects.get(person__crn="X1").what == COMPARED


def test_a_case_that_is_kept_from_the_officer_is_no_candidate(joseph, world, hearing):
    for limit, who in ((AccessLimit.EXCLUSION, "CO1"), (AccessLimit.RESTRICTION, "P9")):
        crn = f"X-{limit.value}"
        world.known(crn, limited("2016-03-01", limit, who), pnc="04/1A")
        text = page(joseph, at(hearing)).text
        assert crn not in text
        assert "Nobody who is known comes near" in text
    assert not AccessEntry.objects.filter(person__isnull=False).exists()


def test_somebody_confirms_and_sending_again_records_once(joseph, world, hearing):
    world.known("X1")
    mark = mark_in(page(joseph, at(hearing)))
    for _ in range(2):
        assert send(joseph, at(hearing), mark, person="X1").status_code == 303
    assert MatchDecision.objects.count() == 1
    assert "Known: Aaron Bell, X1" in page(joseph, at(hearing)).text
    assert "already" in told(send(joseph, at(hearing), mark_of_another(world, hearing), person="nobody"))


def mark_of_another(world, hearing):
    from throughcare.web.supervision.marks import new_mark

    return new_mark(world.officer.pk, crn=f"hearing {hearing.pk}").signed


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Say who it is"),
        ({"person": "other"}, "Type the CRN"),
        ({"person": "other", "crn": "X999"}, "There is no such person here, or their record is not open to you"),
        ({"person": "other", "crn": "X3"}, "There is no such person here, or their record is not open to you"),
        ({"person": "nobody", "crn": "X1"}, "chose somebody else"),
        ({"person": "X2"}, "Say in words why"),
        ({"person": "X4"}, "Say in words why"),
        ({"person": "X2", "reason": "y\u0000" * 9}, "Null characters"),
        ({"person": "X77"}, "not one of the choices"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_decided(joseph, world, hearing, fields, said):
    world.known("X1")
    world.known("X2", given_names="Sam")
    world.known("X3", limited("2016-03-01", AccessLimit.EXCLUSION, "CO1"))
    world.known("X4", given_names="Aron", pnc="04/1A")
    assert said in told(send(joseph, at(hearing), **fields))
    assert not MatchDecision.objects.exists()


def test_somebody_else_who_is_known_is_typed_with_a_reason(joseph, world, hearing):
    world.known("X2", given_names="Olu", family_name="Okafor", born_on=None)
    answer = send(joseph, at(hearing), person="other", crn=" x2 ", reason="he showed his licence")
    assert answer.status_code == 303
    assert Hearing.objects.get().person.crn == "X2"


def test_nobody_who_is_known_gets_a_record(joseph, hearing):
    assert send(joseph, at(hearing), person="nobody").status_code == 303
    text = page(joseph, at(hearing)).text
    assert "New record: Aaron Bell, N000001" in text
    assert "the record N000001 was begun" in text


def test_who_was_confirmed_for_the_case_before_is_offered_first(joseph, world, hearing):
    world.known("X1", given_names="Aron", family_name="Bel", born_on=None)
    world.known("X2")
    confirm_match(hearing=hearing, person="X1", by=world.officer, at=NOW, token="c", reason="he said so in court")
    world.list(row("R1", day="2016-03-21"))
    text = page(joseph, at(Hearing.objects.get(person=None))).text
    assert text.index("X1: possible" if "X1: possible" in text else "X1") < text.index("X2")
    assert "onfirmed for an earlier hearing of the same case" in text


def test_who_may_be_a_twin_of_who_was_confirmed_before_is_possible_only(joseph, world, hearing):
    world.known("X1", given_names="Aron")
    confirm_match(hearing=hearing, person="X1", by=world.officer, at=NOW, token="c", reason="he said so in court")
    world.list(row("R1", day="2016-03-21"))
    text = page(joseph, at(Hearing.objects.get(person=None))).text
    assert "X1, born 2 May 1988: possible" in text
    assert "perhaps a twin" in text


def test_what_lists_changed_stands_on_the_page(joseph, world, hearing):
    world.list(row("R1", time="14:30", born_on="1988-05-03"))
    text = page(joseph, at(hearing)).text
    assert "Time: 10:00, now 14:30" in text
    assert "Date of birth: 2 May 1988, now 3 May 1988" in text
    assert "On the list: listed, now moved" in text


def test_a_hearing_elsewhere_is_not_there(joseph, hearing):
    Hearing.objects.update(court=ELSEWHERE)
    for name in ("hearing", "undo_match"):
        assert joseph.get(at(hearing, name)).status_code == 404
        assert joseph.post(at(hearing, name), {"person": "nobody"}).status_code == 404


@pytest.mark.parametrize("hidden", ["X1", "X2"])
def test_a_reason_is_told_of_nobody_where_one_of_the_decisions_is_about_somebody_hidden(joseph, world, hearing, hidden):
    world.known("X1")
    world.known("X2")
    confirm_match(hearing=hearing, person="X1", by=world.officer, at=NOW, token="c", reason="he told me himself")
    undo_match(hearing=hearing, by=world.officer, at=NOW, token="u", reason="it was his brother", to="X2")
    assert "it was his brother" in page(joseph, at(hearing)).text
    world.record(hidden, limited("2016-03-14", AccessLimit.RESTRICTION, "P9"))
    text = page(joseph, at(hearing)).text
    assert "Decided · Joseph Tetteh" in text
    assert "Undone by Joseph Tetteh" in text
    for gone in (hidden, "himself", "brother", "open to you"):
        assert gone not in text


# --- undone -------------------------------------------------------------------------------------------------------


def test_it_is_undone_and_whoever_read_it_finds_a_notice(joseph, world, hearing, client):
    world.staff("P1")
    priya = world.user("P1")
    world.known("X1", sentenced("2016-01-01"), allocated("2016-01-02", "P1"))
    world.known("X2")
    assert send(joseph, at(hearing), person="X1").status_code == 303
    thread = f"hearing:{hearing.pk}:report"
    append(person="X1", drafts=[draft(ReportRequested, "2016-03-14", thread=thread, order="1")], by=None, at=NOW)
    undo = at(hearing, "undo_match")
    assert "whose they are" in told(send(joseph, undo, to="open", reason="the birth date was misread"))
    assert "Type the CRN" in told(send(joseph, undo, to="other", reason="the birth date was misread"))
    assert "Say why" in told(send(joseph, undo, to="other", crn="X2"))
    mark = mark_in(page(joseph, undo))
    for _ in range(2):
        answer = send(joseph, undo, mark, to="other", crn="X2", reason="the birth date was misread")
        assert answer.status_code == 303
    text = page(joseph, answer.headers["Location"]).text
    assert "Undone by Joseph Tetteh" in text
    assert Person.objects.get(crn="X2").facts == 2

    client.force_login(priya)
    assert "1 notice to read" in page(client, "/").text
    notices = page(client, "/court/notices/")
    assert "was taken to be about X1" in notices.text
    assert "X2" not in notices.text
    assert send(client, "/court/notices/", notice=Notice.objects.get(user=priya).pk).status_code == 303
    assert "notice to read" not in page(client, "/").text
    assert "was taken to be about X1" in page(client, "/court/notices/").text, "it stays to be read again"


def test_nobody_reads_anothers_notice(joseph, world):
    other = world.user("P1")
    notice = Notice.objects.create(user=other, text="for P1 alone", at=NOW)
    User.objects.filter(pk=other.pk).update(unread_notices=1)
    assert "for P1 alone" not in page(joseph, "/court/notices/").text
    send(joseph, "/court/notices/", mark_in_notices(world), notice=notice.pk)
    assert Notice.objects.get().read_at is None


def mark_in_notices(world):
    from throughcare.web.supervision.marks import new_mark

    return new_mark(world.officer.pk, crn="notices").signed


def test_an_open_hearing_has_nothing_to_undo(joseph, hearing):
    assert "Nobody has said yet who this is" in page(joseph, at(hearing, "undo_match")).text
