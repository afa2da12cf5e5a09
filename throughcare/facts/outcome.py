"""Outcome: further convictions, and the end of an order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from throughcare.facts.fact import Fact, Order, Source, kind


@kind(
    rank=200,
    recorded_by="court officer or practitioner",
    sources=(Source("convictions", "ConvictionDate", {"offence_on": "OffenceDate"}),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Convicted(Fact):
    """The person was convicted of a further offence; `on` is the day of conviction, not of the offence."""

    offence_on: Annotated[date | None, "the day of the offence"] = None


@kind(
    rank=900,
    recorded_by="practitioner",
    sources=(Source("orders", "TerminatedDate", {"order": "EventNumber"}),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Fact):
    """An order ended. It comes last in its day, so what happened on that day still counts as in time."""

    order: Annotated[Order, "the order that ended"]
