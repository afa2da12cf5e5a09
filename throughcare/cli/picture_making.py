"""The pictures of `throughcare picture`: apart from it, so that no other command waits for what draws them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rich.table import Table

from throughcare.cli.measure import By
from throughcare.cli.measure_table import add_row, rendered
from throughcare.cli.picture import Kind
from throughcare.exchange.extracts import Extract, Progress
from throughcare.exchange.fact_files import FactFile
from throughcare.exchange.nation import derive_nation
from throughcare.exchange.pictures import (
    Dots,
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
from throughcare.facts.words import say_day
from throughcare.measures.by_month import months_of, why_not_compared
from throughcare.measures.comparison import Group, compare
from throughcare.measures.counting import NONE, Count, count
from throughcare.measures.series import chart
from throughcare.standards.column_engine import ObligationTable, derive
from throughcare.standards.fact_table import cut, fact_table
from throughcare.standards.language import AnyStandard

WHAT = {By.PROVIDER: "provider", By.PROVIDER_TYPE: "type"}

FILES: dict[str, Callable[[Picture, tuple[str, ...], date], str | bytes]] = {
    ".svg": lambda shown, _about, _day: svg_file(shown),
    ".png": lambda shown, _about, _day: png_file(shown),
    ".pdf": lambda shown, about, day: pdf_file(shown, about=about, as_of=day),
    ".csv": lambda shown, _about, _day: shown.csv,
}
"""What can be written, by the ending of the name."""


@dataclass(frozen=True, slots=True)
class Duties:
    """The duties of one standard as of a day, and the names and types of organisations by their codes."""

    made: ObligationTable
    as_of: date
    names: Mapping[str, str]
    types: Mapping[str, str]


def duties_of_extract(extract: Extract, standard: AnyStandard) -> Duties:
    """What an extract makes of a standard."""
    table = cut(fact_table(extract.facts, backend="polars"), as_of=extract.as_of)
    return Duties(derive(table, [standard]), extract.as_of, extract.provider_names, extract.provider_types)


def duties_of_file(file: FactFile, standard: AnyStandard, as_of: date, told: Progress | None = None) -> Duties:
    """What a file of facts makes of a standard, as of a day. Raises `FactFileFault`."""
    made = derive_nation(file, [standard], as_of=as_of, told=told).as_table()
    places = file.about.organisations
    return Duties(made, as_of, {each.code: each.name for each in places}, {each.code: each.type for each in places})


def picture_of(duties: Duties, kind: Kind, by: By) -> tuple[Picture, tuple[str, ...]]:
    """The picture of one standard, and the sentences on how it was made."""
    if kind is Kind.MONTHS:
        return _months(duties.made, duties.as_of)
    counts = count(duties.made, as_of=duties.as_of, group_of=duties.types if by is By.PROVIDER_TYPE else duties.names)
    title = f"{duties.made.standards[0].about.title} By {WHAT[by]}, to {say_day(duties.as_of)}"
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
