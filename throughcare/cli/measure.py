"""`throughcare measure`: an extract counted by its standards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from throughcare.cli.measure_table import measures_table
from throughcare.cli.screen import (
    AsOf,
    ExtractFolder,
    Refused,
    day_typed,
    print_whole,
    read_with_progress,
    tell_refusals,
)
from throughcare.exchange.extracts import FILES, Extract, rejects_text
from throughcare.exchange.measure_files import measures_csv, measures_json
from throughcare.exchange.packs import read_pack, read_packs
from throughcare.exchange.whole_files import write_whole
from throughcare.measures.counting import Count, count
from throughcare.measures.further_conviction import count_further_convictions
from throughcare.standards.column_engine import derive
from throughcare.standards.fact_table import cut, fact_table
from throughcare.standards.language import Pack


class By(StrEnum):
    """What a figure is grouped by."""

    PROVIDER_TYPE = "provider_type"
    PROVIDER = "provider"


class Format(StrEnum):
    """How figures are printed."""

    JSON = "json"
    CSV = "csv"
    TABLE = "table"


def measure(
    extract: ExtractFolder,
    as_of: AsOf,
    pack: Annotated[
        list[str] | None, typer.Option(help="A pack of standards by name, or its folder. May be given several times.")
    ] = None,
    by: Annotated[By, typer.Option(help="What to group by.")] = By.PROVIDER_TYPE,
    format: Annotated[Format, typer.Option(help="How to print the figures.")] = Format.TABLE,
    rejects: Annotated[
        Path | None, typer.Option(help="Write every refused row, with its reason, to this file.")
    ] = None,
    detail: Annotated[bool, typer.Option(help="With JSON: shares, intervals and what is unknown, too.")] = False,
) -> None:
    """Count an extract: met, late, missed, pending and void for each standard, by whoever was accountable."""
    day = day_typed(as_of, "--as-of", today=date.today())
    packs = read_packs(pack or ["briefing"])
    if rejects and rejects.resolve() in {(extract / file).resolve() for file in FILES}:
        raise Refused(f"--rejects {rejects} would write over a file of the extract: say another place.")
    read = read_with_progress(extract, day)
    counts = counted(read, packs, by)
    if rejects:
        write_whole(rejects, rejects_text(read.refusals))
    tell_refusals(read, rejects)
    match format:
        case Format.JSON:
            print_whole(measures_json(counts, detail=detail))
        case Format.CSV:
            print_whole(measures_csv(counts))
        case Format.TABLE:
            print_whole(measures_table(counts, packs))


def counted(extract: Extract, packs: Sequence[Pack], by: By) -> list[Count]:
    """Every standard of the packs counted over an extract, and further convictions beside them."""
    groups = extract.provider_types if by is By.PROVIDER_TYPE else {}
    table = cut(fact_table(extract.facts, backend="polars"), as_of=extract.as_of)
    commencement = read_pack("briefing").terms["commencement"]
    made = derive(table, [standard for pack in packs for standard in pack.standards])
    convicted = count_further_convictions(table, commencement=commencement, group_of=groups, pack=packs[0].name)
    return [*count(made, as_of=extract.as_of, group_of=groups), *convicted]
