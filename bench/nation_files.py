"""The files that the bench of the nation works on."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa

from throughcare.exchange.fact_files import (
    COLUMNS,
    PERSON,
    fact_file_writer,
    open_facts,
    streams_in,
    write_facts,
)
from throughcare.exchange.fact_files.pieces import streams_of, whole_people
from throughcare.facts import Fact


def synthesised(people: int, folder: Path) -> Path:
    """A made-up nation."""
    out = folder / "nation.parquet"
    command = [sys.executable, "-m", "throughcare", "synthesise", "--people", str(people), "--out", str(out)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return out


def a_quarter_of(facts: Path, folder: Path) -> Path:
    """Every fourth person of a file."""
    out = folder / "quarter.parquet"
    file = open_facts(facts)
    seen = 0
    with fact_file_writer(out, file.about) as writer:
        for table in whole_people(file, list(COLUMNS)):
            parts = []
            for (stream, _), first, rows in streams_of(table):
                if stream == PERSON:
                    seen += 1
                    if seen % 4 == 0:
                        parts.append(np.arange(first, first + rows))
            if parts:
                writer.write(table.take(pa.array(np.concatenate(parts))))
    return out


def some_people(facts: Path, many: int, folder: Path) -> tuple[dict[str, Sequence[Fact]], pa.Table, Path]:
    """New streams for people spread over a file: each gets the facts of the next person, and one is forgotten.

    Gives them as facts, as a table, and the whole file as it is with them: what a full derivation is made of.
    """
    file = open_facts(facts)
    people = pl.scan_parquet(facts).filter(pl.col("stream") == PERSON).select("person").unique().collect()
    names = people["person"].cast(pl.String).sort().to_list()
    step = max(2, len(names) // many)
    chosen = {name: names[place + 1] for place, name in enumerate(names[:-1]) if place % step == 0}
    chosen = dict(list(chosen.items())[:many])
    given = dict(zip(chosen.values(), chosen, strict=True))
    frame = pl.scan_parquet(facts).filter(pl.col("person").cast(pl.String).is_in(list(given))).collect()
    own = folder / "chosen.parquet"
    with fact_file_writer(own, file.about) as writer:
        writer.write(frame.filter(pl.col("stream") == PERSON).to_arrow())
    streams: dict[str, Sequence[Fact]] = {
        given[whose]: tuple(replace(fact, person=given[whose]) for fact in facts_of)
        for _, whose, facts_of in streams_in(open_facts(own))
    }
    write_facts(folder / "new.parquet", file.about, streams)
    (table,) = whole_people(open_facts(folder / "new.parquet"), list(COLUMNS))
    return streams, table, _with(facts, table, folder / "changed.parquet")


def _with(facts: Path, new: pa.Table, out: Path) -> Path:
    """The whole file with these people's streams for those that they had: the slow and obvious way, by sorting."""
    file = open_facts(facts)
    changed = set(new["person"].unique().to_pylist())
    fresh = pl.DataFrame(pl.from_arrow(new))
    with fact_file_writer(out, file.about) as writer:
        for table in whole_people(file, list(COLUMNS)):
            frame = pl.DataFrame(pl.from_arrow(table))
            is_changed = (pl.col("stream") == PERSON) & pl.col("person").cast(pl.String).is_in(sorted(changed))
            here = frame.filter(is_changed)["person"].cast(pl.String).unique().to_list()
            own = fresh.filter(pl.col("person").cast(pl.String).is_in(here))
            both = pl.concat([frame.filter(~is_changed), own.cast(dict(frame.schema))]).with_row_index("row")
            both = both.sort(pl.col("stream").cast(pl.String), pl.col("person").cast(pl.String), "row").drop("row")
            writer.write(both.to_arrow())
    return out
