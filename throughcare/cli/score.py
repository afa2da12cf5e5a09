"""`throughcare score`: scores, tiers, workload and dates for a file of cases."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from throughcare.cli.screen import Refused, day_typed, many, print_whole, progress_bar
from throughcare.exchange.whole_files import write_whole

_TELL_EVERY = 1000


class ScoreFormat(StrEnum):
    """How answers are written."""

    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


def score(
    name: Annotated[str, typer.Argument(help="What to work out, as ogrs3 or tier-v2.")],
    cases: Annotated[
        Path, typer.Option("--in", help="The cases: a JSON list of id and input, or a CSV or Parquet table.")
    ],
    format: Annotated[ScoreFormat, typer.Option(help="How to write the answers.")] = ScoreFormat.JSON,
    out: Annotated[Path | None, typer.Option(help="Where to write them; else to the screen.")] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DAY", help="The day of assessment of a case that names none; else today.")
    ] = None,
) -> None:
    """Answer every case of a file on its own: a figure with its working, or what is missing or wrong."""
    from throughcare.exchange.scores.cases import answer_cases, names
    from throughcare.exchange.scores.files import answers_csv, answers_json, answers_parquet, read_cases

    if name not in names():
        raise Refused(f"there is no '{name}'. There are: {', '.join(names())}.")
    if format is ScoreFormat.PARQUET and out is None:
        raise Refused("Parquet is no text: say where it goes, with --out FILE.parquet.")
    day = date.today() if on is None else day_typed(on, "--on", today=date.today())
    read, as_text = read_cases(cases)
    with progress_bar() as told:

        def answers() -> Iterator[dict[str, Any]]:
            for number, answer in enumerate(answer_cases(name, read, on=day, as_text=as_text)):
                if number % _TELL_EVERY == 0:
                    told(number, len(read), name)
                yield answer

        if format is ScoreFormat.PARQUET and out is not None:
            table = io.BytesIO()
            answers_parquet(answers(), table)
            written: str | bytes = table.getvalue()
        else:
            written = answers_json(answers()) if format is ScoreFormat.JSON else answers_csv(answers())
    if out is None:
        print_whole(str(written))
    else:
        write_whole(out, written)
        print_whole(f"{many(len(read), 'case', 'cases')} answered in {out}.")
