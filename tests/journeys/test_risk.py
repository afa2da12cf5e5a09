"""Risk of serious harm: screened, analysed with what is known, exempted and countersigned, planned; in a browser."""

from datetime import date

import pytest

from throughcare.actions.demo import STORY
from throughcare.actions.demo.world import make_world
from throughcare.facts.stream import in_order, standing
from throughcare.rules.case import case_of
from throughcare.rules.case.risk import RoshStatus
from throughcare.rules.rosh.questions import PLAN, SCREENING

YES = {"wounding": "NOW", "abuse_partner": "YES"}
MORE = "His former partner, struck twice, since June 2014"


def due_with(name):
    """Somebody of the crowd whom this practitioner holds, and whose full analysis is due and missing."""
    world = make_world()
    code = next(each.code for each in world.cast if each.name == name)
    for each in world.people:
        case = case_of(in_order(standing(each.facts, as_of=date.max)))
        is_theirs = case.is_active and case.holder is not None and case.holder.officer == code
        if is_theirs and case.rosh_status is RoshStatus.FULL_MISSING and each.crn not in STORY.values():
            return each.crn
    raise AssertionError(f"{name} holds nobody whose full analysis is due")


def answers_the_screening(traveller, **yes):
    page = traveller.page
    for name in SCREENING:
        page.locator(f'input[name="{name}"][value="{yes.get(name, "NO")}"]').check()


def adds(traveller, row, text, standing, source):
    page = traveller.page
    page.locator(f'textarea[name="{row}_text"]').fill(text)
    page.locator(f'input[name="{row}_standing"][value="{standing}"]').check()
    page.locator(f'select[name="{row}_source"]').select_option(source)


def free_row(traveller, section):
    """The first empty row of a section."""
    boxes = traveller.page.locator(f'textarea[name^="{section}"][name$="_text"]')
    empty = next(n for n in range(boxes.count()) if not boxes.nth(n).input_value())
    return boxes.nth(empty).get_attribute("name").removesuffix("_text")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_person_is_screened_analysed_and_planned_for(travel, javascript):
    priya = travel("Priya Shah", javascript=javascript)
    whose = STORY["aaron_bell" if javascript else "home_visit_due"]
    priya.goes_to(f"/people/{whose}/")
    priya.follows("Risk", exact=True)
    priya.finds_the_page_sound(picture="risk" if javascript else None)
    priya.goes_to(f"/people/{whose}/risk/screening/")
    answers_the_screening(priya, **YES)
    more = priya.page.locator("details", has=priya.page.locator('textarea[name="abuse_partner_more"]'))
    more.locator("summary").click()
    priya.page.locator('textarea[name="abuse_partner_more"]').fill(MORE)
    priya.finds_the_page_sound()
    priya.presses("Save and go on later")
    priya.sees("Draft saved by Priya Shah")
    priya.chooses("Complete: every question has an answer")
    priya.presses("Record the screening")
    priya.sees("Recorded")
    priya.goes_to(f"/people/{whose}/risk/full/")
    priya.sees("The screening said yes to")
    writes_the_analysis(priya)
    priya.goes_to(f"/people/{whose}/risk/")
    priya.sees("Overall: High", "the highest for any group", "Domestic abuse")
    priya.finds_the_page_sound()
    priya.goes_to(f"/people/{whose}/risk/plan/")
    for name in PLAN:
        priya.page.locator(f'textarea[name="{name}"]').fill(f"What is planned for {name}, in words of its own.")
    priya.types("What is done (1)", "Ring the police unit")
    priya.types("By whom (1)", "Priya Shah")
    priya.types("By which day (1)", "tomorrow")
    priya.finds_the_page_sound()
    priya.presses("Record the plan")
    priya.goes_to(f"/people/{whose}/risk/")
    priya.sees("Ring the police unit", "Assessments and plans by date")
    priya.finds_the_page_sound(picture="risk-assessed" if javascript else None)


def writes_the_analysis(priya):
    for section in ("who", "nature", "imminence", "raises", "lowers"):
        adds(
            priya,
            free_row(priya, section),
            f"What is known of this: {section}, told at interview.",
            "FACT",
            "INTERVIEW",
        )
    for group, level in (("children", "MEDIUM"), ("public", "LOW"), ("known_adult", "HIGH"), ("staff", "LOW")):
        priya.page.locator(f'input[name="{group}_level"][value="{level}"]').check()
    for name in ("abuse", "child"):
        priya.page.locator(f'input[name="{name}_answer"][value="N"]').check()
    priya.page.locator('input[name="sources"][value="INTERVIEW"]').check()
    priya.presses("Complete the analysis")
    priya.sees("Recorded")


def test_an_exemption_is_asked_for_by_one_and_countersigned_by_another(travel):
    priya, denise = travel("Priya Shah"), travel("Denise Ibbotson")
    whose = due_with("Priya Shah")
    priya.goes_to(f"/people/{whose}/risk/")
    priya.sees("Full analysis due and missing")
    priya.page.get_by_role("button", name="Exempt from the full analysis").click()
    priya.types("Why is no full analysis needed?", "A toy pistol in 1998, and nothing since then.")
    priya.finds_the_page_sound()
    priya.presses("Send to a manager")
    priya.goes_to(f"/people/{whose}/risk/")
    priya.sees("Waits for a manager to countersign it")
    priya.sees_no("Countersign it, or not")
    denise.goes_to(f"/people/{whose}/risk/")
    denise.page.get_by_role("button", name="Countersign it, or not").click()
    denise.finds_the_page_sound()
    denise.chooses("Yes: no full analysis is needed")
    denise.presses("Record")
    denise.goes_to(f"/people/{whose}/risk/")
    denise.sees("Exempt with reason")
    denise.finds_the_page_sound()


@pytest.mark.parametrize("path", ["", "screening/", "full/", "plan/", "exemption/"])
def test_the_pages_of_risk_fit_a_screen_of_320_pixels(travel, path):
    priya = travel("Priya Shah", width=320)
    priya.goes_to(f"/people/{STORY['aaron_bell']}/risk/{path}")
    priya.finds_the_page_sound()


def test_a_court_officer_screens_beside_the_report(travel):
    joseph = travel("Joseph Tetteh")
    joseph.goes_to("/reports/")
    joseph.page.locator('main a[href^="/reports/X"]').first.click()
    joseph.follows("Screen for the risk of serious harm")
    answers_the_screening(joseph, weapon="BEFORE")
    joseph.finds_the_page_sound()
    joseph.chooses("Complete: every question has an answer")
    joseph.presses("Record the screening")
    joseph.sees("Undo")
    joseph.finds_the_page_sound()
