"""`throughcare link`: whole files of people compared; the pairs that may be one person, for somebody who decides."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from throughcare.cli.screen import ERRORS, Refused, many, print_whole, progress_bar
from throughcare.exchange.extracts import rejects_text
from throughcare.exchange.whole_files import write_whole

if TYPE_CHECKING:
    from throughcare.exchange.linking import PeopleRead, Proposed

REFUSED_SHOWN = 5
"""So many refused rows are told on the screen; all of them stand in the file of --rejects."""
UNKNOWN_SHOWN = 5
"""So many numbers and birth dates that stand for *unknown* are named on the screen."""


def link(
    left: Annotated[Path, typer.Argument(metavar="LEFT", help="A CSV or Parquet file of people.")],
    out: Annotated[Path, typer.Option(help="The file of pairs to write: .csv or .parquet.")],
    right: Annotated[
        Path | None,
        typer.Argument(metavar="[RIGHT]", help="Another, to compare it with; without it LEFT is compared with itself."),
    ] = None,
    at_least: Annotated[float, typer.Option(metavar="P", help="Only pairs with at least this probability.")] = 0.9,
    rejects: Annotated[Path | None, typer.Option(help="A CSV file for the rows that were refused, and why.")] = None,
) -> None:
    """Propose pairs of rows that may be one person. Nothing is linked: a person decides each pair."""
    from throughcare.exchange.linking import check_installed, propose, read_people, write_pairs

    check(left, right, out, rejects, at_least)
    check_installed()
    today = date.today()
    with progress_bar() as told:
        told(0, 4, "reading")
        read = [read_people(path, today=today) for path in (left, right) if path]
        tell_refused(read, rejects)
        told(1, 4, "comparing")
        proposed = propose(*(each.people for each in read), at_least=at_least)
        told(3, 4, "writing")
        write_pairs(out, proposed)
    print_whole(summary(proposed, read, out, at_least))


def check(left: Path, right: Path | None, out: Path, rejects: Path | None, at_least: float) -> None:
    """Raises `Refused` where what is asked for cannot be done, before anything is read."""
    from throughcare.exchange.linking import LEAST, check_name

    if not LEAST <= at_least < 1:
        raise Refused(f"--at-least must be a probability from {LEAST:g} to below 1, and not {at_least:g}.")
    if right is not None and right.resolve() == left.resolve():
        raise Refused(f"{left} stands on both sides: to compare a file with itself, say it once.")
    check_name(out)
    inputs = {path.resolve() for path in (left, right) if path}
    for name, path in (("--out", out), ("--rejects", rejects)):
        if path is not None and path.resolve() in inputs:
            raise Refused(f"{name} {path} would write over a file of people: say another place.")
    if rejects is not None and rejects.resolve() == out.resolve():
        raise Refused(f"--rejects {rejects} is the file of pairs, too: say another place.")
    for path in (out, rejects):
        if path is not None and not path.absolute().parent.is_dir():
            raise Refused(f"{path} cannot be written: there is no folder {path.parent}.")


def tell_refused(read: list[PeopleRead], rejects: Path | None) -> None:
    """Say on standard error which rows were refused, so that nothing is dropped in silence."""
    refusals = [refusal for each in read for refusal in each.refusals]
    if rejects:
        write_whole(rejects, rejects_text(refusals))
    for each in read:
        rows = sorted({refusal.line for refusal in each.refusals})
        if rows:
            ERRORS.print(
                f"{each.refusals[0].file}: {many(len(rows), 'row', 'rows')} of {each.rows:,} refused.", markup=False
            )
    for refusal in refusals[:REFUSED_SHOWN]:
        field = f", {refusal.column}" if refusal.column else ""
        ERRORS.print(f"  {refusal.file}, row {refusal.line}{field}: {refusal.reason}", markup=False)
    if len(refusals) > REFUSED_SHOWN:
        where = f"{rejects} says why" if rejects else "--rejects FILE says why"
        ERRORS.print(f"  And {len(refusals) - REFUSED_SHOWN:,} more: {where}.", markup=False)


def summary(proposed: Proposed, read: list[PeopleRead], out: Path, at_least: float) -> str:
    """What was found, and what it rests on."""
    from throughcare.exchange.linking import HELD_AT, Source

    people = " and ".join(f"{each.people.height:,}" for each in read)
    found = many(len(proposed.pairs), "pair", "pairs")
    lines = [
        f"{out}: {found} among {people} people, with a probability of {at_least:g} or more. Nothing is linked.",
        f"Parameters: {proposed.source.value}"
        + (
            "." if proposed.source is Source.TRAINED else ": these files are too small, or too odd, to learn them from."
        ),
    ]
    if proposed.unknown:
        named, more = ", ".join(proposed.unknown[:UNKNOWN_SHOWN]), len(proposed.unknown) - UNKNOWN_SHOWN
        named += f" and {more:,} more" if more > 0 else ""
        lines.append(f"Taken as not told, for too many rows of a file bear it: {named}.")
    if proposed.held_back:
        lines.append(
            f"Held back: {many(proposed.held_back, 'pair', 'pairs')} with another first name or birth date, who may be "
            f"twins, parent and child or others of a family; --at-least {HELD_AT:g} lists them."
        )
    return "\n".join(lines)
