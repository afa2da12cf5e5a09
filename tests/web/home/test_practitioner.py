"""A practitioner's home: what needs them, why, and what they do about it."""

import html
import re
from datetime import date

import pytest

from tests.web.world import (
    CRC,
    NPS,
    Page,
    allocated,
    answered,
    arranged,
    asked,
    concerned,
    draft,
    ended,
    limited,
    planned,
    released,
    screened,
    seen,
    sentenced,
)
from throughcare.facts.checks import CheckResult
from throughcare.facts.court import Disposal
from throughcare.facts.escalation import Escalated
from throughcare.facts.identity import AccessLimit
from throughcare.facts.risk import Register, RoshLevel, SignificantChange
from throughcare.facts.supervision import CommunicationNeed, NeedKind, StaffSafety
from throughcare.records.models import AccessEntry
from throughcare.records.queries.todo import Band, band_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ME = "P1"


def test_a_line_says_what_for_whom_how_late_and_why(world, look):
    world.case("X1", "2016-03-03")
    page = look()
    assert page.heading == "1 thing is late"
    (line,) = page.lines("late")
    assert "First appointment Aaron Bell X1" in line
    assert "2 working days late" in line
    assert "opened by the community order of 3 March" in line
    assert "nobody has seen them yet" in line
    assert 'href="/people/X1/contact/?task=see"' in page
    assert re.search(r'hx-get="/people/X1/duties/\d+/briefing/first-appointment/"', page)


@pytest.mark.parametrize(
    ("sentence", "section", "words", "heading"),
    [
        ("2016-03-07", "today", "due today", "1 thing is due today"),
        ("2016-03-04", "late", "1 working day late", "1 thing is late"),
        ("2016-03-10", "week", "due in 3 working days", "Nothing needs you today"),
    ],
)
def test_a_due_day_is_told_in_working_days(world, look, sentence, section, words, heading):
    world.case("X1", sentence)
    page = look()
    assert page.heading == heading
    (line,) = page.lines(section)
    assert words in line


def test_a_person_has_one_line_and_their_other_duties_stand_under_it(world, look):
    world.case("X1", "2016-02-22")
    page = look()
    assert len(page.lines()) == 1
    (line,) = page.lines("late")
    assert line.index("First appointment") < line.index("2 more things for Aaron Bell") < line.index("Plan")
    assert line.index("Plan") < line.index("Review due 22 August")
    assert page.heading == "2 things are late"
    assert "Late 2 things for 1 person" in page.text


def test_what_stands_under_a_person_above_is_still_counted(world, look):
    world.case("X1", "2016-02-29")
    page = look()
    assert page.heading == "1 thing is late, 1 is due today"
    assert "Today 1 thing 1 thing stands under a person above." in page.text
    assert not page.lines("today")


def test_duties_that_one_act_settles_are_one_thing(world, look):
    early = (seen("2016-02-24", ME), planned("2016-02-24", ME))
    world.case("X1", "2016-02-22", *early)
    world.record("X1", draft(SignificantChange, "2016-03-01", officer=ME))
    world.record("X1", draft(SignificantChange, "2016-03-02", officer=ME))
    page = look()
    assert page.heading == "2 things are late"  # the review, and telling others: each once
    assert page.text.count("Tell others of the change") == 1 + page.text.count(": tell others of the change")


def test_the_same_duty_by_two_clocks_is_one_line(world, look):
    world.case("X1", "2016-03-03", seen("2016-03-09", "P9"))
    page = look()
    (line,) = page.lines()
    assert page.heading == "1 thing is late"
    assert "contract: met on 9 March · inspection: still open, due 10 March" in line
    assert "seen on 9 March, but not by their own practitioner" in line


def test_what_presses_most_comes_first(world, look):
    world.case("X1", "2016-03-01", screened("2016-03-01", RoshLevel.LOW), name="Low Risk")
    world.case("X2", "2016-03-03", screened("2016-03-03", RoshLevel.HIGH), name="High Risk")
    world.case("X3", "2016-02-01", seen("2016-02-03", ME), name="No Plan")
    change = draft(SignificantChange, "2016-03-09", officer=ME)
    level = screened("2016-02-01", RoshLevel.MEDIUM)
    world.case("X4", "2016-02-01", seen("2016-02-03", ME), planned("2016-02-03", ME), level, change, name="New Risk")
    names = re.findall(r"(New Risk|High Risk|Low Risk|No Plan) X", " ".join(look().lines("late")))
    assert names == ["High Risk", "New Risk", "Low Risk", "No Plan"]


