"""`throughcare sentence`: the dates of sentences in a file, each with the rule that gave it."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from throughcare.calendar import day_from_text
from throughcare.cli.screen import Refused, print_whole
from throughcare.exchange.sentence_files import answers, read_cases
from throughcare.facts.words import say_day


class Format(StrEnum):
    """How the dates are printed."""

    TEXT = "text"
    JSON = "json"


def sentence(
    in_: Annotated[Path, typer.Option("--in", metavar="FILE", help="A JSON file: a list of cases.")],
    format_: Annotated[Format, typer.Option("--format", help="In words, or as JSON with all reasons.")] = Format.TEXT,
) -> None:
    """Work out the dates of sentences, each with its rule, its source and what would change it."""
    try:
        content = in_.read_bytes()
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise Refused(f"--in {in_} could not be read ({why}).") from error
    found = list(answers(read_cases(content)))
    print_whole(json.dumps(found, indent=2) if format_ is Format.JSON else "\n\n".join(map(told, found)) or "No cases.")


def told(answer: dict[str, Any]) -> str:
    """The answer to one case as lines: a day a line, with its rule; or what is wrong."""
    result = answer["result"]
    heading = "A case without an id" if answer["id"] is None else f"{answer['id']}"
    if "error" in result:
        faults = (
            f"{fault['field']}: {fault['reason']}" if fault["field"] else fault["reason"] for fault in result["errors"]
        )
        return "\n".join([f"{heading}  CANNOT BE WORKED OUT", *(f"  {fault}" for fault in faults)])
    return "\n".join(
        [heading, *(line for each in result["dates"] for line in _lines(each)), *map("  {}".format, result["notes"])]
    )


def _lines(each: dict[str, Any]) -> list[str]:
    day = day_from_text(each["day"]) if each["day"] else None
    of = f" ({each['of']})" if each["of"] else ""
    sure = "" if each["is_verified"] else "  [not verified]"
    return [
        f"  {each['label']}{of}: {say_day(day) if day else 'none'}{sure}",
        f"    {each['rule']} [{each['version']}: {each['source']}]",
    ]
