"""A load of a file of facts that is stopped, refused, goes on, or is taken out again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from tests.actions.loads import AT, all_is_well
from tests.actions.loads import load as load_extract
from tests.actions.test_loading_nation import ABOUT, DAY, alpha_people, load, odd_people, odd_staff, rows
from tests.exchange.tiny_extract import TinyExtract
from throughcare.actions.loading import LoadFault
from throughcare.actions.loading_nation import CannotLoad, load_facts, one_piece, throw_away
from throughcare.exchange.fact_files import About, MadeUp, OrganisationRow, TeamRow, open_facts, write_facts
from throughcare.exchange.fact_files.checking import check_facts, digest_of
from throughcare.records.models import (
    FactFileLoad,
    FactFilePiece,
    Organisation,
    Person,
    RecordMark,
    Staff,
    StatedReason,
    StoredFact,
    Team,
)
from throughcare.records.queries.loads import half_loaded

pytestmark = [pytest.mark.database, pytest.mark.django_db]


class Stopped(Exception):
    """Somebody pulled the plug."""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of some dozen pieces."""
    monkeypatch.setattr("throughcare.actions.loading_nation.ledger.ROWS_A_PIECE", 200)
    found = tmp_path / "facts.parquet"
    write_facts(found, ABOUT, alpha_people(), odd_staff())
    return found


def load_some(path: Path, pieces: int) -> None:
    """Begin to load, and stop after so many pieces."""
    told = []

    def stop(_: int, __: int, what: str) -> None:
        told.append(what)
        if len(told) == pieces:
            raise Stopped

    with pytest.raises(Stopped):
        load(path, told=stop)


def test_a_load_that_was_stopped_goes_on_to_the_same_rows(path: Path) -> None:
    load_some(path, 4)
    half = half_loaded()
    assert half is not None
    assert (half.facts, half.there) == (open_facts(path).rows, StoredFact.objects.count())
    assert 0 < half.there < half.facts
    all_is_well()
    loaded = load(path)
    assert (loaded.there_before, loaded.was_whole) == (half.there, False)
    assert half_loaded() is None
    all_is_well()
    gone_on = rows()
    for model in (FactFilePiece, FactFileLoad, StoredFact, Person, Staff, Team, Organisation):
        model.objects.all().delete()
    load(path)
    assert rows() == gone_on


def test_a_file_that_is_loaded_is_not_loaded_again(path: Path) -> None:
    load(path)
    facts = StoredFact.objects.count()
    assert load(path).was_whole
    assert StoredFact.objects.count() == facts