def test_more_than_ten_are_folded_and_counted(world, look):
    for number in range(12):
        world.case(f"X{number}", "2016-03-07", name=f"Person N{number:02}")
    page = look()
    assert page.heading == "12 things are due today"
    assert len(page.lines("today")) == 12
    assert "Show 2 more people" in page


def test_later_is_folded_and_said_to_be_quiet(world, look):
    world.case("X1", "2016-03-07")
    page = look()
    assert "Show what is due later" not in page
    assert "Quiet: nothing else needs you before 7 September" in page.text
    world.case("X2", "2016-02-01", seen("2016-02-04", ME), planned("2016-02-04", ME), name="Later Only")
    page = look()
    assert "Review Later Only X2" in page.lines("later")[0]
    assert page.index("Quiet: nothing else needs you before 1 August") < page.index("Show what is due later")


def test_a_void_duty_leaves_the_list(world, look):
    world.case("X1", "2016-03-03")
    world.record("X1", sentenced("2016-03-04", "2"), ended("2016-03-09", "1"), ended("2016-03-09", "2"))
    assert "Aaron Bell" not in look()


def test_an_inactive_case_leaves_and_a_late_duty_with_it(world, look):
    world.case("X1", "2016-03-03")
    assert look().lines()
    world.record("X1", ended("2016-03-11"))
    page = look()
    assert not page.lines()
    assert page.heading == "Nothing needs you today"


def test_a_case_of_somebody_else_is_not_on_my_list(world, look):
    world.staff("P2", "Marcus Threlfall")
    world.case("X1", "2016-03-03", officer="P2")
    assert "Aaron Bell" not in look()


def test_a_case_from_which_i_am_excluded_is_invisible(world, look):
    world.case("X1", "2016-03-03", limited("2016-03-04", AccessLimit.EXCLUSION, ME))
    page = look()
    assert "Aaron Bell" not in page
    assert page.heading == "Nothing needs you today"
    assert not AccessEntry.objects.exists()


def test_flags_are_words(world, look):
    world.case(
        "X1",
        "2016-03-03",
        screened("2016-03-03", RoshLevel.VERY_HIGH),
        concerned("2016-03-04"),
        concerned("2016-03-04", Register.CHILD),
        limited("2016-03-04", AccessLimit.RESTRICTION, ME),
    )
    line = look().lines()[0]
    for words in ("Very high risk", "Domestic abuse", "Child concern", "Limited access"):
        assert words in line


def test_whose_turn_it_is_stands_on_what_is_late(world, look):
    world.case("X1", "2016-02-01", asked("2016-02-29"), concerned("2016-02-02"))
    line = look().lines("late")[0]
    assert "The police's turn: the check asked on 29 February is not back after 10 working days." in line
    assert "The manager's turn: oversight after a new risk, 9 working days late." in line
    assert "Record oversight" not in line


def test_whose_turn_it_is_is_not_said_of_what_is_in_time(world, look):
    world.case("X1", "2016-03-10", asked("2016-03-10"))
    assert "turn" not in look().lines("week")[0]


def test_a_referral_waits_for_whoever_was_asked(world, look):
    world.case("X1", "2016-02-01", draft(Escalated, "2016-02-29", thread="E1", from_provider=NPS, to_provider=CRC))
    assert "The turn of West Yorkshire CRC: decision on a referral" in look().lines("late")[0]


def test_an_answer_that_is_not_on_the_record_comes_before_all(world, look):
    answer = answered("2016-03-08", CheckResult.CONCERN)
    world.case("X1", "2016-03-01", screened("2016-03-01", RoshLevel.MEDIUM), asked("2016-03-02"), answer)
    line = look().lines("late")[0]
    assert line.startswith("Read the agency's answer")
    assert "The police's answer on the record" in line
    assert "opened by the answer of 8 March" in line


def test_release_opens_what_a_release_opens(world, look):
    custody = sentenced("2015-09-01", disposal=Disposal.IMMEDIATE_CUSTODY)
    world.person("X1", custody, allocated("2015-09-02", ME), released("2016-03-03"), name="Aaron Bell")
    assert "opened by the release of 3 March" in look().lines("late")[0]


