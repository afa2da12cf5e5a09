"""The files of a store: obligations as Parquet in words and days, and folders that get their name when whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import narwhals as nw
import polars as pl
import pyarrow.parquet as pq

from throughcare.exchange.fact_files import FactFile, FactFileFault, open_facts
from throughcare.exchange.fact_files.pieces import EPOCH
from throughcare.exchange.nation import each_slice
from throughcare.exchange.whole_files import CouldNotWrite
from throughcare.standards.column_engine import OWED_CODE, ObligationTable
from throughcare.standards.fact_table import FactTable
from throughcare.standards.language import AnyStandard
from throughcare.standards.obligations import Owed

FACTS, OBLIGATIONS, PEOPLE = "facts.parquet", "obligations.parquet", "people.txt"
DAYS = ("opened", "due", "met", "ended")
_OWED_WORDS = [owed.value for owed in sorted(Owed, key=lambda owed: OWED_CODE[owed])]
_OWED = pl.Series(_OWED_WORDS, dtype=pl.Enum(_OWED_WORDS))


def schema_of(names: Sequence[str]) -> pl.Schema:
    """The columns of obligations: `person` the CRN, `standard` one of `names`, `accountable` a code or null."""
    columns = {
        "person": pl.String(),
        "standard": pl.Enum(list(names)),
        "opened_by": pl.Int32(),
        **dict.fromkeys(DAYS, pl.Date()),
        "owed": _OWED.dtype,
        "accountable": pl.String(),
    }
    return pl.Schema(columns)


def in_words(made: ObligationTable) -> pl.DataFrame:
    """Obligations with names and days for their numbers, by person, opening fact and standard."""
    names = [standard.name for standard in made.standards]
    words = pl.Series(names, dtype=pl.Enum(names))
    people = pl.Series(list(made.facts.people), dtype=pl.String)
    providers = pl.Series(made.facts.providers.names, dtype=pl.String)
    frame: pl.DataFrame = nw.to_native(made.frame).sort("person", "opened_by", "standard")
    return frame.select(
        people.gather(frame["person"]).alias("person"),
        words.gather(frame["standard"]).alias("standard"),
        pl.col("opened_by").cast(pl.Int32),
        *((pl.col(day) - EPOCH).cast(pl.Int32).cast(pl.Date) for day in DAYS),
        _OWED.gather(frame["owed"]).alias("owed"),
        providers.gather(frame["accountable"]).alias("accountable"),
    )


def write_obligations(path: Path, tables: Iterable[FactTable], standards: Sequence[AnyStandard]) -> tuple[int, int]:
    """Derive and write the obligations of slices of people. Returns how many people there were, and how many duties."""
    counts = [0, 0]

    def counted() -> Iterator[pl.DataFrame]:
        for frame, people in each_slice(tables, standards, lambda made: (in_words(made), len(made.facts.people))):
            counts[0] += people
            counts[1] += len(frame)
            yield frame

    write_frames(path, counted(), [standard.name for standard in standards])
    return counts[0], counts[1]


def write_frames(path: Path, frames: Iterable[pl.DataFrame], names: Sequence[str]) -> None:
    """Write frames of obligations, one row group each; `names` are those of the standards."""
    schema = pl.DataFrame(schema=schema_of(names)).to_arrow(compat_level=pl.CompatLevel.oldest()).schema
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for frame in frames:
            if len(frame):
                table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
                writer.write_table(table.cast(schema), row_group_size=len(frame))


def store_file(path: Path, rows: int | None = None) -> FactFile:
    """A file of facts of a store. Raises `FactFileFault` where it is damaged, or has other than so many rows."""
    file = open_facts(path)
    if rows is not None and file.rows != rows:
        raise FactFileFault(f"{path} has {file.rows} rows where the store says {rows}.")
    return file


@dataclass(frozen=True, slots=True)
class Layer:
    """A folder of facts and the obligations of them, and the people in it for whom a later layer stands."""

    folder: Path
    without: frozenset[str]

    def is_whole(self) -> bool:
        """Whether its files are there and can be read."""
        store_file(self.folder / FACTS)
        return (self.folder / OBLIGATIONS).is_file()

    def obligations(self) -> pq.ParquetFile:
        """Its obligations, open for reading piece by piece."""
        return pq.ParquetFile(self.folder / OBLIGATIONS)


def people_in(folder: Path) -> frozenset[str]:
    """The people of an overlay: those with facts, and those whose facts were all taken away. None for a base."""
    path = folder / PEOPLE
    return frozenset(path.read_text("utf-8").splitlines()) if path.exists() else frozenset()


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """A folder that gets its name when all that is written into it is there; of a failure nothing is left."""
    half = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(half, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)  # left by somebody who was killed: no store names it
        half.mkdir(parents=True)
        yield half
        for path in half.iterdir():
            _make_lasting(path)
        half.rename(folder)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise CouldNotWrite(f"{folder} could not be written ({why}): the store is as it was.") from error
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _make_lasting(path: Path) -> None:
    """Ask that the file outlive a power cut."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
