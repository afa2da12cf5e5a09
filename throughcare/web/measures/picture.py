"""Shares and their intervals as a picture: a dot on a line for each group and clock, drawn from left to right.

Places along the line are percentages, so that the picture takes whatever width there is and its words keep their size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from throughcare.measures.counting import Tally

TICKS = (0, 25, 50, 75, 100)
TOP, NAME_HEIGHT, LINE_HEIGHT, GAP = 26, 22, 18, 12
"""Heights in pixels: of the scale, of a group's name, of one clock's line, and between two groups."""
WORDS_LEFT_FROM = 84.0
"""A dot so far right has its share written to the left of it, else it would run out of the picture."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a share and the ends of its interval lie on a line from 0 to 100."""

    at: float
    low: float
    high: float


def mark_of(tally: Tally) -> Mark | None:
    """The place of a share; None where nothing is decided."""
    if tally.share is None or tally.interval is None:
        return None
    low, high = tally.interval
    return Mark(round(100 * tally.share, 1), round(100 * low, 1), round(100 * high, 1))


@dataclass(frozen=True, slots=True)
class Dot:
    """One share in the picture: its clock (by place), its mark, its height, and its words left or right of it."""

    clock: int
    mark: Mark
    y: int
    words: str
    is_left: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One group in the picture."""

    name: str
    y: int
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole picture, with what it says in words to whoever does not see it."""

    title: str
    clocks: tuple[str, ...]
    rows: tuple[Row, ...]
    height: int
    ticks: tuple[int, ...] = TICKS


def picture_of(
    title: str, clocks: Sequence[str], groups: Sequence[tuple[str, Sequence[tuple[Mark | None, str]]]]
) -> Picture | None:
    """The picture of groups: each by its name, with a mark and a share in words for every clock.

    Groups of which nothing is decided are left out; None where none is left.
    """
    rows, y = [], TOP
    for name, marks in groups:
        if not any(mark for mark, _ in marks):
            continue
        place = y + NAME_HEIGHT
        dots = [
            Dot(clock, mark, place + LINE_HEIGHT * clock, words, mark.high > WORDS_LEFT_FROM)
            for clock, (mark, words) in enumerate(marks)
            if mark
        ]
        rows.append(Row(name, y + NAME_HEIGHT - LINE_HEIGHT // 2, tuple(dots)))
        y = place + LINE_HEIGHT * len(clocks) + GAP
    return Picture(title, tuple(clocks), tuple(rows), y) if rows else None
