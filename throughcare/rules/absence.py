"""Recording that a member of staff is not available. No reason is asked, and none is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from throughcare.facts.drafts import Draft
from throughcare.facts.fact import Fact
from throughcare.facts.oversight import PractitionerAbsent
from throughcare.facts.record import Withdrawn
from throughcare.facts.words import say_day
from throughcare.rules.case.values import of_kind
from throughcare.rules.refusals import Faults

CHANGED = "Its days or its cover were put right."


@dataclass(frozen=True, slots=True)
class Absence:
    """An absence that stands, by the number of its fact; the last day and the cover are None where not known."""

    number: int
    first_on: date
    until_on: date | None
    cover: str | None


def absences_that_stand(facts: Iterable[Fact]) -> tuple[Absence, ...]:
    """The absences in the stream of a member of staff (the facts that stand), the first day first."""
    found = [Absence(each.number, each.on, each.until_on, each.cover) for each in of_kind(facts, PractitionerAbsent)]
    return tuple(sorted(found, key=lambda each: (each.first_on, each.number)))


def decide_absence(
    absences: Sequence[Absence],
    *,
    officer: str,
    first_on: date | None,
    until_on: date | None,
    cover: str | None,
    changes: int | None,
    today: date,
) -> list[Draft]:
    """`officer` is not available from a day until a day; in place of the absence of number `changes`, where given.

    Sent twice it is refused the second time: an absence from that day stands by then. Raises `NotRecorded`.
    """
    faults = Faults()
    others = [each for each in absences if each.number != changes]
    if changes is not None and len(others) == len(absences):
        faults.add(
            "changes", "That absence does not stand any more: somebody has changed it. Look at those that stand."
        )
    if first_on is None:
        faults.add("first_on", f"Say from which day, for example {say_day(today)}.")
    elif any(each.first_on == first_on for each in others):
        faults.add("first_on", f"An absence from {say_day(first_on)} is recorded already: change that one instead.")
    if first_on is not None and until_on is not None and until_on < first_on:
        faults.add(
            "until_on",
            f"{say_day(until_on)} is before the first day, {say_day(first_on)}: say that day or a later one.",
        )
    if cover == officer:
        faults.add("cover", "Whoever is not available cannot cover: choose somebody else, or nobody.")
    faults.check()
    assert first_on is not None
    said = {"officer": officer, "until_on": until_on, "cover": cover or None}
    new = Draft(kind=PractitionerAbsent, on=first_on, payload=said)
    if changes is None:
        return [new]
    return [Draft(kind=Withdrawn, on=today, payload={"target": changes, "reason": CHANGED}), new]


def cover_reason(holder: str) -> str:
    """The reason that stands while a manager's record says that somebody covers for the holder of a case (their name).

    It opens no more than a stated reason does: the cases of their own team, and none that a limit keeps from them. Who
    covers is recorded by a manager, never by whoever covers.
    """
    return f"recorded as cover for {holder}, who is not available"
