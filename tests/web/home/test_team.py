"""A manager's home: what only they can do, the team, and the list behind each number."""

import html
import re

import pytest

from tests.web.world import (
    CRC,
    NPS,
    OTHER_TEAM,
    Page,
    allocated,
    concerned,
    draft,
    limited,
    planned,
    screened,
    seen,
    sentenced,
)
from throughcare.facts.court import Disposal
from throughcare.facts.escalation import Escalated
from throughcare.facts.identity import AccessLimit
from throughcare.facts.risk import RoshLevel
from throughcare.records.models import AccessEntry
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ME = "P1"


SPO = ("M1", Role.SENIOR_PROBATION_OFFICER)


def row_of(page, name):
    """The cells of a practitioner's row, and the addresses that they lead to."""
    rows = re.findall(r'<tr class="govuk-table__row">.*?</tr>', page, re.S)
    (row,) = [row for row in rows if f">{name}</a>" in row]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
    texts = [Page(re.sub(r'<span class="govuk-visually-hidden">.*?</span>', "", cell)).text for cell in cells]
    return texts, [html.unescape(found) for found in re.findall(r'href="([^"]*)"', "".join(cells))]


def a_team(world):
    """Two practitioners: one with much to do, one away."""
    world.staff("P2", "Marcus Threlfall")
    world.staff("P3", "Bethan Prosser")
    world.staff("P9", "Of Another Team", team=OTHER_TEAM)
    world.away("P2", "2016-03-07", "2016-03-18", cover="P3")
    world.case("X1", "2016-02-22", screened("2016-02-22", RoshLevel.HIGH), name="Aaron Bell")
    world.case("X2", "2016-03-07", name="Ben Cole")
    world.case("X3", "2016-03-03", concerned("2016-03-03"), officer="P2", name="Carl Dunn")
    world.case("X4", "2016-01-04", concerned("2016-01-05"), officer="P2", name="Dan East")
    world.case("X5", "2016-03-03", officer="P9", team=OTHER_TEAM, name="Elsewhere Person")


def test_the_team_is_a_row_for_each_by_name(world, look):
    a_team(world)
    page = look(*SPO)
    names = re.findall(r'<th scope="row"[^>]*><a[^>]*>(.*?)</a>', page)
    assert names == ["Bethan Prosser", "Marcus Threlfall", "Priya Shah"]
    assert "Elsewhere" not in page
    assert "Denise" not in page.partition("The team</h2>")[2]
    assert row_of(page, "Bethan Prosser")[0] == ["0", "0", "0", "0", "", ""]
    assert row_of(page, "Marcus Threlfall")[0][-2:] == ["18 March", "Bethan Prosser"]


def test_a_managers_counts_are_those_of_the_lists(world, look):
    a_team(world)
    page = look(*SPO)
    for name in ("Marcus Threlfall", "Priya Shah"):
        numbers, addresses = row_of(page, name)
        assert int(numbers[1]) > 0
        for many, address in zip(numbers, addresses, strict=False):
            behind = look(*SPO, address=address)
            here = re.search(r'aria-current="page"[^>]*>(.*?)</a>', behind, re.S).group(1)
            assert Page(here).text.endswith(f" {many}")
            listed = [int(found) for found in re.findall(r'section__count">(\d+) thing', behind)]
            if "show=cases" in address:
                assert len(behind.lines()) == int(many)
            else:
                assert sum(listed) == int(many)


def test_what_only_a_manager_can_do_comes_above_the_team(world, look):
    a_team(world)
    page = look(*SPO)
    assert page.heading == "1 thing is late"
    (line,) = page.lines("late")
    assert line.startswith("Oversight after a new risk Dan East X4")
    assert "held by Marcus Threlfall" in line
    assert 'href="/people/X4/oversight/"' in page
    assert [line.partition(" due")[0] for line in page.lines("week")] == ["Oversight Aaron Bell X1 High risk"]
    assert page.index('id="section-late"') < page.index('id="team"')


def test_who_is_not_available_is_told_on_the_managers_page(world, look):
    a_team(world)
    page = look(*SPO)
    told = "Marcus Threlfall is not available until 18 March; Bethan Prosser covers"
    assert told in page.text
    lines = look(*SPO, address="/team/P2/?show=late").lines()
    assert lines
    assert all(f"Waiting because {told}." in line for line in lines)


def test_an_absence_that_is_over_or_not_begun_is_none(world, look):
    world.away(ME, "2016-03-01", "2016-03-13")
    world.away(ME, "2016-03-15", None)
    assert row_of(look(*SPO), "Priya Shah")[0][-2:] == ["", ""]


def test_a_case_without_a_practitioner_waits_for_one(world, look):
    world.case("X1", "2016-03-03", officer=None, team=None)
    world.case("X2", "2016-03-03", officer=None, team=OTHER_TEAM, name="Elsewhere Person")
    page = look(*SPO)
    assert "Waiting for a practitioner 1 person" in page.text
    assert "with your organisation since 4 March" in page.text
    assert "Elsewhere" not in page


def test_an_order_that_is_not_allocated_waits_for_the_manager(world, look):
    world.case("X1", "2016-02-01", seen("2016-02-03", ME), planned("2016-02-03", ME), sentenced("2016-03-10", "2"))
    page = look(*SPO)
    assert page.heading == "1 thing is due today"
    assert page.lines("today")[0].startswith("Allocation Aaron Bell")
    assert "Allocation" not in look().text


