"""A checked file of facts cut into pieces of whole streams, each written in a transaction of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from throughcare.exchange.fact_files.checking import CheckedFacts

ROWS_A_PIECE = 100_000
"""Facts in one transaction, about: some seconds of work, so that little is done twice after a load was killed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some streams that stand one after another in the file, all of people or all of staff.

    They are of `whose`; the rows of the i-th go from `start + offsets[i]` up to `start + offsets[i + 1]`, and its
    row in the record has the id `first + i`. `erased` holds, as pairs of i and number, the facts that are erased in
    it; `names` those of staff, where they are known.
    """

    place: int
    of_staff: bool
    start: int
    offsets: tuple[int, ...]
    whose: tuple[str, ...]
    first: int
    erased: frozenset[tuple[int, int]]
    names: Mapping[str, str]

    @property
    def rows(self) -> int:
        """How many facts it has."""
        return self.offsets[-1]

    @property
    def last(self) -> int:
        """The id of the last of its streams."""
        return self.first + len(self.whose) - 1


def cut(checked: CheckedFacts, *, first_person: int, first_staff: int, rows: int = ROWS_A_PIECE) -> list[Piece]:
    """The pieces of a file, of about so many `rows` each; the same file is always cut in the same way."""
    streams = checked.streams
    found: list[Piece] = []
    for of_staff, low, high, first in (
        (False, 0, streams.people, first_person),
        (True, streams.people, len(streams.whose), first_staff),
    ):
        begin = low
        while begin < high:
            reach = streams.starts[begin] + rows
            end = max(begin + 1, min(high, int(np.searchsorted(streams.starts, reach, side="right")) - 1))
            found.append(_piece(checked, len(found), of_staff, begin, end, first + begin - low))
            begin = end
    return found


def _piece(checked: CheckedFacts, place: int, of_staff: bool, begin: int, end: int, first: int) -> Piece:
    streams = checked.streams
    start = int(streams.starts[begin])
    whose = tuple(streams.whose[begin:end])
    known = checked.file.about.staff
    return Piece(
        place=place,
        of_staff=of_staff,
        start=start,
        offsets=tuple((streams.starts[begin : end + 1] - start).tolist()),
        whose=whose,
        first=first,
        erased=frozenset((stream - begin, number) for stream, number in checked.erased if begin <= stream < end),
        names={code: known[code] for code in whose if code in known} if of_staff else {},
    )
