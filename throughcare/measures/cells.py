"""Duties counted once and kept by runs of days, so that a figure of days that are over need not read its duties again.

Counted are the duties of an organisation whose day (on which one fell due, or a gate was asked) lies in a run that is
over: a week of a month, and of months long over the whole month. What is known to change later (a meeting that is
arranged ahead will meet a duty, late) is kept as a change from its day on: so a sum over the cells is right on every
day after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from throughcare.standards.obligations import Outcome, outcome


class Duty(NamedTuple):
    """What is counted of a duty. `accountable` is the code of an organisation, blank where nobody ever was."""

    standard: str
    owed: str
    accountable: str
    opened: date
    due: date | None
    met: date | None
    ended: date | None

    @property
    def day(self) -> date:
        """The day on which it fell due, and of a gate the day on which it was asked."""
        return self.due or self.opened


DAYS_OF_RUN = 7
"""Runs begin on the 1st, 8th, 15th, 22nd and 29th of a month: a month under way is read but for its last days, and one
that is over is as few rows. The number is ours."""


def run_of(day: date) -> date:
    """The first day of the run that a day lies in."""
    return day.replace(day=(day.day - 1) // DAYS_OF_RUN * DAYS_OF_RUN + 1)


class Cell(NamedTuple):
    """What is counted together: duties that came out alike, of a run of days from `begins` on.

    `from_on` is there where that holds only from a day on.
    """

    begins: date
    standard: str
    owed: str
    accountable: str
    outcome: str
    from_on: date | None


def cells_of(duties: Iterable[Duty], counted_on: date | None) -> Counter[Cell]:
    """What the duties of one person add to the cells; `counted_on` is the last day on which something was recorded.

    Whoever asks does so on that day or later, and of a run of days that was over by then.
    """
    found: Counter[Cell] = Counter()
    for duty in duties:
        for cell, many in _contributions(duty, counted_on):
            found[cell] += many
    return found


def difference(fresh: Counter[Cell], held: Counter[Cell]) -> dict[Cell, int]:
    """What must be added to the cells where a person's duties were counted as `held` and now count as `fresh`."""
    changes = {cell: fresh[cell] - held[cell] for cell in fresh.keys() | held.keys()}
    return {cell: many for cell, many in changes.items() if many}


def _contributions(duty: Duty, counted_on: date | None) -> Iterator[tuple[Cell, int]]:
    day = duty.day
    known = max(day, counted_on or day)
    begins = run_of(day)
    before = outcome_by(duty, known)
    yield Cell(begins, duty.standard, duty.owed, duty.accountable, before, None), 1
    for change in sorted({each for each in (duty.met, duty.ended) if each and each > known}):
        after = outcome_by(duty, change)
        if after != before:
            yield Cell(begins, duty.standard, duty.owed, duty.accountable, before, change), -1
            yield Cell(begins, duty.standard, duty.owed, duty.accountable, after, change), 1
            before = after


def outcome_by(duty: Duty, day: date) -> Outcome:
    """How a duty whose day is over has come out, by what had happened on `day`."""
    met = duty.met if duty.met and duty.met <= day else None
    ended = duty.ended if duty.ended and duty.ended <= day else None
    return outcome(due=duty.due, met=met, ended=ended, as_of=date.max)
