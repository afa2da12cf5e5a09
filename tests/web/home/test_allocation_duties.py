"""What the standards of allocation and handover put on the lists of homes, and on whose."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch

from tests.web.world import CRC, NPS, allocated, draft, sentenced
from throughcare.facts.allocation import ProviderDecided, StaffConcernRaised
from throughcare.facts.escalation import EscalationDecided
from throughcare.facts.handover import HandoverSent
from throughcare.facts.risk import FullExempted
from throughcare.rules.access import Role
from throughcare.rules.tasks import Task
from throughcare.web.design import desk_addresses
from throughcare.web.design.desk_addresses import address_at_desk, power_at_desk

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SPO = ("M1", Role.SENIOR_PROBATION_OFFICER)
ROUTES = ("allocate", "send_handover", "handover", "answer_concern", "answer_exemption", "decide_referral")


@pytest.fixture
def desks(monkeypatch):
    """The desks as they are when all of them are there."""

    def found(route, args):
        if route not in ROUTES:
            raise NoReverseMatch(route)
        return f"/{route}/{'/'.join(args)}/"

    monkeypatch.setattr(desk_addresses, "reverse", found)


@pytest.fixture
def no_desks(monkeypatch):
    """The desks where none is there."""

    def found(route, args):
        raise NoReverseMatch(route, args)

    monkeypatch.setattr(desk_addresses, "reverse", found)


def handover(on, thread="H1", *, sender=NPS, to=CRC):
    return draft(HandoverSent, on, thread=thread, order="1", from_provider=sender, to_provider=to)


def concern_of_staff(on, thread="S1"):
    return draft(StaffConcernRaised, on, thread=thread, staff_concern="NOT TRAINED", officer="P1", about="P1")


@pytest.mark.usefixtures("desks")
def test_who_waits_for_a_practitioner_is_told_once_and_by_when_somebody_is_to_be_named(world, look):
    world.person("X1", sentenced("2016-03-07"), allocated("2016-03-08", None), name="Aaron Bell")
    page = look(*SPO)
    assert page.heading == "1 person waits for a practitioner"
    assert "somebody is to be named by 10 March" in page.text
    assert page.count("Aaron Bell</a>") == 1
    assert 'href="/allocate/X1/"' in page


@pytest.mark.usefixtures("no_desks")
def test_where_no_desk_allocates_the_record_is_opened(world, look):
    world.person("X1", sentenced("2016-03-07"), allocated("2016-03-08", None), name="Aaron Bell")
    assert 'href="/people/X1/"' in look(*SPO)


@pytest.mark.usefixtures("desks")
def test_a_decision_that_changes_who_holds_a_case_is_to_be_passed_on(world, look):
    first = draft(ProviderDecided, "2016-02-01", order="1", decided_type="NPS", provider=NPS)
    again = draft(ProviderDecided, "2016-03-08", order="1", decided_type="CRC", provider=NPS)
    world.person("X1", sentenced("2016-02-01"), first, allocated("2016-02-01", "P1"), again, name="Aaron Bell")
    page = look(*SPO)
    (line,) = [each for each in page.lines() if each.startswith("Passing on of the case Aaron Bell")]
    assert "opened by the decision who is to hold the case of 8 March" in line
    assert 'href="/send_handover/X1/1/"' in page


@pytest.mark.usefixtures("desks")
def test_a_transfer_after_an_accepted_referral_is_the_holders(world, look):
    taken = draft(EscalationDecided, "2016-03-01", thread="E1", from_provider=NPS, to_provider=CRC, decision="ACCEPTED")
    world.case("X1", "2016-02-01", taken)
    assert any(each.startswith("Transfer after an accepted referral Aaron Bell") for each in look(*SPO).lines())
    assert "Transfer after" not in look().text.partition("The manager's turn")[0]


@pytest.mark.usefixtures("desks")
def test_an_exemption_waits_for_the_manager(world, look):
    world.case("X1", "2016-02-01", draft(FullExempted, "2016-03-09", thread="F1", officer="P1"))
    page = look(*SPO)
    assert any(each.startswith("Exemption from the full analysis Aaron Bell") for each in page.lines())
    assert 'href="/answer_exemption/X1/"' in page


@pytest.mark.usefixtures("desks")
def test_a_handover_is_answered_by_the_manager_of_whoever_was_asked(world, look):
    world.case("X1", "2016-02-01", handover("2016-03-09"))
    world.case("X2", "2016-02-01", handover("2016-03-09", sender=CRC, to=NPS), name="Ben Cole")
    page = look(*SPO)
    assert next(each for each in page.lines() if each.startswith("Answer to a handover")).startswith(
        "Answer to a handover Ben Cole X2"
    )
    assert "Answer to a handover Aaron Bell" not in page.text
    assert 'href="/handover/X2/H1/"' in page


@pytest.mark.usefixtures("desks")
def test_a_professional_concern_is_the_managers_to_know_of_and_nobody_elses(world, look):
    world.case("X1", "2016-02-01", concern_of_staff("2016-03-01"))
    page = look(*SPO)
    assert any(each.startswith("Professional concern Aaron Bell") for each in page.lines())
    assert 'href="/answer_concern/X1/S1/"' in page
    assert "rofessional concern" not in look().text
    assert "rofessional concern" in look(*SPO, address="/people/X1/").text
    due = look(address="/people/X1/").text
    assert "Answer the professional concern" not in due
    assert "Professional concern 4 working days late" not in due


@pytest.mark.usefixtures("desks")
def test_the_manager_sees_the_desk_of_a_duty_on_the_record_and_a_practitioner_does_not(world, look):
    world.case("X1", "2016-02-01", draft(FullExempted, "2016-03-09", thread="F1", officer="P1"))
    assert 'href="/answer_exemption/X1/"' in look(*SPO, address="/people/X1/")
    page = look(address="/people/X1/")
    assert "Exemption from the full analysis" in page.text
    assert "answer_exemption" not in page


def test_more_handovers_ask_no_more_queries(world, client):
    def asked():
        client.force_login(world.user(*SPO))
        from django.db import connection

        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    world.case("X1", "2016-02-01", handover("2016-03-09", sender=CRC, to=NPS), concern_of_staff("2016-03-01"))
    asked()
    few = asked()
    for number in range(2, 9):
        more = (handover("2016-03-09", sender=CRC, to=NPS), concern_of_staff("2016-03-01"))
        world.case(f"X{number}", "2016-02-01", *more, name=f"Case {number}")
    assert asked() == few


@pytest.mark.parametrize("task", list(Task))
@pytest.mark.usefixtures("desks")
def test_a_desk_that_settles_a_task_says_what_it_needs(task):
    found = address_at_desk(task, "X1", order="1", thread="H1")
    assert bool(found) == (power_at_desk(task) is not None)
    assert address_at_desk(None, "X1") == ""


@pytest.mark.usefixtures("desks")
def test_without_the_order_or_the_thread_there_is_no_address():
    assert address_at_desk(Task.HAND_OVER, "X1") == ""
    assert address_at_desk(Task.ANSWER_HANDOVER, "X1", order="1") == ""
    assert address_at_desk(Task.COUNTERSIGN, "X1") == "/answer_exemption/X1/"
