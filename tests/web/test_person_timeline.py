"""The timeline: what was recorded stays, also where it was withdrawn; and the record as on a day in the past."""

import re

import pytest

from tests.web.people_world import main_of, recorded, text_of
from tests.web.world import (
    World,
    allocated,
    arranged,
    concerned,
    draft,
    limited,
    screened,
    seen,
    sentenced,
    stand_still,
    visited,
)
from throughcare.facts.identity import AccessLimit
from throughcare.facts.record import Erased, Withdrawn, WrongPerson
from throughcare.facts.risk import RoshLevel
from throughcare.facts.supervision import Appointment
from throughcare.records.models import Person, StoredFact
from throughcare.records.queries.timeline import entries_of, of_stage, stages_in
from throughcare.records.streams import stream_of
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]

STRUCK = "<s class"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    return stand_still(monkeypatch, "2016-03-24")


@pytest.fixture
def world() -> World:
    world = World()
    world.staff("P1", "Priya Shah")
    world.staff("P2", "Marcus Threlfall")
    world.person("X1", sentenced("2016-03-01"), allocated("2016-03-01", "P1"), name="Aaron Bell")
    return world


def withdraw(number: int, reason: str = "entered twice", on: str = "2016-03-20", by: str = "P2") -> None:
    recorded("X1", draft(Withdrawn, on, target=number, reason=reason), by=by, at=f"{on} 12:00")


def entries(answer) -> list[str]:
    """Each entry of a timeline as it is written, newest first."""
    return [part.split("</li>")[0] for part in main_of(answer).split("<li")[1:] if part.startswith(' class="tc-fact')]


# --- entries


def test_entries_stand_newest_first_by_month_with_what_lies_ahead_on_top(priya):
    recorded("X1", seen("2016-02-05", "P1"), seen("2016-03-05", "P1"), arranged("2016-03-30", "P1", "10:00"))
    page = text_of(priya.get("/people/X1/timeline/"))
    places = [
        page.index(words) for words in ("Ahead 30 March 2016", "March 2016 5 March 2016", "February 2016", "2015")
    ]
    assert places == sorted(places)


def test_an_entry_says_what_it_was_with_names_and_who_recorded_it_when(priya):
    recorded(
        "X1", draft(Appointment, "2016-03-04", officer="P2", note="Came late.\n\nApologised."), at="2016-03-04 10:05"
    )
    page = text_of(priya.get("/people/X1/timeline/"))
    assert (
        "Appointment With Marcus Threlfall Came late. Apologised. Recorded by Priya Shah on 4 March 2016 at 10:05"
        in page
    )


@pytest.mark.parametrize(
    ("at", "words", "is_marked"),
    [
        ("2016-03-04 17:00", "on 4 March 2016 at 17:00 Withdraw", False),
        ("2016-03-07 09:00", "on 7 March 2016 at 09:00, 1 working day after", False),
        ("2016-03-10 09:00", "at 09:00, 4 working days after", False),
        ("2016-03-17 09:00", "at 09:00 recorded 9 working days after", True),
    ],
)
def test_how_long_after_it_happened_is_told_and_marked_where_it_is_long(priya, at, words, is_marked):
    recorded("X1", seen("2016-03-04", "P1"), at=at)
    answer = priya.get("/people/X1/timeline/?stage=supervision")
    assert words in text_of(answer)
    assert ("tc-flag--warn" in entries(answer)[0]) == is_marked


def test_what_came_from_an_extract_says_so_and_is_never_late(priya):
    page = text_of(priya.get("/people/X1/timeline/?stage=court"))
    assert "Sentenced: community order Order 1 From an extract, known here since 1 March 2016" in page
    assert "working day" not in page


def test_the_timeline_is_narrowed_to_a_stage(priya):
    recorded("X1", seen("2016-03-05", "P1"), concerned("2016-03-06"))
    page = text_of(priya.get("/people/X1/timeline/?stage=risk"))
    assert "Put on the record: domestic abuse concern" in page
    assert "Appointment: attended" not in page
    assert "All (5) Court (1) Risk (1) Allocation (1) Supervision (1) Who they are (1)" in page
    assert len(entries(priya.get("/people/X1/timeline/?stage=nonsense"))) == 5


