"""Many facts made of columns at once: the very facts and texts that are made one after another."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from throughcare.exchange.fact_files import About, open_facts, streams_in, write_facts
from throughcare.exchange.fact_files.groups import GroupReader
from throughcare.exchange.fact_files.many_facts import many_facts
from throughcare.exchange.fact_files.streams_found import kinds_of_rows
from throughcare.facts import KINDS, Author, Fact, Field, FieldType, Officer, Provider, fields_of
from throughcare.facts.chain import canonical, linked

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
days = st.dates(date(1, 1, 2), date(9999, 12, 30))
instants = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))
authors = st.builds(lambda staff, place: Author(Officer(staff), Provider(place)), texts, texts)


def values(field: Field) -> st.SearchStrategy[Any]:
    if field.codes:
        found: st.SearchStrategy[Any] = st.sampled_from(list(field.codes))
    elif field.type is FieldType.DATE:
        found = days
    elif field.type is FieldType.NUMBER:
        found = st.integers(-(2**31), 2**31 - 1) if field.is_whole else st.floats(allow_nan=False, allow_infinity=False)
    else:
        found = texts
    return found if field.required else st.none() | found


@st.composite
def streams(draw: st.DrawFn) -> dict[str, list[Fact]]:
    found = {}
    for whose in draw(st.lists(texts.filter(bool), min_size=1, max_size=4, unique=True)):
        kinds = draw(st.lists(st.sampled_from(list(KINDS.values())), min_size=1, max_size=8))
        found[whose] = [
            kind(
                person=whose, number=number, on=draw(days), recorded_at=draw(st.none() | instants),
                by=draw(st.none() | authors), thread=draw(st.none() | texts), note=draw(st.none() | texts),
                **{name: draw(values(field)) for name, field in fields_of(kind).items()},
            )
            for number, kind in enumerate(kinds, start=1)
        ]  # fmt: skip
    return found


@given(streams())
@settings(max_examples=60)
def test_many_facts_are_those_made_one_after_another(people: dict[str, list[Fact]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "facts.parquet"
        write_facts(path, About(date(2016, 6, 30)), people)
        file = open_facts(path)
        assert {whose: list(facts) for _, whose, facts in streams_in(file)} == people
        table = GroupReader(file).rows(0, file.rows)
        many = many_facts(table, kinds_of_rows(file, table))
    expected = {(fact.person, fact.number): fact for facts in people.values() for fact in facts}
    for fact, content, envelope, recorded in zip(
        many.facts, many.contents, many.envelopes, many.recorded_at, strict=True
    ):
        assert fact == expected[fact.person, fact.number]
        assert type(fact) is type(expected[fact.person, fact.number])
        link = linked(fact, previous="0" * 64, salt="ab")
        assert (content, envelope) == (canonical(link.content or {}), canonical(link.envelope))
        assert recorded == link.envelope["recorded_at"]


def test_rows_are_read_across_row_groups(tmp_path: Path) -> None:
    """Another program may cut a file in the middle of a person."""
    import pyarrow.parquet as pq

    day = date(2016, 1, 1)
    plan = KINDS["plan"]
    people = {f"X{n}": [plan(person=f"X{n}", number=i + 1, on=day + timedelta(i)) for i in range(5)] for n in range(4)}
    write_facts(tmp_path / "whole.parquet", About(day), people)
    pq.write_table(pq.read_table(tmp_path / "whole.parquet"), tmp_path / "cut.parquet", row_group_size=3)
    file = open_facts(tmp_path / "cut.parquet")
    reader = GroupReader(file)
    table = reader.rows(5, 15)
    many = many_facts(table, kinds_of_rows(file, table))
    assert many.facts == [*people["X1"], *people["X2"]]
