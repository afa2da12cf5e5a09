"""A person's timeline: every fact that was known of by a day, with what was said of the fact itself later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughcare.facts import Fact
from throughcare.facts.record import ABOUT_THE_RECORD, Erased, Withdrawn, WrongPerson
from throughcare.facts.stream import recorded_day, subject_of, withdrawn_numbers
from throughcare.facts.supervision import AppointmentArranged

STAGES = (
    "court",
    "checks",
    "risk",
    "scores",
    "allocation",
    "handover",
    "supervision",
    "escalation",
    "oversight",
    "resettlement",
    "outcome",
    "identity",
)
"""The shelves of facts that stand in a person's stream, in the order of a case; who the person is comes last."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact of a timeline. `marks` are its withdrawals and restorings, oldest first; the last one counts.

    Where `hidden_by` says that it was about somebody else, or erased by law, nothing of it may be shown.
    """

    fact: Fact
    marks: tuple[Withdrawn, ...] = ()
    is_withdrawn: bool = False
    hidden_by: WrongPerson | Erased | None = None


def stage_of(kind: type[Fact]) -> str:
    """The stage of a case to which a kind of fact belongs: the shelf on which it stands."""
    return kind.__module__.rpartition(".")[2]


def entries_of(stream: Sequence[Fact], *, as_of: date = date.max, known_on: date | None = None) -> list[Entry]:
    """Every fact that had happened by a day, and was recorded by another, newest first; withdrawn ones too.

    Withdrawals count from the day on which they were known. What is hidden is hidden in every view of the past, and
    comes last in each: where it stood, and from which day on, would say something of it.
    Raises `NoRecordingTime` where `known_on` is asked of facts that do not say when they were recorded.
    """
    known = stream if known_on is None else [fact for fact in stream if recorded_day(fact) <= known_on]
    gone, marks, hidden = withdrawn_numbers(known), _marks(stream, known), _hidden(stream)
    entries = [
        Entry(fact, tuple(marks.get(fact.number, ())), fact.number in gone)
        for fact in known
        if _had_come(fact, as_of) and fact.number not in hidden and not isinstance(fact, ABOUT_THE_RECORD)
    ]
    entries.sort(key=lambda each: (each.fact.on, each.fact.rank, each.fact.number), reverse=True)
    by_number = {fact.number: fact for fact in stream}
    return [*entries, *(Entry(by_number[number], hidden_by=mark) for number, mark in sorted(hidden.items()))]


def _had_come(fact: Fact, as_of: date) -> bool:
    """Whether a fact had happened by a day; a meeting ahead of it had been arranged, where it was recorded by then."""
    is_arranged = isinstance(fact, AppointmentArranged) and fact.recorded_at is not None
    return fact.on <= as_of or (is_arranged and recorded_day(fact) <= as_of)


def of_stage(entries: Sequence[Entry], stage: str) -> list[Entry]:
    """Those of one stage. What is hidden belongs to none: its stage would say something of it."""
    return [entry for entry in entries if entry.hidden_by is None and stage_of(type(entry.fact)) == stage]


def stages_in(entries: Sequence[Entry]) -> list[tuple[str, int]]:
    """The stages of which there is something to show, with how much."""
    many = Counter(stage_of(type(entry.fact)) for entry in entries if entry.hidden_by is None)
    return [(stage, many[stage]) for stage in STAGES if many[stage]]


def _marks(stream: Sequence[Fact], known: Sequence[Fact]) -> dict[int, list[Withdrawn]]:
    """Withdrawals by the fact that they are about in the end: one that takes back another is about the same fact."""
    found: dict[int, list[Withdrawn]] = {}
    for fact in known:
        if isinstance(fact, Withdrawn):
            found.setdefault(subject_of(fact, stream).number, []).append(fact)
    return found


def _hidden(stream: Sequence[Fact]) -> dict[int, WrongPerson | Erased]:
    """The facts that are hidden, whatever the day asked about, with what hides them: `facts.stream.hidden_numbers`."""
    taken_back = withdrawn_numbers(stream)
    return {
        fact.target: fact
        for fact in stream
        if isinstance(fact, Erased) or (isinstance(fact, WrongPerson) and fact.number not in taken_back)
    }
