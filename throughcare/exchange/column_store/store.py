"""A folder that keeps a nation's facts and obligations, and lets them be renewed for some people at a time."""

from __future__ import annotations

import fcntl
import re
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow as pa

from throughcare.exchange.column_store.about import StoreAbout, StoreFault, about_in, digest_of
from throughcare.exchange.column_store.files import (
    FACTS,
    OBLIGATIONS,
    Layer,
    people_in,
    schema_of,
    store_file,
    whole_folder,
    write_obligations,
)
from throughcare.exchange.column_store.folding import fold_facts, fold_obligations, streams_moving
from throughcare.exchange.column_store.renewing import write_renewed
from throughcare.exchange.extracts import Progress
from throughcare.exchange.fact_files import About, FactFile, FactFileFault, open_facts, tables_in
from throughcare.exchange.fact_files.pieces import Books
from throughcare.exchange.packs import read_pack, shipped_packs
from throughcare.facts import Fact
from throughcare.facts.stream import Clock
from throughcare.standards.fact_table import FactTable
from throughcare.standards.language import AnyStandard

LOCK = ".lock"


@contextmanager
def locked(folder: Path, name: str = LOCK) -> Iterator[None]:
    """Nobody else changes the store of a folder meanwhile. Raises `StoreFault` where somebody does."""
    with (folder / name).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreFault(f"somebody else is changing {folder}: try again when they are done.") from error
        yield


_GENERATION = re.compile(r"(?:base|overlay)-([0-9]+)(?:-[0-9]+)?")


