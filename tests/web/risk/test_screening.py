"""The screening: answered, not known, not complete, and what a yes brings about."""

import pytest

from tests.web.recording.desk import held_by, kinds, last
from tests.web.risk.assessing import RISK, SCREEN, screened
from throughcare.facts.fact import YesNo
from throughcare.facts.risk import Concern, Register
from throughcare.rules.rosh.content import screening_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_nothing_is_known_at_first_and_the_page_says_so(desk):
    text = desk.get(RISK).text
    assert "Not started" in text
    assert "Nobody has screened the risk of serious harm yet." in text
    assert "No level has been found yet. That is not a low one." in text


def test_a_screening_without_a_yes_is_complete(desk):
    desk.record(SCREEN, **screened())
    assert last().full_needed == YesNo.NO
    text = desk.get(RISK).text
    assert "Assessment: Complete" in text
    assert "Screening complete" in text


def test_one_yes_calls_for_a_full_analysis(desk):
    desk.record(SCREEN, **screened(weapon="BEFORE"))
    text = desk.get(RISK).text
    assert "Full analysis due and missing" in text
    assert "Carrying, using or threatening with a weapon" in text


def test_an_open_question_is_told_beside_it_and_what_was_typed_stays(desk):
    before = kinds()
    page = desk.refused(SCREEN, **screened(arson="", weapon="NOW", weapon_more="A knife in 2014"))
    assert "Answer this, or choose “Not known”: what nobody knows is not a no." in page.text
    assert held_by(page)["weapon_more"][0].strip() == "A knife in 2014"
    assert kinds() == before


def test_not_known_is_complete_only_with_what_was_tried(desk):
    answers = screened(medication="NOT_KNOWN")
    assert "Say what was tried to find out what is not known" in desk.refused(SCREEN, **answers).text
    desk.record(SCREEN, **answers | {"tried": "Rang the surgery on 11 March; they will write."})
    text = desk.get(RISK).text
    assert "Assessment: Complete" in text
    assert "Not known since the screening of 14 March 2016: Not taking medicine" in text


def test_one_that_is_not_complete_is_a_state_of_its_own_and_is_gone_on_with(desk):
    desk.record(SCREEN, weapon="NOW", status="INCOMPLETE")
    text = desk.get(RISK).text
    assert "Screening incomplete" in text
    assert "Not answered: Setting fire to something" in text
    assert held_by(desk.get(SCREEN))["weapon"] == ["NOW"]


def test_domestic_abuse_and_children_go_on_the_record_once_with_what_was_said(desk):
    answers = screened(abuse_partner="YES", children="YES")
    page = desk.refused(SCREEN, **answers)
    assert page.text.count("Say who, what and since when") == 4  # in the summary, and beside each
    said = {"abuse_partner_more": "His wife; struck since 2014", "children_more": "Her son, six; sees it, since 2014"}
    desk.record(SCREEN, **answers | said)
    assert kinds()[-3:] == ["assessed", "concern", "concern"]
    assert isinstance(last(), Concern)
    assert last().register is Register.CHILD
    desk.record(SCREEN, **answers | said | {"weapon": "NOW"})
    assert kinds()[-1] == "assessed"


def test_a_draft_is_kept_and_nothing_of_it_is_on_the_record(desk, manager):
    before = kinds()
    answer = desk.post(SCREEN, {**held_by(desk.get(SCREEN)), "weapon": "NOW", "save": "yes"})
    assert answer.status_code == 303
    assert kinds() == before
    page = manager.get(SCREEN)
    assert "Draft saved by Priya Shah on 14 March 2016" in page.text
    assert held_by(page)["weapon"] == ["NOW"]
    assert "Screening : saved by Priya Shah" in desk.get(RISK).text


def test_two_at_once_are_told_and_neither_is_lost(desk, manager):
    mine, theirs = held_by(desk.get(SCREEN)), held_by(manager.get(SCREEN))
    desk.post(SCREEN, {**mine, "weapon": "NOW", "save": "yes"})
    answer = manager.post(SCREEN, {**theirs, "arson": "BEFORE", "save": "yes"})
    text = answer.content.decode()
    assert "Priya Shah saved a draft of this on" in text
    assert held_by(text)["arson"] == ["BEFORE"]
    assert held_by(desk.get(SCREEN))["weapon"] == ["NOW"]
    refused = manager.post(SCREEN, {**theirs, **screened()})
    assert "Nothing was recorded" in refused.content.decode()
    again = held_by(refused.content.decode())
    manager.recorded(manager.post(SCREEN, again))
    assert "saved by" not in desk.get(RISK).text


def test_it_is_taken_back_with_one_press(desk):
    page = desk.record(SCREEN, **screened(abuse_partner="YES", abuse_partner_more="His wife; struck since 2014"))
    assert "Undo" in page.text
    undo = next(part for part in page.split('"') if "undo" in part and part.startswith("/people/"))
    assert desk.post(undo, {}).status_code == 303
    assert kinds()[-2:] == ["withdrawn", "withdrawn"]
    assert "Not started" in desk.get(RISK).text
    assert held_by(desk.get(SCREEN))["abuse_partner"] == ["YES"]  # nobody answers it all again


def test_any_text_is_kept_as_text(desk):
    nasty = "<script>alert(1)</script> \"}{'\\ — “ é 漢字"
    desk.record(SCREEN, **screened(weapon="NOW", weapon_more=nasty))
    assert screening_of(last().content).more["weapon"] == nasty
    page = desk.get(f"{RISK}said/{last().number}/")
    assert "<script>alert" not in page
    assert nasty in page.text
