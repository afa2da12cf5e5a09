"""The overview of one person: what is missing is said as missing, and buttons stand where they can be used."""

import gzip
import re
from datetime import date, timedelta

import pytest

from tests.web.people_world import log_of, main_of, recorded, text_of, without_marks
from tests.web.world import (
    CRC,
    OTHER_TEAM,
    TEAM,
    World,
    allocated,
    answered,
    arranged,
    asked,
    concerned,
    draft,
    ended,
    limited,
    planned,
    screened,
    seen,
    sentenced,
    stand_still,
    visited,
)
from throughcare.facts import YesNo
from throughcare.facts.checks import CheckResult, CheckType
from throughcare.facts.identity import AccessLimit, Identified
from throughcare.facts.oversight import Oversight
from throughcare.facts.risk import Assessed, Assessment, Completion, RoshLevel
from throughcare.facts.supervision import CommunicationNeed, HomeVisit, NeedKind, StaffSafety
from throughcare.records.models import Team
from throughcare.records.queries.organisations import teams_with_organisations
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def today(monkeypatch):
    return stand_still(monkeypatch, "2016-03-14")


@pytest.fixture
def world() -> World:
    world = World()
    world.staff("P1", "Priya Shah")
    world.staff("P2", "Marcus Threlfall")
    return world


def aaron(world: World, *more, born: date = date(1988, 5, 2)) -> None:
    who = draft(Identified, "2015-01-01", given_names="Aaron", family_name="Bell", born_on=born)
    world.person("X1", who, sentenced("2016-03-03"), allocated("2016-03-04", "P1"), *more)


# --- the head


def test_the_head_says_who_the_person_is_and_who_is_responsible(priya, world):
    aaron(world, screened("2016-03-03", RoshLevel.HIGH), concerned("2016-03-03"))
    page = text_of(priya.get("/people/X1/"))
    assert "Aaron Bell born 2 May 1988 (27) · CRN X1 · Community order (end not recorded)" in page
    assert "High risk of serious harm Domestic abuse concern" in page
    assert "Responsible: Priya Shah (PO, Leeds North) since 4 March 2016 · before: nobody" in page


@pytest.mark.parametrize(
    ("born", "age"), [(date(1988, 3, 14), 28), (date(1988, 3, 15), 27), (date(1988, 2, 29), 28), (date(2016, 3, 14), 0)]
)
def test_somebody_is_as_old_as_their_birthdays_make_them(priya, world, born, age):
    aaron(world, born=born)
    assert f"({age}) · CRN X1" in text_of(priya.get("/people/X1/"))


def test_a_number_is_taken_in_any_case(priya, world):
    aaron(world)
    assert priya.get("/people/x1/").status_code == 200


def test_what_is_not_recorded_is_said_to_be_not_recorded(priya, world):
    world.person("X1", allocated("2016-03-04", "P1"))
    page = text_of(priya.get("/people/X1/"))
    assert "Name not recorded date of birth not recorded · CRN X1 · no sentence on record" in page
    assert "Risk not recorded" in page


def test_what_is_missing_is_said_and_beside_a_check_what_the_other_said(priya, world):
    aaron(
        world,
        asked("2016-03-01", CheckType.CHILD_PROTECTION, "K1"),
        asked("2016-03-01", CheckType.DOMESTIC_ABUSE, "K2"),
        answered("2016-03-02", CheckResult.CONCERN, thread="K2"),
    )
    page = text_of(priya.get("/people/X1/"))
    missing = (
        "Children's services check asked on 1 March 2016, not back "
        "(police domestic abuse check back on 2 March 2016: concern)"
    )
    assert missing in page
    assert "Nobody has seen them since supervision began on 3 March 2016" in page
    assert "No plan since supervision began on 3 March 2016" in page


def test_nothing_missing_is_not_announced(priya, world):
    aaron(world, ended("2016-03-10"))
    page = main_of(priya.get("/people/X1/"))
    assert "Missing" not in page
    assert "No order runs" in page
    assert "no order runs; the last ended on 10 March 2016" in page


