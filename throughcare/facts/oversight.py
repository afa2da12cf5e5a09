"""Oversight: a manager looks, a practitioner is away, a missed duty has its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from throughcare.facts.fact import Coded, Fact, Officer, Source, kind


class MissedReason(Coded):
    """Why a duty was missed, as given by whoever owed it. The duty stays missed."""

    PERSON_UNWELL = "PERSON UNWELL", "The person was unwell"
    PERSON_NOT_FOUND = "PERSON NOT FOUND", "The person could not be found"
    PRACTITIONER_AWAY = "PRACTITIONER AWAY", "The practitioner was away and nobody covered"
    OTHER_AGENCY = "OTHER AGENCY", "Another agency had not answered"
    ALLOCATED_LATE = "ALLOCATED LATE", "The case came too late"
    NO_CAPACITY = "NO CAPACITY", "There was no capacity"
    NOT_SAFE = "NOT SAFE", "It was not safe"
    OTHER = "OTHER", "Another reason"


@kind(
    rank=190,
    recorded_by="manager",
    sources=(
        Source("contacts", "ContactDate", {"officer": "OfficerCode"}, only=("ContactType", "MANAGEMENT OVERSIGHT")),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Oversight(Fact):
    """A manager looked at the case and wrote down a judgement."""

    officer: Annotated[Officer | None, "the manager, or the practitioner on whose case it was recorded"] = None


@kind(rank=230, recorded_by="manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerAbsent(Fact):
    """A practitioner is away; `on` is the first day. No reason is kept: *not available* is all anybody needs.

    It stands in the stream of the member of staff, not of a person on probation.
    """

    officer: Annotated[Officer | None, "who is away"] = None
    until_on: Annotated[date | None, "the last day away; not recorded while it is not known"] = None
    cover: Annotated[Officer | None, "who covers"] = None


@kind(rank=240, recorded_by="whoever owed the duty")
@dataclass(frozen=True, slots=True, kw_only=True)
class MissedDutyExplained(Fact):
    """Whoever owed a missed duty said why. The duty stays missed, and the reason is counted beside it."""

    standard: Annotated[str, "full name of the standard, pack/id"]
    opened_by: Annotated[int, "number of the fact that opened the duty"]
    missed_reason: Annotated[MissedReason | None, "why"] = None
