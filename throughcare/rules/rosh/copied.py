"""Whether a text says the same words as an earlier assessment of the person, and which of its words.

Words are compared without case, marks and blanks: so many words in a row that stood in an earlier text were copied, or
might as well have been. Nobody is forbidden to copy; it is shown, so that nobody takes old words for a fresh look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

IN_A_ROW = 8
"""So many words in a row are no accident: shorter runs are turns of phrase. The number is ours."""
SHORT_AT_LEAST = 4
"""A text of fewer words than `IN_A_ROW` counts where the whole of it stood there, from so many words. It is ours."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Earlier:
    """A text of an earlier assessment, and its day."""

    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text, by characters, that stood word for word in an assessment of a day."""

    start: int
    end: int
    on: date


@dataclass(frozen=True, slots=True)
class Copied:
    """Which parts of a text were said before, and what share of its words they are."""

    spans: tuple[Span, ...] = ()
    share: float = 0.0

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the assessments in which the words stood, the latest first."""
        return tuple(sorted({span.on for span in self.spans}, reverse=True))


class EarlierWords:
    """The earlier texts of a person, made ready so that each text is compared in the time of reading it."""

    def __init__(self, earlier: Iterable[Earlier]) -> None:
        self._rows: dict[tuple[str, ...], date] = {}
        self._whole: dict[tuple[str, ...], date] = {}
        for each in sorted(earlier, key=lambda said: said.on):
            words = _words(each.text)
            self._whole[words] = each.on
            for start in range(len(words) - IN_A_ROW + 1):
                self._rows[words[start : start + IN_A_ROW]] = each.on

    def copied(self, text: str) -> Copied:
        """What of this text was said before; where in several assessments, the latest is named."""
        places = list(_WORD.finditer(text))
        words = tuple(place.group().casefold() for place in places)
        days: list[date | None] = [None] * len(words)
        if SHORT_AT_LEAST <= len(words) < IN_A_ROW and words in self._whole:
            days = [self._whole[words]] * len(words)
        for start in range(len(words) - IN_A_ROW + 1):
            on = self._rows.get(words[start : start + IN_A_ROW])
            if on is not None:
                days[start : start + IN_A_ROW] = [max(on, day or on) for day in days[start : start + IN_A_ROW]]
        return Copied(_spans(places, days), sum(day is not None for day in days) / len(days) if days else 0.0)


def copied_from(text: str, earlier: Iterable[Earlier]) -> Copied:
    """What of a text stood in these earlier ones."""
    return EarlierWords(earlier).copied(text)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(text))


def _spans(places: Sequence[re.Match[str]], days: Sequence[date | None]) -> tuple[Span, ...]:
    """Neighbouring words of one day as one part."""
    spans: list[Span] = []
    before: date | None = None
    for place, on in zip(places, days, strict=True):
        if on is not None and on == before:
            spans[-1] = Span(spans[-1].start, place.end(), on)
        elif on is not None:
            spans.append(Span(place.start(), place.end(), on))
        before = on
    return tuple(spans)
