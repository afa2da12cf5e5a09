"""Court: reports asked for, delivered and written down, and the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from throughcare.facts.fact import LATER, Coded, Fact, Officer, Order, Provider, Source, YesNo, kind


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


class Proposal(Coded):
    """What a report proposes to the court. The first three are the sentences that bring a person under supervision."""

    COMMUNITY_ORDER = "COMMUNITY ORDER", "Community order"
    SUSPENDED_SENTENCE_ORDER = "SUSPENDED SENTENCE ORDER", "Suspended sentence order"
    IMMEDIATE_CUSTODY = "IMMEDIATE CUSTODY", "Immediate custody"
    FINE = "FINE", "Fine"
    DISCHARGE = "DISCHARGE", "Discharge"
    DEFERRED = "DEFERRED", "Deferred sentence"
    NONE = "NO PROPOSAL", "No proposal"


class Seriousness(Coded):
    """How serious the court finds the offence. Source: the two thresholds of the Criminal Justice Act 2003, sections
    148 and 152.
    """

    BELOW = "BELOW", "Below the community sentence threshold"
    COMMUNITY = "COMMUNITY", "Community sentence threshold passed"
    CUSTODY = "CUSTODY", "Custody threshold passed"


class HearingResult(Coded):
    """What became of a hearing, for the work of probation."""

    REPORT_ASKED = "REPORT ASKED", "Report asked for"
    ADJOURNED = "ADJOURNED", "Adjourned"
    SENTENCED = "SENTENCED", "Sentenced to supervision"
    OTHER_SENTENCE = "OTHER SENTENCE", "Sentenced without supervision"
    COMMITTED = "COMMITTED", "Committed to the Crown Court"
    WARRANT = "WARRANT", "Warrant: did not attend"
    DISMISSED = "DISMISSED", "Dismissed or withdrawn"


class Way(Coded):
    """How a report reached the court."""

    SPOKEN = "SPOKEN", "Spoken in court"
    ELECTRONIC = "ELECTRONIC", "Sent electronically"
    PRINTED = "PRINTED", "Handed over on paper"


class Review(Coded):
    """What a second person found of a report before it was signed."""

    AGREED = "AGREED", "Agreed"
    RETURNED = "RETURNED", "Returned to the writer"


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


@kind(rank=8, recorded_by="court officer")
@dataclass(frozen=True, slots=True, kw_only=True)
class HearingHeld(Fact):
    """A hearing took place; its thread is that of the listing. Known of those whose listing somebody matched."""

    court: Annotated[str | None, "the code of the court"] = None
    hearing_result: Annotated[HearingResult | None, "what became of it"] = None
    provider: Annotated[Provider | None, "the organisation whose court officer was there"] = None


@kind(
    rank=10,
    recorded_by="court officer",
    sources=(Source("court_reports", "RequestedDate", {**_REPORT, "due_on": "DueDate"}, "ReportID"),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequested(Fact):
    """A court asked for a pre-sentence report.

    What was known of the need when it was asked for stands beside the form that this advised, so that the advice can
    be made again.
    """

    order: Annotated[Order, "the order that the report is about"]
    format: Annotated[ReportFormat | None, "the form asked for"] = None
    provider: Annotated[Provider | None, "the organisation asked"] = None
    due_on: Annotated[date | None, "the day for which the court asked for it"] = None
    court: Annotated[str | None, "the court, by its code or its name", LATER] = None
    seriousness: Annotated[Seriousness | None, "how serious the court finds the offence", LATER] = None
    abuse_in_papers: Annotated[YesNo | None, "whether the papers point to domestic abuse", LATER] = None
    child_in_papers: Annotated[YesNo | None, "whether the papers point to a child at risk", LATER] = None
    advised: Annotated[ReportFormat | None, "the form that the need advised", LATER] = None
    advice: Annotated[str | None, "the reasons of the advice, by code, and the version of its rule", LATER] = None
    differs: Annotated[str | None, "why another form was asked for than the one advised", LATER] = None


@kind(rank=12, recorded_by="court officer or manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAssigned(Fact):
    """Somebody is to write the report; a later one takes it from whoever had it."""

    officer: Annotated[Officer | None, "who is to write it"] = None
    reason: Annotated[str | None, "why it changed hands"] = None


@kind(rank=34, recorded_by="the reader")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReviewed(Fact):
    """A second person read the report before it was signed."""

    officer: Annotated[Officer | None, "who read it"] = None
    review: Annotated[Review | None, "agreed, or returned to the writer"] = None
    saving: Annotated[int | None, "which saving of the draft was read, counted from 1", LATER] = None


@kind(rank=36, recorded_by="the writer")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSigned(Fact):
    """The report is finished and signed: what it says stands here, and does not change any more."""

    order: Annotated[Order, "the order that the report is about"]
    officer: Annotated[Officer | None, "who signed it"] = None
    format: Annotated[ReportFormat | None, "the form in which it was written"] = None
    offence_analysis: Annotated[str | None, "what happened, and why"] = None
    pattern: Annotated[str | None, "how it stands to earlier offences"] = None
    circumstances: Annotated[str | None, "how the person lives, and what matters to them"] = None
    risk_analysis: Annotated[str | None, "who may be harmed, and what makes it likelier"] = None
    sources_used: Annotated[str | None, "what the report rests on, by code, between commas"] = None
    sources_missing: Annotated[str | None, "what was not available, and why"] = None
    proposal: Annotated[Proposal | None, "the sentence proposed"] = None
    proposal_detail: Annotated[str | None, "requirements, length, days"] = None
    proposal_reasons: Annotated[str | None, "why this and not another"] = None


@kind(rank=40, recorded_by="court officer", sources=(Source("court_reports", "DeliveredDate", _REPORT, "ReportID"),))
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDelivered(Fact):
    """The report was given to the court, spoken or written."""

    order: Annotated[Order, "the order that the report is about"]
    format: Annotated[ReportFormat | None, "the form in which it was given"] = None
    provider: Annotated[Provider | None, "the organisation that gave it"] = None
    way: Annotated[Way | None, "how it reached the court", LATER] = None
    at_time: Annotated[str | None, "the time of day, as hours and minutes", LATER] = None


@kind(
    rank=50, recorded_by="court officer", sources=(Source("court_reports", "WrittenRecordDate", _REPORT, "ReportID"),)
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRecorded(Fact):
    """What the report said was written down, so that whoever gets the case can read it.

    Of an oral report, what was said; of a written one, that it is its own record.
    """

    order: Annotated[Order, "the order that the report is about"]
    format: Annotated[ReportFormat | None, "the form in which it was given"] = None
    provider: Annotated[Provider | None, "the organisation that gave it"] = None
    offence_analysis: Annotated[str | None, "what happened, and why", LATER] = None
    circumstances: Annotated[str | None, "how the person lives, and what matters to them", LATER] = None
    risk_analysis: Annotated[str | None, "who may be harmed, and what makes it likelier", LATER] = None
    sources_used: Annotated[str | None, "what the report rests on, by code, between commas", LATER] = None
    sources_missing: Annotated[str | None, "what was not available, and why", LATER] = None
    proposal: Annotated[Proposal | None, "the sentence proposed", LATER] = None
    proposal_detail: Annotated[str | None, "requirements, length, days", LATER] = None
    proposal_reasons: Annotated[str | None, "why this and not another", LATER] = None


@kind(rank=52, recorded_by="court officer")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAdjourned(Fact):
    """The court gave another day for the report."""

    order: Annotated[Order, "the order that the report is about"]
    due_on: Annotated[date | None, "the day for which the court now asks for it"] = None
    provider: Annotated[Provider | None, "the organisation asked"] = None
    reason: Annotated[str | None, "why"] = None


@kind(rank=54, recorded_by="court officer")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCalledOff(Fact):
    """The court does not want the report any more."""

    order: Annotated[Order, "the order that the report is about"]
    reason: Annotated[str | None, "why"] = None


@kind(rank=56, recorded_by="court officer or practitioner")
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonsWords(Fact):
    """What the person says about a report on them, in their own words; its thread is that of the report."""

    words: Annotated[str | None, "what they said or wrote"] = None


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
