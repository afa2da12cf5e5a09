"""The full analysis, the exemption, the plan and MAPPA on the pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.recording.desk import held_by, kinds, last
from tests.web.risk.assessing import (
    ANSWER,
    EXEMPT,
    FULL,
    MAPPA,
    PLANNING,
    RAISES,
    RISK,
    SCREEN,
    analysed,
    planned,
    row,
    screened,
)
from tests.web.world import draft
from throughcare.facts.checks import CheckReturned, CheckType
from throughcare.facts.court import ReportFormat, ReportSigned
from throughcare.facts.risk import Assessed, Assessment, Completion, RoshLevel
from throughcare.rules.rosh.content import Analysis, Statement, analysis_of, written
from throughcare.rules.rosh.questions import RestsOn, Section, Standing

pytestmark = [pytest.mark.database, pytest.mark.django_db]
AT_COURT = "Women with whom he lives may be harmed when he has been drinking."


def at_court(world):
    said = {"risk_analysis": AT_COURT, "circumstances": "He lives alone."}
    world.record("X1", draft(ReportSigned, "2016-03-07", order="1", format=ReportFormat.SHORT, thread="R", **said))
    told = {"fact_told": "Called out on 1 May 2015.", "allegation_told": "A neighbour says that he threw a plate."}
    world.record("X1", draft(CheckReturned, "2016-03-07", check=CheckType.DOMESTIC_ABUSE, thread="K", **told))


def test_it_is_completed_with_levels_and_the_highest_is_the_overall_one(desk):
    desk.record(SCREEN, **screened(wounding="NOW"))
    desk.record(FULL, **analysed())
    assert kinds()[-2:] == ["assessed", "concern"]
    found = last(back=2)
    assert (found.level, found.known_adult_level, found.prisoners_level) == (RoshLevel.HIGH, RoshLevel.HIGH, None)
    text = desk.get(RISK).text
    assert "Assessment: Complete" in text
    assert "Overall: High" in text
    assert "Children Medium The public Low A known adult High Staff Low" in text
    assert "Domestic abuse concern on the record since 14 March 2016" in text
    said = desk.get(f"{RISK}said/{found.number}/").text
    assert "Blows to the head, as in the present offence. Fact · Prosecution papers" in said
    assert "Does it say what would change it? No" in said
    assert "The police call-out list was asked for and is not back." in said


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"who1_text": ""}, "“Who is at risk”: name people by their relation"),
        ({"nature1_standing": ""}, "Say whether this is a fact, an opinion or an allegation."),
        ({"nature1_source": ""}, "Say where this comes from."),
        ({"staff_level": ""}, "Choose a level for staff."),
        ({"abuse_since": ""}, "Say since when; if that is not known, say so."),
        ({"child_answer": "?"}, "Nobody knows whether there is: say what was tried to find out."),
        ({"sources": []}, "choose at least one source"),
    ],
)
def test_a_gap_is_told_beside_its_field_and_what_was_typed_stays(desk, wrong, sentence):
    before = kinds()
    page = desk.refused(FULL, **analysed(**wrong))
    assert sentence in page.text
    assert held_by(page)["raises1_text"][0].strip() == RAISES
    assert kinds() == before


def test_what_is_known_at_court_arrives_and_counts_only_where_it_is_confirmed(world, desk):
    at_court(world)
    page = desk.get(FULL)
    assert "From the court report signed on 7 March 2016." in page.text
    assert "From the answer to the police domestic abuse check of 7 March 2016." in page.text
    held = held_by(page)
    assert held["who1_text"][0].strip() == AT_COURT
    assert held["nature2_standing"] == ["ALLEGATION"]
    mine = analysed(**row("who2", "Her son."))
    for part in ("text", "standing", "source"):
        mine.pop(f"who1_{part}")
        mine.pop(f"nature1_{part}")
    refused = desk.refused(FULL, **mine)
    assert (
        "What the risk is”: say what might be done to them. Nothing is said here yet, or what arrived" in refused.text
    )
    desk.record(FULL, **mine, nature1_holds=["yes"])
    said = analysis_of(last(back=2).content)
    assert [each.text for each in said.statements if each.section is Section.WHO] == ["Her son."]
    kept = next(each for each in said.statements if each.section is Section.NATURE)
    assert (kept.text, kept.standing, kept.source) == ("Called out on 1 May 2015.", Standing.FACT, RestsOn.POLICE)
    page = desk.get(f"{RISK}said/{last(back=2).number}/").text
    assert "taken from the answer to the police domestic abuse check of 7 March 2016 and confirmed" in page


def test_what_arrived_and_was_changed_is_never_dropped_in_silence(world, desk):
    at_court(world)
    mine = analysed(**row("who2", "Her son."), who1_text="Women may be harmed.")
    assert "You changed these words: tick that this holds, or clear them." in desk.refused(FULL, **mine).text


def test_an_answer_that_comes_while_somebody_writes_arrives_in_the_draft(world, desk):
    desk.post(FULL, {**held_by(desk.get(FULL)), **analysed(), "save": "yes"})
    at_court(world)
    held = held_by(desk.get(FULL))
    assert held["who1_text"][0].strip() == "His former partner, and her son of six."
    assert held["who2_text"][0].strip() == AT_COURT


def earlier(world):
    said = Analysis((Statement(Section.RAISES, RAISES, Standing.OPINION, RestsOn.RECORD),))
    payload = {"assessment": Assessment.FULL, "status": Completion.COMPLETE, "content": written(said)}
    world.record("X1", draft(Assessed, "2016-03-10", level=RoshLevel.HIGH, **payload))


def test_words_of_an_earlier_assessment_are_shown_as_such_before_and_after(world, desk):
    earlier(world)
    held = held_by(desk.get(FULL))
    assert held["raises1_known"] != [""]
    typed = analysed(raises1_text="", **row("raises2", RAISES.upper()))
    page = desk.refused(FULL, **typed)
    assert "The same words as on 10 March 2016 stand in what was typed" in page.text
    assert "The same words as on 10 March 2016 (all of it)" in page.text
    desk.post(FULL, {**held_by(desk.get(FULL)), **typed, "save": "yes"})
    assert "The same words as on 10 March 2016 (all of it)" in desk.get(FULL).text
    desk.record(FULL, **typed, old_words=["yes"])
    page = desk.get(f"{RISK}said/{last(back=2).number}/")
    assert "Old words The same words as on 10 March 2016 (all of it)" in page.text
    assert "<mark>" in page


def test_what_was_taken_back_stands_in_the_form_again(desk):
    for address, typed in ((FULL, analysed()), (PLANNING, planned())):
        page = desk.record(address, **typed)
        undo = next(part for part in page.split('"') if "undo" in part and part.startswith("/people/"))
        assert desk.post(undo, {}).status_code == 303
        held = held_by(desk.get(address))
        assert all(held[name][0].strip() == typed[name] for name in typed if name.endswith(("_text", "_who", "_level")))
        desk.recorded(desk.post(address, held))


def test_an_exemption_is_countersigned_by_another_person(desk, manager):
    assert "No full analysis is due" in desk.get(EXEMPT).text
    manager.record(SCREEN, **screened(weapon="BEFORE"))
    manager.record(EXEMPT, reason="A toy pistol in 1998, and nothing since.")
    assert "You exempted the person yourself" in manager.get(ANSWER).text
    assert "another manager countersigns it" in manager.get(RISK).text
    assert "An exemption waits for a manager already" in desk.get(EXEMPT).text


def test_only_a_countersigned_exemption_stands_in_the_place_of_the_analysis(desk, manager):
    desk.record(SCREEN, **screened(weapon="BEFORE"))
    desk.record(EXEMPT, reason="A toy pistol in 1998, and nothing since.")
    text = desk.get(RISK).text
    assert "Full analysis due and missing" in text
    assert "Waits for a manager to countersign it" in text
    assert desk.client.get(ANSWER).status_code == 403
    assert "A toy pistol in 1998" in manager.get(ANSWER).text
    assert "Say why not" in manager.refused(ANSWER, countersigned="N", reason="").text
    manager.record(ANSWER, countersigned="Y")
    text = desk.get(RISK).text
    assert "Exempt with reason" in text
    assert "Countersigned on 14 March 2016" in text
    assert "No exemption waits any more" in manager.get(ANSWER).text


def test_an_exemption_that_is_not_countersigned_leaves_the_analysis_due(desk, manager):
    desk.record(SCREEN, **screened(weapon="BEFORE"))
    desk.record(EXEMPT, reason="A toy pistol in 1998, and nothing since.")
    manager.record(ANSWER, countersigned="N", reason="The pistol was not a toy.")
    text = desk.get(RISK).text
    assert "was not countersigned: the full analysis is due." in text
    assert "Exempt from the full analysis" in text


def test_a_plan_is_written_and_read(desk):
    desk.record(PLANNING, **planned())
    text = desk.get(RISK).text
    assert "What is planned for contingency, said in full." in text
    assert "Ring the police domestic abuse unit Priya Shah 18 March 2016" in text
    assert "{" not in desk.get("/people/X1/timeline/").text
    held = held_by(desk.get(PLANNING))
    assert held["act1_what"] == ["Ring the police domestic abuse unit"]
    again = planned()
    assert "arrived filled: tick that it holds" in desk.refused(PLANNING, **again | {"further": "Something else."}).text


def test_a_plan_has_everything_and_somebody_who_does_something(desk):
    page = desk.refused(PLANNING, **planned(victims="", act1_what="", act1_who="", act1_by=""))
    assert "Say something of safety planning for victims" in page.text
    assert "a plan without it is a wish" in page.text
    assert "is past: say a day from today" in desk.refused(PLANNING, **planned(act1_by="1/3/2016")).text


def test_mappa_is_set_and_lifted_by_a_manager(desk, manager):
    assert desk.client.get(MAPPA).status_code == 403
    assert "there is nothing to lift" in manager.refused(MAPPA, act="lift", reason="Over.").text
    manager.record(MAPPA, act="set", category="M2", level="L2", reason="Meeting of 10 March.")
    assert "Category 2: violent or other sexual offence; Level 2" in desk.get(RISK).text
    assert "That is how it stands already" in manager.refused(MAPPA, act="set", reason="Again.").text
    held = held_by(manager.get(MAPPA))
    manager.recorded(manager.post(MAPPA, {**held, "act": "lift", "reason": "The meeting ended it."}))
    assert "Nothing on the record says that they come under" in desk.get(RISK).text


def test_the_pages_ask_the_database_as_often_whatever_the_volume(world, desk):
    earlier(world)
    counts = []
    for _ in range(2):
        for address in (RISK, FULL, f"{RISK}said/{last().number}/"):
            desk.get(address)
            with CaptureQueriesContext(connection) as asked:
                desk.get(address)
            counts.append(len(asked))
        for _ in range(20):
            earlier(world)
    assert counts[:3] == counts[3:]
    assert max(counts) < 30


def test_a_case_of_somebody_else_is_as_if_it_were_not_there(world, desk):
    world.case("X9", "2016-03-01", officer="P9", team="T2")
    for address in (RISK, SCREEN, FULL, PLANNING, EXEMPT, f"{RISK}said/1/"):
        assert desk.client.get(address.replace("X1", "X9")).status_code == 404
