"""A file of facts as a table on a cluster: whole numbers where the engine reads numbers, the person by name.

On a cluster nobody numbers the people, for that would need a second shuffle: they go by their names, and orders and
threads are numbered within the person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path
from typing import Any, overload

import narwhals as nw

from throughcare.exchange.fact_files import PERSON, FactFile, FactFileFault
from throughcare.standards.column_attributes import read_by
from throughcare.standards.fact_table import CODES, KIND_CODE, SAID_COLUMNS, Book, FactTable, Frame
from throughcare.standards.language import DATE_FIELDS, FIELDS, AnyStandard, ValueType

_ORDINAL_OF_1970 = date(1970, 1, 1).toordinal()
_FACTS_IN_A_PART = 500_000
"""Facts that one task holds: some 40 MB as numbers, which a worker of 2 GB sorts in memory. Measured (docs)."""


class Names(Sequence[str]):
    """Where people go by their names: the name of each is itself."""

    @overload
    def __getitem__(self, person: int) -> str: ...
    @overload
    def __getitem__(self, person: slice) -> Sequence[str]: ...
    def __getitem__(self, person: Any) -> Any:
        return person

    def __len__(self) -> int:
        raise TypeError("people on a cluster are not counted beforehand")

    def __iter__(self) -> Iterator[str]:
        raise TypeError("people on a cluster are not listed beforehand")


def columns_for(standards: Sequence[AnyStandard], more: AbstractSet[str]) -> list[str]:
    """The fields that any of the standards reads, and `more`: only these are moved."""
    found: set[str] = set()
    for standard in standards:
        found |= read_by(standard)[0]
    return [name for name in SAID_COLUMNS if name in found | more | {"provider"}]


def spark_table(
    session: Any, file: FactFile, standards: Sequence[AnyStandard], more: AbstractSet[str] = frozenset()
) -> FactTable:
    """The facts of people in a file, each person's brought to one place: this is the one shuffle.

    Raises `FactFileFault` where a row holds what no fact can, and names the column.
    """
    facts = _read(session, file.path)
    fields = columns_for(standards, more)
    survey = _surveyed(facts, file, fields)
    books = {ValueType.OFFICER: _book(survey["officers"]), ValueType.PROVIDER: _book(survey["providers"])}
    parts = max(session.sparkContext.defaultParallelism, -(-file.rows // _FACTS_IN_A_PART))

    def small(table: Mapping[str, Sequence[int]]) -> Frame:
        return nw.from_native(_small(session, table))

    frame = _numbered(session, facts, fields, books, parts)
    first, last = survey["first_day"] or 1, survey["last_day"] or 1
    return FactTable(
        nw.from_native(frame), Names(), books[ValueType.OFFICER], books[ValueType.PROVIDER], first, last, small
    )


def _read(session: Any, path: Path) -> Any:
    from pyspark.sql import functions as f

    return session.read.parquet(path.resolve().as_uri()).where(f.col("stream") == PERSON)


def _day(name: str) -> Any:
    from pyspark.sql import functions as f

    return f.coalesce(f.unix_date(f.to_date(name)) + _ORDINAL_OF_1970, f.lit(0))


def _code(name: str, codes: Mapping[str, int]) -> Any:
    """The number of a coded value; null where it is none of them."""
    from pyspark.sql import functions as f

    found = f.when(f.col(name).isNull(), 0)
    for value, number in codes.items():
        found = found.when(f.col(name) == str(value), number)
    return found


def _codes_of(name: str) -> Mapping[str, int]:
    return KIND_CODE if name == "kind" else CODES[name]


def _coded(fields: Sequence[str]) -> list[str]:
    return ["kind", *(name for name in fields if name in FIELDS and FIELDS[name].codes)]


def _named(fields: Sequence[str], *types: ValueType) -> list[str]:
    """The fields that name somebody or an organisation: those of these types."""
    return [name for name in fields if name in FIELDS and FIELDS[name].type in types]


def _surveyed(facts: Any, file: FactFile, fields: Sequence[str]) -> Any:
    """One look over the file: its first and last day, who its staff and organisations are, what is no fact."""
    from pyspark.sql import functions as f

    def names(type_: ValueType) -> Any:
        columns = [f.collect_set(name) for name in _named(fields, type_)]
        return f.array_sort(f.array_distinct(f.concat(*columns))) if columns else f.array()

    wrong = [
        f.first(f.when(_code(name, _codes_of(name)).isNull(), f.col(name)), ignorenulls=True).alias(f"wrong_{name}")
        for name in _coded(fields)
    ]
    lacking = [f.count_if(f.col(name).isNull()).alias(f"lacking_{name}") for name in ("person", "number", "kind", "on")]
    row = facts.agg(
        f.min(_day("on")).alias("first_day"),
        f.max(_day("on")).alias("last_day"),
        names(ValueType.OFFICER).alias("officers"),
        names(ValueType.PROVIDER).alias("providers"),
        *wrong,
        *lacking,
    ).first()
    for name, found in row.asDict().items():
        what, _, column = name.partition("_")
        if what == "lacking" and found:
            raise FactFileFault(f"{file.path}: {found} facts say nothing in the column {column}, which each must.")
        if what == "wrong" and found is not None:
            raise FactFileFault(f"{file.path} has a fact with {column} {found}, which is none of its values.")
    return row


def _book(names: Sequence[str]) -> Book:
    book = Book()
    for name in names:
        book.number(name)
    return book


def _small(session: Any, table: Mapping[str, Sequence[Any]]) -> Any:
    """A small frame, sent whole to every worker."""
    import pyarrow as pa
    from pyspark.sql import functions as f

    return f.broadcast(session.createDataFrame(pa.table({name: list(values) for name, values in table.items()})))


def _numbered(session: Any, facts: Any, fields: Sequence[str], books: Mapping[ValueType, Book], parts: int) -> Any:
    """The columns of a fact table, each person's facts in one place."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    def number_within_person(name: str) -> Any:
        rank = f.dense_rank().over(Window.partitionBy("person").orderBy(name))
        return f.when(f.col(name).isNull(), 0).otherwise(rank)

    coded = {name: _code(name, _codes_of(name)).cast("int").alias(name) for name in _coded(fields)}
    named = _named(fields, *books)
    columns = [
        "person",
        "number",
        _day("on").alias("day"),
        _day("recorded_at").alias("recorded"),
        "order",
        "thread",
        f.coalesce("target", f.lit(0)).alias("target"),
        *coded.values(),
        *(_day(name).alias(name) for name in fields if name in DATE_FIELDS),
        *named,
    ]
    moved = facts.select(*columns)
    for name in named:
        moved = _with_numbers(session, moved, name, books[FIELDS[name].type])
    moved = moved.repartition(parts, "person")
    return moved.withColumns({name: number_within_person(name).cast("int") for name in ("order", "thread")})


def _with_numbers(session: Any, facts: Any, name: str, book: Book) -> Any:
    """A column of names as their numbers in a book: joined to it, for a book may hold many thousand."""
    from pyspark.sql import functions as f

    numbers = _small(session, {name: list(book.numbers), "found": list(book.numbers.values())})
    joined = facts.join(numbers, on=name, how="left")
    return joined.withColumn(name, f.coalesce(f.col("found"), f.lit(0)).cast("int")).drop("found")