def test_a_long_timeline_has_pages(priya):
    recorded("X1", *[seen("2016-03-05", "P1") for _ in range(60)])
    answer = priya.get("/people/X1/timeline/?stage=supervision")
    assert len(entries(answer)) == 50
    assert 'href="/people/X1/timeline/?stage=supervision&amp;page=2"' in main_of(answer)
    assert len(entries(priya.get("/people/X1/timeline/?stage=supervision&page=2"))) == 10


# --- withdrawn, restored, hidden


def test_what_was_withdrawn_stays_struck_through_with_why_and_by_whom(priya):
    recorded("X1", seen("2016-03-05", "P1"))
    withdraw(4)
    entry = entries(priya.get("/people/X1/timeline/"))[0]
    assert '<s class="tc-struck">Appointment: attended</s>' in entry
    assert "Withdrawn on 20 March 2016 by Marcus Threlfall: entered twice" in entry
    assert 'href="/people/X1/facts/5/withdraw/">Restore' in entry


def test_what_was_restored_stands_and_tells_both(priya):
    recorded("X1", seen("2016-03-05", "P1"))
    withdraw(4)
    withdraw(5, "it was another day", "2016-03-21", "P1")
    entry = entries(priya.get("/people/X1/timeline/"))[0]
    assert STRUCK not in entry
    assert "Withdrawn on 20 March 2016 by Marcus Threlfall: entered twice" in entry
    assert "Restored on 21 March 2016 by Priya Shah: it was another day" in entry
    assert 'href="/people/X1/facts/4/withdraw/">Withdraw' in entry


def test_what_was_withdrawn_a_third_time_is_withdrawn(priya):
    recorded("X1", seen("2016-03-05", "P1"))
    for number in (4, 5, 6):
        withdraw(number)
    entry = entries(priya.get("/people/X1/timeline/"))[0]
    assert entry.count("Withdrawn on") == 2
    assert entry.count("Restored on") == 1
    assert STRUCK in entry


@pytest.mark.parametrize("mark", [WrongPerson, Erased])
@pytest.mark.parametrize("query", ["", "?on=10/3/16", "?on=10/3/16&view=known"])
def test_of_what_is_hidden_only_that_there_was_one_is_shown(priya, mark, query):
    recorded("X1", draft(Appointment, "2016-03-05", officer="P2", note="About Tom Hill."), at="2016-03-05 10:00")
    why = {"reason": "It is Tom Hill's."} if mark is WrongPerson else {"law": "Tom Hill asked."}
    recorded("X1", draft(mark, "2016-03-20", target=4, **why), at="2016-03-20 10:00")
    answer = priya.get(f"/people/X1/timeline/{query}")
    hidden = next(entry for entry in entries(answer) if "An entry stood here" in entry)
    for word in ("Tom", "Appointment", "Marcus", "5 March", "withdraw", "fact-4"):
        assert word not in hidden
    assert "Tom" not in main_of(answer)
    assert "Supervision (" not in text_of(answer)


@pytest.mark.parametrize("on", ["4/3/16", "5/3/16", "10/3/16"])
def test_no_heading_and_no_day_asked_about_tells_when_it_was(priya, on):
    recorded("X1", seen("2016-02-05", "P2"), seen("2016-03-05", "P2"), at="2016-03-05 10:00")
    recorded("X1", *(draft(WrongPerson, "2016-03-20", target=number) for number in (4, 5)), at="2016-03-20 10:00")
    answer = priya.get(f"/people/X1/timeline/?on={on}")
    assert entries(answer)[-2:] == [each for each in entries(answer) if "An entry stood here" in each]
    assert "February 2016" not in text_of(answer)
    assert re.findall(r'id="month-\d">([^<]*)<', main_of(answer))[-1] == "Hidden"


