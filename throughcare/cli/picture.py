"""`throughcare picture`: one standard of an extract as a picture, as a report, or told in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from throughcare.cli.measure import By
from throughcare.cli.measure_table import add_row, rendered
from throughcare.cli.screen import (
    AsOf,
    ExtractFolder,
    Refused,
    day_typed,
    print_whole,
    read_with_progress,
    tell_refusals,
)
from throughcare.exchange.extracts import Extract
from throughcare.exchange.packs import read_pack, shipped_packs
from throughcare.exchange.pictures import (
    Dots,
    NothingToDraw,
    Picture,
    dot_of,
    dots_picture,
    funnel_picture,
    how_compared,
    how_limited,
    months_picture,
    pdf_file,
    png_file,
    svg_file,
)
from throughcare.exchange.whole_files import write_whole
from throughcare.facts.words import say_day
from throughcare.measures.by_month import months_of, why_not_compared
from throughcare.measures.comparison import Group, compare
from throughcare.measures.counting import NONE, Count, count
from throughcare.measures.series import chart
from throughcare.standards.column_engine import ObligationTable, derive
from throughcare.standards.fact_table import cut, fact_table
from throughcare.standards.language import AnyStandard, Sureness

NOT_GOOD = "These count that a thing was recorded, not that it was good."
WHAT = {By.PROVIDER: "provider", By.PROVIDER_TYPE: "type"}


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
    day = day_typed(as_of, "--as-of", today=date.today())
    asked = standard_named(standard)
    ending = _ending(out) if out else ""
    read = read_with_progress(extract, day)
    shown, how = picture_of(read, asked, kind, by)
    about = (*how, f"As the extract of {say_day(day)} has it. {NOT_GOOD}", *_unverified(asked))
    content = None
    if out:
        try:
            content = FILES[ending](shown, about, day)
        except NothingToDraw as error:
            raise Refused(f"{out} was not written. {error}") from error
    tell_refusals(read, None)
    if out and content is not None:
        write_whole(out, content)
    else:
        print_whole(in_words(shown, about))


FILES: dict[str, Callable[[Picture, tuple[str, ...], date], str | bytes]] = {
    ".svg": lambda shown, _about, _day: svg_file(shown),
    ".png": lambda shown, _about, _day: png_file(shown),
    ".pdf": lambda shown, about, day: pdf_file(shown, about=about, as_of=day),
    ".csv": lambda shown, _about, _day: shown.csv,
}


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


def _ending(out: Path) -> str:
    ending = out.suffix.lower()
    if ending not in FILES:
        raise Refused(f"--out {out}: the name must end in {', '.join(FILES)}, which says what to write.")
    return ending


# --- what is drawn ----------------------------------------------------------------------------------------------


def picture_of(extract: Extract, standard: AnyStandard, kind: Kind, by: By) -> tuple[Picture, tuple[str, ...]]:
    """The picture of one standard over an extract, and the sentences on how it was made."""
    table = cut(fact_table(extract.facts, backend="polars"), as_of=extract.as_of)
    made = derive(table, [standard])
    if kind is Kind.MONTHS:
        return _months(made, extract.as_of)
    groups = extract.provider_types if by is By.PROVIDER_TYPE else extract.provider_names
    counts = count(made, as_of=extract.as_of, group_of=groups)
    title = f"{standard.about.title} By {WHAT[by]}, to {say_day(extract.as_of)}"
    return _funnel(counts, title, by) if kind is Kind.FUNNEL else _dots(counts, title, by)


def _months(made: ObligationTable, as_of: date) -> tuple[Picture, tuple[str, ...]]:
    months, unknown = months_of(made, as_of=as_of)
    series = chart(months)
    title = f"{made.standards[0].about.title} Month by month, to {say_day(as_of)}"
    shown = months_picture(title, series)
    if why := why_not_compared(unknown):
        return replace(shown, sentences=(why,), why_none=why, rows=(), figures=()), ()
    return shown, how_limited(series)


def _funnel(counts: Sequence[Count], title: str, by: By) -> tuple[Picture, tuple[str, ...]]:
    """Duties of nobody are in no group, and so in no comparison; they are told beside it."""
    groups = [Group(each.group, each.tally.met, each.tally.denominator) for each in counts if each.group != NONE]
    funnel = compare(groups, share_unknown=_unknown(counts))
    nobodys = sum(each.tally.denominator for each in counts if each.group == NONE)
    how = (f"{nobodys} decided duties that nobody was accountable for are in no {WHAT[by]} here.",) if nobodys else ()
    return funnel_picture(title, funnel, WHAT[by]), (*how_compared(funnel, WHAT[by]), *how)


def _dots(counts: Sequence[Count], title: str, by: By) -> tuple[Picture, tuple[str, ...]]:
    dots = tuple((each.group, (dot_of(each.tally.met, each.tally.denominator),)) for each in counts)
    shown = dots_picture(title, Dots(("Share met in time",), dots), WHAT[by])
    if why := why_not_compared(_unknown(counts)):
        return replace(shown, sentences=(why,), why_none=why), ()
    return shown, ()


def _unknown(counts: Sequence[Count]) -> float:
    asked = sum(each.unknown.asked for each in counts if each.unknown)
    return sum(each.unknown.unknown for each in counts if each.unknown) / asked if asked else 0.0


def in_words(shown: Picture, about: Sequence[str]) -> str:
    """A picture told: its title, its sentences and its table."""
    table = Table(box=None, pad_edge=False, show_edge=False)
    for place, name in enumerate(shown.header):
        table.add_column(name, no_wrap=0 < place < len(shown.header) - 1)
    for row in shown.rows:
        add_row(table, *row)
    told = rendered(table) if shown.rows else ""
    return "\n".join([shown.title, "", *shown.sentences, "", *([told, ""] if told else []), *about])
