"""Many rows of a file at once: their facts, and the canonical texts over which the chain is made.

A column is turned into what each row needs in one go, a text that comes back many times only once. What comes out is
what `streams_in` and `facts.chain.canonical` make of one fact after another; the tests hold them against each other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from throughcare.exchange.fact_files.numbering import Numbers
from throughcare.exchange.fact_files.schema import WORD
from throughcare.exchange.fact_files.streams import fields_of_kind
from throughcare.facts import KINDS, Author, Coded, Fact, Officer, Provider, fields_of

KIND_NAMES = tuple(KINDS)
NULL = "null"


@dataclass(frozen=True, slots=True)
class ManyFacts:
    """Rows of a file in its order, each list as long as they are many.

    `facts` are the facts; `contents` and `envelopes` the canonical texts of what each says and of what stands around
    it; `recorded_at` the instant as the envelope has it, in UTC, or None.
    """

    facts: list[Fact]
    contents: list[str]
    envelopes: list[str]
    recorded_at: list[str | None]


def many_facts(table: pa.Table, kinds: Numbers) -> ManyFacts:
    """The facts of a table of checked rows, of which `kinds` are the places in `RANK`."""
    envelope = _Envelope.of(table)
    facts: list[Any] = [None] * len(table)
    for kind, own, where in _by_kind(table, kinds):
        for row, fact in zip(where, _facts(own, kind, envelope, where), strict=True):
            facts[row] = fact
    return ManyFacts(facts, *_texts(table, kinds, envelope), envelope.recorded_text)


def chain_texts(table: pa.Table, kinds: Numbers) -> tuple[list[str], list[str]]:
    """What the chain is made over, of each row: the canonical text of what it says, and of what stands around it."""
    return _texts(table, kinds, _Envelope.of(table))


def _texts(table: pa.Table, kinds: Numbers, envelope: _Envelope) -> tuple[list[str], list[str]]:
    contents: list[str] = [""] * len(table)
    envelopes: list[str] = [""] * len(table)
    for kind, own, where in _by_kind(table, kinds):
        for row, text in zip(where, _contents(own, kind), strict=True):
            contents[row] = text
        for row in where:
            envelopes[row] = (
                f'{{"by":{envelope.by_json[row]},"kind":"{kind}","number":{envelope.number[row]},'
                f'"on":"{envelope.on_text[row]}","person":{envelope.person_json[row]},'
                f'"recorded_at":{envelope.recorded_json[row]}}}'
            )
    return contents, envelopes


def _by_kind(table: pa.Table, kinds: Numbers) -> Iterator[tuple[str, pa.Table, list[int]]]:
    """Each kind that is there, with what its rows say, and where they stand."""
    for place in np.unique(kinds).tolist():
        rows = np.flatnonzero(kinds == place)
        kind = KIND_NAMES[place]
        yield kind, table.select(["thread", "note", *fields_of_kind(kind)]).take(pa.array(rows)), rows.tolist()


@dataclass(frozen=True, slots=True)
class _Envelope:
    """What stands around each fact, as values and as JSON."""

    person: list[Any]
    person_json: list[str]
    number: list[int]
    on: list[date]
    on_text: list[str]
    recorded_at: list[datetime | None]
    recorded_text: list[str | None]
    recorded_json: list[str]
    by: list[Author | None]
    by_json: list[str]

    @classmethod
    def of(cls, table: pa.Table) -> _Envelope:
        recorded = _instants(table["recorded_at"])
        texts = [None if each is None else each.isoformat() for each in recorded]
        by, by_json = _authors(table)
        return cls(
            person=_values(table["person"]),
            person_json=_as_json(table["person"]),
            number=table["number"].to_numpy().tolist(),
            on=_days(table["on"]),
            on_text=_day_texts(table["on"]),
            recorded_at=recorded,
            recorded_text=texts,
            recorded_json=[NULL if text is None else f'"{text}"' for text in texts],
            by=by,
            by_json=by_json,
        )


def _authors(table: pa.Table) -> tuple[list[Author | None], list[str]]:
    """Authors and their JSON; each author is made once."""
    staff, organisations = _values(table["by_staff"]), _values(table["by_organisation"])
    made: dict[tuple[str, str], tuple[Author | None, str]] = {(None, None): (None, NULL)}  # type: ignore[dict-item]
    by, texts = [], []
    for pair in zip(staff, organisations, strict=True):
        found = made.get(pair)
        if found is None:
            author = Author(Officer(pair[0]), Provider(pair[1]))
            found = made[pair] = author, f"[{_dumped(pair[0])},{_dumped(pair[1])}]"
        by.append(found[0])
        texts.append(found[1])
    return by, texts


def _facts(own: pa.Table, kind: str, envelope: _Envelope, rows: list[int]) -> list[Fact]:
    cls, names = KINDS[kind], fields_of_kind(kind)
    columns = [_values(own[name], _codes(kind, name)) for name in names]
    threads, notes = _values(own["thread"]), _values(own["note"])
    make: Callable[..., Fact] = cls
    said = zip(*columns, strict=True) if columns else iter([()] * len(rows))
    return [
        make(
            person=envelope.person[row],
            number=envelope.number[row],
            on=envelope.on[row],
            recorded_at=envelope.recorded_at[row],
            by=envelope.by[row],
            thread=thread,
            note=note,
            **dict(zip(names, values, strict=True)),
        )
        for row, thread, note, values in zip(rows, threads, notes, said, strict=True)
    ]


def _contents(own: pa.Table, kind: str) -> list[str]:
    """The canonical text of what each row says: keys in order, no blanks."""
    names = sorted(fields_of_kind(kind))
    later = [name for name in names if fields_of(KINDS[kind])[name].is_later]
    if any(own[name].null_count < len(own) for name in later):
        return _contents_with_later(own, names, frozenset(later))
    names = [name for name in names if name not in later]
    inner = ",".join(f'"{name}":%s' for name in names)
    pattern = f'{{"note":%s,"payload":{{{inner}}},"thread":%s}}'
    columns = [_as_json(own["note"]), *(_as_json(own[name]) for name in names), _as_json(own["thread"])]
    return list(map(pattern.__mod__, zip(*columns, strict=True)))


def _contents_with_later(own: pa.Table, names: list[str], later: frozenset[str]) -> list[str]:
    """The same where a field that the kind got later says something in some row: it stands in those rows alone."""
    columns = {name: _as_json(own[name]) for name in names}
    notes, threads = _as_json(own["note"]), _as_json(own["thread"])
    found = []
    for row, (note, thread) in enumerate(zip(notes, threads, strict=True)):
        said = [(name, columns[name][row]) for name in names]
        inner = ",".join(f'"{name}":{value}' for name, value in said if name not in later or value != NULL)
        found.append(f'{{"note":{note},"payload":{{{inner}}},"thread":{thread}}}')
    return found


@cache
def _codes(kind: str, name: str) -> type[Coded] | None:
    return fields_of(KINDS[kind])[name].codes


def _one(column: pa.ChunkedArray) -> pa.Array:
    array = column.combine_chunks()
    return array if isinstance(array, pa.Array) else array.chunk(0)


def _looked_up(column: pa.Array, words: list[Any], null: Any) -> list[Any]:
    """A dictionary column as values: `words` are the values of its dictionary, `null` what a null becomes."""
    found = [*words, null]
    return [found[place] for place in np.asarray(column.indices.fill_null(len(words))).tolist()]


def _values(column: pa.ChunkedArray, codes: type[Coded] | None = None) -> list[Any]:
    """A column as the values that a fact holds."""
    if column.null_count == len(column):
        return [None] * len(column)
    array = _one(column)
    if array.type == WORD:
        words = array.dictionary.to_pylist()
        if codes is not None:
            members = codes._value2member_map_
            words = [members.get(word) for word in words]  # those of other kinds' rows are not used here
        return _looked_up(array, words, None)
    if pa.types.is_date32(array.type):
        return _days(column)
    return list(array.to_pylist())


def _as_json(column: pa.ChunkedArray) -> list[str]:
    """A column as the JSON of each value, as `facts.chain.canonical` writes it."""
    if column.null_count == len(column):
        return [NULL] * len(column)
    array = _one(column)
    if array.type == WORD:
        return _looked_up(array, [_dumped(word) for word in array.dictionary.to_pylist()], NULL)
    if pa.types.is_date32(array.type):
        return [NULL if day is None else f'"{day}"' for day in _day_texts(column)]
    return [NULL if value is None else _dumped(value) for value in array.to_pylist()]


_ENCODER = json.JSONEncoder(ensure_ascii=False)


def _dumped(value: Any) -> str:
    return _ENCODER.encode(value)


def _days(column: pa.ChunkedArray) -> list[Any]:
    """Days; None where there is none."""
    return _with_nulls(column, np.asarray(_one(column).cast(pa.int32()).fill_null(0)).astype("datetime64[D]").tolist())


def _day_texts(column: pa.ChunkedArray) -> list[Any]:
    """Days as 2016-06-30; a day comes back many times, and is written once."""
    values, places = np.unique(np.asarray(_one(column).cast(pa.int32()).fill_null(0)), return_inverse=True)
    texts = [day.isoformat() for day in values.astype("datetime64[D]").tolist()]
    return _with_nulls(column, [texts[place] for place in places.tolist()])


def _instants(column: pa.ChunkedArray) -> list[Any]:
    """Instants in UTC; None where there is none."""
    micros = np.asarray(_one(column).cast(pa.int64()).fill_null(0)).astype("datetime64[us]").tolist()
    return _with_nulls(column, [each.replace(tzinfo=UTC) for each in micros])


def _with_nulls(column: pa.ChunkedArray, values: list[Any]) -> list[Any]:
    if not column.null_count:
        return values
    for row in np.flatnonzero(np.asarray(_one(column).is_null())).tolist():
        values[row] = None
    return values
