"""Forms of report and concordance: how many of each, what was known, and what was proposed and passed, by group."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Count as HowMany

from throughcare.records.queries.measures import Reading, Span, duties_counted
from throughcare.records.queries.people_groups import Grouped, group_column
from throughcare.rules.access import Viewer
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
AS_PROPOSED = "throughcare/sentence-as-proposed"
"""A gate that is asked of every sentence on which the report proposed something."""
SENTENCES = "contract-2015/allocated-in-time"
"""A duty that every sentence opens, whether or not anything was proposed."""
DECIDED = (Outcome.MET.value, Outcome.LATE.value, Outcome.MISSED.value)


def mix_by_quarter(first_on: date, last_on: date, viewer: Viewer) -> Counter[tuple[date, str]]:
    """How many reports were asked for, by the first day of the quarter and by form, those adjourned counted again.

    One statement.
    """
    duties: Any = duties_counted(opened_in(first_on, last_on, last_on), viewer).filter(standard=ASKED)
    rows = duties.order_by().values_list("opened", "report_format").annotate(many=HowMany("*"))
    quarters: Counter[tuple[date, str]] = Counter()
    for opened, form, many in rows:
        quarters[date(opened.year, opened.month - (opened.month - 1) % 3, 1), form] += many
    return quarters


def mix_by(by: Grouped, span: Span, viewer: Viewer) -> Counter[tuple[str, str]]:
    """How many reports were asked for, by group (as `group_column` gives it) and by form. One statement."""
    duties: Any = duties_counted(span, viewer).filter(standard=ASKED).annotate(of_group=group_column(by))
    rows = duties.order_by().values_list("of_group", "report_format").annotate(many=HowMany("*"))
    mix: Counter[tuple[str, str]] = Counter()
    for group, form, many in rows:
        mix[group, form] += many
    return mix


Shares = dict[tuple[str, str], tuple[int, int]]
"""How many were met, of how many decided, by standard and by group (as `group_column` gives it)."""


def met_by(by: Grouped, span: Span, viewer: Viewer, standards: tuple[str, ...]) -> Shares:
    """How many of the duties of these standards that are owed were met, by standard and group. One statement."""
    duties: Any = duties_counted(span, viewer).filter(standard__in=standards, owed=Owed.YES.value)
    duties = duties.filter(outcome__in=DECIDED).annotate(of_group=group_column(by))
    rows = duties.order_by().values_list("standard", "of_group", "outcome").annotate(many=HowMany("*"))
    met: Counter[tuple[str, str]] = Counter()
    decided: Counter[tuple[str, str]] = Counter()
    for standard, group, outcome, many in rows:
        decided[standard, group] += many
        met[standard, group] += many if outcome == Outcome.MET else 0
    return {key: (met[key], many) for key, many in decided.items()}


def sentences_by(by: Grouped, span: Span, viewer: Viewer) -> Counter[tuple[str, str, str]]:
    """How many sentences were passed, by group, by what was proposed and by what was passed. One statement.

    What was proposed, or passed, is blank where it is not recorded.
    """
    duties: Any = duties_counted(span, viewer).filter(standard=SENTENCES).annotate(of_group=group_column(by))
    rows = duties.order_by().values_list("of_group", "proposal", "disposal").annotate(many=HowMany("*"))
    found: Counter[tuple[str, str, str]] = Counter()
    for group, proposal, disposal, many in rows:
        found[group, proposal, disposal] += many
    return found


def opened_in(first_on: date, last_on: date, as_of: date) -> Span:
    """Days by which duties are counted on the day on which they opened: a report asked for, a sentence passed."""
    return Span(first_on, last_on, as_of, Reading.COHORT)


def due_in(first_on: date, last_on: date, as_of: date) -> Span:
    """Days by which duties are counted on the day on which they fell due, and gates when they were asked."""
    return Span(first_on, last_on, as_of, Reading.LIVE)
