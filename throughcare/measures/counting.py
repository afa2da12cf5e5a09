"""Obligations counted: how many were met, late, missed, pending and void, by whoever was accountable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import narwhals as nw

from throughcare.measures.intervals import wilson
from throughcare.standards.column_engine import OWED_CODE, ObligationTable
from throughcare.standards.language import AnyStandard
from throughcare.standards.obligations import Outcome, Owed, outcome_column

NONE = "none"
"""The group of duties that nobody was ever accountable for. It is printed like any other."""

HIGHEST_UNKNOWN = 0.10
"""Where the share unknown is above this no comparison is drawn. Source: the briefing pack's own rule."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many obligations came out how."""

    met: int = 0
    late: int = 0
    missed: int = 0
    pending: int = 0
    void: int = 0

    @property
    def denominator(self) -> int:
        """Those that are decided: pending is never counted as met, and void not at all."""
        return self.met + self.late + self.missed

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval of the share met; None where nothing is decided."""
        return wilson(self.met, self.denominator)

    @property
    def share(self) -> float | None:
        """The share met of those decided; None where nothing is."""
        return self.met / self.denominator if self.denominator else None

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.met + other.met,
            self.late + other.late,
            self.missed + other.missed,
            self.pending + other.pending,
            self.void + other.void,
        )

    def __bool__(self) -> bool:
        return self != Tally()


@dataclass(frozen=True, slots=True)
class Unknown:
    """What is not known of a condition: of how many it was asked, for how many it was unknown, how those came out."""

    asked: int
    unknown: int
    tally: Tally

    @property
    def share(self) -> float:
        """The share of those asked for whom the condition was unknown."""
        return self.unknown / self.asked if self.asked else 0.0

    @property
    def is_too_high(self) -> bool:
        """Whether so much is unknown that figures must not be compared."""
        return self.share > HIGHEST_UNKNOWN


@dataclass(frozen=True, slots=True)
class Count:
    """One standard counted for one group. `unknown` only where the standard has a condition that can be unknown."""

    pack: str
    standard: str
    group: str
    tally: Tally
    unknown: Unknown | None = None

    @property
    def range(self) -> tuple[float, float] | None:
        """The share met if none, and if all, of the unknown had owed the duty; lower one first."""
        if self.unknown is None:
            return None
        shares = [tally.share for tally in (self.tally, self.tally + self.unknown.tally)]
        found = [share for share in shares if share is not None]
        return (min(found), max(found)) if found else None


@dataclass(slots=True)
class _Cell:
    outcomes: dict[Owed, dict[str, int]] = field(default_factory=lambda: {owed: defaultdict(int) for owed in Owed})

    def tally(self, owed: Owed) -> Tally:
        return Tally(**{outcome.value: self.outcomes[owed][outcome] for outcome in Outcome})

    def asked(self, *owed: Owed) -> int:
        return sum(sum(self.outcomes[each].values()) for each in owed)


@dataclass(frozen=True, slots=True)
class Many:
    """How many obligations of one standard (its place) one organisation had (None: nobody), owed so and come out so."""

    standard: int
    provider: str | None
    owed: Owed
    outcome: Outcome
    many: int


def count(made: ObligationTable, *, as_of: date, group_of: Mapping[str, str]) -> list[Count]:
    """Count every standard by group, in the order of the standards and then of the groups.

    `group_of` gives the group of each organisation by its code; those it does not name stand for themselves,
    and duties of nobody in the group `none`. Groups without a duty are left out.
    """
    return counts_of(tallied(made, as_of=as_of), made.standards, group_of)


def tallied(made: ObligationTable, *, as_of: date) -> list[Many]:
    """How many there are of each sort: a few hundred lines, which can be added over the slices of a nation."""
    owed_of = {code: owed for owed, code in OWED_CODE.items()}
    names = made.facts.providers.names
    frame = made.frame.with_columns(outcome_column(as_of))
    grouped = frame.group_by("standard", "accountable", "owed", "outcome").agg(nw.len().alias("many"))
    grouped = grouped.collect("polars") if isinstance(grouped, nw.LazyFrame) else grouped
    return [
        Many(standard, names[accountable], owed_of[owed], Outcome(outcome), many)
        for standard, accountable, owed, outcome, many in grouped.iter_rows()
    ]


def counts_of(found: Iterable[Many], standards: Sequence[AnyStandard], group_of: Mapping[str, str]) -> list[Count]:
    """What was tallied, as counts of each standard by group: see `count`."""
    cells: dict[tuple[int, str], _Cell] = defaultdict(_Cell)
    for each in found:
        cell = cells[each.standard, group_name(each.provider, group_of)]
        cell.outcomes[each.owed][each.outcome] += each.many
    counts = (_count(standards[standard], group, cells[standard, group]) for standard, group in sorted(cells))
    return [each for each in counts if each]


def group_name(provider: str | None, group_of: Mapping[str, str]) -> str:
    """The group of an organisation by its code: itself where none is given, `none` where there is nobody."""
    return NONE if provider is None else group_of.get(provider, provider)


def _count(standard: AnyStandard, group: str, cell: _Cell) -> Count | None:
    unknown = None
    if standard.unknown:
        asked = cell.asked(*Owed)
        unknown = Unknown(asked, cell.asked(Owed.UNKNOWN), cell.tally(Owed.UNKNOWN))
    tally = cell.tally(Owed.YES)
    if not tally and not (unknown and unknown.unknown):
        return None
    return Count(standard.pack, standard.id, group, tally, unknown)
