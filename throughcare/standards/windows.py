"""Looking back and ahead within a person, an order or a thread, over a whole column at once.

Two ways behind one interface. *Packed*, for frames in memory that are sorted already: the key goes into the high
digits of the value, so that one fill of the whole column serves every key. *Ordered*, for lazy frames (DuckDB,
Spark), where each window names its key and its order. Values are whole numbers from 0 and below 2^32, or null.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import narwhals as nw

Frame = Any
PACKING = 1 << 32
"""Room for one value below its key in a packed number of 64 bits; keys must stay below 2^31."""


class Windows(Protocol):
    """What both ways offer. Each method gives the frame with one more column, `into`."""

    def arranged(self, frame: Frame, key: str) -> Frame:
        """The frame, ready for windows over `key`."""

    def kept(self, frame: Frame) -> Frame:
        """The frame, which will be read many times from here on."""

    def joined(self, frame: Frame, other: Frame, place: str = "pos") -> Frame:
        """A frame in order of `pos`, with the columns of `other` (which names its `person` too) where it has a row of
        the same `place`.
        """

    def latest(self, frame: Frame, into: str, value: nw.Expr, key: str) -> Frame:
        """The latest value that is not null, at this row or before it; null where there is none."""

    def following(self, frame: Frame, into: str, value: nw.Expr, key: str) -> Frame:
        """The next value that is not null, strictly after this row; null where there is none."""

    def sought(self, frame: Frame, where: nw.Expr, into: str, value: nw.Expr, key: str) -> Frame:
        """The rows `where` alone, each with what `following` finds for it in the whole frame."""

    def previous(self, frame: Frame, into: str, value: nw.Expr, key: str) -> Frame:
        """The value of the row before this one; null at the first."""

    def running(self, frame: Frame, into: str, value: nw.Expr, key: str) -> Frame:
        """The sum of the values up to and including this row."""


class PackedWindows:
    """For frames in memory. Frames must be sorted by the key and then by `pos`."""

    def arranged(self, frame: Frame, key: str) -> Frame:
        """Sorted by key and place: both in one number, which is sorted in a third of the time."""
        frame = frame.with_columns(self._pack(nw.col("pos"), key).alias("place"))
        return (frame if frame["place"].is_sorted() else frame.sort("place")).drop("place")

    def kept(self, frame: Frame) -> Frame:
        """It is in memory already."""
        return frame

    def joined(self, frame: Frame, other: Frame, place: str = "pos") -> Frame:
        """Both sides stand by place, so they are laid together and nothing is hashed: the latest row of `other` up to
        the place is found, and counts if it is of that very place.
        """
        added = [name for name in other.columns if name not in ("person", place)]
        other = other.select(nw.col(place).alias("place"), *added)
        other = other if other["place"].is_sorted() else other.sort("place")
        frame = frame.join_asof(other.with_columns(found=nw.col("place")), left_on=place, right_on="place")
        is_there = nw.coalesce(nw.col("found") == nw.col(place), nw.lit(False))
        frame = frame.with_columns(nw.when(is_there).then(nw.col(name)).alias(name) for name in added)
        return frame.drop("found", "place", strict=False)

    def latest(self, frame: Frame, into: str, value: nw.Expr, key: str) -> Frame:
        """One forward fill for all keys: a value that came over from another key is out of range."""
        return self._unpacked(frame, into, self._pack(value, key).fill_null(strategy="forward"), key)

    def following(self, frame: Frame, into: str, value: nw.Expr, key: str) -> Frame:
        """One backward fill for all keys, moved up by a row so that no row sees itself."""
        return self._unpacked(frame, into, self._pack(value, key).fill_null(strategy="backward").shift(-1), key)

    def sought(self, frame: Frame, where: nw.Expr, into: str, value: nw.Expr, key: str) -> Frame:
        """The few rows that seek are laid beside those that have a value: nothing else is gone through."""
        found = frame.select(key, "pos", value.cast(nw.Int64).alias(into)).filter(~nw.col(into).is_null())
        place = self._pack(nw.col("pos"), key)
        found = found.select(place.alias("place"), place.alias("found"), into)
        frame = frame.filter(where).with_columns((place + 1).alias("later"))
        frame = frame.join_asof(found, left_on="later", right_on="place", strategy="forward")
        is_own = nw.coalesce(nw.col("found") < (nw.col(key).cast(nw.Int64) + 1) * PACKING, nw.lit(False))
        frame = frame.with_columns(nw.when(is_own).then(nw.col(into)).alias(into))
        return frame.drop("found", "place", "later", strict=False)

    def previous(self, frame: Frame, into: str, value: nw.Expr, key: str) -> Frame:
        """The row above, if it is of the same key."""
        return self._unpacked(frame, into, self._pack(value, key).shift(1), key)

    def running(self, frame: Frame, into: str, value: nw.Expr, key: str) -> Frame:
        """One running sum for all keys, less what it was when the key began."""
        frame = frame.with_columns(value.cast(nw.Int64).cum_sum().alias(into))
        before = nw.when(self._begins(key)).then(nw.col(into) - value)
        return frame.with_columns((nw.col(into) - before.fill_null(strategy="forward")).alias(into))

    def _begins(self, key: str) -> nw.Expr:
        above = nw.col(key).shift(1)
        return above.is_null() | (nw.col(key) != above)

    def _pack(self, value: nw.Expr, key: str) -> nw.Expr:
        return nw.col(key).cast(nw.Int64) * PACKING + value.cast(nw.Int64)

    def _unpacked(self, frame: Frame, into: str, packed: nw.Expr, key: str) -> Frame:
        """In two steps, so that the fill is done once and not once for each use of it."""
        frame = frame.with_columns((packed - nw.col(key).cast(nw.Int64) * PACKING).alias(into))
        return frame.with_columns(
            nw.when((nw.col(into) >= 0) & (nw.col(into) < PACKING)).then(nw.col(into)).alias(into)
        )


class OrderedWindows:
    """For lazy frames, in any order. One window a step: engines refuse a window inside a window.

    Every window and every join names the person, also where an order or a place tells the person: whoever has
    brought each person's facts to one place (Spark) then moves nothing again.
    """

    def __init__(self, keep: Callable[[Frame], Frame] = lambda frame: frame) -> None:
        """`keep` makes of a frame that is read many times one that is computed once."""
        self.kept = keep

    def arranged(self, frame: Frame, key: str) -> Frame:  # noqa: ARG002 - each window names its key itself
        """As it is."""
        return frame

    def joined(self, frame: Frame, other: Frame, place: str = "pos") -> Frame:
        """A join."""
        return frame.join(other, on=["person", place], how="left")

    def latest(self, frame: Frame, into: str, value: nw.Expr, key: str) -> Frame:
        """A forward fill within the key."""
        frame = frame.with_columns(value.cast(nw.Int64).alias(into))
        return frame.with_columns(nw.col(into).fill_null(strategy="forward").over(*_within(key), order_by="pos"))

    def following(self, frame: Frame, into: str, value: nw.Expr, key: str) -> Frame:
        """Moved up by a row within the key, then a backward fill."""
        frame = frame.with_columns(value.cast(nw.Int64).alias(into))
        frame = frame.with_columns(nw.col(into).shift(-1).over(*_within(key), order_by="pos"))
        return frame.with_columns(nw.col(into).fill_null(strategy="backward").over(*_within(key), order_by="pos"))

    def sought(self, frame: Frame, where: nw.Expr, into: str, value: nw.Expr, key: str) -> Frame:
        """The whole column, and then the rows."""
        return self.following(frame, into, value, key).filter(where)

    def previous(self, frame: Frame, into: str, value: nw.Expr, key: str) -> Frame:
        """The row above within the key."""
        frame = frame.with_columns(value.cast(nw.Int64).alias(into))
        return frame.with_columns(nw.col(into).shift(1).over(*_within(key), order_by="pos"))

    def running(self, frame: Frame, into: str, value: nw.Expr, key: str) -> Frame:
        """A running sum within the key."""
        frame = frame.with_columns(value.cast(nw.Int64).alias(into))
        return frame.with_columns(nw.col(into).cum_sum().over(*_within(key), order_by="pos").cast(nw.Int64))


def _within(key: str) -> tuple[str, ...]:
    return ("person",) if key == "person" else ("person", key)
