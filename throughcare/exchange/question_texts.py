"""Two readings of the same duties as files. The first column, or entry, says what they are, so that a what-if is never
read as a measure.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from throughcare.exchange.safe_csv import csv_text
from throughcare.measures.counting import Count
from throughcare.measures.delay import DAYS
from throughcare.measures.side_by_side import SideBySide, Stands, tally_of
from throughcare.measures.what_if import MARK, work_of

COUNTED = tuple(each for each in Stands if each is not Stands.NOT_THERE)
SHARES = ("share", "low", "high", "range_low", "range_high")
"""The share met of those decided, its 95% interval, and what it would be if none, and if all, of those were owed of
which that is not known; from 0 to 1. The last two are blank where everything is known, and of months."""

GroupOf = Callable[[str | None], str]
"""The group of an organisation by its code; None: nobody."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of file it is: the name of its first column, what stands there, and what its readings are called."""

    column: str
    mark: str
    readings: tuple[str, str]


WHAT_IF = Kind("what_if", MARK, ("today", "what if"))


def as_known(known_on: date) -> Kind:
    """A file of figures as they were known on a day."""
    return Kind("as_known", f"As known on {known_on.isoformat()}, beside as known now.", ("known then", "known now"))


def figures_csv(counted: SideBySide, kind: Kind, *, group_of: GroupOf, only: str = "") -> str:
    """A line for each standard, group and reading; then for each standard, month and reading. `only`: one standard."""
    header = (kind.column, "standard", "group", "month", "reading", *(each.value for each in COUNTED), *SHARES)
    return csv_text(header, ([kind.mark, *row] for row in _rows(counted, kind, group_of, only)))


def figures_json(counted: SideBySide, kind: Kind, *, group_of: GroupOf, about: Mapping[str, Any]) -> str:
    """The same as one object that says first what it is; `about` is what was asked."""
    names = ("standard", "group", "month", "reading", *(each.value for each in COUNTED), *SHARES)
    rows = [dict(zip(names, row, strict=True)) for row in _rows(counted, kind, group_of, "")]
    moves: Counter[tuple[str, str, Stands, Stands]] = Counter()
    for move, many in counted.moves.items():
        if move.was is not move.now:
            moves[move.standard, group_of(_holder(move.before, move.after)), move.was, move.now] += many
    columns = ("standard", "group", "was", "now", "duties")
    moved = [dict(zip(columns, (*key, many), strict=True)) for key, many in sorted(moves.items())]
    work = work_of(counted)
    told = {"today": work.today, "what_if": work.what_if, "more": work.more, "more_a_month": work.more_a_month}
    said = {kind.column: kind.mark, "asked": dict(about), "people": counted.people, "moved": moved, "figures": rows}
    return json.dumps(said | ({"duties_to_do": told} if kind is WHAT_IF else {}), indent=1, default=str)


DELAY_HEADER = ("group", "known", "unknown", "ahead", "median", "ninetieth", *(f"within_{each}_days" for each in DAYS))
"""The columns of recording delay: how many facts, and the days; see `measures.delay`."""


def delay_cells(row: Mapping[str, Any]) -> list[Any]:
    """One group's recording delay as a line of a file."""
    return [*(row[name] for name in DELAY_HEADER[:6]), *(row["within"][str(days)] for days in DAYS)]


def delays_csv(found: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """Recording delay by whatever it was counted by; the first column says by what."""
    rows = ([by, *delay_cells(row)] for by, group in found.items() for row in group)
    return csv_text(("by", *DELAY_HEADER), rows)


def _holder(before: str | None, after: str | None) -> str | None:
    return before if before is not None else after


def _rows(counted: SideBySide, kind: Kind, group_of: GroupOf, only: str) -> Iterator[list[Any]]:
    """By standard, group and reading, each duty with whoever answers for it by that reading; then by month."""
    for standard in sorted({move.standard for move in counted.moves if only in ("", move.standard)}):
        own = counted.only(standard)
        sides = [own.by_group(lambda move: group_of(move.before)), own.by_group(lambda move: group_of(move.after))]
        for group in sorted({*sides[0], *sides[1]}):
            for side, of_group in enumerate(sides):
                stands: Counter[Stands] = Counter()
                for move, many in of_group[group].moves.items() if group in of_group else ():
                    stands[move.now if side else move.was] += many
                if stands.total() - stands[Stands.NOT_THERE]:
                    count = of_group[group].reading(standard, group, is_second=bool(side))
                    yield [standard, group, None, kind.readings[side], *_counts(stands, count)]
    months: dict[tuple[str, str, int], Counter[Stands]] = {}
    for each, many in counted.months.items():
        months.setdefault((each.standard, each.month, int(each.is_second)), Counter())[each.stands] += many
    for (standard, month, side), stands in sorted(months.items()):
        if only in ("", standard):
            yield [standard, None, month, kind.readings[side], *_counts(stands, Count("", "", "", tally_of(stands)))]


def _counts(stands: Counter[Stands], count: Count) -> list[Any]:
    shares = [count.tally.share, *(count.tally.interval or (None, None)), *(count.range or (None, None))]
    return [*(stands[each] for each in COUNTED), *(None if s is None else round(s, 6) for s in shares)]
