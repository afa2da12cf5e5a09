"""How long after things happened they were written down: recording delay, a measure of its own.

A record that is kept late shows less than was done to whoever looks in between, and a figure made from it changes when
it is made again. Delays are whole **calendar days**, from the day on which a thing happened to the day on which it was
recorded: what happens on a Friday and is recorded on the Monday has 3. A fact without a time of recording, as those of
an extract, is unknown; it is never counted as 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from throughcare.measures.counting import HIGHEST_UNKNOWN
from throughcare.measures.intervals import wilson

DAYS = (0, 1, 5, 10, 30)
"""Within how many days is asked, 0 being the day itself. A choice: a day, a working week, two, and a month."""


@dataclass(frozen=True, slots=True)
class Within:
    """How many facts were recorded within so many calendar days; share and 95% interval (Wilson) of those known."""

    days: int
    recorded: int
    share: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Delay:
    """The recording delay of one group's facts.

    Of `known` facts the delay is known, of `unknown` it is not, and no share counts those. `ahead` of the known were
    recorded before the day they are about, as an appointment is that lies ahead; they count as recorded in time.
    `median` and `ninetieth` are the fewest whole days within which half, and nine of ten, were recorded, below 0 where
    that was ahead; None where nothing is known.
    """

    group: str
    known: int
    unknown: int
    ahead: int
    within: tuple[Within, ...]
    median: int | None
    ninetieth: int | None

    @property
    def on_the_day(self) -> Within:
        """What was recorded by the end of the day itself."""
        return self.within[0]

    @property
    def share_unknown(self) -> float:
        """The share of all facts of which it is not known when they were recorded."""
        return self.unknown / (self.known + self.unknown) if self.known + self.unknown else 0.0

    @property
    def is_too_much_unknown(self) -> bool:
        """Whether so much is unknown that the group must not be compared with others."""
        return self.share_unknown > HIGHEST_UNKNOWN


def delays(counted: Iterable[tuple[str, int | None, int]]) -> list[Delay]:
    """The delay of each group, in the order of their names.

    `counted` gives group, delay in calendar days (None where it is not known when the fact was recorded) and how many
    such facts there are; the same group and delay may come again. Raises `ValueError` where fewer than none are.
    """
    groups: dict[str, dict[int | None, int]] = defaultdict(lambda: defaultdict(int))
    for group, days, many in counted:
        if many < 0:
            raise ValueError(f"{group} needs 0 or more facts with a delay of {days}, and not {many}")
        groups[group][days] += many
    return [_delay(group, groups[group]) for group in sorted(groups)]


def _delay(group: str, many_of: Mapping[int | None, int]) -> Delay:
    known = {days: many for days, many in many_of.items() if days is not None and many}
    total = sum(known.values())
    return Delay(
        group=group,
        known=total,
        unknown=many_of.get(None, 0),
        ahead=sum(many for days, many in known.items() if days < 0),
        within=tuple(_within(days, known, total) for days in DAYS),
        median=_fewest_days(known, ceil(total / 2)),
        ninetieth=_fewest_days(known, ceil(total * 9 / 10)),
    )


def _within(days: int, known: Mapping[int, int], total: int) -> Within:
    recorded = sum(many for after, many in known.items() if after <= days)
    return Within(days, recorded, recorded / total if total else None, wilson(recorded, total))


def _fewest_days(known: Mapping[int, int], wanted: int) -> int | None:
    """The fewest days within which at least so many were recorded."""
    so_far = 0
    for days in sorted(known):
        so_far += known[days]
        if so_far >= wanted:
            return days
    return None
