"""Obligations made on a cluster: from a file of facts to a table in memory, or to files that the workers write."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from throughcare.exchange.cluster.facts import spark_table
from throughcare.exchange.cluster.session import connected
from throughcare.exchange.fact_files import FactFile, open_facts
from throughcare.facts.stream import Clock
from throughcare.measures.counting import Count, counts_of, tallied
from throughcare.measures.further_conviction import convictions_counted, convictions_tallied
from throughcare.standards.column_engine import ObligationTable, derive
from throughcare.standards.fact_table import FactTable, Frame, cut
from throughcare.standards.language import FIELDS, AnyStandard, Pack, Pattern, names_in
from throughcare.standards.windows import OrderedWindows


def derive_on_cluster(
    facts: Path,
    standards: Sequence[AnyStandard],
    *,
    master: str,
    as_of: date,
    known_on: date | None = None,
    clock: Clock = Clock.HAPPENED,
) -> ObligationTable:
    """All obligations of the people in a file of facts, made by the workers and brought here.

    What `column_engine.derive` gives for the same facts, its rows in no order and people numbered by name. Every
    worker must find the file at the same path. Raises `FactFileFault`, `ClusterFault` and `NoRecordingTime`.
    """
    file = open_facts(facts)
    with connected(master) as session:
        return collected(made_on(session, file, standards, as_of=as_of, known_on=known_on, clock=clock))


def measure_on_cluster(
    facts: Path,
    packs: Sequence[Pack],
    *,
    commencement: Pattern,
    group_of: Mapping[str, str],
    master: str,
    as_of: date,
    known_on: date | None = None,
    clock: Clock = Clock.HAPPENED,
) -> list[Count]:
    """What `nation.measure_nation` counts, counted by the workers: only the counts are brought here."""
    standards = [standard for pack in packs for standard in pack.standards]
    file = open_facts(facts)
    with connected(master) as session:
        more = {name for name in names_in(commencement) if name in FIELDS}
        table = ready_on(session, file, standards, as_of=as_of, known_on=known_on, clock=clock, fields=more)
        table = replace(table, frame=kept(table.frame))  # read for the duties, and for further convictions
        duties = tallied(derive(table, standards, OrderedWindows(kept)), as_of=as_of)
        convictions = convictions_tallied(table, commencement)
    convicted = convictions_counted(convictions, group_of=group_of, pack=packs[0].name)
    return [*counts_of(duties, standards, group_of), *convicted]


def write_on_cluster(
    facts: Path,
    standards: Sequence[AnyStandard],
    into: Path,
    *,
    master: str,
    as_of: date,
    known_on: date | None = None,
    clock: Clock = Clock.HAPPENED,
) -> None:
    """The same, written by the workers as Parquet into the folder `into`, which must not be there yet.

    For more obligations than one machine holds. Names stand in place of numbers: columns standard, person,
    opened_by, opened, due, met, ended, owed and accountable. It holds a file `_SUCCESS` once it is whole.
    """
    file = open_facts(facts)
    if into.exists():
        raise FileExistsError(17, "is there already", str(into))
    with connected(master) as session:
        made = made_on(session, file, standards, as_of=as_of, known_on=known_on, clock=clock)
        _with_names(made).write.parquet(into.resolve().as_uri())


def made_on(
    session: Any,
    file: FactFile,
    standards: Sequence[AnyStandard],
    *,
    as_of: date,
    known_on: date | None = None,
    clock: Clock = Clock.HAPPENED,
) -> ObligationTable:
    """The obligations as a lazy frame of Spark: nothing but the survey of the file has run yet."""
    table = ready_on(session, file, standards, as_of=as_of, known_on=known_on, clock=clock)
    return derive(table, standards, OrderedWindows(kept))


def ready_on(
    session: Any,
    file: FactFile,
    standards: Sequence[AnyStandard],
    *,
    as_of: date,
    known_on: date | None = None,
    clock: Clock = Clock.HAPPENED,
    fields: AbstractSet[str] = frozenset(),
) -> FactTable:
    """The facts of a file as a table of Spark that is cut and in order, as `derive` asks for.

    It has the fields that the standards read, and those named beside.
    """
    table = cut(spark_table(session, file, standards, fields), as_of=as_of, known_on=known_on, clock=clock)
    return replace(table, frame=nw.from_native(nw.to_native(table.frame).sortWithinPartitions("person", "pos")))


def kept(frame: Frame) -> Frame:
    """Computed once, and then held by the workers in memory, or on disk: made again where a worker is lost.

    What follows is planned on top of what is held, and not on all that led to it: planning is then five times as quick.
    """
    from pyspark import StorageLevel
    from pyspark.sql import DataFrame

    place = "pos" if "pos" in frame.columns else "event"
    held = nw.to_native(frame).sortWithinPartitions("person", place).persist(StorageLevel.MEMORY_AND_DISK)
    session = held.sparkSession
    leaf = held._jdf.queryExecution().withCachedData()
    again = session._jvm.org.apache.spark.sql.classic.Dataset.ofRows(session._jsparkSession, leaf)
    return nw.from_native(DataFrame(again, session))


def collected(made: ObligationTable) -> ObligationTable:
    """The obligations in memory here, with people numbered in the order of their names."""
    rows: pl.DataFrame = nw.to_native(made.frame.collect("polars"))
    people = rows["person"].unique().sort()
    rows = rows.with_columns(pl.col("person").replace_strict(people, pl.int_range(len(people), eager=True)))
    facts: FactTable = replace(made.facts, people=people.to_list())
    return ObligationTable(nw.from_native(rows), made.standards, facts)


def _with_names(made: ObligationTable) -> Any:
    from pyspark.sql import functions as f

    standards = f.array(*(f.lit(standard.name) for standard in made.standards))
    providers = f.array(*(f.lit(name) for name in made.facts.providers.names))
    frame = nw.to_native(made.frame)
    return frame.withColumns({"standard": standards[f.col("standard")], "accountable": providers[f.col("accountable")]})


def plan_of(made: ObligationTable) -> str:
    """The physical plan of a lazy table of obligations, as Spark prints it."""
    return str(nw.to_native(made.frame)._jdf.queryExecution().executedPlan().toString())


def exchanges_in(plan: str) -> set[str]:
    """The shuffles in a plan, each once however often it is read.

    What is sent whole to every worker (`BroadcastExchange`: due days, names) moves no facts and is not counted.
    """
    return set(re.findall(r"(?<!Broadcast)(?<!Reused)Exchange (?!.*Broadcast).*?\[plan_id=(\d+)\]", plan))
