"""What-if on the site: asked by a form, marked on every page and file, and open to those whom the asker may see."""

import csv
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.measures_world import inspector, lead, row, senior, viewer_of_figures
from tests.web.questions_world import (
    AS_KNOWN,
    DELAY,
    FIRST,
    TIGHTER,
    WHAT_IF,
    answer_all,
    answered,
    asked,
    fill_store,
    place,
)
from tests.web.world import CRC, Page, World, limited, look, seen, stand_still
from throughcare import web
from throughcare.exchange.measure_files import CSV_HEADER
from throughcare.facts.identity import AccessLimit
from throughcare.measures import side_by_side
from throughcare.measures.what_if import MARK
from throughcare.records.models import AccessEntry, Question
from throughcare.records.models.questions import State
from throughcare.web.questions.pages import NOT_COMPARED

HIGH_RISK = {"who": "own", "who_text": "{rosh_level: [HIGH, VERY HIGH]}"}

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def world(monkeypatch) -> World:
    """Five people, all seen four days after sentence; one of them limited, two with another organisation."""
    stand_still(monkeypatch, "2016-06-30")
    monkeypatch.setattr(side_by_side, "FEWEST", 1)  # small numbers have their own test
    made = World()
    elsewhere = {"organisation": CRC, "team": None}
    limit = limited("2016-04-05", AccessLimit.RESTRICTION, "P1")
    made.case("X1", "2016-04-04", seen("2016-04-08", "P1"), name="Aaron Bell")
    made.case("X2", "2016-04-04", seen("2016-04-05", "P1"), name="Beth Carr")
    made.case("X3", "2016-04-04", limit, seen("2016-04-08", "P1"), name="Cy Dunn")
    made.case("X4", "2016-05-03", seen("2016-05-09", "C1"), name="Di Eames", officer="C1", **elsewhere)
    made.case("X5", "2016-05-03", name="Ed Frost", officer="C1", **elsewhere)
    return made


@pytest.fixture
def store(tmp_path, settings, world):
    assert world, "the store is filled from it"
    settings.COLUMNS = fill_store(tmp_path / "columns")
    return settings.COLUMNS


def page_of(client, user, question, part: str = "") -> Page:
    return look(client, user, place(question, part))


def csv_of(client, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode())))


# --- asking


@pytest.mark.usefixtures("store")
def test_a_measure_leads_to_its_what_if(client, world):
    page = look(client, inspector(world), "/measures/briefing/first-appointment/")
    assert f"{WHAT_IF}{FIRST}" in page
    form = look(client, inspector(world), f"{WHAT_IF}{FIRST}")
    assert "It is 5 working days now." in form.text
    assert MARK in form.text
    assert "Those at high or very high risk of serious harm" in form.text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "This changes nothing"),
        ({"limit": "-3 working days"}, "cannot be negative"),
        ({"limit": "soon"}, "say a count and a unit"),
        ({"who": "own"}, "Write it here, or choose something else above."),
        ({"who": "own", "who_text": "{rosh_level: HIG}"}, "is no value of"),
        ({"who": "everybody", "who_text": "warranted"}, "Say it once"),
        ({"who_text": "{warranted: false, concerned: true}"}, "could never hold"),
        ({"what_text": "{kind: appointment, outcome: ATTENDED, off: 1}"}, "there is no field or attribute"),
        (TIGHTER | {"first": "1 July 2016"}, "No duty can have begun by then"),
        (TIGHTER | {"first": "1 May 2016", "last": "1 April 2016"}, "before the first day"),
    ],
)
@pytest.mark.usefixtures("store")
def test_what_cannot_be_asked_is_told_at_its_field(client, world, said, words):
    client.force_login(inspector(world))
    answer = client.post(WHAT_IF + FIRST, said)
    page = Page(answer.content.decode())
    assert answer.status_code == 200
    assert "There is a problem" in page.text
    assert words.casefold() in page.text.casefold()
    assert not Question.objects.exists()


