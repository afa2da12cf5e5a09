"""The report desk as it is used: asked for, written, read, signed, delivered, written down; and refused."""

import re

import pytest

from tests.web.recording.desk import Desk, filled, held_by, kinds, last
from tests.web.reports.world import (
    ASK,
    CHILDREN,
    CRN,
    OFFICER,
    POLICE,
    REPORT,
    SENIOR,
    WRITER,
    asked,
    content,
    desk_of,
)
from tests.web.world import limited
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import AccessEntry, CourtItem, ReportDraft
from throughcare.rules.access import Role

pytestmark = pytest.mark.django_db


# --- asked for


def test_asking_for_a_report_asks_both_checks_at_once(desk):
    page = desk.record(ASK, **asked())
    assert kinds() == ["identified", "report_requested", "report_assigned", "check_requested", "check_requested"]
    request = last(back=4)
    assert (request.order, request.format, str(request.due_on)) == ("1", "SHORT", "2016-03-23")
    assert request.court == "Leeds Magistrates"
    assert request.advised == "SHORT"
    assert request.advice == "advice-2: NOT ASSESSED, FIRST TIME, CHECK OUT"
    assert request.differs is None
    police, children = last(back=2), last()
    assert (police.check, police.asked_of, str(police.reply_by), police.report) == (
        "DV", POLICE, "2016-03-18", "report-2016-03-16",
    )  # fmt: skip
    assert (children.check, children.asked_of, str(children.reply_by)) == ("CP", CHILDREN, "2016-03-23")
    assert "Recorded." in page.text
    assert "Police domestic abuse check asked on 16 March 2016, not back" in page.text


def test_advice_is_shown_with_its_reasons_before_anything_is_recorded(desk):
    page = Desk.get(desk, ASK)
    answer = desk.post(ASK, filled(page, **asked(seriousness="CUSTODY", format="", abuse="Y"), advise="yes"))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "The need calls for: standard report" in text
    assert "The custody threshold is passed" in text
    assert 'value="STANDARD" checked' in text
    assert kinds() == ["identified"]


def test_on_nobodys_list_how_the_court_came_to_ask_is_said_before_the_advice(desk):
    page = Desk.get(desk, ASK)
    for button in ({"advise": "yes"}, {}):
        answer = desk.post(ASK, filled(page, **asked(how="", seriousness="CUSTODY"), **button))
        text = desk.back(answer).text
        assert "How did the court come to ask?" in text
        assert "The need calls for" not in text
    answer = desk.post(ASK, filled(page, **asked(how="x", seriousness="CUSTODY"), advise="yes"))
    assert "The need calls for" not in answer.content.decode(), "a letter is no reason"
    assert kinds() == ["identified"]
    desk.post(ASK, filled(page, **asked(seriousness="CUSTODY"), advise="yes"))
    looked = AccessEntry.objects.get(what="advice on the form of a report")
    assert "By a letter of the court" in looked.why
    page = desk.record(ASK, **asked())
    assert "How the court came to ask By a letter of the court of this morning." in page.text


