"""The nation derived slice by slice: while slices are worked on, the next one is read, so memory stays bounded.

Polars and Parquet leave the interpreter free while they work, so threads are enough for every core.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import narwhals as nw
import polars as pl

from throughcare.exchange.extracts import Progress
from throughcare.exchange.fact_files import FactFile, tables_in
from throughcare.facts.stream import Clock
from throughcare.measures.counting import Count, Many, counts_of, tallied
from throughcare.measures.further_conviction import convictions_counted, convictions_tallied
from throughcare.standards.column_engine import ObligationTable, derive
from throughcare.standards.fact_table import Book, FactTable, fact_table
from throughcare.standards.language import FIELDS, AnyStandard, Pack, Pattern, kinds_of, names_in

T = TypeVar("T")

AT_ONCE = max(1, min(4, os.cpu_count() or 1))
"""How many slices are worked on at a time: each takes some hundred megabytes."""

COMPACT = {
    "standard": pl.Int16,
    "person": pl.Int32,
    "opened_by": pl.Int32,
    "opened": pl.Int32,
    "due": pl.Int32,
    "met": pl.Int32,
    "ended": pl.Int32,
    "owed": pl.Int8,
    "accountable": pl.Int32,
}
"""The columns of obligations and how little room each needs: a nation has ten million of them."""


@dataclass(frozen=True, slots=True)
class NationDuties:
    """The obligations of everybody as one frame, with the names behind its numbers.

    Columns as in an `ObligationTable`; `person` is the place in `people`, and rows stand by person. `facts` is how
    many facts they were made of.
    """

    frame: pl.DataFrame
    standards: tuple[AnyStandard, ...]
    people: Sequence[str]
    providers: Book
    facts: int

    def as_table(self) -> ObligationTable:
        """The same as the engine gives of one slice, to be counted as that is."""
        nobody = replace(fact_table({}, backend="polars"), people=self.people, providers=self.providers)
        return ObligationTable(nw.from_native(self.frame), self.standards, nobody)


def derive_nation(
    file: FactFile,
    standards: Sequence[AnyStandard],
    *,
    as_of: date,
    known_on: date | None = None,
    clock: Clock = Clock.HAPPENED,
    told: Progress | None = None,
) -> NationDuties:
    """The obligations of everybody in a file. `told` hears of rows read.

    Raises `FactFileFault` and `NoRecordingTime`, as `tables_in` does.
    """
    tables = tables_in(file, standards=standards, as_of=as_of, known_on=known_on, clock=clock, told=told)
    return all_duties(tables, standards)


def all_duties(tables: Iterable[FactTable], standards: Sequence[AnyStandard]) -> NationDuties:
    """The obligations of slices of people, as one."""
    people: list[str] = []
    frames: list[pl.DataFrame] = []
    providers, facts = Book(), 0
    for made, frame in each_slice(tables, standards, _compact):
        frames.append(frame.with_columns(pl.col("person") + len(people)))
        people += made.facts.people
        providers, facts = made.facts.providers, facts + len(made.facts.frame)
    empty = pl.DataFrame(schema=COMPACT)
    return NationDuties(pl.concat([empty, *frames]), tuple(standards), people, providers, facts)


def measure_nation(
    file: FactFile,
    packs: Sequence[Pack],
    *,
    commencement: Pattern,
    group_of: Mapping[str, str],
    as_of: date,
    known_on: date | None = None,
    clock: Clock = Clock.HAPPENED,
    told: Progress | None = None,
) -> list[Count]:
    """Every standard of the packs counted over a file of facts, and further convictions after `commencement` beside
    them; see `measures.counting.count`. No obligation is kept, so memory does not grow with the nation.

    Raises `FactFileFault` and `NoRecordingTime`, as `tables_in` does.
    """
    standards = [standard for pack in packs for standard in pack.standards]
    tables = tables_in(
        file,
        standards=standards,
        kinds={"convicted", "allocated"} | kinds_of(commencement),
        fields={name for name in names_in(commencement) if name in FIELDS},
        as_of=as_of,
        known_on=known_on,
        clock=clock,
        told=told,
    )

    def tally(made: ObligationTable) -> tuple[list[Many], list[tuple[str | None, bool, int]]]:
        return tallied(made, as_of=as_of), convictions_tallied(made.facts, commencement)

    duties: list[Many] = []
    convictions: list[tuple[str | None, bool, int]] = []
    for some_duties, some_convictions in each_slice(tables, standards, tally):
        duties += some_duties
        convictions += some_convictions
    convicted = convictions_counted(convictions, group_of=group_of, pack=packs[0].name)
    return [*counts_of(duties, standards, group_of), *convicted]


def _compact(made: ObligationTable) -> tuple[ObligationTable, pl.DataFrame]:
    frame = nw.to_native(made.frame).select(pl.col(name).cast(type_) for name, type_ in COMPACT.items())
    return made, frame.sort("person", maintain_order=True)


def each_slice(
    tables: Iterable[FactTable],
    standards: Sequence[AnyStandard],
    then: Callable[[ObligationTable], T],
    *,
    at_once: int = AT_ONCE,
) -> Iterator[T]:
    """What `then` makes of the obligations of each slice, in order; some slices are worked on at a time."""
    return each_table(tables, lambda table: then(derive(table, standards)), at_once=at_once)


def each_table(tables: Iterable[FactTable], work: Callable[[FactTable], T], *, at_once: int = AT_ONCE) -> Iterator[T]:
    """What `work` makes of each slice, in order; some slices are worked on at a time."""
    waiting: deque[Future[T]] = deque()
    with ThreadPoolExecutor(at_once) as pool:
        try:
            for table in tables:
                waiting.append(pool.submit(work, table))
                del table
                if len(waiting) >= at_once:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:  # whoever stops listening does not wait for what nobody will hear
            for future in waiting:
                future.cancel()
