"""What is being told about one person: facts to be, who writes them, and when.

Who sits where (which practitioner, which manager) is said at the end. Until then a *seat* stands for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from random import Random
from typing import Any

from throughcare.actions.demo.days import CLOSING, MORNING, OPENING, TODAY, instant, minute_of, working, working_before
from throughcare.actions.demo.places import DIVISION_OF
from throughcare.facts import Fact
from throughcare.facts.allocation import Allocated
from throughcare.facts.drafts import Draft
from throughcare.facts.fact import Author, Officer, Provider
from throughcare.facts.supervision import Appointment, AppointmentArranged, HomeVisit, Meeting, Outcome


class Seat(StrEnum):
    """Who acts in a life. The last two are of the NPS, once a company's case has gone there."""

    COURT = "court officer"
    INTAKE = "somebody else of the team"
    SENIOR = "senior"
    FIRST = "first practitioner of three"
    BEFORE = "practitioner before"
    OWN = "own practitioner"
    NPS_OWN = "own practitioner in the NPS"
    NPS_SENIOR = "senior in the NPS"


@dataclass(frozen=True, slots=True)
class Post:
    """Where somebody sits: their code, their team and its organisation."""

    code: str
    team: str
    organisation: str


@dataclass(slots=True, eq=False)
class Entry:
    """One fact to be: what it says, when it was written and by whom. `marks` is the earlier entry that it names."""

    draft: Draft
    recorded_at: datetime
    by: Seat
    marks: Entry | None = None
    marking: str = ""

    @property
    def is_due_first(self) -> tuple[datetime, date, int]:
        """What orders a stream: the instant of writing, then the day and the kind's place in it."""
        return self.recorded_at, self.draft.on, self.draft.kind.rank


