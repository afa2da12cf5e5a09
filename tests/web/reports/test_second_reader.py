"""A standard report is read by a second person: as it was saved, and what they agreed to is what is signed."""

import pytest

from tests.web.recording.desk import filled, kinds, last
from tests.web.reports.world import ASK, REPORT, SENIOR, WRITER, asked, content, desk_of
from throughcare.records.models import ReportDraft, SentForm

pytestmark = pytest.mark.django_db


def test_a_standard_report_is_for_qualified_officers_and_read_by_another(desk, world):
    desk.record(ASK, **asked(format="STANDARD", seriousness="CUSTODY", writer=WRITER))
    writer = desk_of(world, WRITER)
    back = writer.refused(f"{REPORT}write/", **content())
    assert "A standard report is read and agreed by a second person before it is signed." in back.text
    officer = desk.get(f"{REPORT}write/")
    back = desk.back(desk.post(f"{REPORT}write/", filled(officer, **content())))
    assert "A standard report is signed by a probation officer or a senior probation officer" in back.text
    senior = desk_of(world, SENIOR)
    assert "there is nothing to read" in senior.get(f"{REPORT}read/").text
    save(writer, **content(), save="to-read")
    assert "It waits for a second reader since 16 March 2016" in writer.get(f"{REPORT}write/").text
    page = senior.get(f"{REPORT}read/")
    assert "He struck a stranger" in page.text
    assert "Prosecution papers and Interview with the person" in page.text
    senior.record(f"{REPORT}read/", review="RETURNED", note="Say more of the victim.")
    senior.record(f"{REPORT}read/", review="AGREED")
    writer.record(f"{REPORT}write/", **content())
    assert last().officer == WRITER


def save(desk, save="yes", **typed):
    """The draft, saved."""
    page = desk.get(f"{REPORT}write/")
    assert desk.post(f"{REPORT}write/", filled(page, **typed, save=save)).status_code == 303


def test_signing_out_saves_the_draft(desk):
    desk.record(ASK, **asked())
    page = desk.get(f"{REPORT}write/")
    assert 'name="save" value="sign-out"' in page
    answer = desk.post(f"{REPORT}write/", filled(page, **content(circumstances="He"), save="sign-out"))
    assert answer["Location"].startswith("/sign-in/?next=")
    assert "Your draft is saved" in desk.get(answer["Location"]).text
    assert ReportDraft.objects.get().content["circumstances"] == "He"
    assert "_auth_user_id" not in desk.client.session


def to_be_read(desk, world):
    """A standard report that its writer has saved and asked to be read: the writer and the reader at their desks."""
    desk.record(ASK, **asked(format="STANDARD", seriousness="CUSTODY", writer=WRITER))
    writer = desk_of(world, WRITER)
    save(writer, **content(), save="to-read")
    return writer, desk_of(world, SENIOR)


def test_what_was_agreed_to_is_what_is_signed(desk, world):
    writer, senior = to_be_read(desk, world)
    senior.record(f"{REPORT}read/", review="AGREED")
    back = writer.refused(f"{REPORT}write/", **content(offence_analysis="Something else was written."))
    assert "This is not the text to which the second reader agreed." in back.text
    assert "Something else was written." in back.text
    save(writer, **content(offence_analysis="Something else was written."))
    back = writer.refused(f"{REPORT}write/", **content(offence_analysis="Something else was written."))
    assert "ask for it to be read again" in back.text
    senior.record(f"{REPORT}read/", review="AGREED")
    writer.record(f"{REPORT}write/")
    assert last().offence_analysis == "Something else was written."


def test_a_signature_that_is_taken_back_leaves_what_was_agreed_to(desk, world):
    writer, senior = to_be_read(desk, world)
    senior.record(f"{REPORT}read/", review="AGREED")
    writer.record(f"{REPORT}write/")
    token = SentForm.objects.get(what="report signed").token
    writer.post(f"{REPORT}undo/{token}/", {})
    writer.record(f"{REPORT}write/")
    assert kinds()[-1] == "report_signed"
    assert "A draft is" not in writer.get(REPORT).text


def test_whoever_may_read_finds_what_waits_and_the_writer_does_not(desk, world):
    assert "Nobody waits for a second reader." in desk.get("/").text
    writer, senior = to_be_read(desk, world)
    for reader in (desk, senior):
        assert "Aaron Bell" in reader.get("/reports/?show=read").text
    assert "Reports that wait for a second reader 1" in desk.get("/").text
    assert "1 report waits for a second reader" in senior.get("/").text
    assert "To read" not in writer.get("/reports/?show=read").text
    senior.record(f"{REPORT}read/", review="RETURNED", note="Say more of the victim.")
    assert "No report waits for a second reader." in desk.get("/reports/?show=read").text


def test_a_reader_judges_the_text_that_they_saw(desk, world):
    writer, senior = to_be_read(desk, world)
    page = senior.get(f"{REPORT}read/")
    save(writer, **content(offence_analysis="Saved a moment ago."))
    back = senior.back(senior.post(f"{REPORT}read/", filled(page, review="AGREED")))
    assert "saved this report since you opened it" in back.text
    assert "Saved a moment ago." in back.text
    assert kinds()[-1] != "report_reviewed"


def test_a_writer_does_not_read_their_own(desk, world):
    desk.record(ASK, **asked(writer=SENIOR))
    senior = desk_of(world, SENIOR)
    save(senior, **content())
    back = senior.refused(f"{REPORT}read/", review="AGREED")
    assert "You write this report: somebody else reads it." in back.text


def test_what_is_signed_waits_for_nobody(desk, world):
    writer, senior = to_be_read(desk, world)
    senior.record(f"{REPORT}read/", review="AGREED")
    save(writer, save="to-read")
    assert "Aaron Bell" in desk.get("/reports/?show=read").text
    writer.record(f"{REPORT}write/")
    assert "No report waits for a second reader." in desk.get("/reports/?show=read").text