@dataclass(slots=True)
class ColumnStore:
    """The store in a folder. One process at a time may renew or fold; others may read meanwhile.

    `standards` are those that its obligations were made of.
    """

    folder: Path
    about: StoreAbout
    standards: tuple[AnyStandard, ...]

    @classmethod
    def build(
        cls, folder: Path, facts: Path, *, standards: Sequence[AnyStandard], told: Progress | None = None
    ) -> ColumnStore:
        """Copy a file of facts into the folder and derive everything, replacing any store that was there.

        Raises `FactFileFault` where the file is no good and `CouldNotWrite`; then the folder is as it was.
        """
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locked(folder):
            return cls._built(folder, facts, standards, told)

    @classmethod
    def _built(cls, folder: Path, facts: Path, standards: Sequence[AnyStandard], told: Progress | None) -> ColumnStore:
        file = open_facts(facts)
        names = tuple(standard.name for standard in standards)
        about = StoreAbout(file.about.as_of, file.rows, 0, names, digest_of(standards), _generation_after(folder))
        with whole_folder(folder / about.base) as half:
            shutil.copyfile(facts, half / FACTS)
            tables = tables_in(store_file(half / FACTS), standards=standards, as_of=about.as_of, told=told)
            people, _ = write_obligations(half / OBLIGATIONS, tables, standards)
        store = cls(folder, about, tuple(standards))
        store._change(replace(about, people=people))
        return store

    @classmethod
    def open(cls, folder: Path, *, standards: Sequence[AnyStandard] | None = None) -> ColumnStore:
        """The store in a folder; `standards` are every shipped one unless told otherwise.

        Raises `StoreFault` where there is none, where it is damaged, or was made by other standards.
        """
        about = about_in(folder)
        if standards is None:
            standards = [standard for name in shipped_packs() for standard in read_pack(name).standards]
        if about.digest != digest_of(standards):
            raise StoreFault(f"{folder} was made by other standards than these: build it again.")
        store = cls(folder, about, tuple(standards))
        try:
            store._base_file()
            missing = [layer.folder for layer in store._layers() if not layer.is_whole()]
        except (FactFileFault, OSError) as error:
            raise StoreFault(f"{folder} is damaged: {error} Build the store again.") from error
        if missing:
            raise StoreFault(f"{folder} is damaged: {missing[0]} is not whole. Build the store again.")
        return store

    # --- reading -----------------------------------------------------------------------------------------------

    def tables(
        self,
        standards: Sequence[AnyStandard] | None,
        *,
        as_of: date,
        known_on: date | None = None,
        clock: Clock = Clock.HAPPENED,
        kinds: Collection[str] = (),
        fields: Collection[str] = (),
        told: Progress | None = None,
    ) -> Iterator[FactTable]:
        """Everybody's facts, slice by slice, as `tables_in` gives them: the base, then the people renewed since."""
        books = Books()
        for place, layer in enumerate(self._layers()):
            yield from tables_in(
                store_file(layer.folder / FACTS),
                standards=standards,
                kinds=kinds,
                fields=fields,
                as_of=as_of,
                known_on=known_on,
                clock=clock,
                books=books,
                without=layer.without,
                told=None if place else told,
            )

    def obligations(
        self, columns: Sequence[str] | None = None, standards: Collection[str] | None = None
    ) -> pl.LazyFrame:
        """Obligations as of the day of the store: the base with the people renewed since laid over it.

        Columns: person (CRN), standard (full name), opened_by, opened, due, met, ended (days), owed (yes, no,
        unknown), accountable (code, null where nobody ever was). `standards` limits to some full names. In no order.
        """
        layers = []
        for layer in self._layers():
            frame = pl.scan_parquet(layer.folder / OBLIGATIONS).cast(schema_of(self.about.standards))
            if standards is not None:
                frame = frame.filter(pl.col("standard").cast(pl.String).is_in(list(standards)))
            layers.append(frame.filter(~pl.col("person").is_in(sorted(layer.without))) if layer.without else frame)
        found = pl.concat(layers)
        return found if columns is None else found.select(columns)

    # --- changing ----------------------------------------------------------------------------------------------

    def renew(self, streams: Mapping[str, Sequence[Fact]] | pa.Table) -> int:
        """Take whole streams of people whose facts changed, and derive these people alone. Returns how many duties.

        A table has the columns and the order of a file of facts. A stream without facts takes its person away. What
        happened after the day of the store counts when the store is built of a later day.
        Raises `FactFileFault`, `StoreFault` and `CouldNotWrite`; then the store is as it was.
        """
        with self._changing():
            about = self.about.with_overlay()
            with whole_folder(self.folder / about.overlay(about.overlays[-1])) as half:
                duties = write_renewed(half, streams, self._about_facts(about.as_of), self.standards)
            self._change(about)
        return duties

    def move(self, as_of: date) -> int:
        """Make the store one of a later day. Returns how many people were derived again: those to whom something
        happens in between. Of everybody else the facts, and so the duties, are the same.

        Raises `ValueError` for an earlier day, `FactFileFault`, `StoreFault` and `CouldNotWrite`; then the store is as
        it was.
        """
        if as_of < self.about.as_of:
            raise ValueError(f"the store is of {self.about.as_of} already, which is after {as_of}")
        with self._changing():
            moving = streams_moving(self._layers(), self.about.as_of, as_of)
            about = replace(self.about, as_of=as_of)
            if len(moving):
                about = about.with_overlay()
                with whole_folder(self.folder / about.overlay(about.overlays[-1])) as half:
                    write_renewed(half, moving, self._about_facts(as_of), self.standards)
            self._change(about)
        return len(moving["person"].unique())

    def fold(self) -> bool:
        """Make base and overlay into a new base. Whoever reads meanwhile finds the store before, or after, whole.

        Returns whether there was anything to fold.
        Raises `StoreFault` and `CouldNotWrite`; then the store is as it was.
        """
        with self._changing():
            if not self.about.overlays:
                return False
            about = replace(self.about, generation=self.about.generation + 1, overlays=())
            layers = self._layers()
            with whole_folder(self.folder / about.base) as half:
                rows, people = fold_facts(half / FACTS, layers, self._about_facts(about.as_of))
                fold_obligations(half / OBLIGATIONS, layers, about.standards)
            self._change(replace(about, rows=rows, people=people))
        return True

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Nobody else changes the store meanwhile, nor has since it was opened here."""
        with locked(self.folder):
            if about_in(self.folder) != self.about:
                raise StoreFault(f"somebody else changed {self.folder} since it was opened: open it again.")
            yield

    def _change(self, about: StoreAbout) -> None:
        """From this moment on the store is what `about` says. Who opened it before still finds the base before this."""
        about.write(self.folder)
        self.about = about
        for path in self.folder.iterdir():
            generation = _GENERATION.fullmatch(path.name)
            if generation and int(generation[1]) < about.generation - 1:
                shutil.rmtree(path, ignore_errors=True)

    # --- where things are --------------------------------------------------------------------------------------

    def _base_file(self) -> FactFile:
        return store_file(self.folder / self.about.base / FACTS, self.about.rows)

    def _about_facts(self, as_of: date) -> About:
        """What a file of facts of this store says of itself."""
        return replace(self._base_file().about, as_of=as_of)

    def _layers(self) -> list[Layer]:
        """The base and each overlay, each without the people whom a later overlay has."""
        places = [self.folder / self.about.base]
        places += [self.folder / self.about.overlay(number) for number in self.about.overlays]
        layers: list[Layer] = []
        later: frozenset[str] = frozenset()
        for place in reversed(places):
            layers.append(Layer(place, later))
            later |= people_in(place)
        return layers[::-1]


def _generation_after(folder: Path) -> int:
    """The number of a new base beside whatever the folder holds."""
    found = [_GENERATION.fullmatch(path.name) for path in folder.iterdir()] if folder.is_dir() else []
    return max((int(match[1]) for match in found if match), default=0) + 1
