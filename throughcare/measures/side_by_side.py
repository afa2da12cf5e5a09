"""Two readings of the same duties side by side: how each stands by the one and by the other, and which of them moved.

A duty is known by its standard, its person and the fact that opened it. Counted slice by slice, so that a nation's
record passes through and only counts stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

import narwhals as nw

from throughcare.measures.counting import Count, Tally, Unknown
from throughcare.standards.column_engine import OWED_CODE, ObligationTable
from throughcare.standards.fact_table import FactTable, Frame
from throughcare.standards.obligations import Outcome, Owed, outcome_column


class Stands(StrEnum):
    """How one reading has a duty: an outcome where it is owed; else that it is not, or that nobody knows."""

    MET = Outcome.MET.value
    LATE = Outcome.LATE.value
    MISSED = Outcome.MISSED.value
    PENDING = Outcome.PENDING.value
    VOID = Outcome.VOID.value
    NOT_OWED = "not_owed"
    NOT_KNOWN = "not_known"
    NOT_THERE = "not_there"
    """This reading has no such duty: the fact that opened it was not known."""


OWED_NOW = frozenset({Stands.MET, Stands.LATE, Stands.MISSED, Stands.PENDING})
"""A duty that somebody had, or has, to do: void fell away before anybody had to."""

TWO_KEYS = ("standard", "person", "opened_by")
DAYS = ("opened", "due", "met", "ended")


class Move(NamedTuple):
    """Duties of one standard that stand so by the first reading and so by the second, and who answered for them.

    An organisation goes by its code; None: nobody was ever accountable, or the duty is not there.
    """

    standard: str
    before: str | None
    after: str | None
    was: Stands
    now: Stands

    @property
    def holder(self) -> str | None:
        """Who answered for it where it stood, for there it counts; by the second reading where the first has none."""
        return self.after if self.was is Stands.NOT_THERE else self.before


class Unsure(NamedTuple):
    """Duties of a move of which one reading does not know whether they are owed, and how they came out, if they are."""

    move: Move
    is_second: bool
    outcome: Outcome


class InMonth(NamedTuple):
    """Duties of one standard whose day (due, or asked) lies in a month (`2016-03`), by the first reading or second."""

    standard: str
    month: str
    is_second: bool
    stands: Stands


@dataclass(frozen=True, slots=True)
class Period:
    """Which duties are looked at: those that opened on these days, both included. None: no bound."""

    first_on: date | None = None
    last_on: date | None = None


ALWAYS = Period()
"""Every duty that there is."""


@dataclass(slots=True)
class SideBySide:
    """What is counted of all slices so far."""

    moves: Counter[Move] = field(default_factory=Counter)
    months: Counter[InMonth] = field(default_factory=Counter)
    people: int = 0
    """How many people were looked at."""
    facts: int = 0
    unsure: Counter[Unsure] = field(default_factory=Counter)

    def __iadd__(self, other: SideBySide) -> SideBySide:
        self.moves.update(other.moves)
        self.months.update(other.months)
        self.people += other.people
        self.facts += other.facts
        self.unsure.update(other.unsure)
        return self

    def only(self, standard: str) -> SideBySide:
        """What was counted of one standard."""
        return SideBySide(
            Counter({move: many for move, many in self.moves.items() if move.standard == standard}),
            Counter({each: many for each, many in self.months.items() if each.standard == standard}),
            self.people,
            self.facts,
            Counter({each: many for each, many in self.unsure.items() if each.move.standard == standard}),
        )

    def by_group(self, group_of: Callable[[Move], str]) -> dict[str, SideBySide]:
        """The moves apart by the group of each, in the order in which groups are met; without the months."""
        found: dict[str, SideBySide] = {}
        for move, many in self.moves.items():
            found.setdefault(group_of(move), SideBySide()).moves[move] += many
        for each, many in self.unsure.items():
            found[group_of(each.move)].unsure[each] += many
        return found

    def reading(self, standard: str = "", group: str = "", *, is_second: bool) -> Count:
        """One reading as a measure counts it: the outcomes, and what is not known. `standard` is a full name."""
        stands: Counter[Stands] = Counter()
        for move, many in self.moves.items():
            stands[move.now if is_second else move.was] += many
        outcomes: Counter[Outcome] = Counter()
        for each, many in self.unsure.items():
            outcomes[each.outcome] += many if each.is_second == is_second else 0
        asked = stands.total() - stands[Stands.NOT_THERE]
        unsure = Tally(**{outcome.value: outcomes[outcome] for outcome in Outcome})
        unknown = Unknown(asked, stands[Stands.NOT_KNOWN], unsure) if stands[Stands.NOT_KNOWN] else None
        pack, _, id_ = standard.partition("/")
        return Count(pack, id_, group, tally_of(stands), unknown)

    def owed(self, *, is_second: bool) -> int:
        """How many duties somebody had to do by one of the readings."""
        return sum(many for move, many in self.moves.items() if (move.now if is_second else move.was) in OWED_NOW)

    @property
    def duties(self) -> int:
        """How many duties stand on either side."""
        return self.moves.total()

    @property
    def moved(self) -> int:
        """How many stand otherwise by the second reading."""
        return sum(many for move, many in self.moves.items() if move.was is not move.now)


FEWEST = 10
"""Of fewer duties nothing is told to whoever may not open the people behind them: a change of condition would tell of
one person what a figure by outcome never tells. The number is ours.
"""


def without_few(counted: SideBySide) -> tuple[SideBySide, int]:
    """What may be told to whoever may not open the people behind it; and how many duties were left out.

    Left out is every standard of an organisation, and every standard of a month, that has fewer duties than `FEWEST`.
    """
    held: Counter[tuple[str, str | None]] = Counter()
    of_month: Counter[tuple[str, str, bool]] = Counter()
    for move, many in counted.moves.items():
        held[move.standard, move.before or move.after] += many
    for each, many in counted.months.items():
        of_month[each.standard, each.month, each.is_second] += many
    kept = SideBySide(people=counted.people, facts=counted.facts)
    kept.moves.update(
        {move: many for move, many in counted.moves.items() if held[move.standard, move.before or move.after] >= FEWEST}
    )
    kept.unsure.update({each: many for each, many in counted.unsure.items() if each.move in kept.moves})
    kept.months.update(
        {
            each: many
            for each, many in counted.months.items()
            if min(of_month[each.standard, each.month, side] or FEWEST for side in (False, True)) >= FEWEST
        }
    )
    return kept, counted.duties - kept.duties


def tally_of(counts: Counter[Stands]) -> Tally:
    """The five outcomes of counts of how duties stand."""
    return Tally(**{outcome.value: counts[Stands(outcome.value)] for outcome in Outcome})


@dataclass(frozen=True, slots=True)
class Slice:
    """Some people's duties by both readings, row by row: what moved of them is kept in a list.

    Columns of `frame`: standard (place in `names`), person, opened_by, and for each reading (`_1`, `_2`) opened, due,
    met, ended (ordinals), accountable, stands and outcome (of a duty that is owed; of others what it would be).
    """

    frame: Frame
    names: tuple[str, ...]
    facts: FactTable
    providers: tuple[list[str | None], list[str | None]]

    def moved(self) -> Frame:
        """The duties that stand otherwise by the second reading."""
        return self.frame.filter(nw.col("stands_1") != nw.col("stands_2"))


def of_one_derivation(made: ObligationTable, *, as_of: date, period: Period, without: Collection[str] = ()) -> Slice:
    """The first half of the standards of a derivation beside the second half, each with its other reading.

    `without` names people (CRNs) whose duties are left out as if they were not there.
    """
    half = len(made.standards) // 2
    first = _prepared(made.frame.filter(nw.col("standard") < half), made.facts, as_of, period, without)
    second = _prepared(made.frame.filter(nw.col("standard") >= half), made.facts, as_of, period, without)
    second = second.with_columns((nw.col("standard") - half).cast(nw.Int32).alias("standard"))
    names = tuple(standard.name for standard in made.standards[:half])
    book = made.facts.providers.names
    return Slice(_joined(first, second), names, made.facts, (book, book))


def of_two_derivations(
    first: ObligationTable, second: ObligationTable, *, as_of: date, period: Period, without: Collection[str] = ()
) -> Slice:
    """The same standards over the same people, from facts as they were known and as they are known."""
    frames = [_prepared(made.frame, made.facts, as_of, period, without) for made in (first, second)]
    names = tuple(standard.name for standard in first.standards)
    books = first.facts.providers.names, second.facts.providers.names
    return Slice(_joined(*frames), names, second.facts, books)


def _prepared(frame: Frame, facts: FactTable, as_of: date, period: Period, without: Collection[str]) -> Frame:
    """The duties of a period with how each stands, without those of some people."""
    if period.first_on is not None:
        frame = frame.filter(nw.col("opened") >= period.first_on.toordinal())
    if period.last_on is not None:
        frame = frame.filter(nw.col("opened") <= period.last_on.toordinal())
    hidden = [place for place, crn in enumerate(facts.people) if crn in without] if without else []
    if hidden:
        frame = frame.filter(~nw.col("person").is_in(hidden))
    stands = (
        nw.when(nw.col("owed") == OWED_CODE[Owed.YES])
        .then(nw.col("outcome"))
        .otherwise(
            nw.when(nw.col("owed") == OWED_CODE[Owed.NO])
            .then(nw.lit(Stands.NOT_OWED.value))
            .otherwise(nw.lit(Stands.NOT_KNOWN.value))
        )
    )
    frame = frame.with_columns(outcome_column(as_of)).with_columns(stands.alias("stands"))
    return frame.select(*TWO_KEYS, *DAYS, "accountable", "stands", "outcome")


def _joined(first: Frame, second: Frame) -> Frame:
    columns = (*DAYS, "accountable", "stands", "outcome")
    left = first.rename({name: f"{name}_1" for name in columns})
    right = second.rename({name: f"{name}_2" for name in columns})
    both = left.join(right, on=list(TWO_KEYS), how="full")
    keys = [nw.coalesce(nw.col(name), nw.col(f"{name}_right")).alias(name) for name in TWO_KEYS]
    absent = nw.lit(Stands.NOT_THERE.value)
    both = both.with_columns(*keys).drop([f"{name}_right" for name in TWO_KEYS])
    return both.with_columns(
        *(nw.col(f"stands_{side}").fill_null(absent) for side in (1, 2)),
        *(nw.col(f"accountable_{side}").fill_null(0) for side in (1, 2)),
    )


def count_of(part: Slice) -> SideBySide:
    """What is counted of one slice."""
    counted = SideBySide(people=len(part.facts.people), facts=len(part.facts.frame))
    by_move = ("standard", "accountable_1", "accountable_2", "stands_1", "stands_2")
    grouped = part.frame.group_by(*by_move).agg(nw.len().alias("many"))
    before, after = part.providers
    for standard, one, other, was, now, many in grouped.select(*by_move, "many").iter_rows():
        move = Move(part.names[standard], before[one], after[other], Stands(was), Stands(now))
        counted.moves[move] += many
    for side in (1, 2):
        _add_unsure(counted, part, side)
        _add_months(counted, part, side)
    return counted


def _add_unsure(counted: SideBySide, part: Slice, side: int) -> None:
    """How the duties came out of which this reading does not know whether they are owed."""
    by = ("standard", "accountable_1", "accountable_2", "stands_1", "stands_2", f"outcome_{side}")
    frame = part.frame.filter(nw.col(f"stands_{side}") == Stands.NOT_KNOWN.value)
    before, after = part.providers
    for standard, one, other, was, now, outcome, many in frame.group_by(*by).agg(nw.len().alias("many")).iter_rows():
        move = Move(part.names[standard], before[one], after[other], Stands(was), Stands(now))
        counted.unsure[Unsure(move, side == 2, Outcome(outcome))] += many


def _add_months(counted: SideBySide, part: Slice, side: int) -> None:
    """Each duty in the month of the day on which it fell due, or was asked."""
    day, stands = nw.coalesce(nw.col(f"due_{side}"), nw.col(f"opened_{side}")), f"stands_{side}"
    frame = part.frame.filter(nw.col(stands) != Stands.NOT_THERE.value)
    days = frame.select("standard", stands, day.cast(nw.Int64).alias("day"))
    if not len(days):
        return
    first, last = days["day"].min(), days["day"].max()
    table = part.facts.small(_months(first, last)).with_columns(nw.col("day", "month").cast(nw.Int64))
    grouped = days.join(table, on="day", how="left").group_by("standard", "month", stands).agg(nw.len().alias("many"))
    for standard, month, each, many in grouped.select("standard", "month", stands, "many").iter_rows():
        name = f"{month // 12:04}-{month % 12 + 1:02}"
        counted.months[InMonth(part.names[standard], name, side == 2, Stands(each))] += many


def _months(first: int, last: int) -> dict[str, list[int]]:
    """A small table: every day from ordinal to ordinal, with the number of its month, counted from year 0."""
    days = [date.fromordinal(day) for day in range(first, last + 1)]
    return {"day": [day.toordinal() for day in days], "month": [12 * day.year + day.month - 1 for day in days]}


# --- kept and read again ----------------------------------------------------------------------------------------

Rows = dict[str, Any]


def as_rows(counted: SideBySide) -> Rows:
    """The counts as plain lists, small enough to be kept: people and facts pass by, counts stay."""
    return {
        "moves": [[*map(_text, move), many] for move, many in sorted(counted.moves.items(), key=str)],
        "unsure": [
            [*map(_text, each.move), each.is_second, str(each.outcome), many]
            for each, many in sorted(counted.unsure.items(), key=str)
        ],
        "months": [[*each, many] for each, many in sorted(counted.months.items())],
        "people": counted.people,
        "facts": counted.facts,
    }


def of_rows(rows: Rows) -> SideBySide:
    """The counts that were kept by `as_rows`."""
    moves = {
        Move(standard, before, after, Stands(was), Stands(now)): many
        for standard, before, after, was, now, many in rows["moves"]
    }
    months = {
        InMonth(standard, month, is_second, Stands(stands)): many
        for standard, month, is_second, stands, many in rows["months"]
    }
    unsure = {
        Unsure(Move(standard, before, after, Stands(was), Stands(now)), is_second, Outcome(outcome)): many
        for standard, before, after, was, now, is_second, outcome, many in rows["unsure"]
    }
    return SideBySide(Counter(moves), Counter(months), rows["people"], rows["facts"], Counter(unsure))


def _text(value: str | None) -> str | None:
    return None if value is None else str(value)
