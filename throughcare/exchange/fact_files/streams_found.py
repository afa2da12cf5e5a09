"""Where each stream of a file stands: found while checking that the rows are in order and the numbers without a gap."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from throughcare.exchange.fact_files.numbering import DAY_ONE, Numbers, check_days, gap_fault, places_by_number
from throughcare.exchange.fact_files.opening import FactFile, FactFileFault
from throughcare.exchange.fact_files.schema import PERSON, RANK, STAFF

IN_ORDER = "Facts stand by person, day, the kind's place in the day and number, people before staff"


@dataclass(slots=True)
class StreamsFound:
    """The streams of a file in its order: `whose` they are, and the row at which each starts (and the last ends).

    The first `people` are of people, the others of staff. `kind_at` is the kind (its place in `RANK`) of the fact of
    each number: that of number n of the stream s stands at `starts[s] + n - 1`.
    """

    whose: list[str]
    people: int
    starts: Numbers
    kind_at: Numbers

    def stream_of(self, row: int) -> int:
        """Which stream a row of the file stands in."""
        return int(np.searchsorted(self.starts, row, side="right")) - 1


@dataclass(slots=True)
class StreamsCheck:
    """Takes the row groups of a file in turn, and says at the end which streams there are."""

    file: FactFile
    whose: list[str] = field(default_factory=list)
    people: int = 0
    rows: int = 0
    _starts: list[int] = field(default_factory=list)
    _numbers: list[Numbers] = field(default_factory=list)
    _kinds: list[Numbers] = field(default_factory=list)
    _last: tuple[int, str] = (0, "")
    _last_key: int = -1

    def take(self, table: pa.Table, kinds: Numbers) -> None:
        """The next rows, of which `kinds` are the places in `RANK`. Raises `FactFileFault` for one out of order."""
        if not len(table):
            return
        number = table["number"].chunk(0).to_numpy()
        on = table["on"].chunk(0).cast(pa.int32()).to_numpy()
        check_days(self.file, on)
        key = ((on.astype(np.int64) - DAY_ONE) << 40) | (kinds.astype(np.int64) << 32) | number.astype(np.int64)
        begins = self._take_streams(table)
        before = np.concatenate(([self._last_key], key[:-1]))
        wrong = np.flatnonzero((key <= before) & ~begins)
        if wrong.size:
            self._blame(table, int(wrong[0]), "twice" if key[wrong[0]] == before[wrong[0]] else "too late")
        self._numbers.append(number.astype(np.int32))
        self._kinds.append(kinds.astype(np.int16))
        self._last_key = int(key[-1])
        self.rows += len(table)

    def _take_streams(self, table: pa.Table) -> NDArray[np.bool_]:
        """Which of the rows begin a stream."""
        person, stream = table["person"].chunk(0), table["stream"].chunk(0)
        codes, streams = person.indices.to_numpy(), stream.indices.to_numpy()
        changes = np.ones(len(table), dtype=bool)
        changes[1:] = (codes[1:] != codes[:-1]) | (streams[1:] != streams[:-1])
        names, words = person.dictionary.to_pylist(), stream.dictionary.to_pylist()
        for row in np.flatnonzero(changes).tolist():
            whose, word = names[codes[row]], words[streams[row]]
            if word not in (PERSON, STAFF):
                raise FactFileFault(
                    f"{self.file.path} has facts of {whose} in a stream {word}: a stream is of a {PERSON} or {STAFF}."
                )
            this = int(word == STAFF), whose
            if row == 0 and this == self._last and self.whose:
                changes[0] = False
                continue
            if this <= self._last and self.whose:
                raise FactFileFault(
                    f"{self.file.path} is not in order: {whose} stands after {self._last[1]}. {IN_ORDER}."
                )
            self._last = this
            self._starts.append(self.rows + row)
            self.whose.append(whose)
            self.people += word == PERSON
        return changes

    def _blame(self, table: pa.Table, row: int, how: str) -> None:
        raise FactFileFault(
            f"{self.file.path} is not in order: fact {table['number'][row]} of {table['person'][row]} stands {how}. "
            f"{IN_ORDER}."
        )

    def found(self) -> StreamsFound:
        """The streams. Raises `FactFileFault` where one has a gap in its numbers."""
        starts = np.array([*self._starts, self.rows], dtype=np.int64)
        numbers = np.concatenate(self._numbers) if self._numbers else np.zeros(0, np.int32)
        kinds = np.concatenate(self._kinds) if self._kinds else np.zeros(0, np.int16)
        places = places_by_number(starts, numbers)
        kind_at = np.full(self.rows, -1, dtype=np.int16)
        kind_at[places[places >= 0]] = kinds[places >= 0]
        found = StreamsFound(self.whose, self.people, starts, kind_at)
        gaps = np.flatnonzero(kind_at < 0)
        if gaps.size:
            stream = found.stream_of(int(gaps[0]))
            facts, missing = starts[stream + 1] - starts[stream], gaps[0] - starts[stream] + 1
            raise gap_fault(self.file, self.whose[stream], facts, missing)
        return found


def kinds_of_rows(file: FactFile, table: pa.Table) -> Numbers:
    """The place in `RANK` of the kind of each row. Raises `FactFileFault` for a kind that there is not."""
    kind = table["kind"].chunk(0)
    places = np.array([RANK.get(name, -1) for name in kind.dictionary.to_pylist()] or [0], dtype=np.int16)
    found: Numbers = places[kind.indices.to_numpy()] if len(table) else np.zeros(0, np.int16)
    unknown = np.flatnonzero(found < 0)
    if unknown.size:
        row = int(unknown[0])
        raise FactFileFault(
            f"{file.path}: fact {table['number'][row]} of {table['person'][row]} has the kind {table['kind'][row]}, "
            f"which there is not."
        )
    return found
