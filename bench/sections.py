"""The sections of the bench: each gives its figures."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bench.figures import Figure, timed

ROOT = Path(__file__).parent.parent


def core() -> list[Figure]:
    """Reading the made-up extract, and both engines on it."""
    from bench import core as of

    reading = timed(of.read)
    table, standards = of.tiled(), of.all_standards()
    of.derive_all(table, standards)  # the first call also loads what Polars loads once
    all_packs = timed(lambda: of.derive_all(table, standards))
    briefing = timed(lambda: of.derive_all(table, of.standards_of("briefing")))
    cases, facts = of.cases()
    engine = timed(lambda: of.derive_cases(cases, standards))
    explained = timed(lambda: of.explain_one_person(cases, standards))
    return [
        Figure(f"read the made-up extract ({facts:,} facts)", reading, "s", 1.0),
        Figure(f"column engine, all packs, {len(table.frame):,} facts", all_packs, "s", 1.5),
        Figure("  the same, peak memory of the whole process", peak_of("core.column_engine_alone"), "GB", 1.0),
        Figure("  pack briefing alone", briefing, "s", 1.5, beside=f"{briefing / all_packs:.2f} of all packs"),
        Figure("case engine, all packs, explanations off", facts / engine, "facts/s", 200_000, at_least=True),
        Figure("every duty of one person explained", explained, "s", 1.0),
    ]


def peak_of(what: str) -> float:
    """The peak memory in GB of a process of its own that does one thing: `module.function` of this package."""
    module, _, name = what.partition(".")
    code = f"from bench import {module}; {module}.{name}()"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{what} failed")
    return usage.ru_maxrss / 1e6


def site() -> list[Figure]:
    """Making the demo world, appending to one person, and its pages."""
    found = json.loads(subprocess.check_output([sys.executable, "-m", "bench.site"], cwd=ROOT))
    figures = [
        Figure("make and load the demo world (2,000 people)", found["made"], "s", 60),
        Figure("append one fact to a person with 300, SQLite", 1000 * found["append"], "ms", 20),
    ]
    for name, page in found["pages"].items():
        figures.append(Figure(f"{name}, {page['queries']} queries", 1000 * page["seconds"], "ms", 60))
        figures.append(Figure("  its first load", page["kilobytes"], "kB", 60))
    return figures


def fairness() -> list[Figure]:
    """How often comparisons mark what is only chance, and find what is not."""
    from bench import fairness as of

    return of.figures()


def assignment() -> list[Figure]:
    """Many cases to many practitioners at once."""
    from bench.assignment import figures

    return figures()


def workload() -> list[Figure]:
    """The workload of a nation's officers, from the rows of their cases."""
    from bench.workload import figures

    return figures()


def speed() -> list[Figure]:
    """OGRS3 and RSR of a whole caseload."""
    from bench.score_speed import figures

    return figures()


def scores() -> list[Figure]:
    """Whether figures of a score find what is planted, and nothing where there is nothing."""
    from bench import score_quality as of

    return of.figures()


def nation() -> list[Figure]:
    """A nation's file made, read, derived, renewed and folded; and questions over it."""
    from bench.nation import figures

    return figures(facts_of_a_nation())


def facts_of_a_nation() -> Path | None:
    """The nation's file where it is kept for the next time; None where it must be made."""
    kept = Path(os.environ["THROUGHCARE_BENCH"]) / "nation.parquet"
    return kept if kept.exists() else None


def cluster() -> list[Figure]:
    """The same standards on a master and two workers, at two sizes."""
    from bench.cluster import figures

    return figures()


def load() -> list[Figure]:
    """The nation loaded into a PostgreSQL, which is kept in the folder for `pages`."""
    folder = Path(os.environ["THROUGHCARE_BENCH"])
    facts = facts_of_a_nation()
    if facts is None:
        from bench.nation import PEOPLE
        from bench.nation_files import synthesised

        facts = synthesised(PEOPLE, folder)
    command = [sys.executable, "-m", "bench.national_load", "--facts", str(facts), "--data", str(folder / "pg")]
    told = subprocess.check_output(command, cwd=ROOT, text=True)
    seconds = {name: float(found) for name, found in re.findall(r"^(\w[\w ]+?) +([0-9.]+) s", told, re.MULTILINE)}
    facts_loaded = int(re.search(r"facts=(\d+)", told).group(1))  # type: ignore[union-attr]
    return [
        Figure(
            f"import of {facts_loaded:,} facts, chains and lists included",
            seconds["all"],
            "s",
            900,
            beside=f"{facts_loaded / seconds['all']:,.0f} facts/s",
        ),
        *(
            Figure(f"  {name}", found, "s", beside=f"{found / seconds['all']:.2f} of all")
            for name, found in seconds.items()
            if name not in ("all", "of the processors")
        ),
    ]


def pages() -> list[Figure]:
    """The site with the nation in it, under many users; on the PostgreSQL that `load` left."""
    from bench.pages import figures

    return on_the_nation(figures)


def desk() -> list[Figure]:
    """The court desk with the nation in it, under many court officers; on the PostgreSQL that `load` left."""
    from bench.desk import figures

    return on_the_nation(figures)


def allocation() -> list[Figure]:
    """The desks of allocation with the nation in them, under many managers; on the PostgreSQL that `load` left."""
    from bench.allocation_desk import figures

    return on_the_nation(figures)


def matching() -> list[Figure]:
    """A defendant among 250,000 people, and a list of 120; in a PostgreSQL that goes again."""
    from tests.postgresql import server

    with server({}) as (_, url):
        command = [sys.executable, "-m", "bench.matching"]
        told = subprocess.check_output(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url})
    limits = {"one defendant": 100, "a list of 120, taken in": 5_000}
    return [
        Figure(f"{what}: p95", row["p95"], "ms", limits.get(what), beside=f"median {row['median']:.0f} ms")
        for what, row in json.loads(told).items()
        if isinstance(row, dict)
    ]


def line() -> list[Figure]:
    """The pages of a court at 128 kbit/s and 800 ms, in a browser."""
    from bench.slow_line import figures

    return figures()


def on_the_nation(measure: Callable[[], list[Figure]]) -> list[Figure]:
    """What is measured while the PostgreSQL that `load` left runs."""
    from bench.national_server import PORT, Server

    server = Server(Path(os.environ["THROUGHCARE_BENCH"]) / "pg", PORT)
    if not (server.data / "PG_VERSION").exists():
        raise RuntimeError("the pages need the nation in a database: run the section load first, with the same folder")
    server.start()
    try:
        os.environ["DATABASE_URL"] = server.url
        return measure()
    finally:
        server.stop()


def appending() -> list[Figure]:
    """Sixteen writers at once, for five minutes each time; the server and PostgreSQL killed half-way."""
    from bench.appending import figures

    return figures(int(os.environ.get("THROUGHCARE_BENCH_SECONDS", "300")))
