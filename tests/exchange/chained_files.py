"""A file of facts that carries a chain, as a record that was exported with it."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from throughcare.exchange.fact_files import About, fact_file_writer, write_facts
from throughcare.facts import Fact
from throughcare.facts.chain import ORIGIN, linked


def write_chained(folder: Path, people: Mapping[str, Sequence[Fact]]) -> Path:
    """Write `chained.parquet`, and the same without a chain as `plain.parquet` beside it."""
    about, links = About(date(2019, 1, 1)), {}
    for person, facts in people.items():
        previous = ORIGIN
        for fact in sorted(facts, key=lambda fact: fact.number):
            link = linked(fact, previous=previous, salt=f"{fact.number:04x}")
            links[person, fact.number], previous = link, link.hash
    write_facts(folder / "plain.parquet", about, people)
    table = pq.read_table(folder / "plain.parquet")
    own = [links[row["person"], row["number"]] for row in table.select(["person", "number"]).to_pylist()]
    for name in ("salt", "digest", "hash"):
        table = table.append_column(name, pa.array([getattr(link, name) for link in own], pa.string()))
    with fact_file_writer(folder / "chained.parquet", about, with_chain=True) as writer:
        writer.write(table)
    return folder / "chained.parquet"
