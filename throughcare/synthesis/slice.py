"""What all stages of one slice of people share: chance, the calendar, who works where, and the rows so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from throughcare.synthesis.absences import Absences
from throughcare.synthesis.chances import Chances
from throughcare.synthesis.days import MINUTES, Days, Floats, Ints, Truths
from throughcare.synthesis.establishment import Establishment
from throughcare.synthesis.parameters import DELAY
from throughcare.synthesis.places import Places
from throughcare.synthesis.rows import Rows


@dataclass(frozen=True, slots=True)
class Nation:
    """What every slice of a nation is made from. Days are numbers; `end` is the last day that is known of."""

    seed: int
    start: int
    end: int
    days: Days
    places: Places
    staff: Establishment
    absences: Absences
    chances: Chances
    sentence_days: Ints
    sentence_weights: Floats
    """How the sentences of a nation fall on its days; they add up to one."""
    first_number: int = 1_000_001
    """In the case reference number of the first person."""

    @property
    def type_of(self) -> Ints:
        """The type of each organisation."""
        return np.array([area.type_place for area in self.places.areas])


@dataclass(slots=True)
class Slice:
    """One slice in the making."""

    nation: Nation
    rng: np.random.Generator
    rows: Rows = field(default_factory=Rows)

    @property
    def days(self) -> Days:
        """The calendar."""
        return self.nation.days

    @property
    def end(self) -> int:
        """The last day that is known of."""
        return self.nation.end

    # --- chance ---------------------------------------------------------------------------------------------

    def shares(self, many: int) -> Floats:
        """So many numbers from 0 up to 1."""
        return self.rng.random(many)

    def true(self, chance: Floats | float, many: int) -> Truths:
        """True with this chance, each by itself."""
        return self.rng.random(many) < chance

    def drawn(self, mix: Mapping[Any, float], many: int) -> Ints:
        """Places in a mix, by its weights."""
        weights = np.cumsum(np.array(list(mix.values())))
        return np.asarray(
            np.minimum(np.searchsorted(weights, self.rng.random(many) * weights[-1], side="right"), len(mix) - 1)
        )

    def one_of(self, values: Mapping[int, float], many: int) -> Ints:
        """Whole numbers by their weights."""
        return np.asarray(np.array(list(values))[self.drawn(values, many)], dtype=np.int64)

    def between(self, first: Ints, last: Ints) -> Ints:
        """A working day from first to last, or else the next one after."""
        return self.days.between(first, last, self.rng.random(len(first)))

    def below(self, limit: int, many: int) -> Ints:
        """Whole numbers from 0 to below a limit."""
        return self.rng.integers(0, limit, many)

    # --- recording ------------------------------------------------------------------------------------------

    def written(self, on: Ints, who: Ints | int, minute: Ints | int, after: Ints | None = None) -> Ints:
        """When what happened on each day is recorded: that day, mostly (at this minute), or some days later.

        `who` says of each row whether the service, a company or a court records it. What tells of something
        recorded earlier is never recorded before that: `after` says when that was.
        """
        many = len(on)
        first = self.days.working(on)
        same, following, that_week = _DELAYS[:, np.broadcast_to(who, many)]
        drawn, wait = self.shares(many), self.shares(many)
        delay = np.where(
            drawn < same,
            0,
            np.where(drawn < following, 1, np.where(drawn < that_week, 2 + wait * 4, 6 + wait * 10)),
        ).astype(np.int64)
        day = self.days.later(first, delay)
        found = day * MINUTES + np.where(day == on, np.minimum(minute, _CLOSING), 545 + self.below(450, many))
        return found if after is None else np.maximum(found, after)


COURT = 2
"""Beside the two types of organisation, in who records."""

_DELAYS = np.array([DELAY.value["service"], DELAY.value["company"], DELAY.value["court"]]).T
_CLOSING = 17 * 60 + 30


def stamp(day: Ints, minute: Ints | int) -> Ints:
    """A minute of each day."""
    return day * MINUTES + minute
