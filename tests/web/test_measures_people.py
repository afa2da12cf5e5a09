"""Who stands behind a figure: for whom it opens, whom the list shows, what is logged, and what goes away as a file."""

import csv
import io
import itertools
import re

import pytest
from django.db import connection

from tests.web.measures_world import (
    LIST,
    QUARTER,
    SEEN,
    inspector,
    lead,
    links,
    row,
    senior,
    small_world,
    table,
    viewer_of_figures,
)
from tests.web.world import (
    CRC,
    NPS,
    Page,
    World,
    allocated,
    arranged,
    asked,
    limited,
    look,
    screened,
    seen,
    stand_still,
)
from throughcare.actions.projections import rebuild
from throughcare.exchange.measure_files import CSV_HEADER
from throughcare.facts.identity import AccessLimit
from throughcare.facts.risk import RoshLevel
from throughcare.records.models import AccessEntry
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def world(monkeypatch) -> World:
    stand_still(monkeypatch, "2016-06-30")
    return small_world()


# --- who may


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.COURT_OFFICER, Role.ADMINISTRATOR, Role.DATA_OFFICER])
def test_who_has_no_measures_is_told_so(client, world, role):
    client.force_login(world.user("U1", role))
    for address in ("/measures/", SEEN, "/measures/figures.csv", LIST, f"{SEEN}people.csv"):
        assert client.get(address).status_code == 403


def test_no_figure_opens_for_a_viewer_of_figures(client, world):
    viewer = viewer_of_figures(world)
    for address in ("/measures/", SEEN, f"{SEEN}?by=team"):
        assert not links(look(client, viewer, address))
    for address in (f"{LIST}?by=type&group=NPS", f"{SEEN}people.csv?by=type&group=NPS"):
        assert client.get(address).status_code == 403


def test_figures_of_other_providers_show_and_do_not_open(client, world):
    leader = lead(world)
    page = look(client, leader, f"{SEEN}?by=provider")
    assert "NPS North East" in page.text
    assert "1 of 2" in page.text
    assert {re.search(r"group=(\w+)", each).group(1) for each in links(page)} == {CRC}
    assert "opens to those of its people who are with your organisation today" in page.text
    shut = client.get(f"{LIST}?by=provider&group={NPS}&outcome=missed&{QUARTER}")
    assert shut.status_code == 403
    assert "You see the figure, not its people." in shut.content.decode()


def test_a_senior_opens_the_people_of_their_own_team(client, world):
    person = senior(world)
    page = look(client, person, f"{SEEN}?by=team&from=2016-04-01&to=2016-06-30&reading=cohort")
    assert {re.search(r"group=([^&]*)", each).group(1) for each in links(page)} == {"N02%2FT1"}
    found = look(client, person, f"{LIST}?by=type&group=NPS&outcome=pending&{QUARTER.replace('live', 'cohort')}")
    assert "None of these 1 are people you may see." in found.text
    assert "Ed Frost" not in found


def test_an_unknown_group_or_outcome_is_not_found(client, world):
    client.force_login(inspector(world))
    for which in (
        "by=type&group=XYZ",
        "by=provider&group=",
        "by=type&group=NPS&outcome=well",
        "by=type&group=NPS&from=x",
    ):
        assert client.get(f"{LIST}?{which}").status_code == 404


# --- who stands behind a figure


def test_a_figure_opens_to_its_people_with_the_days_of_their_duty(client, world):
    person = inspector(world)
    shown = table(look(client, person, "/measures/"), "Were people seen in time?")
    address = next(each for each in links(shown) if "briefing" in each and "NPS" in each and each.endswith("decided"))
    page = look(client, person, address)
    assert page.heading.endswith("Were people seen in time by their own practitioner?")
    assert "Met, late or missed · NPS · April to June 2016" in page.text
    assert "2 in all." in page.text
    assert row_of_person(page, "X1") == (
        "Aaron Bell X1 Why? Aaron Bell, 4 April 2016 "
        "4 April 2016 11 April 2016 8 April 2016 Met NPS North East, Leeds North"
    )
    assert row_of_person(page, "X2") == (
        "Beth Carr X2 Why? Beth Carr, 4 April 2016 4 April 2016 11 April 2016 Missed NPS North East, Leeds North"
    )
    assert "/people/X1/?through=figure" in page