def test_a_meeting_arranged_or_without_outcome_is_told(world, look):
    world.case("X1", "2016-03-03", arranged("2016-03-16", ME, "10:30"), name="Ann Ahead")
    world.case("X2", "2016-03-03", arranged("2016-03-09", ME), name="Bob Behind")
    ahead, behind = sorted(look().lines("late"))
    assert "arranged for 16 March, 10:30" in ahead
    assert "Arrange a meeting" not in ahead
    assert "the meeting of 9 March has no outcome yet" in behind
    assert "Arrange a meeting" in behind


def test_meetings_of_today_say_what_must_be_known_before(world, look):
    need = draft(CommunicationNeed, "2016-03-05", need=NeedKind.INTERPRETER, detail="Polish")
    warning = draft(StaffSafety, "2016-03-05", warning="a dog")
    world.case("X1", "2016-03-03", arranged("2016-03-14", ME, "11:00"), need, warning, name="Ann Ahead")
    world.case("X2", "2016-03-03", arranged("2016-03-14", ME, "09:15"), name="Bob Before")
    side = Page(re.search(r'<section class="tc-side".*?</section>', look(), re.S).group(0)).text
    assert side.index("09:15 Bob Before") < side.index("11:00 Ann Ahead")
    assert "Staff safety warning" in side
    assert "Needs an interpreter: Polish" in side
    assert "Record what became of them" in side


def test_a_name_with_markup_is_a_name(world, look):
    world.case("X1", "2016-03-03", name="<script>alert(1)</script> O'Neil & Sons")
    page = look()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; O&#39;Neil &amp; Sons" in page


def test_somebody_without_a_name_is_told_so_with_their_number(world, look):
    world.case("X1", "2016-03-03", name="")
    assert "First appointment Name not recorded X1" in look().lines()[0]


def test_everybody_shown_is_logged_once(world, look):
    world.case("X1", "2016-03-03")
    world.case("X2", "2016-02-01", name="Later Only")
    look()
    entries = AccessEntry.objects.all()
    assert sorted(entry.person.crn for entry in entries) == ["X1", "X2"]
    assert {(entry.what, entry.why) for entry in entries} == {("home: to-do list", "their own case")}


def test_without_cases_the_page_says_so(look):
    page = look()
    assert page.heading == "Nothing needs you today"
    assert "No case is allocated to you." in page


def test_when_nothing_needs_me_today_the_next_is_named(world, look):
    world.case("X1", "2016-03-01", seen("2016-03-04", ME), planned("2016-03-04", ME))
    page = look()
    assert page.heading == "Nothing needs you today"
    assert "The next is: Review, Aaron Bell, on 1 September." in page.text


@pytest.mark.parametrize(
    ("day", "band"), [("11", Band.LATE), ("14", Band.TODAY), ("15", Band.WEEK), ("21", Band.WEEK), ("22", Band.LATER)]
)
def test_a_week_is_the_seven_days_after_today(day, band):
    assert band_of(date.fromisoformat(f"2016-03-{day}"), date(2016, 3, 14)) is band


def test_all_my_cases_are_exactly_those_that_are_counted(world, look):
    for number in range(3):
        world.case(f"X{number}", "2016-03-03", name=f"P{number} Bell")
    world.case("X4", "2016-01-04", ended("2016-03-01"), name="Order Ended")
    world.case("X5", "2016-03-03", officer="P2", name="Of Acolleague")
    world.case("X6", "2016-03-03", limited("2016-03-05", AccessLimit.EXCLUSION, ME), name="Kept Away")
    page = look()
    address, many = re.search(r'href="([^"]*)">All my cases</a> <span[^>]*>\((\d+)\)', page).groups()
    listed = look(address=html.unescape(address))
    assert many == "3"
    assert "3 people" in listed.text
    for name in ("Order Ended", "Of Acolleague", "Kept Away"):
        assert name not in listed.text


def test_without_cases_no_list_is_offered(look):
    assert "All my cases" not in look().text


def test_of_two_alike_whoever_has_waited_longer_comes_first_whatever_their_names(world, look):
    world.case("X1", "2016-03-03", name="Aaron Able")
    world.case("X2", "2016-02-22", name="Zoe Young")
    first, second = look().lines("late")
    assert ("Zoe Young" in first, "Aaron Able" in second) == (True, True)
