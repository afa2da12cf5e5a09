"""Checks: what other agencies were asked about a person, and what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from throughcare.facts.fact import Coded, Fact, Source, kind


class CheckType(Coded):
    """The checks that every report needs."""

    DOMESTIC_ABUSE = "DV", "Police domestic abuse check"
    CHILD_PROTECTION = "CP", "Children's services check"


class CheckResult(Coded):
    """What an agency answered. A concern here is an answer, not yet a concern on the record."""

    NOTHING_HELD = "NONE", "Nothing held"
    CONCERN = "CONCERN", "Known: concern"


@kind(
    rank=20,
    recorded_by="court officer or practitioner",
    sources=(Source("agency_checks", "RequestedDate", {"check": "CheckType"}, "CheckID"),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRequested(Fact):
    """Another agency was asked what it knows of the person."""

    check: Annotated[CheckType | None, "which check"] = None


@kind(
    rank=30,
    recorded_by="the agency, or the court officer who took its answer",
    sources=(Source("agency_checks", "ReturnedDate", {"check": "CheckType", "result": "Result"}, "CheckID"),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReturned(Fact):
    """The agency answered."""

    check: Annotated[CheckType | None, "which check"] = None
    result: Annotated[CheckResult | None, "what the agency knows"] = None
