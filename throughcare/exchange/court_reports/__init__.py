"""A report as a sheet for the court: PDF to read and hand over, JSON for the court's own system, and blank on paper."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from importlib import resources
from typing import Any

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
    """The sheet as PDF, tagged for screen readers (PDF/UA-1). The same sheet gives the same bytes.

    Where a letter stands in it that no font at hand can draw, it is tagged all the same and claims no standard: a court
    rather gets a report with an empty box in a name than none.
    """
    import typst

    day = sheet.as_of
    source = resources.files("throughcare.exchange.court_reports").joinpath("sheet.typ").read_bytes()
    data = json.dumps(breakable(asdict(sheet)) | {"as_of": [day.year, day.month, day.day]})
    at = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    said: dict[str, Any] = {"format": "pdf", "sys_inputs": {"data": data}, "timestamp": at}
    try:
        made: bytes = typst.compile(source, pdf_standards="ua-1", **said)
    except typst.TypstError:
        made = typst.compile(source, **said)
    return made


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
