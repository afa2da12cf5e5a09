"""`throughcare columns`: the facts of the record by columns, for whoever counts over everybody."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from throughcare.cli.database import the_record
from throughcare.cli.screen import Refused, many, print_whole, progress_bar


def columns(
    fold: Annotated[
        bool,
        typer.Option("--fold", help="Make one base of what was renewed, and one row of each figure; at night."),
    ] = False,
) -> None:
    """Write the facts of the record to the store of columns; after that, only of people whose facts moved since."""
    from throughcare.exchange.column_store import StoreFault
    from throughcare.exchange.fact_files import FactFileFault

    with the_record(on_failure=", and the store is as it was", tells_half_loaded=False):
        from django.conf import settings

        from throughcare.actions.figures import fold_cells
        from throughcare.exchange.record_columns import day_of_record, keep_columns
        from throughcare.records.queries.loads import half_loaded

        half = half_loaded()
        if half:
            raise Refused(f"half a record makes no figures. {half}")
        day = day_of_record(date.today())
        try:
            with progress_bar() as told:
                kept = keep_columns(settings.COLUMNS, as_of=day, fold=fold, told=told)
            if fold:
                fold_cells()
        except (StoreFault, FactFileFault) as fault:
            raise Refused(str(fault)) from fault
    where = f"{settings.COLUMNS}, as of {day.day} {day:%B %Y}"
    people = f"{many(kept.facts, 'fact', 'facts')} of {many(kept.people, 'person', 'people')}"
    if kept.was_built:
        print_whole(f"Written to {where}: {people}.")
    else:
        folded = " Folded into one base." if kept.was_folded else ""
        print_whole(f"Renewed in {where}: {people}.{folded}")
