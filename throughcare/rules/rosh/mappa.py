"""Putting somebody under the multi-agency public protection arrangements (MAPPA), and saying that it is over."""

from __future__ import annotations

from datetime import date

from throughcare.facts.drafts import Draft
from throughcare.facts.fact import YesNo
from throughcare.facts.risk import MappaCategory, MappaLevel, MappaManaged
from throughcare.rules.case import CaseState
from throughcare.rules.refusals import Faults

MANAGERS_ONLY = "Whether the arrangements apply is recorded by a manager: ask yours."
AS_IT_STANDS = "That is how it stands already: choose what has changed."


def decide_mappa(
    case: CaseState,
    *,
    is_over: bool,
    category: MappaCategory | None,
    level: MappaLevel | None,
    on: date | None,
    reason: str | None,
    may_oversee: bool,
    today: date,
) -> list[Draft]:
    """From a day on the person comes under the arrangements as said, or no longer does. Raises `NotRecorded`."""
    faults = Faults()
    if not may_oversee:
        faults.add("", MANAGERS_ONLY)
    day = faults.day_past("on", on, today=today, came_on=case.came_on)
    if is_over and case.mappa is None:
        faults.add("act", "They do not come under the arrangements: there is nothing to lift.")
    elif not is_over:
        if category is None:
            faults.add("category", "Say which category.")
        if level is None:
            faults.add("level", "Say at which level they are managed.")
        if case.mappa is not None and (case.mappa.category, case.mappa.level) == (category, level):
            faults.add("level", AS_IT_STANDS)
    why = faults.note("reason", reason, needed="Say why, or which meeting decided it.")
    faults.check()
    said = {"over": YesNo.YES} if is_over else {"mappa_category": category, "mappa_level": level}
    return [Draft(kind=MappaManaged, on=day, payload=said, note=why)]
