"""The record as a file of facts: what was loaded comes out again, chain and all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.actions.loads import RANDOM, all_is_well
from tests.actions.test_loading_nation import ABOUT, DAY, alpha_people, forget, load, odd_people, odd_staff, rows
from throughcare.exchange import record_facts
from throughcare.exchange.fact_files import FactFileFault, open_facts, streams_in, write_facts
from throughcare.exchange.fact_files.checking import check_facts
from throughcare.exchange.record_facts import facts_of, write_record
from throughcare.records.models import StoredFact
from throughcare.records.queries.all_facts import ends_of_people

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def people() -> dict[str, Any]:
    return {**alpha_people(25), **odd_people()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "facts.parquet"
    write_facts(found, ABOUT, people(), odd_staff())
    load(found)
    return found


def test_what_was_loaded_comes_out_again(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_facts, "FACTS_AT_ONCE", 300)
    out = tmp_path / "out.parquet"
    told: list[tuple[int, int]] = []
    many = write_record(out, as_of=DAY, told=lambda done, total, _: told.append((done, total)))
    assert many == open_facts(path).rows == told[-1][0] == told[-1][1]
    assert pq.read_table(out).to_pylist() == pq.read_table(path).to_pylist()
    about = open_facts(out).about
    assert (about.organisations, about.staff, about.made_up) == (ABOUT.organisations, dict(ABOUT.staff), None)
    assert set(ABOUT.teams) <= set(about.teams)
    check_facts(open_facts(out), code_at_most=20)


def test_some_people_come_out_alone(path: Path) -> None:
    some = [each for each in ends_of_people() if each.code in ("X1", "X4")]
    table = facts_of(some)
    assert set(table["person"].to_pylist()) == {"X1", "X4"}
    assert table.schema.names == open_facts(path).reader().schema_arrow.names


@pytest.mark.usefixtures("path")
def test_with_its_chain_it_is_loaded_link_by_link(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    write_record(out, as_of=DAY, with_chain=True)
    links = chain()
    before = rows()
    assert {whose: facts for _, whose, facts in streams_in(open_facts(out))}.keys() >= people().keys()
    forget()
    load(out)
    assert chain() == links
    assert rows() == before
    all_is_well()


def chain() -> list[tuple[Any, ...]]:
    return sorted(
        StoredFact.objects.values_list("person__crn", "staff__code", "number", *sorted(RANDOM - {"head"})), key=repr
    )


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("note", "changed since", "the chain of X1 is broken at fact 3: what it says is not what was written"),
        ("recorded_at", None, "the chain of X1 is broken at fact 3: its envelope, or the link before it, was changed"),
        ("digest", "0" * 64, "the chain of X1 is broken at fact 3: what it says"),
        ("hash", "0" * 64, "the chain of X1 is broken at fact 3: its envelope"),
        ("salt", None, "fact 3 of X1 has no salt, and no fact says that it was erased"),
        ("hash", "xyz", "fact 3 of X1 has no hash such as a link of the chain has"),
    ],
)
def test_a_broken_chain_is_named_and_nothing_is_loaded(tmp_path: Path, column: str, value: Any, words: str) -> None:
    out = tmp_path / "out.parquet"
    write_record(out, as_of=DAY, with_chain=True)
    forget()
    table = pq.read_table(out)
    made = table.to_pylist()
    row = next(row for row in made if (row["person"], row["number"]) == ("X1", 3))
    row[column] = value
    if column == "recorded_at":
        row["by_staff"] = row["by_organisation"] = None
    pq.write_table(pa.Table.from_pylist(made, table.schema), out)
    with pytest.raises(FactFileFault, match=words):
        load(out)
    assert not StoredFact.objects.exists()
