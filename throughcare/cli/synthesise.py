"""`throughcare synthesise`: a made-up nation, as a file of facts."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

import typer

from throughcare.calendar import day_from_text
from throughcare.cli.screen import Refused, print_whole, progress_bar

MOST_PEOPLE = 8_000_000
"""As many as there are reference numbers for."""
YEARS = (0.25, 20.0)
MOST_PROCESSES = 64


def synthesise(
    people: Annotated[int, typer.Option(help="How many people to make.")],
    out: Annotated[Path, typer.Option(help="The Parquet file to write.")],
    years: Annotated[float, typer.Option(help="Over how many years they are sentenced, up to the last day.")] = 5,
    seed: Annotated[int, typer.Option(help="The same seed makes the same people.")] = 1,
    as_of: Annotated[
        str, typer.Option(metavar="DAY", help="The last day that the record knows of, as 2020-01-31.")
    ] = "2020-01-31",
    processes: Annotated[int, typer.Option(help="How many processes make it; 0 takes one a processor.")] = 0,
) -> None:
    """Make up a nation's record: everybody in it is made up, and the same seed always gives the same rows."""
    from throughcare.synthesis import MakingStopped, Wish, make_nation

    check(people, years, seed, processes)
    day = day_from_text(as_of)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(
            f"--as-of must be a day from {FIRST_YEAR} to {LAST_YEAR}, for example 2020-01-31, and not '{as_of}'."
        )
    if not out.parent.is_dir():
        raise Refused(f"{out} cannot be written: there is no folder {out.parent}.")
    begun = time.monotonic()
    try:
        with progress_bar() as told:
            facts = make_nation(
                Wish(people, years, seed, day),
                out,
                processes=processes or os.cpu_count() or 1,
                told=lambda done, whole: told(done, whole, "making people"),
            )
    except MakingStopped as error:
        raise Refused(str(error)) from error
    print_whole(f"{out}: {people:,} people, {facts:,} facts, in {time.monotonic() - begun:.1f} s. All are made up.")


FIRST_YEAR, LAST_YEAR = 1990, 2100


def check(people: int, years: float, seed: int, processes: int) -> None:
    """Raises `Refused` where what is asked for cannot be made."""
    if not 1 <= people <= MOST_PEOPLE:
        raise Refused(f"--people must be from 1 to {MOST_PEOPLE:,}, and not {people}.")
    if not YEARS[0] <= years <= YEARS[1]:
        raise Refused(f"--years must be from {YEARS[0]:g} (three months) to {YEARS[1]:g}, and not {years:g}.")
    if not 0 <= seed < 2**63:
        raise Refused(f"--seed must be a whole number from 0, and not {seed}.")
    if not 0 <= processes <= MOST_PROCESSES:
        raise Refused(f"--processes must be from 0 (one a processor) to {MOST_PROCESSES}, and not {processes}.")
