"""Forms of report: how many of each over time, and what was known, by form, when the case was handed on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count as HowMany

from throughcare.records.models import ObligationRow
from throughcare.records.queries.cases import hidden_people
from throughcare.records.queries.measures import Reading, Span, duties_counted
from throughcare.rules.access import Viewer, figures_may_open
from throughcare.standards.obligations import Outcome, Owed

ASKED = "contract-2015/report-on-time"
"""A duty that every request for a report opens, and every adjournment of one."""
KNOWN = (
    "throughcare/checks-back-at-report",
    "briefing/checks-back-at-allocation",
    "briefing/rosh-at-allocation",
    "briefing/full-rosh-at-allocation",
)
"""What is asked of a report, and of the allocation that follows it."""


@dataclass(frozen=True, slots=True)
class Mix:
    """How many reports were asked for, by quarter and form, and by organisation and form."""

    quarters: Counter[tuple[date, str]]
    organisations: Counter[tuple[str, str]]


def format_mix(first_on: date, last_on: date, viewer: Viewer) -> Mix:
    """The reports asked for in a span of days, those adjourned counted again. One statement."""
    duties = ObligationRow.objects.filter(standard=ASKED, opened__range=(first_on, last_on))
    if figures_may_open(viewer):
        duties = duties.exclude(person__in=hidden_people(viewer))
    rows = duties.order_by().values_list("opened", "report_format", "accountable").annotate(many=HowMany("pk"))
    quarters: Counter[tuple[date, str]] = Counter()
    organisations: Counter[tuple[str, str]] = Counter()
    for opened, form, organisation, many in rows:
        quarters[date(opened.year, opened.month - (opened.month - 1) % 3, 1), form] += many
        organisations[organisation, form] += many
    return Mix(quarters, organisations)


def known_by_format(span: Span, viewer: Viewer) -> dict[tuple[str, str], tuple[int, int]]:
    """By standard and form of the latest report: how many gates held, of how many asked in the span."""
    duties: Any = duties_counted(span, viewer).filter(standard__in=KNOWN, owed=Owed.YES.value)
    rows = duties.order_by().values_list("standard", "report_format", "outcome").annotate(many=HowMany("pk"))
    met: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    for standard, form, outcome, many in rows:
        asked[standard, form] += many
        met[standard, form] += many if outcome == Outcome.MET else 0
    return {key: (met[key], many) for key, many in asked.items()}


def span_of(first_on: date, last_on: date, as_of: date) -> Span:
    """Days as the figures of a page read them: by the day on which a gate was asked."""
    return Span(first_on, last_on, as_of, Reading.LIVE)
