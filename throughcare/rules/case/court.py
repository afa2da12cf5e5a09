"""A person's orders: which run, and since when supervision has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from throughcare.facts.court import Disposal, ReportRequested, Sentenced
from throughcare.facts.fact import Fact
from throughcare.facts.outcome import Ended
from throughcare.facts.resettlement import Released
from throughcare.rules.case.values import known_value

IN_THE_COMMUNITY = (Disposal.COMMUNITY_ORDER, Disposal.SUSPENDED_SENTENCE_ORDER)
"""The sentences whose supervision begins on the day of the sentence; any other begins with the release."""


@dataclass(frozen=True, slots=True)
class OrderState:
    """One sentence of a person. A later sentence of the same number begins it anew."""

    number: str
    disposal: Disposal | None = None
    sentenced_on: date | None = None
    released_on: date | None = None
    expected_end_on: date | None = None
    ended_on: date | None = None
    passed_with: str | None = None
    """The organisation (code) whose court officer recorded the sentence; None where that is not known."""

    @property
    def is_open(self) -> bool:
        """Whether it runs: sentenced, and not ended since."""
        return self.sentenced_on is not None and self.ended_on is None

    @property
    def commenced_on(self) -> date | None:
        """The day on which its supervision began: of the sentence in the community, or of the release."""
        return self.released_on or (self.sentenced_on if self.disposal in IN_THE_COMMUNITY else None)


def read_orders(facts: Iterable[Fact]) -> tuple[tuple[OrderState, ...], bool]:
    """A person's orders, as they began; and whether the person is active.

    A person is active before any order has ended, and inactive once the last open one has, until a report is
    requested or a sentence passed. The end of an order that is not open ends nothing for the person.
    """
    orders: dict[str, OrderState] = {}
    is_active = True
    for fact in facts:
        match fact:
            case ReportRequested():
                is_active = True
            case Sentenced():
                disposal = known_value(Disposal, fact.disposal)
                with_ = fact.by.organisation if fact.by else None
                orders[fact.order] = OrderState(
                    fact.order, disposal, fact.on, None, fact.expected_end_on, passed_with=with_
                )
                is_active = True
            case Released():
                orders[fact.order] = replace(orders.get(fact.order, OrderState(fact.order)), released_on=fact.on)
            case Ended():
                before = orders.get(fact.order, OrderState(fact.order))
                orders[fact.order] = replace(before, ended_on=before.ended_on or fact.on)
                if before.is_open:
                    is_active = any(order.is_open for order in orders.values())
    return tuple(orders.values()), is_active


def read_commencement(facts: Iterable[Fact]) -> date | None:
    """The latest day on which supervision began: a sentence in the community, or a release. None: it has not."""
    commenced_on = None
    for fact in facts:
        if isinstance(fact, Released) or (isinstance(fact, Sentenced) and fact.disposal in IN_THE_COMMUNITY):
            commenced_on = fact.on
    return commenced_on
