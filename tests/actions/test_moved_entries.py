"""What follows the right person when a match is undone: reports and drafts, under names of their own; and never what an
agency said, which was asked about somebody else.
"""

from datetime import date, timedelta

import pytest

from tests.web.court_world import NOW, CourtWorld
from tests.web.world import allocated, limited, sentenced, stand_still
from throughcare.actions.checks import DoorShut, answer_through_door, ask_check, make_door
from throughcare.actions.court import ask_for_report, save_draft
from throughcare.actions.hearings import record_hearing
from throughcare.actions.matching import confirm_match, undo_match
from throughcare.actions.projections import rebuild
from throughcare.actions.record import case_now
from throughcare.actions.record import undo as undo_form
from throughcare.actions.streams import append
from throughcare.facts import YesNo
from throughcare.facts.checks import AnswerWay, CheckResult, CheckType
from throughcare.facts.court import Disposal, HearingResult, ReportFormat, Seriousness
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import CheckDoor, CourtItem, Hearing, Notice, Person, ReportDraft
from throughcare.records.streams import stream_of
from throughcare.rules.access import Role
from throughcare.rules.checks import Answer, CheckAsked
from throughcare.rules.refusals import NotRecorded
from throughcare.rules.report_request import Request

pytestmark = pytest.mark.django_db

REPORT, ABUSE = "report-2016-03-14", "check-dv-2016-03-14"
NOTHING = Answer(result=CheckResult.NOTHING_HELD, by="PC Plod, desk", way=AnswerWay.LINK)


@pytest.fixture
def world(monkeypatch):
    stand_still(monkeypatch, "2016-03-14")
    made = CourtWorld()
    made.staff("W1", "Ruth")
    return made


def ask(world, crn="X1", token="a1", hearing=None, at=NOW, police="POL-WY"):
    checks = (CheckAsked(CheckType.DOMESTIC_ABUSE, agency=police), CheckAsked(CheckType.CHILD_PROTECTION, agency="CS"))
    request = Request(
        court="Leeds",
        how="By a letter of the court.",
        provider="N02",
        format=ReportFormat.SHORT,
        due_on=date(2016, 3, 23),
        seriousness=Seriousness.COMMUNITY,
        abuse=YesNo.NO,
        child=YesNo.NO,
        differs="because the court wants it so",
        writer="W1",
        checks=checks,
    )
    return ask_for_report(person=crn, request=request, by=world.officer, at=at, token=token, hearing=hearing)


def confirmed(world, crn="X1"):
    hearing = world.hearing()
    reason = "he told me himself"
    confirm_match(hearing=hearing, person=crn, by=world.officer, at=NOW, token="c1", reason=reason)
    return Hearing.objects.get()


def undo(world, to="X2", token="u1"):
    at, reason = NOW + timedelta(hours=1), "it was his twin brother"
    undo_match(hearing=Hearing.objects.get(), by=world.officer, at=at, token=token, reason=reason, to=to)


def case(crn):
    return case_now(stream_of(Person.objects.get(crn=crn)))


def door_of(world, crn="X1", thread=ABUSE):
    person = Person.objects.get(crn=crn)
    keys = make_door(person=person, thread=thread, agency="POL-WY", by=world.officer, at=NOW)
    return CheckDoor.objects.latest("pk"), keys


def answer(door, keys):
    answer_through_door(door=door, token=keys.token, reference=keys.reference, answer=NOTHING, at=NOW)


def test_what_an_agency_said_of_one_person_is_never_said_of_another(world):
    world.known("X1")
    right = world.known("X2", given_names="Alan")
    hearing = confirmed(world)
    ask(world, hearing=hearing)
    answer(*door_of(world))
    undo(world)
    assert [report.thread for report in case("X2").reports] == [REPORT]
    asked, given = stream_of(right)[1:]
    assert (asked.kind, given.kind) == ("report_requested", "report_assigned")
    assert (asked.advised, asked.advice, asked.differs) == (None, None, None), "advised by the other's risk"
    assert not [check for check in case("X2").checks if check.asked_on or check.result]
    assert not case("X1").reports
    assert not [check for check in case("X1").checks if check.asked_on]


def test_a_link_to_an_agency_is_shut(world):
    world.known("X1")
    world.known("X2", given_names="Alan")
    ask(world, hearing=confirmed(world))
    door, keys = door_of(world)
    undo(world)
    door.refresh_from_db()
    assert door.closed_because == "about somebody else"
    with pytest.raises(DoorShut):
        answer(door, keys)