def test_without_a_store_nothing_can_be_asked_and_it_is_said_why(client, world, settings, tmp_path):
    settings.COLUMNS = tmp_path / "nowhere"
    client.force_login(inspector(world))
    answer = client.post(WHAT_IF + FIRST, TIGHTER)
    assert "there is none here yet" in Page(answer.content.decode()).text
    assert not Question.objects.exists()


@pytest.mark.usefixtures("store")
def test_an_unknown_standard_is_not_found(client, world):
    client.force_login(inspector(world))
    for address in ("?standard=briefing/no-such", "?standard=../x", "?standard=nothing"):
        assert client.get(WHAT_IF + address).status_code == 404
    assert client.get(f"{AS_KNOWN}?standard=briefing/").status_code == 404


# --- waiting


@pytest.mark.usefixtures("store")
def test_a_question_shows_how_far_it_is_and_can_be_cancelled(client, world):
    user = inspector(world)
    question = asked(client, user, TIGHTER)
    page = page_of(client, user, question)
    assert "Your question waits for its turn." in page.text
    assert MARK in page.text
    assert '<noscript><meta http-equiv="refresh"' in page
    Question.objects.update(asked_at=question.asked_at - timedelta(minutes=3))
    assert "the process that answers may not be running" in page_of(client, user, question).text
    Question.objects.update(state=State.RUNNING, heard_at=None, done=1, total=4)
    assert "was stopped before it was finished" in page_of(client, user, question).text
    assert client.post(place(question, "cancel/")).status_code == 303
    assert "You cancelled this question." in page_of(client, user, question).text


