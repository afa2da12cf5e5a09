"""Recording what is known of the risk: a review, a significant change, a concern."""

from __future__ import annotations

from datetime import date

from throughcare.facts.drafts import Draft
from throughcare.facts.risk import Assessed, Assessment, Completion, Concern, Register, RoshLevel, SignificantChange
from throughcare.rules.case import CaseState
from throughcare.rules.refusals import Faults

SAY_WHAT_CHANGED = "Say what has changed: whoever reviews the risk must know it."


def review_draft(on: date, officer: str | None, level: RoshLevel | None, note: str | None = None) -> Draft:
    """A completed review. Without a level the earlier one stands."""
    said = {"assessment": Assessment.REVIEW, "status": Completion.COMPLETE, "level": level, "assessor": officer}
    return Draft(kind=Assessed, on=on, payload=said, note=note)


def change_draft(on: date, officer: str | None, note: str | None) -> Draft:
    """A significant change, with what changed as its note."""
    return Draft(kind=SignificantChange, on=on, payload={"officer": officer}, note=note)


def concern_draft(on: date, register: Register | None, note: str | None = None) -> Draft:
    """A concern, put on the record."""
    return Draft(kind=Concern, on=on, payload={"register": register}, note=note)


def decide_review(
    case: CaseState,
    *,
    on: date | None,
    officer: str | None,
    today: date,
    level: RoshLevel | None = None,
    note: str | None = None,
) -> list[Draft]:
    """The risk was reviewed on a day by `officer` (code). Raises `NotRecorded`."""
    faults = Faults()
    day = faults.day_past("on", on, today=today, came_on=case.came_on)
    who = faults.line("officer", officer, needed="Say who reviewed the risk.")
    draft = review_draft(day, who, level, faults.note("note", note))
    faults.check()
    return [draft]


def decide_change(
    case: CaseState, *, on: date | None, officer: str | None, note: str | None, today: date
) -> list[Draft]:
    """Something changed that may raise the risk, noticed by `officer` (code). Raises `NotRecorded`."""
    faults = Faults()
    day = faults.day_past("on", on, today=today, came_on=case.came_on)
    draft = change_draft(day, faults.line("officer", officer), faults.note("note", note, needed=SAY_WHAT_CHANGED))
    faults.check()
    return [draft]


def decide_concern(
    case: CaseState, *, on: date | None, register: Register | None, today: date, note: str | None = None
) -> list[Draft]:
    """A concern goes on the record; one that stands there already may come up anew. Raises `NotRecorded`."""
    faults = Faults()
    day = faults.day_past("on", on, today=today, came_on=case.came_on)
    if register is None:
        faults.add("register", "Say which concern it is: domestic abuse, or a child.")
    draft = concern_draft(day, register, faults.note("note", note))
    faults.check()
    return [draft]
