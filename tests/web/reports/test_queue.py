"""The queue of reports: of an organisation, and of whoever writes; narrowed, paged, and no slower for its length."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.reports.world import ASK, REPORT, SENIOR, WRITER, asked, desk_of
from throughcare.records.models import AccessEntry, Person

pytestmark = pytest.mark.django_db


def test_a_practitioner_finds_the_reports_they_write_and_no_others(desk, world):
    writer = desk_of(world, WRITER)
    assert "No report is yours to write." in writer.get("/reports/").text
    assert "Reports to a court" not in writer.get("/").text
    desk.record(ASK, **asked(writer=WRITER, due_on="today"))
    world.case("X2", "2016-03-08")
    desk.record("/reports/ask/X2/", **asked(writer=SENIOR, due_on="today"))
    home = writer.get("/").text
    assert "1 report due today" in home
    assert "Reports to a court 1 Short report Aaron Bell" in home
    queue = writer.get("/reports/")
    assert f'href="{REPORT}"' in queue
    assert "Open reports: 1" in queue.text
    assert "Writer away" not in queue.text
    assert "X2" not in queue.text
    assert "X2" not in writer.get("/reports/?show=nobody").text


@pytest.mark.parametrize(
    ("asked_for", "found"),
    [
        ("", "XY"), ("court=Leeds+Magistrates", "X"), ("court=York", "Y"), ("court=Nowhere", ""), ("form=ORAL", "Y"),
        ("form=none", "XY"), ("due=today", "Y"), ("due=late", ""), ("due=x", "XY"),
        ("show=mine&court=York", "Y"), ("show=nobody&court=York", ""),
    ],
)  # fmt: skip
def test_the_queue_by_court_form_and_day(desk, world, asked_for, found):
    world.case("Y1", "2016-03-08")
    desk.record(ASK, **asked())
    oral = {"format": "ORAL", "differs": "The court will not adjourn for this.", "due_on": "today", "court": "York"}
    desk.record("/reports/ask/Y1/", **asked(**oral))
    page = desk.get(f"/reports/?{asked_for}")
    assert "".join(letter for letter in "XY" if f"/reports/{letter}1/" in page) == found
    assert ("No open report is of what you chose." in page.text) == (not found)


def test_the_queue_asks_the_same_few_questions_however_long_it_is(desk, world):
    def look():
        with CaptureQueriesContext(connection) as asked_of_database:
            desk.get("/reports/")
        return len(asked_of_database)

    desk.record(ASK, **asked())
    few = look()
    for number in range(2, 12):
        world.person(f"X{number}", name=f"Person {number}")
        desk.record(f"/reports/ask/X{number}/", **asked(writer=WRITER if number % 2 else ""))
    assert Person.objects.count() == 11
    assert look() == few


def test_a_long_queue_is_paged_and_only_who_is_shown_is_logged(desk, world, monkeypatch):
    for number in range(1, 5):
        world.person(f"Y{number}", name=f"Person {number}")
        desk.record(f"/reports/ask/Y{number}/", **asked())
    for module in ("reports.queue", "checks.pages"):
        monkeypatch.setattr(f"throughcare.web.{module}.ON_A_PAGE", 3)
    AccessEntry.objects.all().delete()
    first, second = desk.get("/reports/"), desk.get("/reports/?page=2")
    assert "Open reports: 4" in first.text
    assert [page.count(">Person ") for page in (first, second)] == [3, 1]
    assert AccessEntry.objects.filter(what="reports: queue").count() == 4
    assert "page=3" in desk.get("/checks/")


def test_a_writers_home_asks_the_same_few_questions_however_many_reports_they_owe(desk, world):
    asks = []
    for many in (1, 4):
        for number in range(many):
            world.person(f"Z{many}{number}", name=f"Person {number}")
            desk.record(f"/reports/ask/Z{many}{number}/", **asked(writer=WRITER))
        writer = desk_of(world, WRITER)
        writer.get("/")
        with CaptureQueriesContext(connection) as found:
            assert "Reports to a court" in writer.get("/").text
        asks.append(len(found))
    assert asks[0] == asks[1]
