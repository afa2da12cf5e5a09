"""From a signed report to the first look of a new practitioner in another organisation, by the right roles and against
the wrong ones.
"""

import re

import pytest

from tests.journeys.test_court import asks_for_a_report, says_who_it_is

NAME = "Kasia Oyelaran"


def screens(joseph) -> None:
    """Nothing that is asked about is so: no full analysis is called for."""
    joseph.follows("Screen for the risk of serious harm")
    joseph.finds_the_page_sound()
    for group in joseph.page.get_by_role("group").all():
        no = group.get_by_label("No", exact=True)
        if no.count():
            no.first.check()
    joseph.chooses("Complete: every question", exact=False)
    joseph.presses("Record the screening")
    joseph.sees("Recorded.")
    joseph.finds_the_page_sound()


def signs_and_delivers(joseph) -> None:
    joseph.follows("Sign it")
    for label, text in (
        ("The offence", "She drove although she was disqualified."),
        ("How the person lives", "She lives with her sister and cleans offices."),
        ("Risk: who may be harmed", "Nobody is likely to be harmed by her."),
        ("What was not available", "Both checks are not back."),
        ("Why this and not another", "Work on how she decides keeps her from driving."),
    ):
        joseph.page.get_by_label(label, exact=False).first.fill(text)
    joseph.chooses("Interview with the person")
    joseph.page.get_by_label("Proposal", exact=True).select_option("COMMUNITY ORDER")
    joseph.presses("Sign the report")
    joseph.sees("Recorded.")
    joseph.follows("Record that it was delivered")
    joseph.chooses("Sent electronically")
    joseph.presses("Record")
    joseph.sees("Closed")


def is_sentenced(joseph) -> None:
    joseph.goes_to("/court/morning/")
    joseph.page.get_by_label("What became of it", exact=False).first.select_option("Sentenced to supervision")
    joseph.page.get_by_label("Sentence", exact=False).last.select_option("Community order")
    joseph.presses("Record")
    joseph.sees(f"{NAME}: sentenced to supervision")


def decides_for_a_company(joseph) -> None:
    joseph.follows("Orders", exact=True)
    joseph.finds_the_page_sound()
    joseph.follows(NAME)
    joseph.sees("The rule cannot decide yet", "What is not known is not taken for a no")
    joseph.finds_the_page_sound()
    for group in joseph.page.get_by_role("group").all():
        no = group.get_by_label("No", exact=True)
        if no.count():
            no.first.check()
    joseph.chooses("Community rehabilitation company")
    joseph.presses("Record the decision")
    joseph.sees("say why it cannot wait")
    joseph.finds_the_page_sound()
    joseph.page.get_by_label("Why?", exact=False).fill("The score needs papers that the police have not sent.")
    joseph.presses("Record the decision")
    joseph.sees("Now keep it or send it.", "Decided by Joseph Tetteh")
    joseph.finds_the_page_sound()


def sends(joseph) -> str:
    """Returns the address of the pack."""
    joseph.presses("Send it to the company")
    joseph.finds_the_page_sound()
    joseph.page.get_by_label("Which organisation is to take it?", exact=False).select_option("C07")
    joseph.presses("Send it")
    joseph.sees("Something important is missing")
    joseph.finds_the_page_sound()
    joseph.chooses("It goes nonetheless")
    joseph.page.get_by_label("What should they know?", exact=False).fill("The checks follow as soon as they are back.")
    joseph.presses("Send it")
    joseph.sees("Sent. They are told", "What is missing", "She drove although she was disqualified.")
    joseph.finds_the_page_sound("handover-pack")
    return joseph.page.url.partition("?")[0]


def accepts(karl, pack: str) -> None:
    karl.sees("sent to you")
    karl.goes_to("/handovers/")
    karl.finds_the_page_sound()
    karl.follows(NAME)
    karl.presses("Accept the case")
    karl.finds_the_page_sound()
    karl.page.get_by_label("Which team takes it?", exact=False).select_option(label="Leeds City")
    karl.presses("Accept the case")
    karl.sees("Accepted. The case is your")
    karl.finds_the_page_sound()
    karl.goes_to(f"{pack}accept/")
    karl.presses("Accept the case")
    karl.sees("already: nothing was recorded")


