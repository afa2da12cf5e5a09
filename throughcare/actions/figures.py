"""The cells of the figures kept with the duties: what changes is added in the transaction that changes a duty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Case, Count, F, IntegerField, Q, Sum, When
from django.db.models.functions import Cast, Coalesce, ExtractDay, Greatest, TruncMonth

from throughcare.calendar import london_day
from throughcare.facts import Fact
from throughcare.measures.cells import DAYS_OF_RUN, Cell, Duty, cells_of
from throughcare.records.models import FigureCell, ObligationRow
from throughcare.records.queries.duties import outcome_at
from throughcare.records.queries.figure_cells import month_of_runs
from throughcare.records.queries.measures import DAY

CELL = Cell._fields
COUNTED = Duty._fields


def counted_on(stream: Sequence[Fact]) -> date | None:
    """The last day on which something of a stream was recorded, or, where that is not known, happened."""
    recorded = [fact.recorded_at for fact in stream if fact.recorded_at is not None]
    if recorded:
        return london_day(max(recorded))
    return max((fact.on for fact in stream), default=None)


def cells_of_rows(rows: Iterable[ObligationRow], counted_on: date | None) -> Counter[Cell]:
    """What rows of one person add to the cells."""
    return cells_of((Duty(*(getattr(row, name) for name in COUNTED)) for row in rows), counted_on)


def add_to_cells(changes: Mapping[Cell, int]) -> None:
    """Add to the cells; nobody waits for it, as rows are only ever added."""
    FigureCell.objects.bulk_create(
        [FigureCell(**cell._asdict(), many=many) for cell, many in changes.items() if many], batch_size=500
    )


@transaction.atomic
def fold_cells() -> int:
    """Fold the rows of each cell into one, and the runs of each month that is over. Returns how many are left."""
    _alone()
    runs_from = month_of_runs()
    cells: Counter[Cell] = Counter()
    for *key, many in FigureCell.objects.values_list(*CELL).annotate(total=Sum("many")).order_by():
        cells[_folded(Cell._make(key), runs_from)] += many
    return _replace(cells)


@transaction.atomic
def recount_cells() -> int:
    """Count every duty anew, as after a load of a nation or a rebuild. Returns how many cells there are."""
    _alone()
    runs_from = month_of_runs()
    known = Greatest(DAY, Coalesce(F("person__counted_on"), DAY))
    duties = ObligationRow.objects.alias(known=known, day=DAY)
    counted = (
        duties.annotate(month=TruncMonth("day"), run=_run(runs_from), outcome=outcome_at(F("known"), over=True))
        .order_by()
        .values_list("month", "run", "standard", "owed", "accountable", "outcome")
        .annotate(many=Count("*"))
    )
    cells: Counter[Cell] = Counter()
    for month, run, *key, many in counted:
        cells[Cell._make((month + run * timedelta(DAYS_OF_RUN), *key, None))] += many
    ahead = duties.filter(Q(met__gt=F("known")) | Q(ended__gt=F("known")))
    for *values, day in ahead.values_list(*COUNTED, "person__counted_on"):
        own = cells_of([Duty(*values)], day)
        for cell, many in own.items():
            if cell.from_on is not None:
                cells[_folded(cell, runs_from)] += many
    return _replace(cells)


def _folded(cell: Cell, runs_from: date) -> Cell:
    """The cell that this one goes into: its own, or that of the whole month where that is long over."""
    return cell if cell.begins >= runs_from else cell._replace(begins=cell.begins.replace(day=1))


def _run(runs_from: date) -> Case:
    """Which run of its month a duty's `day` lies in, from 0; all in the first where the month is long over."""
    run = (Cast(ExtractDay("day"), IntegerField()) - 1) / DAYS_OF_RUN
    return Case(When(day__gte=runs_from, then=run), default=0, output_field=IntegerField())


def _replace(cells: Mapping[Cell, int]) -> int:
    FigureCell.objects.all().delete()
    in_order = sorted(cells, key=lambda cell: (cell.from_on or date.min, *cell[:-1]))
    add_to_cells({cell: cells[cell] for cell in in_order})
    return sum(1 for many in cells.values() if many)


def _alone() -> None:
    """Whoever adds to the cells waits until the transaction is over. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = 0")
            cursor.execute(f'LOCK TABLE "{FigureCell._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')
