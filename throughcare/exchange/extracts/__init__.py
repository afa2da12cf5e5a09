"""Extracts: what a case-management system hands over, read into facts, with every refused row and its reason.

    extract = read_extract(Path("examples/alpha"), as_of=date(2016, 6, 30))

Reads and nothing else: what becomes of the facts is for whoever asked. The day is an argument; there is no clock.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from throughcare.exchange.extracts.checking import Checked, Key, Known, check
from throughcare.exchange.extracts.days import Days
from throughcare.exchange.extracts.facts import Place, add_facts, readers_of
from throughcare.exchange.extracts.layout import PERSON, TABLES, Table
from throughcare.exchange.extracts.reading import ExtractFault, Sheet, read_sheets, sizes_of
from throughcare.exchange.extracts.rejects import Refusal, rejects_text
from throughcare.exchange.extracts.rows import Cells, GoodRow, good_rows, refused_identities
from throughcare.facts import Fact

__all__ = [
    "FILES",
    "Extract",
    "ExtractFault",
    "GoodRow",
    "Progress",
    "Refusal",
    "no_garbage_collection",
    "read_extract",
    "rejects_text",
]


FILES = tuple(table.file for table in TABLES)
"""The names of the files of an extract."""


class Progress(Protocol):
    """Whoever wants to be told how far the reading is: `done` of `total` (in bytes of work), and at what."""

    def __call__(self, done: int, total: int, what: str) -> None:
        """Told a few dozen times, the last time with `done` equal to `total`."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What an extract says, as of its day.

    `people` are the good CRNs in file order; `facts` their facts by CRN in order of number (none: an empty tuple),
    and `places` the table and the line of each of those;
    `provider_types` (NPS or CRC) and `provider_names` go by provider code. `refused_people` gives the line of each
    person whose row was refused. `refusals` are in order of file and line.
    By table: `rows` counts the rows read, `repeated` the further copies of good rows (each is loaded once) and
    `repeated_refused` those of refused ones (each is refused once).
    """

    as_of: date
    people: tuple[str, ...]
    facts: Mapping[str, tuple[Fact, ...]]
    places: Mapping[str, tuple[Place, ...]]
    provider_types: Mapping[str, str]
    provider_names: Mapping[str, str]
    refused_people: Mapping[str, int]
    refusals: tuple[Refusal, ...]
    rows: Mapping[str, int]
    repeated: Mapping[str, int]
    repeated_refused: Mapping[str, int]
    tables: tuple[Checked, ...] = field(default=(), repr=False)
    """The tables as they were checked, from which `good_rows` are made."""

    def good_rows(self) -> Iterator[GoodRow]:
        """Every good row, with what it is known by and what it states; in the order of each person's facts."""
        return good_rows(self.tables, self.facts, self.places)

    def refused_identities(self) -> Mapping[str, frozenset[Cells]]:
        """By table, what the refused rows are known by, where that can be told."""
        return refused_identities(self.tables)


def read_extract(folder: Path, *, as_of: date, progress: Progress | None = None) -> Extract:
    """Read the extract in `folder`, which was made at the end of the day `as_of`.

    Bad rows are refused and told in `refusals`. Raises `ExtractFault`, one sentence a fault, where a file is missing
    or is no table of this layout, or where all that the extract holds happened after `as_of`.
    """
    folder = Path(folder)
    tell = _Telling(progress, sizes_of(folder))
    with no_garbage_collection():
        sheets = read_sheets(folder, lambda table: tell(table, "read"))
        days, known = Days(as_of), Known()
        checked = []
        for sheet in sheets:
            checked.append(check(sheet, known, days))
            tell(sheet.table, "checked")
        good = {table.table.name: table.good for table in checked}
        streams: dict[str, list[Fact]] = {person: [] for person in good["persons"][PERSON]}
        places: dict[str, list[Place]] = {person: [] for person in streams}
        for table in checked:
            add_facts(table, streams, places, days)
            tell(table.table, "loaded")
    if not any(streams.values()):
        _check_that_the_day_is_not_too_early(sheets, days)
    return _extract(as_of, checked, streams, places, known.refused["persons"])


def _extract(
    as_of: date,
    checked: Sequence[Checked],
    streams: Mapping[str, list[Fact]],
    places: Mapping[str, list[Place]],
    refused_people: Mapping[Key, int],
) -> Extract:
    good = {table.table.name: table.good for table in checked}
    codes = good["providers"]["ProviderCode"]
    names = good["providers"].get("Name", codes)
    return Extract(
        as_of=as_of,
        people=tuple(streams),
        facts={person: tuple(facts) for person, facts in streams.items()},
        places={person: tuple(found) for person, found in places.items()},
        provider_types=dict(zip(codes, good["providers"]["Type"], strict=True)),
        provider_names={code: name or code for code, name in zip(codes, names, strict=True)},
        refused_people={str(person): line for person, line in refused_people.items()},
        refusals=tuple(refusal for table in checked for refusal in table.refusals),
        rows={table.table.name: table.read for table in checked},
        repeated={table.table.name: table.repeated for table in checked},
        repeated_refused={table.table.name: table.repeated_refused for table in checked},
        tables=tuple(checked),
    )


def _check_that_the_day_is_not_too_early(sheets: Sequence[Sheet], days: Days) -> None:
    """Refuse an as-of day before everything that happened: every row would be refused, for one and the same slip."""
    found: set[date] = set()
    for sheet in sheets:
        rules = sheet.table.days if readers_of(sheet.table.name) else ()
        for place in [sheet.header.index(rule.column) for rule in rules if not rule.ahead]:
            found |= {day for row in sheet.rows if len(row) > place and (day := days[row[place].strip()])}
    if found and min(found) > days.as_of:
        raise ExtractFault(
            f"{days.as_of:%d/%m/%Y} is before everything in the extract, where the earliest day is "
            f"{min(found):%d/%m/%Y}: expected the day of the extract."
        )


class _Telling:
    """Adds up how much of the work is done: each table is gone through three times."""

    def __init__(self, progress: Progress | None, sizes: Mapping[str, int]) -> None:
        self.progress = progress
        self.sizes = sizes
        self.done, self.total = 0, 3 * sum(sizes.values()) or 1

    def __call__(self, table: Table, what: str) -> None:
        self.done += self.sizes.get(table.name, 0)
        if self.progress:
            self.progress(self.done, self.total, f"{table.file} {what}")


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Next to nothing made in here is garbage, and looking for some among so many new objects costs a fifth more."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
