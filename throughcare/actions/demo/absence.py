"""What becomes of the cases of somebody who is away: they wait, or somebody covers."""

from __future__ import annotations

from random import Random

from throughcare.actions.demo.lives.notebook import Entry, Life, Seat
from throughcare.actions.demo.staff import ABSENT_FROM
from throughcare.facts.supervision import Appointment, AppointmentArranged, HomeVisit

_MEETINGS = (AppointmentArranged, Appointment, HomeVisit)


def can_wait(life: Life) -> bool:
    """Whether the practitioner, had they been away, would have missed nothing but meetings."""
    holder, since = life.holders[-1][1], life.holders[-1][0]
    theirs = [entry for entry in life.entries if _is_touched(entry, holder)]
    begun_before = (ABSENT_FROM - since).days > 21
    return begun_before and all(entry.draft.kind in _MEETINGS for entry in theirs)


def while_away(life: Life, *, is_covered: bool, rng: Random) -> None:
    """Change what a practitioner who is away did since: nobody did it, or (for some meetings) whoever covers."""
    holder = life.holders[-1][1]
    kept: dict[str | None, bool] = {}
    entries = []
    for entry in life.entries:
        if not _is_touched(entry, holder):
            entries.append(entry)
        elif is_covered and kept.setdefault(entry.draft.thread, rng.random() < 0.6):
            entry.pass_to(Seat.COVER)
            entries.append(entry)
    life.entries = entries


def _is_touched(entry: Entry, holder: Seat) -> bool:
    return entry.by is holder and entry.recorded_at.date() >= ABSENT_FROM
