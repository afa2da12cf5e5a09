"""A made-up morning: a court officer, an agency and a second reader, on a slow line and without a script too."""

import re

import pytest
from playwright.sync_api import expect

HEAVIEST = 60_000
"""Bytes at first load, as they come over the line. Source: our own standard for a court with bad wi-fi."""
SLOW = {"offline": False, "latency": 800, "downloadThroughput": 16_000, "uploadThroughput": 16_000}
"""128 kbit/s and 800 ms."""


def says_who_it_is(joseph, name: str) -> str:
    """Somebody of the list is nobody who is known: a record is begun. Returns their page."""
    joseph.goes_to("/court/")
    joseph.follows(name, exact=True)
    joseph.finds_the_page_sound()
    joseph.page.get_by_label("Nobody who is known", exact=False).check()
    joseph.page.get_by_label("How do you know?", exact=False).fill(
        "She told me herself, and nobody of her name is known."
    )
    joseph.presses("Record who it is")
    return joseph.page.url


def asks_for_a_report(joseph, *, form: str, due: str) -> None:
    joseph.follows("Ask for a report")
    joseph.finds_the_page_sound()
    joseph.chooses("Community sentence threshold passed")
    for group in joseph.page.get_by_role("group", name=re.compile("papers point to")).all():
        group.get_by_label("No", exact=True).check()
    for check in ("Police domestic abuse check", "Children's services check"):
        joseph.page.get_by_label(check, exact=False).select_option(index=1)
    joseph.page.get_by_label("For which day", exact=False).fill(due)
    joseph.presses("Show which form the need calls for")
    joseph.sees("The need calls for: short report", "it is their first report")
    joseph.finds_the_page_sound()
    joseph.chooses(form, exact=True)
    if form != "Short report":
        joseph.page.get_by_label("Why another form", exact=False).fill("The court will not adjourn for it today.")
    joseph.presses("Ask for the report and the checks")
    joseph.sees("Recorded.")


def the_agency_answers(joseph, agency) -> None:
    """The agency follows the link that stands on Joseph's page, with the reference that he reads out."""
    link = joseph.page.locator("#keys p").nth(1).inner_text().strip()
    reference = joseph.page.locator("#keys strong").last.inner_text().strip()
    agency.page.goto(link)
    agency.sees("Whom it is about is shown once you have typed the reference")
    agency.sees_no("Ngozi")
    agency.finds_the_page_sound()
    agency.page.get_by_label("The reference", exact=False).fill(reference)
    agency.presses("Show the question")
    agency.sees("Ngozi Dyson")
    agency.sees_no("Joseph Tetteh ·")
    agency.finds_the_page_sound()
    agency.chooses("Known: concern")
    agency.page.get_by_label("Known as fact", exact=False).fill("Two call-outs to her address in May.")
    agency.page.get_by_label("Who answers", exact=False).fill("PC 1234 Hill")
    agency.presses("Send the answer")
    agency.sees("Your answer was recorded")
    agency.finds_the_page_sound()


def test_a_morning_from_the_list_to_the_agencys_answer(travel):
    joseph = travel("Joseph Tetteh")
    says_who_it_is(joseph, "Ngozi Dyson")
    asks_for_a_report(joseph, form="Oral report", due="today")
    joseph.finds_the_page_sound()
    report = joseph.page.url.partition("?")[0]
    joseph.follows("Record that it was delivered")
    joseph.presses("Record")
    joseph.is_on("Error: Record that it was delivered")
    joseph.sees("Say what happened, and why.")
    joseph.finds_the_page_sound()
    joseph.page.get_by_label("The offence", exact=False).fill("She took a coat from a shop to sell it.")
    joseph.page.get_by_label("Risk: who may be harmed", exact=False).fill("Nobody is likely to be harmed by her.")
    joseph.chooses("Interview with the person")
    joseph.page.get_by_label("Proposal", exact=True).select_option("COMMUNITY ORDER")
    joseph.page.get_by_label("Why this and not another", exact=False).fill("Work on her debts keeps her from stealing.")
    joseph.presses("Record")
    joseph.sees("Closed", "She took a coat", "made before the answer to the police domestic abuse check")
    joseph.finds_the_page_sound()
    joseph.follows("Police domestic abuse check asked", exact=False)
    check = joseph.page.url.partition("?")[0]
    joseph.presses("Make a link for the agency")
    joseph.finds_the_page_sound()
    the_agency_answers(joseph, travel())
    joseph.goes_to(check)
    joseph.sees("Two call-outs to her address")
    joseph.goes_to(report)
    joseph.sees_no("Two call-outs")  # what comes after a report was closed goes to whoever holds the case
    joseph.goes_to("/court/morning/")
    joseph.finds_the_page_sound()
    joseph.page.get_by_label("What became of it", exact=False).first.select_option("Adjourned")
    joseph.presses("Record")
    joseph.sees("Recorded: 1 hearing.", "On the record: adjourned.")
    joseph.finds_the_page_sound()
    joseph.presses("Undo", exact=False)
    joseph.sees("Taken back.")
    joseph.finds_the_page_sound()
    joseph.goes_to("/checks/")
    joseph.finds_the_page_sound()


def test_a_second_reader_does_not_see_the_first(travel):
    joseph = travel("Joseph Tetteh")
    joseph.goes_to("/reports/")
    joseph.finds_the_page_sound()
    joseph.follows("Are the reports good?")
    joseph.sees("one in 5 is read by a second reader")
    joseph.finds_the_page_sound()


def test_what_forms_do_to_risk_assessment_has_its_page(travel):
    margaret = travel("Margaret Penhale")
    margaret.goes_to("/measures/formats/")
    margaret.sees("What cannot be concluded")
    margaret.finds_the_page_sound()
    margaret.follows("Proposal and sentence")
    margaret.sees("What was proposed against what was passed")
    margaret.finds_the_page_sound()


@pytest.mark.parametrize("path", ["/", "/court/", "/reports/", "/checks/"])
def test_on_a_slow_line_the_first_page_is_light_and_comes(travel, path):
    joseph = travel("Joseph Tetteh", width=360)
    line = joseph.page.context.new_cdp_session(joseph.page)
    line.send("Network.enable")
    line.send("Network.clearBrowserCache")
    line.send("Network.emulateNetworkConditions", SLOW)
    weights: list[float] = []
    line.on("Network.loadingFinished", lambda told: weights.append(told["encodedDataLength"]))
    joseph.page.goto(path, timeout=60_000)
    expect(joseph.page.get_by_role("heading", level=1)).to_be_visible()
    assert 0 < sum(weights) <= HEAVIEST, f"{sum(weights):,.0f} bytes"


def test_without_a_script_and_on_a_narrow_screen_a_report_is_written_and_kept(travel):
    joseph = travel("Joseph Tetteh", javascript=False, width=360)
    says_who_it_is(joseph, "Dean Oyelaran")
    joseph.follows("Ask for a report")
    joseph.chooses("Community sentence threshold passed")
    for check in ("Police domestic abuse check", "Children's services check"):
        joseph.page.get_by_label(check, exact=False).select_option(index=1)
    joseph.page.get_by_label("For which day", exact=False).fill("8 July 2016")
    joseph.chooses("Short report", exact=True)
    joseph.presses("Ask for the report and the checks")
    joseph.follows("Sign it")
    joseph.page.get_by_label("The offence", exact=False).fill("He drove while disqualified.")
    joseph.presses("Save the draft")
    joseph.sees("Draft saved by Joseph Tetteh")
    expect(joseph.page.get_by_label("The offence", exact=False)).to_have_value("He drove while disqualified.")
    joseph.finds_the_page_sound()
