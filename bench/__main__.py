"""`python -m bench [section …]`: every figure that is promised, beside its limit, in one table.

    python -m bench                everything (about three quarters of an hour)
    python -m bench core site      some sections

Each section runs in a process of its own, one after another, so that none slows or helps another. Those that need the
nation make it first, in a folder that THROUGHCARE_BENCH names (it may be kept for the next time) or that goes again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from bench.figures import Figure, add, new_table

ROOT = Path(__file__).parent.parent
SECTIONS = {
    "core": "the core, on 1.5 million facts",
    "site": "the site, with 2,000 people",
    "fairness": "comparisons",
    "workload": "the workload of a nation's officers",
    "assignment": "many cases to many practitioners at once",
    "speed": "scores of 250,000 people",
    "scores": "how good a score is, on 250,000 made-up people",
    "nation": "a nation: 250,000 people, 15 million facts",
    "cluster": "a cluster: two workers",
    "load": "a nation loaded into PostgreSQL",
    "pages": "the site with a nation in it",
    "desk": "the court desk with a nation in it",
    "allocation": "the desks of allocation with a nation in them",
    "matching": "a defendant among 250,000 people",
    "line": "a court on a slow line",
    "appending": "appending under load",
}
"""The sections in the order in which they run: `pages`, `desk` and `allocation` ask what `load` has loaded."""


def figures_of(section: str) -> list[Figure]:
    """What a section measures, in this process."""
    from bench import sections

    return getattr(sections, section)()


def measure(section: str) -> list[Figure]:
    """What a section measures, in a process of its own."""
    command = [sys.executable, "-m", "bench", "--json", section]
    told = subprocess.check_output(command, cwd=ROOT, stdin=subprocess.DEVNULL)
    return [Figure(**each) for each in json.loads(told.splitlines()[-1])]


def main() -> int:
    """Print the table; 1 where a limit is not kept."""
    asked = sys.argv[1:]
    if asked[:1] == ["--json"]:
        print(json.dumps([asdict(figure) for figure in figures_of(asked[1])]))
        return 0
    unknown = [name for name in asked if name not in SECTIONS]
    if unknown:
        print(f"bench: there is no section {unknown[0]}: say some of {', '.join(SECTIONS)}.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="throughcare-bench-") as folder:
        os.environ.setdefault("THROUGHCARE_BENCH", folder)
        table, found = new_table(), []
        for section in [name for name in SECTIONS if name in asked or not asked]:
            print(f"bench: {section} …", file=sys.stderr, flush=True)
            figures = measure(section)
            add(table, SECTIONS[section], figures)
            found += figures
    Console(width=150).print(table)
    return 0 if all(figure.holds for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
