"""The store of columns kept in step with the record: built once, then renewed for whoever was recorded on since.

Beside the store stands where each stream ended when it was read. A stream that ends on another hash by now is read
again; the store is only changed before that is written down, so that whoever is stopped renews some people twice, and
misses nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from secrets import token_hex

import polars as pl

from throughcare.exchange.column_store import ColumnStore, StoreFault, locked
from throughcare.exchange.extracts import Progress
from throughcare.exchange.packs import read_packs, shipped_packs
from throughcare.exchange.record_facts import facts_of, write_record
from throughcare.exchange.whole_files import CouldNotWrite
from throughcare.records.queries.all_facts import Ends, ends_of_people
from throughcare.records.queries.loads import made_up_load
from throughcare.records.queries.mark import mark
from throughcare.standards.language import AnyStandard

KNOWN = "record.parquet"
"""Where the streams ended that the store holds: person and head."""

BUILT_ANEW_ABOVE = 0.1
"""Where more than this share of people changed, one new base is read faster than a base with such an overlay on it.
The number is ours."""


@dataclass(frozen=True, slots=True)
class KeptColumns:
    """What was done: everything built anew, or so many `people` renewed, of `facts` facts; and folded, or not."""

    was_built: bool
    people: int
    facts: int
    was_folded: bool


def day_of_record(today: date) -> date:
    """As of which day the columns of this record are: today; in a world that was made up, the day where it ends."""
    demo, load = mark(), made_up_load()
    return demo.today if demo else load.as_of if load else today


def keep_columns(folder: Path, *, as_of: date, fold: bool = False, told: Progress | None = None) -> KeptColumns:
    """Bring the store in the folder up to date with the record as of this day; with `fold`, as one base again.

    Built anew where there is none, where it is damaged, of a later day, of other standards or another record, or where
    very many people changed. Of an earlier day it is moved on.
    Raises `StoreFault` where somebody else is changing it, and `CouldNotWrite`.
    """
    standards = [standard for pack in read_packs(shipped_packs()) for standard in pack.standards]
    with _alone(folder):
        ends = ends_of_people()
        store, known = _opened(folder, as_of, standards), _known(folder)
        changed = [each for each in ends if known.get(each.code) != each.head]
        gone = known.keys() - {each.code for each in ends}
        if store is None or not known or gone or len(changed) > BUILT_ANEW_ABOVE * len(ends):
            _build(folder, as_of, standards, told)
            done = KeptColumns(True, len(ends), sum(each.facts for each in ends), False)
        else:
            facts = sum(each.facts for each in changed)
            if store.about.as_of < as_of:
                store.move(as_of)
            if changed:
                store.renew(facts_of(changed))
            done = KeptColumns(False, len(changed), facts, fold and store.fold())
        _write_known(folder, ends)
    return done


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else writes the record to this folder meanwhile. Raises `StoreFault` and `CouldNotWrite`."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)  # whoever made it: it holds everybody
    except OSError as error:
        raise CouldNotWrite(f"{folder} could not be written ({(error.strerror or str(error)).lower()}).") from error
    with locked(folder, ".columns-lock"):
        for left in folder.glob(".record.*.parquet"):  # by somebody who was killed: a whole copy of the record
            left.unlink(missing_ok=True)
        yield


def _opened(folder: Path, as_of: date, standards: Sequence[AnyStandard]) -> ColumnStore | None:
    """The store that is there, if it can be renewed."""
    try:
        store = ColumnStore.open(folder, standards=standards)
    except StoreFault:
        return None
    return store if store.about.as_of <= as_of else None


def _build(folder: Path, as_of: date, standards: Sequence[AnyStandard], told: Progress | None) -> None:
    half = folder / f".record.{token_hex(6)}.parquet"
    try:
        (folder / KNOWN).unlink(missing_ok=True)
        write_record(half, as_of=as_of, told=told)
        ColumnStore.build(folder, half, standards=standards, told=told)
    except OSError as error:
        if isinstance(error, CouldNotWrite):
            raise
        raise CouldNotWrite(f"{folder} could not be written ({(error.strerror or str(error)).lower()}).") from error
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)


def _known(folder: Path) -> Mapping[str, str]:
    try:
        found = pl.read_parquet(folder / KNOWN)
        return dict(zip(found["person"].to_list(), found["head"].to_list(), strict=True))
    except (OSError, pl.exceptions.PolarsError):
        return {}


def _write_known(folder: Path, ends: Sequence[Ends]) -> None:
    half = folder / f".{KNOWN}.{token_hex(6)}.part"
    try:
        pl.DataFrame({"person": [each.code for each in ends], "head": [each.head for each in ends]}).write_parquet(half)
        half.replace(folder / KNOWN)
    except OSError as error:
        raise CouldNotWrite(f"{folder} could not be written ({(error.strerror or str(error)).lower()}).") from error
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)
