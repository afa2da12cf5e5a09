"""The duties that a what-if moves, kept beside the column store: too many for the database, and no part of the record.

Every row says that it is a what-if, and so does the file.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from throughcare.exchange.whole_files import CouldNotWrite, ordinary
from throughcare.measures.side_by_side import Slice, Stands
from throughcare.measures.what_if import MARK

FOLDER = "questions"
_DAYS = ("opened", "due_was", "due_now", "met_was", "met_now")
_TEXTS = ("what_if", "standard", "crn", "was", "now", "before", "after")
SCHEMA = pl.Schema({**dict.fromkeys(_TEXTS, pl.String()), "opened_by": pl.Int32(), **dict.fromkeys(_DAYS, pl.Date())})
"""The columns: the mark, whose duty of which standard, how it stands and would stand, and its days by both readings.

`before` and `after` are the codes of who answers by each reading (null: nobody)."""

_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Mover:
    """One duty that stands otherwise by the what-if."""

    standard: str
    crn: str
    opened_by: int
    was: Stands
    now: Stands
    accountable: str | None
    opened: date
    due_was: date | None
    due_now: date | None
    met_was: date | None
    met_now: date | None


def movers_path(folder: Path, name: str) -> Path:
    """The file of a question, in the folder of the column store."""
    return folder / FOLDER / f"{name}.parquet"


class MoversWriter:
    """Takes slices of both readings and keeps what moved."""

    def __init__(self, writer: pq.ParquetWriter) -> None:
        self._writer = writer
        self.rows = 0

    def keep(self, part: Slice) -> None:
        """Write down the duties of a slice that moved."""
        frame = _told(part)
        self._writer.write_table(frame.to_arrow().cast(self._writer.schema))
        self.rows += len(frame)


def _told(part: Slice) -> pl.DataFrame:
    """The duties of a slice that moved, by the names that people know."""
    moved: pl.DataFrame = part.moved().to_native()
    before, after = (pl.Series(names, dtype=pl.String) for names in part.providers)
    crns = pl.Series(list(part.facts.people), dtype=pl.String)
    names = pl.Series(list(part.names), dtype=pl.String)
    days = {
        "opened": pl.coalesce("opened_1", "opened_2"),
        "due_was": pl.col("due_1"),
        "due_now": pl.col("due_2"),
        "met_was": pl.col("met_1"),
        "met_now": pl.col("met_2"),
    }
    return moved.select(
        pl.lit(MARK).alias("what_if"),
        names.gather(moved["standard"]).alias("standard"),
        crns.gather(moved["person"]).alias("crn"),
        pl.col("stands_1").alias("was"),
        pl.col("stands_2").alias("now"),
        before.gather(moved["accountable_1"]).alias("before"),
        after.gather(moved["accountable_2"]).alias("after"),
        pl.col("opened_by").cast(pl.Int32),
        *((day - _EPOCH).cast(pl.Int32).cast(pl.Date).alias(name) for name, day in days.items()),
    )


@contextmanager
def movers_writer(path: Path) -> Iterator[MoversWriter]:
    """A file of movers that gets its name only when it is whole. Raises `CouldNotWrite`."""
    path = ordinary(path)
    half = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
    schema = pl.DataFrame(schema=SCHEMA).to_arrow().schema.with_metadata({b"what-if": MARK.encode()})
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with pq.ParquetWriter(half, schema, compression="zstd") as writer:
            yield MoversWriter(writer)
        half.chmod(0o600)
        half.replace(path)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise CouldNotWrite(f"{path} could not be written ({why}): nothing is there.") from error
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Movers:
    """The movers that somebody asks for, by day and then by CRN."""

    _frame: pl.DataFrame

    def __len__(self) -> int:
        return len(self._frame)

    def some(self, first: int, last: int) -> list[Mover]:
        """Those from one place up to, and without, another."""
        return [_mover(row) for row in self._frame.slice(first, last - first).iter_rows(named=True)]


def _mover(row: dict[str, object]) -> Mover:
    kept = {name: row[name] for name in ("standard", "crn", "opened_by", *_DAYS)}
    holder = row["before"] or row["after"]
    return Mover(was=Stands(row["was"]), now=Stands(row["now"]), accountable=holder, **kept)  # type: ignore[arg-type]


def read_movers(
    path: Path,
    *,
    was: Stands | None = None,
    now: Stands | None = None,
    standard: str | None = None,
    organisations: Sequence[str | None] | None = None,
    crns: Collection[str] | None = None,
) -> Movers:
    """The movers of a file: of these states, this standard, these organisations and these people (None: of all).

    Raises `FileNotFoundError` where the file is gone.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    rows = pl.scan_parquet(path)
    for column, value in (("was", was), ("now", now), ("standard", standard)):
        if value is not None:
            rows = rows.filter(pl.col(column) == str(value))
    if organisations is not None:
        holder = pl.coalesce("before", "after")
        named = [code for code in organisations if code is not None]
        in_group = holder.is_in(named)
        rows = rows.filter(in_group | holder.is_null() if None in organisations else in_group)
    if crns is not None:
        rows = rows.filter(pl.col("crn").is_in(list(crns)))
    return Movers(rows.sort("opened", "crn", "opened_by", "standard").collect())


def drop_movers(folder: Path, keep: Collection[str]) -> int:
    """Remove the files of questions that are no longer kept. Returns how many. What another worker writes stays."""
    many = 0
    for path in (folder / FOLDER).glob("*.parquet"):
        if path.stem not in keep:
            path.unlink(missing_ok=True)
            many += 1
    return many