def test_a_part_of_the_page_renews_itself_and_then_the_page(client, world, store):
    user = inspector(world)
    question = asked(client, user, TIGHTER)
    client.force_login(user)
    part = client.get(place(question), headers={"HX-Request": "true"})
    assert "HX-Refresh" not in part.headers
    assert "<html" not in part.content.decode()
    answer_all(store)
    assert client.get(place(question), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_a_question_is_its_askers_alone(client, world, store):
    question = answered(client, inspector(world), store, TIGHTER)
    client.force_login(lead(world))
    for part in ("", "figures.csv", "people/", "people.csv"):
        assert client.get(place(question, part)).status_code == 404
    assert client.post(place(question, "cancel/")).status_code == 404


# --- what came out


def test_today_and_what_if_stand_side_by_side(client, world, store):
    user = inspector(world)
    question = answered(client, user, store, TIGHTER)
    page = page_of(client, user, question)
    assert page.heading == "What if, limit 3 working days: Were people seen in time by their own practitioner?"
    assert "<title>What if, limit 3 working days: " in page
    assert MARK in page.text
    assert "3 working days, instead of 5 working days" in page.text
    assert "3 duties of 5 would stand otherwise." in page.text
    assert row(page, "NPS North East").startswith("NPS North East 100% 44 to 100% 3 of 3 33%")
    assert row(page, "April 2016").split()[2] == "100%"
    assert "met late 3" in page.text
    by_type = page_of(client, user, question, "?by=type")
    assert row(by_type, "CRC").startswith("CRC 50%")


def test_what_is_not_known_is_said_as_a_measure_says_it(client, world, store):
    """Of people whose risk nobody assessed it is not known whether they would owe the duty: never no, and never left
    out."""
    user = inspector(world)
    question = answered(client, user, store, HIGH_RISK)
    page = page_of(client, user, question)
    assert "3 not known (100%), range 100 to 100%" in page.text
    assert NOT_COMPARED in page.text
    assert page.heading.startswith("What if, for RoSH level high or very high: "), "in words, as it is shown below"
    header, *lines = csv_of(client, place(question, "figures.csv"))
    (line,) = (dict(zip(header, each, strict=True)) for each in lines if each[2] == "N02" and each[4] == "what if")
    assert (line["not_known"], line["share"], line["range_low"], line["range_high"]) == ("3", "", "1.0", "1.0")


def test_every_printed_sheet_says_that_it_is_a_what_if():
    style = Path(web.__file__).parent / "static/site/throughcare.css"
    assert f'content: "{MARK}"' in style.read_text("utf-8")


def test_recording_delay_is_told_as_a_file_too_and_says_nothing_of_limits(client, world, store):
    user = inspector(world)
    question = answered(client, user, store, {}, DELAY)
    assert "figures.csv" in page_of(client, user, question)
    lines = list(csv.DictReader(io.StringIO(client.get(place(question, "figures.csv")).content.decode())))
    assert {each["by"] for each in lines} == {"all", "by_provider", "by_kind"}
    assert not [each for each in lines if "access" in each["group"].casefold()]
    assert "Access limited" not in page_of(client, user, question).text


def test_a_month_that_is_not_over_says_so(client, world, store):
    world.case("X6", "2016-06-27", name="Flo Gee")
    fill_store(store)
    page = page_of(client, inspector(world), answered(client, inspector(world), store, TIGHTER))
    assert "July 2016 (not over)" in page.text or "June 2016 (not over)" in page.text
    assert "April 2016 (not over)" not in page.text


@pytest.mark.parametrize("said", [{"limit": "3 working days", "who": "everybody", "first": "1 April 2016"}, HIGH_RISK])
def test_to_ask_otherwise_begins_with_what_was_asked(client, world, store, said):
    user = inspector(world)
    question = answered(client, user, store, said)
    again = re.search(r'href="([^"]*again=[^"]*)">Ask otherwise', page_of(client, user, question))
    form = look(client, user, again[1].replace("&amp;", "&"))
    for text in said.values():
        assert f'value="{text}"' in form or f">\n{text}<" in form or f">{text}<" in form, text
    assert 'value="3 working days"' not in look(client, lead(world), again[1].replace("&amp;", "&")), "it is not theirs"


def test_every_standard_of_a_pack_is_asked_at_once(client, world, store):
    user = inspector(world)
    question = answered(client, user, store, {"who": "nobody"}, f"{WHAT_IF}?standard=briefing/")
    page = page_of(client, user, question)
    assert "By standard" in page.text
    assert "fewer" in row(
        page, '<a class="govuk-link" href="[^"]*">Were people seen in time by their own practitioner[^<]*</a>'
    )
    assert MARK in page_of(client, user, question, "?standard=briefing/first-appointment").text
    assert client.get(place(question, "?standard=briefing/no-such")).status_code == 404


def test_a_number_opens_to_the_people_whom_the_reader_may_see_and_that_is_logged(client, world, store):
    user = inspector(world)
    question = answered(client, user, store, TIGHTER)
    page = page_of(client, user, question, "people/?by=provider&was=met&now=late")
    assert "3 in all." in page.text
    assert MARK in page.text
    assert "X1" in page
    assert "11 April 2016 7 April 2016 met late" in page.text
    seen_people = AccessEntry.objects.filter(what="people whom a what-if moves").values_list("person__crn", flat=True)
    assert set(seen_people) == {"X1", "X3", "X4"}


def test_a_limited_case_is_not_even_counted(client, world, store):
    for user, opens in ((senior(world), True), (lead(world), True), (viewer_of_figures(world), False)):
        question = answered(client, user, store, TIGHTER)
        page = page_of(client, user, question)
        assert "2 duties of 4" in page.text, user
        assert ("/people/?" in page) is opens, user
    assert page_of(client, viewer_of_figures(world), question).count("/people/?") == 0


def test_of_few_duties_nothing_is_told_to_whoever_may_not_open_every_case(client, world, store, monkeypatch):
    monkeypatch.setattr(side_by_side, "FEWEST", 10)
    question = answered(client, viewer_of_figures(world), store, TIGHTER)
    page = page_of(client, viewer_of_figures(world), question)
    assert "duties of" not in page.text.split("Left out")[0]
    assert "Left out: 4 duties of organisations that have fewer than 10" in page.text
    everybody = inspector(world)
    assert "duties of 5" in page_of(client, everybody, answered(client, everybody, store, TIGHTER)).text


def test_a_list_shows_only_those_within_reach(client, world, store):
    user = lead(world)
    question = answered(client, user, store, TIGHTER)
    page = page_of(client, user, question, "people/?by=provider&was=met&now=late")
    assert "1 of these 2 are people you may see." in page.text
    assert "Di Eames" in page.text
    assert "Aaron Bell" not in page
    assert client.get(place(question, "people/?by=provider&group=N02")).status_code == 403


def test_an_answer_is_not_shown_once_somebody_must_be_left_out_of_it(client, world, store):
    user = senior(world)
    question = answered(client, user, store, TIGHTER)
    assert "2 duties of 4" in page_of(client, user, question).text
    world.record("X1", limited("2016-06-29", AccessLimit.EXCLUSION, "S1"))
    page = page_of(client, user, question)
    assert "no longer current" in page.text
    assert "duties of" not in page.text
    for part in ("figures.csv", "people/", "people.csv"):
        assert client.get(place(question, part)).status_code == 404


# --- files


def test_every_line_of_a_file_says_that_it_is_a_what_if(client, world, store):
    user = inspector(world)
    question = answered(client, user, store, TIGHTER)
    client.force_login(user)
    for part in ("figures.csv", "people.csv?was=met"):
        answer = client.get(place(question, part))
        assert 'filename="what-if-' in answer.headers["Content-Disposition"]
        header, *lines = csv_of(client, place(question, part))
        assert header[0] == "what_if"
        assert header[: len(CSV_HEADER)] != list(CSV_HEADER)
        assert lines
        assert {line[0] for line in lines} == {MARK}
    assert AccessEntry.objects.filter(what__startswith="figures of a question").count() == 2


def test_names_go_away_only_with_those_who_may_take_them(client, world, store):
    for user, with_names in ((inspector(world), True), (lead(world), False)):
        question = answered(client, user, store, TIGHTER)
        header, *lines = csv_of(client, place(question, "people.csv?was=met"))
        assert ("crn" in header) is with_names
        assert ("Di" in lines[-1]) is with_names


# --- as known, and recording delay


def test_a_measure_as_it_was_known_on_a_day(client, world, store):
    user = inspector(world)
    said = {"as_of": "30 June 2016", "known_on": "1 February 2016"}
    question = answered(client, user, store, said, AS_KNOWN + FIRST)
    page = page_of(client, user, question)
    assert "5 duties as of 30 June 2016 were recorded only after 1 February 2016." in page.text
    assert MARK not in page.text
    client.force_login(user)
    late = client.post(AS_KNOWN + FIRST, {"as_of": "1 July 2016", "known_on": "1 July 2016"})
    assert "Facts are there up to 30 June 2016" in Page(late.content.decode()).text


def test_how_late_things_are_recorded(client, world, store):
    user = inspector(world)
    page = page_of(client, user, answered(client, user, store, {}, DELAY))
    assert row(page, "NPS North East").startswith("NPS North East 75%")
    assert "Appointment" in page.text


# --- how much is asked of the database


def test_pages_ask_the_database_as_often_however_many_move(client, world, store):
    user, asked_of_database = inspector(world), []
    for place_, many in enumerate((0, 6)):
        for number in range(many):
            world.case(f"Y{number}", "2016-04-04", seen("2016-04-08", "P1"), name=f"Y {number}")
        fill_store(store)
        question = answered(client, user, store, TIGHTER)
        for part in ("", "people/?was=met"):
            with CaptureQueriesContext(
                connection,
            ) as told:
                page_of(client, user, question, part)
            asked_of_database.append((place_, part, len(told)))
    few, many = asked_of_database[:2], asked_of_database[2:]
    assert [each[2] for each in few] == [each[2] for each in many]
