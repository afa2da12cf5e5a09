"""At the court: the report that was asked for, given and written down, and the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from throughcare.actions.demo.days import earlier, later
from throughcare.actions.demo.lives import notes
from throughcare.actions.demo.lives.notebook import Life, Order, Seat
from throughcare.calendar import add_months
from throughcare.facts.court import (
    Disposal,
    ReportDelivered,
    ReportFormat,
    ReportRecorded,
    ReportRequested,
    Sentenced,
)
from throughcare.facts.resettlement import Released
from throughcare.facts.staff import ProviderType
from throughcare.synthesis.picture import late_share

WITH_REPORT = 0.92
"""The share of sentences before which a report was given: assumed. In alpha it is all of them."""

# Oral 45%: as asked for this world. The rest: short before standard, and fuller reports for the harder cases.
_FORMATS = {
    ProviderType.NPS: ((ReportFormat.ORAL, 0.36), (ReportFormat.SHORT, 0.36), (ReportFormat.STANDARD, 0.28)),
    ProviderType.CRC: ((ReportFormat.ORAL, 0.52), (ReportFormat.SHORT, 0.40), (ReportFormat.STANDARD, 0.08)),
}
_WORKING_DAYS = {ReportFormat.SHORT: 5, ReportFormat.STANDARD: 15}
"""How long a court waits for a written report: five working days, or three weeks."""

# Sentences of 6 to 24 months, so that at any time about two thirds of those sentenced since 2015 are current.
_MONTHS = ((6, 0.17), (9, 0.14), (12, 0.42), (18, 0.17), (24, 0.10))


@dataclass(frozen=True, slots=True)
class Report:
    """When a report is asked for and given, and in which form."""

    format: ReportFormat
    asked_on: date
    given_on: date


def a_sentence(life: Life, sentenced_on: date) -> Order:
    """A first sentence by chance: community orders above all, more prison in the NPS (assumed)."""
    custody = life.by_type(0.26, 0.13)
    drawn = life.rng.random()
    months = life.rng.choices([each for each, _ in _MONTHS], [weight for _, weight in _MONTHS])[0]
    if drawn < custody:
        return _custody(life, sentenced_on)
    is_suspended = drawn < custody + 0.26
    disposal = Disposal.SUSPENDED_SENTENCE_ORDER if is_suspended else Disposal.COMMUNITY_ORDER
    return in_the_community(life, "1", disposal, sentenced_on, months)


def in_the_community(life: Life, number: str, disposal: Disposal, sentenced_on: date, months: int) -> Order:
    """An order that begins on the day of the sentence. One in sixteen ends before its time (assumed)."""
    expected = add_months(sentenced_on, months) - timedelta(days=1)
    ends = expected
    if life.is_true(0.06):
        ends = life.day_between(add_months(sentenced_on, 4), expected)
    return Order(number, disposal, sentenced_on, sentenced_on, expected, ends)


def _custody(life: Life, sentenced_on: date) -> Order:
    """Half is served; supervision then lasts a year at least, as the Act of 2014 says."""
    served = life.rng.choice((2, 3, 3, 4, 5, 6, 8))
    released = add_months(sentenced_on, served)
    while released.weekday() > 4:  # nobody is released at a weekend: the Friday before
        released -= timedelta(days=1)
    released = earlier(later(released, 1), 1)  # nor on a bank holiday
    expected = add_months(released, max(12, served)) - timedelta(days=1)
    return Order("1", Disposal.IMMEDIATE_CUSTODY, sentenced_on, released, expected, expected)


def a_report(life: Life, sentenced_on: date) -> Report | None:
    """The report before a sentence, if there is one: oral ones on the day, written ones when they were asked for."""
    if not life.is_true(WITH_REPORT):
        return None
    formats = _FORMATS[life.provider_type]
    form = life.rng.choices([each for each, _ in formats], [weight for _, weight in formats])[0]
    if form is ReportFormat.ORAL:
        asked = sentenced_on if life.is_true(0.6) else earlier(sentenced_on, 1)
        return Report(form, asked, sentenced_on)
    given = sentenced_on if life.is_true(0.7) else earlier(sentenced_on, 1)
    return Report(form, earlier(given, _WORKING_DAYS[form]), given)


def write_report(life: Life, report: Report) -> None:
    """Write the report: asked for, given, and written down or not. The court's division answers for it."""
    thread = life.thread("r")
    says: dict[str, Any] = {"order": "1", "format": report.format, "provider": life.division}
    life.record(ReportRequested, report.asked_on, Seat.COURT, thread=thread, due_on=report.given_on, **says)
    note = life.rng.choice(notes.REPORT[report.format]) if life.is_true(0.5) else None
    life.record(ReportDelivered, report.given_on, Seat.COURT, thread=thread, note=note, **says)
    written_on = _written_down_on(life, report)
    if written_on is not None:
        life.record(ReportRecorded, written_on, Seat.COURT, thread=thread, **says)


def _written_down_on(life: Life, report: Report) -> date | None:
    """A written report is its own record; an oral one is written down on the day or the next, later, or never."""
    if report.format is not ReportFormat.ORAL:
        return report.given_on
    if life.meets("oral-report-recorded", ProviderType.NPS):
        return report.given_on if life.is_true(0.7) else later(report.given_on, 1)
    if life.is_true(late_share("oral-report-recorded", ProviderType.NPS)):
        return later(report.given_on, life.rng.randrange(2, 16))
    return None


def write_sentence(life: Life, order: Order) -> None:
    """Write the sentence and, for prison, the release."""
    note = life.rng.choice(notes.SENTENCE[order.disposal]) if life.is_true(0.6) else None
    life.record(
        Sentenced,
        order.sentenced_on,
        Seat.COURT,
        note=note,
        order=order.number,
        disposal=order.disposal,
        expected_end_on=order.expected_end_on,
    )
    if order.is_custody:
        by = life.holder_on(order.begins_on) or Seat.COURT
        life.record(Released, order.begins_on, by, order=order.number)
