"""Resettlement: leaving custody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from throughcare.facts.fact import Fact, Order, Source, kind


@kind(
    rank=100,
    recorded_by="court officer or practitioner",
    sources=(Source("orders", "ReleaseDate", {"order": "EventNumber"}),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Released(Fact):
    """The person was released from custody on licence: supervision in the community begins."""

    order: Annotated[Order, "the order on which they were held"]
