"""Without JavaScript, on a narrow screen, two at once, and after the sign-in ran out."""

import pytest

from throughcare.actions.demo import STORY
from throughcare.actions.demo.loading import PASSWORD


def test_a_contact_is_recorded_without_javascript(travel):
    priya = travel("Priya Shah", javascript=False)
    priya.is_on("late")
    priya.opens("Shazia Akhtar", "Record")
    priya.types("Note", "We wrote it together.")
    priya.presses("Record")
    priya.is_on("Recorded")
    priya.sees("Plan")
    priya.page.get_by_role("link", name="Go to Shazia Akhtar").click()
    priya.follows("Duties")
    priya.page.get_by_role("link", name="Why?").first.click()
    priya.sees("is accountable")
    priya.goes_to("/")
    priya.page.get_by_role("searchbox").fill("Bell")
    priya.presses("Find")
    priya.sees("Aaron Bell")
    priya.finds_the_page_sound()


PAGES = {
    "Priya Shah": (
        "/",
        "/people/",
        "/people/{aaron_bell}/",
        "/people/{aaron_bell}/timeline/",
        "/people/{aaron_bell}/duties/",
        "/people/{aaron_bell}/contact/",
        "/people/{home_visit_due}/arrange/",
        "/people/outcomes/",
        "/who-looked/",
    ),
    "Denise Ibbotson": ("/", "/people/{aaron_bell}/oversight/"),
    "Joseph Tetteh": ("/", "/people/"),
    "Margaret Penhale": (
        "/measures/",
        "/measures/briefing/first-appointment/?by=provider",
        "/measures/briefing/home-visit/people/?by=type&group=NPS&outcome=met",
    ),
    "Lucy Farrar": ("/users/", "/users/new/"),
}


@pytest.mark.parametrize("who", PAGES)
def test_every_page_fits_a_screen_of_320_pixels(travel, who):
    traveller = travel(who, width=320)
    for path in PAGES[who]:
        traveller.goes_to(path.format(**STORY))
        traveller.finds_the_page_sound("narrow-home" if (who, path) == ("Priya Shah", "/") else None)


def test_of_two_who_record_on_one_person_one_wins_and_the_other_is_told_and_can_retry(travel):
    priya, denise = travel("Priya Shah"), travel("Denise Ibbotson")
    form = f"/people/{STORY['visited_and_told']}/contact/"
    for each, words in ((priya, "Priya writes."), (denise, "Denise writes.")):
        each.goes_to(form)
        each.chooses("Appointment", exact=True)
        each.chooses("Attended")
        each.types("Note", words)
    priya.presses("Record")
    priya.is_on("Recorded")
    denise.presses("Record")
    denise.is_on("Error: ")
    denise.sees("while you were typing", "Priya Shah")
    denise.finds_the_page_sound("two-at-once")
    assert denise.page.get_by_label("Note").first.input_value() == "Denise writes."
    denise.presses("Record")
    denise.is_on("Recorded")


def test_a_form_finished_after_the_sign_in_ran_out_is_not_lost(travel):
    priya = travel("Priya Shah")
    priya.goes_to(f"/people/{STORY['review_late']}/contact/")
    priya.chooses("Appointment", exact=True)
    priya.chooses("Acceptable absence")
    priya.types("Note", "She rang: her child is ill.")
    priya.page.context.clear_cookies(name="sessionid")
    priya.presses("Record")
    priya.sees("what you typed is here again")
    priya.finds_the_page_sound("signed-out-while-typing")
    priya.types("E-mail address", "priya.shah@throughcare.example")
    priya.page.locator("#id_password").fill(PASSWORD)
    priya.presses("Sign in", exact=True)
    priya.is_on("Record a contact")
    assert priya.page.get_by_label("Note").first.input_value() == "She rang: her child is ill."
    priya.presses("Record")
    priya.is_on("Recorded")


def test_signing_out_amid_a_form_loses_nothing_and_enter_is_no_sign_out(travel):
    priya = travel("Priya Shah", javascript=False)
    form = f"/people/{STORY['review_late']}/contact/"
    priya.goes_to(form)
    priya.types("Note", "She rang: the bus did not come.")
    priya.presses("Sign out")
    priya.sees("You are signed out. What you had typed is kept")
    priya.presses("Priya Shah", exact=True)
    priya.is_on("Record a contact")
    assert priya.page.get_by_label("Note").first.input_value() == "She rang: the bus did not come."
    priya.page.get_by_label("When", exact=False).first.press("Enter")
    priya.is_on("Error: Record a contact")


def test_whoever_goes_back_and_records_again_has_recorded_once(travel):
    priya = travel("Priya Shah")
    priya.goes_to(f"/people/{STORY['review_late']}/contact/")
    for _ in range(2):
        priya.chooses("Appointment", exact=True)
        priya.chooses("Attended")
        priya.types("Note", "She came with her sister.")
        priya.presses("Record")
        priya.is_on("Recorded")
        first = priya.page.url
        priya.page.go_back()
        priya.is_on("Record a contact")
    priya.page.go_forward()
    priya.sees("You have just recorded the same, so it was not recorded again")
    assert first.endswith("?again=yes")
    priya.finds_the_page_sound()


def test_the_keyboard_alone_is_enough(travel):
    priya = travel("Priya Shah")
    priya.goes_to("/")
    priya.page.keyboard.press("Tab")
    assert priya.page.locator(":focus").inner_text().strip() == "Skip to main content"
    priya.page.keyboard.press("Enter")
    assert priya.page.evaluate("location.hash") == "#main-content"
