"""Numbers and instants as people read them."""

from __future__ import annotations

from datetime import datetime

from throughcare.calendar import LONDON
from throughcare.facts.words import say_day


def plural(many: int, one: str, more: str | None = None) -> str:
    """A count with its noun: *1 person*, *3 people*; *no people* for none."""
    noun = one if many == 1 else more or f"{one}s"
    return f"{number(many) if many else 'no'} {noun}"


def number(value: int) -> str:
    """A whole number with a comma at each thousand."""
    return f"{value:,}"


def percent(share: float | None) -> str:
    """A share as a whole percentage; a dash where there is none."""
    return "–" if share is None else f"{100 * share:.0f}%"


def say_instant(at: datetime) -> str:
    """An instant as people write it, in London time: 14 March 2016, 09:30."""
    local = at.astimezone(LONDON)
    return f"{say_day(local.date())}, {local:%H:%M}"
