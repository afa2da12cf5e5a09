"""A file of facts read a row group at a time, every column in the type that it has here, and cut into whole people."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from throughcare.exchange.fact_files.opening import FactFile, damaged
from throughcare.exchange.fact_files.schema import CHAIN, COLUMNS, WORD


def read_group(file: FactFile, group: int, columns: Sequence[str] | None = None) -> pa.Table:
    """One row group, each column in one chunk. Raises `FactFileFault` where the bytes are no good."""
    names = list(columns or file.columns)
    try:
        table = file.reader().read_row_group(group, columns=names)
        return as_ours(table)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise damaged(file) from error


def as_ours(table: pa.Table) -> pa.Table:
    """A table with some columns of a file of facts, each in one chunk and of the type that it has there.

    Raises `pa.ArrowException` where one holds something else.
    """
    return pa.table([_ours(table[name], name) for name in table.column_names], names=table.column_names)


def _ours(column: pa.ChunkedArray, name: str) -> pa.Array:
    """A column as text, dictionary, number or day of ours: other programs write their own sorts of text."""
    type_ = COLUMNS.get(name) or CHAIN[name]
    if column.type != type_:
        column = column.cast(pa.string()) if type_ in (WORD, pa.string()) else column.cast(type_)
    if type_ == WORD:
        column = (
            column.unify_dictionaries() if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        ).unify_dictionaries()
    array = column.combine_chunks()
    if isinstance(array, pa.ChunkedArray):  # of no rows at all
        array = array.chunk(0) if array.num_chunks else pa.array([], type_)
    array.validate(full=True)
    return array


class GroupReader:
    """Rows by their place in the file; the row groups that were needed last are kept, as the next rows are near."""

    def __init__(self, file: FactFile) -> None:
        self.file = file
        metadata = file.reader().metadata
        self.starts = [0]
        for group in range(metadata.num_row_groups):
            self.starts.append(self.starts[-1] + metadata.row_group(group).num_rows)
        self._held: dict[int, pa.Table] = {}

    def rows(self, start: int, stop: int) -> pa.Table:
        """The rows from `start` up to `stop`, which may stand in several row groups."""
        groups = [g for g in range(len(self.starts) - 1) if self.starts[g] < stop and self.starts[g + 1] > start]
        self._held = {group: self._held.get(group) or read_group(self.file, group) for group in groups}
        parts = []
        for group in groups:
            first = max(start, self.starts[group]) - self.starts[group]
            parts.append(self._held[group].slice(first, min(stop, self.starts[group + 1]) - self.starts[group] - first))
        table = parts[0] if len(parts) == 1 else pa.concat_tables(parts)
        return table.unify_dictionaries().combine_chunks()
