"""`throughcare worker`: the process that answers questions over everybody, beside the web server."""

from __future__ import annotations

import signal
import time
from datetime import UTC, datetime
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
    once: Annotated[bool, typer.Option(help="Answer what waits now, and stop.")] = False,
) -> None:
    """Answer the questions that are asked on the site: what-if, as known on a day, recording delay."""
    with the_record():
        signal.signal(signal.SIGTERM, _stop)
        answer_all(once=once)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt  # the question in hand is marked as stopped, and then the command ends


def answer_all(*, once: bool = False) -> None:
    """Answer whatever waits, and then wait for more, until stopped. A database that is busy is asked again."""
    from django.conf import settings
    from django.db import OperationalError, close_old_connections

    from throughcare.actions.answering import answer_next
    from throughcare.actions.questions import drop_old_questions

    tidied = float("-inf")
    while True:
        close_old_connections()
        try:
            if time.monotonic() - tidied >= TIDY_EVERY:
                drop_old_questions(heard=_now(), folder=settings.COLUMNS)
                tidied = time.monotonic()
            answered = answer_next(folder=settings.COLUMNS, clock=_now)
        except OperationalError as error:
            if once:
                raise
            ERRORS.print(f"throughcare: the database does not answer, and is asked again ({error}).", markup=False)
            answered = None
        if answered is None and once:
            return
        if answered is None:
            time.sleep(WAIT)


def _now() -> datetime:
    return datetime.now(UTC)