def test_a_piece_that_fails_leaves_nothing_of_itself(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_some(path, 2)
    whole = StoredFact.objects.count(), Person.objects.count(), FactFilePiece.objects.count()
    write, written = one_piece.write_rows, []

    def fail(made) -> None:
        written.append(made.model)
        if len(written) == 3:
            raise DatabaseError("the disk is full")
        write(made)

    monkeypatch.setattr(one_piece, "write_rows", fail)
    with pytest.raises(DatabaseError):
        load(path)
    assert written[:2] == [Person, StoredFact]
    assert (StoredFact.objects.count(), Person.objects.count(), FactFilePiece.objects.count()) == whole
    monkeypatch.undo()
    load(path)
    all_is_well()


def test_until_it_is_finished_nothing_else_is_loaded(path: Path, tmp_path: Path) -> None:
    load_some(path, 2)
    with pytest.raises(LoadFault, match=r"The load of facts\.parquet was not finished: .* facts are in the record"):
        load_extract(TinyExtract(tmp_path / "extract"))
    other = tmp_path / "other.parquet"
    write_facts(other, ABOUT, {"X1": [replace(odd_people()["X5"][0], person="X1")]})
    with pytest.raises(CannotLoad, match="--throw-away takes it out again"):
        load(other)


def test_what_was_half_loaded_can_be_thrown_away(path: Path) -> None:
    Staff.objects.create(code="Z9")
    assert throw_away() is None
    load_some(path, 3)
    assert throw_away() == "facts.parquet"
    assert not Person.objects.exists()
    assert not StoredFact.objects.exists()
    assert not FactFileLoad.objects.exists()
    assert list(Staff.objects.values_list("code", flat=True)) == ["Z9"]
    load(path)
    all_is_well()
    assert throw_away() is None


def test_what_somebody_used_since_is_not_thrown_away(path: Path, django_user_model) -> None:
    load_some(path, 3)
    user = django_user_model.objects.create_user("a@b.example", "long enough", code="Q1", name="Q", role="inspector")
    person = Person.objects.first()
    reason = StatedReason.objects.create(user=user, person=person, at=AT, until_on=DAY, reason="why")
    with pytest.raises(CannotLoad, match="Somebody has used the record"):
        throw_away()
    reason.delete()
    assert throw_away() == "facts.parquet"


def test_people_who_are_there_are_named(path: Path) -> None:
    there = sorted(alpha_people())[3]
    Person.objects.create(crn=there)
    with pytest.raises(CannotLoad, match=f"The record holds the person {there} already"):
        load(path)
    Person.objects.all().delete()
    Staff.objects.create(code="O2")
    with pytest.raises(CannotLoad, match="The record holds the member of staff O2 already"):
        load(path)
    assert not FactFileLoad.objects.exists()
    assert not Organisation.objects.exists()


def test_a_second_file_goes_beside_the_first(path: Path, tmp_path: Path) -> None:
    load(path)
    second = tmp_path / "second.parquet"
    write_facts(second, replace(ABOUT, staff={}), odd_people())
    Person.objects.create(crn="Z1")
    load(second)
    all_is_well()
    Person.objects.create(crn="Z2")
    assert Person.objects.count() == len(alpha_people()) + 2 + len(odd_people())


def test_made_up_people_and_others_are_never_mixed(tmp_path: Path) -> None:
    real, made_up = tmp_path / "real.parquet", tmp_path / "made-up.parquet"
    write_facts(real, ABOUT, odd_people())
    some = {f"M{crn}": [replace(fact, person=f"M{crn}") for fact in facts] for crn, facts in odd_people().items()}
    write_facts(made_up, About(DAY, made_up=MadeUp(1, 5, 1.0)), some)
    Person.objects.create(crn="Z1")
    with pytest.raises(CannotLoad, match="never loaded among others"):
        load(made_up)
    Person.objects.all().delete()
    load(made_up)
    with pytest.raises(CannotLoad, match="never loaded among them"):
        load(real)
    with pytest.raises(LoadFault, match="never loaded among them"):
        load_extract(TinyExtract(tmp_path / "extract"))


def test_the_demo_takes_nothing_else(path: Path) -> None:
    RecordMark.objects.create(id=1, today=DAY, seed=1, made_at=AT, is_whole=True)
    with pytest.raises(CannotLoad, match="made-up people of the demo"):
        load(path)


@pytest.mark.parametrize(
    ("about", "words"),
    [
        (About(DAY, (OrganisationRow("N01", "North", "XXX"),)), "N01 is of the type XXX, which there is not"),
        (About(DAY, (), (TeamRow("T1", "N09", "One"),)), "team T1 is of the organisation N09, which there is not"),
        (About(DAY, staff={"O" * 21: "Ann"}), "has 21 letters: a code has 1 to 20"),
    ],
)
def test_places_that_cannot_be_are_named(tmp_path: Path, about: About, words: str) -> None:
    path = tmp_path / "facts.parquet"
    write_facts(path, about, odd_people())
    with pytest.raises(CannotLoad, match=words):
        load(path)
    assert not FactFileLoad.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_processes_make_the_same_rows(path: Path) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite one process loads")
    load(path)
    alone = rows()
    for model in (FactFilePiece, FactFileLoad, StoredFact, Person, Staff, Team, Organisation):
        model.objects.all().delete()
    file = open_facts(path)
    load_facts(check_facts(file, code_at_most=20), digest_of(file), at=AT, processes=2)
    assert rows() == alone
    all_is_well()
