"""A report as a sheet for the court: PDF to read and hand over, JSON for the court's own system, and blank on paper."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from throughcare.exchange.tagged_pdf import tagged_pdf

LAYOUT = "throughcare-report-1"
"""The name of the layout of the JSON file; docs/how-to/take-a-report.md describes it."""


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of a report, by its name in the file; `lines` are left blank to write on where there is no text."""

    name: str
    heading: str
    text: str = ""
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report as it is handed over. `warnings` say what it was made without; `about` are label and text."""

    title: str
    about: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    sections: tuple[Section, ...]
    signed: str
    as_of: date


def pdf_of(sheet: Sheet) -> bytes:
    """The sheet as PDF, tagged for screen readers. The same sheet gives the same bytes."""
    return tagged_pdf("throughcare.exchange.court_reports", "sheet.typ", breakable(asdict(sheet)), sheet.as_of)


LONGEST_WORD = 25
"""A word of more letters may be broken there: of the widest letters so many fit on a line of the title, and nothing
runs off the paper."""


def breakable(value: Any) -> Any:
    """The same texts, in which words that are too long for a line may be broken."""
    if isinstance(value, str):
        return re.sub(rf"(\S{{{LONGEST_WORD}}})(?=\S)", "\\1\u200b", value)
    if isinstance(value, dict):
        return {name: breakable(each) for name, each in value.items()}
    return [breakable(each) for each in value] if isinstance(value, list | tuple) else value


def json_of(sheet: Sheet, **said: Any) -> str:
    """The sheet as JSON for a court's system; `said` are the coded values beside the texts."""
    found = {
        "layout": LAYOUT,
        "as_of": sheet.as_of.isoformat(),
        "title": sheet.title,
        **said,
        "made_without": list(sheet.warnings),
        "sections": [{"name": each.name, "heading": each.heading, "text": each.text} for each in sheet.sections],
        "signed": sheet.signed,
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
