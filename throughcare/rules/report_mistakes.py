"""What a court was said to have done with a report, and had not: another day, or that it wants none any more.

The desk that recorded it takes it back, at any time while nothing rests on it; the ten minutes of an undo are for
whoever pressed the wrong button.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from throughcare.facts.court import PersonsWords, ReportAdjourned, ReportCalledOff
from throughcare.facts.drafts import Draft
from throughcare.facts.fact import Fact
from throughcare.facts.record import Withdrawn
from throughcare.facts.stream import standing
from throughcare.rules.built_on import REPORTS_AND_CHECKS
from throughcare.rules.case import ReportState
from throughcare.rules.refusals import Faults

NOTHING_TO_TAKE_BACK = (
    "Nothing that the court said of this report can be taken back as it stands: look at the report again, it may have "
    "been delivered, signed for the new day, or taken back meanwhile."
)


def last_said(report: ReportState, stream: Sequence[Fact]) -> Fact | None:
    """The court's latest word on the report that stands, another day or that it wants none, while nothing was recorded
    of the report that rests on it; None where there is none. What the person said of it rests on nothing.
    """
    if report.delivered_on is not None:
        return None
    of_it = [
        fact
        for fact in sorted(standing(stream, as_of=date.max), key=lambda fact: fact.number)
        if fact.thread == report.thread and isinstance(fact, REPORTS_AND_CHECKS) and not isinstance(fact, PersonsWords)
    ]
    said = [fact for fact in of_it if isinstance(fact, ReportAdjourned | ReportCalledOff)]
    if not said or (isinstance(said[-1], ReportCalledOff) and of_it[-1] is not said[-1]):
        return None
    return said[-1]


def decide_take_back(report: ReportState, stream: Sequence[Fact], *, reason: str | None, today: date) -> list[Draft]:
    """The court's latest word on the report is withdrawn: it was recorded by mistake. It stays readable, with why."""
    faults = Faults()
    said = last_said(report, stream)
    if said is None:
        faults.add("act", NOTHING_TO_TAKE_BACK)
    kept = faults.note("reason", reason, needed="Say what was wrong: what is withdrawn stays readable, with why.")
    faults.check()
    target = said.number if said else 0
    return [Draft(kind=Withdrawn, on=today, payload={"target": target, "reason": kept})]
