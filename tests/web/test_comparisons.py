"""Comparisons of one standard on the site: what they say, what opens, what is left out, and their files."""

import csv
import gzip
import io
import re
from datetime import date, timedelta

import pytest

from tests.web.measures_world import SEEN, inspector, lead, links, row, table, viewer_of_figures
from tests.web.test_measures import queries_of
from tests.web.world import CRC, NPS, OTHER_TEAM, TEAM, World, limited, look, seen, stand_still
from throughcare.actions.figures import recount_cells
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import AccessEntry, CaseSummary, ObligationRow, Organisation, Person
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]

YEAR = "from=2015-07-01&to=2016-06-30&reading=live"
COMPARED, MONTHS, ALIKE = f"{SEEN}compared/", f"{SEEN}months/", f"{SEEN}alike/"
EVERY = [f"{COMPARED}?{YEAR}", f"{COMPARED}?by=team&{YEAR}", MONTHS, f"{MONTHS}?group={CRC}", f"{ALIKE}?{YEAR}"]


def duties(organisation: str, team: str, met: int, decided: int, *, first: str = "2015-08-03", each: int = 5) -> None:
    """Duties without facts behind them, some a week: enough to be compared, and quick to make."""
    start = Person.objects.count()
    people = [Person(crn=f"M{start + n}", family_name=f"Made {start + n}") for n in range(decided)]
    made = Person.objects.bulk_create(people)
    nothing = dict.fromkeys(("domestic_abuse", "child_concern", "has_safety_warning", "is_limited"), False)
    held = {"made_of": 1, "organisation": organisation, "team": team, "is_active": True, **nothing}
    CaseSummary.objects.bulk_create(CaseSummary(person=person, **held) for person in made)
    rows = []
    for place, person in enumerate(made):
        opened = date.fromisoformat(first) + timedelta(weeks=place // each)
        is_met = place * met // decided != (place + 1) * met // decided
        rows.append(
            ObligationRow(
                person=person,
                standard="briefing/first-appointment",
                opened_by=1,
                opened=opened,
                due=opened + timedelta(days=7),
                owed="yes",
                met=opened if is_met else None,
                accountable=organisation,
                team=team,
                risk_level="HIGH" if place % 3 else "",
            )
        )
    ObligationRow.objects.bulk_create(rows)
    recount_cells()


@pytest.fixture
def world(monkeypatch) -> World:
    """A provider that meets 90 of 120, a company that meets 40 of 120, and a team of two of which 60 are decided."""
    stand_still(monkeypatch, "2016-06-30")
    made = World()
    duties(NPS, TEAM, 90, 120)
    duties(CRC, "", 40, 120)
    duties(NPS, OTHER_TEAM, 30, 60)
    for number in range(6):
        made.staff(f"P{number}")
    made.staff("Q1", team=OTHER_TEAM)
    return made


# --- compared fairly


def test_providers_are_told_apart_in_words_and_each_number_opens(client, world):
    page = look(client, inspector(world), f"{COMPARED}?{YEAR}")
    assert page.heading.endswith("Compared fairly")
    assert "All providers together, 53% of 300 decided duties were met in time." in page.text
    assert "Higher than expected by chance: NPS North East." in page.text
    assert "Lower than expected by chance: West Yorkshire CRC." in page.text
    assert "This does not say why, and not that anybody did well or badly." in page.text
    assert "2 comparisons were made on this page." in page.text
    shown = table(page, "By provider, July 2015 to June 2016")
    assert row(shown, "West Yorkshire CRC") == (
        "West Yorkshire CRC 33% 26 to 42% 40 met, West Yorkshire CRC of 120 decided, West Yorkshire CRC "
        "Lower than expected by chance"
    )
    address = next(each for each in links(shown) if CRC in each and each.endswith("outcome=decided"))
    assert look(client, inspector(world), address).text.count("120 in all.") == 1


def test_teams_that_are_small_are_named_with_the_reason_and_nothing_else(client, world):
    page = look(client, viewer_of_figures(world), f"{COMPARED}?by=team&{YEAR}")
    assert "Nothing is compared: only one group is large enough to be drawn" in page.text
    assert "One member of staff: a practitioner's own figures are not drawn. NPS North East, Newcastle" in page.text
    assert "The record names no team; left out of all together. West Yorkshire CRC, no team named" in page.text
    assert "<table" not in page
    assert 'role="img"' not in page
    for number in range(2, 7):
        world.staff(f"Q{number}", team=OTHER_TEAM)
    drawn = look(client, viewer_of_figures(world), f"{COMPARED}?by=team&{YEAR}")
    assert drawn.count('role="img"') == 2
    assert "50%" in row(table(drawn, "By team"), "NPS North East, Newcastle")


def test_nobody_is_no_provider_and_is_told(client, world):
    duties("", "", 0, 60)
    page = look(client, viewer_of_figures(world), f"{COMPARED}?{YEAR}")
    assert "Nobody was accountable, so there is no provider to compare; left out of all together. None" in page.text
    assert "53% of 300 decided duties" in page.text


def test_nothing_is_compared_where_too_much_is_unknown(client, world):
    rows = ObligationRow.objects.order_by("pk").values_list("pk", flat=True)
    ObligationRow.objects.update(standard="briefing/home-visit")
    visit = "/measures/briefing/home-visit/"
    ObligationRow.objects.filter(pk__in=list(rows[:40])).update(owed="unknown")
    recount_cells()
    for view in ("compared", "months", "alike"):
        page = look(client, viewer_of_figures(world), f"{visit}{view}/?{YEAR}")
        assert "Nothing is compared: of 13% it is unknown whether the duty was owed" in page.text
        assert 'role="img"' not in page
        assert "<table" not in page
    ObligationRow.objects.filter(pk__in=list(rows[:15])).update(owed="yes")
    recount_cells()
    page = look(client, viewer_of_figures(world), f"{visit}compared/?{YEAR}")
    assert (
        "Of 14% it is not known whether the duty was owed, which is more than 10%; left out of all together."
        in page.text
    )


def test_a_restricted_case_is_in_no_comparison_of_whom_it_is_kept_from(client, world):
    world.case("X7", "2016-05-02", limited("2016-05-03", AccessLimit.RESTRICTION, "C9"), organisation=CRC, team=None)
    world.case("X8", "2016-05-02", seen("2016-05-04", "P1"))
    for view, title in ((f"{COMPARED}?{YEAR}", "By provider"), (f"{ALIKE}?{YEAR}", "Like with like")):
        everything = row(table(look(client, inspector(world), view), title), "West Yorkshire CRC")
        assert "121 decided" in everything
        assert "120 decided" not in everything
        kept = row(table(look(client, lead(world), view), title), "West Yorkshire CRC")
        assert "of 120 decided" in kept
    months = f"{MONTHS}?group={CRC}"
    assert "May 2016" in table(look(client, inspector(world), months), "month by month")
    assert "May 2016" not in table(look(client, lead(world), months), "month by month")


# --- month by month


def test_months_are_drawn_with_what_stands_out_and_open_to_their_people(client, world):
    page = look(client, inspector(world), MONTHS)
    assert page.heading.endswith("Month by month")
    shown = table(page, "All together, month by month, June 2014 to June 2016")
    address = next(each for each in links(shown) if "from=2015-09-01" in each and each.endswith("decided"))
    assert "group=all" in address
    assert "to=2015-09-30" in address
    found = look(client, inspector(world), address)
    assert "All together · September 2015" in found.text
    decided = re.search(r"(\d+) decided, September 2015", row(shown, "September 2015")).group(1)
    assert f"{decided} in all." in found.text
    assert page.count('role="img"') == 2


def test_months_of_a_provider_are_chosen_in_a_form(client, world):
    page = look(client, viewer_of_figures(world), f"{MONTHS}?group={CRC}&{YEAR}")
    assert f'<option value="{CRC}" selected>West Yorkshire CRC</option>' in page
    assert "West Yorkshire CRC, month by month, July 2015 to June 2016" in page.text
    assert "No limits are drawn:" in page.text
    client.force_login(viewer_of_figures(world))
    assert client.get(f"{MONTHS}?group=XYZ").status_code == 404


# --- like with like


def test_months_of_so_few_that_only_chance_is_seen_are_not_drawn(client, world):
    few = ObligationRow.objects.filter(accountable=CRC).values_list("pk", flat=True)[:71]
    ObligationRow.objects.filter(pk__in=list(few)).delete()
    recount_cells()
    page = look(client, inspector(world), f"{MONTHS}?group={CRC}&{YEAR}")
    assert "Nothing is drawn: 49 duties are decided in these months, and of fewer than 50 only chance" in page.text
    assert 'role="img"' not in page
    assert 'role="img"' in look(client, inspector(world), f"{MONTHS}?{YEAR}"), "all together are drawn"


def test_like_with_like_says_who_is_not_compared(client, world):
    page = look(client, inspector(world), f"{ALIKE}?by=team&{YEAR}")
    assert "1 not compared: West Yorkshire CRC, no team named. The record names no team" in page.text


def test_shares_with_like_people_stand_beside_those_as_they_are(client, world):
    page = look(client, inspector(world), f"{ALIKE}?{YEAR}&alike=risk")
    assert "the same mix of risk of serious harm as all of them together" in page.text
    assert row(table(page, "Like with like"), "NPS North East").startswith("NPS North East 67% (")
    for way in ("age", "sex", "offence", "all", "nonsense"):
        assert look(client, inspector(world), f"{ALIKE}?{YEAR}&alike={way}").count('role="img"') == 2


# --- whoever may, nothing there, bad input


@pytest.mark.parametrize("view", ["compared", "months", "alike"])
def test_an_empty_period_and_a_single_provider_say_so(client, monkeypatch, view):
    stand_still(monkeypatch, "2016-06-30")
    viewer = viewer_of_figures(World())
    page = look(client, viewer, f"{SEEN}{view}/?{YEAR}")
    assert re.search(r"Nothing is compared|No duty is decided in any of these months", page.text)
    assert 'role="img"' not in page
    duties(CRC, "", 40, 120)
    page = look(client, viewer, f"{SEEN}{view}/?{YEAR}")
    assert view == "months" or re.search(r"Nothing is compared: only one", page.text)


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.COURT_OFFICER, Role.ADMINISTRATOR, Role.DATA_OFFICER])
def test_who_has_no_measures_has_no_comparisons(client, world, role):
    client.force_login(world.user("U1", role))
    for view in ("compared", "months", "alike"):
        for ending in ("/", ".csv", ".svg", ".pdf"):
            assert client.get(f"{SEEN}{view}{ending}").status_code == 403


