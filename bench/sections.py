"""The sections of the bench: each gives its figures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
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


def cluster() -> list[Figure]:
    """All packs on a master and two workers."""
    from bench import cluster as of

    return of.figures()
