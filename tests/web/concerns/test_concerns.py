"""Professional concerns: raised by whoever may read the case, answered by a manager, and not there for anybody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.recording.desk import MANAGER, ME, OTHER, Desk, filled, kinds, last, recording_world
from tests.web.world import CRC, NPS, Page, draft, limited
from throughcare.facts.allocation import StaffConcernKind, StaffConcernRaised, StaffConcernReply
from throughcare.facts.court import ReportRequested
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import AccessEntry, Notice
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]
RAISE = "/concerns/X1/raise/"
SAID = "She has no training for cases of domestic abuse."
KIND = StaffConcernKind.NOT_TRAINED.value


@pytest.fixture
def world(monkeypatch):
    return recording_world(monkeypatch)


@pytest.fixture
def desk(world, client):
    """A browser in which Priya Shah, who holds the case, says so herself."""
    return Desk(client, world.user(ME))


def as_(desk, user) -> Desk:
    return Desk(desk.client, user)


def raised_by_sam(world, desk) -> None:
    """Sam Reid of the same team opens the case as cover, and raises a concern about who holds it."""
    sam = as_(desk, world.user(OTHER))
    sam.post("/people/X1/why/", {"why": "Cover for Priya this week", "next": RAISE})
    sam.record(RAISE, staff_concern=KIND, said=SAID)


def test_a_concern_is_raised_and_its_managers_are_told(desk):
    page = desk.get(RAISE)
    assert "Priya Shah holds the case." in page.text
    told = desk.record(RAISE, staff_concern=KIND, said=SAID)
    assert "Raised by you: 1" in told.text
    assert (last().kind, last().officer, last().about, last().note) == ("staff_concern_raised", ME, ME, SAID)
    notice = Notice.objects.get()
    assert notice.user.code == MANAGER
    assert notice.text == "A professional concern was raised about the case of Aaron Bell (X1)."


def test_what_is_missing_is_asked_for(desk):
    page = desk.refused(RAISE, staff_concern="", said="")
    assert "Say what is wrong: not trained for this, no capacity, or not safe." in page.text
    assert "Say what worries you" in page.text


def test_whom_it_is_about_finds_it_nowhere(world, desk):
    raised_by_sam(world, desk)
    number = last().number
    mine = as_(desk, world.user(ME))
    for address in ("/people/X1/", "/people/X1/timeline/", "/people/X1/duties/", "/concerns/", "/"):
        page = mine.get(address)
        assert SAID not in page.text, address
        assert "oncern raised" not in page.text, address
        assert "Sam Reid" not in page.text, address
    mine.get(f"/people/X1/facts/{number}/withdraw/", status=404)
    assert f"/people/X1/facts/{number}/" not in mine.get("/people/X1/timeline/")


def test_somebody_who_was_typing_meanwhile_is_not_told_of_it(world, desk):
    form = filled(desk.get("/people/X1/contact/"), met="OFFICE", outcome="ATTENDED")
    raised_by_sam(world, desk)
    page = as_(desk, world.user(ME)).back(desk.post("/people/X1/contact/", form))
    assert "Somebody else recorded on Aaron Bell while you were typing" in page.text
    assert "rofessional concern was" not in page.text
    assert "oncern raised" not in page.text


def test_the_manager_answers_and_whoever_raised_it_is_told(world, desk):
    raised_by_sam(world, desk)
    manager = as_(desk, world.user(MANAGER))
    page = manager.get("/concerns/")
    assert page.heading == "1 professional concern to answer"
    assert "raised on 14 March 2016 by Sam Reid, when Priya Shah held the case" in page.text
    address = page.split('href="/concerns/X1/')[1].split('"')[0]
    address = f"/concerns/X1/{address}"
    assert "Say what is done about it." in manager.refused(address).text
    told = manager.record(address, staff_reply=StaffConcernReply.SUPPORT.value, weighed="They work on it together.")
    assert "Answered: 1" in told.text
    assert "already" in manager.refused(address, staff_reply="SUPPORT", weighed="They work on it together now.").text
    notice = Notice.objects.exclude(user__code=MANAGER).get()
    assert notice.user.code == OTHER
    assert "Denise Ibbotson answered your professional concern about the case of Aaron Bell (X1)" in notice.text
    mine = as_(desk, world.user(OTHER)).get("/concerns/")
    assert "Answered by Denise Ibbotson on 14 March 2016: the case stays, with support or joint working." in mine.text


def test_other_managers_see_nothing_of_it_and_inspectors_count_it(world, desk):
    raised_by_sam(world, desk)
    thread = last().thread
    other = world.user("M9", Role.SENIOR_PROBATION_OFFICER, organisation=CRC, team="")
    elsewhere = as_(desk, other)
    assert "No concern waits for an answer." in elsewhere.get("/concerns/").text
    assert "No professional concern was raised" in elsewhere.get("/concerns/figures/").text
    elsewhere.get(f"/concerns/X1/{thread}/answer/", status=404)
    inspector = as_(desk, world.user("I1", Role.INSPECTOR, organisation="", team=""))
    assert SAID in inspector.get("/concerns/").text
    assert "NPS North East 1 0 0 1" in inspector.get("/concerns/figures/").text
    lead = as_(desk, world.user("L1", Role.PROVIDER_LEAD, team=""))
    assert SAID not in lead.get("/concerns/").text
    assert "NPS North East 1 0 0 1" in lead.get("/concerns/figures/").text


def test_a_case_that_is_kept_from_somebody_is_not_counted_for_them(world, desk):
    raised_by_sam(world, desk)
    world.record("X1", limited("2016-03-14", AccessLimit.RESTRICTION, "P9"))
    for code in (MANAGER, OTHER):
        page = as_(desk, world.user(code)).get("/concerns/")
        assert "Aaron Bell" not in page.text
    manager = as_(desk, world.user(MANAGER))
    assert "No professional concern was raised" in manager.get("/concerns/figures/").text
    manager.get(RAISE, status=404)
    inspector = as_(desk, world.user("I1", Role.INSPECTOR, organisation="", team=""))
    assert "NPS North East 1 0 0 1" in inspector.get("/concerns/figures/").text


def test_whom_it_is_about_does_not_count_it_either(world, desk):
    world.case("X2", "2016-03-08", officer=MANAGER, name="Bea Cole")
    sam = as_(desk, world.user(OTHER))
    sam.post("/people/X2/why/", {"why": "Cover for Denise this week", "next": "/concerns/X2/raise/"})
    sam.record("/concerns/X2/raise/", staff_concern=KIND, said=SAID)
    manager = as_(desk, world.user(MANAGER))
    assert "Waiting for an answer: 0" in manager.get("/concerns/").text
    assert "No professional concern was raised" in manager.get("/concerns/figures/").text
    manager.get(f"/concerns/X2/{last('X2').thread}/answer/", status=404)


def test_a_case_without_a_practitioner_has_nobody_to_be_worried_about(world, desk):
    world.case("X3", "2016-03-08", officer=None, name="Cy Dunn")
    page = as_(desk, world.user(MANAGER)).refused("/concerns/X3/raise/", staff_concern=KIND, said=SAID)
    assert "No practitioner holds the case" in page.text
    assert "staff_concern_raised" not in kinds("X3")


def test_court_staff_raise_concerns_about_those_on_whom_they_reported_and_no_others(world, desk):
    world.case("X2", "2016-03-08", officer=OTHER, name="Bea Cole")
    world.record("X1", draft(ReportRequested, "2016-03-01", thread="R1", order="1", provider=NPS))
    officer = as_(desk, world.user("CO1", Role.COURT_OFFICER, team=""))
    told = officer.record(RAISE, staff_concern=KIND, said=SAID)
    assert "Raised by you: 1" in told.text
    assert "Aaron Bell" in told.text
    officer.get("/concerns/X2/raise/", status=404)
    world.record("X1", limited("2016-03-14", AccessLimit.EXCLUSION, "CO1"))
    officer.get(RAISE, status=404)
    assert "Aaron Bell" not in officer.get("/concerns/").text


def test_the_list_asks_as_much_of_the_database_for_ten_as_for_one(world, desk):
    raised_by_sam(world, desk)
    manager = as_(desk, world.user(MANAGER))

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            manager.get("/concerns/")
        return len(found)

    few = asked()
    for number in range(10):
        said = draft(
            StaffConcernRaised,
            "2016-03-10",
            thread="C",
            staff_concern=StaffConcernKind.NOT_SAFE,
            officer=OTHER,
            about=ME,
        )
        world.case(f"Y{number}", "2016-03-08", said)
    assert asked() == few
    assert manager.get("/concerns/").heading == "11 professional concerns to answer"


def test_who_looked_is_kept(world, desk):
    raised_by_sam(world, desk)
    as_(desk, world.user(MANAGER)).get("/concerns/")
    assert AccessEntry.objects.filter(what="professional concerns", user__code=MANAGER).count() == 1


def test_sent_twice_it_is_raised_once(desk):
    form = filled(desk.get(RAISE), staff_concern=KIND, said=SAID)
    desk.recorded(desk.post(RAISE, form))
    desk.recorded(desk.post(RAISE, form))
    assert kinds().count("staff_concern_raised") == 1
    assert Notice.objects.count() == 1
    assert isinstance(desk.get("/concerns/"), Page)