def test_a_prison_sentence_is_called_so(world, look):
    custody = sentenced("2016-03-09", "2", Disposal.IMMEDIATE_CUSTODY)
    world.case("X1", "2016-02-01", seen("2016-02-03", ME), planned("2016-02-03", ME), custody)
    assert "opened by the prison sentence of 9 March" in look(*SPO).lines("late")[0]


def test_a_referral_is_decided_by_the_manager_of_whoever_was_asked(world, look):
    world.case("X1", "2016-02-01", draft(Escalated, "2016-02-29", thread="E1", from_provider=CRC, to_provider=NPS))
    world.case("X2", "2016-02-01", draft(Escalated, "2016-02-29", thread="E1", from_provider=NPS, to_provider=CRC))
    (line,) = look(*SPO).lines()
    assert line.startswith("Decision on a referral for rising risk Aaron Bell X1")


def test_a_restricted_case_is_in_no_count_of_the_manager(world, look):
    world.case("X1", "2016-02-01", limited("2016-02-02", AccessLimit.RESTRICTION, ME), concerned("2016-02-02"))
    page = look(*SPO)
    assert row_of(page, "Priya Shah")[0][:4] == ["0", "0", "0", "0"]
    assert "Aaron Bell" not in page
    assert "Aaron Bell" not in look(*SPO, address=f"/team/{ME}/")
    assert not AccessEntry.objects.exists()


def test_the_list_of_another_teams_practitioner_is_not_there(world, client):
    a_team(world)
    client.force_login(world.user(*SPO))
    assert client.get("/team/P9/").status_code == 404
    assert client.get("/team/NOBODY/").status_code == 404
    assert client.get("/team/%00/").status_code == 404
    client.force_login(world.user(ME))
    assert client.get("/team/P2/").status_code == 403


def test_a_list_that_is_not_known_shows_everything(world, look):
    a_team(world)
    assert 'aria-current="page" href="/team/P1/?show=all"' in look(*SPO, address="/team/P1/?show=nonsense")


def test_whom_a_manager_is_shown_is_logged(world, look):
    a_team(world)
    page = look(*SPO)
    shown = {entry.person.crn for entry in AccessEntry.objects.all()}
    assert shown == set(re.findall(r"X\d", page.text))
    assert "X2" not in shown
    look(*SPO, address="/team/P1/?show=week")
    assert [entry.person.crn for entry in AccessEntry.objects.all()][len(shown) :] == ["X2"]


def test_a_manager_with_nobody_is_told_so(look):
    page = look("M2", Role.SENIOR_PROBATION_OFFICER, team="")
    assert page.heading == "Nothing needs you today"
    assert "Nobody is in your team." in page
    assert "No oversight, allocation or referral waits for you." in page


def test_of_many_who_wait_twenty_are_named_and_logged_and_all_are_listed(world, look):
    for number in range(23):
        level = RoshLevel.VERY_HIGH if number == 22 else RoshLevel.LOW
        world.case(
            f"X{number}", "2016-03-03", screened("2016-03-03", level), officer=None, team=None, name=f"P{number} Bell"
        )
    world.case("X30", "2016-03-03", name="Held By-Priya")
    page = look(*SPO)
    assert "Waiting for a practitioner 23 people" in page.text
    assert len(re.findall("No practitioner yet", page.text)) == 20
    assert "P22 Bell" in page.text
    assert AccessEntry.objects.values("person").distinct().count() == 20
    address = html.unescape(re.search(r'href="([^"]*)">All 23 people who wait', page)[1])
    listed = look(*SPO, address=address)
    assert "23 people" in listed.text
    assert "Held By-Priya" not in listed.text


def test_of_many_in_one_section_twenty_are_named_and_logged(world, look):
    for number in range(23):
        world.case(f"X{number}", "2016-01-04", concerned("2016-01-05"), name=f"P{number} Bell")
    page = look(*SPO)
    assert "23 things" in page.text
    assert len(page.lines("late")) == 20
    assert "3 more people are counted here and not named." in page.text
    assert AccessEntry.objects.values("person").distinct().count() == 20


def test_people_who_wait_for_a_practitioner_are_in_the_heading(world, look):
    world.person("X1", sentenced("2016-02-01"), allocated("2016-02-02", None), name="Aaron Bell")
    assert look(*SPO).heading == "1 person waits for a practitioner"
    world.person("X2", sentenced("2016-02-01"), allocated("2016-02-02", None), name="Ben Cole")
    world.case("X3", "2016-02-01", concerned("2016-02-01"), name="Carl Dunn")
    assert look(*SPO).heading == "1 thing is late; 2 people wait for a practitioner"


def test_of_another_teams_practitioner_no_absence_is_offered(world, look):
    world.staff("P9", "Of Another Team", team=OTHER_TEAM)
    world.case("X1", "2016-03-03", officer="P9", name="Aaron Bell")
    assert "/people/absence/P9/" not in look(*SPO, "/team/P9/")
    assert f"/people/absence/{ME}/" in look(*SPO, f"/team/{ME}/")
