"""A person's court reports: what was asked, who writes, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from throughcare.facts.court import (
    PersonsWords,
    Proposal,
    ReportAdjourned,
    ReportAssigned,
    ReportCalledOff,
    ReportDelivered,
    ReportFormat,
    ReportRecorded,
    ReportRequested,
    ReportReviewed,
    ReportSigned,
    Review,
    Way,
)
from throughcare.facts.fact import Coded, Fact
from throughcare.rules.case.values import known_value, moment_of


class ReportStage(Coded):
    """How far a report has come. What may be done at each stage is for `rules.reports` to say."""

    ASKED = "asked", "Asked for"
    WITH_WRITER = "with_writer", "With its writer"
    AGREED = "agreed", "Agreed by a second reader"
    SIGNED = "signed", "Signed"
    SPOKEN = "spoken", "Spoken, not written down yet"
    CLOSED = "closed", "Closed"
    CALLED_OFF = "called_off", "Called off"


@dataclass(frozen=True, slots=True)
class ReportState:
    """One report, from the court's request on. Officers are codes; `number` is that of the request, and
    `given` that of the fact which gave it to its writer.

    `due_on` is the day that the court gave last. `read_by` is the second reader whose latest word stands,
    `read_saving` the saving of the draft that they read. A report may be delivered without ever having been asked for
    on the record: then `asked_on` is not known. `made_at` is the instant from which what it says stood, where that is
    known: it was signed, or spoken in court.
    """

    thread: str | None
    order: str
    format: ReportFormat | None = None
    provider: str | None = None
    court: str | None = None
    asked_on: date | None = None
    due_on: date | None = None
    number: int = 0
    writer: str | None = None
    given: int = 0
    read_by: str | None = None
    read_saving: int | None = None
    review: Review | None = None
    review_note: str | None = None
    signed_on: date | None = None
    signed_by: str | None = None
    proposal: Proposal | None = None
    delivered_on: date | None = None
    way: Way | None = None
    recorded_on: date | None = None
    called_off_on: date | None = None
    adjourned: int = 0
    adjourned_on: date | None = None
    words: tuple[str, ...] = ()
    made_at: datetime | None = None

    @property
    def made_on(self) -> date | None:
        """The day from which what it says stood: on which it was signed, or spoken; None while it is not made."""
        return self.signed_on or self.delivered_on

    @property
    def stage(self) -> ReportStage:
        """How far it has come. What was spoken is not closed before it is written down."""
        if self.called_off_on is not None:
            return ReportStage.CALLED_OFF
        if self.delivered_on is not None:
            is_owed = self.format is ReportFormat.ORAL and self.recorded_on is None
            return ReportStage.SPOKEN if is_owed else ReportStage.CLOSED
        if self.signed_on is not None:
            return ReportStage.SIGNED
        if self.review is Review.AGREED:
            return ReportStage.AGREED
        return ReportStage.ASKED if self.writer is None else ReportStage.WITH_WRITER

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.stage not in (ReportStage.CLOSED, ReportStage.CALLED_OFF)


def read_reports(facts: Iterable[Fact]) -> tuple[ReportState, ...]:
    """Every report, in the order in which they were first heard of. Those without a thread are one each."""
    found: dict[str | int, ReportState] = {}
    for fact in facts:
        if not isinstance(fact, _OF_REPORTS):
            continue
        key: str | int = fact.number if fact.thread is None else fact.thread
        before = found.get(key)
        if before is None:
            if not isinstance(fact, ReportRequested | ReportDelivered | ReportRecorded):
                continue  # about a report that is not on the record any more
            before = ReportState(fact.thread, fact.order)
        found[key] = _moved(before, fact)
    return tuple(found.values())


_OF_REPORTS = (
    *(ReportRequested, ReportAssigned, ReportReviewed, ReportSigned, ReportDelivered, ReportRecorded),
    *(ReportAdjourned, ReportCalledOff, PersonsWords),
)


_UNREAD: dict[str, Any] = dict.fromkeys(("review", "review_note", "read_by", "read_saving"))
"""What a report is that nobody has read."""


def _moved(report: ReportState, fact: Fact) -> ReportState:
    """The report after one more fact about it."""
    match fact:
        case ReportRequested():
            return replace(
                report,
                format=known_value(ReportFormat, fact.format),
                provider=fact.provider,
                court=fact.court,
                asked_on=fact.on,
                due_on=fact.due_on,
                number=fact.number,
            )
        case ReportAssigned():
            return replace(report, writer=fact.officer, given=fact.number, **_UNREAD)
        case ReportReviewed() if fact.number < report.given:
            return report  # of one day a review comes after what gives the report to a writer: this one read another's
        case ReportReviewed():
            review = known_value(Review, fact.review)
            return replace(report, read_by=fact.officer, read_saving=fact.saving, review=review, review_note=fact.note)
        case ReportSigned():
            proposal = known_value(Proposal, fact.proposal)
            return replace(
                report, signed_on=fact.on, signed_by=fact.officer, proposal=proposal, made_at=moment_of(fact)
            )
        case ReportAdjourned():
            return replace(
                report, due_on=fact.due_on or report.due_on, adjourned=report.adjourned + 1, adjourned_on=fact.on
            )
        case ReportCalledOff():
            return replace(report, called_off_on=fact.on)
        case PersonsWords():
            return replace(report, words=(*report.words, *([fact.words] if fact.words else [])))
        case _:
            return _given(report, fact)


def _given(report: ReportState, fact: Fact) -> ReportState:
    """The report after it was delivered, or written down."""
    assert isinstance(fact, ReportDelivered | ReportRecorded)
    form = known_value(ReportFormat, fact.format) or report.format
    said = replace(report, format=form, provider=report.provider or fact.provider)
    if isinstance(fact, ReportDelivered):
        made_at = report.made_at if report.signed_on else moment_of(fact, fact.at_time)
        return replace(said, delivered_on=fact.on, way=known_value(Way, fact.way), made_at=made_at)
    proposal = known_value(Proposal, fact.proposal) or report.proposal
    return replace(said, recorded_on=fact.on, proposal=proposal)
