"""`throughcare picture`: one standard of an extract or a file of facts as a picture, a report, or told in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from throughcare.cli.measure import By, day_of_file
from throughcare.cli.screen import (
    DayAskedAbout,
    ExtractOrFacts,
    FactsOrExtract,
    Refused,
    check_one_source,
    day_typed,
    print_whole,
    progress_bar,
    read_with_progress,
    tell_refusals,
)
from throughcare.exchange.packs import read_pack, shipped_packs
from throughcare.exchange.whole_files import write_whole
from throughcare.facts.words import say_day
from throughcare.standards.language import AnyStandard, Sureness

if TYPE_CHECKING:
    from throughcare.cli.picture_making import Duties

NOT_GOOD = "These count that a thing was recorded, not that it was good."


class Kind(StrEnum):
    """What can be drawn of one standard."""

    FUNNEL = "funnel"
    MONTHS = "months"
    DOTS = "dots"


def picture(
    standard: Annotated[str, typer.Option(help="The standard by its full name, as briefing/first-appointment.")],
    extract: ExtractOrFacts = None,
    facts: FactsOrExtract = None,
    as_of: DayAskedAbout = None,
    kind: Annotated[Kind, typer.Option(help="What to draw: groups fairly compared, months, or shares.")] = Kind.FUNNEL,
    by: Annotated[By, typer.Option(help="What to group by; months are of all together.")] = By.PROVIDER,
    out: Annotated[
        Path | None, typer.Option(help="The file to write, by its ending: .svg, .png, .pdf or .csv.")
    ] = None,
) -> None:
    """Draw one standard, or tell it in words and as a table where no file is named."""
    from throughcare.cli.picture_making import FILES, in_words, picture_of  # numpy is for those who draw

    check_one_source(extract, facts)
    asked = standard_named(standard)
    if out:
        check_ending(out, tuple(FILES))
        if facts and out.resolve() == facts.resolve():
            raise Refused(f"--out {out} would write over the facts: say another place.")
    day = day_typed(as_of, "--as-of", today=date.today()) if as_of else None
    duties, whose, refused = _of_an_extract(extract, day, asked) if extract else _of_a_file(facts or Path(), day, asked)
    shown, how = picture_of(duties, kind, by)
    about = (*how, f"As {whose} of {say_day(duties.as_of)} has it. {NOT_GOOD}", *_unverified(asked))
    if out and out.suffix.lower() != ".csv" and shown.why_none:
        raise Refused(f"{out} was not written. {shown.why_none}")
    refused()
    if out:
        write_whole(out, FILES[out.suffix.lower()](shown, about, duties.as_of))
    else:
        print_whole(in_words(shown, about))


Source = tuple["Duties", str, Callable[[], None]]
"""The duties, what they are of, and what tells of rows that were refused."""


def _of_an_extract(extract: Path, day: date | None, standard: AnyStandard) -> Source:
    from throughcare.cli.picture_making import duties_of_extract

    if day is None:
        raise Refused("an extract does not say of which day it is: say it, as --as-of 2016-06-30.")
    read = read_with_progress(extract, day)
    return duties_of_extract(read, standard), "the extract", lambda: tell_refusals(read, None)


def _of_a_file(facts: Path, day: date | None, standard: AnyStandard) -> Source:
    from throughcare.cli.picture_making import duties_of_file
    from throughcare.exchange.fact_files import open_given

    with progress_bar() as told:
        file = open_given(facts, told=told)
        return duties_of_file(file, standard, day_of_file(file, day), told), "the file of facts", lambda: None


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