def test_what_is_arranged_for_a_day_ahead_is_not_shown_as_done(client, world):
    world.record("X5", arranged("2016-07-04", "P1"))
    person, which = inspector(world), f"by=type&group=NPS&outcome=pending&{QUARTER.replace('live', 'cohort')}"
    page = look(client, person, f"/measures/contract-2015/first-appointment/people/?{which}")
    assert (
        row_of_person(page, "X5")
        == "Ed Frost X5 Why? Ed Frost, 29 June 2016 29 June 2016 6 July 2016 Not due yet NPS North East, Newcastle"
    )
    (_, found) = rows_of(client.get(f"/measures/contract-2015/first-appointment/people.csv?{which}"))
    assert found[3:8] == ["2016-06-29", "2016-07-06", "", "yes", "pending"]


def row_of_person(page: Page, crn: str) -> str:
    rows = re.findall(r"<tr.*?</tr>", page, re.S)
    return next(Page(each).text for each in rows if f"/people/{crn}/" in each)


def test_every_number_that_opens_counts_as_many_as_its_list(client, world):
    person = inspector(world)
    world.case("X6", "2016-04-06", asked("2016-04-06"), seen("2016-05-08", "P1"), name="Flo Gray", officer="P1")
    for address in ("/measures/", f"{SEEN}?by=provider&{QUARTER.replace('live', 'cohort')}"):
        page = look(client, person, address)
        numbers = re.findall(r'<a class="govuk-link" href="([^"]*/people/\?[^"]*)">(\d+)<', page)
        assert len(numbers) > 15
        for place, number in set(numbers):
            listed = look(client, person, place.replace("&amp;", "&"))
            assert f"{number} in all." in listed.text


def test_a_lead_comes_to_a_person_through_a_figure_and_says_why(client, world):
    leader = lead(world)
    page = look(client, leader, f"{LIST}?by=provider&group={CRC}&outcome=missed&{QUARTER}")
    assert "2 in all." in page.text
    client.force_login(leader)
    assert client.get("/people/X3/").status_code == 404
    answer = client.get("/people/X3/?through=figure")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/people/X3/why/")


def test_whoever_is_shown_in_a_list_is_logged_and_nobody_else(client, world):
    for number in range(30):
        world.case(f"V{number:02}", "2016-04-11", officer="P1")
    person = inspector(world)
    address = f"{LIST}?by=type&group=NPS&outcome=missed&{QUARTER}"
    look(client, person, address)
    first = AccessEntry.objects.filter(what="people behind a figure")
    assert first.count() == 25
    assert first[0].why == "briefing/first-appointment, missed, NPS, April to June 2016"
    page = look(client, person, f"{address}&page=2")
    assert len(re.findall(r"/people/[^/]+/[?]through=figure", page)) == 6
    assert first.count() == 31


def test_a_case_that_is_kept_from_the_reader_is_in_no_figure_that_opens_for_them(client, world):
    world.case(
        "X7",
        "2016-05-04",
        limited("2016-05-04", AccessLimit.RESTRICTION, "C9"),
        officer="C1",
        organisation=CRC,
        team=None,
    )
    asked_for = f"{SEEN}?by=provider"
    assert "0 of 3" in row(table(look(client, viewer_of_figures(world), asked_for), "Share met"), "West Yorkshire CRC")
    leader = lead(world)
    assert "0 of 3" not in row(table(look(client, leader, asked_for), "Share met"), "West Yorkshire CRC")
    page = look(client, leader, f"{LIST}?by=provider&group={CRC}&outcome=decided&{QUARTER}")
    assert "2 in all." in page.text
    assert "X7" not in page.text
    assert "/people/X7/" not in page
    everybody = look(client, inspector(world), f"{LIST}?by=provider&group={CRC}&outcome=decided&{QUARTER}")
    assert "3 in all." in everybody.text


def test_those_who_may_be_seen_are_told_out_of_those_who_are_counted(client, world):
    world.case("X8", "2016-05-09", name="Hal Ivey", officer="C1", organisation=CRC, team=None)
    world.record("X8", allocated("2016-06-20", "P1"))
    page = look(client, lead(world), f"{LIST}?by=provider&group={CRC}&outcome=decided&{QUARTER}")
    assert "2 of these 3 are people you may see." in page.text
    assert "Hal Ivey" not in page


# --- files


def rows_of(answer) -> list[list[str]]:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.content.decode())))


def test_figures_are_a_file_for_everybody_who_sees_them_and_that_is_logged(client, world):
    client.force_login(viewer_of_figures(world))
    header, *rows = rows_of(client.get(f"/measures/figures.csv?{QUARTER}"))
    assert tuple(header) == CSV_HEADER
    found = {(each[0], each[1], each[2]): each[3:10] for each in rows}
    assert found["briefing", "first-appointment", "NPS"] == ["1", "0", "1", "0", "0", "1", "2"]
    assert found["briefing", "first-appointment-contract", "NPS"] == found["contract-2015", "first-appointment", "NPS"]
    answer = client.get(f"{SEEN}figures.csv?by=provider&{QUARTER}")
    assert answer["Content-Disposition"] == (
        'attachment; filename="figures-first-appointment-by-provider-2016-04-01-to-2016-06-30-live.csv"'
    )
    assert {each[0] for each in rows_of(answer)[1:]} == {"briefing", "contract-2015"}
    assert [entry.what for entry in AccessEntry.objects.all()] == ["figures as a file"] * 2


