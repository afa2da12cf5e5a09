"""The homes of those who hold no cases, in words: where to begin, and the standards that are met least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from throughcare.calendar import add_months
from throughcare.measures.counting import Count
from throughcare.records.queries.measures import By, Span, cells, counts
from throughcare.rules.access import Viewer
from throughcare.web.design.words import number, percent
from throughcare.web.measures.pages import measure_address
from throughcare.web.measures.periods import Period
from throughcare.web.measures.questions import questions

AT_MOST = 3
FEWEST_DECIDED = 30
"""A share of fewer duties moves by more than three points with each of them: it is not called the lowest."""
ALL = "all"


@dataclass(frozen=True, slots=True)
class Lowest:
    """One standard that is met least: its question, whose clock reads it, the share, and the page of its figures."""

    title: str
    clock: str
    share: str
    out_of: str
    address: str


@dataclass(frozen=True, slots=True)
class Glance:
    """The standards that are met least over a period. `is_partial`: others are left out, as too little is known."""

    period: str
    lowest: Sequence[Lowest]
    is_partial: bool


def glance(viewer: Viewer, today: date, *, organisation: str = "", by: By = By.TYPE) -> Glance:
    """Which standards were met least in the twelve months up to the day; of one organisation, where named."""
    period = Period(Span(add_months(today, -12) + timedelta(days=1), today, today))
    clocks = {clock.standard.name: clock for question in questions() for clock in question.clocks}
    found = [
        cell for cell in cells(period.span, viewer, standards=list(clocks)) if organisation in ("", cell.accountable)
    ]
    counted = counts(found, [clock.standard for clock in clocks.values()], lambda *_: ALL)
    decided = {name: count for (name, _), count in counted.items() if count.tally.denominator}
    sure = {name: count for name, count in decided.items() if _is_sure(count)}
    lowest = sorted(sure, key=lambda name: (sure[name].tally.share, name))[:AT_MOST]
    return Glance(
        period.name,
        [
            Lowest(
                clocks[name].standard.about.title,
                clocks[name].pack,
                percent(sure[name].tally.share),
                f"{number(sure[name].tally.met)} of {number(sure[name].tally.denominator)} met",
                f"{measure_address(name)}?by={by.value}&{period.query}",
            )
            for name in lowest
        ],
        len(sure) < len(decided),
    )


def _is_sure(count: Count) -> bool:
    """Whether there are enough, and enough is known, that the share may be held against others."""
    return count.tally.denominator >= FEWEST_DECIDED and not (count.unknown and count.unknown.is_too_high)
