"""The queue of orders that wait, and deciding on one: by the right roles, against the wrong ones, once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.provider.conftest import COMPANY, COURT, INSPECTOR, PRACTITIONER, SENIOR, asked_at, level, scored
from tests.web.recording.desk import filled, kinds, last
from tests.web.world import limited, sentenced
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import AccessEntry, CaseSummary

pytestmark = pytest.mark.django_db
QUEUE = "/allocation/waiting/"
DECIDE = "/allocation/X1/1/decide/"
NO = {"mappa": "N", "public_interest": "N", "deportation": "N"}


def waiting_case(world, crn="X1", *more, on="2016-03-08", name="Aaron Bell"):
    return world.person(crn, asked_at("2016-02-20"), sentenced(on), *more, name=name)


def test_what_waits_is_told_late_and_due_first_and_leads_to_the_decision(world, desk_of):
    waiting_case(world, "X1", level("2016-03-01", "HIGH"))
    waiting_case(world, "X2", on="2016-03-10", name="Bea Cole")
    page = desk_of(COURT).get(QUEUE)
    assert page.heading == "1 order late and 1 order due today"
    assert page.index("Aaron Bell") < page.index("Bea Cole")
    assert f'href="{DECIDE}"' in page
    assert "By the rule: the National Probation Service (risk of serious harm)" in page.text
    assert "Not known yet: MAPPA, risk of serious harm, RSR, public interest and deportation" in page.text
    assert AccessEntry.objects.filter(user__code=COURT, what="orders: waiting for an organisation").count() == 2


def test_the_queue_can_be_narrowed_and_says_why_it_is_empty(world, desk_of):
    desk = desk_of(COURT)
    assert "No order waits for an organisation." in desk.get(QUEUE).text
    waiting_case(world)
    assert "Aaron Bell" in desk.get(f"{QUEUE}?due=late").text
    assert "No order that waits is of what you chose." in desk.get(f"{QUEUE}?due=today").text
    assert "Aaron Bell" in desk.get(f"{QUEUE}?stage=open").text
    assert "Aaron Bell" not in desk.get(f"{QUEUE}?stage=sent").text
    assert "Aaron Bell" in desk.get(f"{QUEUE}?stage=nonsense&decided=x&page=99").text


def test_it_is_decided_with_what_the_record_does_not_know_and_kept(world, desk_of):
    waiting_case(world, "X1", level("2016-03-01", "LOW"), scored("2016-03-02", "1.02"))
    desk = desk_of(COURT)
    page = desk.get(DECIDE)
    assert "1.02%" in page.text
    assert "if the score reached 6.90%" in page.text
    done = desk.record(DECIDE, **NO, decided="CRC")
    assert "Decided on 14 March 2016 for the community rehabilitation company" in done.text
    assert "Decided by Joseph Tetteh" in done.text or "Decided by CO1" in done.text
    assert (last().kind, last().decided_type, last().rule_gives) == ("provider_decided", "CRC", "CRC")
    assert "Decided, not sent" in desk.get(QUEUE).text
    again = filled(desk.get(DECIDE))
    assert (again["mappa"], again["decided"]) == (["N"], ["CRC"])


def test_what_is_wrong_is_told_and_what_was_typed_stays(world, desk_of):
    waiting_case(world, "X1", level("2016-03-01", "LOW"))
    desk = desk_of(COURT)
    page = desk.refused(DECIDE, **NO, decided="CRC")
    assert "Not known: risk of serious recidivism (RSR)" in page.text
    assert filled(page)["deportation"] == ["N"]
    assert "Say which of the two" in desk.refused(DECIDE, **NO).text
    assert kinds()[-1] == "assessed"
    desk.record(DECIDE, **NO, decided="CRC", reason="The score waits for the papers of the court")
    assert last().note == "The score waits for the papers of the court"


def test_a_case_that_the_service_keeps_then_waits_for_its_manager(world, desk_of):
    waiting_case(world, "X1", level("2016-03-01", "HIGH"))
    court = desk_of(COURT)
    page = court.record(DECIDE, decided="NPS")
    assert 'href="/allocation/X1/1/keep/"' in page
    queue = court.record("/allocation/X1/1/keep/")
    assert "X1 is kept in your organisation" in queue.text
    assert "Aaron Bell" not in queue.text
    summary = CaseSummary.objects.get(person__crn="X1")
    assert (summary.organisation, summary.team, summary.officer) == ("N02", "", "")
    assert last().allocated_because == "FIRST"
    court.get(DECIDE, 404)
    assert "Aaron Bell" in desk_of(SENIOR).get("/people/X1/").text


def test_of_two_at_once_the_second_is_told(world, desk_of):
    waiting_case(world, "X1", level("2016-03-01", "HIGH"))
    court = desk_of(COURT)
    court.record(DECIDE, decided="NPS")
    kept = filled(court.get("/allocation/X1/1/keep/"))
    other = filled(court.get("/allocation/X1/1/keep/"))
    court.recorded(court.post("/allocation/X1/1/keep/", kept))
    assert court.post("/allocation/X1/1/keep/", other).status_code == 404
    assert kinds().count("allocated") == 1


def test_a_decision_is_sent_once(world, desk_of):
    waiting_case(world, "X1", level("2016-03-01", "HIGH"))
    court = desk_of(COURT)
    form = filled(court.get(DECIDE), decided="NPS")
    court.recorded(court.post(DECIDE, form))
    court.recorded(court.post(DECIDE, form))
    assert kinds().count("provider_decided") == 1


@pytest.mark.parametrize("code", [COMPANY])
def test_it_is_not_theirs_to_decide(world, desk_of, code):
    waiting_case(world)
    desk_of(code).get(DECIDE, 404)
    assert "Aaron Bell" not in desk_of(code).get(QUEUE).text


@pytest.mark.parametrize("code", [PRACTITIONER, INSPECTOR])
def test_it_is_not_for_their_role(world, desk_of, code):
    waiting_case(world)
    desk_of(code).get(DECIDE, 403)
    desk_of(code).get(QUEUE, 403)


def test_a_restricted_order_is_not_even_counted(world, desk_of):
    waiting_case(world, "X1", limited("2016-03-09", AccessLimit.RESTRICTION, "P9"))
    desk = desk_of(COURT)
    assert "No order waits for an organisation." in desk.get(QUEUE).text
    assert desk.get(DECIDE, 404).text == desk.get("/allocation/X9/1/decide/", 404).text


def test_what_changed_since_is_on_the_queue_and_in_the_overview(world, desk_of):
    waiting_case(world, "X1", level("2016-03-01", "LOW"), scored("2016-03-02", "1.02"))
    court = desk_of(COURT)
    court.record(DECIDE, **NO, decided="CRC")
    world.record("X1", scored("2016-03-14", "7.20"))
    told = "Since then RSR went from 1.02% to 7.20%: decide again."
    assert told in court.get(QUEUE).text
    page = court.get(DECIDE)
    assert told in page.text
    assert "/keep/" not in page


def test_a_held_case_whose_inputs_changed_is_listed_for_its_manager(world, desk_of):
    waiting_case(world, "X1", level("2016-03-01", "HIGH"))
    court = desk_of(COURT)
    court.record(DECIDE, decided="NPS")
    court.record("/allocation/X1/1/keep/")
    senior = desk_of(SENIOR)
    assert "Nothing changed since it was decided." in senior.get("/allocation/decide-again/").text
    world.record("X1", level("2016-03-14", "LOW"))
    told = "Since then the risk of serious harm went from high to low: decide again."
    assert told in senior.get("/allocation/decide-again/").text
    assert told in senior.get("/people/X1/").text
    senior.get(DECIDE)


def test_the_pages_ask_as_much_of_the_database_however_much_waits(world, desk_of):

    def asked(address, code):
        desk = desk_of(code)
        desk.get(address)
        with CaptureQueriesContext(connection) as found:
            desk.get(address)
        return len(found)

    pages = [(QUEUE, COURT), ("/allocation/decide-again/", SENIOR)]
    waiting_case(world, "Y0", level("2016-03-01", "HIGH"))
    few = [asked(*page) for page in pages]
    for number in range(1, 9):
        waiting_case(world, f"Y{number}", level("2016-03-01", "LOW"), scored("2016-03-02", "1.02"))
    assert [asked(*page) for page in pages] == few


def test_what_waits_stands_on_the_home_page_of_a_court_officer(world, desk_of):
    desk = desk_of(COURT)
    assert "Every order that was passed is held by an organisation." in desk.get("/").text
    waiting_case(world)
    page = desk.get("/")
    assert f'href="{DECIDE}"' in page
    assert "Which organisation?" in page.text
    assert "passed on 8 March · not decided" in page.text
