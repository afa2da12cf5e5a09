"""Checks: what other agencies were asked about a person, and what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from throughcare.facts.fact import LATER, Coded, Fact, Officer, Provider, Source, kind


class CheckType(Coded):
    """The checks that every report needs."""

    DOMESTIC_ABUSE = "DV", "Police domestic abuse check"
    CHILD_PROTECTION = "CP", "Children's services check"


class CheckResult(Coded):
    """What an agency answered. A concern here is an answer, not yet a concern on the record.

    *Nothing held* says what the agency holds, and not that there is no risk. To be asked to ring is no answer yet to
    what was asked.
    """

    NOTHING_HELD = "NONE", "Nothing held"
    CONCERN = "CONCERN", "Known: concern"
    RING = "RING", "Known: ring us"
    WILL_NOT_SAY = "WILL NOT SAY", "Will not say"
    REFUSED = "REFUSED", "Refused"


IN_EXTRACTS = (CheckResult.NOTHING_HELD, CheckResult.CONCERN)
"""The answers that an extract knows."""


class AgencyType(Coded):
    """The kinds of agency that are asked."""

    POLICE = "POLICE", "Police"
    CHILDREN = "CHILDREN", "Children's services"


class AnswerWay(Coded):
    """How an answer reached us."""

    LINK = "LINK", "By the agency, through its link"
    PROGRAM = "PROGRAM", "By the agency's own system"
    TELEPHONE = "TELEPHONE", "By telephone"
    LETTER = "LETTER", "By letter or e-mail"


class NotAskedBecause(Coded):
    """The reasons for which a check need not be asked."""

    RECENT_ANSWER = "RECENT ANSWER", "An answer of the last 28 days stands"
    NO_ADDRESS = "NO ADDRESS", "No address in England and Wales: there is no agency to ask"
    COURT_FORBIDS = "COURT FORBIDS", "The court forbids it"


@kind(
    rank=20,
    recorded_by="court officer or practitioner",
    sources=(Source("agency_checks", "RequestedDate", {"check": "CheckType"}, "CheckID"),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRequested(Fact):
    """Another agency was asked what it knows of the person."""

    check: Annotated[CheckType | None, "which check"] = None
    asked_of: Annotated[Provider | None, "the agency asked", LATER] = None
    reply_by: Annotated[date | None, "the day by which the agency is to answer", LATER] = None
    report: Annotated[str | None, "the thread of the report for which it was asked", LATER] = None


@kind(rank=22, recorded_by="court officer")
@dataclass(frozen=True, slots=True, kw_only=True)
class CheckNotAsked(Fact):
    """A check is not asked for a report, for a reason by name; its thread is that of the report."""

    check: Annotated[CheckType | None, "which check"] = None
    because: Annotated[NotAskedBecause | None, "why"] = None


@kind(rank=24, recorded_by="court officer or practitioner")
@dataclass(frozen=True, slots=True, kw_only=True)
class CheckChased(Fact):
    """The agency was reminded of a check that it has not answered."""

    check: Annotated[CheckType | None, "which check"] = None
    asked_of: Annotated[Provider | None, "the agency reminded"] = None


@kind(
    rank=30,
    recorded_by="the agency, or the court officer who took its answer",
    sources=(Source("agency_checks", "ReturnedDate", {"check": "CheckType", "result": "Result"}, "CheckID"),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReturned(Fact):
    """The agency answered. What is fact, opinion and allegation stand apart. Source: Data Protection Act 2018, section
    38(2), on keeping facts from personal assessments.
    """

    check: Annotated[CheckType | None, "which check"] = None
    result: Annotated[CheckResult | None, "what the agency knows"] = None
    asked_of: Annotated[Provider | None, "the agency that answered", LATER] = None
    answer_way: Annotated[AnswerWay | None, "how the answer reached us", LATER] = None
    answered_by: Annotated[str | None, "who answered for the agency", LATER] = None
    fact_told: Annotated[str | None, "what the agency holds as fact", LATER] = None
    opinion_told: Annotated[str | None, "what somebody there thinks", LATER] = None
    allegation_told: Annotated[str | None, "what somebody alleges, and was not found to be so", LATER] = None


@kind(rank=32, recorded_by="whoever holds the case")
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAcknowledged(Fact):
    """Whoever holds the case read the agency's answer, and says so."""

    check: Annotated[CheckType | None, "which check"] = None
    officer: Annotated[Officer | None, "who read it"] = None
