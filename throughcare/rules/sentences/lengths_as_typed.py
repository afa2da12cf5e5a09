"""Lengths as people type them: 18 months, 1 year 6 months, 16 weeks, 2y 3m."""

from __future__ import annotations

import re

from throughcare.rules.sentences.lengths import Length

_PART = re.compile(r"([0-9]{1,4})\s*(years?|yrs?|y|months?|mths?|m|weeks?|wks?|w|days?|d)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"(\s|,|and)*", re.IGNORECASE)
_UNITS = {"y": "years", "m": "months", "w": "weeks", "d": "days"}
HOW_TO_TYPE = "Write it as 18 months, 1 year 6 months, 16 weeks or 10 days."
LETTERS_AT_MOST = 60
"""No length takes more to say; the number is ours."""


def length_as_typed(text: str) -> Length | None:
    """The length that was typed; None where it is written otherwise, or says a unit twice."""
    said, left = text.strip(), {}
    if not said or len(said) > LETTERS_AT_MOST:
        return None
    place = 0
    while place < len(said):
        part = _PART.match(said, place)
        unit = _UNITS[part[2][0].lower()] if part else ""
        if part is None or unit in left:
            return None
        left[unit] = int(part[1])
        gap = _BETWEEN.match(said, part.end())
        place = gap.end() if gap else part.end()
    return Length(**left)
