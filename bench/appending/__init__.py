"""Appending under load: many at once record on a PostgreSQL that keeps what it says it kept, whatever is killed.

`python -m bench.appending` does four runs on one record and prints what it found; `figures` gives it to `make bench`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bench.figures import Figure


def figures(seconds: int = 300) -> list[Figure]:
    """The four runs, each of so many seconds, in a process of their own: the settings name one database.

    What is lost, double, broken or not as rebuilt must be nothing. The limits of speed are ours, and loose: they tell a
    slow disk or a busy machine from a record that came to a stand.
    """

    found = []
    for run in _runs(seconds):
        name = run["name"]
        found.append(Figure(f"append, 16 writers: {name}", run["rate"], "facts/s", 5, at_least=True))
        if run["gap"] is None:
            found.append(Figure("  95 of 100 were told within", run["p95"], "ms", 3000))
            found.append(Figure("  99 of 100 were told within", run["p99"], "ms", 6000))
        else:
            found.append(Figure("  nobody was told anything for", run["gap"], "s", 60))
        found.append(Figure("  lost, double, broken or not as rebuilt", run["faults"], "", 0))
    return found


def _runs(seconds: int) -> list[dict]:
    """What the bench told. It is asked to end, never killed: it has servers to stop."""
    command = [sys.executable, "-m", "bench.appending", "--json", f"--seconds={seconds}"]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE) as process:
        try:
            told, _ = process.communicate()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
    if not told:
        raise RuntimeError("the bench of appending failed")
    return json.loads(told)
