"""Where questions over everybody get their facts: a column store, or a single file of facts.

The one place that knows which of the two a path is. Whoever asks gets tables, slice by slice, already cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from throughcare.exchange.extracts import Progress
from throughcare.exchange.fact_files import FactFile, FactFileFault, OrganisationRow, open_facts
from throughcare.exchange.fact_files.columns import tables_in
from throughcare.standards.fact_table import FactTable
from throughcare.standards.language import AnyStandard

STORE_FILE = "facts.parquet"
"""The file of facts that a folder holds."""


class NoFacts(ValueError):
    """There is nothing to count from; one sentence says where it was looked for and what would make it."""


@dataclass(frozen=True, slots=True)
class FactsAtHand:
    """Facts of everybody, as they stood on a day."""

    file: FactFile

    @property
    def as_of(self) -> date:
        """The last day that these facts know of."""
        return self.file.about.as_of

    @property
    def organisations(self) -> tuple[OrganisationRow, ...]:
        """The organisations that the facts name, as far as their file says."""
        return self.file.about.organisations

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
        return tables_in(self.file, standards=standards, as_of=as_of, known_on=known_on, told=told)


def facts_of_file(path: Path) -> FactsAtHand:
    """A file of facts. Raises `FactFileFault`."""
    return FactsAtHand(open_facts(path))


def facts_of_store(folder: Path) -> FactsAtHand:
    """A column store. Raises `NoFacts` where there is none, and `FactFileFault` where it cannot be read."""
    if not (folder / STORE_FILE).is_file():
        raise NoFacts(
            f"there is no column store in {folder} yet, and such questions are counted from one: "
            f"throughcare columns makes it from the record."
        )
    return facts_of_file(folder / STORE_FILE)


__all__ = ["FactFileFault", "FactsAtHand", "NoFacts", "facts_of_file", "facts_of_store"]
