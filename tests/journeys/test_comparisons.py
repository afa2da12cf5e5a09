"""An inspector compares a measure fairly, month by month and with like people, on a wide screen and on a narrow one."""

import pytest

YEARS = "?from=2015-01-01&to=2016-06-30"
SEEN = "/measures/briefing/first-appointment/"


@pytest.mark.parametrize("width", [1200, 320])
def test_an_inspector_compares_a_measure(travel, width):
    margaret = travel("Margaret Penhale", width=width)
    is_wide = width > 320
    margaret.goes_to(f"{SEEN}{YEARS}")
    margaret.finds_the_page_sound()
    margaret.follows("Compared fairly")
    margaret.is_on("Compared fairly")
    margaret.sees("Lower than expected by chance: West Yorkshire CRC.", "comparisons were made on this page")
    margaret.finds_the_page_sound("compared-fairly" if is_wide else None)
    assert margaret.page.get_by_role("img").count() == 1, "one picture is told, whichever screen it is for"
    margaret.follows("By team")
    margaret.sees("Who is not drawn, and why")
    margaret.finds_the_page_sound()
    margaret.follows("Like with like")
    margaret.follows("Offence")
    margaret.sees("the same mix of offence as all of them together")
    margaret.finds_the_page_sound("like-with-like" if is_wide else None)
    margaret.follows("Month by month")
    margaret.sees("Whose months")
    margaret.finds_the_page_sound("month-by-month" if is_wide else None)
    margaret.page.get_by_label("Whose months").select_option(label="West Yorkshire CRC")
    margaret.presses("Show these months")
    assert "West Yorkshire CRC, month by month" in margaret.page.locator("caption").inner_text()
    margaret.finds_the_page_sound()
    margaret.page.locator("tbody").get_by_role("link").first.click()
    margaret.is_on("West Yorkshire CRC")
    margaret.finds_the_page_sound()


def test_a_comparison_can_be_taken_as_table_picture_and_report(travel):
    oliver = travel("Oliver Stannard")
    oliver.goes_to(f"{SEEN}compared/{YEARS}")
    for words, ending in (("The table (CSV)", "csv"), ("The picture (SVG)", "svg"), ("to print (PDF)", "pdf")):
        with oliver.page.expect_download() as download:
            oliver.follows(words)
        assert download.value.suggested_filename.endswith(f".{ending}")
    oliver.finds_the_page_sound()


def test_a_period_without_cases_says_so_and_shows_no_picture(travel):
    oliver = travel("Oliver Stannard", javascript=False)
    oliver.goes_to(f"{SEEN}compared/?from=2012-01-01&to=2012-06-30")
    oliver.sees("Nothing is compared: no duty is decided yet.")
    assert oliver.page.get_by_role("img").count() == 0
    oliver.finds_the_page_sound()
