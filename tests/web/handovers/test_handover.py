"""A case is sent, accepted or returned, by the right people and against the wrong ones."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.handovers.world import (
    ACCEPT,
    COURT,
    CRC_OTHER,
    CRC_SENIOR,
    EMPTY_TEAM,
    HELD,
    NEW,
    NPS_SENIOR,
    OWN,
    PACK,
    RETURN,
    SEND_HELD,
    SEND_NEW,
    THREAD,
    TODAY,
    desk_of,
    handover_world,
    known,
    reported,
    sent,
)
from tests.web.recording.desk import filled, kinds, last
from tests.web.world import AT, CRC, NPS, answered, asked, draft, limited, sentenced
from throughcare.actions import late_entries
from throughcare.facts.checks import CheckRequested, CheckResult, CheckReturned, CheckType
from throughcare.facts.court import ReportFormat, ReportRequested
from throughcare.facts.handover import HandoverSent
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import AccessEntry, CaseSummary, HandoverItem, Notice, Person, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch):
    world = handover_world(monkeypatch)
    world.record(NEW, asked("2016-03-10", CheckType.CHILD_PROTECTION, "K2"))
    world.record(NEW, answered("2016-03-11", CheckResult.NOTHING_HELD, CheckType.CHILD_PROTECTION, "K2"))
    return world


@pytest.fixture
def court(world):
    return desk_of(world, COURT)


@pytest.fixture
def company(world):
    return desk_of(world, CRC_SENIOR)


def held_is_ready(world):
    """Nothing important is missing of X2."""
    for thread, check in (("K1", CheckType.DOMESTIC_ABUSE), ("K2", CheckType.CHILD_PROTECTION)):
        world.record(HELD, asked("2016-02-01", check, thread))
        world.record(HELD, answered("2016-02-02", CheckResult.NOTHING_HELD, check, thread))


# --- sending


def test_the_form_says_first_what_is_missing_and_then_all_that_goes(court):
    page = court.get(SEND_NEW)
    assert "Police domestic abuse check asked on 10 March 2016, not back" in page.text
    assert page.text.index("What is missing") < page.text.index("Everything that goes with it")
    assert "who is at risk A former partner" in page.text
    assert "18 March 2016" in page.text  # two working days


def test_a_case_is_not_sent_while_something_important_is_missing_unless_somebody_says_why(court):
    page = court.refused(SEND_NEW, **sent(nonetheless=[], note=""))
    assert "Something important is missing: police domestic abuse check asked on 10 March 2016, not back" in page.text
    page = court.refused(SEND_NEW, **sent(note=""))
    assert "Say why it cannot wait for what is missing." in page.text
    assert "handover_sent" not in kinds(NEW)


def test_a_case_is_sent_with_what_was_missing_kept_and_the_managers_there_told(court):
    page = court.record(SEND_NEW, **sent())
    fact = last(NEW)
    assert (fact.kind, fact.to_provider, fact.missing_then) == ("handover_sent", CRC, "check_not_back:DV,no_address")
    assert "Sent. They are told" in page.text
    told = {each.user.code for each in Notice.objects.all()}
    assert told == {CRC_SENIOR, CRC_OTHER}
    item = HandoverItem.objects.get()
    assert (item.from_provider, item.to_provider, str(item.reply_by)) == (NPS, CRC, "2016-03-18")


def test_the_same_form_sent_again_sends_and_tells_once(court):
    data = filled(court.get(SEND_NEW), **sent())
    for _ in range(2):
        assert court.post(SEND_NEW, data).status_code == 303
    assert kinds(NEW).count("handover_sent") == 1
    assert Notice.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"to": ""}, "Choose the organisation that is to take the case."),
        ({"team": f"{CRC}:{EMPTY_TEAM}"}, "Nobody works in that team"),
    ],
)
def test_where_a_case_cannot_go_is_said(court, typed, said):
    assert said in court.refused(SEND_NEW, **sent(**typed)).text


def test_an_organisation_that_is_not_there_or_ones_own_cannot_be_chosen(court):
    for code in (NPS, "POL", "nowhere"):
        data = filled(court.get(SEND_NEW), **sent(to=code))
        assert court.post(SEND_NEW, data).status_code == 200
    assert "handover_sent" not in kinds(NEW)


def test_a_case_is_not_sent_twice(court):
    court.record(SEND_NEW, **sent())
    page = court.refused(SEND_NEW, **sent(note="Another note altogether."))
    assert "waits for their answer" in page.text


def test_a_case_is_not_sent_while_its_report_is_being_written(court, world):
    world.person("X9", sentenced("2016-03-14"), *known("2016-03-11"), name="Cal Moss")
    world.record(
        "X9", draft(ReportRequested, "2016-03-15", thread="R", order="1", format=ReportFormat.SHORT, provider=NPS)
    )
    page = court.refused("/handovers/X9/1/send/", **sent())
    assert "is not with the court yet" in page.text
    assert "called off" in page.text


def test_a_case_that_nobody_there_could_see_is_not_sent(world):
    held_is_ready(world)
    world.record(HELD, limited("2016-03-01", AccessLimit.RESTRICTION, NPS_SENIOR))
    page = desk_of(world, NPS_SENIOR).refused(SEND_HELD, to=CRC, because="MOVED")
    assert "Nobody at West Yorkshire CRC who could answer may see this case" in page.text


def test_who_may_send_what(world):
    for code, address, status in (
        (COURT, SEND_NEW, 200),
        (NPS_SENIOR, SEND_NEW, 200),
        (CRC_SENIOR, SEND_NEW, 404),
        (OWN, SEND_NEW, 403),
        ("I1", SEND_NEW, 403),
        (COURT, SEND_HELD, 404),
        (NPS_SENIOR, SEND_HELD, 200),
        (CRC_SENIOR, SEND_HELD, 404),
        (NPS_SENIOR, "/handovers/X2/7/send/", 404),
    ):
        desk_of(world, code).get(address, status)


# --- the answer


def test_an_accepted_case_is_held_by_the_receiver_who_names_a_practitioner_next(court, company):
    court.record(SEND_NEW, **sent())
    page = company.record(ACCEPT, team="LC")
    assert kinds(NEW)[-2:] == ["handover_answered", "allocated"]
    fact = last(NEW)
    assert (fact.provider, fact.team, fact.officer, fact.allocated_because) == (CRC, "LC", None, "FIRST")
    assert "Accepted. The case is your organisation's now" in page.text
    assert "Name a practitioner" in page
    assert CaseSummary.objects.get(person__crn=NEW).organisation == CRC
    assert Notice.objects.filter(user__code=COURT, text__contains="accepted X1").count() == 1


def test_a_returned_case_is_with_the_sender_who_sends_it_anew(court, company):
    court.record(SEND_NEW, **sent())
    page = company.refused(RETURN, note="")
    assert "Say in words what is needed" in page.text
    page = company.record(RETURN, returned_because="CHECKS MISSING", note="Please ring the police first.")
    assert "The pack is with whoever has the case now" in page.text
    assert "A former partner" not in page.text
    back = court.get("/handovers/?show=returned")
    assert "1 case was returned to you" in back.heading
    assert "returned because checks were not asked for" in back.text
    page = court.record(SEND_NEW, **sent(note="The police answer by Friday."))
    assert "Sent. They are told" in page.text
    assert "Aaron Bell" not in court.get("/handovers/?show=returned").text
    assert HandoverItem.objects.filter(is_latest=True).count() == 1


def test_a_pack_is_not_accepted_twice_nor_by_the_sender(court, company, world):
    court.record(SEND_NEW, **sent())
    page = desk_of(world, NPS_SENIOR).refused(ACCEPT)
    assert "Your organisation sent it, and cannot answer it" in page.text
    other = desk_of(world, CRC_OTHER)
    data = filled(other.get(ACCEPT))
    company.record(ACCEPT)
    before = len(kinds(NEW))
    page = other.back(other.post(ACCEPT, data))
    assert "Karl Whitworth" in page.text  # of two at once the second sees what the first wrote
    page = other.refused(ACCEPT)
    assert "It was accepted on 16 March 2016 already: nothing was recorded." in page.text
    assert len(kinds(NEW)) == before


# --- who reads the pack


def test_the_sender_reads_it_as_handed_over_and_the_receiver_goes_on(court, company, world):
    court.record(SEND_NEW, **sent())
    company.record(ACCEPT, team="LC")
    world.record(NEW, draft(type(last(NEW)), TODAY, order="1", provider=CRC, team="LC", officer="P3"))
    world.record(NEW, answered(TODAY, CheckResult.CONCERN))
    page = court.get(PACK)
    assert "It is shown as it was handed over: what was recorded up to 16 March 2016" in page.text
    assert "Known: concern" not in page.text
    assert "Known: concern" in company.get(PACK).text
    assert "Known: concern" in desk_of(world, "P3").get(PACK).text


def test_who_reads_a_pack_while_it_waits(court, world):
    court.record(SEND_NEW, **sent())
    for code, status in ((COURT, 200), (NPS_SENIOR, 200), (CRC_SENIOR, 200), (CRC_OTHER, 200), ("I1", 200), (OWN, 404)):
        desk_of(world, code).get(PACK, status)
    assert AccessEntry.objects.filter(what="handover: pack", why__contains="organisation").exists()
    world.record(NEW, limited(TODAY, AccessLimit.EXCLUSION, CRC_SENIOR))
    company = desk_of(world, CRC_SENIOR)
    company.get(PACK, 404)
    assert "Aaron Bell" not in company.get("/handovers/").text
    assert company.get("/handovers/").heading == "No handover waits for an answer from your organisation"


def test_a_transfer_moves_every_order_that_runs_and_the_former_holder_reads_what_was_sent(world):
    held_is_ready(world)
    world.record(HELD, sentenced("2016-03-01", "2"), draft_allocated("2016-03-02", "2"), *reported("2016-02-28", "2"))
    world.record(HELD, *known("2016-03-03", "2"))
    manager, company = desk_of(world, NPS_SENIOR), desk_of(world, CRC_SENIOR)
    page = manager.refused(SEND_HELD, to=CRC, because="ESCALATION")
    assert "No referral for rising risk was accepted" in page.text
    manager.record(SEND_HELD, to=CRC, because="MOVED", note="They live in Leeds now.")
    assert "You hold the case" in manager.get(SEND_HELD).text
    assert CaseSummary.objects.get(person__crn=HELD).officer == OWN  # until it is accepted
    address = f"/handovers/{HELD}/{THREAD}/"
    company.record(f"{address}accept/")
    assert kinds(HELD)[-3:] == ["handover_answered", "allocated", "allocated"]
    assert {last(HELD).allocated_because, last(HELD, 2).order} == {"TRANSFER IN", "1"}
    page = desk_of(world, OWN).get(address)
    assert "it was your case, as it was handed over" in page.text
    assert "It is shown as it was handed over" in manager.get(address).text
    desk_of(world, COURT).get(address, 404)


def draft_allocated(on, order):
    from tests.web.world import allocated

    return allocated(on, OWN, order)


# --- what comes late


def test_a_late_answer_follows_the_case_and_both_sides_are_told(court, company, world):
    court.record(SEND_NEW, **sent())
    Notice.objects.all().delete()
    check = f"/checks/{NEW}/K1/answer/"
    world.record(NEW, draft(ReportRequested, TODAY, thread="R9", order="1", format=ReportFormat.SHORT, provider=NPS))
    said = {"result": "CONCERN", "fact_told": "Three call-outs", "answered_by": "PC Dale", "way": "TELEPHONE"}
    court.record(check, **said)
    assert {each.user.code for each in Notice.objects.all()} == {CRC_SENIOR, CRC_OTHER, NPS_SENIOR}
    page = company.get(PACK)
    assert "Came after it was sent:" in page.text
    assert "Three call-outs" in page.text
    assert "known as fact" in page.text


@pytest.mark.parametrize(("own", "told"), [(("K1",), set()), ((), {CRC_SENIOR, CRC_OTHER})])
def test_once_it_is_taken_only_what_was_asked_before_comes_late(court, company, monkeypatch, own, told):
    monkeypatch.setattr(late_entries, "stream_of", lambda _row: [_asked_after(thread) for thread in own])
    court.record(SEND_NEW, **sent())
    company.record(f"{PACK}accept/", team="", note="")
    Notice.objects.all().delete()
    row = Person.objects.get(crn=NEW)
    answer = CheckReturned(
        person=NEW, number=99, on=date.fromisoformat(TODAY), thread="K1", check=CheckType.DOMESTIC_ABUSE
    )
    late_entries.tell_what_came_late(row, [answer], by=None, at=AT)
    assert {each.user.code for each in Notice.objects.all()} == told


def _asked_after(thread):
    return CheckRequested(person=NEW, number=98, on=date(2016, 12, 1), thread=thread, check="DV")


# --- lists, files, home


def test_both_sides_see_where_it_stands(court, company, world):
    court.record(SEND_NEW, **sent())
    assert company.get("/handovers/").heading == "1 case was sent to you and waits for an answer"
    assert "Aaron Bell" in court.get("/handovers/?show=by-us").text
    assert "Aaron Bell" not in desk_of(world, CRC_SENIOR).get("/handovers/?show=to-us&due=late").text
    assert "1 case was sent to you and waits for an answer" in company.get("/").text
    rows = company.client.get("/handovers/handovers.csv?show=to-us").content.decode().splitlines()
    assert rows[1].startswith("X1,1,N02,C07,,AFTER SENTENCE,2016-03-16,2016-03-18")


def test_empty_lists_say_why(court, company):
    assert "Nothing that was sent to your organisation waits" in company.get("/handovers/").text
    for show in ("by-us", "returned", "answered"):
        assert "govuk-inset-text" in court.get(f"/handovers/?show={show}")


def test_a_list_asks_the_database_the_same_however_long_it_is(company, world):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked_for:
            company.get("/handovers/")
        return len(asked_for)

    many = {}
    for at, how in ((0, 2), (2, 40)):
        for number in range(at, how):
            crn = f"Y{number}"
            said = {"order": "1", "from_provider": NPS, "to_provider": CRC, "handover_because": "AFTER SENTENCE"}
            world.person(crn, sentenced("2016-03-14"), draft(HandoverSent, TODAY, thread="H", **said), name=f"A {crn}")
        many[how] = queries()
    assert many[2] == many[40]


def test_a_pack_asks_the_database_the_same_however_much_is_known(court, company, world):
    court.record(SEND_NEW, **sent())

    def queries():
        with CaptureQueriesContext(connection) as asked_for:
            company.get(PACK)
        return len(asked_for)

    before = queries()
    for day in range(1, 15):
        world.record(NEW, *known(f"2016-03-{day:02}"))
    assert queries() == before


def test_the_pack_is_taken_away_as_tagged_pdf_and_as_json_by_its_schema(court, company):
    import jsonschema

    from throughcare.exchange.handover_packs import SCHEMA

    court.record(SEND_NEW, **sent())
    pdf = company.client.get(f"{PACK}pack.pdf").content
    assert pdf.startswith(b"%PDF-")
    assert b"/MarkInfo" in pdf
    found = json.loads(company.client.get(f"{PACK}pack.json").content)
    jsonschema.validate(found, SCHEMA)
    assert found["layout"] == "throughcare-handover-1"
    assert found["missing"][0]["code"] == "check_not_back:DV"
    assert found["handover"]["state"] == "sent"
    assert company.client.get(f"{PACK}pack.xml").status_code == 404
    assert AccessEntry.objects.filter(what="handover: pack as a file (pdf)", person=None).count() == 1


def test_the_handovers_of_a_person_and_what_can_be_sent(court, company):
    assert "Order 1" in court.get(f"/handovers/{NEW}/").text
    company.get(f"/handovers/{NEW}/", 404)
    court.record(SEND_NEW, **sent())
    assert "NPS North East to West Yorkshire CRC" in company.get(f"/handovers/{NEW}/").text


def test_nobody_is_told_who_may_not_see_the_case(court, world):
    world.record(NEW, limited("2016-03-15", AccessLimit.EXCLUSION, CRC_OTHER))
    court.record(SEND_NEW, **sent())
    assert {each.user.code for each in Notice.objects.all()} == {CRC_SENIOR}
    assert User.objects.get(code=CRC_SENIOR).unread_notices == 1
