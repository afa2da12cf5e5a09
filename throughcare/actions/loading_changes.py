"""What a later extract changes: its rows beside those that were loaded before. Pure: no database.

A row is known by its key, or by all its columns where its table has none; so a row without a key that was changed is
one row gone and one row new.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from throughcare.exchange.extracts import Extract, GoodRow
from throughcare.exchange.extracts.days import Days
from throughcare.exchange.extracts.layout import BY_NAME, TABLES
from throughcare.facts import Fact
from throughcare.facts.identity import Identified
from throughcare.facts.record import Withdrawn

PERSONS = "persons"


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One row as the ledger holds it: its own number there, digests, whose it is, and the facts that it stands for."""

    id: int
    table: str
    identity: str
    content: str
    person: str | None
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A row that is new (nothing `held`) or says something else than before; `identity` and `content` are digests."""

    row: GoodRow
    identity: str
    content: str
    held: HeldRow | None


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row to be told to people: its table, and its cells by column."""

    table: str
    cells: Mapping[str, str]

    @property
    def words(self) -> str:
        """The cells that are filled, each after the name of its column."""
        return ", ".join(f"{column} {cell}" for column, cell in self.cells.items() if cell)

    def __str__(self) -> str:
        return f"{self.table}: {self.words}"


@dataclass(slots=True)
class RowCounts:
    """The good rows of one table, and those of earlier extracts that are no longer among them.

    `gone` are in the extract no more, `refused` are in it and refused: both stand as they were. `held_back` changed,
    but what they said was erased here, or marked as about somebody else: the change is not recorded.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    refused: int = 0
    held_back: int = 0


@dataclass(slots=True)
class Comparison:
    """The rows of an extract beside the ledger. `changes` stand in the order of the extract."""

    counts: dict[str, RowCounts]
    changes: list[Change] = field(default_factory=list)
    gone: list[HeldRow] = field(default_factory=list)
    refused: list[HeldRow] = field(default_factory=list)
    held_back: list[Change] = field(default_factory=list)

    def hold_back(self, hidden: Mapping[str, set[int]]) -> None:
        """Put aside the changed rows that would bring back what was erased or hidden; `hidden` are numbers by CRN.

        A row that moved to another person is none of them: that is how a mark of the wrong person is put right.
        """
        kept = []
        for change in self.changes:
            if _comes_back(change, hidden):
                self.held_back.append(change)
                self.counts[change.row.table].changed -= 1
                self.counts[change.row.table].held_back += 1
            else:
                kept.append(change)
        self.changes = kept


def _comes_back(change: Change, hidden: Mapping[str, set[int]]) -> bool:
    held = change.held
    if held is None or held.person is None or held.person != change.row.person:
        return False
    return not hidden.get(held.person, set()).isdisjoint(held.numbers)


def compare(extract: Extract, held: dict[tuple[str, str], HeldRow]) -> Comparison:
    """Which rows are new, changed, the same, gone and refused, beside those held by table and identity.

    What is found in `held` is taken out of it.
    """
    made = Comparison({table.name: RowCounts() for table in TABLES})
    for row in extract.good_rows():
        identity, content = digest(row.identity), digest(row.cells)
        before = held.pop((row.table, identity), None)
        counts = made.counts[row.table]
        if before is None:
            counts.new += 1
        elif before.content == content:
            counts.same += 1
            continue
        else:
            counts.changed += 1
        made.changes.append(Change(row, identity, content, before))
    refused = {
        (table, digest(identity))
        for table, identities in extract.refused_identities().items()
        for identity in identities
    }
    for key, before in held.items():
        if key in refused:
            made.refused.append(before)
            made.counts[before.table].refused += 1
        else:
            made.gone.append(before)
            made.counts[before.table].gone += 1
    return made


def digest(cells: Sequence[str]) -> str:
    """What stands for cells in the ledger: the same for the same cells, whatever they hold."""
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def told(table: str, cells: Sequence[str]) -> ToldRow:
    """A row as it is told; a row that was kept under an older layout may have fewer cells."""
    return ToldRow(table, dict(zip(BY_NAME[table].kept, cells, strict=False)))


# --- facts ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Plan:
    """What one person's stream takes: the numbers to withdraw, then what the rows say, in their order."""

    withdraw: list[int] = field(default_factory=list)
    rows: list[Change] = field(default_factory=list)


def plans_of(changes: Iterable[Change], withdrawn: Mapping[str, set[int]]) -> dict[str, Plan]:
    """By CRN, what the changes write. What somebody withdrew already (`withdrawn`) is not withdrawn again."""
    plans: dict[str, Plan] = {}
    for change in changes:
        held = change.held
        if held and held.person:
            gone = withdrawn.get(held.person, set())
            plans.setdefault(held.person, Plan()).withdraw += [each for each in held.numbers if each not in gone]
        if change.row.person:
            plans.setdefault(change.row.person, Plan()).rows.append(change)
    return plans


@dataclass(frozen=True, slots=True)
class Saying:
    """How an extract speaks in the record: on the day as of which it was made, known at the end of that day."""

    as_of: date
    recorded_at: datetime

    @property
    def reason(self) -> str:
        """Why a fact is withdrawn that the extract no longer says so."""
        return f"changed in the extract of {self.as_of.day} {self.as_of:%B %Y}"

    def facts(self, plan: Plan, person: str, after: int) -> tuple[list[Fact], list[tuple[Change, list[int]]]]:
        """The facts that a plan adds to a stream of `after` facts, and the numbers of those that each row states."""
        facts: list[Fact] = []
        for target in plan.withdraw:
            mark = Withdrawn(person=person, number=0, on=self.as_of, target=target, reason=self.reason)
            facts.append(self._numbered(mark, after + len(facts)))
        numbers = []
        for change in plan.rows:
            first = after + len(facts) + 1
            for fact in self._stated(change.row, person):
                facts.append(self._numbered(fact, after + len(facts)))
            numbers.append((change, list(range(first, after + len(facts) + 1))))
        return facts, numbers

    def _numbered(self, fact: Fact, after: int) -> Fact:
        return replace(fact, number=after + 1, recorded_at=self.recorded_at)

    def _stated(self, row: GoodRow, person: str) -> Sequence[Fact]:
        if row.table != PERSONS:
            return row.facts
        return [Identified(person=person, number=0, on=self.as_of, **identity_of(by_column(row)))]


def by_column(row: GoodRow) -> dict[str, str]:
    """The cells of a row by column."""
    return dict(zip(BY_NAME[row.table].kept, row.cells, strict=True))


def identity_of(cells: Mapping[str, str]) -> dict[str, Any]:
    """What a row of persons says of who the person is; what is blank is not recorded."""
    return {
        "given_names": cells["Forename"] or None,
        "family_name": cells["Surname"] or None,
        "born_on": Days(date.max)[cells["DateOfBirth"]],
        "sex": cells["Sex"] or None,
        "ethnicity": cells["Ethnicity"] or None,
        "disability": cells["Disability"] or None,
    }
