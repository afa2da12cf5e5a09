"""`throughcare import FILE.parquet`: a nation's file of facts into the record."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from throughcare.cli.database import the_record
from throughcare.cli.screen import Refused, many, print_whole, progress_bar

if TYPE_CHECKING:
    from throughcare.actions.loading_nation import LoadedFacts

CODE_AT_MOST = 20
"""How many letters the record keeps of a code; the tests hold it against the columns."""

GOES_ON = ". Pieces that were loaded are whole: give the same file again and it goes on"
"""What is true when a load of a file of facts fails half-way."""


def is_fact_file(path: Path) -> bool:
    """Whether what is to be imported is meant as a file of facts: an extract is a folder."""
    return path.is_file() or (path.suffix == ".parquet" and not path.is_dir())


def import_facts(path: Path) -> None:
    """Load a file of facts. Raises `Refused`."""
    from throughcare.exchange.fact_files import FactFileFault, open_facts
    from throughcare.exchange.fact_files.checking import check_facts, digest_of

    try:
        with progress_bar() as told:
            checked = check_facts(open_facts(path), code_at_most=CODE_AT_MOST, told=told)
        digest = digest_of(checked.file)
        with the_record(made_where_missing=True, on_failure=GOES_ON, tells_half_loaded=False):
            from throughcare.actions.loading_nation import CannotLoad, WorkerGone, load_facts, make_ready

            try:
                with progress_bar() as told:
                    loaded = load_facts(checked, digest, at=datetime.now(UTC), told=told)
            except CannotLoad as fault:
                raise Refused(str(fault)) from fault
            except WorkerGone as gone:
                raise Refused(f"{gone}{GOES_ON}.") from gone
            make_ready()
    except FactFileFault as fault:
        raise Refused(str(fault)) from fault
    _tell(loaded)


def _tell(loaded: LoadedFacts) -> None:
    if loaded.was_whole:
        print_whole(f"{loaded.name} is loaded already, to its last fact: nothing was changed.")
        return
    before = f" ({loaded.there_before:,} were there from before)" if loaded.there_before else ""
    print_whole(
        f"Loaded {loaded.name} as of {loaded.as_of.day} {loaded.as_of:%B %Y}: "
        f"{many(loaded.people, 'person', 'people')}, {many(loaded.staff, 'member', 'members')} of staff, "
        f"{many(loaded.facts, 'fact', 'facts')}{before}."
    )


def throw_facts_away() -> None:
    """Take out the load that was not finished. Raises `Refused`."""
    stays = "; what is taken out already stays out, so run it again"
    with the_record(on_failure=stays, tells_half_loaded=False):
        from throughcare.actions.loading_nation import CannotLoad, throw_away

        try:
            with progress_bar() as told:
                name = throw_away(told=told)
        except CannotLoad as fault:
            raise Refused(str(fault)) from fault
    if name is None:
        raise Refused("every load was finished: there is nothing to throw away.")
    print_whole(f"Took out what was loaded of {name}; its organisations and teams stay.")
