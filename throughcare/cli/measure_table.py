"""Figures as a table on the screen: the question, how many of how many, the share and how far it may be off."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from shutil import get_terminal_size

from rich.console import Console
from rich.table import Table
from rich.text import Text

from throughcare.measures.counting import Count
from throughcare.measures.further_conviction import FURTHER_CONVICTION
from throughcare.standards.language import AnyStandard, Pack, Sureness

UNVERIFIED_MARK = "*"


def measures_table(counts: Sequence[Count], packs: Iterable[Pack]) -> str:
    """One row a standard and group, with a note below on what the figures cannot say."""
    standards = {standard.name: standard for pack in packs for standard in pack.standards}
    table = Table(box=None, pad_edge=False, show_edge=False)
    table.add_column("question", ratio=1)
    for name in (
        "group",
        "met",
        "of",
        "share",
        "95% interval",
        "late",
        "missed",
        "pending",
        "void",
        "unknown",
        "range",
    ):
        table.add_column(name, justify="left" if name == "group" else "right", no_wrap=True)
    above = ""
    for count in counts:
        if count.standard == FURTHER_CONVICTION:
            continue
        name = f"{count.pack}/{count.standard}"
        add_row(table, _question(standards[name]) if name != above else "", *_cells(count))
        above = name
    return "\n".join(["", rendered(table), *convictions(counts), *notes(counts, standards.values())])


def add_row(table: Table, *cells: str) -> None:
    """A row of plain text: a code in square brackets is shown as it is, and not taken for a style."""
    table.add_row(*map(Text, cells))


def _question(standard: AnyStandard) -> str:
    mark = UNVERIFIED_MARK if standard.about.sureness is Sureness.UNVERIFIED else ""
    return f"{standard.about.title}{mark}"


def _cells(count: Count) -> list[str]:
    tally = count.tally
    cells = [count.group, str(tally.met), str(tally.denominator), percent(tally.share), span(tally.interval)]
    cells += [str(number) for number in (tally.late, tally.missed, tally.pending, tally.void)]
    return [*cells, percent(count.unknown.share) if count.unknown else "", span(count.range)]


def percent(share: float | None) -> str:
    """A share as whole percent; a dash where nothing was counted."""
    return "-" if share is None else f"{share:.0%}"


def span(ends: tuple[float, float] | None) -> str:
    """Two shares as *40% to 47%*; blank where there are none."""
    return "" if ends is None else f"{percent(ends[0])} to {percent(ends[1])}"


def convictions(counts: Iterable[Count]) -> list[str]:
    """Further convictions are told in a sentence and never beside the duties: nobody owes or meets them."""
    found = [count for count in counts if count.standard == FURTHER_CONVICTION]
    shares = [
        f"{count.group} {count.tally.met} of {count.tally.denominator} ({span(count.tally.interval)})"
        for count in found
    ]
    text = "People convicted of a further offence after supervision began, by the first organisation: "
    return ["", f"{text}{'; '.join(shares)}. Follow-up and case mix differ, so this ranks nobody."] if found else []


def notes(counts: Iterable[Count], standards: Iterable[AnyStandard]) -> list[str]:
    """What a reader must know before they use the figures."""
    lines = ["These count that a thing was recorded, not that it was good."]
    if any(standard.about.sureness is Sureness.UNVERIFIED for standard in standards):
        lines.append(f"{UNVERIFIED_MARK} The limit is not verified: its source is in the pack.")
    unknown = [count for count in counts if count.unknown and count.unknown.is_too_high]
    if unknown:
        lines.append(
            "Where more than 10% is unknown (no screening yet, or a check not back) groups are not to be compared; "
            "the range shows the share if none, and if all, of the unknown had owed the duty."
        )
    return ["", *lines]


def rendered(table: Table) -> str:
    """A table as text, as wide as the screen allows."""
    text = io.StringIO()
    Console(file=text, width=max(110, min(160, get_terminal_size((140, 24)).columns))).print(table)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines())
