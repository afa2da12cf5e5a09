"""A what-if over a nation: some slices of people are worked on at a time, while the next one is read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

from throughcare.exchange.nation import each_table
from throughcare.measures.side_by_side import ALWAYS, Period, SideBySide, Slice
from throughcare.measures.what_if import count_slice
from throughcare.standards.changes import WhatIf
from throughcare.standards.fact_table import FactTable


def what_if_at_once(
    what_if: WhatIf,
    tables: Iterable[FactTable],
    *,
    as_of: date,
    period: Period = ALWAYS,
    without: Collection[str] = (),
    keep: Callable[[Slice], None] | None = None,
) -> SideBySide:
    """The same as `measures.what_if.count_what_if`. Whoever gives the tables may stop the work by raising."""

    def work(table: FactTable) -> tuple[Slice, SideBySide]:
        return count_slice(what_if, table, as_of=as_of, period=period, without=without)

    counted = SideBySide()
    for part, own in each_table(tables, work):
        counted += own
        if keep:
            keep(part)
    return counted
