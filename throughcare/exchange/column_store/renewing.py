"""An overlay: the whole new streams of some people, and the obligations of these alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from throughcare.exchange.column_store.files import FACTS, OBLIGATIONS, PEOPLE, store_file, write_obligations
from throughcare.exchange.fact_files import About, fact_file_writer, tables_in, write_facts
from throughcare.facts import Fact
from throughcare.standards.language import AnyStandard


def write_renewed(
    folder: Path, streams: Mapping[str, Sequence[Fact]] | pa.Table, about: About, standards: Sequence[AnyStandard]
) -> int:
    """Write the files of an overlay into a folder. Returns how many duties there are in it.

    Raises `FactFileFault` where a table is out of order, and `ValueError` where a stream holds somebody else's facts.
    """
    if isinstance(streams, pa.Table):
        people = set(streams["person"].unique().to_pylist())
        with fact_file_writer(folder / FACTS, about) as writer:
            writer.write(streams)
    else:
        people = set(streams)
        for person, facts in streams.items():
            if any(fact.person != person for fact in facts):
                raise ValueError(f"the stream of {person} holds facts of somebody else")
        write_facts(folder / FACTS, about, streams)
    (folder / PEOPLE).write_text("".join(f"{person}\n" for person in sorted(people)), "utf-8")
    tables = tables_in(store_file(folder / FACTS), standards=standards, as_of=about.as_of)
    _, duties = write_obligations(folder / OBLIGATIONS, tables, standards)
    return duties
