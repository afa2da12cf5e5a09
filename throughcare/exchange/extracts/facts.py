"""Good rows become facts, as the kinds themselves say: each `Source` names a table, the column of the day and fields.

Nothing of that mapping stands here. Facts of a person are numbered in the order of the tables of the layout, then
of the rows of a file, then of the kinds within one row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from throughcare.exchange.extracts.checking import Checked
from throughcare.exchange.extracts.days import Days
from throughcare.exchange.extracts.layout import PERSON
from throughcare.facts import KINDS, Coded, Fact, Field, FieldType, Source, fields_of

Place = tuple[str, int]
"""Where a fact is written: the table, and the line of its file."""

Columns = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Reader:
    """How one kind is read from one table: by its source, and the type of each field that the source fills."""

    kind: type[Fact]
    source: Source
    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class _Maker:
    """One kind over the columns of one table, made ready: the day and the values of the fields, for each row."""

    kind: Callable[..., Fact]
    on: Sequence[date | None]
    values: dict[str, Sequence[Any]]


def add_facts(
    checked: Checked, streams: Mapping[str, list[Fact]], places: Mapping[str, list[Place]], days: Days
) -> None:
    """Append what the good rows of one table say to the streams of their people (there must be one for each).

    `places` takes the file and the line of each fact, beside the streams.
    A row states a fact of a kind only where its column of the day is filled. A blank cell is not recorded.
    """
    table, good = checked.table, checked.good
    readers = readers_of(table.name)
    if not readers:
        return
    chooser = _chooser(table.name)
    makers = _makers(readers, good, days)
    choices: Sequence[str] = good[chooser] if chooser else [""] * len(good[PERSON])
    for row, (person, choice, line) in enumerate(zip(good[PERSON], choices, checked.lines, strict=True)):
        stream = streams[person]
        for maker in makers[choice]:
            on = maker.on[row]
            if on is not None:
                values = {name: cells[row] for name, cells in maker.values.items()}
                places[person].append((table.name, line))
                stream.append(maker.kind(person=person, number=len(stream) + 1, on=on, **values))


@cache
def readers_of(table: str) -> tuple[_Reader, ...]:
    """The kinds that rows of a table state, in their order within a day."""
    return tuple(
        _Reader(kind, source, {name: field for name, field in fields_of(kind).items() if name in source.fields})
        for kind in KINDS.values()
        for source in kind.sources
        if source.table == table
    )


@cache
def _chooser(table: str) -> str | None:
    """The column that says which kind a row of the table states, where there is one."""
    choosers = {reader.source.only[0] if reader.source.only else None for reader in readers_of(table)}
    if len(choosers) > 1:
        raise TypeError(f"{table}: its kinds must all be chosen by one column, or none of them by any: {choosers}")
    return choosers.pop()


def _makers(readers: Sequence[_Reader], good: Columns, days: Days) -> dict[str, list[_Maker]]:
    """The kinds to make by what the choosing column holds ("" where there is no such column)."""
    makers: dict[str, list[_Maker]] = {}
    convert = cache(partial(_converted, good, days))  # kinds of one table share columns
    for reader in readers:
        source = reader.source
        values: dict[str, Sequence[Any]] = {
            name: convert(source.fields[name], field.type, field.codes) for name, field in reader.fields.items()
        }
        if source.thread:
            values["thread"] = convert(source.thread, FieldType.TEXT, None)
        maker = _Maker(reader.kind, convert(source.on, FieldType.DATE, None), values)
        makers.setdefault(source.only[1] if source.only else "", []).append(maker)
    return makers


def _converted(good: Columns, days: Days, column: str, type_: FieldType, codes: type[Coded] | None) -> list[Any]:
    cells = good[column]
    if codes:
        members = {member.value: member for member in codes}
        return list(map(members.get, cells))  # only a blank, or a code that is not looked at, is none of them
    if type_ is FieldType.DATE:
        return list(map(days.__getitem__, cells))
    if type_ is FieldType.NUMBER:
        raise TypeError(f"{column}: no kind takes a number from an extract yet, and a bad one must refuse no row")
    return [cell or None for cell in cells]
