"""The pack of a handover as a file: PDF to read and print, JSON for the system of whoever takes the case."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from throughcare.exchange.court_reports import breakable
from throughcare.exchange.tagged_pdf import tagged_pdf
from throughcare.rules.handover_pack import Pack
from throughcare.rules.handover_told import Item

LAYOUT = "throughcare-handover-1"
"""The name and version of the layout of the JSON file; docs/how-to/take-a-handover.md describes it."""
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": LAYOUT,
    "type": "object",
    "additionalProperties": False,
    "required": ["layout", "as_of", "person", "handover", "missing", "sections"],
    "properties": {
        "layout": {"const": LAYOUT},
        "as_of": {"type": "string", "format": "date"},
        "facts": {"type": "integer", "minimum": 0},
        "person": {"type": "object", "required": ["crn", "name", "born_on"]},
        "handover": {"type": "object", "required": ["order", "from", "to", "sent_on", "state"]},
        "missing": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "words", "is_important"],
                "properties": {
                    "code": {"type": "string"},
                    "words": {"type": "string"},
                    "is_important": {"type": "boolean"},
                },
            },
        },
        "sections": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "heading", "items"],
                "properties": {"items": {"type": "array", "items": {"$ref": "#/$defs/item"}}},
            },
        },
    },
    "$defs": {
        "item": {
            "type": "object",
            "additionalProperties": False,
            "required": ["key", "label", "text", "entry", "on", "by", "sort", "came_after"],
            "properties": {
                "key": {"type": "string"},
                "label": {"type": "string"},
                "text": {"type": "string"},
                "entry": {"type": "integer", "minimum": 1},
                "on": {"type": "string", "format": "date"},
                "by": {"type": "string"},
                "sort": {"enum": ["", "fact", "opinion", "allegation"]},
                "came_after": {"type": "boolean"},
            },
        }
    },
}
"""What the JSON file holds, so that another system can check it before it reads it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing known, in words: `under` says from which entry, of which day, by whom, and whether it came late."""

    label: str
    text: str
    under: str


@dataclass(frozen=True, slots=True)
class Part:
    """One heading with its lines."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A pack as it is printed: `about` are label and text, `missing` what is said first, `told` says what it is."""

    title: str
    about: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    also_missing: tuple[str, ...]
    told: str
    parts: tuple[Part, ...]
    as_of: date


def pdf_of(sheet: Sheet) -> bytes:
    """The pack as PDF, tagged for screen readers. The same sheet gives the same bytes."""
    return tagged_pdf("throughcare.exchange.handover_packs", "pack.typ", breakable(asdict(sheet)), sheet.as_of)


def json_of(pack: Pack, *, person: dict[str, Any], handover: dict[str, Any]) -> str:
    """The pack as JSON by `SCHEMA`; `person` and `handover` are the coded values beside it."""
    found = {
        "layout": LAYOUT,
        "as_of": pack.as_of.isoformat(),
        "facts": pack.facts,
        "person": person,
        "handover": handover,
        "missing": [{"code": each.code, "words": each.words, "is_important": each.is_important} for each in pack.lacks],
        "sections": [
            {"name": each.name, "heading": each.heading, "items": [_item(item) for item in each.items]}
            for each in pack.sections
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _item(item: Item) -> dict[str, Any]:
    return {
        "key": item.key,
        "label": item.label,
        "text": item.text,
        "entry": item.number,
        "on": item.on.isoformat(),
        "by": item.by,
        "sort": item.sort,
        "came_after": item.came_after,
    }
