"""A record that needs a reason: it is asked for once, kept, logged, and opens the record until the end of the day."""

from datetime import date

import pytest

from tests.web.people_world import log_of, main_of, text_of, without_marks
from tests.web.world import CRC, OTHER_TEAM, World, allocated, limited, sentenced, stand_still
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import AccessEntry, StatedReason
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]

REASON = "I see them today as cover for Marcus."
WHY = "/people/X2/why/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    return stand_still(monkeypatch, "2016-06-30")


@pytest.fixture
def world() -> World:
    world = World()
    world.staff("P1", "Priya Shah")
    world.staff("P2", "Marcus Threlfall")
    world.person("X1", sentenced("2016-03-01"), allocated("2016-03-02", "P1"), name="Aaron Bell")
    world.person("X2", sentenced("2016-03-01"), allocated("2016-03-02", "P2"), name="Joel Bell")
    world.person("X3", sentenced("2016-03-01"), allocated("2016-03-02", "P3", team=OTHER_TEAM), name="Sam Bell")
    world.person(
        "X4", sentenced("2016-03-01"), allocated("2016-03-02", "Q1", organisation=CRC, team="T9"), name="Una Bell"
    )
    return world


@pytest.fixture
def lead(client, world):
    client.force_login(world.user("L1", Role.PROVIDER_LEAD, team=""))
    return client


# --- cover


@pytest.mark.parametrize("page", ["", "timeline/", "duties/", "timeline/?on=4/3/16&view=known"])
def test_a_case_of_the_team_asks_why_and_goes_on_to_where_one_was_going(priya, page):
    asked = priya.get(f"/people/X2/{page}", follow=True)
    assert asked.redirect_chain[0][0].startswith(WHY)
    assert "Joel Bell , CRN X2, is not your own case." in text_of(asked)
    answer = priya.post(asked.request["PATH_INFO"] + "?" + asked.request["QUERY_STRING"], {"why": REASON})
    assert (answer.status_code, answer["Location"]) == (303, f"/people/X2/{page}")
    opened = priya.get(answer["Location"])
    assert opened.status_code == 200
    assert f"your team's case, as cover: {REASON}" in text_of(opened)


def test_a_reason_is_kept_and_logged_and_the_record_opens_all_day(priya):
    priya.post(WHY, {"why": f"  {REASON}\r\n", "next": "/people/X2/"})
    kept = StatedReason.objects.get()
    assert (kept.reason, kept.until_on, kept.user.code, kept.person.crn) == (REASON, date(2016, 6, 30), "P1", "X2")
    assert log_of("X2") == [("P1", "reason stated", REASON)]
    assert priya.get("/people/X2/").status_code == 200
    assert priya.get("/people/X2/timeline/").status_code == 200
    assert log_of("X2")[-1] == ("P1", "timeline", f"a case of their team, as cover: {REASON}")


def test_the_next_day_it_asks_again(priya, monkeypatch):
    priya.post(WHY, {"why": REASON})
    stand_still(monkeypatch, "2016-07-01")
    assert priya.get("/people/X2/")["Location"].startswith(WHY)


def test_a_reason_opens_one_case_to_one_user(priya, client, world):
    world.person("X5", sentenced("2016-03-01"), allocated("2016-03-02", "P2"), name="Ann Bell")
    priya.post(WHY, {"why": REASON})
    assert priya.get("/people/X5/").status_code == 302
    client.force_login(world.user("P7"))
    assert client.get("/people/X2/").status_code == 302


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Say why you need to open this record."),
        ("   ", "Say why you need to open this record."),
        ("cover", "Say in words why you need to open this record: at least 10 letters or digits."),
        ("...........", "at least 10 letters or digits"),
        ("x" * 1001, "The text has 1,001 characters and may have at most 1,000: shorten it by 1."),
        ("because \x07 of cover today", "is invisible and cannot be kept (U+0007)"),
    ],
)
def test_what_is_no_reason_is_refused_beside_the_field_and_kept_in_it(priya, typed, words):
    answer = priya.post(WHY, {"why": typed, "next": "/people/X2/timeline/"})
    assert answer.status_code == 200
    assert text_of(answer).count(words) == 2  # on top of the page, and beside the field
    assert 'name="next" value="/people/X2/timeline/"' in main_of(answer)
    assert StatedReason.objects.count() == 0
    assert priya.get("/people/X2/").status_code == 302


@pytest.mark.parametrize(
    "evil",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///x",
        "evil",
        "\t//x.y",
        "//[",
        "/\\[",
        "http://[",
        "//[::1",
    ],
)
def test_it_goes_on_within_this_site_only(priya, evil):
    assert priya.post(WHY, {"why": REASON, "next": evil})["Location"] == "/people/X2/"


