"""What if a standard were read otherwise: today and what-if side by side, over any number of people.

This changes the count, not what happened to anybody: the same facts are read once more, by another limit, for other
people, or with something else that satisfies. What people would have done under another rule is not in the facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from throughcare.measures.side_by_side import (
    ALWAYS,
    OWED_NOW,
    Period,
    SideBySide,
    Slice,
    Stands,
    count_of,
    of_one_derivation,
)
from throughcare.standards.changes import WhatIf
from throughcare.standards.column_pairs import derive_pairs
from throughcare.standards.fact_table import FactTable
from throughcare.standards.language import satisfying

MARK = "What if: this changes the count, not what happened to anybody."
"""Stands on every page and in every file that shows a what-if."""


def count_what_if(
    what_if: WhatIf,
    tables: Iterable[FactTable],
    *,
    as_of: date,
    period: Period = ALWAYS,
    without: Collection[str] = (),
    keep: Callable[[Slice], None] | None = None,
) -> SideBySide:
    """Count both readings over tables that were `cut` to `as_of`, each of other people.

    `without` names people (CRNs) who are in no figure; `keep` hears of every slice, for what opens to people. Whoever
    gives the tables may stop the work by raising.
    """
    counted = SideBySide()
    for table in tables:
        part, own = count_slice(what_if, table, as_of=as_of, period=period, without=without)
        counted += own
        if keep:
            keep(part)
    return counted


def count_slice(
    what_if: WhatIf, table: FactTable, *, as_of: date, period: Period, without: Collection[str]
) -> tuple[Slice, SideBySide]:
    """One table by both readings: duty by duty, and counted."""
    made = derive_pairs(table, what_if.readings)
    part = of_one_derivation(made, as_of=as_of, period=period, without=without)
    return part, count_of(part)


@dataclass(frozen=True, slots=True)
class Work:
    """How many duties staff have to do by each reading, and over how many months they fall due."""

    today: int
    what_if: int
    months: int

    @property
    def more(self) -> int:
        """How many more duties staff would owe; fewer where it is negative."""
        return self.what_if - self.today

    @property
    def more_a_month(self) -> float:
        """The same for an average month; 0 where there is no month."""
        return self.more / self.months if self.months else 0.0


def work_of(counted: SideBySide) -> Work:
    """The work of both readings. A month counts where some duty falls due in it by either."""
    months = {each.month for each in counted.months if each.stands in OWED_NOW}
    return Work(counted.owed(is_second=False), counted.owed(is_second=True), len(months))


def moves_of(counted: SideBySide) -> Counter[tuple[Stands, Stands]]:
    """How many duties went from how they stand to how they would stand, without those that stay as they are."""
    found: Counter[tuple[Stands, Stands]] = Counter()
    for move, many in counted.moves.items():
        if move.was is not move.now:
            found[move.was, move.now] += many
    return found


def cannot_say(counted: SideBySide, what_if: WhatIf) -> list[str]:
    """What a reader must know before they use the figures: where nobody matched, and where nothing is compared."""
    if not counted.duties:
        return ["No such duty opened on these days, so there is nothing to count."]
    told = []
    for today, changed in what_if.pairs:
        states = _states(counted, today.name)
        if not states:
            told.append(f"{today.name}: no such duty opened on these days.")
            continue
        if changed.applies != today.applies and not any(states[each] for each in _OWED):
            told.append(f"{today.name}: nobody of whom it is asked matches, so by the what-if nobody owes it.")
        elif satisfying(changed) != satisfying(today) and not states[Stands.MET] + states[Stands.LATE]:
            told.append(f"{today.name}: nothing in the record satisfies it as the what-if asks.")
    if len({move.before for move in counted.moves}) == 1:
        told.append("Only one organisation answers for these duties, so there is nobody to compare it with.")
    return told


_OWED = OWED_NOW | {Stands.VOID}


def _states(counted: SideBySide, standard: str) -> Counter[Stands]:
    found: Counter[Stands] = Counter()
    for move, many in counted.moves.items():
        if move.standard == standard:
            found[move.now] += many
    return found
