"""One person's facts: appended in turn, never changed, and cut by what had happened and what was known.

Two cuts, both made before anything is sorted or counted: `as_of` bounds what had *happened*, `known_on`
what had been *recorded*. A withdrawal counts from the day on which it became known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from throughcare.calendar import london_day
from throughcare.facts.fact import Fact
from throughcare.facts.record import ABOUT_THE_RECORD, Erased, Withdrawn, WrongPerson


class Clock(StrEnum):
    """On which day a fact counts: when it happened, or when it was recorded (*as then known*, at every step)."""

    HAPPENED = "happened"
    RECORDED = "recorded"


class StreamMoved(ValueError):
    """Somebody else recorded on this person first: look again, then retry."""


class NoRecordingTime(ValueError):
    """The question needs to know when facts were recorded, and these do not say."""


def appended(stream: Sequence[Fact], fact: Fact) -> tuple[Fact, ...]:
    """The stream with one more fact.

    Raises `StreamMoved` where the fact's number is not the next one, and `ValueError` where it is about
    another person, or marks a fact that is not there, that was already withdrawn, or that cannot be marked so.
    """
    if stream and fact.person != stream[0].person:
        raise ValueError(f"a fact about {fact.person} does not belong to the stream of {stream[0].person}")
    if fact.number != len(stream) + 1:
        raise StreamMoved(
            f"{fact.person} has {len(stream)} facts, so the next is number {len(stream) + 1} and not "
            f"{fact.number}: somebody else recorded first. Look again, then retry."
        )
    if isinstance(fact, Withdrawn | WrongPerson | Erased):
        _check_target(stream, fact)
    return (*stream, fact)


def _check_target(stream: Sequence[Fact], fact: Withdrawn | WrongPerson | Erased) -> None:
    if not 0 < fact.target < fact.number:
        raise ValueError(f"fact {fact.target} of {fact.person} cannot be marked: there are {len(stream)} facts")
    if isinstance(fact, Withdrawn) and fact.target in withdrawn_numbers(stream):
        raise ValueError(f"fact {fact.target} of {fact.person} is withdrawn already")
    target = stream[fact.target - 1]
    if isinstance(target, Erased):
        raise ValueError(f"fact {fact.target} of {fact.person} erased another: what it erased cannot come back")
    if isinstance(target, ABOUT_THE_RECORD) and not isinstance(fact, Withdrawn):
        raise ValueError(f"fact {fact.target} of {fact.person} is about the record: withdraw it instead")


def threads_ever(stream: Iterable[Fact]) -> set[str]:
    """The threads that a stream ever had, those of what was withdrawn or hidden too."""
    return {fact.thread for fact in stream if fact.thread}


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Facts as they happened: by day, then by the kind's place in the day, then by number."""
    return sorted(facts, key=lambda fact: (fact.on, fact.rank, fact.number))


def recorded_day(fact: Fact) -> date:
    """The day in London on which a fact was recorded, or `NoRecordingTime`."""
    if fact.recorded_at is None:
        raise NoRecordingTime(
            f"fact {fact.number} of {fact.person} does not say when it was recorded, so what was known on a day "
            f"cannot be told. An extract is known only from its own day on."
        )
    return london_day(fact.recorded_at)


def taken_away(withdrawals: Iterable[tuple[int, int]]) -> set[int]:
    """The numbers that withdrawals of one stream, as pairs of their own number and their target, take away.

    The latest is read first: one that is itself withdrawn takes nothing away.
    """
    gone: set[int] = set()
    for number, target in sorted(withdrawals, reverse=True):
        if number not in gone:
            gone.add(target)
    return gone


def withdrawn_numbers(facts: Iterable[Fact]) -> set[int]:
    """The numbers of the facts that withdrawals among `facts` take away."""
    return taken_away((fact.number, fact.target) for fact in facts if isinstance(fact, Withdrawn))


def hidden_numbers(facts: Sequence[Fact]) -> set[int]:
    """The numbers of facts about somebody else, or whose content was erased, and of the withdrawals of these, whose
    reasons tell of them: hidden in every view of the past.

    A mark of the wrong person can be withdrawn; what was erased is gone for good.
    """
    withdrawn = withdrawn_numbers(facts)
    hidden = {fact.target for fact in facts if isinstance(fact, WrongPerson) and fact.number not in withdrawn}
    hidden |= {fact.target for fact in facts if isinstance(fact, Erased)}
    if hidden:
        for fact in sorted(facts, key=lambda each: each.number):
            if isinstance(fact, Withdrawn) and fact.target in hidden:
                hidden.add(fact.number)
    return hidden


def subject_of(fact: Fact, stream: Sequence[Fact]) -> Fact:
    """What a withdrawal is in the end about: the fact that it, or the withdrawal that it withdraws, takes away.

    `stream` holds all facts of the person by number; a fact that withdraws nothing is about itself.
    """
    while isinstance(fact, Withdrawn):
        fact = stream[fact.target - 1]
    return fact


def standing(
    facts: Sequence[Fact], *, as_of: date, known_on: date | None = None, clock: Clock = Clock.HAPPENED
) -> list[Fact]:
    """The facts that a question is asked of: happened by `as_of`, recorded by `known_on`, not withdrawn by then.

    Without `known_on` everything recorded is known. Facts about the record itself are never among them; nor,
    whatever the day asked about, is a fact marked as about somebody else, or erased. On the clock of recording
    every fact counts as happening on the day on which it was recorded.
    """
    if clock is Clock.RECORDED:
        facts = [replace(fact, on=recorded_day(fact)) for fact in facts]
    known = facts if known_on is None else [fact for fact in facts if recorded_day(fact) <= known_on]
    gone = withdrawn_numbers(known) | hidden_numbers(facts)
    return [
        fact
        for fact in known
        if fact.on <= as_of and fact.number not in gone and not isinstance(fact, ABOUT_THE_RECORD)
    ]
