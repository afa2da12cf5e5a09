"""Days as people type them, in many spellings."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.facts.words import MONTHS, say_day
from throughcare.rules.days_as_typed import FIRST_YEAR, LAST_YEAR, day_as_typed

TODAY = date(2016, 7, 6)  # a Wednesday
ARABIC = "\u0664/\u0667/\u0662\u0660\u0661\u0666"  # digits, but not as anybody here types them


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    "text",
    [
        "4/7/16 04/07/16 4/07/2016 04/07/2016 4-7-16 4-7-2016 4.7.16 04.07.2016 2016-07-04 4-jul-2016 4jul16 4/jul/16",
    ],
)
def test_one_word_for_the_fourth_of_july(text):
    assert {word: day_as_typed(word, TODAY) for word in text.split()} == dict.fromkeys(text.split(), day("2016-07-04"))


@pytest.mark.parametrize(
    "text",
    [
        "4 July 2016",
        "4 july 2016",
        "  4  JULY   2016 ",
        "04 July 2016",
        "4 Jul 2016",
        "4 Jul. 2016",
        "4 July, 2016",
        "4th July 2016",
        "4th of July 2016",
        "4 July 16",
        "4 7 16",
        "4 7 2016",
        "4\u00a0July 2016",
        "Monday 4 July 2016",
        "Mon 4 July 2016",
        "Mon, 4 July 2016",
        "mon. 4/7/16",
        "Monday 2016-07-04",
        "4 July",
        "4 jul",
        "4/7",
        "Monday 4 July",
        "monday",
        "Mon",
        "mond",
    ],
)
def test_words_for_the_fourth_of_july(text):
    assert day_as_typed(text, TODAY) == day("2016-07-04")


@pytest.mark.parametrize(
    ("text", "past", "ahead"),
    [
        ("today", "2016-07-06", "2016-07-06"),
        ("Yesterday", "2016-07-05", "2016-07-05"),
        ("TOMORROW", "2016-07-07", "2016-07-07"),
        ("wednesday", "2016-07-06", "2016-07-13"),
        ("tues", "2016-07-05", "2016-07-12"),
        ("thurs", "2016-06-30", "2016-07-07"),
        ("sun", "2016-07-03", "2016-07-10"),
        ("6 july", "2016-07-06", "2016-07-06"),
        ("7 july", "2015-07-07", "2016-07-07"),
        ("5/7", "2016-07-05", "2017-07-05"),
        ("25 dec", "2015-12-25", "2016-12-25"),
        ("29 feb", "2016-02-29", "2020-02-29"),
        ("29 feb 2016", "2016-02-29", "2016-02-29"),
    ],
)
def test_what_is_left_open_is_the_latest_day_past_or_the_first_ahead(text, past, ahead):
    assert day_as_typed(text, TODAY) == day_as_typed(text, TODAY, past=True) == day(past)
    assert day_as_typed(text, TODAY, past=False) == day(ahead)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1/1/00", "2000-01-01"),
        ("1/1/69", "2069-01-01"),
        ("1/1/70", "1970-01-01"),
        ("2 may 88", "1988-05-02"),
        ("31/12/99", "1999-12-31"),
        ("2/5/1965", "1965-05-02"),
        ("12/11/2016", "2016-11-12"),  # British order
        ("29/2/2016", "2016-02-29"),
        ("1 sept 2015", "2015-09-01"),
        ("1 march 2015", "2015-03-01"),
        ("31 may 2015", "2015-05-31"),
    ],
)
def test_years_and_british_order(text, wanted):
    assert day_as_typed(text, TODAY) == day(wanted)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "x", "soon", "31/2/2016", "29/2/2015", "0/1/2016", "1/0/2016", "1/13/2016", "32/1/2016", "4/7/"),
        *("4/7/216", "4/7/20166", "4/7-2016", "7/2016", "2016", "2016-7-4", "2016-02-30", "2016/07/04", "20160704"),
        *("4 ju 2016", "4 jully 2016", "4 mon 2016", "july 2016", "-4/7/16", "4/7/16 10:00", "1/1/1899", "1/1/2101"),
        *("0001-01-01", "Tuesday 4 July 2016", "Xday 4 July 2016", "mo", "tod", "4/7/16\x00", ARABIC, "next year"),
        *("4 july 2016 " + " " * 40, "9" * 1000, "30 feb", "31 april"),
    ],
)
def test_what_is_no_day_or_not_understood_is_none(text):
    assert day_as_typed(text, TODAY) is None


DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@given(DAYS)
def test_every_day_is_understood_as_it_is_written(written):
    month = MONTHS[written.month - 1]
    spellings = [
        say_day(written),
        written.isoformat(),
        f"{written.day}/{written.month}/{written.year}",
        f"{written:%d.%m.%Y}",
        f"{written.day} {month[:3]} {written.year}",
        f"{written:%A} {written.day} {month} {written.year}",
    ]
    assert [day_as_typed(text, TODAY) for text in spellings] == [written] * len(spellings)


@given(DAYS.filter(lambda day: 1910 < day.year < 2090), st.booleans())
def test_a_day_without_its_year_is_the_nearest_on_the_side_that_is_meant(today, past):
    for away in (0, 1, 40, 200, 364):
        meant = today - timedelta(days=away) if past else today + timedelta(days=away)
        text = f"{meant.day} {MONTHS[meant.month - 1]}"
        if (meant.month, meant.day) != (today.month, today.day) or away == 0:
            assert day_as_typed(text, today, past=past) == meant


@given(st.text(max_size=60), DAYS, st.booleans())
def test_no_text_breaks_it(text, today, past):
    found = day_as_typed(text, today, past=past)
    assert found is None or isinstance(found, date)


def test_the_edge_of_the_calendar_is_no_day():
    assert day_as_typed("tomorrow", date.max) is None
    assert day_as_typed("yesterday", date.min) is None
