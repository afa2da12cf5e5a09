"""Court: reports asked for, delivered and written down, and the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from throughcare.facts.fact import Coded, Fact, Order, Provider, Source, kind


class ReportFormat(Coded):
    """The forms of a pre-sentence report. Source: Ministry of Justice answer to Parliament, October 2020."""

    ORAL = "ORAL", "Oral report"
    SHORT = "SHORT", "Short report"
    STANDARD = "STANDARD", "Standard report"


class Disposal(Coded):
    """The kinds of sentence that bring a person under supervision."""

    COMMUNITY_ORDER = "COMMUNITY ORDER", "Community order"
    SUSPENDED_SENTENCE_ORDER = "SUSPENDED SENTENCE ORDER", "Suspended sentence order"
    IMMEDIATE_CUSTODY = "IMMEDIATE CUSTODY", "Immediate custody"


class OffenceGroup(Coded):
    """What the sentence was for, in the groups by which figures are compared like with like.

    The groups are ours, in the shape of the published mix of community sentences; the codes of an extract are not
    mapped to them yet.
    """

    VIOLENCE = "VIOLENCE", "Violence"
    SEXUAL = "SEXUAL", "Sexual offence"
    BURGLARY = "BURGLARY", "Burglary"
    THEFT = "THEFT", "Theft"
    FRAUD = "FRAUD", "Fraud"
    DRUGS = "DRUGS", "Drugs"
    CRIMINAL_DAMAGE = "CRIMINAL DAMAGE", "Criminal damage"
    PUBLIC_ORDER = "PUBLIC ORDER", "Public order"
    MOTORING = "MOTORING", "Motoring"
    OTHER = "OTHER", "Other offence"


_REPORT = {"order": "EventNumber", "format": "Format", "provider": "ProviderCode"}


@kind(rank=10, recorded_by="court officer", sources=(Source("court_reports", "RequestedDate", _REPORT, "ReportID"),))
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequested(Fact):
    """A court asked for a pre-sentence report."""

    order: Annotated[Order, "the order that the report is about"]
    format: Annotated[ReportFormat | None, "the form asked for"] = None
    provider: Annotated[Provider | None, "the organisation asked"] = None
    due_on: Annotated[date | None, "the day for which the court asked for it"] = None


@kind(rank=40, recorded_by="court officer", sources=(Source("court_reports", "DeliveredDate", _REPORT, "ReportID"),))
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDelivered(Fact):
    """The report was given to the court, spoken or written."""

    order: Annotated[Order, "the order that the report is about"]
    format: Annotated[ReportFormat | None, "the form in which it was given"] = None
    provider: Annotated[Provider | None, "the organisation that gave it"] = None


@kind(
    rank=50, recorded_by="court officer", sources=(Source("court_reports", "WrittenRecordDate", _REPORT, "ReportID"),)
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRecorded(Fact):
    """What the report said was written down, so that whoever gets the case can read it."""

    order: Annotated[Order, "the order that the report is about"]
    format: Annotated[ReportFormat | None, "the form in which it was given"] = None
    provider: Annotated[Provider | None, "the organisation that gave it"] = None


@kind(
    rank=90,
    recorded_by="court officer",
    sources=(
        Source(
            "orders",
            "SentenceDate",
            {"order": "EventNumber", "disposal": "Disposal", "expected_end_on": "ExpectedEndDate"},
        ),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Sentenced(Fact):
    """A court passed a sentence: an order begins."""

    order: Annotated[Order, "the order that the sentence makes"]
    disposal: Annotated[Disposal | None, "the kind of sentence"] = None
    offence: Annotated[OffenceGroup | None, "what it was for, by group"] = None
    expected_end_on: Annotated[date | None, "the day on which the order is expected to end"] = None
