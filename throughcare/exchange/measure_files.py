"""Counts as files: the machine reading that other countings are checked against, and a table for people."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from throughcare.exchange.safe_csv import csv_text
from throughcare.measures.counting import Count
from throughcare.measures.further_conviction import FURTHER_CONVICTION
from throughcare.standards.obligations import Outcome

CSV_HEADER = (
    "pack",
    "standard",
    "group",
    *Outcome,
    "numerator",
    "denominator",
    "share",
    "low",
    "high",
    "asked",
    "unknown",
    "share_unknown",
    "range_low",
    "range_high",
)
"""The columns of `measures_csv`. Shares go from 0 to 1; low and high bound the 95% interval of the share."""


def measures_json(counts: Iterable[Count], *, detail: bool = False) -> str:
    """The machine reading: a list of standard, group and the five counts; groups without a duty are left out.

    A standard goes by its id, or by its full name where counts of several packs stand together. With `detail`
    each entry also has everything that the table for people has.
    """
    counts = [count for count in counts if count.tally]
    many = len({count.pack for count in counts}) > 1
    return json.dumps([_entry(count, many, detail) for count in counts], indent=1)


def _entry(count: Count, full_name: bool, detail: bool) -> dict[str, Any]:
    name = f"{count.pack}/{count.standard}" if full_name and count.standard != FURTHER_CONVICTION else count.standard
    entry = {"standard": name, "group": count.group}
    entry |= {outcome.value: getattr(count.tally, outcome) for outcome in Outcome}
    return entry | dict(zip(CSV_HEADER[8:], _figures(count), strict=True)) if detail else entry


def measures_csv(counts: Iterable[Count]) -> str:
    """The table for people, one row a standard and group. Cells that do not apply are blank.

    Further convictions have a numerator (the convicted) and a denominator, and nothing that is called met.
    """
    return csv_text(CSV_HEADER, (_row(count) for count in counts))


def _row(count: Count) -> list[Any]:
    counted = [getattr(count.tally, outcome) for outcome in Outcome]
    if count.standard == FURTHER_CONVICTION:
        counted = [None] * len(counted)
    return [count.pack, count.standard, count.group, *counted, *_figures(count)]


def _figures(count: Count) -> list[Any]:
    low, high = count.tally.interval or (None, None)
    figures = [count.tally.met, count.tally.denominator, *map(_rounded, (count.tally.share, low, high))]
    if count.unknown is None:
        return [*figures, None, None, None, None, None]
    low, high = count.range or (None, None)
    unknown = count.unknown
    return [*figures, unknown.asked, unknown.unknown, *map(_rounded, (unknown.share, low, high))]


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 6)
