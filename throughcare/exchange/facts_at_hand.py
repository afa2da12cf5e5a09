"""Where questions over everybody get their facts: the column store, or a single file of facts.

The one place that knows which of the two a path is. Whoever asks gets tables, slice by slice, already cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from throughcare.exchange.column_store import ColumnStore, StoreFault
from throughcare.exchange.column_store.about import ABOUT_FILE
from throughcare.exchange.column_store.files import FACTS
from throughcare.exchange.extracts import Progress
from throughcare.exchange.fact_files import FactFile, OrganisationRow, open_facts, open_given, tables_in
from throughcare.standards.fact_table import FactTable
from throughcare.standards.language import AnyStandard


class NoFacts(ValueError):
    """There is nothing to count from; one sentence says where it was looked for and what would make it."""


@dataclass(frozen=True, slots=True)
class FactsAtHand:
    """Facts of everybody as they stood on a day: those of a store (with what was renewed since), or of one file."""

    source: ColumnStore | FactFile
    organisations: tuple[OrganisationRow, ...]

    @property
    def as_of(self) -> date:
        """The last day that these facts know of."""
        return self.source.about.as_of

    def tables(
        self,
        standards: Sequence[AnyStandard] | None,
        *,
        as_of: date,
        known_on: date | None = None,
        told: Progress | None = None,
    ) -> Iterator[FactTable]:
        """The facts that these standards ask about (None: all), in slices of people, each cut to a day.

        Raises `FactFileFault` and `NoRecordingTime`.
        """
        if isinstance(self.source, ColumnStore):
            return self.source.tables(standards, as_of=as_of, known_on=known_on, told=told)
        return tables_in(self.source, standards=standards, as_of=as_of, known_on=known_on, told=told)


def facts_of_file(path: Path) -> FactsAtHand:
    """A file of facts that somebody gives. Raises `FactFileFault`."""
    file = open_given(path)
    return FactsAtHand(file, file.about.organisations)


def facts_of_store(folder: Path) -> FactsAtHand:
    """A column store. Raises `NoFacts` where there is none, `StoreFault` or `FactFileFault` where it cannot be read."""
    if not (folder / ABOUT_FILE).is_file():
        raise NoFacts(
            f"there is no column store in {folder} yet, and such questions are counted from one: "
            f"throughcare columns makes it from the record."
        )
    store = ColumnStore.open(folder)
    return FactsAtHand(store, open_facts(folder / store.about.base / FACTS).about.organisations)


__all__ = ["FactsAtHand", "NoFacts", "StoreFault", "facts_of_file", "facts_of_store"]
