"""A file of facts opened: whether it is one, whole and in order, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from throughcare.exchange.fact_files.about import About, about_of
from throughcare.exchange.fact_files.schema import CHAIN, COLUMNS, WORD
from throughcare.exchange.faults import FileFault

Told = Callable[[int, int, str], None]
"""Whoever wants to know how far the checking is: done, of how many, and at what."""


class FactFileFault(FileFault):
    """A file is no good as a file of facts; one sentence says which file, what is wrong and what would be right."""


@dataclass(frozen=True, slots=True)
class FactFile:
    """A file of facts whose columns are right. Whether its rows are in order is found when they are read."""

    path: Path
    about: About
    rows: int
    pieces: int
    has_chain: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the file."""
        return (*COLUMNS, *CHAIN) if self.has_chain else tuple(COLUMNS)

    def reader(self) -> pq.ParquetFile:
        """The file, open for reading piece by piece (row groups, each of whole people)."""
        return pq.ParquetFile(self.path, read_dictionary=[name for name, type_ in COLUMNS.items() if type_ == WORD])


def damaged(file: FactFile) -> FactFileFault:
    """What is said of a file whose bytes are no good somewhere inside."""
    return FactFileFault(f"{file.path} cannot be read whole: it is damaged. Copy or make it again.")


def open_facts(path: Path) -> FactFile:
    """Open a file of facts and check what it claims to be. Raises `FactFileFault`."""
    if not path.is_file():
        raise FactFileFault(f"{path} is no file: say a Parquet file of facts, as throughcare synthesise writes them.")
    try:
        with pq.ParquetFile(path) as file:
            schema, rows, pieces = file.schema_arrow, file.metadata.num_rows, file.num_row_groups
    except (pa.ArrowException, OSError) as error:
        raise FactFileFault(
            f"{path} cannot be read: it is no Parquet file, or was cut short. Copy or make it again."
        ) from error
    try:
        about = about_of(schema.metadata)
    except ValueError as error:
        raise FactFileFault(f"{path} is no file of facts: {error}.") from error
    has_chain = any(name in schema.names for name in CHAIN)
    faults = _column_faults(schema, {**COLUMNS, **(CHAIN if has_chain else {})})
    if faults:
        raise FactFileFault(f"{path}: {'; '.join(faults[:5])}{'; and more' if len(faults) > 5 else ''}.")
    return FactFile(path, about, rows, pieces, has_chain)


def _column_faults(schema: pa.Schema, expected: dict[str, pa.DataType]) -> list[str]:
    faults = [f"there is no column {name}" for name in expected if name not in schema.names]
    for field in schema:
        if field.name not in expected:
            faults.append(f"the column {field.name} is none of a fact's")
        elif not _holds(field.type, expected[field.name]):
            faults.append(f"the column {field.name} must hold {_words(expected[field.name])}, and not {field.type}")
    return faults


def _holds(found: pa.DataType, expected: pa.DataType) -> bool:
    """Text may be stored as text or as a dictionary of it: whoever writes Parquet by other means may do either."""
    if pa.types.is_dictionary(found):
        found = found.value_type
    if pa.types.is_dictionary(expected):
        expected = expected.value_type
    if pa.types.is_large_string(found) or pa.types.is_string_view(found):
        found = pa.string()
    return bool(found == expected)


def _words(type_: pa.DataType) -> str:
    return "text" if pa.types.is_dictionary(type_) or pa.types.is_string(type_) else str(type_)