def test_what_was_marked_wrongly_as_somebody_elses_is_shown_again(priya):
    recorded("X1", seen("2016-03-05", "P1"))
    recorded("X1", draft(WrongPerson, "2016-03-10", target=4, reason="?"))
    withdraw(5)
    page = text_of(priya.get("/people/X1/timeline/"))
    assert "An entry stood here" not in page
    assert "Appointment: attended" in page


def test_whoever_may_not_have_recorded_it_is_offered_no_withdrawal(client, world):
    client.force_login(world.user("P1"))

    def offered() -> list[bool]:
        return ["/withdraw/" in entry for entry in entries(client.get("/people/X1/timeline/"))]

    assert offered() == [False, False, False]  # allocated by a manager, sentenced by a court; who they are stays
    client.force_login(world.user("S1", Role.SENIOR_PROBATION_OFFICER))
    assert offered() == [True, False, False]
    client.force_login(world.user("I1", Role.INSPECTOR, organisation="", team=""))
    assert offered() == [False, False, False]


# --- as on a day


@pytest.fixture
def late_news(world):  # noqa: ARG001 -- their world
    """Seen on the 4th, written down on the 17th; high risk found on the 8th; moved to Marcus on the 15th."""
    recorded("X1", screened("2016-03-08", RoshLevel.HIGH), at="2016-03-08 10:00")
    recorded("X1", allocated("2016-03-15", "P2"), at="2016-03-15 10:00")
    recorded("X1", seen("2016-03-04", "P1"), at="2016-03-17 10:00")
    recorded("X1", allocated("2016-03-18", "P1"), at="2016-03-18 10:00")


@pytest.mark.usefixtures("late_news")
def test_as_it_happened_and_as_it_was_known_differ(priya):
    happened = text_of(priya.get("/people/X1/timeline/?on=10/3/16&view=happened"))
    known = text_of(priya.get("/people/X1/timeline/?on=10/3/16&view=known"))
    assert "This is the past. As on 10 March 2016, as it happened, by all that is known now." in happened
    assert "Appointment: attended" in happened
    assert "Nobody has seen them" not in happened
    assert "This is the past. As on 10 March 2016, as it was known then." in known
    assert "Appointment: attended" not in known
    assert "Nobody has seen them since supervision began on 1 March 2016" in known


@pytest.mark.usefixtures("late_news")
def test_the_head_is_that_of_the_day(priya):
    early = text_of(priya.get("/people/X1/timeline/?on=7/3/16"))
    assert "Risk not recorded" in early
    assert "Responsible: Priya Shah (Leeds North) since 1 March 2016" in early
    later = text_of(priya.get("/people/X1/timeline/?on=16 March 2016"))
    assert "High risk of serious harm" in later
    assert "Responsible: Marcus Threlfall (Leeds North) since 15 March 2016 · before: Priya Shah" in later
    assert "Missing on that day" in later


@pytest.mark.usefixtures("late_news")
def test_the_duties_are_those_of_the_day(priya):
    known = text_of(priya.get("/people/X1/timeline/?on=7/3/16&view=known"))
    assert "First appointment 1 March 2016 · sentenced: community order" in known
    assert "Not due yet due tomorrow (8 March 2016)" in known
    known = text_of(priya.get("/people/X1/timeline/?on=10/3/16&view=known"))
    assert "Missed due 8 March 2016, 2 working days late and not settled" in known
    happened = text_of(priya.get("/people/X1/timeline/?on=10/3/16&view=happened"))
    assert "Met due 8 March 2016, settled on 4 March 2016, 2 working days early" in happened


@pytest.mark.usefixtures("late_news")
def test_nothing_is_withdrawn_from_the_past(priya):
    assert "/withdraw/" not in main_of(priya.get("/people/X1/timeline/?on=10/3/16"))


