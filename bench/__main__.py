"""`python -m bench`: every figure that is promised, each the median of several runs, beside its limit."""

import json
import os
import platform
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.table import Table

from bench import core

RUNS = 5


@dataclass(frozen=True)
class Figure:
    """One measured figure: its value, its unit, and the limit that it must keep."""

    what: str
    value: float
    unit: str
    limit: float
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the figure keeps its limit."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def timed(run, runs: int = RUNS) -> float:
    """The median of the seconds that a call takes."""
    seconds = []
    for _ in range(runs):
        began = perf_counter()
        run()
        seconds.append(perf_counter() - began)
    return median(seconds)


def peak_of(what: str) -> float:
    """The peak memory in GB of a process of its own that does one thing."""
    code = f"from bench import core; core.{what}()"
    with subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parent.parent) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"core.{what} failed")
    return usage.ru_maxrss / 1e6


def figures() -> list[Figure]:
    """Measure everything."""
    reading = timed(core.read)
    table, standards = core.tiled(), core.all_standards()
    core.derive_all(table, standards)  # the first call also loads what Polars loads once
    all_packs = timed(lambda: core.derive_all(table, standards))
    briefing = timed(lambda: core.derive_all(table, core.standards_of("briefing")))
    cases, facts = core.cases()
    engine = timed(lambda: core.derive_cases(cases, standards))
    explained = timed(lambda: core.explain_one_person(cases, standards))
    return [
        Figure(f"read the made-up extract ({facts:,} facts)", reading, "s", 1.0),
        Figure(f"column engine, all packs, {len(table.frame):,} facts", all_packs, "s", 1.5),
        Figure("  the same, peak memory of the whole process", peak_of("column_engine_alone"), "GB", 1.0),
        Figure("  pack briefing alone", briefing, "s", 1.5),
        Figure("case engine, all packs, explanations off", facts / engine, "facts/s", 200_000, at_least=True),
        Figure("every duty of one person explained", explained, "s", 1.0),
    ]


def of_the_site() -> list[Figure]:
    """Measure the site, in a process of its own."""
    root = Path(__file__).parent.parent
    found = json.loads(subprocess.check_output([sys.executable, "-m", "bench.site"], cwd=root))
    figures = [
        Figure("make and load the demo world (2,000 people)", found["made"], "s", 60),
        Figure("append one fact to a person with 300, SQLite", 1000 * found["append"], "ms", 20),
    ]
    for name, page in found["pages"].items():
        figures.append(Figure(f"{name}, {page['queries']} queries", 1000 * page["seconds"], "ms", 60))
        figures.append(Figure("  its first load", page["kilobytes"], "kB", 60))
    return figures


def of_fairness() -> list[Figure]:
    """Measure how often comparisons mark what is only chance, and find what is not."""
    from bench import fairness  # it takes `Figure` from here

    return fairness.figures()


def main() -> int:
    """Print the table; 1 where a limit is not kept."""
    found = figures() + of_the_site() + of_fairness()
    table = Table(box=None, title=f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for name in ("figure", "measured", "limit", ""):
        table.add_column(name, justify="left" if name in ("figure", "") else "right")
    for figure in found:
        sign = "at least" if figure.at_least else "at most"
        number = f"{figure.value:,.0f}" if figure.value > 1000 else f"{figure.value:.2f}"
        limit = f"{sign} {figure.limit:,.0f}" if figure.at_least else f"{sign} {figure.limit}"
        table.add_row(figure.what, f"{number} {figure.unit}", limit, "" if figure.holds else "NOT KEPT")
    Console(width=120).print(table)
    Console(width=120).print(
        f"Medians of {RUNS}. This process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB."
    )
    return 0 if all(figure.holds for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
