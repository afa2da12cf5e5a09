"""The period that figures are about: as it was asked for, in words, and the few that are one press away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from throughcare.calendar import add_months
from throughcare.facts.words import MONTHS, say_day
from throughcare.records.queries.measures import Reading, Span
from throughcare.web.measures.forms import PeriodForm

MONTHS_OF_A_QUARTER = 3
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days to be counted, and which day of a duty must lie among them."""

    span: Span

    @property
    def name(self) -> str:
        """The period in words: *April to June 2016*, or its first and last day."""
        return in_words(self.span.first_on, self.span.last_on)

    @property
    def query(self) -> str:
        """The period as part of an address."""
        span = self.span
        return urlencode({"from": span.first_on, "to": span.last_on, "reading": span.reading.value})

    def read(self, reading: Reading) -> Period:
        """The same days, read otherwise."""
        return Period(replace(self.span, reading=reading))


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few links of which one is where the reader is."""

    words: str
    address: str
    is_here: bool


def period_asked(asked: Mapping[str, str], today: date) -> tuple[Period, PeriodForm]:
    """The period that an address asks for, and the form to ask for another.

    Without days it is the quarter of today; so it is where the days are not understood, and then the form says why.
    """
    reading = Reading.COHORT if asked.get("reading") == Reading.COHORT else Reading.LIVE
    first, last = quarter_of(today)
    if "from" in asked or "to" in asked:
        form = PeriodForm({"from": asked.get("from", ""), "to": asked.get("to", "")}, today=today)
        if not form.is_valid():
            return Period(Span(first, last, today, reading)), form
        first, last = form.cleaned_data["from"], form.cleaned_data["to"]
    shown = {"from": say_day(first), "to": say_day(last)}
    return Period(Span(first, last, today, reading)), PeriodForm(initial=shown, today=today)


def quarter_of(day: date) -> tuple[date, date]:
    """The first and the last day of the calendar quarter of a day."""
    first = date(day.year, day.month - (day.month - 1) % MONTHS_OF_A_QUARTER, 1)
    return first, add_months(first, MONTHS_OF_A_QUARTER) - ONE_DAY


def near_periods(period: Period, start: date | None, address: str) -> list[Choice]:
    """The periods that are one press away; `address` ends where the period goes. `start`: when the record begins."""
    today, reading = period.span.as_of, period.span.reading
    this = quarter_of(today)
    ends = {
        "This quarter": this,
        "Last quarter": quarter_of(this[0] - ONE_DAY),
        "Last 12 months": (add_months(today, -12) + ONE_DAY, today),
        "Since the start": (min(start or today, today), today),
    }
    made = []
    for words, (first, last) in ends.items():
        near = Period(Span(first, last, today, reading))
        made.append(Choice(words, f"{address}{near.query}", near == period))
    return made


def readings(period: Period, address: str) -> list[Choice]:
    """The two ways to say which duties belong to a period."""
    words = {Reading.LIVE: "By the day a duty fell due", Reading.COHORT: "By the day a duty began"}
    return [Choice(words[each], f"{address}{period.read(each).query}", each is period.span.reading) for each in Reading]


def in_words(first: date, last: date) -> str:
    """A period as people call it: by its months where it is made of whole ones, else by its days."""
    if first.day == 1 and (last + ONE_DAY).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{MONTHS[last.month - 1]} {last.year}"
        year = "" if first.year == last.year else f" {first.year}"
        return f"{MONTHS[first.month - 1]}{year} to {MONTHS[last.month - 1]} {last.year}"
    return say_day(first) if first == last else f"{say_day(first)} to {say_day(last)}"
