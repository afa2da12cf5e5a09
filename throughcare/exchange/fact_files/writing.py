"""A file of facts written piece by piece: it gets its name only when it is whole."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from throughcare.exchange.fact_files.about import About
from throughcare.exchange.fact_files.schema import SCHEMA, SCHEMA_WITH_CHAIN, WORD
from throughcare.exchange.whole_files import CouldNotWrite, ordinary


class FactFileWriter:
    """Takes tables of facts in the order of a file, and writes each as one row group.

    A table holds whole people, so that each piece of the file can be read alone.
    """

    def __init__(self, writer: pq.ParquetWriter, schema: pa.Schema) -> None:
        self._writer, self._schema = writer, schema
        self.rows = 0

    def write(self, table: pa.Table) -> None:
        """One piece: columns that are missing are null throughout; none may be there that the schema lacks."""
        unknown = set(table.column_names) - set(self._schema.names)
        if unknown:
            raise ValueError(f"no file of facts has a column {sorted(unknown)[0]}")
        columns = [
            table[field.name].cast(field.type) if field.name in table.column_names else pa.nulls(len(table), field.type)
            for field in self._schema
        ]
        self._writer.write_table(pa.table(columns, schema=self._schema), row_group_size=max(1, len(table)))
        self.rows += len(table)


@contextmanager
def fact_file_writer(path: Path, about: About, *, with_chain: bool = False) -> Iterator[FactFileWriter]:
    """Write a file of facts to `path`, replacing what was there, or leave everything as it was.

    Raises `CouldNotWrite`.
    """
    path = ordinary(path)
    schema = (SCHEMA_WITH_CHAIN if with_chain else SCHEMA).with_metadata(about.metadata())
    half = path.with_name(f".{path.name[:100]}.{secrets.token_hex(6)}.part")
    words = [field.name for field in schema if field.type == WORD]
    try:
        with pq.ParquetWriter(half, schema, compression="zstd", use_dictionary=words) as writer:
            yield FactFileWriter(writer, schema)
        half.replace(path)
    except OSError as error:
        raise CouldNotWrite(
            f"{path} could not be written ({(error.strerror or str(error)).lower()}): nothing was written."
        ) from error
    finally:  # an interruption, too, must leave nothing lying about
        with suppress(OSError):
            half.unlink(missing_ok=True)