def test_names_go_away_only_with_those_who_may_take_them(client, world):
    address = f"{SEEN}people.csv?by=type&group=NPS&outcome=decided&{QUARTER}"
    client.force_login(inspector(world))
    header, *rows = rows_of(client.get(address))
    assert header[:3] == ["crn", "given_names", "family_name"]
    assert rows[0] == ["X1", "Aaron", "Bell", "2016-04-04", "2016-04-11", "2016-04-08", "yes", "met", NPS, "T1"]
    assert AccessEntry.objects.filter(person__isnull=False).count() == 2
    client.force_login(senior(world))
    answer = client.get(address)
    header, *rows = rows_of(answer)
    assert header == ["opened", "due", "met", "owed", "outcome", "accountable", "team"]
    assert len(rows) == 2
    assert b"X1" not in answer.content
    exports = AccessEntry.objects.filter(person__isnull=True).order_by("pk")
    assert [entry.what for entry in exports] == [
        "people behind a figure as a file, with names",
        "people behind a figure as a file, without names",
    ]
    assert AccessEntry.objects.filter(person__isnull=False).count() == 2


def test_a_duty_that_is_not_known_to_be_owed_is_never_called_missed(client, world):
    """Nobody was screened, so it is not known who was owed a visit; of Fay Gill it is known that she was not."""
    world.case("X8", "2016-04-04", screened("2016-04-04", RoshLevel.LOW), name="Fay Gill")
    visit = f"/measures/briefing/home-visit/people/?by=type&group=NPS&{QUARTER}"
    page = look(client, inspector(world), f"{visit}&outcome=asked")
    assert sorted(re.findall(r'tc-flag--\w+">([^<]*)</strong>', page)) == [
        *["Not known whether it is owed"] * 2,
        "Not owed",
    ]
    assert "Missed" not in look(client, inspector(world), f"{visit}&outcome=unknown").text
    file = rows_of(client.get(f"{visit.replace('/people/', '/people.csv')}&outcome=asked"))
    owed, outcome = file[0].index("owed"), file[0].index("outcome")
    assert sorted((each[owed], each[outcome]) for each in file[1:]) == [("no", ""), ("unknown", ""), ("unknown", "")]


def test_a_name_that_looks_like_a_formula_is_no_formula_in_a_file(client, world):
    world.case("X9", "2016-04-04", name="=1+1 Bell")
    client.force_login(inspector(world))
    found = rows_of(client.get(f"{SEEN}people.csv?by=type&group=NPS&outcome=decided&{QUARTER}"))
    assert ["X9", "'=1+1", "Bell"] in [each[:3] for each in found]


def test_a_file_that_is_read_in_chunks_is_the_same_and_logs_each_once(client, world, monkeypatch):
    client.force_login(inspector(world))
    address = f"{SEEN}people.csv?by=type&group=NPS&outcome=decided&{QUARTER}"
    whole = rows_of(client.get(address))
    AccessEntry.objects.all().delete()
    monkeypatch.setattr("throughcare.web.measures.views.CHUNK", 1)
    assert rows_of(client.get(address)) == whole
    logged = [entry.person.crn for entry in AccessEntry.objects.exclude(person=None)]
    assert sorted(logged) == sorted({row[0] for row in whole[1:]})


def test_nobody_is_left_out_of_a_file_while_somebody_records(client, world, monkeypatch):
    """Between two pieces of the file somebody leaves the figure: everybody else is still given away."""
    for number in range(6, 10):
        world.case(f"X{number}", "2016-04-04", name="Late Comer")
    address = f"{SEEN}people.csv?by=type&group=NPS&outcome=missed&{QUARTER}"
    client.force_login(inspector(world))
    whole = [row[0] for row in rows_of(client.get(address))[1:]]
    monkeypatch.setattr("throughcare.web.measures.views.CHUNK", 2)
    asked = itertools.count()

    def record(execute, sql, params, many, context):
        if "records_accessentry" in sql and "INSERT" in sql and next(asked) == 0:
            world.record(whole[0], seen("2016-06-29", "P1"))
            rebuild()  # and every row is made anew
        return execute(sql, params, many, context)

    with connection.execute_wrapper(record):
        found = [row[0] for row in rows_of(client.get(address))[1:]]
    assert found == whole
