"""`throughcare import`, `rebuild` and `verify`: what an administrator does with the record as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from throughcare.cli.database import the_record
from throughcare.cli.import_facts import import_facts, is_fact_file, throw_facts_away
from throughcare.cli.measure_table import add_row, rendered
from throughcare.cli.screen import (
    Refused,
    day_typed,
    many,
    print_whole,
    progress_bar,
    read_with_progress,
    tell_refusals,
)
from throughcare.exchange.extracts import FILES, Extract, rejects_text
from throughcare.exchange.safe_csv import csv_text
from throughcare.exchange.whole_files import CouldNotWrite, write_whole

if TYPE_CHECKING:
    from throughcare.actions.loading import Loaded
    from throughcare.actions.loading_changes import ToldRow

SHOWN = 10
"""How many rows of each sort are told on the screen; the rest are counted, and written with --kept."""

SYSTEM = "main"
"""What the case-management system is called where nobody ever said: most places have one."""

KEPT = (
    ("gone", "gone", "These rows of earlier extracts are not in this one; what they said stands"),
    ("refused", "refused now", "These rows were good in an earlier extract and are refused now; what they said stands"),
    (
        "held_back",
        "not recorded",
        "These rows changed, but what they said was erased here, or about somebody else; the change is not recorded",
    ),
)
"""The sorts of row of which nothing was written: the name, the word in the file, and what they are, in words."""


def import_extract(
    what: Annotated[
        Path | None,
        typer.Argument(
            help="The folder of an extract (one CSV file a table), or a file of facts (Parquet).", metavar="DIR|FILE"
        ),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="DAY", help="The day on which the extract was made, as 2016-06-30.")
    ] = None,
    system: Annotated[
        str | None,
        typer.Option(help="The system that it comes from; may be left out where there is one. Later ones go on top."),
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option(help="Write every refused row, with its reason, to this file.")
    ] = None,
    kept: Annotated[
        Path | None, typer.Option(help="Write every earlier row that is gone, or refused now, to this file.")
    ] = None,
    throw_away: Annotated[
        bool, typer.Option("--throw-away", help="Take a file of facts whose load was not finished out again.")
    ] = False,
) -> None:
    """Load an extract into the record, all of it or nothing, a later one of the same system on top; or a file of
    facts, piece by piece: one that was stopped goes on when it is given again.
    """
    for_extracts = {"--as-of": as_of, "--system": system, "--rejects": rejects, "--kept": kept}
    said = " and ".join(option for option, value in for_extracts.items() if value is not None)
    if throw_away:
        if what is not None or said:
            raise Refused("--throw-away stands alone: it takes out the one load that was not finished.")
        throw_facts_away()
    elif what is None:
        raise Refused("say what to import: the folder of an extract, or a file of facts (Parquet).")
    elif is_fact_file(what):
        if said:
            raise Refused(f"{said} go with an extract alone: a file of facts says itself what it is.")
        import_facts(what)
    elif as_of is None:
        raise Refused("say with --as-of DAY on which day the extract was made, for example 2016-06-30.")
    else:
        _import_extract(what, as_of, system, rejects, kept)


def _import_extract(extract: Path, as_of: str, system: str | None, rejects: Path | None, kept: Path | None) -> None:
    day = day_typed(as_of, "--as-of", today=date.today())
    for option, file in (("--rejects", rejects), ("--kept", kept)):
        if file and file.resolve() in {(extract / name).resolve() for name in FILES}:
            raise Refused(f"{option} {file} would write over a file of the extract: say another place.")
    read = read_with_progress(extract, day)
    with the_record(made_where_missing=True, tells_half_loaded=False):
        from throughcare.actions.loading import LoadFault, load_extract

        if rejects:
            write_whole(rejects, rejects_text(read.refusals))
        try:
            name = _system_meant(system)
            with progress_bar() as told:
                loaded = load_extract(read, system=name, at=datetime.now(UTC), progress=told)
        except LoadFault as fault:
            raise Refused(str(fault)) from fault
    tell_refusals(read, rejects)
    _tell_loaded(read, loaded, kept)


def _system_meant(typed: str | None) -> str:
    """The system that an extract comes from. A guess would record everything twice, so it is not guessed among many."""
    from throughcare.records.queries.loads import systems_loaded

    systems = systems_loaded()
    if typed is None and len(systems) > 1:
        raise Refused(f"extracts of several systems are loaded ({', '.join(systems)}): say which with --system.")
    return typed if typed is not None else [*systems, SYSTEM][0]


def _tell_loaded(read: Extract, loaded: Loaded, kept: Path | None) -> None:
    """The summary. Whatever goes wrong with telling it, the extract is loaded, and that must be said."""
    try:
        if kept:
            write_whole(kept, _kept_csv(loaded))
        print_whole("\n".join(_summary(read, loaded, kept)))
    except (Refused, CouldNotWrite) as error:
        raise Refused(f"{error} The extract is loaded all the same: only the telling failed.") from error


def _summary(read: Extract, loaded: Loaded, kept: Path | None) -> Iterable[str]:
    day = f"{loaded.as_of.day} {loaded.as_of:%B %Y}"
    people = many(loaded.people, "new person", "new people")
    yield (
        f"Loaded the extract of the system {loaded.system} as of {day}: {people}, "
        f"{many(loaded.facts, 'fact', 'facts')} added, {loaded.withdrawn:,} withdrawn, "
        f"{many(loaded.posts, 'post', 'posts')} of staff recorded."
    )
    yield ""
    yield rendered(_rows_table(read, loaded))
    for name, _, words in KEPT:
        rows: tuple[ToldRow, ...] = getattr(loaded, name)
        if rows:
            yield ""
            yield f"{words} ({len(rows):,}):"
            yield from (f"  {row}" for row in rows[:SHOWN])
            if len(rows) > SHOWN:
                where = f"all are in {kept}" if kept else "throughcare import --kept FILE writes all"
                yield f"  and {len(rows) - SHOWN:,} more; {where}"


def _rows_table(read: Extract, loaded: Loaded) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False)
    table.add_column("rows of", no_wrap=True)
    for name in ("read", "new", "changed", "as before", "refused", "repeated", "gone"):
        table.add_column(name, justify="right", no_wrap=True)
    refused = [refusal.file for refusal in read.refusals]
    for name, counts in loaded.rows.items():
        repeated = read.repeated[name] + read.repeated_refused[name]
        numbers = (
            *(read.rows[name], counts.new, counts.changed, counts.same + counts.held_back),
            *(refused.count(name), repeated, counts.gone),
        )
        add_row(table, name, *(f"{number:,}" for number in numbers))
    return table


def _kept_csv(loaded: Loaded) -> str:
    sorts: list[tuple[str, tuple[ToldRow, ...]]] = [(word, getattr(loaded, name)) for name, word, _ in KEPT]
    rows = ((row.table, word, row.words) for word, found in sorts for row in found)
    return csv_text(("file", "what", "row"), rows)


def rebuild() -> None:
    """Make everything that is computed from the facts anew: summaries, limits and duties."""
    with the_record(on_failure="; those before it are made anew, so run it again"):
        from throughcare.actions import projections
        from throughcare.records.streams import Damaged

        try:
            people = projections.rebuild()
        except Damaged as damaged:
            raise Refused(f"{damaged} `throughcare verify` names all such; those before it are made anew.") from damaged
    print_whole(f"Made anew from the facts: summaries, limits and duties of {many(people, 'person', 'people')}.")


def verify() -> None:
    """Check that every fact still says what was written, and that none is missing; exit code 1 where one is not."""
    with the_record():
        from throughcare.records.queries.chains import check_chains

        with progress_bar() as told:
            found = check_chains(told=told)
    checked = (
        f"Checked {many(found.facts, 'fact', 'facts')} of {many(found.people, 'person', 'people')} and "
        f"{many(found.staff, 'member', 'members')} of staff; {found.erased:,} erased by law."
    )
    if not found.broken:
        print_whole(f"{checked} Every chain holds.")
        return
    broken = many(len(found.broken), "chain is broken", "chains are broken")
    print_whole("\n".join([f"{checked} {broken}; the first broken link of each:", *map(str, found.broken)]))
    raise typer.Exit(1)
