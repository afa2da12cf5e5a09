"""What else can be done about a hearing, from its line on the day list and from its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from throughcare.records.models import Hearing
from throughcare.records.queries.day_lists import KnownAs


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    words: str
    address: str


def links_for(hearing: Hearing, named: Mapping[int, KnownAs], reports: Iterable[str] = ()) -> list[Link]:
    """A report is asked for on somebody of whom it was said who they are; on nobody else is anything recorded. And to
    the `reports` (threads) that were asked for through this hearing and are still open.

    `named` are those of whom the reader may learn, by id: of anybody else there is no link, as if nothing were said.
    """
    known = named.get(hearing.person_id or 0)
    if known is None:
        return []
    address = f"{reverse('ask_report', args=[known.crn])}?{urlencode({'hearing': hearing.pk})}"
    open_ = [Link("Its report", reverse("report", args=[known.crn, thread])) for thread in reports]
    return [*open_, Link("Ask for another report" if open_ else "Ask for a report", address)]