def test_a_withdrawal_is_known_from_its_day_on(priya):
    recorded("X1", seen("2016-03-04", "P1"), at="2016-03-04 10:00")
    withdraw(4, on="2016-03-20")
    assert STRUCK not in entries(priya.get("/people/X1/timeline/?on=10/3/16&view=known"))[0]
    assert STRUCK in entries(priya.get("/people/X1/timeline/?on=10/3/16&view=happened"))[0]
    assert STRUCK in entries(priya.get("/people/X1/timeline/?on=21/3/16&view=known"))[0]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("25/3/16", "25 March 2016 has not come yet: today is 24 March 2016. Choose a day up to today."),
        ("tomorrow", "has not come yet"),
        ("1/1/2050", "has not come yet"),
        ("31/2/16", "“31/2/16” is not a day that exists"),
        ("zzz", "is not a day that exists, or is written in a way that is not understood"),
        ("<b>", "“<b>” is not a day"),
    ],
)
@pytest.mark.parametrize("page", ["timeline", "duties"])
def test_a_day_that_cannot_be_shown_is_refused_and_nothing_else_is_shown_for_it(priya, page, typed, words):
    answer = priya.get(f"/people/X1/{page}/", {"on": typed, "view": "known"})
    assert answer.status_code == 200
    assert f"There is a problem {'“' if '“' in words else ''}" in text_of(answer)
    assert words in text_of(answer)
    assert "Error: " in answer.content.decode()
    assert "This is the past" not in main_of(answer)
    assert "tc-facts" not in main_of(answer)
    assert "tc-duty" not in main_of(answer)


@pytest.mark.parametrize("typed", ["24/3/16", "today", ""])
def test_today_is_not_the_past(priya, typed):
    recorded("X1", arranged("2016-03-30", "P1"))
    page = text_of(priya.get("/people/X1/timeline/", {"on": typed, "view": "known"}))
    assert "This is the past" not in page
    assert "Ahead" in page


def test_before_anything_was_recorded_there_is_nothing(priya):
    page = text_of(priya.get("/people/X1/timeline/?on=1/1/2010"))
    assert "Nothing was on record by then." in page
    assert "no sentence on record" in page
    assert "No duty had opened by then." in page


def test_what_was_known_cannot_be_told_of_facts_without_an_instant(priya):
    StoredFact.objects.filter(person__crn="X1", number=2).update(recorded_at=None)
    answer = priya.get("/people/X1/timeline/?on=10/3/16&view=known")
    assert "choose “as it happened”" in text_of(answer)
    assert "tc-facts" not in main_of(answer)
    assert priya.get("/people/X1/timeline/?on=10/3/16").status_code == 200
    assert "When it was recorded is not known" in text_of(priya.get("/people/X1/timeline/"))


def test_access_is_that_of_today_whatever_the_day_that_is_shown(priya, world):
    world.record("X1", limited("2016-03-22", AccessLimit.EXCLUSION, "P1"))
    assert priya.get("/people/X1/timeline/?on=10/3/16").status_code == 404


def test_the_past_goes_on_from_page_to_page(priya):
    recorded("X1", *[visited("2016-03-02", "P1") for _ in range(60)])
    body = main_of(priya.get("/people/X1/timeline/?on=10/3/16&view=happened"))
    assert "/people/X1/timeline/?on=2016-03-10&amp;view=happened&amp;page=2" in body
    assert "/people/X1/timeline/?on=2016-03-10&amp;view=happened&amp;stage=supervision" in body
    assert "/briefing/first-appointment/?on=2016-03-10&amp;view=happened" in body


# --- the query


@pytest.mark.usefixtures("world")
def test_hidden_facts_belong_to_no_stage():
    recorded("X1", seen("2016-03-05", "P1"), draft(WrongPerson, "2016-03-06", target=4))
    found = entries_of(stream_of(Person.objects.get(crn="X1")))
    assert stages_in(found) == [("court", 1), ("allocation", 1), ("identity", 1)]
    assert of_stage(found, "supervision") == []


def test_the_past_shows_what_was_arranged_then(priya):
    recorded("X1", arranged("2016-03-30", "P1"), at="2016-03-10 10:00")
    for view in ("known", "happened"):
        assert "Ahead" in text_of(priya.get(f"/people/X1/timeline/?on=10/3/16&view={view}"))
        assert "Ahead" not in text_of(priya.get(f"/people/X1/timeline/?on=9/3/16&view={view}"))
