"""Who holds a case, and who did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from throughcare.facts.allocation import Allocated
from throughcare.facts.fact import Fact
from throughcare.rules.case.values import of_kind


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
