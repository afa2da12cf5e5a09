"""`throughcare people`: who is behind a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer
from rich.table import Table

from throughcare.cli.explain import standard_named
from throughcare.cli.measure import By
from throughcare.cli.measure_table import add_row, rendered
from throughcare.cli.screen import AsOf, ExtractFolder, day_typed, print_whole, read_with_progress, tell_refusals
from throughcare.exchange.extracts import Extract
from throughcare.exchange.packs import read_pack
from throughcare.exchange.safe_csv import csv_text
from throughcare.measures.counting import NONE, group_name
from throughcare.measures.further_conviction import FURTHER_CONVICTION, commenced
from throughcare.standards.column_engine import derive
from throughcare.standards.fact_table import cut, fact_table
from throughcare.standards.language import AnyStandard
from throughcare.standards.obligations import Obligation, Outcome, Owed, outcome_of

CONVICTED_HEADER = ("person", "group", "outcome", "first organisation")
HEADER = ("person", "group", "outcome", "opened", "due", "met", "ended", "accountable")


class ListFormat(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    CSV = "csv"


def people(
    extract: ExtractFolder,
    as_of: AsOf,
    standard: Annotated[
        str, typer.Option(metavar="PACK/ID", help="For example briefing/home-visit; or further-conviction.")
    ],
    group: Annotated[str | None, typer.Option(help="Only this group of the figure, for example CRC or none.")] = None,
    outcome: Annotated[list[Outcome] | None, typer.Option(help="Only duties that came out so.")] = None,
    owed: Annotated[
        Owed, typer.Option(help="Those counted (yes), or those of whom it is unknown or not so.")
    ] = Owed.YES,
    by: Annotated[By, typer.Option(help="What the figure is grouped by.")] = By.PROVIDER_TYPE,
    format: Annotated[ListFormat, typer.Option(help="How to print the list.")] = ListFormat.TABLE,
) -> None:
    """List the people behind a figure, one line a duty, those missed longest first."""
    day = day_typed(as_of, "--as-of", today=date.today())
    asked = None if standard == FURTHER_CONVICTION else standard_named(standard)
    read = read_with_progress(extract, day)
    tell_refusals(read, None)
    groups = read.provider_types if by is By.PROVIDER_TYPE else {}
    header: Sequence[str]
    if asked is None:
        header, rows = CONVICTED_HEADER, convicted(read, groups)
    else:
        found = [duty for duty in duties(read, asked) if duty.owed is owed]
        header, rows = HEADER, [_row(duty, groups, outcome_of(duty, day)) for duty in found]
        rows = [row for row in rows if not outcome or row[2] in outcome]
    rows = [row for row in rows if group in (None, row[1])]
    if format is ListFormat.CSV:
        print_whole(csv_text(header, rows))
    else:
        print_whole(_table(asked, header, rows))


def convicted(extract: Extract, groups: Mapping[str, str]) -> list[list[str]]:
    """Everybody who has commenced, by person: whether they were convicted, under the first organisation."""
    table = cut(fact_table(extract.facts, backend="polars"), as_of=extract.as_of)
    people = commenced(table, read_pack("briefing").terms["commencement"])
    rows = []
    for person, number, is_convicted in people.sort("person").iter_rows():
        provider = table.providers.names[number]
        rows.append(
            [
                table.people[person],
                group_name(provider, groups),
                "convicted" if is_convicted else "not convicted",
                provider or NONE,
            ]
        )
    return rows


def duties(extract: Extract, standard: AnyStandard) -> list[Obligation]:
    """Every duty that a standard makes of an extract: the missed first, and of those the oldest."""
    table = cut(fact_table(extract.facts, backend="polars"), as_of=extract.as_of)
    made = derive(table, [standard]).obligations()
    urgency = {outcome: place for place, outcome in enumerate(("missed", "late", "pending", "met", "void"))}
    return sorted(made, key=lambda duty: (urgency[outcome_of(duty, extract.as_of)], duty.opened, duty.person))


def _row(duty: Obligation, groups: Mapping[str, str], outcome: Outcome) -> list[str]:
    group = group_name(duty.accountable, groups)
    days = ["" if day is None else day.isoformat() for day in (duty.opened, duty.due, duty.met, duty.ended)]
    return [duty.person, group, outcome.value, *days, duty.accountable or NONE]


def _table(standard: AnyStandard | None, header: Sequence[str], rows: Sequence[list[str]]) -> str:
    table = Table(box=None, pad_edge=False)
    for name in header:
        table.add_column(name, no_wrap=True)
    for row in rows:
        add_row(table, *row)
    persons = len({row[0] for row in rows})
    many = f"{persons} {'person' if persons == 1 else 'people'}"
    title, after = "Who was convicted of a further offence after supervision began?", "Nobody owes or meets this."
    if standard is not None:
        many = f"{len(rows)} {'duty' if len(rows) == 1 else 'duties'} of {many}"
        title, after = standard.about.title, f"Why: throughcare explain --person CRN --standard {standard.name}"
    return "\n".join([title, many, "", *([rendered(table), "", after] if rows else ["Nobody stands behind this."])])
