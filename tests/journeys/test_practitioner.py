"""A practitioner's morning: whom to see first and why, recording it, and taking a slip back."""

from throughcare.actions.demo import STORY


def test_whom_to_see_first_today_and_why(travel):
    # given a practitioner who has just signed in
    priya = travel("Priya Shah")
    # then the page says what needs her, and whom first
    priya.is_on(" things are late, ")
    assert "Aaron Bell" in priya.page.locator("li.tc-line").first.inner_text()
    priya.sees(
        "Aaron Bell", "2 working days late", "nobody has seen them yet", "the check asked on 21 June is not back"
    )
    priya.finds_the_page_sound("home-practitioner")
    # when she asks why
    line = priya.page.locator("li", has_text="Aaron Bell").first
    line.get_by_role("link", name="Why?").first.hover()
    line.get_by_role("link", name="Why?").first.click()
    # then the explanation names the days that were counted
    priya.sees("Opened on 21 June 2016", "counting 22, 23, 24, 27 and 28 June 2016")
    priya.finds_the_page_sound()


def test_one_form_for_everything_that_a_contact_was_and_what_it_settled(travel):
    # given the form that the to-do list leads to
    priya = travel("Priya Shah")
    priya.opens("Aaron Bell", "Record")
    priya.is_on("Record a contact: Aaron Bell")
    priya.sees("Domestic abuse concern on the record")
    priya.finds_the_page_sound("record-a-contact")
    # when she records that he came, that the plan is done, and what is next
    priya.chooses("Attended")
    priya.types("Note", "He came with his sister. <script>alert(1)</script>")
    priya.chooses("Plan completed")
    priya.chooses("Next appointment arranged")
    priya.page.locator("[name=next_on]").fill("7/7/16")
    priya.page.locator("[name=next_at_time]").fill("9.30")
    priya.page.get_by_label("Appointment").last.check()
    priya.presses("Record")
    # then the page says what that settles, by each clock
    priya.is_on("Recorded")
    priya.sees("First appointment", "2 working days late", "He came with his sister. <script>alert(1)</script>")
    priya.finds_the_page_sound("recorded")
    # and one press takes it all back
    priya.presses("Undo")
    priya.is_on("Undone")
    priya.sees("Everything that was recorded")
    priya.finds_the_page_sound()
    priya.follows("Go to Aaron Bell")
    priya.sees("Nobody has seen them since supervision began")


def test_what_is_wrong_is_told_on_top_and_what_was_typed_stays(travel):
    priya = travel("Priya Shah")
    priya.goes_to(f"/people/{STORY['two_practitioners_before']}/contact/")
    # when she types a day that lies ahead and leaves out what became of it
    priya.types("When was it?", "31/12/2016")
    priya.types("Note", "Talked about work.")
    priya.presses("Record")
    # then every fault is told, leads to its field, and nothing typed is lost
    priya.is_on("Error: Record a contact")
    priya.sees("There is a problem")
    assert priya.page.locator(".govuk-error-summary").evaluate("each => each === document.activeElement")
    assert priya.page.get_by_label("Note").first.input_value() == "Talked about work."
    priya.finds_the_page_sound("an-error")


def test_a_mornings_appointments_at_once(travel):
    priya = travel("Priya Shah")
    priya.follows("Record what became of them")
    priya.is_on("Outcomes of meetings")
    priya.finds_the_page_sound("outcomes")
    for name, outcome in (("Kieran Hobson", "Attended"), ("Marek Dudek", "Unacceptable absence")):
        priya.page.get_by_role("group", name=name).get_by_label(outcome).check()
    priya.presses("Record")
    priya.sees("Recorded: 2 outcomes")
    priya.finds_the_page_sound()
    assert priya.page.get_by_role("group", name="Kieran Hobson").count() == 0


def test_what_must_be_known_before_a_home_visit(travel):
    priya = travel("Priya Shah")
    priya.goes_to(f"/people/{STORY['home_visit_due']}/arrange/")
    priya.chooses("Home visit", exact=True)
    priya.sees("Staff safety: read this before you meet or visit", "Two must go")
    priya.finds_the_page_sound("safety-card")


def test_a_slip_is_withdrawn_and_stays_readable(travel):
    priya = travel("Priya Shah")
    crn = STORY["prefers_welsh"]
    priya.goes_to(f"/people/{crn}/contact/")
    priya.chooses("Appointment", exact=True)
    priya.chooses("Attended")
    priya.types("Note", "This was somebody else.")
    priya.presses("Record")
    priya.goes_to(f"/people/{crn}/timeline/")
    priya.opens("This was somebody else.", "Withdraw")
    priya.is_on("Withdraw an entry")
    priya.finds_the_page_sound()
    priya.page.locator("[name=reason]").fill("I opened the wrong person's record.")
    priya.presses("Withdraw")
    priya.goes_to(f"/people/{crn}/timeline/")
    priya.sees("This was somebody else.", "I opened the wrong person's record.")
    priya.finds_the_page_sound("timeline")


def test_as_on_a_day_that_is_past(travel):
    priya = travel("Priya Shah")
    priya.goes_to(f"/people/{STORY['came_from_the_company']}/timeline/?on=1+March+2016&view=known")
    priya.sees("1 March 2016")
    priya.finds_the_page_sound("as-on-a-day")


def test_a_colleagues_case_opens_as_cover_with_a_reason(travel):
    priya = travel("Priya Shah")
    # given somebody of the team who is not hers
    priya.goes_to("/people/?whose=team")
    priya.page.locator("tbody tr, li", has_text="cover").get_by_role("link").first.click()
    # then she is asked why, and a blank is no reason
    priya.is_on("Say why you open this record")
    priya.finds_the_page_sound()
    priya.presses("Open the record")
    priya.is_on("Error: ")
    priya.page.locator("[name=why]").fill("I cover for a colleague who is not available.")
    priya.presses("Open the record")
    priya.sees("as cover: I cover for a colleague")
    priya.finds_the_page_sound()


def test_a_case_that_is_kept_from_her_is_not_there(travel):
    karim = travel("Gemma Holroyd")
    for crn in (STORY["restricted"], "X999999"):
        karim.goes_to(f"/people/{crn}/")
        karim.is_on("Nothing here")
    karim.goes_to(f"/people/?q={STORY['restricted']}")
    karim.sees("No person among those you may see")