@dataclass(slots=True)
class Life:
    """One person's life, as far as it is told; everything is written on the day on which it happens.

    `until` is the last day of supervision, which may lie ahead; `rng` says at which minute things are written.
    """

    crn: str
    organisation: str
    rng: Random
    until: date = TODAY
    entries: list[Entry] = field(default_factory=list)
    holders: list[tuple[date, Seat]] = field(default_factory=list)
    moved_on: date | None = None
    threads: int = 0
    told: dict[str, datetime] = field(default_factory=dict)
    """When the last fact of each thread was written."""

    @property
    def division(self) -> str:
        """The division of the NPS whose courts sentenced them."""
        return DIVISION_OF[self.organisation]

    # --- who holds the case ---------------------------------------------------------------------------------

    def give(self, number: str, on: date, seat: Seat, *, note: str | None = None) -> None:
        """Write that an order is given to whoever sits there, who is the practitioner from then on."""
        is_nps = seat is Seat.NPS_OWN
        provider = self.division if is_nps else self.organisation
        by = Seat.NPS_SENIOR if is_nps else Seat.SENIOR
        self.record(Allocated, on, by, note=note, order=number, provider=provider, officer=seat)
        self.holders = sorted([*self.holders, (on, seat)], key=lambda held: held[0])

    def holder_on(self, day: date) -> Seat | None:
        """The seat of the practitioner who is assigned at the end of a day; None where nobody is."""
        return next((seat for since, seat in reversed(self.holders) if since <= day), None)

    def senior_on(self, day: date) -> Seat:
        """The manager who answers for the case on a day."""
        return Seat.NPS_SENIOR if self.moved_on and self.moved_on <= day else Seat.SENIOR

    # --- writing --------------------------------------------------------------------------------------------

    def thread(self, letter: str) -> str:
        """A new thread, named by a letter for what it ties together."""
        self.threads += 1
        return f"{self.crn}-{letter}{self.threads}"

    def record(
        self,
        kind: type[Fact],
        on: date,
        by: Seat,
        *,
        thread: str | None = None,
        note: str | None = None,
        minute: int | None = None,
        at_once: bool = False,
        **says: Any,
    ) -> Entry | None:
        """Write a fact, unless it lies ahead: what has not happened is not written. `minute` is when it was over.

        `at_once` is for who the person is: nothing else can be written before that.
        """
        if on >= TODAY:
            return None
        draft = Draft(kind=kind, on=on, payload=says, thread=thread, note=note)
        recorded_at = instant(on, 540) if at_once else self._written(on, kind.rank, minute)
        if thread is not None:  # an answer is not written before its question
            recorded_at = self.told[thread] = max(recorded_at, self.told.get(thread, recorded_at))
        entry = Entry(draft, recorded_at, by)
        self.entries.append(entry)
        return entry

    def mark(self, kind: type[Fact], on: date, by: Seat, marks: Entry, marking: str, **says: Any) -> Entry | None:
        """Write a fact that names an earlier one by its number, in the field `marking`."""
        entry = self.record(kind, max(on, marks.recorded_at.date()), by, **says)
        if entry is not None:
            entry.marks, entry.marking = marks, marking
            entry.recorded_at = max(entry.recorded_at, marks.recorded_at)
        return entry

    def _written(self, on: date, rank: int, minute: int | None) -> datetime:
        """When it was written: that day, or the next on which people work; what comes first in a day, first."""
        day = working(on)
        if day == TODAY:
            return instant(day, OPENING + self.rng.randrange(MORNING - OPENING))
        if day != on:
            return instant(day, 545 + self.rng.randrange(450))
        if minute is None:
            minute = 540 + int(min(rank, 330) * 1.2) + self.rng.randrange(12)
        return instant(day, min(minute, CLOSING))

    def meet(
        self,
        on: date,
        seat: Seat,
        outcome: Outcome | None,
        *,
        arranged_on: date,
        at_time: str,
        meeting: Meeting = Meeting.OFFICE,
        note: str | None = None,
    ) -> Entry | None:
        """Write that a meeting was arranged and, once its day is over, what became of it (None: not written yet)."""
        first = self.holders[0][0] if self.holders else arranged_on  # nobody arranges before they have the case
        arranged_on = min(working_before(max(arranged_on, first)), on)
        if arranged_on >= TODAY:
            return None
        thread = self.thread("m")
        says = {"meeting": meeting, "officer": seat, "at_time": at_time}
        arranged = Draft(kind=AppointmentArranged, on=on, payload=says, thread=thread)
        minute = 960 + self.rng.randrange(60) if arranged_on < on else 705 + self.rng.randrange(60)
        by = seat if seat is Seat.INTAKE else self.holder_on(arranged_on) or seat
        self.entries.append(Entry(arranged, instant(arranged_on, minute), by))
        if outcome is None or on >= TODAY:
            return None
        kind = HomeVisit if meeting is Meeting.HOME else Appointment
        over = minute_of(at_time) + 30 + self.rng.randrange(30)
        return self.record(kind, on, seat, thread=thread, note=note, minute=over, outcome=outcome, officer=seat)

    # --- reading --------------------------------------------------------------------------------------------

    def facts(self, posts: Mapping[Seat, Post]) -> tuple[Fact, ...]:
        """The stream, numbered in the order of writing, with those who sit in its seats."""
        ordered = sorted(self.entries, key=lambda entry: entry.is_due_first)
        number_of = {id(entry): number for number, entry in enumerate(ordered, start=1)}
        return tuple(
            _resolved(entry, posts, number_of).as_fact(
                person=self.crn,
                number=number,
                recorded_at=entry.recorded_at,
                by=Author(Officer(posts[entry.by].code), Provider(posts[entry.by].organisation)),
            )
            for number, entry in enumerate(ordered, start=1)
        )


def _resolved(entry: Entry, posts: Mapping[Seat, Post], number_of: Mapping[int, int]) -> Draft:
    """The draft with the codes of those who sit in its seats, and the number of the entry that it names."""
    draft = entry.draft
    says = dict(draft.payload)
    if entry.marks is not None:
        says[entry.marking] = number_of[id(entry.marks)]
    if draft.kind is Allocated and isinstance(says.get("officer"), Seat):
        says["team"] = posts[says["officer"]].team
    says = {name: posts[value].code if isinstance(value, Seat) else value for name, value in says.items()}
    return Draft(kind=draft.kind, on=draft.on, payload=says, thread=draft.thread, note=draft.note)
