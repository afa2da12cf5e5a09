"""`throughcare worker`: the process that answers questions over everybody, beside the web server."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from types import FrameType
from typing import Annotated

import typer

from throughcare.cli.database import the_record
from throughcare.cli.screen import ERRORS

WAIT = 1.0
"""Seconds between two looks at the questions that wait: one short statement each. The number is ours."""
TIDY_EVERY = 600.0
"""Seconds between two looks for answers that are no longer kept. The number is ours."""


def worker(
    once: Annotated[bool, typer.Option("--once", help="Answer what waits now, and stop.")] = False,
    renew: Annotated[
        bool, typer.Option("--renew", help="Bring the store of columns up to date at the start and before each answer.")
    ] = False,
    with_parent: Annotated[bool, typer.Option("--with-parent", hidden=True)] = False,
) -> None:
    """Answer the questions that are asked on the site: what-if, as known on a day, recording delay."""
    with the_record():
        signal.signal(signal.SIGTERM, _stop)
        parent = os.getppid()
        answer_all(once=once, renew=renew, goes_on=lambda: not with_parent or os.getppid() == parent)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt  # the question in hand is marked as stopped, and then the command ends


def answer_all(*, once: bool, renew: bool = False, goes_on: Callable[[], bool] = lambda: True) -> None:
    """Answer whatever waits, and then wait for more, until stopped. A database that is busy is asked again."""
    from django.conf import settings
    from django.db import OperationalError, close_old_connections, connection

    from throughcare.actions.answering import answer_next
    from throughcare.actions.questions import drop_old_questions
    from throughcare.records.queries.questions import somebody_waits

    tidied = float("-inf")
    if renew:
        bring_up_to_date()
    while goes_on():
        if not connection.in_atomic_block:  # never inside somebody's transaction, as of a test
            close_old_connections()
        answered = None
        try:
            if time.monotonic() - tidied >= TIDY_EVERY:
                drop_old_questions(heard=_now(), folder=settings.COLUMNS)
                tidied = time.monotonic()
            if renew and somebody_waits():
                bring_up_to_date()
            answered = answer_next(folder=settings.COLUMNS, clock=_now)
        except OperationalError as error:
            if once:
                raise
            ERRORS.print(f"throughcare: the database does not answer, and is asked again ({error}).", markup=False)
        if answered is None and once:
            return
        if answered is None:
            time.sleep(WAIT)


def bring_up_to_date() -> None:
    """Renew the store of columns from the record; where that cannot be done now, the last one is counted from."""
    from django.conf import settings

    from throughcare.exchange.column_store import StoreFault
    from throughcare.exchange.fact_files import FactFileFault
    from throughcare.exchange.record_columns import day_of_record, keep_columns
    from throughcare.exchange.whole_files import CouldNotWrite

    try:
        keep_columns(settings.COLUMNS, as_of=day_of_record(date.today()))
    except (StoreFault, FactFileFault, CouldNotWrite) as fault:
        ERRORS.print(f"throughcare: the store of columns is as it was ({fault})", markup=False)


def _now() -> datetime:
    return datetime.now(UTC)
