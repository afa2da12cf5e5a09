"""Checks as they are used: asked, chased, answered by the agency through its door or by telephone, acknowledged."""

import io
import json
import logging
import re

import pytest
from django.test import Client

from tests.web.recording.desk import Desk, filled, held_by, kinds, last
from tests.web.reports.world import CRN, OFFICER, POLICE, SENIOR, asked, content
from tests.web.world import Page, allocated, limited, sentenced, stand_still
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import AccessEntry, CheckDoor

pytestmark = pytest.mark.django_db

ASK = f"/reports/ask/{CRN}/"
CHECK = f"/checks/{CRN}/check-dv-2016-03-16/"
ANSWER = {"result": "NONE", "answered_by": "PC 1234 Hill"}


@pytest.fixture
def out(desk):
    """Both checks of Aaron Bell are asked."""
    desk.record(ASK, **asked())
    return desk


def door_of(desk):
    """The link that was made for the agency (its path), and the reference that is read out."""
    answer = desk.post(f"{CHECK}link/", {})
    assert answer.status_code == 200
    text = Page(answer.content.decode()).text
    link = text.partition("http://testserver")[2].split()[0]
    return link, text.partition("Reference: ")[2].split()[0]


def agency(link, status=200):
    answer = Client().get(link)
    assert answer.status_code == status
    return Page(answer.content.decode())


def send(link, **typed):
    return Client().post(link, ANSWER | typed)


# --- the agency's own door


def test_an_agency_answers_by_its_link_and_its_spoken_reference(out):
    link, reference = door_of(out)
    page = agency(link)
    assert "West Yorkshire Police" in page.text
    for hidden in ("Aaron", "Bell", "X1", "report-2016", "Sign out", "People", "short report"):
        assert hidden not in page, f"{hidden}: whoever has the link alone learns nothing of anybody"
    question = Page(Client().post(link, {"reference": reference, "look": "yes"}).content.decode())
    assert "Aaron Bell" in question.text
    for hidden in ("X1", "report-2016", "Sign out", "People", "short report"):
        assert hidden not in question.text, hidden
    assert held_by(question)["reference"] == [reference], "it is not typed again"
    answer = send(link, reference=reference)
    assert "Your answer was recorded" in answer.content.decode()
    said = last()
    assert (said.kind, said.result, said.answer_way, said.answered_by) == (
        "check_returned",
        "NONE",
        "LINK",
        "PC 1234 Hill",
    )
    assert (said.by.staff, said.by.organisation) == (POLICE, POLICE)
    page = out.get(CHECK)
    assert "It does not say that there is no risk." in page.text
    assert reference not in page.text, "the reference is shown once"


def test_nobody_is_named_before_the_right_reference_and_guesses_are_counted(out):
    link, reference = door_of(out)
    wrong = "000000" if reference != "000000" else "111111"
    looks = [{"look": "yes"}, {"look": "yes", "reference": wrong}, {**ANSWER, "reference": wrong}, ANSWER]
    looks += [{**ANSWER, "result": "", "reference": wrong}]
    for typed in looks:
        assert "Aaron" not in Client().post(link, typed).content.decode(), typed
    assert CheckDoor.objects.get().wrong == 3
    for _ in range(2):
        Client().post(link, {"look": "yes", "reference": wrong})
    assert CheckDoor.objects.get().closed_because == "wrong reference"
    answer = Client().post(link, {"look": "yes", "reference": reference})
    assert answer.status_code == 404
    assert "Aaron" not in answer.content.decode()


def test_a_look_uses_nothing_up(out):
    link, reference = door_of(out)
    for _ in range(7):
        assert "Aaron Bell" in Client().post(link, {"look": "yes", "reference": reference}).content.decode()
    assert (CheckDoor.objects.get().wrong, CheckDoor.objects.get().closed_at) == (0, None)


def test_a_scanner_that_follows_the_link_uses_nothing_up(out):
    link, reference = door_of(out)
    for _ in range(10):
        agency(link)
        Client().head(link)
    assert CheckDoor.objects.get().closed_at is None
    assert "Your answer was recorded" in send(link, reference=reference).content.decode()


def test_a_link_is_used_once(out):
    link, reference = door_of(out)
    send(link, reference=reference)
    assert "This link cannot be used" in agency(link, 404).text
    assert send(link, reference=reference, result="REFUSED").status_code == 404
    assert kinds().count("check_returned") == 1


