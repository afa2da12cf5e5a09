"""Pages of measures: what they show of a small world, in words, in tables and as a picture."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.measures_world import LIST, QUARTER, SEEN, inspector, links, row, small_world, table, viewer_of_figures
from tests.web.world import Page, World, concerned, look, screened, seen, stand_still
from throughcare.actions.figures import recount_cells
from throughcare.records.models import ObligationRow

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def world(monkeypatch) -> World:
    stand_still(monkeypatch, "2016-06-30")
    return small_world()


# --- what is shown


def test_one_duty_is_shown_by_both_clocks_side_by_side(client, world):
    page = look(client, viewer_of_figures(world), "/measures/")
    shown = table(page, "Were people seen in time?")
    assert row(shown, "NPS") == "NPS 100% 2 of 2 · 34 to 100% 50% 1 of 2 · 9 to 91%"
    assert row(shown, "CRC") == "CRC 0% 0 of 2 · 0 to 66% 0% 0 of 2 · 0 to 66%"
    assert "The contract's clock" in shown.text
    assert "The inspection's clock" in shown.text
    assert page.heading == '<span class="govuk-caption-l">Measures</span>April to June 2016'


def test_the_page_says_what_the_figures_show_and_what_they_cannot(client, world):
    text = look(client, viewer_of_figures(world), "/measures/").text
    assert (
        "These figures show how many of the duties that fell due in April to June 2016 were done in time, "
        "as the record stands on 30 June 2016. They count that a thing was recorded, not that it was good."
    ) in text
    assert "throughcare measure counts further convictions" in text
    assert "cases that are kept from the reader are in none of them" in text


def test_pending_stands_apart_and_is_never_met(client, world):
    page = look(client, viewer_of_figures(world), "/measures/?from=2016-06-01&to=2016-06-30&reading=cohort")
    assert "of the duties that began in June 2016 were done in time" in page.text
    assert row(table(page, "Were people seen in time?"), "NPS") == (
        "NPS – none decided · 1 pending – none decided · 1 pending"
    )
    live = look(client, viewer_of_figures(world), "/measures/?from=2016-06-01&to=2016-06-30")
    assert row(table(live, "Were people seen in time?"), "NPS") == "NPS nothing due nothing due"


def test_where_too_much_is_unknown_no_comparison_is_drawn(client, world):
    known = [screened("2016-04-04"), concerned("2016-04-04")]
    for number in range(9):
        world.case(f"K{number}", "2016-04-05", *known, officer="P1")
    viewer = viewer_of_figures(world)
    page = look(client, viewer, "/measures/briefing/home-visit/")
    assert "Too much is unknown to compare" in page.text
    assert "no comparison is drawn" in page.text
    assert 'role="img"' not in page
    assert row(table(page, "Share met"), "NPS") == "NPS 0% 0 to 30% 0 of 9 0 18%: 2 of 11 0 to 0%"
    overview = table(look(client, viewer, "/measures/"), "Was a home visit made where it was warranted?")
    assert "Too much is unknown to compare" in overview.text
    assert "not known for 2 of 11 (18%) · range 0 to 0%" in row(overview, "NPS")
    assert "<svg" not in overview
    ObligationRow.objects.filter(person__crn__in=["X1", "X2", "X3", "X4"], standard="briefing/home-visit").delete()
    recount_cells()
    compared = look(client, viewer, "/measures/briefing/home-visit/")
    assert "Too much is unknown" not in compared.text
    assert 'role="img"' in compared


def test_a_limit_that_is_not_verified_leads_to_its_source(client, world):
    page = look(client, viewer_of_figures(world), "/measures/")
    shown = table(page, "Was every oral report written down?")
    (address,) = links(shown, "#source")
    assert address == f"/measures/briefing/oral-report-recorded/?{QUARTER}#source"
    assert not links(table(page, "Were people seen in time?"), "#source")
    told = look(client, viewer_of_figures(world), address)
    assert 'id="source"' in told
    assert "The limit of one working day is ours" in told.text
    assert "Not verified: the limit, or a part of it, is ours." in told.text


def test_a_standard_tells_what_it_asks_and_how_it_could_be_gamed(client, world):
    text = look(client, viewer_of_figures(world), "/measures/contract-2015/first-appointment/").text
    assert "is arranged for a day within five business days of allocation" in text
    assert "This is what is paid for." in text
    assert "An appointment that nobody keeps counts; the inspection's reading beside it shows it." in text
    assert "Verified: the limit stands so in the source." in text
    assert "The inspection's clock asks: The person is seen by their own practitioner" in text


def test_one_question_is_shown_by_type_by_provider_and_by_team_in_order_of_name(client, world):
    viewer = viewer_of_figures(world)
    by_type = look(client, viewer, SEEN)
    assert row(table(by_type, "Share met"), "NPS") == "NPS 100% 34 to 100% 2 of 2 0 50% 9 to 91% 1 of 2 0"
    by_provider = table(look(client, viewer, f"{SEEN}?by=provider"), "Share met")
    assert re.findall(r'scope="row">([^<]*)<', by_provider) == ["NPS North East", "West Yorkshire CRC"]
    by_team = table(look(client, viewer, f"{SEEN}?by=team&from=2016-04-01&to=2016-06-30&reading=cohort"), "Share met")
    assert re.findall(r'scope="row">([^<]*)<', by_team) == [
        "NPS North East, Leeds North",
        "NPS North East, Newcastle",
        "West Yorkshire CRC, no team named",
    ]


def test_the_picture_has_a_title_and_the_table_says_the_same(client, world):
    page = look(client, viewer_of_figures(world), f"{SEEN}?by=provider")
    wide, narrow = re.findall(r'<svg[^>]*role="img"[^>]*>.*?</svg>', page, re.S)
    assert 'aria-labelledby="picture-wide-title picture-wide-desc"' in wide
    assert 'aria-labelledby="picture-narrow-title picture-narrow-desc"' in narrow
    for picture in (wide, narrow):
        assert "By provider, April to June 2016</title>" in picture
        assert "The table says the same.</desc>" in picture
        assert {"100%", "50%", "0%"} <= set(re.findall(r">(\d+%)</text>", picture))


def test_dots_are_drawn_for_no_small_team(client, world):
    assert 'role="img"' not in look(client, viewer_of_figures(world), f"{SEEN}?by=team")


@pytest.mark.parametrize("address", ["/measures/", SEEN, f"{SEEN}?by=team", f"{LIST}?by=type&group=NPS"])
def test_pages_keep_to_the_content_security_policy(client, world, address):
    page = look(client, inspector(world), address)
    assert " style=" not in page
    assert "<style" not in page


def test_every_outcome_stands_in_a_folded_detail(client, world):
    page = look(client, inspector(world), SEEN)
    detail = re.search(r'<details class="govuk-details tc-outcomes">.*?</details>', page, re.S).group(0)
    assert row(table(Page(detail), "inspection"), "CRC") == "CRC 0 0 2 missed 0 0"
    assert any(each.endswith("outcome=missed") for each in links(Page(detail)))


def test_days_that_are_not_understood_are_told_and_what_was_typed_stays(client, world):
    page = look(client, viewer_of_figures(world), "/measures/?from=soon&to=1+May+2016")
    assert "<title>Error: " in page
    assert "“soon” is not a day that exists" in page.text
    assert 'value="soon"' in page


def test_an_empty_record_has_pages_too(client, monkeypatch):
    stand_still(monkeypatch, "2016-06-30")
    viewer = viewer_of_figures(World())
    assert "nothing due" in look(client, viewer, "/measures/").text
    assert "Nothing was due in this period." in look(client, viewer, f"{SEEN}?by=team").text


def test_a_standard_that_is_not_there_is_not_found(client, world):
    client.force_login(inspector(world))
    for address in ("/measures/briefing/nothing/", "/measures/no/first-appointment/figures.csv"):
        assert client.get(address).status_code == 404


def test_pages_ask_as_often_whatever_the_volume(client, world):
    person = inspector(world)
    addresses = ("/measures/", f"{SEEN}?by=team", f"{LIST}?by=type&group=NPS&outcome=decided&{QUARTER}")
    look(client, person, "/measures/")
    asked_before = [queries_of(client, person, address) for address in addresses]
    for number in range(30):
        world.case(f"V{number}", "2016-04-11", seen("2016-04-14", "P1"), officer="P1")
    assert [queries_of(client, person, address) for address in addresses] == asked_before
    assert max(asked_before) < 20


def queries_of(client, user, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        look(client, user, address)
    return len(asked)