def test_earlier_practitioners_are_named_or_counted(priya, world):
    aaron(world, allocated("2016-03-07", "P2"), allocated("2016-03-09", "P1"))
    page = text_of(priya.get("/people/X1/"))
    assert "since 9 March 2016 · before: Marcus Threlfall" in page
    assert "They have had 2 practitioners." in page
    for number in range(3, 6):
        world.record("X1", allocated("2016-03-10", f"Q{number}"))
    world.record("X1", allocated("2016-03-11", "P1"))
    page = text_of(priya.get("/people/X1/"))
    assert "before: 4 other practitioners" in page
    assert "They have had 5 practitioners." in page


def test_limited_access_is_told_to_those_who_may_see_it(priya, world):
    aaron(world, limited("2016-03-05", AccessLimit.EXCLUSION, "P9"))
    assert "Limited access" in text_of(priya.get("/people/X1/"))


# --- the overview


def test_what_is_due_has_its_lateness_and_the_button_that_settles_it(priya, world):
    aaron(world)
    page = main_of(priya.get("/people/X1/"))
    assert "2 working days late (10 March 2016)" in text_of(priya.get("/people/X1/"))
    assert 'href="/people/X1/contact/?task=see"' in page
    assert 'href="/people/X1/contact/?task=plan"' in page


def test_both_clocks_of_one_duty_stand_in_one_line(priya, world):
    aaron(world)
    page = text_of(priya.get("/people/X1/"))
    assert "inspection clock: 2 working days late (10 March 2016)" in page
    assert "contract clock: 1 working day late (11 March 2016)" in page
    assert page.count("First appointment") == 2  # the line, and the hidden words of its link


def test_a_duty_of_somebody_else_says_whose_it_is(priya, world):
    aaron(world, screened("2016-03-03", RoshLevel.HIGH))
    assert "for the manager of the team that holds the case" in text_of(priya.get("/people/X1/"))


def test_a_manager_has_the_button_for_oversight(client, world):
    aaron(world, screened("2016-03-03", RoshLevel.HIGH))
    client.force_login(world.user("S1", Role.SENIOR_PROBATION_OFFICER))
    page = main_of(client.get("/people/X1/"))
    assert page.count('href="/people/X1/oversight/"') == 2
    assert "for the manager" not in page


def test_whoever_only_reads_has_no_buttons(client, world):
    aaron(world)
    client.force_login(world.user("I1", Role.INSPECTOR, organisation="", team=""))
    page = main_of(client.get("/people/X1/"))
    assert "Record a contact" not in page
    assert "/contact/" not in page
    assert "late (10 March 2016)" in page


def test_a_meeting_whose_day_came_waits_for_its_outcome(priya, world):
    aaron(world, arranged("2016-03-10", "P1", "10:00"), arranged("2016-03-18", "P1", "14:00"))
    answer = priya.get("/people/X1/")
    assert "Appointment on 10 March 2016 at 10:00, with Priya Shah what became of it is not recorded" in text_of(answer)
    assert 'href="/people/X1/outcome/M2016-03-10/"' in main_of(answer)
    assert "Next contact Appointment on 18 March 2016 at 14:00, with Priya Shah" in text_of(answer)


def test_where_it_stands(priya, world):
    aaron(
        world,
        seen("2016-03-07", "P1"),
        visited("2016-03-09", "P2"),
        planned("2016-03-10", "P1"),
        draft(Oversight, "2016-03-11", officer="S1", note="Goes well."),
        draft(CommunicationNeed, "2016-03-05", need=NeedKind.INTERPRETER, detail="Polish"),
    )
    page = text_of(priya.get("/people/X1/"))
    for words in (
        "Last contact Home visit on 9 March 2016, attended, with Marcus Threlfall",
        "Next contact nothing arranged",
        "Home visit last on 9 March 2016",
        "Plan completed on 10 March 2016",
        "Management oversight last on 11 March 2016",
        "Communication needs Needs an interpreter: Polish",
        "Risk of serious harm level not known, assessment not started",
    ):
        assert words in page


