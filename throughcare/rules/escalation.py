"""Recording that those who must know of a change were told."""

from __future__ import annotations

from datetime import date

from throughcare.facts.drafts import Draft
from throughcare.facts.escalation import AgencyNotified
from throughcare.rules.case import CaseState
from throughcare.rules.refusals import Faults

SAY_WHO_WAS_TOLD = "Say which agency, or who, was told."


def agency_told_draft(on: date, officer: str | None, agency: str | None, note: str | None = None) -> Draft:
    """An agency, or somebody involved, was told."""
    return Draft(kind=AgencyNotified, on=on, payload={"officer": officer, "agency": agency}, note=note)


def decide_agency_told(
    case: CaseState,
    *,
    on: date | None,
    officer: str | None,
    agency: str | None,
    today: date,
    note: str | None = None,
) -> list[Draft]:
    """An agency was told on a day, by `officer` (code). Raises `NotRecorded`."""
    faults = Faults()
    day = faults.day_past("on", on, today=today, came_on=case.came_on)
    who = faults.line("officer", officer)
    told = faults.line("agency", agency, needed=SAY_WHO_WAS_TOLD)
    draft = agency_told_draft(day, who, told, faults.note("note", note))
    faults.check()
    return [draft]
