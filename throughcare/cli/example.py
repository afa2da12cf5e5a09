"""`throughcare example`: the made-up extract that comes with the project, counted and explained."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

import throughcare
from throughcare.cli.explain import explanations, told
from throughcare.cli.measure import By, counted
from throughcare.cli.measure_table import UNVERIFIED_MARK, add_row, convictions, notes, percent, rendered, span
from throughcare.cli.screen import print_whole, read_with_progress, tell_refusals
from throughcare.exchange.extracts import Extract
from throughcare.exchange.packs import read_pack
from throughcare.measures.counting import NONE, Count
from throughcare.standards.language import AnyStandard, Sureness
from throughcare.standards.obligations import Outcome, Owed

MADE_UP = Path(throughcare.__file__).parent.parent / "examples" / "alpha"
AS_OF = date(2016, 6, 30)
GROUPS = ("NPS", "CRC", NONE)


def example(
    extract: Annotated[Path, typer.Option(help="The made-up extract.", readable=False)] = MADE_UP,
) -> None:
    """Count the made-up extract by both clocks, and explain one missed duty."""
    read = read_with_progress(extract, AS_OF)
    inspection, contract = read_pack("briefing"), read_pack("contract-2015")
    counts = {
        (count.pack, count.standard, count.group): count
        for count in counted(read, [inspection, contract], By.PROVIDER_TYPE)
    }
    clocks = {standard.id: standard for standard in contract.standards}
    table = Table(box=None, pad_edge=False, title=None)
    for name in ("question", "group", "inspection's clock", "", "contract's clock", ""):
        table.add_column(name, ratio=1 if name == "question" else None, no_wrap=name != "question")
    for standard in inspection.standards:
        for row in _rows(standard, clocks.get(standard.id), counts):
            add_row(table, *row)
    print_whole(
        "\n".join(
            [
                f"A made-up extract of {len(read.people)} people, as of 30 June 2016.",
                "Share met (95% interval), and how many of those decided.",
                "",
                rendered(table),
                *convictions(counts.values()),
                *notes(counts.values(), inspection.standards),
                "",
                "One missed duty, explained:",
                _one_missed(read, inspection.standards),
                "",
                "More: throughcare measure --help, throughcare people --help, throughcare explain --help",
            ]
        )
    )
    tell_refusals(read, None)


def _rows(
    standard: AnyStandard, contract: AnyStandard | None, counts: dict[tuple[str, str, str], Count]
) -> list[list[str]]:
    mark = UNVERIFIED_MARK if standard.about.sureness is Sureness.UNVERIFIED else ""
    rows: list[list[str]] = []
    for group in GROUPS:
        by_clock = [counts.get((each.pack, each.id, group)) if each else None for each in (standard, contract)]
        if by_clock[0]:
            question = f"{standard.about.title}{mark}" if not rows else ""
            rows.append([question, group, *(cell for count in by_clock for cell in _cells(count))])
        if by_clock[0] and by_clock[0].unknown and by_clock[0].unknown.unknown:
            unknown, ends = by_clock[0].unknown, span(by_clock[0].range)
            rows.append(["", "", f"  owed unknown: {percent(unknown.share)}", f"range {ends}", "", ""])
    return rows


def _cells(count: Count | None) -> list[str]:
    if count is None:
        return ["", ""]
    tally = count.tally
    if not tally.denominator:
        return ["none decided yet", ""]
    return [f"{percent(tally.share):>4} ({span(tally.interval)})", f"{tally.met} of {tally.denominator}"]


def _one_missed(extract: Extract, standards: tuple[AnyStandard, ...]) -> str:
    """The first missed home visit that was owed: a duty with a condition, a limit and somebody accountable."""
    wanted = [standard for standard in standards if standard.id == "home-visit"]
    for person in extract.people:
        for explanation in explanations(extract, person, wanted, AS_OF):
            if explanation.outcome is Outcome.MISSED and explanation.owed is Owed.YES:
                return f"{person}{told(explanation)}"
    return "none was missed"
