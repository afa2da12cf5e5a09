"""What else can be done about a hearing, from its line on the day list and from its page."""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.records.models import Hearing


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    words: str
    address: str


def links_for(_hearing: Hearing) -> list[Link]:
    """Other desks add theirs here, such as asking for a report: they are shown with every hearing of the list."""
    return []
