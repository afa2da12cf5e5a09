"""How long a nation takes to load: a file of facts into a PostgreSQL of its own, which then stays.

    python -m bench.national_load --facts FILE --data FOLDER [--processes 2] [--keep-running]

Prints the seconds of each step, facts a second, and how large the tables and their indexes are.
"""

import argparse
import os
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bench.national_server import DATA, PORT, Server

TABLES = "person staff storedfact casesummary caselimit obligationrow".split()


def main() -> int:
    """Load and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep-running", action="store_true", help="leave the server running at the end")
    asked = parser.parse_args()
    server = Server(asked.data, asked.port)
    server.start()
    try:
        load(server, asked.facts, asked.processes)
    finally:
        if not asked.keep_running:
            server.stop()
    return 0


def load(server: Server, facts: Path, processes: int) -> None:
    """Everything that `throughcare import` does with a file of facts, timed step by step."""
    os.environ["DATABASE_URL"] = server.url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from throughcare.actions.loading_nation import load_facts, make_ready
    from throughcare.exchange.fact_files import open_facts
    from throughcare.exchange.fact_files.checking import check_facts, digest_of

    call_command("migrate", verbosity=0, interactive=False)
    steps: dict[str, float] = {}
    before = server.processor_seconds()
    began = perf_counter()
    file = open_facts(facts)
    checked = timed(steps, "check the file", lambda: check_facts(file, code_at_most=20))
    digest = timed(steps, "digest of the file", lambda: digest_of(file))
    at = datetime.now(UTC)
    loaded = timed(
        steps, "load", lambda: load_facts(checked, digest, at=at, processes=processes, told=Watch(perf_counter()))
    )
    timed(steps, "vacuum analyze", make_ready)
    print(f"{loaded}")
    for name, seconds in steps.items():
        print(f"{name:24} {seconds:8.1f} s")
    whole = perf_counter() - began
    print(f"{'all':24} {whole:8.1f} s   {loaded.facts / whole:,.0f} facts/s")
    connection.close()  # so that the server's share of this connection is counted too
    ours, servers = processor_seconds(), server.processor_seconds() - before
    print(
        f"{'of the processors':24} {ours:8.1f} s here, {servers:.1f} s in the server: "
        f"{(ours + servers) / 2:.1f} s on two"
    )
    tell_sizes()


def tell_sizes() -> None:
    """How many rows each table has, and how large it is with and without its indexes."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                "SELECT reltuples::bigint, pg_table_size(oid), pg_indexes_size(oid) FROM pg_class WHERE relname = %s",
                [f"records_{table}"],
            )
            rows, size, indexes = cursor.fetchone()
            print(f"{table:24} {rows:12,} rows {size / 1e6:8,.0f} MB, indexes {indexes / 1e6:8,.0f} MB")


def processor_seconds() -> float:
    """What this process and those that it waited for took of the processors."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def timed(steps: dict[str, float], name: str, run):
    """What a step gives; its seconds are noted."""
    began = perf_counter()
    given = run()
    steps[name] = perf_counter() - began
    return given


class Watch:
    """Prints how the load goes: facts a second from one telling to the next, so that a slowing shows."""

    def __init__(self, began: float) -> None:
        self.began, self.last, self.done = began, began, 0

    def __call__(self, done: int, total: int, _: str) -> None:
        now = perf_counter()
        if done - self.done >= total / 20 or done == total:
            rate = (done - self.done) / (now - self.last)
            print(f"  {now - self.began:7.1f} s {done:12,} of {total:,}  {rate:10,.0f} facts/s", flush=True)
            self.last, self.done = now, done


if __name__ == "__main__":
    sys.exit(main())
