"""What every command shares: days as they are typed, progress, and errors in one plain sentence."""

from __future__ import annotations

import functools
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as ProgressBar

from throughcare.calendar import day_from_text
from throughcare.exchange.extracts import Extract, ExtractFault, Progress, read_extract
from throughcare.exchange.faults import ClusterFault, FileFault
from throughcare.exchange.whole_files import CouldNotWrite
from throughcare.facts.stream import NoRecordingTime
from throughcare.standards.text_nodes import PackFault

MANY_REFUSED = 0.05
"""Above this share of rows refused a person is told to look first: figures then rest on what happened to be good."""

ERRORS = Console(stderr=True, highlight=False, soft_wrap=True)


ExtractFolder = Annotated[
    Path, typer.Option(help="The folder that holds the extract: one CSV file a table.", readable=False)
]
AsOf = Annotated[str, typer.Option(metavar="DAY", help="The day on which the extract was made, as 2016-06-30.")]
ExtractOrFacts = Annotated[
    Path | None, typer.Option(help="The folder that holds the extract: one CSV file a table.", readable=False)
]
FactsOrExtract = Annotated[
    Path | None, typer.Option(help="A Parquet file of facts, in place of an extract.", readable=False)
]
DayAskedAbout = Annotated[
    str | None,
    typer.Option(metavar="DAY", help="The day asked about, as 2016-06-30: of an extract, the day it was made."),
]


class Refused(ValueError):
    """What was asked cannot be done; one sentence says why and what would be right."""


def told_plainly(command: Callable[..., None]) -> Callable[..., None]:
    """The command, with every expected error as a sentence on standard error and exit code 1."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except (Refused, ClusterFault, ExtractFault, FileFault, PackFault, CouldNotWrite, NoRecordingTime) as error:
            for line in str(error).splitlines():
                ERRORS.print(f"throughcare: {line}", markup=False)
            raise typer.Exit(1) from error

    return run


def check_one_source(extract: Path | None, facts: Path | None) -> None:
    """Raises `Refused` unless just one of the two was said."""
    if (extract is None) == (facts is None):
        raise Refused("say either --extract FOLDER or --facts FILE: one of the two is what is counted.")


def day_typed(text: str, name: str, *, today: date) -> date:
    """A day as typed on the command line, not in the future. Raises `Refused`."""
    day = day_from_text(text)
    if day is None:
        raise Refused(f"{name} must be a day as year-month-day, for example 2016-06-30, and not '{text}'.")
    if day > today:
        raise Refused(f"{name} {text} lies in the future: today is {today.isoformat()}.")
    return day


def read_with_progress(folder: Path, as_of: date) -> Extract:
    """The extract in a folder, with a progress bar where somebody is watching."""
    with progress_bar() as told:
        return read_extract(folder, as_of=as_of, progress=told)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Somebody to be told how far the work is, who draws a bar where somebody is watching."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
    with ProgressBar(*columns, console=ERRORS, transient=True, disable=not ERRORS.is_terminal) as bar:
        task = bar.add_task("reading", total=None)

        def told(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, description=what)

        yield told


def print_whole(text: str) -> None:
    """Text to standard output, or `Refused` where it cannot take it all (a full disk, say).

    Letters that the screen does not have are shown as question marks.
    """
    if sys.stdout is None:
        raise Refused("standard output is closed: there is nowhere to print to.")
    charset = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(f"{text.rstrip()}\n".encode(charset, "replace").decode(charset))
        sys.stdout.flush()
    except BrokenPipeError:
        raise  # whoever was reading has read enough
    except OSError as error:
        drop_what_is_left()
        raise Refused(f"standard output could not be written ({error.strerror}): not all of it is there.") from error


def many(number: int, one: str, more: str) -> str:
    """A number with its noun: *1 fact*, *2,000 facts*."""
    return f"{number:,} {one if number == 1 else more}"


def drop_what_is_left() -> None:
    """Let nobody try again, at the end of the process, to write what could not be written."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell_refusals(extract: Extract, where: Path | None) -> None:
    """Say on standard error what was refused and what was repeated, so that nothing is dropped in silence."""
    refused = Counter(refusal.file for refusal in extract.refusals)
    if refused:
        files = ", ".join(f"{file} {many} of {extract.rows[file]}" for file, many in refused.items())
        place = f"; why is in {where}" if where else "; throughcare measure --rejects FILE says why"
        ERRORS.print(f"Refused rows: {files}{place}.", markup=False)
    if refused.total() > MANY_REFUSED * sum(extract.rows.values()):
        ERRORS.print(
            "That is a large part of the extract: look at the reasons before you use any figure.", markup=False
        )
    for words, repeated in (
        ("Repeated rows, loaded once", extract.repeated),
        ("Repeated rows, refused once", extract.repeated_refused),
    ):
        told = ", ".join(f"{name} {many}" for name, many in repeated.items() if many)
        if told:
            ERRORS.print(f"{words}: {told}.", markup=False)
