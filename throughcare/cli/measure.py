"""`throughcare measure`: an extract, or a file of facts, counted by its standards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from throughcare.cli.measure_table import measures_table
from throughcare.cli.screen import (
    DayAskedAbout,
    ExtractOrFacts,
    FactsOrExtract,
    Refused,
    check_one_source,
    day_typed,
    print_whole,
    progress_bar,
    read_with_progress,
    tell_refusals,
)
from throughcare.exchange.extracts import FILES, Extract, rejects_text
from throughcare.exchange.measure_files import measures_csv, measures_json
from throughcare.exchange.packs import read_pack, read_packs
from throughcare.exchange.whole_files import write_whole
from throughcare.facts.stream import Clock
from throughcare.measures.counting import Count, count
from throughcare.measures.further_conviction import count_further_convictions
from throughcare.standards.column_engine import derive
from throughcare.standards.fact_table import cut, fact_table
from throughcare.standards.language import Pack

if TYPE_CHECKING:
    from throughcare.exchange.fact_files import FactFile


class By(StrEnum):
    """What a figure is grouped by."""

    PROVIDER_TYPE = "provider_type"
    PROVIDER = "provider"


class Format(StrEnum):
    """How figures are printed."""

    JSON = "json"
    CSV = "csv"
    TABLE = "table"


RejectsFile = Annotated[
    Path | None, typer.Option(help="Write every refused row of an extract, with its reason, to this file.")
]
Master = Annotated[
    str | None,
    typer.Option(metavar="spark://HOST:PORT", help="With --facts: count on the cluster whose master this is."),
]


def measure(
    extract: ExtractOrFacts = None,
    facts: FactsOrExtract = None,
    as_of: DayAskedAbout = None,
    known_on: Annotated[
        str | None, typer.Option(metavar="DAY", help="Count only what was recorded by that day.")
    ] = None,
    clock: Annotated[
        Clock, typer.Option(help="Whether a fact counts on the day it happened, or was recorded.")
    ] = Clock.HAPPENED,
    pack: Annotated[
        list[str] | None, typer.Option(help="A pack of standards by name, or its folder. May be given several times.")
    ] = None,
    by: Annotated[By, typer.Option(help="What to group by.")] = By.PROVIDER_TYPE,
    format: Annotated[Format, typer.Option(help="How to print the figures.")] = Format.TABLE,
    rejects: RejectsFile = None,
    cluster: Master = None,
    detail: Annotated[bool, typer.Option(help="With JSON: shares, intervals and what is unknown, too.")] = False,
) -> None:
    """Count an extract or a file of facts: met, late, missed, pending and void, by whoever was accountable."""
    check_one_source(extract, facts)
    if cluster is not None and facts is None:
        raise Refused("--cluster goes with --facts: an extract is read on this machine.")
    day = None if as_of is None else day_typed(as_of, "--as-of", today=date.today())
    known = None if known_on is None else day_typed(known_on, "--known-on", today=date.today())
    packs = read_packs(pack or ["briefing"])
    if facts is not None:
        if rejects:
            raise Refused("--rejects goes with --extract: a file of facts is good as a whole, or not at all.")
        counts = counted_in_file(facts, packs, by, as_of=day, known_on=known, clock=clock, cluster=cluster)
    elif extract is not None:
        counts = _of_an_extract(extract, packs, by, day, known, clock, rejects)
    _print(counts, packs, format, detail=detail)


def _print(counts: list[Count], packs: Sequence[Pack], format: Format, *, detail: bool) -> None:
    match format:
        case Format.JSON:
            print_whole(measures_json(counts, detail=detail))
        case Format.CSV:
            print_whole(measures_csv(counts))
        case Format.TABLE:
            print_whole(measures_table(counts, packs))


def _of_an_extract(
    extract: Path,
    packs: Sequence[Pack],
    by: By,
    as_of: date | None,
    known_on: date | None,
    clock: Clock,
    rejects: Path | None,
) -> list[Count]:
    """Read, count, and tell what was refused."""
    if as_of is None:
        raise Refused("an extract does not say of which day it is: say it, as --as-of 2016-06-30.")
    if rejects and rejects.resolve() in {(extract / file).resolve() for file in FILES}:
        raise Refused(f"--rejects {rejects} would write over a file of the extract: say another place.")
    read = read_with_progress(extract, as_of)
    counts = counted(read, packs, by, known_on=known_on, clock=clock)
    if rejects:
        write_whole(rejects, rejects_text(read.refusals))
    tell_refusals(read, rejects)
    return counts


def counted(
    extract: Extract,
    packs: Sequence[Pack],
    by: By,
    *,
    known_on: date | None = None,
    clock: Clock = Clock.HAPPENED,
) -> list[Count]:
    """Every standard of the packs counted over an extract, and further convictions beside them."""
    groups = extract.provider_types if by is By.PROVIDER_TYPE else {}
    table = cut(fact_table(extract.facts, backend="polars"), as_of=extract.as_of, known_on=known_on, clock=clock)
    commencement = read_pack("briefing").terms["commencement"]
    made = derive(table, [standard for pack in packs for standard in pack.standards])
    convicted = count_further_convictions(table, commencement=commencement, group_of=groups, pack=packs[0].name)
    return [*count(made, as_of=extract.as_of, group_of=groups), *convicted]


def day_of_file(file: FactFile, as_of: date | None) -> date:
    """The day that is asked about, else the last that a file of facts knows of. Raises `Refused` for a later one."""
    day = as_of or file.about.as_of
    if day > file.about.as_of:
        raise Refused(
            f"--as-of {day.isoformat()} is later than {file.path} knows of: its last day is {file.about.as_of}."
        )
    return day


def counted_in_file(
    facts: Path,
    packs: Sequence[Pack],
    by: By,
    *,
    as_of: date | None = None,
    known_on: date | None = None,
    clock: Clock = Clock.HAPPENED,
    cluster: str | None = None,
) -> list[Count]:
    """The same over a file of facts, as of its own day unless told otherwise; with a progress bar, or on a cluster."""
    from throughcare.exchange.fact_files import open_given  # reading columns costs a second to import
    from throughcare.exchange.nation import measure_nation

    with progress_bar() as told:
        file = open_given(facts, told=told)
    day = day_of_file(file, as_of)
    types = {each.code: each.type for each in file.about.organisations}
    asked: dict[str, Any] = {
        "commencement": read_pack("briefing").terms["commencement"],
        "group_of": types if by is By.PROVIDER_TYPE else {},
        "as_of": day,
        "known_on": known_on,
        "clock": clock,
    }
    if cluster is not None:
        from throughcare.exchange.cluster import measure_on_cluster

        return measure_on_cluster(file.path, packs, master=cluster, **asked)
    with progress_bar() as told:
        return measure_nation(file, packs, told=told, **asked)
