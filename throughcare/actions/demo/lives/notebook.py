"""What is being written about one person: facts to be, who writes them, and when.

Who sits where (which practitioner, which manager) is found out later, when the lives are handed out to staff. Until
then a *seat* stands for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Any

from throughcare.actions.demo.days import (
    CLOSING,
    MORNING,
    OPENING,
    SLOTS,
    TODAY,
    instant,
    later,
    minute_of,
    working,
    working_before,
)
from throughcare.facts import Fact
from throughcare.facts.allocation import Allocated
from throughcare.facts.court import Disposal
from throughcare.facts.drafts import Draft
from throughcare.facts.fact import Author, Officer, Provider
from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import ProviderType
from throughcare.facts.supervision import Appointment, AppointmentArranged, HomeVisit, Meeting, Outcome
from throughcare.synthesis.picture import Shares, late_share


class Seat(StrEnum):
    """Who acts in a life. The last two are of the NPS, once a company's case has gone there."""

    COURT = "court officer"
    INTAKE = "somebody else of the team"
    SENIOR = "senior"
    FIRST = "first practitioner of three"
    BEFORE = "practitioner before"
    OWN = "own practitioner"
    COVER = "whoever covers for the practitioner"
    NPS_OWN = "own practitioner in the NPS"
    NPS_SENIOR = "senior in the NPS"


OF_THE_NPS = frozenset({Seat.COURT, Seat.NPS_OWN, Seat.NPS_SENIOR})


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

    def pass_to(self, seat: Seat) -> None:
        """Let somebody else have done it: whoever sits in `seat`, wherever the one who wrote it stands."""
        says = {name: seat if value is self.by else value for name, value in self.draft.payload.items()}
        self.draft, self.by = replace(self.draft, payload=says), seat

    def retime(self, at_time: str) -> None:
        """Move an arranged meeting to another time of its day."""
        self.draft = replace(self.draft, payload={**self.draft.payload, "at_time": at_time})


@dataclass(slots=True)
class Order:
    """One sentence. `begins_on` is when supervision begins, `ends_on` when it really ends; both may lie ahead."""

    number: str
    disposal: Disposal
    sentenced_on: date
    begins_on: date
    expected_end_on: date
    ends_on: date
    allocated_on: date | None = None

    @property
    def is_custody(self) -> bool:
        """Whether the person serves the first part in prison."""
        return self.disposal is Disposal.IMMEDIATE_CUSTODY


