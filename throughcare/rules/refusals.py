"""What is refused, told field by field and all at once: what is wrong, and what would be right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from throughcare.facts.words import say_day
from throughcare.rules.texts_as_typed import (
    LINE_AT_MOST,
    NOTE_AT_MOST,
    WORDS_AT_LEAST,
    as_kept,
    fault_in_text,
    letters_in,
)

_TURNS = dict.fromkeys((0x202D, 0x202E))
"""Unicode's two overrides, which turn letters round for a reader and have no use in what people write: not kept."""


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with one field of a form, in one sentence that also says what would be right."""

    field: str
    sentence: str


class NotRecorded(ValueError):
    """Nothing was recorded; `faults` says why, one by one, in the order of the form."""

    def __init__(self, faults: tuple[FieldFault, ...]) -> None:
        super().__init__(" ".join(fault.sentence for fault in faults))
        self.faults = faults


class Faults:
    """What was found wrong with one request so far. `check` at the end refuses it, if there is anything."""

    def __init__(self) -> None:
        self._found: list[FieldFault] = []

    def add(self, field: str, sentence: str) -> None:
        """One more thing that is wrong."""
        self._found.append(FieldFault(field, sentence))

    def check(self) -> None:
        """Raise `NotRecorded` with all that was found, if anything was."""
        if self._found:
            raise NotRecorded(tuple(self._found))

    def note(self, field: str, text: str | None, *, needed: str | None = None, in_words: bool = False) -> str | None:
        """A text of several lines as it is kept; None where nothing was typed, which is refused where `needed` says so.

        `in_words` asks for enough letters that it can be a judgement or a reason, and not a tick.
        """
        kept = self._text(field, text, NOTE_AT_MOST, needed)
        if kept is not None and in_words and letters_in(kept) < WORDS_AT_LEAST:
            self.add(field, f"Say it in words: at least {WORDS_AT_LEAST} letters or digits.")
        return kept

    def line(self, field: str, text: str | None, *, needed: str | None = None) -> str | None:
        """A name or a code as it is kept: one line, not long."""
        kept = self._text(field, text, LINE_AT_MOST, needed)
        if kept is not None and ("\n" in kept or "\t" in kept):
            self.add(field, "Write it in one line.")
        return kept

    def _text(self, field: str, text: str | None, at_most: int, needed: str | None) -> str | None:
        kept = as_kept(text.translate(_TURNS) if text else text)
        if not kept:
            if needed:
                self.add(field, needed)
            return None
        fault = fault_in_text(kept, at_most=at_most)
        if fault is not None:
            self.add(field, fault)
        return kept

    def day_past(self, field: str, on: date | None, *, today: date, came_on: date | None) -> date:
        """The day on which something happened: up to today, and not before the person came to us.

        Where it is refused, today stands in for it until `check`, so that the rest can be looked at too.
        """
        if on is None:
            self.add(field, f"Say on which day it was, for example {say_day(today)}.")
        elif on > today:
            self.add(
                field,
                f"{say_day(on)} has not come yet: today is {say_day(today)}. "
                "What has not happened can be arranged, and is recorded when it has.",
            )
        elif came_on is not None and on < came_on:
            self.add(
                field,
                f"{say_day(on)} is before their first report or sentence, which is of {say_day(came_on)}: "
                "say a day from then on.",
            )
        else:
            return on
        return today