def test_a_safety_warning_stands_above_everything_else(priya, world):
    warning = {"warning": "A large dog is loose.", "safe_way": "Ring first.", "visit_in_pairs": YesNo.YES}
    aaron(world, draft(StaffSafety, "2016-03-05", **warning))
    page = text_of(priya.get("/people/X1/"))
    assert "Staff safety: read this before you meet or visit Two must go. A large dog is loose." in page
    assert page.index("A large dog") < page.index("What is due")


def test_a_low_risk_without_warning_needs_no_card(priya, world):
    aaron(world, screened("2016-03-05", RoshLevel.LOW))
    assert "Before a home visit" not in text_of(priya.get("/people/X1/"))


def test_what_changed_lately_is_told_newest_first_and_the_rest_counted(priya, world):
    days = [date(2016, 3, 5) + timedelta(days=number) for number in range(9)]
    aaron(world, *[seen(day.isoformat(), "P1") for day in days], seen("2016-02-13", "P1"))
    page = text_of(priya.get("/people/X1/"))
    assert "The last 30 days 13 March 2016 Appointment: attended" in page
    assert "3 more entries in the timeline" in page


def test_a_case_that_needs_assessing_offers_it(priya, world):
    aaron(world)
    page = priya.get("/people/X1/")
    assert "task=assess" not in main_of(page)  # a contact form records no screening
    assert "It is for the practitioner who holds the case to assess. There is no form for it here yet." in text_of(page)
    complete = {"assessment": Assessment.SCREENING, "status": Completion.COMPLETE, "full_needed": YesNo.NO}
    world.record("X1", draft(Assessed, "2016-03-08", **complete))
    assert "task=assess" not in main_of(priya.get("/people/X1/"))


def test_who_looked_is_beside_an_own_case_only(priya, client, world):
    aaron(world)
    assert 'href="/who-looked/?person=X1"' in main_of(priya.get("/people/X1/"))
    client.force_login(world.user("S1", Role.SENIOR_PROBATION_OFFICER))
    assert "/who-looked/" not in main_of(client.get("/people/X1/"))


# --- access


def test_reading_is_logged_with_the_page_and_why(priya, client, world):
    aaron(world)
    priya.get("/people/X1/")
    priya.get("/people/X1/timeline/")
    priya.get("/people/X1/timeline/?on=5/3/16")
    client.force_login(world.user("S1", Role.SENIOR_PROBATION_OFFICER))
    client.get("/people/X1/duties/")
    assert log_of("X1") == [
        ("P1", "person page", "their own case"),
        ("P1", "timeline", "their own case"),
        ("P1", "timeline, as on 2016-03-05", "their own case"),
        ("S1", "duties", "a case of their team"),
    ]


HIDDEN = {
    "restricted to somebody else": lambda: limited("2016-03-05", AccessLimit.RESTRICTION, "P9"),
    "the viewer is excluded": lambda: limited("2016-03-05", AccessLimit.EXCLUSION, "S1"),
    "of another team": lambda: allocated("2016-03-05", "P3", team=OTHER_TEAM),
}


@pytest.mark.parametrize(
    "page", ["", "timeline/", "duties/", "why/", "duties/1/briefing/home-visit/", "timeline/?on=zz"]
)
@pytest.mark.parametrize("why", HIDDEN)
def test_a_hidden_case_answers_as_a_number_that_does_not_exist(client, world, why, page):
    aaron(world, HIDDEN[why]())
    client.force_login(world.user("S1", Role.SENIOR_PROBATION_OFFICER))
    hidden, nobody = client.get(f"/people/X1/{page}"), client.get(f"/people/X9/{page}")
    assert hidden.status_code == nobody.status_code == 404
    assert without_marks(hidden) == without_marks(nobody)
    assert log_of("X1") == []


@pytest.mark.parametrize("crn", ["%00", "X1%00", "a" * 300, "..", "%20", "é"])
def test_a_number_that_cannot_be_one_is_not_there(priya, crn):
    assert priya.get(f"/people/{crn}/").status_code in (301, 404)


