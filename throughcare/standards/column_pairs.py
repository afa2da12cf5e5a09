"""Two readings of each of some standards at once: what both share is done once, and so is what many share.

For what-if, which reads every standard as it is and otherwise. The engine is the one that reads each alone, in the same
steps; a test holds both against each other.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from throughcare.standards.column_attributes import Columns
from throughcare.standards.column_engine import (
    ObligationTable,
    asked_of,
    check_room,
    closed,
    columns_beside,
    owed_of,
    prepared,
    with_events,
)
from throughcare.standards.fact_table import FactTable, Frame
from throughcare.standards.language import (
    AnyStandard,
    Attribute,
    Clause,
    Pattern,
    kinds_of,
    names_in,
    needed,
    openings,
    patterns_of,
    satisfying,
    voiding,
)
from throughcare.standards.windows import PackedWindows, Windows

Pair = tuple[AnyStandard, AnyStandard, tuple[Attribute, ...]]
"""Two readings of one standard, which the same facts open, and every attribute that either names, in their order."""

Condition = tuple[Pattern, Pattern]
"""When a standard applies, and when that is not known."""

FEWEST = 3
"""A condition of so many second readings is looked at once for all of them; for fewer that would be no less work."""


def derive_pairs(table: FactTable, pairs: Sequence[Pair]) -> ObligationTable:
    """The obligations of both readings of each pair: first all first readings, then all second ones, each in order.

    Raises `ValueError` where the frame is too large for packed windows.
    """
    windows = PackedWindows()
    check_room(table, windows)
    events, frame = with_events(table.frame, windows)
    conditions = _conditions(table, frame, pairs, windows)
    first, second = [], []
    for index, (one, other, attributes) in enumerate(pairs):
        condition = conditions.get((other.applies, other.unknown))
        named = patterns_of(other) if condition is None else (openings(other), satisfying(other), voiding(other))
        patterns = (*patterns_of(one), *named)
        columns = _columns(table, windows, patterns, attributes)
        facts = prepared(patterns, columns, frame, columns_beside(one, other))
        asked = asked_of(one, columns, facts, events)
        is_alike = satisfying(one) == satisfying(other) and voiding(one) == voiding(other)
        again = asked if is_alike else asked_of(other, columns, facts, events)
        owed = None
        if condition is not None:
            again, owed = windows.joined(again, condition), nw.col("owed_by_condition")
        first.append(closed(asked, one, index, columns))
        second.append(closed(again, other, index + len(pairs), columns, owed))
    standards = (*(one for one, _, _ in pairs), *(other for _, other, _ in pairs))
    return ObligationTable(nw.concat([*first, *second]), standards, table)


def _columns(
    table: FactTable, windows: Windows, patterns: tuple[Pattern, ...], attributes: tuple[Attribute, ...]
) -> Columns:
    return Columns(table, windows, {attribute.name: attribute for attribute in needed(patterns, attributes)})


def _conditions(table: FactTable, frame: Frame, pairs: Sequence[Pair], windows: Windows) -> dict[Condition, Frame]:
    """Whether a duty is owed at each fact that may open one, for the conditions that many second readings share.

    Only for conditions over attributes alone: they mean the same whatever the fact.
    """
    those: dict[Condition, list[tuple[AnyStandard, tuple[Attribute, ...]]]] = {}
    for one, other, attributes in pairs:
        if other.applies and other.applies != one.applies:
            those.setdefault((other.applies, other.unknown), []).append((other, attributes))
    found = {}
    for condition, readings in those.items():
        standard, attributes = readings[0]
        declared = {attribute.name for attribute in attributes}
        is_of_state = all(name in declared for pattern in condition for name in names_in(pattern))
        if len(readings) < FEWEST or not is_of_state or any(kinds_of(pattern) for pattern in condition):
            continue
        columns = _columns(table, windows, condition, attributes)
        opened = tuple(Clause(tuple(sorted(kinds_of(openings(each))))) for each, _ in readings)
        facts = prepared((*condition, opened), columns, frame)
        owed = owed_of(standard, columns).alias("owed_by_condition")
        found[condition] = facts.filter(columns.matches(opened)).select("person", "pos", owed)
    return found