def test_no_number_leads_a_viewer_of_figures_to_people(client, world):
    for address in EVERY:
        assert not links(look(client, viewer_of_figures(world), address))


def test_a_lead_opens_their_own_provider_alone(client, world):
    page = look(client, lead(world), f"{COMPARED}?{YEAR}")
    assert {re.search(r"group=(\w+)", each).group(1) for each in links(page)} == {CRC}


def test_what_is_not_there_is_not_found(client, world):
    client.force_login(inspector(world))
    for address in ("ranked/", "compared.exe", "ranked.csv", "compared.csv?from=soon&to=later"):
        assert client.get(f"{SEEN}{address}").status_code == 404
    assert client.get("/measures/briefing/nothing/compared/").status_code == 404
    assert "is not a day that exists" in look(client, inspector(world), f"{COMPARED}?from=soon&to=1+May+2016").text


@pytest.mark.parametrize("address", EVERY)
def test_pages_keep_to_the_content_security_policy_and_are_light(client, world, address):
    page = look(client, inspector(world), address)
    assert not re.search(r"\sstyle=|<style|javascript:", page)
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert len(gzip.compress(page.encode())) < 15_000


@pytest.mark.parametrize("address", EVERY)
def test_comparisons_ask_as_often_whatever_the_volume(client, world, address):
    person = inspector(world)
    look(client, person, address)
    before = queries_of(client, person, address)
    duties(CRC, "", 20, 60)
    assert queries_of(client, person, address) == before < 20


