"""Duties as they stand on a day: the rule of `standards.obligations.outcome`, once more, for the database.

Rows keep days, and some of those may lie after the day that is asked about (a meeting that is arranged ahead): what
had not happened by then is masked. A test holds this against the rule itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from throughcare.records.models import CaseSummary, ObligationRow
from throughcare.standards.obligations import Obligation, Outcome, Owed


def duties_on(as_of: date) -> QuerySet[ObligationRow]:
    """Every duty that had opened by a day, with its `outcome` on that day."""
    return ObligationRow.objects.filter(opened__lte=as_of).annotate(outcome=outcome_at(as_of))


def outcome_at(as_of: date | Combinable, *, over: bool = False) -> Case:
    """The outcome by what had happened on a day. `over`: it is asked after the duty's own day, so none is pending."""
    was_met = Q(met__lte=as_of)
    is_void = Q(ended__lte=as_of) & Q(ended__lte=F("due")) & (~was_met | Q(met__isnull=True) | Q(ended__lt=F("met")))
    return Case(
        When(Q(due__isnull=True) & was_met, then=Value(Outcome.MET.value)),
        When(due__isnull=True, then=Value(Outcome.MISSED.value)),
        When(is_void, then=Value(Outcome.VOID.value)),
        When(was_met & Q(met__lte=F("due")), then=Value(Outcome.MET.value)),
        When(was_met, then=Value(Outcome.LATE.value)),
        *([] if over else [When(due__gte=as_of, then=Value(Outcome.PENDING.value))]),
        default=Value(Outcome.MISSED.value),
        output_field=CharField(),
    )


def open_duties(
    cases: QuerySet[CaseSummary], today: date, owed: Sequence[Owed] = (Owed.YES,)
) -> QuerySet[ObligationRow]:
    """Duties of these active cases that are owed, still open, and can still be settled: what a to-do list is made of.

    A gate is history at once. A duty that was still in time when its order ended is closed; one that was overdue by
    then can still be done late, as long as another order keeps the person active.
    """
    mine = cases.filter(is_active=True).values("pk")
    return ObligationRow.objects.filter(
        Q(met__isnull=True) | Q(met__gt=today),
        Q(ended__isnull=True) | Q(ended__gt=today) | Q(ended__gt=F("due")),
        person__in=mine,
        owed__in=[each.value for each in owed],
        due__isnull=False,
        opened__lte=today,
    )


def obligation_of(row: ObligationRow, crn: str, as_of: date) -> Obligation:
    """The narrow value of a row, as the rules and the explanations read it, with what lay ahead of the day masked."""
    return Obligation(
        standard=row.standard,
        person=crn,
        opened_by=row.opened_by,
        opened=row.opened,
        due=row.due,
        owed=Owed(row.owed),
        met=row.met if row.met and row.met <= as_of else None,
        ended=row.ended if row.ended and row.ended <= as_of else None,
        accountable=row.accountable or None,
        met_by=row.met_by if row.met and row.met <= as_of else None,
    )
