"""One measured figure, and the one table in which all of them stand."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from rich.table import Table

RUNS = 5


@dataclass(frozen=True)
class Figure:
    """One measured figure: its value and unit, the limit that it must keep (None: it is told, no more), and what it is
    held against: a ratio to another figure of the same run, in words.
    """

    what: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False
    beside: str = ""

    @property
    def holds(self) -> bool:
        """Whether the figure keeps its limit."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def timed(run, runs: int = RUNS) -> float:
    """The median of the seconds that a call takes."""
    seconds = []
    for _ in range(runs):
        began = perf_counter()
        run()
        seconds.append(perf_counter() - began)
    return median(seconds)


def new_table() -> Table:
    """The table of a run, with the machine in its title."""
    machine = f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    table = Table(box=None, title=machine)
    for name in ("figure", "measured", "limit", "beside", ""):
        table.add_column(name, justify="right" if name in ("measured", "limit") else "left")
    return table


def add(table: Table, section: str, figures: Iterable[Figure]) -> None:
    """The figures of one section, under its name."""
    table.add_row(f"[bold]{section}")
    for figure in figures:
        sign = "at least" if figure.at_least else "at most"
        limit = "" if figure.limit is None else f"{sign} {number(figure.limit)}"
        missed = "" if figure.holds else "NOT KEPT"
        table.add_row(figure.what, f"{number(figure.value)} {figure.unit}", limit, figure.beside, missed)


def number(value: float) -> str:
    """A value with as many places as it needs."""
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"
