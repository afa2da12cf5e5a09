"""Days as an extract writes them: two, two and four digits, `dd/mm/yyyy`, and nothing else."""

from __future__ import annotations

import re
from datetime import date

_WRITTEN = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")


class Days(dict[str, date | None]):
    """The day that each text names, every distinct text read once; `None` for a blank and for what names no day."""

    def __init__(self, as_of: date) -> None:
        super().__init__({"": None})
        self.as_of = as_of

    def __missing__(self, text: str) -> date | None:
        found = _WRITTEN.fullmatch(text)
        day = None
        if found:
            try:
                day = date(int(found[3]), int(found[2]), int(found[1]))
            except ValueError:
                day = None
        self[text] = day
        return day

    def fault(self, text: str, *, ahead: bool) -> str:
        """What is wrong with the text as a day, or nothing. Unless `ahead`, it may not lie after the as-of day."""
        day = self[text]
        if day is None:
            if _WRITTEN.fullmatch(text):
                return f"{text} is not a day in the calendar"
            shown = text if len(text) <= 60 else f"{text[:57]}..."
            return f"{shown} is not a date: expected dd/mm/yyyy, two, two and four digits"
        if day > self.as_of and not ahead:
            return f"{text} lies after the day of the extract, {self.as_of:%d/%m/%Y}: what happened cannot lie ahead"
        return ""
