"""A file of facts loaded into the record, piece by piece; one that was stopped goes on where it stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from throughcare.actions.figures import recount_cells
from throughcare.actions.loading_nation.ledger import CannotLoad, begin, load_of, pieces_done, pieces_of
from throughcare.actions.loading_nation.pieces import Piece
from throughcare.actions.loading_nation.working import Job, work_off
from throughcare.actions.loads_in_turn import own_turn
from throughcare.actions.projections import PROJECTIONS
from throughcare.exchange.fact_files.checking import CheckedFacts
from throughcare.exchange.fact_files.opening import Told
from throughcare.records.models import (
    FactFileLoad,
    FigureCell,
    Person,
    Staff,
    StoredFact,
)

PROCESSES = 2
"""How many processes build rows; the server works beside them. The number is for the machine of two cores."""


@dataclass(frozen=True, slots=True)
class LoadedFacts:
    """What a load did. `there_before` counts the facts that an earlier, stopped load of the same file had written.

    `was_whole` says that the file had been loaded to its end before, so that nothing was done.
    """

    name: str
    as_of: date
    people: int
    staff: int
    facts: int
    there_before: int
    was_whole: bool


def load_facts(
    checked: CheckedFacts, digest: str, *, at: datetime, processes: int = PROCESSES, told: Told | None = None
) -> LoadedFacts:
    """Load a checked file of facts, known by its digest; `at` is the instant at which that is done.

    Every piece is a transaction: whoever is stopped, by whatever, gives the same file again and goes on. A chain that
    the file carries is checked to its end before anything is written. Raises `CannotLoad` (then nothing was changed),
    `FactFileFault`, `WorkerGone`, and what the database raises.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        processes = 1  # others would wait for the transaction that we stand in, and we for them
    with own_turn() as is_ours:
        if not is_ours:
            raise CannotLoad("Another load is under way: wait until it is done.")
        load = load_of(digest)
        if load is not None and load.finished_at is not None:
            return _loaded(load, there_before=load.facts, was_whole=True)
        if load is None:
            _check_chains(checked, processes, told)
            load = begin(checked, digest, at=at)
        pieces, done = pieces_of(load, checked), pieces_done(load)
        before = sum(piece.rows for piece in pieces if piece.place in done)
        left = [piece for piece in pieces if piece.place not in done]
        _write(Job(checked.file, load.pk), left, before, processes, told)
        if told:
            told(checked.file.rows, checked.file.rows, "counting the figures")
        recount_cells()
        load.finished_at = at
        load.save()
    return _loaded(load, there_before=before, was_whole=False)


def _check_chains(checked: CheckedFacts, processes: int, told: Told | None) -> None:
    if checked.file.has_chain:
        from throughcare.actions.loading_nation.pieces import cut

        pieces, done = cut(checked, first_person=1, first_staff=1), 0
        for piece in work_off(Job(checked.file, None), pieces, processes=processes):
            done += piece.rows
            if told:
                told(done, checked.file.rows, "checking the chains")


def _write(job: Job, pieces: Sequence[Piece], before: int, processes: int, told: Told | None) -> None:
    done, total = before, before + sum(piece.rows for piece in pieces)
    for piece in work_off(job, pieces, processes=processes):
        done += piece.rows
        if told:
            told(done, total, f"{'staff' if piece.of_staff else 'people'} up to {piece.whose[-1]}")


def _loaded(load: FactFileLoad, *, there_before: int, was_whole: bool) -> LoadedFacts:
    return LoadedFacts(load.name, load.as_of, load.people, load.staff, load.facts, there_before, was_whole)


def make_ready() -> None:
    """After a load: let PostgreSQL learn what the tables hold, so that pages find their way through them at once.

    Also marks every row as seen by all, so that figures are counted from an index alone. Not inside a transaction.
    """
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            for model in (Person, Staff, StoredFact, *PROJECTIONS, FigureCell):
                cursor.execute(f'VACUUM (ANALYZE) "{model._meta.db_table}"')
