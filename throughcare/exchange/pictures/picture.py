"""A picture with everything that is said of it: its title, its sentences, and its table for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.exchange.safe_csv import csv_text
from throughcare.measures.comparison import Funnel
from throughcare.measures.series import Series

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Dot:
    """A share by one clock with the ends of its 95% interval, and of how many."""

    share: float
    low: float
    high: float
    met: int
    decided: int


@dataclass(frozen=True, slots=True)
class Dots:
    """Groups by name, each with its share by every clock (or by every way to count); None where nothing is decided."""

    clocks: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Dot | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A group today and under a what-if: how many are met, of how many decided."""

    name: str
    today: tuple[int, int]
    what_if: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Changes:
    """What-if beside today. `words` say in a few words what is asked: *15 working days instead of 10*."""

    words: str
    groups: tuple[Change, ...]


Shown = Funnel | Series | Dots | Changes


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture shows (`shown`), and the words and the table that stand beside it wherever it goes.

    `why_none` is a sentence where nothing can be drawn; the sentences and the table hold all the same. `rows` are for
    people, `figures` (under `columns`) for programs. Equal pictures are drawn once.
    """

    title: str
    sentences: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    figures: tuple[tuple[Cell, ...], ...]
    shown: Shown
    why_none: str = ""

    @property
    def description(self) -> str:
        """What whoever does not see the picture is told in its place. The table says the rest."""
        return f"{' '.join(self.sentences)} The table says the same."

    @property
    def csv(self) -> str:
        """The table as a file."""
        return csv_text(self.columns, self.figures)


def percent(share: float | None) -> str:
    """A share as a whole percentage; a dash where there is none."""
    return "–" if share is None else f"{100 * share:.0f}%"


def span(ends: tuple[float, float] | None) -> str:
    """Two shares as *88 to 92%*; blank where there are none."""
    return f"{100 * ends[0]:.0f} to {percent(ends[1])}" if ends else ""


def listed(names: list[str]) -> str:
    """Names as a sentence lists them: *A, B and C*."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def rounded(share: float | None) -> float | None:
    """A share as files have it: from 0 to 1, with six digits."""
    return None if share is None else round(share, 6)
