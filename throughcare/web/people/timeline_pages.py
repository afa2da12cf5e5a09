"""The words of a person's timeline: month by month, newest first, with what was withdrawn and what is hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator

from throughcare.facts.record import Erased, Withdrawn
from throughcare.facts.supervision import AppointmentArranged
from throughcare.facts.words import MONTHS, say_day
from throughcare.records.queries.person import Names
from throughcare.records.queries.timeline import Entry, of_stage, stages_in
from throughcare.rules.access import Power, Viewer, can_record, may
from throughcare.rules.record import BY_MANAGERS, BY_PRACTITIONERS
from throughcare.web.people.fact_words import FactWords, words_of
from throughcare.web.people.header import Link, address
from throughcare.web.people.moment import Moment
from throughcare.web.people.opening import Opened

PER_PAGE = 50
AHEAD = "Ahead"
"""The heading over what is arranged for a day that has not come."""
HIDDEN = "Hidden"
"""The heading over what stood here and is hidden: its month would say something of it."""
STAGE_WORDS = {"identity": "Who they are"}
"""The words of a stage where its name would not do."""


@dataclass(frozen=True, slots=True)
class EntryWords:
    """One entry as it is shown. Of a hidden one only that there was one: `hidden` says why, and `fact` is None.

    `is_quiet`: a meeting that was arranged; what became of it has an entry of its own, which says more.
    """

    fact: FactWords | None
    is_struck: bool = False
    is_quiet: bool = False
    marks: tuple[str, ...] = ()
    withdraw: Link | None = None
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """The entries of one month, or those that lie ahead."""

    words: str
    entries: tuple[EntryWords, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of a timeline, and the stages by which it can be narrowed."""

    months: tuple[Month, ...]
    page: Page[Entry]
    stages: tuple[Link, ...]
    stage: str
    address: str


Marker = Callable[[Entry], Link | None]
"""From an entry to where it can be withdrawn or restored, if this viewer may do so."""


def timeline_of(
    entries: Sequence[Entry],
    *,
    stage: str,
    number: str | None,
    opened: Opened,
    names: Names,
    moment: Moment,
    viewer: Viewer,
) -> Timeline:
    """A page of these entries. Nothing is withdrawn from a view of the past: what stands today may be another thing."""
    shown = of_stage(entries, stage) if stage else list(entries)
    page: Page[Entry] = Paginator(shown, PER_PAGE).get_page(number)
    marker = _marker(opened, viewer) if not moment.is_past else _no_marker
    grouped = groupby(page.object_list, key=lambda entry: _month(entry, moment))
    return Timeline(
        months=tuple(
            Month(words, tuple(entry_words(entry, names, marker) for entry in found)) for words, found in grouped
        ),
        page=page,
        stages=tuple(_stages(entries, stage, opened, moment)),
        stage=stage,
        address=_address_of_pages(opened, moment, stage),
    )


def _address_of_pages(opened: Opened, moment: Moment, stage: str) -> str:
    """The address of this timeline, ready for the number of a page."""
    here = address("timeline", opened, **moment.query, **({"stage": stage} if stage else {}))
    return f"{here}&" if "?" in here else f"{here}?"


def _month(entry: Entry, moment: Moment) -> str:
    fact = entry.fact
    if entry.hidden_by is not None:
        return HIDDEN
    return AHEAD if fact.on > moment.on else f"{MONTHS[fact.on.month - 1]} {fact.on.year}"


def _stages(entries: Sequence[Entry], chosen: str, opened: Opened, moment: Moment) -> Iterable[Link]:
    yield Link(f"All ({len(entries)})", address("timeline", opened, **moment.query), not chosen)
    for stage, many in stages_in(entries):
        words = STAGE_WORDS.get(stage, stage.capitalize())
        yield Link(f"{words} ({many})", address("timeline", opened, **moment.query, stage=stage), stage == chosen)


def entry_words(entry: Entry, names: Names, marker: Marker) -> EntryWords:
    """One entry in words; nothing at all of what a hidden one said, its day and kind included."""
    if entry.hidden_by is not None:
        return EntryWords(None, hidden=_HIDDEN[isinstance(entry.hidden_by, Erased)])
    return EntryWords(
        fact=words_of(entry.fact, names),
        is_struck=entry.is_withdrawn,
        is_quiet=isinstance(entry.fact, AppointmentArranged),
        marks=tuple(_say_marks(entry, names)),
        withdraw=marker(entry),
    )


_HIDDEN = {
    False: "An entry stood here that was about somebody else. It is hidden.",
    True: "An entry stood here whose content was erased by law.",
}


def _say_marks(entry: Entry, names: Names) -> Iterable[str]:
    """Each withdrawal and restoring of an entry: when, by whom and why."""
    depth = {entry.fact.number: 0}
    for mark in entry.marks:
        depth[mark.number] = depth[mark.target] + 1
        yield _say_mark(mark, "Withdrawn" if depth[mark.number] % 2 else "Restored", names)


def _say_mark(mark: Withdrawn, word: str, names: Names) -> str:
    by = f" by {names.of_staff(mark.by.staff)}" if mark.by else ""
    return f"{word} on {say_day(mark.on)}{by}: {mark.reason or 'no reason recorded'}"


# --- withdrawing --------------------------------------------------------------------------------------------------


def _no_marker(_entry: Entry) -> Link | None:
    return None


def _marker(opened: Opened, viewer: Viewer) -> Marker:
    """Where an entry is withdrawn: by whoever may record here, and could have recorded it (`rules.record`)."""
    if not can_record(viewer, opened.case, stated_reason=opened.reason):
        return _no_marker
    allowed = BY_PRACTITIONERS | (BY_MANAGERS if may(viewer, Power.RECORD_OVERSIGHT) else frozenset())

    def marker(entry: Entry) -> Link | None:
        if type(entry.fact) not in allowed:
            return None
        if entry.is_withdrawn:
            return Link("Restore", address("withdraw", opened, entry.marks[-1].number))
        return Link("Withdraw", address("withdraw", opened, entry.fact.number))

    return marker
