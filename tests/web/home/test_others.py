"""The homes of court officers and of those who hold no cases; and that none asks more queries for more cases."""

from datetime import date

import pytest

from tests.web.world import (
    CRC,
    NPS,
    arranged,
    asked,
    concerned,
    draft,
    ended,
    limited,
    planned,
    seen,
)
from throughcare.facts.court import ReportDelivered, ReportFormat, ReportRequested
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import AccessEntry
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ME = "P1"


COURT = ("C1", Role.COURT_OFFICER)


def test_a_court_officer_sees_the_reports_and_checks_of_their_area(world, look):
    oral = {"order": "1", "format": ReportFormat.ORAL, "provider": NPS}
    short = {"order": "1", "format": ReportFormat.SHORT, "provider": NPS}
    due = date(2016, 3, 11)
    world.person("X1", draft(ReportRequested, "2016-03-07", thread="R1", due_on=due, **short), name="Aaron Bell")
    world.person("X2", draft(ReportDelivered, "2016-03-10", thread="R2", **oral), name="Ben Cole")
    today = draft(ReportRequested, "2016-03-07", thread="R3", due_on=date(2016, 3, 14), **oral)
    world.person("X3", today, asked("2016-03-08"), name="Carl Dunn")
    world.person("X4", draft(ReportRequested, "2016-03-07", thread="R4", **(oral | {"provider": CRC})), name="Dan East")
    page = look(*COURT)
    assert page.heading == "1 report late, 1 report due today and 1 written record late"
    late, due_today, record, check = page.lines()
    assert late == "Short report Aaron Bell X1 1 working day late asked on 7 March · for 11 March"
    assert due_today.startswith("Oral report Carl Dunn X3 due today")
    assert record.startswith(
        "Written record Ben Cole X2 1 working day late given on 10 March, without a written record"
    )
    told = "Domestic abuse check Carl Dunn X3 4 working days since asked on 8 March · The police's turn"
    assert check.startswith(told)
    assert "Dan East" not in page
    assert "/people/X" not in page
    assert {entry.person.crn for entry in AccessEntry.objects.all()} == {"X1", "X2", "X3"}


def test_a_court_officer_is_not_told_of_whom_a_limit_hides(world, look):
    report = draft(ReportRequested, "2016-03-07", thread="R1", order="1", provider=NPS)
    world.person("X1", report, limited("2016-03-08", AccessLimit.RESTRICTION, "P7"), name="Aaron Bell")
    world.person("X2", report, limited("2016-03-08", AccessLimit.EXCLUSION, "C1"), name="Ben Cole")
    page = look(*COURT)
    assert not page.lines()
    assert page.heading == "No report is late or due today"
    assert not AccessEntry.objects.exists()


def test_a_record_that_nobody_owes_any_more_is_not_asked_for(world, look):
    oral = draft(ReportDelivered, "2016-02-01", thread="R1", order="1", format=ReportFormat.ORAL, provider=NPS)
    world.case("X1", "2016-02-02", oral)
    assert look(*COURT).lines()
    world.record("X1", ended("2016-03-01"))
    assert not look(*COURT).lines()


def test_of_two_organisations_that_are_asked_each_sees_its_own_report(world, look):
    for number, provider in enumerate((NPS, CRC), start=1):
        asked_of = draft(ReportRequested, "2016-03-07", thread=f"R{number}", order=str(number), provider=provider)
        world.record("X1", asked_of) if number > 1 else world.person("X1", asked_of, name="Aaron Bell")
    assert len(look(*COURT).lines()) == 1
    assert len(look("C9", Role.COURT_OFFICER, organisation=CRC, team="").lines()) == 1


def test_of_a_long_court_list_the_first_are_shown_and_logged_and_the_rest_is_a_press_away(world, look):
    for number in range(12):
        report = draft(ReportRequested, "2016-03-07", thread="R1", order="1", provider=NPS, due_on=date(2016, 3, 11))
        world.person(f"X{number}", report)
    page = look(*COURT)
    assert page.heading == "12 reports late"
    assert "2 more" in page.text
    assert len(page.lines()) == AccessEntry.objects.count() == 10


def test_an_empty_court_list_says_so(look):
    text = look(*COURT).text
    assert "No report is asked for that has not been given." in text
    assert "Every oral report has its written record." in text
    assert "Every check that was asked for these reports is back." in text


def test_a_court_officer_of_no_organisation_sees_nobody(world, look):
    world.person("X1", draft(ReportRequested, "2016-03-07", thread="R1", order="1"), name="Aaron Bell")
    assert not look("C2", Role.COURT_OFFICER, organisation="", team="").lines()


def cost(client, user, queries):
    client.force_login(user)
    client.get("/")
    with queries() as found:
        assert client.get("/").status_code == 200
    return len(found)


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.SENIOR_PROBATION_OFFICER, Role.COURT_OFFICER])
def test_a_page_asks_the_same_number_of_queries_however_many_cases(world, client, role, django_assert_max_num_queries):
    def more(first, last):
        for number in range(first, last):
            crn = f"X{number}"
            report = draft(ReportRequested, "2016-03-07", thread="R1", order="1", provider=NPS)
            meeting = arranged("2016-03-14", ME, "10:00")
            world.case(crn, "2016-01-04", report, asked("2016-03-07"), concerned("2016-01-05"), meeting)
            world.case(f"Y{number}", "2016-03-03", officer=None, team=None)

    user = world.user({Role.PRACTITIONER: ME, Role.SENIOR_PROBATION_OFFICER: "M1"}.get(role, "C1"), role)
    more(0, 2)
    few = cost(client, user, lambda: django_assert_max_num_queries(30))
    more(2, 14)
    assert cost(client, user, lambda: django_assert_max_num_queries(30)) == few


# --- those who hold no cases


def lives(world):
    """Enough people that a share says something: all seen in time, none with a plan in time."""
    for number in range(30):
        own = {"organisation": CRC, "team": None} if number % 2 else {}
        world.case(f"X{number}", "2016-02-01", seen("2016-02-03", ME), planned("2016-03-01", ME), **own)


def test_an_inspector_begins_with_a_search_and_what_is_met_least(world, look):
    lives(world)
    page = look("I1", Role.INSPECTOR, organisation="", team="")
    assert "30 people are on the record." in page.text
    assert page.count('name="q"') == 1
    assert "Was the plan ready in time? 0% 0 of 30 met · The inspection's clock" in page.text
    assert 'href="/measures/briefing/plan-in-time/?by=type&amp;from=2015-03-15' in page
    assert "Aaron Bell" not in page
    assert not AccessEntry.objects.exists()


def test_a_lead_sees_the_figures_of_their_own_organisation(world, look):
    for number in range(30):
        world.case(f"Y{number}", "2016-02-01", organisation=CRC, team=None)
    lives(world)
    page = look("L1", Role.PROVIDER_LEAD, organisation=CRC, team="")
    assert "Met least at West Yorkshire CRC" in page.text
    assert "0 of 45 met" in page.text


def test_figures_of_few_are_not_called_the_lowest(world, look):
    world.case("X1", "2016-02-01")
    page = look("A1", Role.AGGREGATE_VIEWER, organisation="", team="")
    assert not page.lines()
    assert "No duty was decided" not in page.text
    assert "people are on the record" not in page.text


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.ADMINISTRATOR, "1 person may sign in."),
        (Role.DATA_OFFICER, "Answer a person who asks who read their record."),
    ],
)
def test_whoever_sees_no_record_is_led_to_their_work(look, role, words):
    assert words in look("U1", role, organisation="", team="").text
