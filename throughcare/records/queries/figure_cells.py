"""Figures of days that are over, read from the cells that are kept of them (`measures.cells`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet

from throughcare.calendar import add_months
from throughcare.measures.cells import run_of
from throughcare.records.models import FigureCell, Person

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """Days of which cells are kept: from `first` up to and without `end`."""

    first: date
    end: date


def days_kept(first_on: date, last_on: date, as_of: date) -> Kept | None:
    """The days between two, both included, that were over before `as_of` and of which cells are kept; None for none.

    They begin with a month. In the month of `as_of` they end with a run of days, in any other with the month: the runs
    of a month that is over may have been folded into one (`month_of_runs`).
    """
    first = first_on if first_on.day == 1 else add_months(first_on.replace(day=1), 1)
    end = min(last_on + _ONE_DAY, as_of)
    end = run_of(end) if end.replace(day=1) == as_of.replace(day=1) else end.replace(day=1)
    return Kept(first, end) if first < end else None


def last_recorded() -> date | None:
    """The last day on which anything was recorded of anybody."""
    latest: date | None = Person.objects.aggregate(latest=Max("counted_on"))["latest"]
    return latest


def month_of_runs() -> date:
    """The first day of the month in which something was last recorded: in it, and after, runs of days stay apart.

    Whoever reads cells does so on a day that is not before.
    """
    return (last_recorded() or date.min).replace(day=1)


def are_settled(as_of: date) -> bool:
    """Whether nothing was recorded after this day: only then do the cells tell how things stood on it."""
    latest = last_recorded()
    return latest is None or latest <= as_of


def cells_in(kept: Kept, as_of: date) -> QuerySet[FigureCell]:
    """The cells of these days as they stand on a day; their `many` is to be added up."""
    cells = FigureCell.objects.filter(Q(from_on__isnull=True) | Q(from_on__lte=as_of))
    return cells.filter(begins__gte=kept.first, begins__lt=kept.end)
