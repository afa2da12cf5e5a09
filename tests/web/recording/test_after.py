"""The page after a form: what it settled by both clocks, what it opens, and taking it back."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.web.recording.desk import CONTACT, MANAGER, ME, SEEN, Desk, filled, kinds
from tests.web.world import (
    Page,
    allocated,
    arranged,
    concerned,
    planned,
    released,
    screened,
    seen,
    stand_still,
    visited,
)
from throughcare.facts.risk import RoshLevel
from throughcare.facts.stream import withdrawn_numbers
from throughcare.records.models import ObligationRow, Person, SentForm
from throughcare.records.streams import stream_of
from throughcare.web.supervision.settled import say_early

pytestmark = [pytest.mark.database, pytest.mark.django_db]


# --- what it settled


def test_it_tells_what_it_settled_by_both_clocks(desk):
    """Sentenced on Tuesday 8 March: due by the 15th (inspection). Allocated on the 9th: by the 16th (contract)."""
    text = desk.record(CONTACT, **SEEN).text
    assert 'That settles "First appointment" (inspection), 1 working day early.' in text
    assert 'That settles "First appointment" (contract), 2 working days early.' in text
    assert text.count("That settles") == 2


def test_on_the_day_and_late(desk, monkeypatch):
    stand_still(monkeypatch, "2016-03-16")
    text = desk.record(CONTACT, **SEEN).text
    assert 'That settles "First appointment" (inspection), 1 working day late.' in text
    assert 'That settles "First appointment" (contract), on the day it was due.' in text


def test_somebody_else_than_their_own_practitioner_settles_the_contract_alone(desk):
    text = desk.record(CONTACT, **SEEN, officer=MANAGER).text
    assert "(inspection), 1 working day early" not in text
    assert 'That settles "First appointment" (contract), 2 working days early.' in text
    assert "First appointment due tomorrow See the person" in text


def test_an_absence_settles_nothing_for_the_inspection(desk):
    text = desk.record(CONTACT, met="OFFICE", outcome="UNACCEPTABLE ABSENCE").text
    assert '"First appointment" (inspection)' not in text


def test_what_the_contract_had_settled_already_by_the_arrangement_is_told(world, desk):
    world.record("X1", arranged("2016-03-14", ME, "10:00"))
    text = desk.record("/people/X1/outcome/M2016-03-14/", outcome="ATTENDED").text
    assert 'That settles "First appointment" (inspection), 1 working day early.' in text
    assert '"First appointment" (contract) was settled already, on 14 March 2016.' in text


def test_what_is_arranged_will_settle_it_on_its_day(desk):
    text = desk.record("/people/X1/arrange/", on="16 march", at_time="10:00").text
    assert 'On 16 March 2016 that will settle "First appointment" (contract), on the day it was due.' in text


def test_what_it_opens_is_told_with_its_day(desk):
    text = desk.record(CONTACT, **SEEN, also=["change"], change_note="A new partner").text
    assert "This opens: Review after a change (inspection), due in 5 working days, by 21 March 2016." in text
    assert "This opens: Tell others of the change (inspection)" in text


def test_a_duty_of_which_it_is_not_known_whether_it_is_owed_says_so(desk):
    """Nobody has screened Aaron Bell, so whether a home visit is owed is not known."""
    text = desk.record(CONTACT, met="HOME", outcome="ATTENDED").text
    assert 'That settles "Home visit" (inspection)' in text
    assert "It is not known whether it was owed." in text


def test_a_duty_that_was_not_owed_is_not_told(world, desk):
    world.record("X1", screened("2016-03-07", RoshLevel.LOW))
    assert '"Home visit"' not in desk.record(CONTACT, met="HOME", outcome="ATTENDED").text


def test_a_plan_by_somebody_else_is_told_as_not_holding(desk):
    text = desk.record(CONTACT, met="none", also=["plan"], officer=MANAGER).text
    assert '"Plan by their own practitioner" (inspection) does not hold.' in text
    assert 'That settles "Plan" (inspection)' in text


def test_what_is_still_open_is_told_with_the_form_that_settles_it(world, desk):
    world.record("X1", screened("2016-03-09", RoshLevel.HIGH), concerned("2016-03-09"))
    page = desk.record(CONTACT, **SEEN)
    open_ = page.text[page.text.index("Late, or due within four weeks, for Aaron Bell") :]
    assert "Plan due in 6 working days Complete the plan" in open_
    assert 'href="/people/X1/contact/?task=plan"' in page
    assert "Oversight after a new risk due in 17 working days for the manager" in open_
    assert 'href="/people/X1/oversight/"' not in page


def test_the_next_thing_is_offered(desk):
    page = desk.record(CONTACT, **SEEN)
    assert "No meeting is arranged." in page.text
    assert 'href="/people/X1/arrange/"' in page
    assert 'href="/people/X1/"' in page


@pytest.mark.parametrize(
    ("met", "due", "words"),
    [
        ("2016-03-14", "2016-03-14", "on the day it was due"),
        ("2016-03-11", "2016-03-14", "1 working day early"),
        ("2016-03-14", "2016-03-11", "1 working day late"),
        ("2016-03-12", "2016-03-13", "1 day early"),
        ("2016-03-13", "2016-03-11", "2 days late"),
        ("2016-03-24", "2016-03-30", "2 working days early"),
    ],
)
def test_early_and_late_in_words(met, due, words):
    """Easter 2016: Friday 25 and Monday 28 March are bank holidays."""
    assert say_early(date.fromisoformat(met), date.fromisoformat(due)) == words


def test_the_page_belongs_to_its_person(world, desk):
    world.case("X2", "2016-03-01", name="Maria Kowalska")
    desk.record(CONTACT, **SEEN)
    token = SentForm.objects.get().token
    assert desk.client.get(f"/people/X2/recorded/{token}/").status_code == 404
    assert desk.client.get("/people/X1/recorded/nothing/").status_code == 404


# --- undo


def undone(desk):
    sent = SentForm.objects.latest("pk")
    return sent, desk.client.post(f"/people/X1/recorded/{sent.token}/undo/")


def test_undo_takes_back_exactly_what_the_form_recorded(world, desk):
    world.record("X1", visited("2016-03-10", ME))
    desk.record(CONTACT, **SEEN, also=["plan"])
    world.record("X1", seen("2016-03-11", ME))
    sent, answer = undone(desk)
    assert answer.status_code == 303
    page = desk.get(answer["Location"])
    assert "Undone" in page.text
    assert "was taken back" in page.text
    assert withdrawn_numbers(stream_of(Person.objects.get(crn="X1"))) == set(sent.numbers)
    assert not ObligationRow.objects.filter(met_by__in=sent.numbers).exists()


def test_undo_twice_undoes_once(desk):
    desk.record(CONTACT, **SEEN)
    assert undone(desk)[1].status_code == 303
    many = len(kinds())
    assert undone(desk)[1].status_code == 303
    assert len(kinds()) == many


def test_undo_leaves_alone_what_was_withdrawn_meanwhile(desk):
    desk.record(CONTACT, **SEEN, also=["plan"])
    number = SentForm.objects.get().numbers[0]
    desk.record(f"/people/X1/facts/{number}/withdraw/", reason="Wrong day")
    sent = SentForm.objects.earliest("pk")
    desk.client.post(f"/people/X1/recorded/{sent.token}/undo/")
    assert kinds()[-2:] == ["withdrawn", "withdrawn"]
    assert withdrawn_numbers(stream_of(Person.objects.get(crn="X1"))) == set(sent.numbers)


def test_undoing_a_withdrawal_restores(desk):
    desk.record(CONTACT, **SEEN)
    number = SentForm.objects.get().numbers[0]
    desk.record(f"/people/X1/facts/{number}/withdraw/", reason="Wrong day")
    undone(desk)
    assert number not in withdrawn_numbers(stream_of(Person.objects.get(crn="X1")))


def test_undo_too_late(desk):
    desk.record(CONTACT, **SEEN)
    SentForm.objects.update(at=SentForm.objects.get().at - timedelta(minutes=11))
    sent, answer = undone(desk)
    page = Page(answer.content.decode())
    assert answer.status_code == 409
    assert "It can be undone for ten minutes, and those are over." in page.text
    assert not withdrawn_numbers(stream_of(Person.objects.get(crn="X1")))
    assert ">Undo<" not in desk.get(f"/people/X1/recorded/{sent.token}/")


def test_undo_of_anothers_form(world, desk):
    desk.record(CONTACT, **SEEN)
    other = Desk(Client(), world.user(MANAGER))
    sent, answer = undone(other)
    assert answer.status_code == 409
    assert "Priya Shah recorded this, and nobody else can undo it." in Page(answer.content.decode()).text
    assert not withdrawn_numbers(stream_of(Person.objects.get(crn="X1")))
    assert ">Undo<" not in other.get(f"/people/X1/recorded/{sent.token}/")


def test_undo_by_a_link_undoes_nothing(desk):
    desk.record(CONTACT, **SEEN)
    token = SentForm.objects.get().token
    assert desk.client.get(f"/people/X1/recorded/{token}/undo/")["Location"] == f"/people/X1/recorded/{token}/"
    assert "withdrawn" not in kinds()
    assert desk.client.post("/people/X1/recorded/nothing/undo/").status_code == 404


def test_a_release_is_settled_too(world, desk):
    """A person on licence: due five working days after release by the inspection, one by the contract."""
    world.person("X3", released("2016-03-10"), name="Dean Cole")
    world.record("X3", *_allocated())
    text = desk.record("/people/X3/contact/", **SEEN).text
    assert 'That settles "First appointment" (inspection), 3 working days early.' in text
    assert 'That settles "First appointment" (contract), 1 working day late.' in text


def _allocated():

    return [allocated("2016-03-10", ME), planned("2016-03-10", ME)]


def test_the_form_of_another_day_keeps_its_words(desk, monkeypatch):
    """What was settled is computed from the record as it stands, whenever the page is opened."""
    address = desk.post(CONTACT, filled(desk.get(CONTACT), **SEEN))["Location"]
    stand_still(monkeypatch, "2016-04-20")
    assert 'That settles "First appointment" (inspection), 1 working day early.' in desk.get(address).text