def test_an_answer_that_is_sent_again_was_recorded_and_says_so(out):
    link, reference = door_of(out)
    for _ in range(2):
        answer = send(link, reference=reference)
        assert "Your answer was recorded" in answer.content.decode()
        assert answer["Cache-Control"] == "no-store"
    assert kinds().count("check_returned") == 1
    wrong = "000000" if reference != "000000" else "111111"
    for typed in ({"reference": wrong}, {"reference": reference, "answered_by": "Sgt Ali"}):
        answer = send(link, **typed)
        assert answer.status_code == 404
        assert "Your answer was recorded" not in answer.content.decode()


def test_an_altered_link_opens_nothing(out):
    link, _ = door_of(out)
    altered = link[:-2] + ("A" if link[-2] != "A" else "B") + "/"
    page = agency(altered, 404)
    assert "Aaron" not in page
    assert "Ring the probation office that sent it." in page.text


def test_a_link_is_too_old_after_four_weeks(out, monkeypatch):
    link, reference = door_of(out)
    stand_still(monkeypatch, "2016-04-13")
    assert send(link, reference=reference).status_code == 404
    assert "check_returned" not in kinds()


def test_a_newer_link_takes_the_place_of_the_older(out):
    first, _ = door_of(out)
    second, reference = door_of(out)
    agency(first, 404)
    assert "Your answer was recorded" in send(second, reference=reference).content.decode()


def test_a_wrong_reference_keeps_what_was_typed_and_five_close_the_link(out):
    link, reference = door_of(out)
    wrong = "000000" if reference != "000000" else "111111"
    answer = send(link, reference=wrong, result="CONCERN", fact_told="Two call-outs")
    text = Page(answer.content.decode()).text
    assert "That is not the reference" in text
    assert "Two call-outs" in text
    for _ in range(5):
        assert "Type the reference" in send(link).content.decode(), "none at all is no guess"
    for _ in range(3):
        assert "the link is closed now" not in send(link, reference=wrong).content.decode()
    told = {"result": "CONCERN", "fact_told": "Two call-outs"}
    fifth = Page(send(link, reference=wrong, **told).content.decode()).text
    assert "the link is closed now" in fifth
    assert "Two call-outs" in fifth
    shut = send(link, reference=reference, **told)
    assert shut.status_code == 404
    assert "Two call-outs" in shut.content.decode()
    assert "check_returned" not in kinds()
    assert CheckDoor.objects.get().closed_because == "wrong reference"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"result": ""}, "Choose one of the answers."),
        ({"result": "CONCERN"}, "Say what is known"),
        ({"fact_told": "A call-out"}, "You said that nothing is held, and wrote something"),
        ({"answered_by": ""}, "Write your name and role"),
    ],
)
def test_an_answer_that_is_none_is_asked_back(out, typed, fault):
    link, reference = door_of(out)
    text = Page(send(link, **{"reference": reference, **typed}).content.decode()).text
    assert fault in text
    assert "check_returned" not in kinds()
    assert CheckDoor.objects.get().closed_at is None


def test_an_answer_reaches_the_record_whoever_holds_the_case_by_then_and_if_it_is_restricted(out, world):
    link, reference = door_of(out)
    world.staff("P5", organisation="C07", team="")
    world.user("P5", organisation="C07", team="")
    world.record(CRN, sentenced("2016-03-16"), allocated("2016-03-16", "P5", organisation="C07", team=None))
    world.record(CRN, limited("2016-03-16", AccessLimit.RESTRICTION, "P5"))
    send(link, reference=reference, result="CONCERN", fact_told="Two call-outs in May")
    practitioner = Desk(Client(), world.user("P5"))
    page = practitioner.get(CHECK)
    assert "Two call-outs in May" in page.text
    assert "Domestic abuse concern is not on the record yet" in page.text
    out.get(CHECK, 404)
    practitioner.record(f"{CHECK}read/")
    assert (last().kind, last().officer) == ("answer_acknowledged", "P5")


# --- by program


def post_json(link, body):
    return Client().post(f"{link}json/", body, content_type="application/json")


