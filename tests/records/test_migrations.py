"""A record that was made by an earlier version is brought up to date, and is then what this version would have made."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from throughcare.actions.demo import make_world
from throughcare.actions.demo.loading import load_world
from throughcare.actions.figures import CELL, recount_cells
from throughcare.facts.checks import AgencyType
from throughcare.records.models import CaseSummary, CourtItem, FigureCell, Hearing, Organisation, Person

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

AT = datetime(2016, 6, 30, 9, tzinfo=UTC)
BEFORE, AFTER = [("records", "0002_names_found_fast")], [("records", "0003_names_and_runs")]
COURT_BEFORE, NEWEST = [("records", "0006_courts_and_sentences")], [("records", "0011_risk_allocation_handover")]


def moved_to(target):
    """The models as they were after a migration, with the tables moved there."""
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.fixture(autouse=True)
def to_the_latest():
    """Whatever a test moved, the tests after it find the tables of this version."""
    yield
    moved_to(MigrationExecutor(connection).loader.graph.leaf_nodes())


def cells() -> list[tuple]:
    return sorted(FigureCell.objects.values_list(*CELL, "many"), key=repr)


def test_names_and_figures_of_before_are_those_of_now():
    load_world(make_world(seed=3, people=12), seed=3, at=AT)
    recount_cells()
    names, expected = dict(CaseSummary.objects.values_list("pk", "search_name")), cells()
    assert any(names.values())
    assert {begins.day for begins, *_ in expected} > {1}, "the month under way is kept by runs of days"
    Organisation.objects.filter(type__in=list(AgencyType)).delete()  # there were none then
    before = moved_to(BEFORE)
    for pk, name in names.items():
        before.get_model("records", "Person").objects.filter(pk=pk).update(search_name=name)
    for cell in before.get_model("records", "FigureCell").objects.all():
        cell.month = cell.month.replace(day=1)
        cell.save()
    moved_to(AFTER)
    moved_to(NEWEST)
    assert dict(CaseSummary.objects.values_list("pk", "search_name")) == names
    assert cells() == expected


def test_people_of_before_the_court_lists_are_as_they_were():
    load_world(make_world(seed=3, people=12), seed=3, at=AT)
    people = list(Person.objects.order_by("pk").values())
    Organisation.objects.filter(type__in=list(AgencyType)).delete()  # there were none then
    moved_to(AFTER)
    moved_to(NEWEST)
    assert list(Person.objects.order_by("pk").values()) == people
    assert not Hearing.objects.exists()


def court_items() -> list[dict]:
    return sorted(({**row, "id": 0} for row in CourtItem.objects.exclude(what="allocate").values()), key=repr)


def test_what_waited_at_court_before_waits_after():
    load_world(make_world(seed=5, people=150), seed=5, at=AT)
    expected = court_items()
    assert {row["what"] for row in expected} == {"give", "write", "check"}
    summaries = moved_to(COURT_BEFORE).get_model("records", "CaseSummary")
    for summary in summaries.objects.all():
        mine = [row for row in expected if row["person_id"] == summary.pk]
        summary.reports = [report_of_before(row) for row in mine if row["what"] != "check"]
        codes = sorted({row["organisation"] for row in mine})
        summary.court_organisations = f",{','.join(codes)}," if codes else ""
        summary.save()
    moved_to(NEWEST)
    assert court_items() == expected


def report_of_before(row: dict) -> dict:
    """As the summary of a case kept a report."""
    days = {name: row[name] and row[name].isoformat() for name in ("asked", "due", "delivered")}
    given = {"due": "2001-01-01"} if row["delivered"] else {}  # the court's day, which says nothing of the record
    texts = {"thread": row["thread"] or None, "format": row["code"] or None, "provider": row["organisation"]}
    return {**days, **given, **texts, "court": row["court"], "writer": row["who"], "stage": row["stage"]}
