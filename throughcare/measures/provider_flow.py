"""The flow of cases between the service and the companies month by month, and the caseload split it leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from throughcare.calendar import add_months, working_days_between
from throughcare.measures.intervals import wilson

FORESEEN, FOUND = 0.30, 0.50
"""The service's share of the caseload as it was foreseen (70 with the companies to 30), and as it was found (nearer 50
to 50). Source of both: the briefing of the union of probation staff (Napo) on the split of the service."""


class Way(StrEnum):
    """Which way a case is to pass."""

    UP = "up"
    """From a company to the service: a referral for rising risk."""
    BACK = "back"
    """From the service to a company: a handover because by the rule it belongs there."""


class Answer(StrEnum):
    """What became of it."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    """A referral was declined, a handover returned."""
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Passage:
    """One case (the id of its person) that was to pass one way: asked on a day, answered on another or not yet."""

    person: int
    way: Way
    asked_on: date
    answered_on: date | None
    is_accepted: bool
    from_provider: str
    to_provider: str

    def answer_on(self, day: date) -> Answer:
        """What had become of it by the end of a day."""
        if self.answered_on is None or self.answered_on > day:
            return Answer.OPEN
        return Answer.ACCEPTED if self.is_accepted else Answer.REFUSED


@dataclass(frozen=True, slots=True)
class FlowCell:
    """What was asked one way in one month and what had become of it, with the median of the working days that an answer
    took (None: nothing is answered).
    """

    asked: int = 0
    accepted: int = 0
    refused: int = 0
    open: int = 0
    days: float | None = None


def months_to(today: date, many: int) -> list[date]:
    """The first days of so many months, the last of them that of today."""
    this = today.replace(day=1)
    return [add_months(this, -back) for back in reversed(range(many))]


def end_of(month: date, today: date) -> date:
    """The last day of a month, or today in the month that runs."""
    return min(add_months(month, 1) - timedelta(days=1), today)


def flow_by_month(passages: Iterable[Passage], months: Sequence[date], as_of: date) -> dict[tuple[date, Way], FlowCell]:
    """What was asked in each month, each way; a month in which nothing was has a cell of noughts."""
    asked: dict[tuple[date, Way], list[Passage]] = {(month, way): [] for month in months for way in Way}
    for each in passages:
        if (key := (each.asked_on.replace(day=1), each.way)) in asked and each.asked_on <= as_of:
            asked[key].append(each)
    return {key: _cell(found, as_of) for key, found in asked.items()}


def _cell(found: Sequence[Passage], as_of: date) -> FlowCell:
    answers = Counter(each.answer_on(as_of) for each in found)
    days = [
        working_days_between(each.asked_on, each.answered_on)
        for each in found
        if each.answered_on is not None and each.answered_on <= as_of
    ]
    middle = float(median(days)) if days else None
    return FlowCell(len(found), answers[Answer.ACCEPTED], answers[Answer.REFUSED], answers[Answer.OPEN], middle)


@dataclass(frozen=True, slots=True)
class Split:
    """How many active cases the service and the companies held at the end of a day."""

    nps: int = 0
    crc: int = 0

    @property
    def all(self) -> int:
        """Both together: cases that nobody holds, or somebody of another sort, are not counted."""
        return self.nps + self.crc

    @property
    def share(self) -> float | None:
        """The service's share; None where nobody holds anything."""
        return self.nps / self.all if self.all else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval of that share (95%), as far as chance goes."""
        return wilson(self.nps, self.all)