def test_an_agencys_system_answers_the_same_check(out):
    link, reference = door_of(out)
    refused = post_json(link, json.dumps({**ANSWER, "reference": "1"}))
    assert refused.status_code == 422
    assert refused.json()["faults"][0]["field"] == "reference"
    taken = post_json(link, json.dumps({**ANSWER, "reference": reference}))
    assert (taken.status_code, taken.json()) == (201, {"recorded": True})
    assert last().answer_way == "PROGRAM"
    again = post_json(link, json.dumps({**ANSWER, "reference": reference}))
    assert (again.status_code, again.json()) == (200, {"recorded": True})
    assert post_json(link, json.dumps({**ANSWER, "reference": reference, "result": "REFUSED"})).status_code == 404
    assert kinds().count("check_returned") == 1


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"result": 1}', '"x"', "[" * 100_000, '{"a": "' + "x" * 300_000 + '"}']
)
def test_a_body_that_is_no_answer_is_refused(out, body):
    link, _ = door_of(out)
    assert post_json(link, body).status_code in (400, 413)
    assert CheckDoor.objects.get().wrong == 0


def test_a_program_that_sends_far_too_much_is_told_so(out):
    answer = Client().post(f"{door_of(out)[0]}json/", b"x" * 5_000_000, content_type="application/json")
    assert (answer.status_code, "send the answer alone" in answer.json()["error"]) == (413, True)


def test_a_program_cannot_read(out):
    link, _ = door_of(out)
    assert Client().get(f"{link}json/").status_code == 405


def test_the_log_never_holds_a_live_link(out):
    link, _ = door_of(out)
    token = link.split("/")[2]
    handler = next(each for each in logging.getLogger("django").handlers if each.name == "stderr")
    before, written = handler.stream, io.StringIO()
    handler.stream = written  # the one of before may be that of a test that is over
    try:
        assert post_json(link, json.dumps(ANSWER)).status_code == 422
        Client(enforce_csrf_checks=True).post(link, ANSWER)
        Client().get(f"/answer/{token}x/")
        logging.getLogger("django.security").warning("Seen at http://testserver%s, twice", link)
    finally:
        handler.stream = before
    assert written.getvalue().count("/answer/***/") == 4
    assert token not in written.getvalue()


# --- at the desk


def test_a_late_check_is_chased_and_the_answer_taken_by_telephone(out, monkeypatch):
    stand_still(monkeypatch, "2016-03-21")
    page = out.get("/checks/")
    assert page.heading == "1 check late"
    assert "to be chased" in page.text
    out.record(f"{CHECK}chase/", note="Rang the desk.")
    assert last().kind == "check_chased"
    assert "chased on 21 March" in out.get("/checks/").text
    back = out.refused(f"{CHECK}chase/")
    assert "It was chased today already" in back.text
    link, _ = door_of(out)
    typed = {"result": "CONCERN", "fact_told": "Three call-outs", "answered_by": "Sgt Ali", "way": "TELEPHONE"}
    out.record(f"{CHECK}answer/", **typed)
    assert (last().result, last().answer_way) == ("CONCERN", "TELEPHONE")
    agency(link, 404)


def test_what_was_just_recorded_on_a_check_is_taken_back(out, world):
    page = out.record(f"{CHECK}answer/", result="NONE", way="TELEPHONE", answered_by="PC 1234 Hill")
    back = re.search(r'action="([^"]+/undo/[^"]+)"', page)[1]
    refused = Desk(Client(), world.user(SENIOR)).post(back, {})
    assert refused.status_code == 409
    assert "nobody else can undo it" in refused.content.decode()
    assert out.client.get(back).status_code == 303, "a look takes nothing back"
    assert kinds()[-1] == "check_returned"
    page = out.recorded(out.post(back, {}))
    assert "Taken back." in page.text
    assert "Write down the answer" in page.text, "the agency is waited for again"
    assert kinds()[-1] == "withdrawn"
    assert "/undo/" not in page


def test_to_be_asked_to_ring_is_no_answer_yet(out):
    out.record(f"{CHECK}answer/", result="RING", answered_by="PC Hill", way="TELEPHONE")
    assert "Known: ring the agency" in out.get(CHECK).text
    assert "Aaron Bell" in out.get("/checks/").text
    typed = {"result": "CONCERN", "opinion_told": "She fears him", "answered_by": "PC Hill", "way": "TELEPHONE"}
    out.record(f"{CHECK}answer/", **typed)
    page = out.get(CHECK)
    assert "Somebody's opinion" in page.text
    back = out.refused(f"{CHECK}answer/", **typed | {"answered_by": "Sgt Ali"})
    assert "This check has been answered already" in back.text


