"""Whether what withdraws, marks or erases a fact names one that can be: the rules of `facts.stream`, over columns."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from throughcare.exchange.fact_files.numbering import Numbers
from throughcare.exchange.fact_files.opening import FactFile, FactFileFault
from throughcare.exchange.fact_files.schema import RANK
from throughcare.exchange.fact_files.streams_found import StreamsFound
from throughcare.facts.record import ABOUT_THE_RECORD, Erased, Withdrawn
from throughcare.facts.stream import taken_away

MARKS = tuple(RANK[cls.kind] for cls in ABOUT_THE_RECORD)
_WITHDRAWN, _ERASED = RANK[Withdrawn.kind], RANK[Erased.kind]


@dataclass(slots=True)
class MarksCheck:
    """Takes the row groups of a file in turn, and checks the marks once the streams are known."""

    file: FactFile
    rows: int = 0
    _found: list[Numbers] = field(default_factory=list)

    def take(self, table: pa.Table, kinds: Numbers) -> None:
        """The next rows, of which `kinds` are the places in `RANK`."""
        marks = np.flatnonzero(np.isin(kinds, MARKS))
        number = table["number"].chunk(0).to_numpy()[marks]
        target = np.asarray(table["target"].chunk(0).fill_null(0))[marks]
        self._found.append(np.stack([marks + self.rows, number, target, kinds[marks]]).astype(np.int64))
        self.rows += len(table)

    def check(self, streams: StreamsFound) -> frozenset[tuple[int, int]]:
        """The erased facts, as pairs of stream and number. Raises `FactFileFault` for a mark that cannot be."""
        row, number, target, kind = np.concatenate(self._found, axis=1) if self._found else np.zeros((4, 0), np.int64)
        stream = np.searchsorted(streams.starts, row, side="right") - 1
        outside = (target < 1) | (target >= number)
        of = streams.kind_at[streams.starts[stream] + np.where(outside, 1, target) - 1]
        self._refuse(streams, stream, number, target, outside, "which is not there before it")
        self._refuse(streams, stream, number, target, of == _ERASED, "which erased another: that cannot come back")
        about_the_record = np.isin(of, MARKS) & (kind != _WITHDRAWN)
        self._refuse(
            streams, stream, number, target, about_the_record, "which is about the record: withdraw it instead"
        )
        self._check_twice(streams, stream, number, target, kind)
        erased = kind == _ERASED
        return frozenset(zip(stream[erased].tolist(), target[erased].tolist(), strict=True))

    def _check_twice(
        self, streams: StreamsFound, stream: Numbers, number: Numbers, target: Numbers, kind: Numbers
    ) -> None:
        """A fact that is withdrawn cannot be withdrawn again, unless its withdrawal was withdrawn in between."""
        own = kind == _WITHDRAWN
        pairs = (stream[own] << 32) | target[own]
        values, counts = np.unique(pairs, return_counts=True)
        for each in np.unique(values[counts > 1] >> 32).tolist():
            before: list[tuple[int, int]] = []
            here = own & (stream == each)
            for withdrawal, withdrawn in sorted(zip(number[here].tolist(), target[here].tolist(), strict=True)):
                if withdrawn in taken_away(before):
                    raise self._fault(streams, each, withdrawal, withdrawn, "which is withdrawn already")
                before.append((withdrawal, withdrawn))

    def _refuse(
        self, streams: StreamsFound, stream: Numbers, number: Numbers, target: Numbers, wrong: Numbers, why: str
    ) -> None:
        if wrong.any():
            first = int(np.flatnonzero(wrong)[0])
            raise self._fault(streams, int(stream[first]), int(number[first]), int(target[first]), why)

    def _fault(self, streams: StreamsFound, stream: int, number: int, target: int, why: str) -> FactFileFault:
        whose = streams.whose[stream]
        return FactFileFault(f"{self.file.path}: fact {number} of {whose} marks fact {target}, {why}.")
