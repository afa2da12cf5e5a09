"""`python -m bench.cluster [1 2 4]`: what a cluster of two workers takes, by stage, and how it grows.

The facts are those of the made-up extract, laid side by side until there are half a million, and once, twice and four
times as many. The stages of one run, in turn: connect to the cluster; survey the file (which days, whose names); plan
all standards; move every fact to its person, sort, and hold what all standards read; derive and count the obligations.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Console
from rich.table import Table

from bench.core import AS_OF, all_standards, read
from bench.figures import Figure
from throughcare.exchange.cluster import LocalCluster, connected, exchanges_in, plan_of
from throughcare.exchange.cluster.deriving import kept, ready_on
from throughcare.exchange.fact_files import COLUMNS, About, FactFile, fact_file_writer, open_facts, write_facts
from throughcare.standards.column_engine import derive
from throughcare.standards.windows import OrderedWindows

ONCE = 500_000
ONCE_A_RUN = ("connect", "plan")
"""Stages that do not look at the facts."""

NATION = 600_000_000
"""Facts of ten million people, at sixty each."""


@dataclass
class Run:
    """One run: its facts, the shuffles of its plan, and for each stage its seconds and those of the workers' tasks on
    a core: these tell how it grows on a machine that has other things to do too.
    """

    facts: int
    session: Any = None
    exchanges: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    on_a_core: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage."""
        began, before = perf_counter(), self.cpu()
        yield
        self.seconds[name] = perf_counter() - began
        self.on_a_core[name] = self.cpu() - before

    def cpu(self) -> float:
        """The seconds that tasks have spent on a core so far."""
        if self.session is None:
            return 0.0
        gateway, java = self.session.sparkContext._gateway, self.session._jvm
        none = gateway.new_array(java.double, 0), java.java.util.ArrayList()
        stages = self.session.sparkContext._jsc.sc().statusStore().stageList(None, False, False, *none)
        return sum(stages.apply(place).executorCpuTime() for place in range(stages.size())) / 1e9


def tiled_file(once: FactFile, rows: int, path: Path) -> FactFile:
    """The facts of a file, each time of other people, until there are `rows`; each time one piece of the new file."""
    table = once.reader().read(columns=list(COLUMNS))
    people = table["person"].cast(pa.string())
    with fact_file_writer(path, About(AS_OF)) as writer:
        for copy in range(-(-rows // len(table))):
            named = pc.binary_join_element_wise(f"{copy:06}", people, "/")
            writer.write(table.set_column(table.column_names.index("person"), "person", named))
    return open_facts(path)


def measured(master: str, file: FactFile) -> Run:
    """One run of all standards of all packs."""
    run, standards = Run(file.rows), all_standards()
    held = []

    def keep(frame):
        held.append(kept(frame))
        return held[-1]

    with ExitStack() as stack:
        with run.stage("connect"):
            session = stack.enter_context(connected(master))
        run.session = session
        with run.stage("survey"):
            table = ready_on(session, file, standards, as_of=AS_OF)
        with run.stage("plan"):
            made = derive(table, standards, OrderedWindows(keep))
            run.exchanges = len(exchanges_in(plan_of(made)))
        with run.stage("shuffle, sort, hold"):
            for frame in held:
                frame.to_native().count()
        with run.stage("derive"):
            # Every column is made, nothing is brought here: what a nation's obligations would do.
            made.frame.to_native().write.format("noop").mode("overwrite").save()
        run.session = None
    return run


def slope(runs: list[Run], name: str) -> tuple[float, float]:
    """Least squares: the seconds on a core that a stage takes anyhow, and those of each million facts."""
    xs, ys = [run.facts / 1e6 for run in runs], [run.on_a_core[name] for run in runs]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    a_million = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread if spread else 0.0
    return mean_y - a_million * mean_x, a_million


def runs_of(times: list[int]) -> list[Run]:
    """A cluster started, and a run with so many times the facts, one after another."""
    runs = []
    with tempfile.TemporaryDirectory(prefix="throughcare-bench-") as name, LocalCluster.running() as cluster:
        os.environ["SPARK_CONF_DIR"] = str(cluster.settings)
        write_facts(Path(name) / "once.parquet", About(AS_OF), read().facts)
        once = open_facts(Path(name) / "once.parquet")
        for many in times:
            path = Path(name) / f"{many}.parquet"
            runs.append(measured(cluster.master, tiled_file(once, many * ONCE, path)))
            path.unlink()
            print(f"{runs[-1].facts:,} facts: {runs[-1].seconds}, on a core {runs[-1].on_a_core}", file=sys.stderr)
    return runs


def figures() -> list[Figure]:
    """What `python -m bench` tells of a cluster."""
    runs = runs_of([1, 2])
    whole = [sum(run.seconds.values()) for run in runs]
    return [
        Figure("shuffles in the plan of all standards", runs[0].exchanges, "", 1),
        *(
            Figure(f"all packs, {run.facts:,} facts, two workers", all_of, "s")
            for run, all_of in zip(runs, whole, strict=True)
        ),
        Figure("  each further million facts, on one core", growth(runs), "s"),
    ]


def growth(runs: list[Run]) -> float:
    """The seconds on a core that each million facts takes, all stages together."""
    return sum(slope(runs, stage)[1] for stage in runs[0].seconds if stage not in ONCE_A_RUN)


def main() -> int:
    """Print the table."""
    runs = runs_of([int(text) for text in sys.argv[1:]] or [1, 2, 4])
    load = os.getloadavg()[0]
    table = Table(box=None, title=f"{platform.platform()}, {os.cpu_count()} cores, load {load:.1f}")
    for heading in ("stage", *(f"{run.facts:,} facts" for run in runs), "of a core anyhow", "each million"):
        table.add_column(heading, justify="left" if heading == "stage" else "right")
    for stage in runs[0].seconds:
        anyhow, a_million = slope(runs, stage)
        told = [f"{run.seconds[stage]:.1f} s ({run.on_a_core[stage]:.1f} s)" for run in runs]
        table.add_row(stage, *told, f"{anyhow:.1f} s", f"{a_million:.1f} s")
    screen, grows = Console(width=120), growth(runs)
    screen.print(table)
    hours = grows * NATION / 1e6 / 3600
    screen.print(
        f"In brackets: what the tasks took of a core. {runs[0].exchanges} shuffle in the plan. Each million facts "
        f"takes {grows:.1f} s of a core: {NATION / 1e6:,.0f} million {hours:.1f} hours of one, "
        f"{hours / 64 * 60:.0f} minutes of 64 that share the work evenly."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
