"""Pieces worked off: here, or by processes that each have a connection and a reader of their own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from throughcare.actions.loading_nation.pieces import Piece
from throughcare.actions.spawned import serve, settings_of_connection
from throughcare.exchange.fact_files import FactFile, FactFileFault

SPAWN = multiprocessing.get_context("spawn")
"""A process of its own from the start: what is open here (a connection, threads) must not be there twice."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with every piece: written under the load of this id, or (None) only its chain checked."""

    file: FactFile
    load: int | None


class WorkerGone(RuntimeError):
    """A process that loaded pieces ended before its time: killed, or out of memory."""


def work_off(job: Job, pieces: Sequence[Piece], *, processes: int) -> Iterator[Piece]:
    """Every piece, each as it is done. With 1 process it is done here, in whatever order the file has.

    Raises `FactFileFault`, whatever the database raises, and `WorkerGone`.
    """
    if processes <= 1 or len(pieces) <= 1:
        hand = _hand(job)
        for piece in pieces:
            hand(piece)
            yield piece
    else:
        yield from _by_processes(job, pieces, min(processes, len(pieces)))


def _hand(job: Job) -> Any:
    from throughcare.actions.loading_nation.one_piece import Hand

    return Hand(job.file, job.load)


# --- the side of whoever leads ----------------------------------------------------------------------------------


def _by_processes(job: Job, pieces: Sequence[Piece], processes: int) -> Iterator[Piece]:
    waiting = _shares(job.file, pieces)
    workers: dict[Connection, BaseProcess] = {}
    try:
        for _ in range(processes):
            ours, theirs = SPAWN.Pipe()
            process: BaseProcess = SPAWN.Process(target=serve, args=(theirs, settings_of_connection()), daemon=True)
            process.start()
            theirs.close()
            workers[ours] = process
            ours.send(_serve)
            ours.send(job)
        yield from _lead(workers, waiting)
    finally:
        for ours, process in workers.items():
            ours.close()
            process.terminate()
            process.join()


def _lead(workers: dict[Connection, BaseProcess], waiting: list[list[Piece]]) -> Iterator[Piece]:
    """Give every worker a share, then another whenever one is done, until all are."""
    busy: dict[Connection, list[Piece]] = {}
    for ours in workers:
        _give(ours, waiting, busy)
    while busy:
        for ready in wait(list(busy)):
            assert isinstance(ready, Connection)
            try:
                place, problem = ready.recv()
            except (EOFError, OSError):
                raise WorkerGone(
                    "A process that loads ended before its time: it was killed, or the machine ran out of memory"
                ) from None
            if problem is not None:
                raise problem
            share = busy[ready]
            yield next(piece for piece in share if piece.place == place)
            share[:] = [piece for piece in share if piece.place != place]
            if not share:
                del busy[ready]
                _give(ready, waiting, busy)


def _give(ours: Connection, waiting: list[list[Piece]], busy: dict[Connection, list[Piece]]) -> None:
    if waiting:
        share = waiting.pop(0)
        with suppress(OSError):  # one that is gone is found out when it is listened to
            ours.send(share)
        busy[ours] = list(share)


def _shares(file: FactFile, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces by the row group in which they begin: whoever has read it has the next ones too."""
    from throughcare.exchange.fact_files.groups import GroupReader

    starts = GroupReader(file).starts
    shares: dict[int, list[Piece]] = {}
    for piece in pieces:
        group = next(g for g in range(len(starts) - 1) if starts[g] <= piece.start < starts[g + 1])
        shares.setdefault(group, []).append(piece)
    return list(shares.values())


# --- the side of a worker ---------------------------------------------------------------------------------------


def _serve(pipe: Connection) -> None:
    """Do what comes, and say so, until nobody asks any more: a leader that was killed has closed its end."""
    hand = _hand(pipe.recv())
    while True:
        for piece in pipe.recv():
            problem: Exception | None = None
            try:
                hand(piece)
            except Exception as error:
                problem = _told(error)
            pipe.send((piece.place, problem))
            if problem is not None:
                return


def _told(error: Exception) -> Exception:
    """An error such as can be sent to another process: those of the database know things that cannot."""
    from django.db import DatabaseError, Error

    if isinstance(error, FactFileFault):
        return FactFileFault(str(error))
    if isinstance(error, Error):
        return DatabaseError(str(error))
    return RuntimeError(f"{type(error).__name__}: {error}")
