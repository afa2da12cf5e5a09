"""`throughcare what-if`, `as-known`, `recording-delay`: questions over everybody, from a file or a store of facts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from throughcare.cli.measure import Format
from throughcare.cli.question_tables import as_known_table, delay_table, what_if_table
from throughcare.cli.screen import Refused, day_typed, print_whole, progress_bar
from throughcare.exchange.column_store import StoreFault
from throughcare.exchange.counted_at_once import what_if_at_once
from throughcare.exchange.fact_files import FactFileFault
from throughcare.exchange.facts_at_hand import FactsAtHand, NoFacts, facts_of_file, facts_of_store
from throughcare.exchange.packs import read_pack
from throughcare.exchange.question_files import MoversWriter, movers_writer
from throughcare.exchange.question_texts import (
    DELAY_HEADER,
    WHAT_IF,
    GroupOf,
    as_known,
    delay_cells,
    figures_csv,
    figures_json,
)
from throughcare.exchange.safe_csv import csv_text
from throughcare.measures.as_known import count_as_known, count_delays, delays_by, difference_in_words
from throughcare.measures.counting import NONE
from throughcare.measures.side_by_side import Period, SideBySide
from throughcare.measures.what_if import cannot_say
from throughcare.standards.changes import (
    APPLIES,
    LIMIT,
    SATISFIES,
    UNKNOWN,
    ChangeFault,
    WhatIf,
    what_if_of_file,
    what_if_one,
    what_if_pack,
)
from throughcare.standards.language import AnyStandard, Pack


class By(StrEnum):
    """What figures are grouped by."""

    PROVIDER = "provider"
    PROVIDER_TYPE = "provider_type"


class DelayBy(StrEnum):
    """What recording delay is grouped by."""

    PROVIDER = "provider"
    KIND = "kind"


Facts = Annotated[Path | None, typer.Option(help="A Parquet file of facts, as throughcare synthesise writes them.")]
Store = Annotated[Path | None, typer.Option(help="A column store, as throughcare columns makes it.")]
Standard = Annotated[str | None, typer.Option(help="One standard by its full name, as briefing/first-appointment.")]
PackOption = Annotated[str | None, typer.Option("--pack", help="Every standard of a pack, by its name or its folder.")]
AsOf = Annotated[str | None, typer.Option(metavar="DAY", help="As of which day; without it, the last that facts know.")]
First = Annotated[
    str | None, typer.Option("--from", metavar="DAY", help="Only duties that began on this day or later.")
]
Last = Annotated[str | None, typer.Option("--to", metavar="DAY", help="Only duties that began up to this day.")]
ByOption = Annotated[By, typer.Option("--by", help="What to group by.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print the figures.")]


def what_if(
    facts: Facts = None,
    store: Store = None,
    standard: Standard = None,
    pack: PackOption = None,
    limit: Annotated[str, typer.Option(help="Another limit, as “3 working days”.")] = "",
    applies: Annotated[str, typer.Option(help="Who it applies to: everybody, nobody, or a pattern.")] = "",
    unknown: Annotated[str, typer.Option(help="When that is not known, as a pattern.")] = "",
    met_by: Annotated[str, typer.Option(help="What satisfies it, as a pattern in the language of standards.")] = "",
    changes: Annotated[Path | None, typer.Option(help="With --pack: a file with a change for each standard.")] = None,
    as_of: AsOf = None,
    known_on: Annotated[str | None, typer.Option(metavar="DAY", help="From what was recorded by this day.")] = None,
    first: First = None,
    last: Last = None,
    by: ByOption = By.PROVIDER,
    format: FormatOption = Format.TABLE,
    movers: Annotated[Path | None, typer.Option(help="Write every duty that moves to this Parquet file.")] = None,
) -> None:
    """Count a standard as it is and as it might be read, side by side. This changes the count alone."""
    texts = {LIMIT: limit, APPLIES: applies, UNKNOWN: unknown, SATISFIES: met_by}
    asked = _what_if_asked(standard, pack, texts, changes)
    hand, day = _facts(facts, store), None
    _check_apart(movers, facts, store)
    day, period = _day(as_of, hand), _period(first, last)
    known = day_typed(known_on, "--known-on", today=date.today()) if known_on else None
    with progress_bar() as told, _kept(movers) as keep:
        tables = hand.tables(asked.standards, as_of=day, known_on=known, told=told)
        counted = what_if_at_once(asked, _told_plainly(tables), as_of=day, period=period, keep=keep)
        _check_cases(counted, period)
    about = {"standards": [each.name for each, _ in asked.pairs], **asked.asked, "as_of": day, "known_on": known_on}
    groups = _groups(hand, by)
    if format is Format.TABLE:
        print_whole(what_if_table(counted, asked, groups, notes=cannot_say(counted, asked), as_of=day))
    else:
        print_whole(_file(counted, groups, about, format, WHAT_IF))


def as_known_(
    known_on: Annotated[str, typer.Option(metavar="DAY", help="The day whose knowledge is asked about.")],
    facts: Facts = None,
    store: Store = None,
    standard: Standard = None,
    pack: PackOption = None,
    as_of: AsOf = None,
    first: First = None,
    last: Last = None,
    by: ByOption = By.PROVIDER,
    format: FormatOption = Format.TABLE,
) -> None:
    """Count standards from what was recorded by a day, beside all that is recorded, as of the same day."""
    _, standards = _which(standard, pack)
    hand = _facts(facts, store)
    day, period = _day(as_of, hand), _period(first, last)
    known = day_typed(known_on, "--known-on", today=date.today())
    with progress_bar() as told:
        then = hand.tables(standards, as_of=day, known_on=known, told=told)
        now = hand.tables(standards, as_of=day)
        counted = count_as_known(standards, _told_plainly(then), _told_plainly(now), as_of=day, period=period)
        _check_cases(counted, period)
    groups, words = _groups(hand, by), difference_in_words(counted, as_of=day, known_on=known)
    about = {"standards": [each.name for each in standards], "as_of": day, "known_on": known, "difference": words}
    if format is Format.TABLE:
        print_whole(as_known_table(counted, standards, groups, words=words, as_of=day, known_on=known))
    else:
        print_whole(_file(counted, groups, about, format, as_known(known)))


def recording_delay(
    facts: Facts = None,
    store: Store = None,
    as_of: AsOf = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="Only what happened from this day.")
    ] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Only what happened up to this day.")] = None,
    by: Annotated[DelayBy, typer.Option(help="What to group by.")] = DelayBy.PROVIDER,
    format: FormatOption = Format.TABLE,
) -> None:
    """Count how many calendar days after things happened they were recorded."""
    hand = _facts(facts, store)
    day, period = _day(as_of, hand), _period(first, last)
    with progress_bar() as told:
        waited = count_delays(_told_plainly(hand.tables(None, as_of=day, told=told)), period=period)
    rows = delays_by(waited)["by_provider" if by is DelayBy.PROVIDER else "by_kind"]
    if not rows:
        raise Refused("nothing happened on these days that could be counted: say others.")
    rows = [row | {"group": row["group"] or NONE} for row in rows]
    if format is Format.JSON:
        print_whole(json.dumps(rows, indent=1))
    elif format is Format.CSV:
        print_whole(csv_text(DELAY_HEADER, map(delay_cells, rows)))
    else:
        print_whole(delay_table(rows))


# --- what is asked ----------------------------------------------------------------------------------------------


def _which(standard: str | None, pack: str | None) -> tuple[Pack, list[AnyStandard]]:
    """The pack, and its one standard or all."""
    if bool(standard) == bool(pack):
        raise Refused("say either --standard, for example briefing/first-appointment, or --pack.")
    if pack:
        found = read_pack(pack)
        return found, list(found.standards)
    place, _, id_ = str(standard).rpartition("/")
    if not place:
        raise Refused(f"--standard {standard} needs its pack before it, for example briefing/first-appointment.")
    found = read_pack(place)
    chosen = [each for each in found.standards if each.id == id_]
    if not chosen:
        names = ", ".join(each.id for each in found.standards)
        raise Refused(f"there is no standard '{id_}' in {found.name}: it has {names}.")
    return found, chosen


def _what_if_asked(standard: str | None, pack: str | None, texts: dict[str, str], changes: Path | None) -> WhatIf:
    if changes and (any(texts.values()) or not pack):
        raise Refused("--changes goes with --pack, and without --limit, --applies, --unknown and --met-by.")
    if not changes and not any(texts.values()):
        raise Refused("say what to change: --limit, --applies or --met-by, or --changes with a file.")
    found, chosen = _which(standard, pack)
    try:
        if changes:
            return what_if_of_file(_text(changes), found)
        return what_if_pack(texts, found) if pack else what_if_one(texts, chosen[0], found)
    except ChangeFault as fault:
        lines = [f"{_option(field)}{reason}" for field, reason in fault.faults]
        raise Refused("\n".join(line if line.endswith(".") else f"{line}." for line in lines)) from fault


def _option(field: str) -> str:
    options = {LIMIT: "--limit", APPLIES: "--applies", UNKNOWN: "--unknown", SATISFIES: "--met-by"}
    return f"{options.get(field, field)}: " if field else ""


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise Refused(f"{path} cannot be read ({why.lower()}).") from error


def _facts(facts: Path | None, store: Path | None) -> FactsAtHand:
    if bool(facts) == bool(store):
        raise Refused("say where the facts are: either --facts FILE.parquet or --store FOLDER.")
    try:
        return facts_of_file(facts) if facts else facts_of_store(store or Path())
    except (FactFileFault, StoreFault, NoFacts) as error:
        raise Refused(str(error)) from error


def _day(text: str | None, hand: FactsAtHand) -> date:
    """The day that was said, or the last that the facts know."""
    if text is None:
        return hand.as_of
    day = day_typed(text, "--as-of", today=date.today())
    if day > hand.as_of:
        raise Refused(f"--as-of {text} is later than these facts, which know of nothing after {hand.as_of}.")
    return day


def _period(first: str | None, last: str | None) -> Period:
    today = date.max
    days = [day_typed(text, name, today=today) if text else None for text, name in ((first, "--from"), (last, "--to"))]
    if days[0] and days[1] and days[1] < days[0]:
        raise Refused(f"--to {last} is before --from {first}: say a last day that is not before the first.")
    return Period(*days)


def _check_cases(counted: SideBySide, period: Period) -> None:
    if not counted.duties:
        days = " on these days" if period != Period() else ""
        raise Refused(f"no such duty began{days}, so there is nothing to count: say other days, or another standard.")


def _groups(hand: FactsAtHand, by: By) -> GroupOf:
    types = {each.code: each.type for each in hand.organisations} if by is By.PROVIDER_TYPE else {}
    return lambda code: NONE if code is None else types.get(code, code)


def _check_apart(movers: Path | None, facts: Path | None, store: Path | None) -> None:
    """Raises `Refused` where the list would be written over what is counted."""
    place = movers.resolve() if movers else None
    if place and ((facts and place == facts.resolve()) or (store and store.resolve() in place.parents)):
        raise Refused(f"--movers {movers} would write over the facts: say another place.")


@contextmanager
def _kept(path: Path | None) -> Iterator[Callable[[Any], None] | None]:
    writing: Any = movers_writer(path) if path else nullcontext(None)
    with writing as writer:
        yield writer.keep if isinstance(writer, MoversWriter) else None


def _told_plainly(tables: Iterator[Any]) -> Iterator[Any]:
    """The tables; a file that turns out to be no good while it is read is refused in its own words."""
    try:
        yield from tables
    except FactFileFault as error:
        raise Refused(str(error)) from error


def _file(counted: SideBySide, groups: GroupOf, about: dict[str, Any], format: Format, kind: Any) -> str:
    if format is Format.CSV:
        return figures_csv(counted, kind, group_of=groups)
    return figures_json(counted, kind, group_of=groups, about=about)
