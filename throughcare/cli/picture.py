"""`throughcare picture`: one standard of an extract as a picture, as a report, or told in words."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from throughcare.cli.measure import By
from throughcare.cli.screen import (
    AsOf,
    ExtractFolder,
    Refused,
    day_typed,
    print_whole,
    read_with_progress,
    tell_refusals,
)
from throughcare.exchange.packs import read_pack, shipped_packs
from throughcare.exchange.whole_files import write_whole
from throughcare.facts.words import say_day
from throughcare.standards.language import AnyStandard, Sureness

NOT_GOOD = "These count that a thing was recorded, not that it was good."


class Kind(StrEnum):
    """What can be drawn of one standard."""

    FUNNEL = "funnel"
    MONTHS = "months"
    DOTS = "dots"


def picture(
    extract: ExtractFolder,
    as_of: AsOf,
    standard: Annotated[str, typer.Option(help="The standard by its full name, as briefing/first-appointment.")],
    kind: Annotated[Kind, typer.Option(help="What to draw: groups fairly compared, months, or shares.")] = Kind.FUNNEL,
    by: Annotated[By, typer.Option(help="What to group by; months are of all together.")] = By.PROVIDER,
    out: Annotated[
        Path | None, typer.Option(help="The file to write, by its ending: .svg, .png, .pdf or .csv.")
    ] = None,
) -> None:
    """Draw one standard of an extract, or tell it in words and as a table where no file is named."""
    from throughcare.cli.picture_making import FILES, in_words, picture_of  # numpy is for those who draw

    day = day_typed(as_of, "--as-of", today=date.today())
    asked = standard_named(standard)
    if out:
        check_ending(out, tuple(FILES))
    read = read_with_progress(extract, day)
    shown, how = picture_of(read, asked, kind, by)
    about = (*how, f"As the extract of {say_day(day)} has it. {NOT_GOOD}", *_unverified(asked))
    if out and out.suffix.lower() != ".csv" and shown.why_none:
        raise Refused(f"{out} was not written. {shown.why_none}")
    tell_refusals(read, None)
    if out:
        write_whole(out, FILES[out.suffix.lower()](shown, about, day))
    else:
        print_whole(in_words(shown, about))


def standard_named(name: str) -> AnyStandard:
    """A standard of a shipped pack by its full name. Raises `Refused`, which names those that there are."""
    pack, _, id_ = name.partition("/")
    if pack not in shipped_packs() or not id_:
        raise Refused(
            f"--standard must be a pack and a standard, as briefing/first-appointment, and not '{name}'; "
            f"packs are {', '.join(shipped_packs())}."
        )
    found = {each.id: each for each in read_pack(pack).standards}
    if id_ not in found:
        raise Refused(f"--standard {name}: the pack {pack} has {', '.join(found)}.")
    return found[id_]


def _unverified(standard: AnyStandard) -> tuple[str, ...]:
    is_unverified = standard.about.sureness is Sureness.UNVERIFIED
    return ("The limit is not verified: its source is in the pack.",) if is_unverified else ()


def check_ending(out: Path, endings: tuple[str, ...]) -> None:
    """Raises `Refused` where the name of a file does not say what to write."""
    if out.suffix.lower() not in endings:
        raise Refused(f"--out {out}: the name must end in {', '.join(endings)}, which says what to write.")
