"""`python -m bench.appending [--seconds 300] [--writers 16] [--people 2000] [--json]`: four runs, and what they found.

The seconds are those of each run. It ends with 1 where anything was lost, double, broken or not as a rebuild makes it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
from functools import partial

from bench.appending import places, runs, world
from bench.appending.writing import Browser


def main() -> int:
    """Do the runs, and print."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))  # out by the door, past what must be stopped
    parser = argparse.ArgumentParser(prog="python -m bench.appending", description=__doc__)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = [told(run) for run in measured(asked.seconds, asked.writers, asked.people)]
    if asked.json:
        json.dump(found, sys.stdout)
    return 1 if any(run["faults"] for run in found) else 0


def measured(seconds: float, many: int, people: int) -> list[runs.Run]:
    """All four runs on one record, one after another."""
    with places.durable_database() as database:
        os.environ |= {"DATABASE_URL": database.url, "DJANGO_SETTINGS_MODULE": "throughcare.config.settings"}
        os.environ.pop("THROUGHCARE_DEMO", None)
        import django

        django.setup()
        from django.db import connection

        say(f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {database.place.programs}")
        facts = world.make(people)
        writers = world.add_writers(many)
        say(f"{people:,} people with {facts:,} facts; {many} writers, {seconds:.0f} seconds a run; commits are durable")
        done = [shown(runs.directly(seconds, many))]
        with places.served(database.url, database.place.folder / "site") as server:
            browsers = [(writer, Browser(server.port)) for writer in writers]
            for writer, browser in browsers:
                browser.sign_in(writer.email)
            site = partial(runs.through_the_site, writers=browsers, seconds=seconds)
            done.append(shown(site("through the site", "site")))
            killing_server, killing_database = partial(runs.kill_server, server), partial(runs.kill_database, database)
            done.append(shown(site("the server killed half-way", "server", kill=killing_server)))
            connection.close()
            done.append(shown(site("PostgreSQL killed half-way", "database", kill=killing_database)))
        connection.close()
    return done


def shown(run: runs.Run) -> runs.Run:
    """Print one run, so that a long bench shows how far it is."""
    told, proof = run.told, run.proof
    say(
        f"{run.name}: {len(told.recorded):,} recorded in {run.seconds:.0f} s, {run.rate:,.1f} facts/s; "
        f"p50 {run.after(0.5):.0f}, p95 {run.after(0.95):.0f}, p99 {run.after(0.99):.0f} ms, "
        f"longest {run.after(1):,.0f} ms"
    )
    say(
        f"  refused {len(told.refused)}, looked again {told.looked_again}, pressed again {told.pressed_again}, "
        f"never knew {len(told.unknown)} (there: {proof.unknown_and_there})"
        + (f"; nobody was told anything for {run.gap:.1f} s" if run.gap is not None else "")
    )
    say(
        f"  in the record {proof.facts:,}; lost {len(proof.lost)}, double {len(proof.double)}, refused and there "
        f"{len(proof.refused_and_there)}, never sent {len(proof.never_sent)}, broken chains "
        f"{len(proof.broken_chains)}, not as rebuilt {len(proof.not_as_rebuilt)} of {proof.people_compared}"
    )
    for answer, many in sorted(told.answers.items(), key=lambda pair: -pair[1])[:8]:
        say(f"    {many} times {answer}")
    return run


def told(run: runs.Run) -> dict[str, float | str | None]:
    """One run as `figures` reads it."""
    shares = {"p50": run.after(0.5), "p95": run.after(0.95), "p99": run.after(0.99)}
    return {"name": run.name, "rate": run.rate, "faults": run.proof.faults, "gap": run.gap, **shares}


def say(words: str) -> None:
    """To standard error: standard output may be read by a program."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
