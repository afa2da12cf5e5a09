"""People of Priya Shah's whom not everybody may see, and one who prefers Welsh."""

from __future__ import annotations

from datetime import date
from typing import Any

from throughcare.actions.demo.story.notebook import Life, Seat
from throughcare.actions.demo.story.telling import (
    Sentence,
    Who,
    ahead,
    begun,
    half_years,
    life_of,
    planned,
    seen,
    seen_regularly,
)
from throughcare.facts.identity import AccessLimit, AccessLimited
from throughcare.facts.risk import RoshLevel
from throughcare.facts.supervision import CommunicationNeed, NeedKind


def excluded(crn: str) -> Life:
    """A colleague of the same team lives next door, and may not see the case."""
    life, day = life_of(crn), date(2016, 3, 22)
    begun(life, Who("Jade", "Thackray", date(1993, 9, 16), "Female"), Sentence(day, level=RoshLevel.LOW))
    limit: dict[str, Any] = {"limit": AccessLimit.EXCLUSION, "officer": Seat.FIRST, "review_on": date(2016, 9, 24)}
    life.record(AccessLimited, date(2016, 3, 24), Seat.SENIOR, note="Lives next door to her, as he told us.", **limit)
    seen(life, date(2016, 3, 29), note="Glad that the neighbour will not read this.")
    planned(life, date(2016, 4, 5))
    seen_regularly(life, date(2016, 4, 12), date(2016, 6, 21), weeks=2)
    ahead(life, date(2016, 7, 5), "09:30", arranged_on=date(2016, 6, 21))
    return life


def restricted(crn: str) -> Life:
    """Known in the town, so that only the practitioner and her manager may see the case."""
    life, day = life_of(crn), date(2015, 10, 8)
    begun(life, Who("Simon", "Ormerod", date(1967, 2, 8)), Sentence(day, months=24))
    for seat in (Seat.OWN, Seat.SENIOR):
        limit: dict[str, Any] = {"limit": AccessLimit.RESTRICTION, "officer": seat, "review_on": date(2016, 6, 13)}
        life.record(
            AccessLimited, date(2015, 10, 12), Seat.SENIOR, note="The local press has asked about him.", **limit
        )
    seen(life, date(2015, 10, 13), note="Used the side entrance. Worried about his children at school.")
    planned(life, date(2015, 10, 20))
    seen_regularly(life, date(2015, 10, 27), date(2016, 2, 2), weeks=2)
    seen_regularly(life, date(2016, 3, 1), date(2016, 6, 21), weeks=4)
    half_years(life, day, date(2016, 6, 20), RoshLevel.MEDIUM)
    ahead(life, date(2016, 7, 19), "15:45", arranged_on=date(2016, 6, 21))
    return life


def prefers_welsh(crn: str) -> Life:
    """Grew up in Bala and speaks of what matters in Welsh."""
    life, day = life_of(crn), date(2016, 5, 5)
    who = Who("Ieuan", "Llewellyn", date(1975, 3, 1), "Male", "White: Welsh")
    begun(life, who, Sentence(day, months=9, level=RoshLevel.LOW))
    said = "Letters in Welsh, please. The line for Welsh speakers takes calls until five."
    life.record(CommunicationNeed, date(2016, 5, 6), Seat.OWN, note=said, need=NeedKind.WELSH)
    seen(life, date(2016, 5, 10), note="In English today, and slower for it. Interpreter booked from now on.")
    planned(life, date(2016, 5, 17))
    seen_regularly(life, date(2016, 5, 17), date(2016, 6, 21))
    ahead(life, date(2016, 7, 5), "13:30", arranged_on=date(2016, 6, 21))
    return life
