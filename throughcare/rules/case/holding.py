"""From when until when which organisation held a person who was active, and whose courts' case it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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


def spells_of(facts: Sequence[Fact]) -> list[Spell]:
    """The spells of one person, from their standing facts in order. The state at the end of any day is that of
    `case_of`: active or not, and the organisation of the latest allocation.
    """
    spells: list[Spell] = []
    open_orders: set[str] = set()
    holder: str | None = None
    is_active = True
    for fact in facts:
        match fact:
            case ReportRequested():
                is_active = True
            case Sentenced():
                open_orders.add(fact.order)
                is_active = True
            case Ended() if fact.order in open_orders:
                open_orders.remove(fact.order)
                is_active = bool(open_orders)
            case Allocated():
                holder = fact.provider or None
        _turn(spells, holder if is_active else None, fact.on)
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


def desk_in(facts: Sequence[Fact]) -> str | None:
    """The organisation (code) whose court work a person was last: asked for a report, or who recorded the sentence."""
    found: str | None = None
    for fact in facts:
        if isinstance(fact, ReportRequested):
            found = fact.provider or found
        elif isinstance(fact, Sentenced) and found is None and fact.by:
            found = fact.by.organisation
    return found
