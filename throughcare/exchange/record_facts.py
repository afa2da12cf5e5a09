"""The record as a file of facts: streamed from the database, some people at a time, in the order of such a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow as pa

from throughcare.exchange.extracts import Progress
from throughcare.exchange.fact_files import About, MadeUp, OrganisationRow, TeamRow, fact_file_writer
from throughcare.exchange.fact_files.groups import as_ours
from throughcare.exchange.fact_files.schema import CHAIN, COLUMNS, PAYLOAD, PERSON, RANK, STAFF
from throughcare.records.models import Organisation, Staff, Team
from throughcare.records.queries.all_facts import OF_ROW, Ends, ends_of_people, ends_of_staff, facts_as_csv
from throughcare.records.queries.loads import made_up_load
from throughcare.records.queries.mark import mark

FACTS_AT_ONCE = 200_000
"""Facts in one piece of the file, and so in memory at once, about."""

_TEXTS = ("kind", "by_staff", "by_organisation", "content", *CHAIN)
_SCHEMA = {name: pl.String if name in _TEXTS else pl.Int64 for name in OF_ROW}


def _type_in_json(type_: pa.DataType) -> pl.DataType:
    if pa.types.is_integer(type_):
        return pl.Int64()
    return pl.Float64() if pa.types.is_floating(type_) else pl.String()


_CONTENT = pl.Struct(
    {
        "note": pl.String(),
        "thread": pl.String(),
        "payload": pl.Struct({name: _type_in_json(type_) for name, type_ in PAYLOAD.items()}),
    }
)


def write_record(path: Path, *, as_of: date, with_chain: bool = False, told: Progress | None = None) -> int:
    """Write all facts of the record to a file; `as_of` is the day of today. Returns how many.

    With the chain the file can be verified, and loaded elsewhere with its links kept. Raises `CouldNotWrite`.
    """
    people, staff = ends_of_people(), ends_of_staff()
    total = sum(each.facts for each in (*people, *staff))
    with fact_file_writer(path, about_record(as_of, len(people)), with_chain=with_chain) as writer:
        for stream, ends in ((PERSON, people), (STAFF, staff)):
            for some in pieces_of(ends):
                writer.write(facts_of(some, stream=stream, with_chain=with_chain))
                if told:
                    told(writer.rows, total, f"facts up to {some[-1].code}")
    return writer.rows


def about_record(as_of: date, people: int) -> About:
    """What a file of the whole record says of itself."""
    return About(
        as_of,
        tuple(OrganisationRow(o.code, o.name, o.type, o.owner) for o in Organisation.objects.order_by("code")),
        tuple(TeamRow(t.code, t.organisation_id, t.name) for t in Team.objects.order_by("organisation", "code")),
        dict(Staff.objects.exclude(name="").order_by("code").values_list("code", "name")),
        _made_up(people),
    )


def _made_up(people: int) -> MadeUp | None:
    load, demo = made_up_load(), mark()
    if load and load.made_up:
        return replace(MadeUp(**load.made_up), people=people)
    return MadeUp(demo.seed, people, 0) if demo else None


def pieces_of(ends: Sequence[Ends], at_once: int = FACTS_AT_ONCE) -> Iterator[Sequence[Ends]]:
    """Streams in pieces of about so many facts."""
    begin = facts = 0
    for place, each in enumerate(ends):
        if facts and facts + each.facts > at_once:
            yield ends[begin:place]
            begin, facts = place, 0
        facts += each.facts
    if facts:
        yield ends[begin:]


def facts_of(ends: Sequence[Ends], *, stream: str = PERSON, with_chain: bool = False) -> pa.Table:
    """The facts of some streams (in order of code) with the columns and in the order of a file of facts.

    What was erased keeps its envelope, and says nothing.
    """
    text = facts_as_csv([each.key for each in ends], of_staff=stream == STAFF)
    rows = pl.read_csv(text, has_header=False, schema=_SCHEMA) if text else pl.DataFrame(schema=_SCHEMA)
    whose = pl.DataFrame(
        {"key": [each.key for each in ends], "person": [each.code for each in ends], "turn_": range(len(ends))}
    )
    decoded = pl.col("content").str.json_decode(_CONTENT).alias("said")
    said = rows.select(pl.exclude("content"), decoded).unnest("said").unnest("payload")  # a kind may have a content too
    ordered = said.join(whose, on="key").sort("turn_", "on", pl.col("kind").replace_strict(RANK), "number")
    names = [*COLUMNS, *(CHAIN if with_chain else ())]
    return as_ours(ordered.select([_column(name, stream) for name in names]).to_arrow())


def _column(name: str, stream: str) -> pl.Expr:
    if name == "stream":
        return pl.lit(stream).alias(name)
    type_ = COLUMNS.get(name, CHAIN.get(name))
    if name == "on":
        return pl.col(name).cast(pl.Int32).cast(pl.Date)
    if pa.types.is_date32(type_):
        return pl.col(name).str.to_date("%Y-%m-%d")
    if pa.types.is_timestamp(type_):
        return pl.col(name).cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
    return pl.col(name).cast(pl.Int32) if pa.types.is_int32(type_) else pl.col(name)
