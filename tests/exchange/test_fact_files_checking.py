"""A file of facts checked from end to end: the first fact at fault is named, and what would be right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from throughcare.exchange.fact_files import About, FactFileFault, TeamRow, open_facts, write_facts
from throughcare.exchange.fact_files.checking import check_facts
from throughcare.exchange.fact_files.schema import SCHEMA
from throughcare.facts import Author, Fact, Officer, Order, Provider
from throughcare.facts.allocation import Allocated
from throughcare.facts.record import Erased, Withdrawn, WrongPerson
from throughcare.facts.stream import appended
from throughcare.facts.supervision import Appointment, Outcome, Plan

DAY = date(2016, 6, 30)
AT = datetime(2016, 5, 2, 9, 30, tzinfo=UTC)
ABOUT = About(DAY, (), (TeamRow("T1", "N01", "One"),))


def some() -> dict[str, list[Fact]]:
    by = Author(Officer("O1"), Provider("N01"))
    given = Allocated(person="X1", number=1, on=date(2016, 5, 1), order=Order("1"), provider=Provider("N01"), team="T9")
    seen = Appointment(
        person="X1", number=2, on=date(2016, 5, 2), recorded_at=AT, by=by, note="n", outcome=Outcome.ATTENDED
    )
    plan = Plan(person="X1", number=3, on=date(2016, 5, 3))
    return {"X1": [given, seen, plan], "X2": [replace(plan, person="X2", number=1)]}


def check(path: Path) -> Any:
    return check_facts(open_facts(path), code_at_most=20)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "facts.parquet"
    write_facts(found, ABOUT, some(), {"O1": [replace(some()["X2"][0], person="O1")]})
    return found


def test_a_good_file_tells_its_streams_and_teams(path: Path) -> None:
    found = check(path)
    assert (found.streams.whose, found.streams.people) == (["X1", "X2", "O1"], 2)
    assert found.streams.starts.tolist() == [0, 3, 4, 5]
    assert (found.teams, found.erased) == ({("N01", "T9")}, frozenset())


@pytest.mark.parametrize("groups", [1, 2])
def test_the_streams_are_the_same_however_the_file_is_cut(path: Path, groups: int) -> None:
    pq.write_table(pq.read_table(path), path, row_group_size=groups)
    assert check(path).streams.starts.tolist() == [0, 3, 4, 5]


def set_(column: str, row: int, value: Any) -> Callable[[list[dict[str, Any]]], Any]:
    return lambda rows: rows[row].__setitem__(column, value)


SPOILT = {
    "people in another order": (lambda rows: rows.insert(0, rows.pop(3)), "X1 stands after X2. Facts stand by person"),
    "staff before people": (lambda rows: rows.insert(0, rows.pop(4)), "not in order: X1 stands after O1"),
    "days in another order": (lambda rows: rows.insert(0, rows.pop(1)), "fact 1 of X1 stands too late"),
    "a fact twice": (lambda rows: rows.insert(1, dict(rows[1])), "fact 2 of X1 stands twice"),
    "a gap": (set_("number", 2, 4), "3 facts of X1, and none of them is number 3"),
    "a number below one": (set_("number", 0, 0), "none of them is number 1"),
    "a kind that there is not": (set_("kind", 1, "appointmint"), "fact 2 of X1 has the kind appointmint"),
    "a stream of something else": (set_("stream", 0, "dog"), "facts of X1 in a stream dog"),
    "a value that there is not": (set_("outcome", 1, "ATTENDDED"), "fact 2 of X1 has outcome ATTENDDED"),
    "a field of another kind": (set_("outcome", 2, "ATTENDED"), "fact 3 of X1 has outcome, which plan does not have"),
    "a field that must be there": (set_("order", 0, None), "fact 1 of X1 has no order"),
    "half an author": (set_("by_staff", 1, None), "fact 2 of X1 has by_staff or by_organisation alone"),
    "a code too long": (set_("officer", 1, "O" * 21), "fact 2 of X1 has officer O+…, of 21 letters"),
    "a person's number too long": (set_("person", 4, "O" * 21), "has person O+…, of 21 letters"),
    "a text that cannot be kept": (set_("note", 1, "a\0b"), "fact 2 of X1 has a character in note"),
    "recorded after the day": (set_("recorded_at", 1, datetime(2016, 7, 1, tzinfo=UTC)), "later than 2016-06-30"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_what_is_wrong_is_named(path: Path, how: str) -> None:
    spoil, words = SPOILT[how]
    rows = pq.read_table(path).to_pylist()
    spoil(rows)
    pq.write_table(pa.Table.from_pylist(rows, SCHEMA.with_metadata(ABOUT.metadata())), path)
    with pytest.raises(FactFileFault, match=words):
        check(path)


def test_rows_without_a_day_are_told(path: Path) -> None:
    table = pq.read_table(path)
    place = table.column_names.index("on")
    pq.write_table(table.set_column(place, "on", pa.nulls(len(table), pa.date32())), path)
    with pytest.raises(FactFileFault, match="rows without on: every fact has one"):
        check(path)


def test_a_file_that_is_damaged_inside_is_told(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[200:2000] = b"\x55" * 1800
    path.write_bytes(content)
    with pytest.raises(FactFileFault, match="damaged"):
        check(path)


def test_text_as_other_programs_write_it_is_read(path: Path) -> None:
    import polars as pl

    frame = pl.read_parquet(path)
    plain = frame.with_columns(pl.col(pl.Categorical).cast(pl.String)).to_arrow()
    table = plain.replace_schema_metadata(ABOUT.metadata())
    pq.write_table(table, path)
    assert check(path).streams.whose == ["X1", "X2", "O1"]


MARKS = [
    [(Withdrawn, 2)],
    [(Withdrawn, 2), (Withdrawn, 2)],
    [(Withdrawn, 2), (Withdrawn, 4), (Withdrawn, 2)],
    [(Withdrawn, 2), (Withdrawn, 4), (Withdrawn, 5), (Withdrawn, 2)],
    [(Withdrawn, 2), (Withdrawn, 4), (Withdrawn, 5), (Withdrawn, 4)],
    [(Withdrawn, 4)],
    [(Withdrawn, 9)],
    [(Withdrawn, 0)],
    [(Erased, 2), (Withdrawn, 4)],
    [(Erased, 2), (Erased, 2)],
    [(WrongPerson, 2), (Withdrawn, 4)],
    [(Withdrawn, 2), (WrongPerson, 4)],
    [(Withdrawn, 2), (Erased, 4)],
    [(WrongPerson, 2), (WrongPerson, 2), (Erased, 2), (Withdrawn, 2)],
]


@pytest.mark.parametrize("marks", MARKS)
def test_marks_are_refused_where_appending_refuses_them(path: Path, marks: list[tuple[Any, int]]) -> None:
    people = some()
    for cls, target in marks:
        number = len(people["X1"]) + 1
        people["X1"].append(cls(person="X1", number=number, on=date(2016, 6, 1), target=target))
    stream: tuple[Fact, ...] = ()
    why = None
    try:
        for fact in people["X1"]:
            stream = appended(stream, fact)
    except ValueError as error:
        why = error
    write_facts(path, ABOUT, people)
    if why is None:
        assert check(path).erased == {(0, target) for cls, target in marks if cls is Erased}
    else:
        with pytest.raises(FactFileFault, match="of X1 marks fact"):
            check(path)


def test_what_was_erased_may_lack_what_its_kind_must_say(path: Path) -> None:
    people = some()
    people["X1"][0] = replace(people["X1"][0], order=None, provider=None, team=None)
    people["X1"].append(Erased(person="X1", number=4, on=date(2016, 6, 1), target=1))
    write_facts(path, ABOUT, people)
    assert check(path).erased == {(0, 1)}
