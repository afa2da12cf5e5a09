"""The numbers of the facts of a stream: from 1 without a gap, each once, in whatever order the rows stand."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from throughcare.exchange.fact_files.opening import FactFile, FactFileFault

Numbers = NDArray[Any]

DAY_ONE = -719_162
"""1 January of the year 1, in days from 1970: the first day that there is."""
LAST_DAY = 2_932_896
"""31 December 9999."""


def places_by_number(starts: Numbers, number: Numbers) -> Numbers:
    """For each row the place that its number has in its stream, counted from the first row of all; -1 for none.

    `starts` are the rows at which the streams begin, and after them how many rows there are.
    """
    sizes = np.diff(starts)
    first, size = np.repeat(starts[:-1], sizes), np.repeat(sizes, sizes)
    return np.where((number >= 1) & (number <= size), first + number - 1, -1)


def first_gap(starts: Numbers, number: Numbers) -> int:
    """The first place that no row has by its number; -1 where there is none."""
    places = places_by_number(starts, number)
    is_there = np.zeros(len(number), np.bool_)
    is_there[places[places >= 0]] = True
    return -1 if is_there.all() else int(is_there.argmin())


def gap_fault(file: FactFile, whose: str, facts: int, missing: int) -> FactFileFault:
    """What is said of a stream of so many facts in which a number is missing."""
    return FactFileFault(
        f"{file.path} has {facts} facts of {whose}, and none of them is number {missing}: "
        f"numbers go from 1 without a gap, each once."
    )


def check_days(file: FactFile, on: Numbers, name: str = "on") -> None:
    """Raises `FactFileFault` for days (counted from 1970) of a column that no calendar has."""
    if len(on) and (on.min() < DAY_ONE or on.max() > LAST_DAY):
        raise FactFileFault(f"{file.path} has days {name} that are before the year 1 or after the year 9999.")
