"""What is timed: reading the made-up extract, and both engines on it."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import narwhals as nw
import polars as pl

from throughcare.exchange.extracts import Extract, read_extract
from throughcare.exchange.packs import read_pack, shipped_packs
from throughcare.facts import Fact
from throughcare.facts.stream import in_order, standing
from throughcare.standards.case_engine import CaseEngine
from throughcare.standards.column_engine import ObligationTable, derive
from throughcare.standards.explanations import explain
from throughcare.standards.fact_table import FactTable, cut, fact_table
from throughcare.standards.language import AnyStandard

ALPHA = Path(__file__).parent.parent / "examples" / "alpha"
AS_OF = date(2016, 6, 30)
MANY = 1_500_000


def read() -> Extract:
    """The made-up extract, read and checked."""
    return read_extract(ALPHA, as_of=AS_OF)


@cache
def all_standards() -> tuple[AnyStandard, ...]:
    """Every standard of every pack."""
    return tuple(standard for name in shipped_packs() for standard in read_pack(name).standards)


def standards_of(pack: str) -> tuple[AnyStandard, ...]:
    """The standards of one pack."""
    return tuple(standard for standard in all_standards() if standard.pack == pack)


def tiled(rows: int = MANY) -> FactTable:
    """The extract's facts laid side by side until there are `rows` of them, each time of other people."""
    extract = read()
    table = cut(fact_table(extract.facts, backend="polars"), as_of=AS_OF)
    once = nw.to_native(table.frame)
    copies = -(-rows // len(once))
    many = pl.concat([_moved(once, copy, len(extract.people)) for copy in range(copies)]).rechunk()
    return replace(table, frame=nw.from_native(many), people=range(copies * len(extract.people)))


def _moved(once: pl.DataFrame, copy: int, people: int) -> pl.DataFrame:
    """The same facts of other people: other persons, places, orders and threads."""
    steps = {"person": people, "pos": len(once), "order": once["order"].max() + 1, "thread": once["thread"].max() + 1}
    moved = {name: (pl.col(name) + copy * step).cast(once.schema[name]) for name, step in steps.items()}
    for name in ("order", "thread"):  # 0 stays *not recorded*
        moved[name] = pl.when(pl.col(name) > 0).then(moved[name]).otherwise(pl.col(name))
    return once.with_columns(**moved)


def derive_all(table: FactTable, standards: tuple[AnyStandard, ...]) -> ObligationTable:
    """The column engine on a table that is in order."""
    return derive(table, standards)


def column_engine_alone() -> None:
    """Tile and derive, and nothing else: for the memory of a process of its own."""
    derive_all(tiled(), all_standards())


def cases() -> tuple[list[list[Fact]], int]:
    """Everybody's facts, cut and in order, in memory; and how many they are."""
    streams = [in_order(standing(facts, as_of=AS_OF)) for facts in read().facts.values()]
    return streams, sum(map(len, streams))


def derive_cases(streams: list[list[Fact]], standards: tuple[AnyStandard, ...]) -> int:
    """The case engine, one person after another; how many duties there are."""
    engine = CaseEngine(standards)
    return sum(len(engine.derive(facts)) for facts in streams)


def explain_one_person(streams: list[list[Fact]], standards: tuple[AnyStandard, ...]) -> int:
    """Every duty of the person with the most facts, explained."""
    facts = max(streams, key=len)
    by_name = {standard.name: standard for standard in standards}
    made = CaseEngine(standards).derive(facts)
    return sum(len(explain(by_name[each.standard], each, facts, as_of=AS_OF).sentences) for each in made)
