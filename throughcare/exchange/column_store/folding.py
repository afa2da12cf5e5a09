"""Base and overlay made into one: both stand by person, so they are laid into each other piece by piece.

Nothing is derived: whoever was renewed has their obligations in the overlay already.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from throughcare.exchange.column_store.files import FACTS, Layer, schema_of, store_file, write_frames
from throughcare.exchange.fact_files import COLUMNS, PERSON, SCHEMA, About, fact_file_writer
from throughcare.exchange.fact_files.pieces import streams_of, whole_people

_Stream = tuple[str, str]
"""What a stream is about, and whose it is: the order of a file of facts."""

_Place = tuple[_Stream, int, int]
"""A stream, the row at which it begins, and how many rows it has."""


def fold_facts(path: Path, layers: Sequence[Layer], about: About) -> tuple[int, int]:
    """Write the facts of all layers as one file that says this of itself. Returns how many facts and people it has."""
    base, *overlays = layers
    over = _one_table([table for layer in overlays for table in _without(layer)])
    coming = _places(over)
    people = 0
    with fact_file_writer(path, about) as writer:
        for table in _pieces(base):
            own = [place for place in _places(table) if not _is_of(place, base.without)]
            last = max((place[0] for place in _places(table)), default=("", ""))
            now = [place for place in coming if place[0] <= last]
            coming = coming[len(now) :]
            people += sum(place[0][0] == PERSON for place in (*own, *now))
            writer.write(_laid_into(table, own, over, now))
        people += sum(place[0][0] == PERSON for place in coming)
        writer.write(_laid_into(SCHEMA.empty_table(), [], over, coming))
    return writer.rows, people


def streams_moving(layers: Sequence[Layer], after: date, up_to: date) -> pa.Table:
    """The whole streams of people to whom something happens after one day and up to another, in order."""
    return _one_table([_moving(table, layer, after, up_to) for layer in layers for table in _pieces(layer)])


def _moving(table: pa.Table, layer: Layer, after: date, up_to: date) -> pa.Table:
    happens = np.asarray(pc.and_(pc.greater(table["on"], after), pc.less_equal(table["on"], up_to)))
    some = [(stream, first, rows) for stream, first, rows in _places(table) if happens[first : first + rows].any()]
    return table.take(_rows([each for each in some if each[0][0] == PERSON and not _is_of(each, layer.without)]))


def _pieces(layer: Layer) -> Iterator[pa.Table]:
    return whole_people(store_file(layer.folder / FACTS), list(COLUMNS))


def _without(layer: Layer) -> Iterator[pa.Table]:
    """The facts of a layer, but for people for whom a later one stands."""
    for table in _pieces(layer):
        yield table.take(_rows([place for place in _places(table) if not _is_of(place, layer.without)]))


def _one_table(tables: Sequence[pa.Table]) -> pa.Table:
    """Facts of different people as one table in order."""
    table = _laid_together([SCHEMA.empty_table(), *tables])
    return table.take(_rows(sorted(_places(table))))


def _laid_together(tables: Sequence[pa.Table]) -> pa.Table:
    alike = [pa.table([table[field.name].cast(field.type) for field in SCHEMA], schema=SCHEMA) for table in tables]
    return pa.concat_tables(alike).unify_dictionaries().combine_chunks()


def _places(table: pa.Table) -> list[_Place]:
    """Where each stream of a table stands."""
    return list(streams_of(table)) if len(table) else []


def _is_of(place: _Place, people: Collection[str]) -> bool:
    return place[0][0] == PERSON and place[0][1] in people


def _rows(places: Sequence[_Place], moved: int = 0) -> pa.Array:
    parts = [np.arange(first + moved, first + moved + many) for _, first, many in places]
    return pa.array(np.concatenate(parts) if parts else np.zeros(0, np.int64))


def _laid_into(table: pa.Table, own: Sequence[_Place], over: pa.Table, now: Sequence[_Place]) -> pa.Table:
    """Streams of two tables in order. Those of `over` stand together there."""
    first, many = (now[0][1], sum(place[2] for place in now)) if now else (0, 0)
    both = _laid_together([table, over.slice(first, many)])
    moved = [(stream, place - first + len(table), rows) for stream, place, rows in now]
    return both.take(_rows(sorted([*own, *moved])))


def fold_obligations(path: Path, layers: Sequence[Layer], names: Sequence[str]) -> None:
    """Write the obligations of all layers as one file, by person."""
    base, *overlays = layers
    coming = pl.DataFrame(schema=schema_of(names))
    for layer in overlays:
        coming = pl.concat([coming, *(_without_later(frame, layer) for frame in _duties(layer, names))])
    write_frames(path, _folded(base, coming.sort(*_ORDER), names), names)


_ORDER = ("person", "opened_by", "standard")


def _folded(base: Layer, coming: pl.DataFrame, names: Sequence[str]) -> Iterator[pl.DataFrame]:
    for frame in _duties(base, names):
        is_now = coming["person"] <= frame["person"][-1]
        yield pl.concat([_without_later(frame, base), coming.filter(is_now)]).sort(*_ORDER)
        coming = coming.filter(~is_now)
    yield coming


def _duties(layer: Layer, names: Sequence[str]) -> Iterator[pl.DataFrame]:
    """The obligations of a layer, piece by piece."""
    schema = schema_of(names)
    with layer.obligations() as file:
        for group in range(file.num_row_groups):
            yield pl.DataFrame(pl.from_arrow(file.read_row_group(group))).cast(schema)


def _without_later(frame: pl.DataFrame, layer: Layer) -> pl.DataFrame:
    return frame.filter(~pl.col("person").is_in(sorted(layer.without)))
