"""`throughcare import FILE` of a file of facts, and `throughcare columns`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.actions.loads import all_is_well
from tests.actions.test_loading_nation import ABOUT, alpha_people, odd_people, odd_staff
from tests.actions.test_loading_nation_again import load_some
from tests.cli.commands import AS_OF, Ran, refused, succeeds
from throughcare.cli.import_facts import CODE_AT_MOST
from throughcare.exchange.fact_files import open_facts, write_facts
from throughcare.records.columns import longest
from throughcare.records.models import CaseLimit, CaseSummary, CourtItem, ObligationRow, Person, Staff, StoredFact, Team

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings) -> Path:
    monkeypatch.setattr("throughcare.actions.loading_nation.ledger.ROWS_A_PIECE", 100)
    settings.COLUMNS = tmp_path / "columns"
    found = tmp_path / "nation.parquet"
    write_facts(found, ABOUT, {**alpha_people(20), **odd_people()}, odd_staff())
    return found


def test_a_file_is_loaded_and_its_columns_are_written(path: Path, tmp_path: Path) -> None:
    facts = open_facts(path).rows
    assert succeeds("import", path).out == (
        f"Loaded nation.parquet as of 30 June 2016: 25 people, 2 members of staff, {facts:,} facts.\n"
    )
    all_is_well()
    assert succeeds("import", path).out == "nation.parquet is loaded already, to its last fact: nothing was changed.\n"
    written = succeeds("columns").out
    assert written.startswith(f"Written to {tmp_path / 'columns'}, as of ")
    assert written.endswith(f": {facts - 2:,} facts of 25 people.\n")
    assert succeeds("columns", "--fold").out.endswith("0 facts of 0 people.\n")


def test_half_a_record_says_so_and_the_load_goes_on(path: Path) -> None:
    load_some(path, 2)
    half = f"throughcare: The load of nation.parquet was not finished: {StoredFact.objects.count():,} of its"
    assert succeeds("verify").errors.startswith(half)
    assert refused("columns")[0].startswith("half a record makes no figures. The load of nation.parquet")
    there = StoredFact.objects.count()
    assert f"({there:,} were there from before)" in succeeds("import", path).out
    assert succeeds("verify").errors == ""


def test_half_a_record_can_be_thrown_away(path: Path) -> None:
    assert refused("import", "--throw-away") == ["every load was finished: there is nothing to throw away."]
    load_some(path, 2)
    ran = succeeds("import", "--throw-away")
    assert ran.out == "Took out what was loaded of nation.parquet; its organisations and teams stay.\n"
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "say what to import: the folder of an extract, or a file of facts (Parquet)."),
        (("{path}", "--as-of", AS_OF), "--as-of go with an extract alone"),
        (("{path}", "--system", "a", "--kept", "b"), "--system and --kept go with an extract alone"),
        (("{path}", "--throw-away"), "--throw-away stands alone"),
        (("{folder}",), "say with --as-of DAY on which day the extract was made"),
        (("{folder}/none.parquet",), "none.parquet is no file: say a Parquet file of facts"),
        (("{folder}/text.parquet",), "text.parquet cannot be read: it is no Parquet file, or was cut short"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(path: Path, tmp_path: Path, arguments, words: str) -> None:
    (tmp_path / "text.parquet").write_text("no columns")
    told = refused("import", *(str(each).format(path=path, folder=tmp_path) for each in arguments))
    assert len(told) == 1
    assert words in told[0]
    assert not Person.objects.exists()


def test_a_file_that_was_spoilt_changes_nothing(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])
    assert "cut short" in refused("import", path)[0]
    assert Ran("import", path).code == 1


def test_codes_are_as_long_as_the_record_keeps() -> None:
    columns = [
        (Person, "crn"),
        (Staff, "code"),
        (Staff, "organisation"),
        (Staff, "team"),
        (StoredFact, "by_staff"),
        (StoredFact, "by_organisation"),
        (CaseSummary, "organisation"),
        (CaseSummary, "team"),
        (CaseSummary, "officer"),
        (CaseLimit, "code"),
        (CourtItem, "organisation"),
        (CourtItem, "who"),
        (ObligationRow, "accountable"),
        (ObligationRow, "team"),
        (Team, "code"),
    ]
    assert {longest(model, column) for model, column in columns} == {CODE_AT_MOST}
