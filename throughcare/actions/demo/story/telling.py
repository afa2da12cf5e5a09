"""The words in which the story is told: each writes one thing of a life, on the day on which it is said to happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from random import Random
from typing import Any

from throughcare.actions.demo import notes
from throughcare.actions.demo.days import earlier, later, working
from throughcare.actions.demo.story.notebook import Life, Seat
from throughcare.calendar import add_months
from throughcare.facts.checks import CheckRequested, CheckResult, CheckReturned, CheckType
from throughcare.facts.court import (
    Disposal,
    ReportDelivered,
    ReportFormat,
    ReportRecorded,
    ReportRequested,
    Sentenced,
)
from throughcare.facts.fact import YesNo
from throughcare.facts.identity import Identified
from throughcare.facts.oversight import Oversight
from throughcare.facts.risk import (
    Assessed,
    Assessment,
    Completion,
    Concern,
    Register,
    RoshLevel,
    SignificantChange,
)
from throughcare.facts.supervision import Meeting, Outcome, Plan


@dataclass(frozen=True, slots=True)
class Who:
    """Who somebody in the story is."""

    given: str
    family: str
    born_on: date
    sex: str = "Male"
    ethnicity: str = "White: British"
    disability: str | None = "None"


@dataclass(frozen=True, slots=True)
class Sentence:
    """How an order of the story begins: a usual start, unless it is said otherwise."""

    on: date
    disposal: Disposal = Disposal.COMMUNITY_ORDER
    months: int = 12
    level: RoshLevel = RoshLevel.MEDIUM
    form: ReportFormat = ReportFormat.SHORT
    note: str | None = None
    held_on: date | None = None
    """When it is allocated: the next working day, unless it is said."""
    has_checks: bool = True
    """Whether both checks were asked and came back with nothing held."""

    @property
    def given_on(self) -> date:
        """The day of the allocation."""
        return self.held_on or later(self.on, 1)


def life_of(crn: str, organisation: str = "N02") -> Life:
    """A life to be told, under an organisation. It is written down on the days on which things happen."""
    return Life(crn, organisation, Random(f"story {crn}"))


# --- the start ------------------------------------------------------------------------------------------------------


def known(life: Life, who: Who, on: date) -> None:
    """Who they are, as told on this day."""
    life.record(
        Identified,
        on,
        Seat.COURT,
        at_once=True,
        given_names=who.given,
        family_name=who.family,
        born_on=who.born_on,
        sex=who.sex,
        ethnicity=who.ethnicity,
        disability=who.disability,
    )


def begun(life: Life, who: Who, sentence: Sentence, *, seat: Seat = Seat.OWN) -> None:
    """Report, checks, screening, analysis, sentence and allocation, all in good time."""
    asked = sentence.on if sentence.form is ReportFormat.ORAL else earlier(sentence.on, 5)
    known(life, who, asked)
    reported(life, sentence.form, asked, sentence.on, written_on=sentence.on)
    if sentence.has_checks:
        for check in CheckType:
            checked(life, check, asked, sentence.on, CheckResult.NOTHING_HELD)
    assessed(life, Assessment.SCREENING, sentence.on, sentence.level, Seat.COURT)
    sentenced(life, sentence)
    assessed(life, Assessment.FULL, sentence.given_on, sentence.level, Seat.COURT)
    life.give("1", sentence.given_on, seat)


def sentenced(life: Life, sentence: Sentence) -> None:
    """The sentence. What of it is to be served in prison is told apart."""
    life.until = add_months(sentence.on, sentence.months) - timedelta(days=1)
    life.record(
        Sentenced,
        sentence.on,
        Seat.COURT,
        note=sentence.note,
        order="1",
        disposal=sentence.disposal,
        expected_end_on=life.until,
    )


def reported(life: Life, form: ReportFormat, asked: date, given: date, *, written_on: date | None) -> None:
    """A report: asked for, given (the day may lie ahead), and written down or not yet."""
    thread = life.thread("r")
    says: dict[str, Any] = {"order": "1", "format": form, "provider": life.division}
    life.record(ReportRequested, asked, Seat.COURT, thread=thread, due_on=given, **says)
    life.record(ReportDelivered, given, Seat.COURT, thread=thread, **says)
    if written_on is not None:
        life.record(ReportRecorded, written_on, Seat.COURT, thread=thread, **says)


def checked(
    life: Life, check: CheckType, asked: date, back: date | None, result: CheckResult | None, note: str | None = None
) -> None:
    """A check: asked, and back or not."""
    thread = life.thread("c")
    life.record(CheckRequested, asked, Seat.COURT, thread=thread, check=check)
    if back is not None:
        by = life.holder_on(back) or Seat.COURT
        life.record(CheckReturned, back, by, thread=thread, note=note, check=check, result=result)


def concerned(life: Life, register: Register, on: date, note: str) -> None:
    """A concern on the record."""
    life.record(Concern, on, life.holder_on(on) or Seat.COURT, note=note, register=register)


def assessed(
    life: Life, assessment: Assessment, on: date, level: RoshLevel, by: Seat | None = None, note: str | None = None
) -> None:
    """A complete assessment of the risk. A screening calls for a full analysis from medium on."""
    by = by or life.holder_on(on) or Seat.COURT
    is_low = level is RoshLevel.LOW
    life.record(
        Assessed,
        on,
        by,
        note=note,
        assessment=assessment,
        status=Completion.COMPLETE,
        full_needed=(YesNo.NO if is_low else YesNo.YES) if assessment is Assessment.SCREENING else None,
        level=level,
        assessor=by,
    )


# --- on the way -----------------------------------------------------------------------------------------------------


def seen(life: Life, *days: date, note: str | None = None, by: Seat | None = None, at_time: str = "10:15") -> None:
    """Meetings that were kept; the note is of the first."""
    for day, said in zip(days, [note] + [None] * len(days), strict=False):
        seat = by or life.holder_on(day) or Seat.OWN
        life.meet(day, seat, Outcome.ATTENDED, arranged_on=earlier(day, 3), at_time=at_time, note=said)


def absent(life: Life, on: date, outcome: Outcome, *, arranged_on: date, note: str, at_time: str = "10:15") -> None:
    """A meeting that was not kept."""
    seat = life.holder_on(on) or Seat.OWN
    life.meet(on, seat, outcome, arranged_on=arranged_on, at_time=at_time, note=note)


def visited(life: Life, on: date, note: str) -> None:
    """A visit at home, kept."""
    seat = life.holder_on(on) or Seat.OWN
    life.meet(on, seat, Outcome.ATTENDED, arranged_on=earlier(on, 4), at_time="14:15", meeting=Meeting.HOME, note=note)


def ahead(life: Life, on: date, at_time: str, *, meeting: Meeting = Meeting.OFFICE, arranged_on: date) -> None:
    """A meeting that lies ahead, today's among them."""
    seat = life.holder_on(arranged_on) or Seat.OWN
    life.meet(on, seat, None, arranged_on=arranged_on, at_time=at_time, meeting=meeting)


