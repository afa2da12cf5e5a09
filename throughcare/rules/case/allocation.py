"""Who holds a case and who did; what was decided of it, and what staff say against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from throughcare.facts.allocation import (
    Allocated,
    ConflictDeclared,
    LawfulGround,
    PractitionerAsked,
    ProviderDecided,
    StaffConcernAnswered,
    StaffConcernKind,
    StaffConcernRaised,
    StaffConcernReply,
)
from throughcare.facts.fact import Fact, YesNo
from throughcare.facts.staff import ProviderType, Sex
from throughcare.rules.case.values import known_value, of_kind


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held a case (codes), from a day up to another, which is the next holder's. None: not recorded, or now."""

    provider: str | None
    team: str | None
    officer: str | None
    since_on: date
    until_on: date | None = None

    @property
    def who(self) -> tuple[str | None, str | None, str | None]:
        """Organisation, team and practitioner."""
        return self.provider, self.team, self.officer


def read_holders(facts: Iterable[Fact]) -> tuple[Holder | None, tuple[Holder, ...]]:
    """Who holds the case by the latest allocation, and who did before, oldest first.

    Allocations of several orders to the same holder are one holding. A latest allocation that names nobody leaves
    nobody: None.
    """
    now: Holder | None = None
    earlier: list[Holder] = []
    for fact in of_kind(facts, Allocated):
        given = Holder(fact.provider, fact.team, fact.officer, fact.on)
        if now is not None and given.who == now.who:
            continue
        if now is not None:
            earlier.append(replace(now, until_on=fact.on))
        now = given if any(given.who) else None
    return now, tuple(earlier)


@dataclass(frozen=True, slots=True)
class ProviderDecision:
    """The latest decision on who is to hold an order: what was decided, what the rule gave, and every input (as text).

    `number` is that of the fact.
    """

    order: str
    on: date
    number: int
    decided: ProviderType | None
    rule_gives: ProviderType | None
    inputs: str | None
    version: str | None
    officer: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class StaffConcern:
    """A professional concern by a member of staff, and what a manager did about it (None: nothing yet)."""

    thread: str
    number: int
    on: date
    concern: StaffConcernKind | None
    raised_by: str | None
    about: str | None
    said: str | None
    reply: StaffConcernReply | None = None
    answered_on: date | None = None
    answered_by: str | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class AskedPractitioner:
    """A practitioner of one sex is asked for, on a lawful ground, since a day."""

    sex: Sex
    ground: LawfulGround | None
    since_on: date
    note: str | None


def read_decisions(facts: Iterable[Fact]) -> dict[str, ProviderDecision]:
    """The latest decision on who is to hold each order, by the number of the order."""
    return {
        fact.order: ProviderDecision(
            fact.order,
            fact.on,
            fact.number,
            known_value(ProviderType, fact.decided_type),
            known_value(ProviderType, fact.rule_gives),
            fact.inputs,
            fact.rule_version,
            fact.officer,
            fact.note,
        )
        for fact in of_kind(facts, ProviderDecided)
    }


def read_staff_concerns(facts: Iterable[Fact]) -> tuple[StaffConcern, ...]:
    """Every professional concern, in the order in which they were raised."""
    found: dict[str, StaffConcern] = {}
    for fact in facts:
        if isinstance(fact, StaffConcernRaised):
            thread = fact.thread or str(fact.number)
            concern = known_value(StaffConcernKind, fact.staff_concern)
            found[thread] = StaffConcern(thread, fact.number, fact.on, concern, fact.officer, fact.about, fact.note)
        elif isinstance(fact, StaffConcernAnswered) and fact.thread in found:
            found[fact.thread] = replace(
                found[fact.thread],
                reply=known_value(StaffConcernReply, fact.staff_reply),
                answered_on=fact.on,
                answered_by=fact.officer,
                answer=fact.note,
            )
    return tuple(found.values())


def read_conflicts(facts: Iterable[Fact]) -> frozenset[str]:
    """The members of staff (codes) who have a conflict of interest with the case."""
    found: set[str] = set()
    for fact in of_kind(facts, ConflictDeclared):
        if fact.officer:
            (found.discard if fact.over == YesNo.YES else found.add)(fact.officer)
    return frozenset(found)


def read_practitioner_asked(facts: Iterable[Fact]) -> AskedPractitioner | None:
    """Whether a practitioner of one sex is lawfully asked for, by the latest that was said."""
    found: AskedPractitioner | None = None
    for fact in of_kind(facts, PractitionerAsked):
        sex = known_value(Sex, fact.staff_sex)
        ground = known_value(LawfulGround, fact.lawful_ground)
        found = None if fact.over == YesNo.YES or sex is None else AskedPractitioner(sex, ground, fact.on, fact.note)
    return found
