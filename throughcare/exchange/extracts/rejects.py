"""The rows that were refused, as a table for whoever must put them right in the system that they came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from throughcare.exchange.safe_csv import csv_text


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row that was refused whole: where it stands, the cell that is at fault, and why, in plain words.

    `file` is the name of the table (`contacts`), `line` counts from 1, the header being line 1. `column` is blank
    where no single cell is at fault, and `value` is then what is wrong with the row.
    """

    file: str
    line: int
    column: str
    value: str
    reason: str


def rejects_text(refusals: Iterable[Refusal]) -> str:
    """The refusals as CSV with the columns file, line, column, value and reason: one row a refused row."""
    rows = ((refusal.file, refusal.line, refusal.column, refusal.value, refusal.reason) for refusal in refusals)
    return csv_text(("file", "line", "column", "value", "reason"), rows)
