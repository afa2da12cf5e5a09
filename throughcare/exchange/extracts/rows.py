"""Good rows one by one, each with what it states: for whoever keeps them, and lays a later extract on top.

Made only when asked for, from what the reading left, so that counting an extract costs nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from throughcare.exchange.extracts.checking import Checked
from throughcare.exchange.extracts.facts import Place
from throughcare.exchange.extracts.layout import PERSON
from throughcare.facts import Fact

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoodRow:
    """One good row of one table.

    `identity` is what it is known by in every extract of its system: its key, or all its columns where the table has
    none. `cells` are those of `Table.kept`, `person` the CRN where the table has one, `facts` what the row states.
    """

    table: str
    line: int
    identity: Cells
    cells: Cells
    person: str | None
    facts: tuple[Fact, ...]


def good_rows(
    tables: Sequence[Checked], facts: Mapping[str, Sequence[Fact]], places: Mapping[str, Sequence[Place]]
) -> Iterator[GoodRow]:
    """Every good row, in the order of the tables of the layout and then of the file: that of each person's facts."""
    stated: dict[Place, list[Fact]] = {}
    for person, found in facts.items():
        for fact, place in zip(found, places[person], strict=True):
            stated.setdefault(place, []).append(fact)
    for checked in tables:
        name, kept = checked.table.name, _kept(checked)
        people = checked.good[PERSON] if PERSON in checked.table.columns else None
        for row, (line, identity) in enumerate(zip(checked.lines, _identities(checked, kept), strict=True)):
            whose = people[row] if people else None
            yield GoodRow(name, line, identity, kept[row], whose, tuple(stated.get((name, line), ())))


def refused_identities(tables: Sequence[Checked]) -> dict[str, frozenset[Cells]]:
    """By table, what refused rows are known by: those of earlier extracts that are refused now are not gone."""
    return {
        checked.table.name: frozenset(
            checked.refused_identities if checked.table.key else _told_apart(checked.refused_identities)
        )
        for checked in tables
    }


def _identities(checked: Checked, kept: Sequence[Cells]) -> Sequence[Cells]:
    key = checked.table.key
    if key:
        return list(zip(*(checked.good[column] for column in key), strict=True))
    return _told_apart(kept)


def _kept(checked: Checked) -> Sequence[Cells]:
    nothing = [""] * len(checked.lines)
    return list(zip(*(checked.good.get(column, nothing) for column in checked.table.kept), strict=True))


def _told_apart(rows: Sequence[Cells]) -> Sequence[Cells]:
    """Rows alike in every column of the layout (they differ in columns of your own) get a number, from the second on.

    Columns of your own tell no rows apart: one more of them, in a later extract, would make every row another.
    """
    if len(set(rows)) == len(rows):
        return rows
    seen: dict[Cells, int] = {}
    found = []
    for row in rows:
        seen[row] = seen.get(row, 0) + 1
        found.append(row if seen[row] == 1 else (*row, str(seen[row])))
    return found