def test_a_report_that_was_made_before_the_agency_was_rung_says_so(out):
    report = f"/reports/{CRN}/report-2016-03-16/"
    out.record(f"{CHECK}answer/", result="RING", answered_by="PC Hill", way="TELEPHONE")
    out.record(f"{report}write/", **content())
    told = "made before the answer to the police domestic abuse check: the agency asked on 16 March 2016 to be rung."
    assert told in out.get(report).text


def test_a_closed_report_shows_its_writer_nothing_of_what_the_record_knows_since(out, world):
    report = f"/reports/{CRN}/report-2016-03-16/"
    answer = {"result": "CONCERN", "fact_told": "Two call-outs", "answered_by": "PC Hill", "way": "TELEPHONE"}
    out.record(f"{report}write/", **content())
    assert "What the record knows" in out.get(report).text
    out.record(f"{report}deliver/", on="today", way="ELECTRONIC")
    assert CHECK in out.get(report), "what is out is still to be chased"
    world.staff("P5")
    world.record(CRN, sentenced("2016-03-16"), allocated("2016-03-16", "P5"))
    out.record(f"{CHECK}answer/", **answer)
    for address in (report, f"{report}write/"):
        page = out.get(address)
        assert "What the record knows" not in page.text
        assert "Two call-outs" not in page
        assert CHECK not in page
    assert CHECK in Desk(Client(), world.user("P5")).get(report)
    assert "What the record knows" in Desk(Client(), world.user(SENIOR)).get(report).text


def test_each_look_is_logged(out):
    out.get(CHECK)
    entry = AccessEntry.objects.filter(what="check").get()
    assert (entry.user.code, entry.why) == (OFFICER, "reports and checks of their area")


def test_an_acknowledgement_is_given_once(out):
    out.record(f"{CHECK}answer/", way="LETTER", **ANSWER)
    page = out.get(f"{CHECK}read/")
    out.recorded(out.post(f"{CHECK}read/", filled(page)))
    back = out.refused(f"{CHECK}read/", note="Once more")
    assert "acknowledged on 16 March 2016 already" in back.text


def test_a_late_answer_is_read_by_whoever_holds_the_case_and_not_by_the_court(out, world):
    world.staff("P5")
    world.record(CRN, sentenced("2016-03-16"), allocated("2016-03-16", "P5"))
    out.record(f"{CHECK}answer/", way="LETTER", **ANSWER | {"result": "CONCERN", "fact_told": "Two call-outs"})
    assert f"{CHECK}read/" not in out.get(CHECK)
    assert "Only whoever holds the case, or their manager" in out.refused(f"{CHECK}read/").text
    assert "answer_acknowledged" not in kinds()
    holder = Desk(Client(), world.user("P5"))
    assert f"{CHECK}read/" in holder.get(CHECK)
    holder.record(f"{CHECK}read/")
    assert (last().kind, last().officer) == ("answer_acknowledged", "P5")


def test_where_nobody_holds_the_case_the_writer_may_note_that_they_read_the_answer(out):
    out.record(f"{CHECK}answer/", way="LETTER", **ANSWER)
    page = out.get(CHECK)
    assert "nobody holds the case yet, so that nobody owes it" in page.text
    assert f"{CHECK}read/" in page


def test_a_check_that_is_out_stays_with_the_court_after_its_report_is_closed(out):
    report = f"/reports/{CRN}/report-2016-03-16/"
    out.record(f"{report}write/", **content())
    out.record(f"{report}deliver/", on="today", way="ELECTRONIC")
    assert "Aaron Bell" not in out.get("/reports/").text
    assert "Aaron Bell" in out.get("/checks/").text
    out.record(f"{CHECK}answer/", way="TELEPHONE", **ANSWER)
    assert "Nothing held" in out.get(CHECK).text
    page = out.get("/checks/").text
    assert "Domestic abuse check" not in page
    assert "Children's services check" in page


def test_a_check_that_was_not_asked_with_the_report_is_asked_later(desk):
    desk.record(ASK, **asked(agency_dv="because:NO ADDRESS"))
    report = f"/reports/{CRN}/report-2016-03-16/"
    ask = f"{report}ask-check/DV/"
    assert ask in desk.get(report)
    back = desk.refused(ask)
    assert "say which agency is asked, or why none is" in back.text
    desk.record(ask, agency=POLICE)
    assert (last().kind, last().check, last().asked_of, last().report) == (
        *("check_requested", "DV", POLICE, "report-2016-03-16"),
    )  # fmt: skip
    assert ask not in desk.get(report)
    desk.get(f"{report}ask-check/XX/", 404)