def test_what_was_typed_into_the_record_is_text_and_no_markup(priya, world):
    evil = "</p><script>alert('x')</script>{{ 7*7 }}"
    world.person(
        "X1",
        draft(Identified, "2015-01-01", given_names=evil, family_name=evil),
        sentenced("2016-03-03"),
        allocated("2016-03-04", evil[:20]),
        allocated("2016-03-05", "P1"),
        draft(StaffSafety, "2016-03-05", warning=evil, safe_way=evil),
        draft(CommunicationNeed, "2016-03-05", need=NeedKind.OTHER, detail=evil),
        draft(HomeVisit, "2016-03-06", officer="P1", note=evil),
    )
    for page in ("", "timeline/", "duties/", "timeline/?on=8/3/16"):
        body = main_of(priya.get(f"/people/X1/{page}"))
        assert "<script" not in body
        assert "49" not in body


# --- how it is made


def test_the_number_of_queries_does_not_grow_with_the_record(priya, world, django_assert_num_queries):
    aaron(world)
    for page, many in (("", 12), ("timeline/", 11), ("duties/", 12), ("timeline/?on=10/3/16&view=known", 11)):
        with django_assert_num_queries(many):
            priya.get(f"/people/X1/{page}")
    recorded("X1", *[seen("2016-03-07", f"Q{number}") for number in range(60)], at="2016-03-08 10:00")
    for page, many in (("", 12), ("timeline/", 11), ("duties/", 12), ("timeline/?on=10/3/16&view=known", 11)):
        with django_assert_num_queries(many):
            priya.get(f"/people/X1/{page}")


def test_a_long_record_makes_a_small_page(priya, world):
    days = [(date(2015, 6, 1) + timedelta(days=number)).isoformat() for number in range(280)]
    aaron(world, *[seen(day, "P1") for day in days], concerned("2016-03-03"), screened("2016-03-03", RoshLevel.HIGH))
    for page in ("", "timeline/", "duties/"):
        assert len(gzip.compress(priya.get(f"/people/X1/{page}").content)) < 25_000


def test_nothing_of_a_page_that_leads_elsewhere_is_printed(priya, world):
    aaron(world)
    for page in ("", "timeline/", "duties/"):
        body = main_of(priya.get(f"/people/X1/{page}"))
        for part in body.split("<nav")[1:]:
            assert "tc-noprint" in part.split(">")[0]
        assert "Printed by Priya Shah from the record of 14 March 2016" in body


def test_what_is_due_stands_as_on_every_home_and_what_may_be_owed_comes_last(priya, world):
    """Late first; then by day. Nobody screened Aaron, so it is not known whether a visit or oversight is owed."""
    world.person("X1", sentenced("2015-12-01"), allocated("2015-12-02", "P1"), seen("2015-12-03", "P1"), name="A B")
    page = main_of(priya.get("/people/X1/"))
    due = re.findall(r'<h3 class="tc-line__title">([^<]*)</h3>', page)
    assert due == ["Plan", "Review", "Home visit", "Oversight"]
    assert "What is due 2" in text_of(priya.get("/people/X1/"))
    assert page.count("not known whether it is owed; if it is: ") == 2
    world.record("X1", screened("2016-03-10", RoshLevel.MEDIUM))
    assert "not known whether it is owed" not in main_of(priya.get("/people/X1/"))


def test_two_readings_in_the_same_words_are_one(priya, world):
    """A concern and a higher level on one day open the same duty twice, due on the same day."""
    aaron(world, screened("2016-03-03", RoshLevel.LOW), concerned("2016-03-10"), screened("2016-03-10", RoshLevel.HIGH))
    page = main_of(priya.get("/people/X1/"))
    (line,) = [each for each in re.findall(r'<li class="tc-line.*?</li>', page, re.S) if "Home visit after" in each]
    assert len(re.findall("<strong", line)) == 1


def test_a_team_is_called_as_in_its_own_organisation(priya, world):
    aaron(world)
    Team.objects.create(code=TEAM, organisation_id=CRC, name="Bradford West")
    for address in ("/people/X1/", "/people/X1/timeline/"):
        page = text_of(priya.get(address))
        assert ("Leeds North" in page, "Bradford West" in page) == (True, False)
    assert (
        teams_with_organisations().count((TEAM, "NPS North East: Leeds North; West Yorkshire CRC: Bradford West")) == 1
    )