def test_a_check_that_was_asked_later_for_the_same_report_does_not_wait_for_ever(world):
    world.known("X1")
    world.known("X2", given_names="Alan")
    ask(world, hearing=confirmed(world))
    answer(*door_of(world))
    again, at = CheckAsked(CheckType.DOMESTIC_ABUSE, agency="POL-NY"), NOW + timedelta(minutes=20)
    ask_check(person="X1", asked=again, report=REPORT, by=world.officer, at=at, token="k1")
    undo(world)
    assert not [check for check in case("X1").checks if check.asked_on]
    assert not CourtItem.objects.filter(person__crn="X1").exists()


def test_drafts_go_with_the_report(world):
    person = world.known("X1")
    world.known("X2", given_names="Alan")
    ask(world, hearing=confirmed(world))
    save_draft(person=person, thread=REPORT, content={"a": "long"}, by=world.officer, at=NOW, expected=0)
    undo(world)
    assert list(ReportDraft.objects.values_list("person__crn", "thread")) == [("X2", REPORT)]


def test_orders_and_threads_that_the_right_person_has_are_left_alone(world):
    world.known("X1")
    world.known("X2", sentenced("2016-01-10", "1"), allocated("2016-01-11", "W1", "1"), given_names="Alan")
    hearing = confirmed(world)
    ask(world, hearing=hearing)
    ask(world, "X2", token="a2")
    hearing = Hearing.objects.get()
    custody = Disposal.IMMEDIATE_CUSTODY
    record_hearing(
        hearing=hearing, result=HearingResult.SENTENCED, disposal=custody, by=world.officer, at=NOW, token="m1"
    )
    undo(world)
    found = case("X2")
    orders = {order.number: (order.sentenced_on, order.disposal) for order in found.orders}
    assert orders["1"] == (date(2016, 1, 10), Disposal.COMMUNITY_ORDER)
    assert orders["3"] == (date(2016, 3, 14), custody)
    assert [(report.thread, report.order) for report in found.reports] == [(REPORT, "2"), (f"{REPORT}-2", "3")]
    assert Hearing.objects.get().threads[0] == f"{REPORT}-2"
    kept = list(CourtItem.objects.values_list("person__crn", "thread").order_by("pk"))
    rebuild()
    assert sorted(CourtItem.objects.values_list("person__crn", "thread")) == sorted(kept)


def test_there_and_back_loses_nothing(world):
    world.known("X1")
    world.known("X2", given_names="Alan")
    ask(world, hearing=confirmed(world))
    undo(world)
    undo(world, to="X1", token="u2")
    assert [report.thread for report in case("X1").reports] == [f"{REPORT}-2"]
    assert not case("X2").reports


def test_a_form_that_was_open_when_the_match_was_undone_records_nothing(world):
    world.known("X1")
    world.known("X2", given_names="Alan")
    stale = confirmed(world)
    undo(world)
    with pytest.raises(NotRecorded, match="not about this person"):
        ask(world, hearing=stale)
    assert not case("X1").reports


def test_a_link_never_answers_another_check_than_its_own(world):
    world.known("X1")
    ask(world)
    door, keys = door_of(world)
    undo_form(person="X1", token="a1", by=world.officer, at=NOW + timedelta(minutes=2))
    ask(world, token="a2", at=NOW + timedelta(minutes=3), police="POL-NY")
    assert [check.thread for check in case("X1").checks if check.asked_of == "POL-NY"] == [f"{ABUSE}-2"]
    with pytest.raises((DoorShut, NotRecorded)):
        answer(door, keys)
    assert not [check for check in case("X1").checks if check.result]


def test_the_holder_of_the_right_record_is_told_that_checks_are_owed_anew(world):
    world.known("X1")
    world.user("W1", Role.PRACTITIONER)
    world.known("X2", sentenced("2016-01-10", "1"), allocated("2016-01-11", "W1", "1"), given_names="Alan")
    ask(world, hearing=confirmed(world))
    undo(world)
    assert "ask for the checks anew" in Notice.objects.get(person__crn="X2").text


def test_nobody_undoes_a_match_with_somebody_who_is_hidden_from_them(world):
    world.known("X1")
    ask(world, hearing=confirmed(world))
    append(person="X1", drafts=[limited("2016-03-14", AccessLimit.RESTRICTION, "W9")], by=None, at=NOW)
    with pytest.raises(NotRecorded, match="undone already"):
        undo(world, to=None)
    assert Hearing.objects.get().person.crn == "X1"
