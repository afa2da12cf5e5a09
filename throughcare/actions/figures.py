"""The cells of the figures kept with the duties: what changes is added in the transaction that changes a duty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import connection, transaction
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce, Greatest, TruncMonth

from throughcare.calendar import london_day
from throughcare.facts import Fact
from throughcare.measures.cells import Cell, Duty, cells_of
from throughcare.records.models import FigureCell, ObligationRow
from throughcare.records.queries.duties import outcome_at
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
    """Fold the rows of each cell into one, at night. Returns how many are left."""
    _alone()
    sums = list(FigureCell.objects.values_list(*CELL).annotate(total=Sum("many")).order_by())
    return _replace({Cell._make(row[:-1]): row[-1] for row in sums})


@transaction.atomic
def recount_cells() -> int:
    """Count every duty anew, as after a load of a nation or a rebuild. Returns how many cells there are."""
    _alone()
    known = Greatest(DAY, Coalesce(F("person__counted_on"), DAY))
    duties = ObligationRow.objects.alias(known=known, day=DAY).annotate(month=TruncMonth("day"))
    counted = (
        duties.annotate(outcome=outcome_at(F("known"), over=True))
        .order_by()
        .values_list("month", "standard", "owed", "accountable", "outcome")
        .annotate(many=Count("*"))
    )
    cells: Counter[Cell] = Counter()
    for *key, many in counted:
        cells[Cell._make((*key, None))] += many
    ahead = duties.filter(Q(met__gt=F("known")) | Q(ended__gt=F("known")))
    for *values, day in ahead.values_list(*COUNTED, "person__counted_on"):
        own = cells_of([Duty(*values)], day)
        cells.update({cell: many for cell, many in own.items() if cell.from_on is not None})
    return _replace(cells)


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
