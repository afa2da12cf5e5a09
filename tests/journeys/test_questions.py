"""A meeting asks what if: the manager asks, waits, sees who would move, and opens one of them."""

from playwright.sync_api import expect


def answer_comes(traveller) -> None:
    expect(traveller.page.get_by_text("would stand otherwise")).to_be_visible(timeout=120_000)


def test_an_inspector_asks_what_if_and_opens_who_would_move(travel):
    margaret = travel("Margaret Penhale")
    margaret.goes_to("/measures/briefing/first-appointment/")
    margaret.follows("Ask what if", exact=True)
    margaret.is_on("What if…")
    margaret.finds_the_page_sound("ask-what-if")
    margaret.types("Another limit", "-3 working days")
    margaret.presses("Ask", exact=True)
    margaret.is_on("Error: What if…")
    margaret.sees("a limit cannot be negative")
    margaret.finds_the_page_sound()
    margaret.types("Another limit", "3 working days")
    margaret.presses("Ask", exact=True)
    margaret.is_on("What if, limit 3 working days: Were people seen in time")
    margaret.sees("this changes the count, not what happened to anybody")
    answer_comes(margaret)
    margaret.finds_the_page_sound("what-if")
    margaret.page.get_by_role("link", name="met to late").first.click()
    margaret.sees("this changes the count, not what happened to anybody")
    margaret.finds_the_page_sound("who-would-move")
    margaret.page.locator("tbody").get_by_role("link").first.click()
    margaret.sees("you are an inspector, who reads all")


def test_a_question_is_asked_without_javascript_on_a_small_screen(travel):
    oliver = travel("Oliver Stannard", javascript=False, width=320)
    oliver.goes_to("/questions/as-known/?standard=briefing/home-visit")
    oliver.types("How things stood at the end of", "31 May 2016")
    oliver.types("As it was known on", "1 May 2016")
    oliver.presses("Ask", exact=True)
    oliver.is_on("As it was known on 1 May 2016: ")
    oliver.goes_to("/questions/")
    oliver.is_on("Questions over everybody")
    oliver.follows("As it was known on 1 May 2016: ")
    oliver.sees("Counted as of")


def test_how_late_things_are_recorded_is_asked_from_the_measures(travel):
    denise = travel("Denise Ibbotson")
    denise.goes_to("/measures/")
    denise.follows("What you asked, as known on a day")
    denise.finds_the_page_sound()
    denise.follows("How late are things recorded?")
    denise.finds_the_page_sound()
    denise.presses("Ask", exact=True)
    expect(denise.page.get_by_text("Late recording is no late work")).to_be_visible(timeout=120_000)
    denise.finds_the_page_sound("recording-delay")
