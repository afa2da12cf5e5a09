"""Professional concerns: a member of staff says that it is wrong who holds a case, and a manager answers.

Source: Probation Circular 90/2005: nobody does work that they are not trained for. To raise one counts against nobody.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from throughcare.facts.allocation import (
    StaffConcernAnswered,
    StaffConcernKind,
    StaffConcernRaised,
    StaffConcernReply,
)
from throughcare.facts.drafts import Draft
from throughcare.facts.words import say_day
from throughcare.rules.case import CaseState, StaffConcern
from throughcare.rules.refusals import Faults
from throughcare.rules.thread_names import first_free

NOBODY_HOLDS_IT = (
    "No practitioner holds the case, so that there is nobody to be worried about: ask whoever allocates it."
)
MANAGERS_ONLY = "A manager answers a professional concern: ask yours."
NO_SUCH_CONCERN = "There is no such concern any more: it was withdrawn."
ABOUT_YOU = "It is about a case that you hold: another manager answers it."


def concern_of(case: CaseState, thread: str) -> StaffConcern | None:
    """The concern of this thread."""
    return next((each for each in case.staff_concerns if each.thread == thread), None)


def decide_concern(
    case: CaseState, *, concern: StaffConcernKind | None, said: str | None, by: str, taken: Collection[str], today: date
) -> list[Draft]:
    """`by` says that it is wrong who holds the case. `taken` are all threads of the person. Raises `NotRecorded`."""
    faults = Faults()
    holder = case.holder.officer if case.holder else None
    if holder is None:
        faults.add("", NOBODY_HOLDS_IT)
    if concern is None:
        faults.add("staff_concern", "Say what is wrong: not trained for this, no capacity, or not safe.")
    needed = "Say what worries you, so that a manager can act on it."
    note = faults.note("said", said, needed=needed, in_words=True)
    faults.check()
    payload = {"staff_concern": concern, "officer": by, "about": holder}
    thread = first_free(f"staff-concern-{today.isoformat()}", taken)
    return [Draft(kind=StaffConcernRaised, on=today, payload=payload, thread=thread, note=note)]


def decide_answer(
    case: CaseState,
    thread: str,
    *,
    reply: StaffConcernReply | None,
    weighed: str | None,
    by: str,
    may_oversee: bool,
    today: date,
) -> list[Draft]:
    """A manager says what was done about a concern, and what was weighed. Raises `NotRecorded`."""
    faults = Faults()
    found = concern_of(case, thread)
    if not may_oversee:
        faults.add("may_oversee", MANAGERS_ONLY)
    if found is None:
        faults.add("", NO_SUCH_CONCERN)
    elif found.about == by and found.raised_by != by:
        faults.add("", ABOUT_YOU)
    elif found.reply is not None and found.answered_on is not None:
        faults.add("", f"It was answered on {say_day(found.answered_on)} already: {found.reply.label.lower()}.")
    if reply is None:
        faults.add("staff_reply", "Say what is done about it.")
    needed = "Say what you weighed: whoever raised it reads this."
    note = faults.note("weighed", weighed, needed=needed, in_words=True)
    faults.check()
    payload = {"staff_reply": reply, "officer": by}
    return [Draft(kind=StaffConcernAnswered, on=today, payload=payload, thread=thread, note=note)]