def seen_regularly(life: Life, first: date, last: date, *, weeks: int = 1) -> None:
    """Meetings every so many weeks from `first` to `last`; one in seven was not kept, with good reason."""
    said = cycle(notes.SEEN[Meeting.OFFICE])
    for _ in range(life.rng.randrange(len(notes.SEEN[Meeting.OFFICE]))):
        next(said)
    days = [working(first + timedelta(weeks=weeks * count)) for count in range((last - first).days // (7 * weeks) + 1)]
    before = earlier(first, 2)
    for count, day in enumerate(day for day in days if day <= last):
        seat = life.holder_on(day) or Seat.OWN
        is_kept = count % 7 != 5
        outcome = Outcome.ATTENDED if is_kept else Outcome.ACCEPTABLE_ABSENCE
        note = next(said) if is_kept and count % 2 == 0 else None if is_kept else notes.ABSENT[outcome][1]
        life.meet(day, seat, outcome, arranged_on=before, at_time="11:00", note=note)
        before = day


def planned(life: Life, on: date, note: str | None = None) -> None:
    """The plan, written by whoever holds the case."""
    by = life.holder_on(on) or Seat.OWN
    life.record(Plan, on, by, note=note, officer=by)


def overseen(life: Life, on: date, note: str) -> None:
    """A manager's look at the case."""
    by = life.senior_on(on)
    life.record(Oversight, on, by, note=note, officer=by)


def changed(life: Life, on: date, note: str) -> None:
    """A significant change."""
    by = life.holder_on(on) or Seat.OWN
    life.record(SignificantChange, on, by, note=note, officer=by)


def half_years(life: Life, since: date, last: date, level: RoshLevel) -> None:
    """Reviews of each half-year from `since` on, up to `last`, each a few days before it is due."""
    due = add_months(since, 6)
    while (on := earlier(due, 4)) <= last:
        assessed(life, Assessment.REVIEW, on, level, note=notes.REVIEWED[0])
        due = add_months(on, 6)
