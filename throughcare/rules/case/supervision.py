"""Meetings, arranged and come to pass; and what must be known before the person is met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from throughcare.facts.fact import Fact, YesNo
from throughcare.facts.supervision import (
    Appointment,
    AppointmentArranged,
    CommunicationNeed,
    HomeVisit,
    Meeting,
    NeedKind,
    Outcome,
    StaffSafety,
)
from throughcare.rules.case.values import known_value, of_kind


@dataclass(frozen=True, slots=True)
class Contact:
    """An appointment or a home visit whose day came, with what became of it and with whom (code)."""

    on: date
    meeting: Meeting
    outcome: Outcome | None
    officer: str | None


@dataclass(frozen=True, slots=True)
class ArrangedMeeting:
    """A meeting that was arranged and has no outcome yet. `number` is that of the fact. Its day may be past."""

    thread: str | None
    on: date
    at_time: str | None
    meeting: Meeting | None
    officer: str | None
    number: int


def read_contacts(facts: Iterable[Fact]) -> list[Contact]:
    """Every appointment and home visit, in order, whatever became of it."""
    return [
        Contact(
            fact.on,
            Meeting.HOME if isinstance(fact, HomeVisit) else Meeting.OFFICE,
            known_value(Outcome, fact.outcome),
            fact.officer,
        )
        for fact in facts
        if isinstance(fact, Appointment | HomeVisit)
    ]


def read_arranged(facts: Iterable[Fact]) -> tuple[tuple[ArrangedMeeting, ...], frozenset[str]]:
    """What is arranged and has no outcome, by day and time; and the threads of the meetings that have one.

    An outcome counts whenever it was: people come early. Arranged again under one thread, the latest recorded is
    meant. Arranged without a thread (no form of ours does so) it can have no outcome, and stays.
    """
    settled: set[str] = set()
    latest: dict[str | int, AppointmentArranged] = {}
    for fact in facts:
        if isinstance(fact, Appointment | HomeVisit) and fact.thread is not None:
            settled.add(fact.thread)
        elif isinstance(fact, AppointmentArranged):
            key = fact.number if fact.thread is None else fact.thread
            if key not in latest or latest[key].number < fact.number:
                latest[key] = fact
    waiting = [
        ArrangedMeeting(f.thread, f.on, f.at_time, known_value(Meeting, f.meeting), f.officer, f.number)
        for f in latest.values()
        if f.thread not in settled
    ]
    return tuple(sorted(waiting, key=lambda each: (each.on, each.at_time or "", each.number))), frozenset(settled)


@dataclass(frozen=True, slots=True)
class Need:
    """What a person needs so that they can follow and be followed, since a day."""

    need: NeedKind | None
    detail: str | None
    since_on: date


@dataclass(frozen=True, slots=True)
class SafetyWarning:
    """What staff must know before they meet the person. `number` is that of the fact, by which it is withdrawn."""

    on: date
    warning: str | None
    safe_way: str | None
    in_pairs: YesNo | None
    number: int


def read_needs(facts: Iterable[Fact]) -> tuple[Need, ...]:
    """The needs that stand. A later one of its kind takes its place; *other* needs stand beside each other.

    One that is over ends the need of its kind; of *other* needs that of the same detail, or all without a detail.
    """
    needs: list[Need] = []
    for fact in of_kind(facts, CommunicationNeed):
        kind, is_over = known_value(NeedKind, fact.need), fact.over == YesNo.YES
        is_one_of_many = kind in (NeedKind.OTHER, None) and not (is_over and fact.detail is None)
        needs = [n for n in needs if n.need != kind or (is_one_of_many and n.detail != fact.detail)]
        if not is_over:
            needs.append(Need(kind, fact.detail, fact.on))
    return tuple(needs)


def read_safety(facts: Iterable[Fact]) -> tuple[SafetyWarning, ...]:
    """All warnings that stand, latest first. One that no longer holds is withdrawn."""
    warnings = [
        SafetyWarning(fact.on, fact.warning, fact.safe_way, known_value(YesNo, fact.visit_in_pairs), fact.number)
        for fact in of_kind(facts, StaffSafety)
    ]
    return tuple(reversed(warnings))
