"""How far the assessment of risk has come, the level it found, and the concerns on the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from throughcare.facts.fact import Coded, Fact, YesNo
from throughcare.facts.risk import (
    Assessed,
    Assessment,
    Completion,
    Concern,
    ExemptionAnswered,
    FullExempted,
    MappaCategory,
    MappaLevel,
    MappaManaged,
    Register,
    RoshLevel,
)
from throughcare.rules.case.values import known_value, of_kind


class RoshStatus(Coded):
    """How far the assessment of the risk of serious harm has come. Never blank: missing is not *no*."""

    NOT_STARTED = "not_started", "Not started"
    SCREENING_INCOMPLETE = "screening_incomplete", "Screening incomplete"
    FULL_MISSING = "full_missing", "Full analysis due and missing"
    EXEMPT = "exempt", "Exempt with reason"
    """A full analysis is called for, and a manager has countersigned why none is needed."""
    COMPLETE = "complete", "Complete"


@dataclass(frozen=True, slots=True)
class Exemption:
    """The latest exemption from the full analysis: whose judgement, why, and what a manager said of it (None: nothing
    yet). `number` and `thread` are those of the fact.
    """

    number: int
    thread: str | None
    on: date
    officer: str | None
    reason: str | None
    is_countersigned: bool | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Mappa:
    """How somebody comes under the multi-agency public protection arrangements, and since when."""

    category: MappaCategory | None
    level: MappaLevel | None
    since_on: date


GROUPS = ("children", "public", "known_adult", "staff", "prisoners")
"""The groups at risk, each with a level of its own. Source: Offender Assessment System, summary of RoSH."""


def read_exemption(facts: Iterable[Fact]) -> Exemption | None:
    """The exemption that stands for the latest screening; a later complete screening asks anew."""
    found: Exemption | None = None
    for fact in facts:
        if isinstance(fact, Assessed) and fact.assessment == Assessment.SCREENING:
            found = None
        elif isinstance(fact, FullExempted):
            found = Exemption(fact.number, fact.thread, fact.on, fact.officer, fact.note)
        elif isinstance(fact, ExemptionAnswered) and found is not None and fact.thread == found.thread:
            found = replace(found, is_countersigned=fact.countersigned == YesNo.YES, answered_on=fact.on)
    return found


def read_mappa(facts: Iterable[Fact]) -> Mappa | None:
    """How the person comes under the arrangements by what was said last; None where they do not, or nobody said."""
    found: Mappa | None = None
    for fact in of_kind(facts, MappaManaged):
        category, level = known_value(MappaCategory, fact.mappa_category), known_value(MappaLevel, fact.mappa_level)
        found = None if fact.over == YesNo.YES else Mappa(category, level, fact.on)
    return found


def read_group_levels(assessed: Iterable[Assessed]) -> dict[str, RoshLevel]:
    """The latest level for each group at risk (`GROUPS`) that any assessment gave one."""
    found: dict[str, RoshLevel] = {}
    for fact in assessed:
        for group in GROUPS:
            level = known_value(RoshLevel, getattr(fact, f"{group}_level"))
            if level is not None:
                found[group] = level
    return found


def read_rosh(assessed: Sequence[Assessed], exemption: Exemption | None = None) -> tuple[RoshStatus, date | None]:
    """How far the assessment of risk has come, and the day of the assessment that it is read from.

    Read from the latest screening. A complete one that calls for a full analysis waits for it until one has been
    completed, however long ago; one that does not say whether it calls for it is not complete. A full analysis of
    the same day or later stands for the screening; one begun and not finished shows that it was called for. Where it
    is called for, a countersigned exemption stands in its place.
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
    if latest.full_needed == YesNo.YES and exemption is not None and exemption.is_countersigned:
        return RoshStatus.EXEMPT, exemption.answered_on
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
