"""Allocation: the case is given to an organisation and a practitioner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from throughcare.facts.fact import Fact, Officer, Order, Provider, Source, kind

_ALLOCATED = {"order": "EventNumber", "provider": "ProviderCode", "team": "TeamCode", "officer": "OfficerCode"}


@kind(rank=110, recorded_by="manager", sources=(Source("allocations", "AllocatedDate", _ALLOCATED),))
@dataclass(frozen=True, slots=True, kw_only=True)
class Allocated(Fact):
    """An order was given to a practitioner, who is the assigned practitioner from then on."""

    order: Annotated[Order, "the order that was allocated"]
    provider: Annotated[Provider | None, "the organisation that holds it from now on"] = None
    officer: Annotated[Officer | None, "the practitioner who holds it from now on"] = None
    team: Annotated[str | None, "the team of that practitioner"] = None
