"""Files of facts: what is written is what is read, and what is no such file is refused in a sentence."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from throughcare.exchange.extracts import read_extract
from throughcare.exchange.fact_files import (
    COLUMNS,
    About,
    FactFileFault,
    OrganisationRow,
    TeamRow,
    open_facts,
    streams_in,
    write_facts,
)
from throughcare.exchange.fact_files.schema import RANK
from throughcare.exchange.whole_files import CouldNotWrite
from throughcare.facts import Author, Fact, Officer, Provider
from throughcare.facts.oversight import MissedDutyExplained, MissedReason, PractitionerAbsent
from throughcare.facts.staff import Grade, PostHeld
from throughcare.facts.supervision import Appointment, Outcome

ALPHA = Path(__file__).parents[2] / "examples" / "alpha"
ABOUT = About(
    date(2016, 6, 30), (OrganisationRow("N01", "North", "NPS"),), (TeamRow("T1", "N01", "One"),), {"O1": "A B"}
)
AT = datetime(2016, 5, 2, 9, 30, tzinfo=UTC)
BY = Author(Officer("O1"), Provider("N01"))


def some_facts() -> dict[str, list[Fact]]:
    seen = Appointment(
        person="X1", number=1, on=date(2016, 5, 2), recorded_at=AT, by=BY, thread="m1", note="Late bus.",
        outcome=Outcome.ATTENDED, officer=Officer("O1"),
    )  # fmt: skip
    why = MissedDutyExplained(
        person="X1", number=2, on=date(2016, 5, 1), standard="briefing/plan-in-time", opened_by=1,
        missed_reason=MissedReason.OTHER,
    )  # fmt: skip
    return {"X1": [seen, why]}


def some_staff() -> dict[str, list[Fact]]:
    post = PostHeld(person="O1", number=1, on=date(2015, 1, 1), provider=Provider("N01"), team="T1",
                    grade=Grade.OFFICER, full_time=0.5)  # fmt: skip
    away = PractitionerAbsent(person="O1", number=2, on=date(2016, 6, 1), until_on=date(2016, 6, 3))
    return {"O1": [post, away]}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "facts.parquet"
    assert write_facts(path, ABOUT, some_facts(), some_staff()) == 4
    return path


def test_what_is_written_is_what_is_read(small: Path) -> None:
    file = open_facts(small)
    assert (file.about, file.rows, file.has_chain) == (ABOUT, 4, False)
    read = {(stream, whose): list(facts) for stream, whose, facts in streams_in(file)}
    assert read == {("person", "X1"): some_facts()["X1"], ("staff", "O1"): some_staff()["O1"]}


def test_an_extract_comes_back_whole_however_small_the_pieces(tmp_path: Path) -> None:
    extract = read_extract(ALPHA, as_of=date(2016, 6, 30))
    path = tmp_path / "alpha.parquet"
    write_facts(path, About(extract.as_of), extract.facts)
    read = {whose: list(facts) for _, whose, facts in streams_in(open_facts(path), rows=777)}
    assert read == {crn: list(facts) for crn, facts in extract.facts.items() if facts}


def test_rows_stand_by_person_day_and_place_in_the_day(small: Path) -> None:
    rows = pq.read_table(small).to_pylist()
    assert [(row["person"], row["number"]) for row in rows] == [("X1", 2), ("X1", 1), ("O1", 1), ("O1", 2)]
    assert list(rows[0]) == list(COLUMNS)
    assert RANK["appointment"] < RANK["plan"]


def test_a_column_that_is_missing_is_named(small: Path, tmp_path: Path) -> None:
    table = pq.read_table(small).drop_columns(["officer"])
    pq.write_table(table, tmp_path / "less.parquet")
    with pytest.raises(FactFileFault, match=r"less\.parquet: there is no column officer\."):
        open_facts(tmp_path / "less.parquet")


def test_a_column_that_holds_something_else_is_named(small: Path, tmp_path: Path) -> None:
    table = pq.read_table(small)
    table = table.set_column(table.column_names.index("number"), "number", table["number"].cast(pa.string()))
    pq.write_table(table, tmp_path / "other.parquet")
    with pytest.raises(FactFileFault, match=r"the column number must hold int32, and not string"):
        open_facts(tmp_path / "other.parquet")


def test_a_file_that_was_cut_short_is_told_so(small: Path) -> None:
    small.write_bytes(small.read_bytes()[:-100])
    with pytest.raises(FactFileFault, match="no Parquet file, or was cut short"):
        open_facts(small)


def test_another_parquet_file_is_none_of_facts(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [1]}), tmp_path / "a.parquet")
    with pytest.raises(FactFileFault, match="does not say that it holds facts"):
        open_facts(tmp_path / "a.parquet")


def test_a_value_that_there_is_not_is_named_with_its_fact(small: Path, tmp_path: Path) -> None:
    table = pq.read_table(small)
    wrong = pa.array([None, "ATTENDDED", None, None]).dictionary_encode()
    wrong_table = table.set_column(table.column_names.index("outcome"), "outcome", wrong.cast(table["outcome"].type))
    pq.write_table(wrong_table, tmp_path / "wrong.parquet")
    with pytest.raises(FactFileFault, match="fact 1 of X1 has outcome ATTENDDED"):
        list(streams_in(open_facts(tmp_path / "wrong.parquet")))


def test_nothing_is_left_of_a_file_that_could_not_be_written(tmp_path: Path) -> None:
    with pytest.raises(CouldNotWrite):
        write_facts(tmp_path, ABOUT, some_facts())
    with pytest.raises(ValueError, match="strict"):
        write_facts(tmp_path / "half.parquet", ABOUT, {"X1": [Broken()]})  # type: ignore[list-item]
    assert list(tmp_path.iterdir()) == []


class Broken:
    """No fact at all."""

    @property
    def on(self) -> date:
        raise ValueError("strict")


def test_a_pipe_is_not_put_aside_and_a_link_leads_to_its_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(CouldNotWrite, match="no ordinary file"):
        write_facts(pipe, ABOUT, some_facts())
    assert pipe.is_fifo()
    link = tmp_path / "link.parquet"
    link.symlink_to(tmp_path / "target.parquet")
    write_facts(link, ABOUT, some_facts())
    assert link.is_symlink()
    assert open_facts(tmp_path / "target.parquet").rows == 2
