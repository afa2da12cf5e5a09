"""Two readings of the same duties as files. The first column, or entry, says what they are, so that a what-if is never
read as a measure.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from throughcare.exchange.safe_csv import csv_text
from throughcare.measures.side_by_side import SideBySide, Stands, tally_of
from throughcare.measures.what_if import MARK, work_of

COUNTED = tuple(each for each in Stands if each is not Stands.NOT_THERE)
SHARES = ("share", "low", "high")
"""The share met of those decided, and its 95% interval, from 0 to 1."""

GroupOf = Callable[[str | None], str]
"""The group of an organisation by its code; None: nobody."""

Counts = dict[Stands, int]


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


def _holder(before: str | None, after: str | None) -> str | None:
    return before if before is not None else after


def _rows(counted: SideBySide, kind: Kind, group_of: GroupOf, only: str) -> Iterator[list[Any]]:
    groups: dict[tuple[str, str, int], Counts] = {}
    for move, many in counted.moves.items():
        sides = ((move.before, move.was), (move.after, move.now))
        for side, (holder, stands) in enumerate(sides):
            if stands is not Stands.NOT_THERE:
                cell = groups.setdefault((move.standard, group_of(holder), side), {})
                cell[stands] = cell.get(stands, 0) + many
    months: dict[tuple[str, str, int], Counts] = {}
    for each, many in counted.months.items():
        cell = months.setdefault((each.standard, each.month, int(each.is_second)), {})
        cell[each.stands] = cell.get(each.stands, 0) + many
    for is_month, found in ((False, groups), (True, months)):
        for (standard, name, side), counts in sorted(found.items()):
            if only in ("", standard):
                where = (None, name) if is_month else (name, None)
                yield [standard, *where, kind.readings[side], *_counts(counts)]


def _counts(counts: Counts) -> list[Any]:
    tally = tally_of(Counter(counts))
    shares = [tally.share, *(tally.interval or (None, None))]
    return [*(counts.get(each, 0) for each in COUNTED), *(None if s is None else round(s, 6) for s in shares)]
