"""The store of columns in step with the record: whoever was recorded on is in it again, and nobody is missed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.actions.loads import AT
from tests.actions.test_loading_nation import ABOUT, DAY, alpha_people, forget, load, odd_people, odd_staff
from throughcare.actions.streams import append
from throughcare.exchange.column_store import ColumnStore
from throughcare.exchange.fact_files import write_facts
from throughcare.exchange.record_columns import KNOWN, KeptColumns, keep_columns
from throughcare.facts.drafts import Draft
from throughcare.facts.supervision import Plan
from throughcare.records.models import ObligationRow, Person, StoredFact

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A record of some sixty people, and the folder of its store."""
    path = tmp_path / "facts.parquet"
    write_facts(path, ABOUT, {**alpha_people(), **odd_people()}, odd_staff())
    load(path)
    assert keep(tmp_path / "columns") == KeptColumns(True, 65, StoredFact.objects.exclude(person=None).count(), False)
    return tmp_path / "columns"


def keep(folder: Path, **more: Any) -> KeptColumns:
    return keep_columns(folder, **{"as_of": DAY, **more})


def duties(folder: Path) -> set[tuple[Any, ...]]:
    columns = ["person", "standard", "opened_by", "opened", "due", "owed", "met"]
    return set(ColumnStore.open(folder).obligations(columns).collect().rows())


def duties_of_record(day: date = DAY) -> set[tuple[Any, ...]]:
    """As of the day of the store: what lies ahead had not happened."""
    columns = ("person__crn", "standard", "opened_by", "opened", "due", "owed", "met")
    rows = ObligationRow.objects.filter(opened__lte=day).values_list(*columns)
    return {(*row[:6], row[6] if row[6] is None or row[6] <= day else None) for row in rows}


def plan(crn: str) -> None:
    append(person=crn, drafts=[Draft(kind=Plan, on=DAY)], by=None, at=AT)


def test_the_store_makes_the_duties_of_the_record(store: Path) -> None:
    assert duties(store) == duties_of_record()
    assert store.stat().st_mode & 0o077 == 0
    assert not list(store.glob(".record*"))


def test_only_those_who_moved_are_renewed_and_then_folded(store: Path) -> None:
    assert keep(store) == KeptColumns(False, 0, 0, False)
    plan("X1")
    plan("X5")
    facts = sum(Person.objects.filter(crn__in=("X1", "X5")).values_list("facts", flat=True))
    assert keep(store) == KeptColumns(False, 2, facts, False)
    assert duties(store) == duties_of_record()
    plan("X2")
    assert keep(store, fold=True).was_folded
    assert duties(store) == duties_of_record()
    assert ColumnStore.open(store).about.overlays == ()
    assert keep(store) == KeptColumns(False, 0, 0, False)


def test_whoever_is_stopped_before_the_end_misses_nobody(store: Path) -> None:
    known = (store / KNOWN).read_bytes()
    plan("X1")
    keep(store)
    (store / KNOWN).write_bytes(known)  # the store was renewed, and that was not written down
    assert keep(store).people == 1
    assert duties(store) == duties_of_record()


@pytest.mark.parametrize("what", ["an earlier day", "another record", "somebody gone", "very many", "nothing known"])
def test_it_is_built_anew_where_it_cannot_be_renewed(store: Path, tmp_path: Path, what: str) -> None:
    day = DAY
    if what == "an earlier day":
        day -= timedelta(1)
    elif what == "another record":
        forget()
        load(tmp_path / "facts.parquet")
    elif what == "somebody gone":
        StoredFact.objects.filter(person__crn="X1").delete()
        Person.objects.filter(crn="X1").delete()
    elif what == "very many":
        for crn in list(Person.objects.values_list("crn", flat=True)[:8]):
            plan(crn)
    else:
        (store / KNOWN).write_bytes(b"no file of ours")
    assert keep(store, as_of=day).was_built
    assert duties(store) == duties_of_record(day)


def test_over_midnight_only_those_to_whom_something_happens_are_derived_again(store: Path) -> None:
    """A meeting that was arranged ahead is held as the days go by, and whoever is recorded on is renewed too."""
    before = (store / "base-1" / "obligations.parquet").stat().st_ino
    for days in (1, 30, 400):
        plan("X1")
        done = keep(store, as_of=DAY + timedelta(days))
        assert (done.was_built, done.people) == (False, 1)
        assert ColumnStore.open(store).about.as_of == DAY + timedelta(days)
        assert duties(store) == duties_of_record(DAY + timedelta(days))
    assert (store / "base-1" / "obligations.parquet").stat().st_ino == before
    assert keep(store, as_of=DAY + timedelta(401), fold=True).was_folded
    assert duties(store) == duties_of_record(DAY + timedelta(401))
    assert not keep(store, as_of=DAY + timedelta(401), fold=True).was_folded
