"""Figures of months that are over, read from the cells that are kept of them (`measures.cells`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet

from throughcare.calendar import add_months
from throughcare.records.models import FigureCell, Person

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Months:
    """Whole months, from the first day of one up to and without the first day of another."""

    first: date
    end: date


def months_over(first_on: date, last_on: date, as_of: date) -> Months | None:
    """The whole months between two days, both included, that were over before `as_of`; None where there are none."""
    first = first_on if first_on.day == 1 else add_months(first_on.replace(day=1), 1)
    end = min(last_on + _ONE_DAY, as_of).replace(day=1)
    return Months(first, end) if first < end else None


def are_settled(as_of: date) -> bool:
    """Whether nothing was recorded after this day: only then do the cells tell how things stood on it."""
    latest: date | None = Person.objects.aggregate(latest=Max("counted_on"))["latest"]
    return latest is None or latest <= as_of


def cells_in(months: Months, as_of: date) -> QuerySet[FigureCell]:
    """The cells of these months as they stand on a day; their `many` is to be added up."""
    cells = FigureCell.objects.filter(Q(from_on__isnull=True) | Q(from_on__lte=as_of))
    return cells.filter(month__gte=months.first, month__lt=months.end)