# --- files


def test_a_comparison_is_taken_as_table_picture_and_report_and_each_is_logged(client, world):
    client.force_login(viewer_of_figures(world))
    page = look(client, viewer_of_figures(world), f"{COMPARED}?{YEAR}")
    found = {each.partition("?")[0][-3:]: each for each in links(page, "compared.")}
    assert set(found) == {"csv", "svg", "pdf"}
    table_, picture, report = (client.get(found[ending]) for ending in ("csv", "svg", "pdf"))
    rows = {each["group"]: each for each in csv.DictReader(io.StringIO(table_.content.decode(), newline=""))}
    assert rows["West Yorkshire CRC"]["verdict"] == "lower"
    what_it_is_of = ("standard", "first_on", "last_on", "reading", "as_of")
    assert {tuple(each[name] for name in what_it_is_of) for each in rows.values()} == {
        ("briefing/first-appointment", "2015-07-01", "2016-06-30", "live", "2016-06-30")
    }
    assert rows["West Yorkshire CRC"]["decided"] == "120"
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<svg")
    assert report["Content-Type"] == "application/pdf"
    assert report.content.startswith(b"%PDF")
    assert (
        'filename="compared-briefing-first-appointment-provider-2015-07-01-to-2016-06-30-live.pdf"'
        in (report["Content-Disposition"])
    )
    assert [entry.what for entry in AccessEntry.objects.order_by("pk")] == [
        "comparison as a file (csv)",
        "comparison as a file (svg)",
        "comparison as a file (pdf)",
    ]


@pytest.mark.parametrize(
    "view", [f"months.pdf?group={CRC}&{YEAR}", f"alike.pdf?{YEAR}", f"compared.pdf?by=team&{YEAR}"]
)
def test_every_comparison_has_a_report(client, world, view):
    client.force_login(inspector(world))
    assert client.get(f"{SEEN}{view}").content.startswith(b"%PDF")


def test_there_is_no_picture_of_nothing(client, world):
    client.force_login(inspector(world))
    assert client.get(f"{SEEN}compared.svg?from=2014-01-01&to=2014-02-01").status_code == 404
    assert client.get(f"{SEEN}compared.csv?from=2014-01-01&to=2014-02-01").status_code == 200
    assert not AccessEntry.objects.filter(what__contains="svg").exists()


def test_what_somebody_named_a_provider_is_text_in_the_picture(client, world):
    Organisation.objects.filter(code=CRC).update(name='<script>alert("x")</script> & Co')
    page = look(client, inspector(world), f"{COMPARED}?{YEAR}")
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert") >= 3