@pytest.mark.parametrize("broken", ["//[", "http://[", "//]", "/[", "///["])
def test_an_address_that_cannot_be_split_is_no_reason_to_fail(priya, broken):
    answer = priya.get(WHY, {"next": broken})
    assert answer.status_code == 200
    assert priya.get("/people/X1/why/", {"next": broken}).status_code == 302


def test_what_was_typed_is_text_and_no_markup(priya):
    evil = "<script>alert('because of cover')</script>"
    priya.post(WHY, {"why": evil})
    assert "<script>alert" not in main_of(priya.get("/people/X2/"))
    assert "<script>alert" not in priya.post("/people/X2/why/", {"why": "x<script>"}).content.decode()


@pytest.mark.parametrize("crn", ["X3", "X4", "X99"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_hidden_case_asks_nothing(priya, crn, method):
    answer = getattr(priya, method)(f"/people/{crn}/why/", {"why": REASON})
    assert answer.status_code == 404
    assert StatedReason.objects.count() == AccessEntry.objects.count() == 0


def test_a_limit_hides_a_case_of_the_team_whatever_the_reason(priya, world):
    priya.post(WHY, {"why": REASON})
    world.record("X2", limited("2016-06-01", AccessLimit.EXCLUSION, "P1"))
    hidden, nobody = priya.get(WHY), priya.get("/people/X99/why/")
    assert hidden.status_code == 404
    assert without_marks(hidden) == without_marks(nobody)
    assert priya.get("/people/X2/").status_code == 404


def test_an_own_case_asks_nothing_and_goes_on(priya):
    assert priya.get("/people/X1/why/?next=/people/X1/duties/")["Location"] == "/people/X1/duties/"
    assert StatedReason.objects.count() == 0


def test_to_be_named_while_a_reason_is_asked_for_is_logged(priya):
    priya.get(WHY)
    assert log_of("X2") == [("P1", "asked for a reason", "named while a reason is asked for")]


def test_whoever_covers_may_record(priya):
    priya.post(WHY, {"why": REASON})
    page = main_of(priya.get("/people/X2/"))
    assert 'href="/people/X2/contact/"' in page
    assert "/who-looked/" not in page


# --- through a figure


def test_a_lead_opens_no_record_but_through_a_figure(lead):
    assert lead.get("/people/X1/").status_code == 404
    assert lead.get("/people/X1/?through=other").status_code == 404
    assert lead.get("/people/X1/why/").status_code == 404
    assert lead.get("/people/X1/?through=figure")["Location"].startswith("/people/X1/why/?next=")


def test_a_lead_says_why_and_reads_through_the_figure_from_page_to_page(lead):
    asked = lead.get("/people/X1/?through=figure", follow=True)
    address = f"{asked.request['PATH_INFO']}?{asked.request['QUERY_STRING']}"
    answer = lead.post(address, {"why": REASON, "next": "/people/X1/?through=figure"})
    assert (answer.status_code, answer["Location"]) == (303, "/people/X1/?through=figure")
    body = main_of(lead.get(answer["Location"]))
    assert f"a case of your organisation, through a figure: {REASON}" in body
    for page in ("timeline", "duties"):
        assert f'href="/people/X1/{page}/?through=figure"' in body
        assert lead.get(f"/people/X1/{page}/?through=figure").status_code == 200
        assert lead.get(f"/people/X1/{page}/").status_code == 404
    assert "/contact/" not in body


def test_every_link_and_form_of_a_lead_carries_the_figure_on(lead):
    lead.post("/people/X1/why/?through=figure", {"why": REASON})
    for page in ("?through=figure", "timeline/?through=figure&on=4/3/16", "duties/?through=figure"):
        body = main_of(lead.get(f"/people/X1/{page}"))
        links = [part.split('"')[0] for part in body.split('href="/people/X1/')[1:]]
        assert links
        assert all("through=figure" in link for link in links)
        if "<form" in body:
            assert '<input type="hidden" name="through" value="figure">' in body


def test_a_reason_without_where_to_go_leads_to_the_person_through_the_figure(lead):
    answer = lead.post("/people/X1/why/?through=figure", {"why": REASON})
    assert answer["Location"] == "/people/X1/?through=figure"


def test_a_figure_opens_no_case_of_another_organisation(lead):
    assert lead.get("/people/X4/?through=figure").status_code == 404
    assert lead.get("/people/X4/why/?through=figure").status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROVIDER_LEAD])
def test_the_words_through_a_figure_open_nothing_to_anybody_else(client, world, role):
    client.force_login(world.user("U1", role))
    for crn in ("X1", "X3", "X4", "X99"):
        plain, figure = client.get(f"/people/{crn}/"), client.get(f"/people/{crn}/?through=figure")
        assert plain.status_code == figure.status_code
