"""The cases to be placed and those who could take them, in the words of the field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from throughcare.facts.staff import Sex
from throughcare.rules.role_grid import CaseNeeds, Skills

IsOver = Callable[[], bool]
"""Whether the time is over: rules have no clock of their own, so whoever waits says it."""


def never() -> bool:
    """The time is never over: everything is tried."""
    return False


@dataclass(frozen=True, slots=True)
class CaseToPlace:
    """A case for which somebody is sought: its points, what it asks of whoever holds it, and what would be kept.

    `held_before` are the codes of earlier holders, `barred` those who have a conflict of interest with it or may not
    see it, `only` those who alone may see it (empty: anybody). `staff_sex` is lawfully asked for.
    """

    key: int
    points: int
    needs: CaseNeeds
    team: str = ""
    held_before: tuple[str, ...] = ()
    barred: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    staff_sex: Sex | None = None
    language: str = ""
    lives_at: str = ""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody who could take cases: what they bring, the points that they have time for and hold, and their cases.

    Whoever is away on the day is none.
    """

    code: str
    team: str
    skills: Skills
    available: int
    points: int
    cases: int = 0
    high: int = 0
    languages: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sex: Sex | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """What each loss costs. All are ours: what counts is their order, and that a case that nobody takes costs more than
    anything that could place it.

    `new_person`: the person gets somebody who never held their case. `other_team`: another office. `travel`: nobody who
    covers where they live; half of it where one of the two is not recorded. `language`: the language is not offered.
    Points above an even share cost `uneven` each, and three times that in the upper half of what is left: a case of 100
    points goes to another office rather than to somebody who is nearly full, and not only to make loads the same.
    `nobody`: the case is placed with nobody; twice that where its risk is high or not known.
    """

    new_person: int = 400
    other_team: int = 200
    travel: int = 120
    language: int = 200
    uneven: int = 1
    nobody: int = 6_000


WEIGHTS = Weights()
SAID: Mapping[str, str] = {
    "new_person": "gets somebody who did not hold their case before",
    "other_team": "goes to another team",
    "travel": "goes to somebody who does not cover where they live, or nobody knows",
    "language": "goes to somebody who does not offer their language",
}
"""What each loss of one case is, in words after *the person*."""
