"""How far the assessment of risk has come, the level it found, and the concerns on the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from throughcare.facts.fact import Coded, Fact, YesNo
from throughcare.facts.risk import Assessed, Assessment, Completion, Concern, Register, RoshLevel
from throughcare.rules.case.values import known_value, of_kind


class RoshStatus(Coded):
    """How far the assessment of the risk of serious harm has come. Never blank: missing is not *no*."""

    NOT_STARTED = "not_started", "Not started"
    SCREENING_INCOMPLETE = "screening_incomplete", "Screening incomplete"
    FULL_MISSING = "full_missing", "Full analysis due and missing"
    EXEMPT = "exempt", "Exempt with reason"
    """No fact says so yet: it waits for the screening form, with its reason and countersignature."""
    COMPLETE = "complete", "Complete"


def read_rosh(assessed: Sequence[Assessed]) -> tuple[RoshStatus, date | None]:
    """How far the assessment of risk has come, and the day of the assessment that it is read from.

    Read from the latest screening. A complete one that calls for a full analysis waits for it until one has been
    completed, however long ago; one that does not say whether it calls for it is not complete. A full analysis of
    the same day or later stands for the screening; one begun and not finished shows that it was called for.
    """
    screenings = [a for a in assessed if a.assessment == Assessment.SCREENING]
    full = [a for a in assessed if a.assessment == Assessment.FULL]
    finished = [a for a in full if a.status == Completion.COMPLETE]
    if not screenings:
        if not full:
            return RoshStatus.NOT_STARTED, None
        return (RoshStatus.COMPLETE, finished[-1].on) if finished else (RoshStatus.FULL_MISSING, full[-1].on)
    latest = screenings[-1]
    if finished and finished[-1].on >= latest.on:
        return RoshStatus.COMPLETE, finished[-1].on
    if latest.status != Completion.COMPLETE:
        return RoshStatus.SCREENING_INCOMPLETE, latest.on
    if finished:
        return RoshStatus.COMPLETE, latest.on
    if latest.full_needed == YesNo.YES or (full and full[-1].on >= latest.on):
        return RoshStatus.FULL_MISSING, latest.on
    said = latest.full_needed == YesNo.NO
    return (RoshStatus.COMPLETE if said else RoshStatus.SCREENING_INCOMPLETE), latest.on


def read_level(assessed: Iterable[Assessed]) -> tuple[RoshLevel | None, date | None]:
    """The latest level that any assessment gave, and its day. A level left blank leaves the earlier one standing."""
    level, on = None, None
    for fact in assessed:
        given = known_value(RoshLevel, fact.level)
        if given is not None:
            level, on = given, fact.on
    return level, on


def read_concerns(facts: Iterable[Fact]) -> dict[Register, date]:
    """The concerns on the record, each with the day on which it first was."""
    concerns: dict[Register, date] = {}
    for fact in of_kind(facts, Concern):
        register = known_value(Register, fact.register)
        if register is not None:
            concerns.setdefault(register, fact.on)
    return concerns
