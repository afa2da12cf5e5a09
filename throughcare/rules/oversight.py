"""Recording that a manager looked at a case, with the judgement: without one it is no oversight."""

from __future__ import annotations

from datetime import date

from throughcare.facts.drafts import Draft
from throughcare.facts.oversight import Oversight
from throughcare.rules.case import CaseState
from throughcare.rules.refusals import Faults

SAY_THE_JUDGEMENT = "Write down the judgement: a note that the case was talked about is not oversight."
MANAGERS_ONLY = "Oversight is recorded by a manager: ask yours to record it."


def oversight_draft(on: date, officer: str | None, judgement: str | None) -> Draft:
    """A manager's oversight, with the judgement as its note."""
    return Draft(kind=Oversight, on=on, payload={"officer": officer}, note=judgement)


def decide_oversight(
    case: CaseState,
    *,
    on: date | None,
    officer: str | None,
    judgement: str | None,
    may_oversee: bool,
    today: date,
) -> list[Draft]:
    """The manager `officer` (code) looked at the case on a day. Raises `NotRecorded`.

    `may_oversee` is what access says of whoever records: see `Power.RECORD_OVERSIGHT`.
    """
    faults = Faults()
    if not may_oversee:
        faults.add("may_oversee", MANAGERS_ONLY)
    day = faults.day_past("on", on, today=today, came_on=case.came_on)
    who = faults.line("officer", officer, needed="Say which manager looked at the case.")
    draft = oversight_draft(day, who, faults.note("judgement", judgement, needed=SAY_THE_JUDGEMENT, in_words=True))
    faults.check()
    return [draft]
