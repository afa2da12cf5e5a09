"""A report as PDF and as a file: whatever is written in it, nothing is executed, lost, or off the paper."""

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from throughcare.exchange.court_reports import Section, Sheet, breakable, json_of, pdf_of

ON = date(2016, 6, 30)
TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=200) | st.sampled_from(
    ["#panic()", "$x$", "@ref", "<b>&", '"', "\\", "//", "= Heading", "\u202eright to left", "عربي", "x" * 5000]
)


def sheet(title: str, text: str) -> Sheet:
    return Sheet(title or "T", (("Person", text),), (text,), (Section("a", text or "H", text, lines=1),), text, ON)


@settings(max_examples=25, deadline=None)
@given(TEXTS, TEXTS)
def test_any_text_is_printed_and_filed_as_it_is(title, text):
    made = sheet(title, text)
    assert pdf_of(made).startswith(b"%PDF-")
    said = json.loads(json_of(made, proposal="FINE"))
    assert (said["sections"][0]["text"], said["made_without"], said["proposal"]) == (text, [text], "FINE")


def test_the_same_sheet_gives_the_same_tagged_bytes():
    made = pdf_of(sheet("Short report", "He struck him."))
    assert made == pdf_of(sheet("Short report", "He struck him."))
    assert b"/MarkInfo" in made


def test_a_word_that_fits_no_line_may_be_broken_and_all_of_it_stays():
    broken = breakable({"text": "x" * 130, "short": "as it is"})
    assert broken["short"] == "as it is"
    assert broken["text"].replace("\u200b", "") == "x" * 130
    assert max(map(len, broken["text"].split("\u200b"))) == 25