def test_another_form_than_the_advised_is_asked_why(desk):
    back = desk.refused(ASK, **asked(format="ORAL", due_on="today"))
    assert "The need calls for a short report" in back.text
    assert kinds() == ["identified"]
    desk.record(ASK, **asked(format="ORAL", due_on="today", differs="The court will not adjourn for this."))
    request = last(back=4)
    assert (request.format, request.advised, request.differs) == (
        "ORAL", "SHORT", "The court will not adjourn for this.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"agency_dv": ""}, "Police domestic abuse check: say which agency is asked, or why none is."),
        ({"agency_cp": ""}, "Children's services check: say which agency is asked, or why none is."),
        ({"due_on": ""}, "Say for which day the court asks"),
        ({"due_on": "14/3/2016"}, "14 March 2016 is past"),
        ({"seriousness": ""}, "Say how serious the court finds the offence."),
        ({"court": ""}, "Say which court asks."),
        ({"writer": "NOBODY"}, "That is not one of the choices"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_recorded(desk, typed, fault):
    back = desk.refused(ASK, **asked(**typed))
    assert fault in back.text
    assert kinds() == ["identified"]


def test_a_check_may_be_left_out_for_a_reason_by_name(desk):
    desk.record(ASK, **asked(agency_cp="because:NO ADDRESS"))
    exempt = last()
    assert (exempt.kind, exempt.check, exempt.because, exempt.thread) == (
        "check_not_asked", "CP", "NO ADDRESS", "report-2016-03-16",
    )  # fmt: skip


def test_the_same_form_sent_again_records_once(desk):
    page = desk.get(ASK)
    data = filled(page, **asked())
    first, second = desk.post(ASK, data), desk.post(ASK, data)
    assert first.status_code == second.status_code == 303
    assert len(kinds()) == 5


# --- an oral report is not closed without its record


def oral(desk):
    desk.record(ASK, **asked(format="ORAL", due_on="today", differs="The court will not adjourn for this."))


def test_an_oral_report_stays_open_until_it_is_written_down(desk):
    oral(desk)
    desk.record(f"{REPORT}deliver/", on="today", at_time="10:40", later=["later"])
    assert kinds()[-1] == "report_delivered"
    assert (last().way, last().at_time) == ("SPOKEN", "10:40")
    page = desk.get(REPORT)
    assert "Spoken, not written down yet" in page.text
    queue = desk.get("/reports/")
    assert "Spoken, not written down yet" in queue.text
    desk.record(f"{REPORT}write-down/", **content(), on="today")
    assert last().offence_analysis.startswith("He struck")
    assert "Closed" in desk.get(REPORT).text
    signed = desk.client.get(f"{REPORT}report.json").json()["signed"]
    assert signed.startswith(
        "Given in court on 16 March 2016 at 10:40 by Joseph Tetteh, probation service officer. Writ"
    )
    assert "No report of this kind is open." in desk.get("/reports/").text


def test_an_oral_report_and_its_record_are_one_form(desk):
    oral(desk)
    desk.record(f"{REPORT}deliver/", on="today", **content(proposal="FINE"))
    assert kinds()[-2:] == ["report_delivered", "report_recorded"]
    assert (last().proposal, last().sources_used) == ("FINE", "PAPERS,INTERVIEW")


def test_a_record_without_the_offence_or_the_risk_is_none(desk):
    oral(desk)
    back = desk.refused(f"{REPORT}deliver/", on="today", **content(offence_analysis="", risk_analysis="n/a"))
    assert "Say what happened, and why." in back.text
    assert "at least 10 letters" in back.text
    assert "report_delivered" not in kinds()


# --- a written report


def test_a_short_report_is_drafted_signed_and_sent(desk):
    desk.record(ASK, **asked())
    write = f"{REPORT}write/"
    page = desk.get(write)
    assert "Police domestic abuse check asked on 16 March 2016, not back." in page.text  # nothing is retyped
    answer = desk.post(write, filled(page, **content(offence_analysis="He struck"), save="yes"))
    assert answer.status_code == 303
    assert "He struck" in desk.get(write)
    assert kinds()[-1] == "check_requested", "a draft is no fact"
    back = desk.refused(write)
    assert "Say it in words" in back.text
    desk.record(write, **content())
    assert (last().kind, last().officer, last().proposal) == ("report_signed", OFFICER, "COMMUNITY ORDER")
    assert not ReportDraft.objects.exists()
    desk.record(f"{REPORT}deliver/", on="today", way="ELECTRONIC")
    assert kinds()[-2:] == ["report_delivered", "report_recorded"]
    page = desk.get(REPORT)
    assert "This report was made before the answer to the police domestic abuse check: it is not back yet." in page.text


def test_a_report_is_not_delivered_before_it_is_signed_nor_signed_twice(desk):
    desk.record(ASK, **asked())
    page = desk.get(f"{REPORT}deliver/")
    back = desk.back(desk.post(f"{REPORT}deliver/", filled(page, on="today", way="PRINTED")))
    assert "This report is not signed yet" in back.text
    write = desk.get(f"{REPORT}write/")
    again = desk.get(f"{REPORT}write/")
    desk.recorded(desk.post(f"{REPORT}write/", filled(write, **content())))
    back = desk.back(desk.post(f"{REPORT}write/", filled(again, **content(proposal="FINE"))))
    assert kinds().count("report_signed") == 1


def test_a_wrong_adjournment_and_a_wrong_call_off_are_taken_back(desk):
    desk.record(ASK, **asked())
    assert "Take back what the court said last" not in desk.get(REPORT).text
    desk.record(f"{REPORT}adjourn/", due_on="1 April 2016", reason="The interpreter did not come.")
    assert "adjourned on 16 March 2016, to 1 April 2016. Why: The interpreter" in desk.get(f"{REPORT}take-back/").text
    assert "Say what was wrong" in desk.refused(f"{REPORT}take-back/", reason="").text
    desk.record(f"{REPORT}take-back/", reason="It was somebody else's report.")
    page = desk.get(REPORT)
    assert "23 March 2016" in page.text
    assert "adjournment" not in page.text
    desk.record(f"{REPORT}call-off/", reason="The case was dismissed.")
    desk.record(f"{REPORT}take-back/", reason="It was somebody else's case.")
    assert "With its writer" in desk.get(REPORT).text
    assert "can be taken back as it stands" in desk.refused(f"{REPORT}take-back/", reason="Again, please.").text


def test_two_who_save_a_draft_do_not_write_over_each_other(desk, world):
    desk.record(ASK, **asked(writer=""))
    write = f"{REPORT}write/"
    mine, senior = desk.get(write), desk_of(world, SENIOR)
    theirs = senior.get(write)
    assert senior.post(write, filled(theirs, offence_analysis="Hers", save="yes")).status_code == 303
    answer = desk.post(write, filled(mine, offence_analysis="His", save="yes"))
    text = answer.content.decode()
    assert "Denise Ibbotson saved this draft" in text
    assert "His</textarea>" in text
    assert ReportDraft.objects.get().content["offence_analysis"] == "Hers"


# --- taken away


def test_a_finished_report_is_a_tagged_pdf_and_a_file_for_the_court(desk):
    desk.record(ASK, **asked())
    assert desk.client.get(f"{REPORT}report.pdf").status_code == 404
    assert desk.client.get(f"{REPORT}blank.pdf").content.startswith(b"%PDF-")
    desk.record(f"{REPORT}write/", **content(circumstances="“Zoë” & <b>\u202eliving</b> alone #show"))
    pdf = desk.client.get(f"{REPORT}report.pdf").content
    assert pdf.startswith(b"%PDF-")
    assert b"/MarkInfo" in pdf
    said = desk.client.get(f"{REPORT}report.json").json()
    assert said["layout"] == "throughcare-report-1"
    assert said["proposal"] == "COMMUNITY ORDER"
    assert said["written_by"] == "Joseph Tetteh"
    assert said["made_at"].startswith("2016-03-16T")
    assert re.fullmatch("Signed on 16 March 2016 at ..:.. by Joseph Tetteh, probation service officer.", said["signed"])
    assert said["made_without"][0].startswith("This report was made before the answer to the police")
    texts = {each["name"]: each["text"] for each in said["sections"]}
    assert texts["circumstances"] == "“Zoë” & <b>living</b> alone #show", "nothing turns the letters round"
    assert set(texts) >= {"offence_analysis", "risk_analysis", "sources_used", "proposal", "proposal_reasons"}
    assert AccessEntry.objects.filter(what="report as a file (pdf)", person=None).count() == 1


# --- moved, called off, handed on


def test_an_adjournment_gives_another_day(desk):
    desk.record(ASK, **asked())
    desk.record(f"{REPORT}adjourn/", due_on="30 March 2016", reason="No court time.")
    assert str(last().due_on) == "2016-03-30"
    assert "30 March 2016, after 1 adjournment" in desk.get(REPORT).text
    assert "Adjourned 16 March 2016, to 30 March 2016: No court time." in desk.get(REPORT).text
    assert str(CourtItem.objects.get(person__crn=CRN, what="give").due) == "2016-03-30"


def test_a_report_that_was_called_off_is_not_delivered(desk):
    desk.record(ASK, **asked())
    page = desk.get(f"{REPORT}deliver/")
    desk.record(f"{REPORT}call-off/", reason="The case was dismissed.")
    back = desk.back(desk.post(f"{REPORT}deliver/", filled(page, on="today", way="PRINTED")))
    assert "report called off" in back.text.lower()
    back = desk.refused(f"{REPORT}deliver/", on="today", way="PRINTED")
    assert "The court called this report off" in back.text
    assert "report_delivered" not in kinds()


def test_a_report_changes_hands_with_a_reason(desk, world):
    desk.record(ASK, **asked())
    world.away(OFFICER, "2016-03-16", "2016-03-30")
    assert "Away" in desk.get("/reports/?show=away").text
    back = desk.refused(f"{REPORT}assign/", officer=WRITER)
    assert "Say why it changes hands" in back.text
    desk.record(f"{REPORT}assign/", officer=WRITER, reason="Joseph is away.")
    assert "Ruth Adeyemi" in desk.get("/reports/").text


def test_the_persons_words_have_a_place(desk):
    desk.record(ASK, **asked())
    desk.record(f"{REPORT}words/", words="I was not drunk.")
    assert "I was not drunk." in desk.get(REPORT).text


# --- who may


def test_a_report_is_open_to_its_court_its_writer_and_whoever_reads_the_record(desk, world):
    desk.record(ASK, **asked(writer=WRITER))
    world.user("CO2", Role.COURT_OFFICER, organisation="C07", team="")
    world.user("P9")
    world.user("I1", Role.INSPECTOR, organisation="", team="")
    desk_of(world, "CO2").get(REPORT, 404)
    desk_of(world, "P9").get(REPORT, 404)
    desk_of(world, WRITER).get(REPORT)
    page = desk_of(world, "I1").get(REPORT)
    assert "What can be done" not in page.text
    assert AccessEntry.objects.filter(what="report", user__code=WRITER).exists()


def test_a_limit_hides_the_report_and_its_line(desk, world):
    desk.record(ASK, **asked())
    world.record(CRN, limited("2016-03-16", AccessLimit.EXCLUSION, OFFICER))
    desk.get(REPORT, 404)
    desk.get(ASK, 404)
    assert "Aaron Bell" not in desk.get("/reports/")
    assert "Aaron Bell" not in desk.get("/checks/")


def test_nothing_typed_is_executed(desk):
    desk.record(ASK, **asked())
    desk.record(f"{REPORT}write/", **content(offence_analysis="<script>alert(1)</script> and he struck him"))
    page = desk.get(REPORT)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


# --- taken back


def test_what_was_just_recorded_is_taken_back_with_one_press_and_nothing_is_typed_again(desk, world):
    page = desk.record(ASK, **asked())
    undo = re.search(r'action="([^"]+/undo/[^"]+)"', page)[1]
    assert "Taken back" not in desk.get(REPORT).text
    signed = desk.record(f"{REPORT}write/", **content())
    back = re.search(r'action="([^"]+/undo/[^"]+)"', signed)[1]
    assert desk_of(world, SENIOR).post(back, {}).status_code == 409, "nobody undoes what another recorded"
    assert "Taken back." in desk.recorded(desk.post(back, {})).text
    assert kinds()[-1] == "withdrawn"
    assert "He struck a stranger" not in desk.get(REPORT), "what was taken back is not what the report says"
    assert desk.client.get(f"{REPORT}report.pdf").status_code == 404
    assert "He struck a stranger" in desk.get(f"{REPORT}write/")
    assert desk.recorded(desk.post(undo, {})).heading == "No report is late or due today"
    assert kinds().count("withdrawn") == 5
    desk.get(REPORT, 404)


def test_nothing_is_taken_back_from_under_what_rests_on_it(desk):
    page = desk.record(ASK, **asked())
    undo = re.search(r'action="([^"]+/undo/[^"]+)"', page)[1]
    desk.record(f"{REPORT}write/", **content())
    refused = desk.post(undo, {})
    assert refused.status_code == 409
    assert "“report signed” of 16 March 2016" in refused.content.decode()
    assert "withdrawn" not in kinds()


def test_what_was_taken_on_paper_yesterday_is_typed_in_with_its_day(desk):
    desk.record(ASK, **asked(on="yesterday", due_on="15 march", format="ORAL", differs="He was sentenced at once."))
    thread = "/reports/X1/report-2016-03-15/"
    assert "15 March 2016" in desk.get(thread).text
    page = desk.refused(f"{thread}adjourn/", on="17 March 2016", due_on="30 March 2016", reason="No court time.")
    assert "17 March 2016 has not come yet" in page
    desk.record(f"{thread}call-off/", on="yesterday", reason="A fine instead.")


def test_a_newer_draft_of_somebody_else_is_not_lost_by_signing_an_older_page(desk, world):
    desk.record(ASK, **asked())
    opened = desk.get(f"{REPORT}write/")
    saved = re.search(r'name="saved" value="([^"]*)"', opened)[1]
    senior = desk_of(world, SENIOR)
    senior.post(f"{REPORT}write/", {**content(pattern="Hers \0 is longer."), "save": "yes", "saved": "9" * 5000})
    page = desk.refused(f"{REPORT}write/", **content(saved=saved))
    assert "Denise Ibbotson saved a draft of this report after you opened it" in page
    assert "Hers  is longer." in senior.get(f"{REPORT}write/")


@pytest.mark.parametrize(
    ("typed", "due_on"),
    [
        ("today", "2016-03-16"),
        (" Tomorrow", "2016-03-17"),
        ("15 march", "2016-03-15"),
        ("thursday", "2016-03-17"),
        ("monday", "2016-03-21"),
    ],
)
def test_the_day_asked_for_is_looked_for_from_the_courts_day_but_today_is_today(desk, typed, due_on):
    desk.record(ASK, **asked(on="14 March 2016", due_on=typed))
    request = last(back=4)
    assert (str(request.on), str(request.due_on)) == ("2016-03-14", due_on)


@pytest.mark.parametrize(
    ("result", "is_source"), [("RING", False), ("WILL NOT SAY", False), ("REFUSED", False), ("NONE", True)]
)
def test_an_agency_is_a_source_of_the_report_only_where_it_said_something(desk, result, is_source):
    desk.record(ASK, **asked())
    desk.record(f"/checks/{CRN}/check-dv-2016-03-16/answer/", result=result, answered_by="PC Hill", way="TELEPHONE")
    begun = held_by(desk.get(f"{REPORT}write/"))
    assert ("POLICE" in begun["sources_used"]) == is_source
    assert ("Police domestic abuse check" in begun["sources_missing"][0]) != is_source