@dataclass(slots=True)
class Life:
    """One person's life, as far as it is written. `until` is the last day of supervision, which may lie ahead."""

    crn: str
    rng: Random
    shares: Shares
    organisation: str
    division: str
    provider_type: ProviderType
    level: RoshLevel = RoshLevel.MEDIUM
    came_on: date = TODAY
    """The first day on which anybody knew of them."""
    until: date = TODAY
    keeps_time: bool = False
    """Whether everything is written on the day it happens (in the lives that are written by hand)."""
    entries: list[Entry] = field(default_factory=list)
    holders: list[tuple[date, Seat]] = field(default_factory=list)
    concerned_on: list[date] = field(default_factory=list)
    screened_on: date | None = None
    moved_on: date | None = None
    said: set[str] = field(default_factory=set)
    """The notes on meetings so far: nobody says the same thing twice."""
    threads: int = 0
    told: dict[str, datetime] = field(default_factory=dict)
    """When the last fact of each thread was written."""

    # --- chance ---------------------------------------------------------------------------------------------

    def is_true(self, chance: float) -> bool:
        """True with this chance."""
        return self.rng.random() < chance

    def by_type(self, nps: float, crc: float) -> float:
        """The number for the type of organisation that has the case at the start."""
        return nps if self.provider_type is ProviderType.NPS else crc

    def meets(self, standard: str, of: ProviderType | None = None) -> bool:
        """Whether a duty is to be met, so that the picture comes out."""
        return self.is_true(self.shares.chance(standard, of or self.provider_type))

    def day_between(self, first: date, last: date) -> date:
        """A working day from `first` to `last`; where there is none, the next one after `first`."""
        day = first + timedelta(days=self.rng.randrange(max(0, (last - first).days) + 1))
        before = working_before(day)
        return before if before >= first else working(day)

    def done_on(
        self, standard: str, first: date, due: date, late_until: date, of: ProviderType | None = None
    ) -> date | None:
        """The day on which a duty is done: in time, late, or (None) never."""
        if first <= due and self.meets(standard, of):
            return self.day_between(first, due)
        if self.is_true(late_share(standard, of or self.provider_type)):
            return self.day_between(later(max(due, first), 1), late_until)
        return None

    # --- who holds the case ---------------------------------------------------------------------------------

    def holder_on(self, day: date) -> Seat | None:
        """The seat of the practitioner who is assigned at the end of a day; None where nobody is."""
        return next((seat for since, seat in reversed(self.holders) if since <= day), None)

    def type_on(self, day: date) -> ProviderType:
        """The type of the organisation that holds the case on a day."""
        return ProviderType.NPS if self.moved_on and self.moved_on <= day else self.provider_type

    def senior_on(self, day: date) -> Seat:
        """The manager who answers for the case on a day."""
        return Seat.NPS_SENIOR if self.moved_on and self.moved_on <= day else Seat.SENIOR

    def is_warranted(self, day: date) -> bool:
        """Whether more than ordinary supervision is warranted, by what is on the record on a day."""
        is_high = self.level in (RoshLevel.HIGH, RoshLevel.VERY_HIGH)
        known = self.screened_on is not None and self.screened_on <= day
        return (is_high and known) or any(on <= day for on in self.concerned_on)

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
        recorded_at = instant(on, 540) if at_once else self._written(on, kind.rank, by, minute)
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

    def _written(self, on: date, rank: int, by: Seat, minute: int | None) -> datetime:
        """When it was written: that day, mostly; some days later, and oftener so in a company."""
        first = working(on)
        day = later(first, self._days_of_delay(by))
        if day > TODAY:
            day = first  # what is not written yet on our morning would not be here
        if day == TODAY:
            return instant(day, OPENING + self.rng.randrange(MORNING - OPENING))
        if day != on:
            return instant(day, 545 + self.rng.randrange(450))
        if minute is None:  # what comes first in a day is written first
            minute = 540 + int(min(rank, 330) * 1.2) + self.rng.randrange(12)
        return instant(day, min(minute, CLOSING))

    def _days_of_delay(self, by: Seat) -> int:
        """Working days from the event to its record. Assumed: four in five on the day in the NPS, three in CRCs."""
        if self.keeps_time:
            return 0
        is_company = self.provider_type is ProviderType.CRC and by not in OF_THE_NPS
        same_day, next_day, that_week = (0.62, 0.80, 0.94) if is_company else (0.82, 0.93, 0.985)
        if by is Seat.COURT:  # what the court said is written down there and then, or in the evening
            same_day, next_day, that_week = (0.92, 0.98, 1.0)
        drawn = self.rng.random()
        if drawn < same_day:
            return 0
        if drawn < next_day:
            return 1
        return self.rng.randrange(2, 6) if drawn < that_week else self.rng.randrange(6, 16)

    def meet(
        self,
        on: date,
        seat: Seat,
        outcome: Outcome | None,
        *,
        arranged_on: date,
        at_time: str | None = None,
        meeting: Meeting = Meeting.OFFICE,
        note: str | None = None,
    ) -> Entry | None:
        """Write that a meeting was arranged and, once its day is over, what became of it (None: not written yet)."""
        first = (
            self.holders[0][0] if self.holders else arranged_on
        )  # nobody arranges a meeting before they have the case
        arranged_on = min(working_before(max(arranged_on, first)), on)
        if arranged_on >= TODAY:
            return None
        at_time = at_time or self.rng.choice(SLOTS if arranged_on < on else SLOTS[5:])
        thread = self.thread("m")
        arranged = Draft(
            kind=AppointmentArranged,
            on=on,
            payload={"meeting": meeting, "officer": seat, "at_time": at_time},
            thread=thread,
        )
        minute = 960 + self.rng.randrange(60) if arranged_on < on else 705 + self.rng.randrange(60)
        by = seat if seat is Seat.INTAKE else self.holder_on(arranged_on) or seat
        self.entries.append(Entry(arranged, instant(arranged_on, minute), by))
        if outcome is None or on >= TODAY:
            return None
        kind = HomeVisit if meeting is Meeting.HOME else Appointment
        over = minute_of(at_time) + 30 + self.rng.randrange(30)
        return self.record(kind, on, seat, thread=thread, note=note, minute=over, outcome=outcome, officer=seat)

    # --- reading --------------------------------------------------------------------------------------------

    def facts(self, posts: Mapping[Seat, Post] | None = None) -> tuple[Fact, ...]:
        """The stream, numbered in the order of writing. Without posts the seats stand where codes will."""
        ordered = sorted(self.entries, key=lambda entry: entry.is_due_first)
        self.entries = ordered
        number_of = {id(entry): number for number, entry in enumerate(ordered, start=1)}
        return tuple(
            entry.draft.as_fact(
                person=self.crn, number=number, recorded_at=entry.recorded_at, by=_author(entry.by, posts)
            )
            if posts is None and entry.marks is None
            else _resolved(entry, posts, number_of).as_fact(
                person=self.crn, number=number, recorded_at=entry.recorded_at, by=_author(entry.by, posts)
            )
            for number, entry in enumerate(ordered, start=1)
        )


def _author(seat: Seat, posts: Mapping[Seat, Post] | None) -> Author | None:
    if posts is None:
        return None
    return Author(Officer(posts[seat].code), Provider(posts[seat].organisation))


def _resolved(entry: Entry, posts: Mapping[Seat, Post] | None, number_of: Mapping[int, int]) -> Draft:
    """The draft with the codes of those who sit in its seats, and the number of the entry that it names."""
    draft = entry.draft
    says = dict(draft.payload)
    if entry.marks is not None:
        says[entry.marking] = number_of[id(entry.marks)]
    if posts is not None:
        if draft.kind is Allocated and isinstance(says.get("officer"), Seat):
            says["team"] = posts[says["officer"]].team
        says = {name: posts[value].code if isinstance(value, Seat) else value for name, value in says.items()}
    return Draft(kind=draft.kind, on=draft.on, payload=says, thread=draft.thread, note=draft.note)
