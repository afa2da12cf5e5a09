"""From when until when which organisation held a person who was active, and whose courts' case it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from throughcare.facts.allocation import Allocated
from throughcare.facts.court import ReportRequested, Sentenced
from throughcare.facts.fact import Fact
from throughcare.facts.outcome import Ended


@dataclass(frozen=True, slots=True)
class Spell:
    """An organisation (code) held an active person from a day up to another, on which it no longer did (None: it does
    still). What came and went on one day is no spell.
    """

    organisation: str
    since_on: date
    until_on: date | None = None

    def is_on(self, day: date) -> bool:
        """Whether it ran at the end of a day."""
        return self.since_on <= day and (self.until_on is None or day < self.until_on)


class Move(NamedTuple):
    """What a fact does to who holds a person: its kind, its day, and its order, or its organisation (code)."""

    kind: str
    on: date
    what: str | None


ASKED, PASSED, OVER, GIVEN = (each.kind for each in (ReportRequested, Sentenced, Ended, Allocated))
MOVES = {ASKED: "provider", PASSED: "order", OVER: "order", GIVEN: "provider"}
"""The kinds of facts that are moves, each with the field that says whom or what."""


def moves_in(facts: Iterable[Fact]) -> list[Move]:
    """The moves among facts, in their order."""
    return [Move(fact.kind, fact.on, getattr(fact, MOVES[fact.kind]) or None) for fact in facts if fact.kind in MOVES]


def spells_of(moves: Iterable[Move]) -> list[Spell]:
    """The spells of one person, from the moves of their standing facts in order. The state at the end of any day is
    that of `case_of`: active or not, and the organisation of the latest allocation.
    """
    spells: list[Spell] = []
    open_orders: set[str | None] = set()
    holder: str | None = None
    is_active = True
    for kind, on, what in moves:
        if kind == GIVEN:
            holder = what
        elif kind == ASKED:
            is_active = True
        elif kind == PASSED:
            open_orders.add(what)
            is_active = True
        elif what in open_orders:
            open_orders.remove(what)
            is_active = bool(open_orders)
        _turn(spells, holder if is_active else None, on)
    return [each for each in spells if each.until_on is None or each.since_on < each.until_on]


def _turn(spells: list[Spell], held_by: str | None, on: date) -> None:
    """From this day on it is held by this organisation, or by none."""
    latest = spells[-1] if spells and spells[-1].until_on is None else None
    if (latest.organisation if latest else None) == held_by:
        return
    if latest is not None:
        spells[-1] = Spell(latest.organisation, latest.since_on, on)
    if held_by is not None:
        spells.append(Spell(held_by, on))


def desk_in(moves: Sequence[Move], recorded_by: str | None = None) -> str | None:
    """The organisation (code) whose court work a person was last: that which was asked for a report, else that of
    whoever recorded a sentence first (`recorded_by`).
    """
    asked = (each.what for each in reversed(moves) if each.kind == ASKED and each.what)
    return next(asked, recorded_by)
