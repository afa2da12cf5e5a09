"""The four runs: straight to the record, through the site, with the server killed half-way, with PostgreSQL killed."""

from __future__ import annotations

import multiprocessing
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from bench.appending.places import Database, Server
from bench.appending.proof import Proof, check
from bench.appending.world import Writer
from bench.appending.writing import Browser, FormWriter, Told, append_directly

LAST_ANSWERS = 150
"""Seconds that writers may still take, after they were told to stop, to learn what became of their last form."""


@dataclass
class Run:
    """One run: how long it took, what writers were told, what the record holds; and where something was killed, how
    long nobody was told "recorded" from then on.
    """

    name: str
    seconds: float
    told: Told
    proof: Proof
    gap: float | None = None

    @property
    def rate(self) -> float:
        """Facts that were acknowledged, a second."""
        return len(self.told.recorded) / self.seconds

    def after(self, share: float) -> float:
        """Within how many milliseconds this share of the writers were told "recorded"."""
        ordered = sorted(self.told.seconds)
        return 1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else float("nan")


def directly(seconds: float, many: int) -> Run:
    """Processes that append each on a connection of its own, without the site before it."""
    from django.db import connection

    from throughcare.records.models import Person

    people = list(Person.objects.order_by("crn").values_list("crn", flat=True))
    connection.close()
    context = multiprocessing.get_context("spawn")  # nothing of ours, threads and connections least, is carried over
    barrier, results = context.Barrier(many), context.Queue()
    processes = [
        context.Process(target=append_directly, args=(each, people, "direct", seconds, barrier, results), daemon=True)
        for each in range(many)
    ]
    told = Told()
    try:
        for process in processes:
            process.start()
        for _ in processes:
            told.add(_result(results, seconds + 400))
    finally:
        for process in processes:
            process.kill()
            process.join()
    began = min(at - took for at, took in zip(told.at, told.seconds, strict=True))
    return Run("straight to the record", max(told.at) - began, told, check(told, "direct"))


def _result(results, within: float) -> Told:
    try:
        found = results.get(timeout=within)
    except queue.Empty as error:
        raise RuntimeError("a writer did not come home") from error
    if isinstance(found, str):
        raise RuntimeError(f"a writer failed: {found}")
    return found


def through_the_site(
    name: str,
    run: str,
    writers: list[tuple[Writer, Browser]],
    seconds: float,
    kill: Callable[[], None] | None = None,
) -> Run:
    """Every writer in a thread, for so long; `kill` is called half-way, and comes back once all stands again."""
    stop = threading.Event()
    threads = [FormWriter(writer, browser, run, stop) for writer, browser in writers]
    began, killed = time.monotonic(), None
    try:
        for thread in threads:
            thread.start()
        if kill is not None:
            time.sleep(seconds / 2)
            killed = time.monotonic()
            kill()
        time.sleep(max(0.0, began + seconds - time.monotonic()))
    finally:
        stop.set()
    told = Told()
    for thread in threads:
        thread.join(timeout=LAST_ANSWERS)
        if thread.is_alive():
            raise RuntimeError(f"{thread.name} waits for ever")
        if thread.problem is not None:
            raise RuntimeError(f"{thread.name} failed: {thread.problem!r}") from thread.problem
        told.add(thread.told)
    took = time.monotonic() - began
    gap = None if killed is None else _longest_gap(told.at, killed)
    return Run(name, took, told, check(told, run), gap)


def _longest_gap(at: list[float], since: float) -> float:
    """The longest time from `since` on in which nobody was told "recorded"."""
    moments = [since, *sorted(moment for moment in at if moment >= since)]
    return max((after - before for before, after in pairwise(moments)), default=float("nan"))


def kill_server(server: Server) -> None:
    """The server and its workers are gone at once, and started again."""
    server.kill()
    server.start()


def kill_database(database: Database) -> None:
    """PostgreSQL is gone at once, and started again; the server stays."""
    database.kill()
    database.start_again()