def allocates(karl) -> None:
    karl.goes_to("/allocation/")
    karl.finds_the_page_sound("allocation-desk")
    karl.opens(NAME, "Allocate")
    karl.sees("What is missing, and keeps it from being allocated", "In the order in which they are proposed")
    karl.finds_the_page_sound("allocation-case")
    karl.page.get_by_label(re.compile("Gemma Holroyd")).first.check()
    karl.presses("Allocate the case")
    karl.sees("There is a problem")
    karl.finds_the_page_sound()
    karl.page.get_by_label("If not the first of the list", exact=False).fill(
        "She was her practitioner on an earlier order."
    )
    karl.page.get_by_label("If something stands against it", exact=False).fill(
        "The checks are chased; she must be seen now."
    )
    karl.presses("Allocate the case")
    karl.sees("Gemma Holroyd")
    karl.finds_the_page_sound()


def test_a_case_goes_from_its_signed_report_to_a_new_practitioner(travel):
    joseph = travel("Joseph Tetteh")
    says_who_it_is(joseph, NAME)
    asks_for_a_report(joseph, form="Short report", due="today")
    screens(joseph)
    signs_and_delivers(joseph)
    is_sentenced(joseph)
    decides_for_a_company(joseph)
    pack = sends(joseph)
    for stranger in ("Priya Shah", "Gemma Holroyd", "Oliver Stannard"):
        other = travel(stranger)
        answer = other.page.goto(pack)
        assert answer.status in (403, 404), stranger
        other.sees_no("She drove although")
    karl = travel("Karl Whitworth")
    accepts(karl, pack)
    allocates(karl)
    joseph.goes_to(pack)
    joseph.sees("Accepted", "Karl Whitworth")
    joseph.sees_no("Gemma Holroyd")  # what came after the answer is not the sender's any more
    gemma = travel("Gemma Holroyd")
    crn = pack.split("/handovers/")[1].split("/")[0]
    gemma.goes_to(f"/people/{crn}/takeover/")
    gemma.sees(NAME, "What is next")
    gemma.finds_the_page_sound("takeover")
    priya = travel("Priya Shah")
    assert priya.page.goto(f"/people/{crn}/takeover/").status == 404


@pytest.mark.parametrize(
    ("who", "paths"),
    [
        ("Denise Ibbotson", ("/allocation/", "/allocation/referrals/", "/allocation/flow/", "/allocation/many/")),
        ("Denise Ibbotson", ("/handovers/", "/concerns/", "/staff/", "/staff/grid/", "/restricted/", "/cover/")),
        ("Margaret Penhale", ("/staff/", "/staff/organisations/", "/concerns/figures/", "/restricted/")),
    ],
)
@pytest.mark.parametrize("javascript", [True, False])
def test_the_desks_stand_on_any_screen(travel, who, paths, javascript):
    reader = travel(who, javascript=javascript, width=360)
    for path in paths:
        assert reader.page.goto(path).status == 200
        reader.finds_the_page_sound()


def test_a_closed_record_is_opened_in_danger_and_judged(travel):
    priya = travel("Priya Shah")
    priya.goes_to("/restricted/break/")
    priya.finds_the_page_sound()
    priya.page.get_by_label("CRN", exact=True).fill("X999999")
    priya.page.get_by_label("Who is in danger", exact=False).fill("He said that he will hurt her tonight.")
    priya.page.locator("main").get_by_role("button").first.click()
    priya.sees("No record was opened")
    priya.finds_the_page_sound()


def test_an_office_that_closes_is_proposed_and_left(travel):
    denise = travel("Denise Ibbotson")
    denise.goes_to("/allocation/many/new/")
    denise.finds_the_page_sound()
    denise.chooses("The practitioner left")
    denise.page.get_by_label("Dean Oldroyd", exact=False).first.check()
    denise.chooses("Anybody in the organisation")
    denise.presses("Work out a proposal")
    denise.sees("What it costs", "Who gets what")
    denise.finds_the_page_sound("proposal")
