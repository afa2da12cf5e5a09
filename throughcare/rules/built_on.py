"""What rests on what was recorded of a report or a check, so that it is not taken away from under it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from throughcare.facts.checks import AnswerAcknowledged, CheckChased, CheckNotAsked, CheckRequested, CheckReturned
from throughcare.facts.court import (
    PersonsWords,
    ReportAdjourned,
    ReportAssigned,
    ReportCalledOff,
    ReportDelivered,
    ReportRecorded,
    ReportRequested,
    ReportReviewed,
    ReportSigned,
)
from throughcare.facts.fact import Fact

REPORTS_AND_CHECKS = (
    *(ReportRequested, ReportAssigned, ReportReviewed, ReportSigned, ReportDelivered, ReportRecorded),
    *(ReportAdjourned, ReportCalledOff, PersonsWords),
    *(CheckRequested, CheckNotAsked, CheckChased, CheckReturned, AnswerAcknowledged),
)


def latest_built_on(recorded: Sequence[Fact], standing: Iterable[Fact]) -> Fact | None:
    """The latest of the standing facts that came after what was `recorded` and is about the same report or check, or a
    check of that report; None where nothing did.

    Without what it rests on it would be an answer that nobody asked for, or a report that was sent and says nothing.
    """
    threads = {fact.thread for fact in recorded if isinstance(fact, REPORTS_AND_CHECKS) and fact.thread}
    last = max((fact.number for fact in recorded), default=0)
    later = [
        fact
        for fact in standing
        if fact.number > last
        and isinstance(fact, REPORTS_AND_CHECKS)
        and (fact.thread in threads or (isinstance(fact, CheckRequested) and fact.report in threads))
    ]
    return max(later, key=lambda fact: fact.number, default=None)
