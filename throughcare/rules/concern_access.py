"""Who sees a professional concern, and a conflict of interest: not everybody who may read the case.

Whoever raised it, inspectors, and the managers who answer for whoever holds the case. Nobody reads a concern about
themselves here, manager or not, unless they raised it. To everybody else it is as if it had not been recorded.
"""

from __future__ import annotations

from collections.abc import Sequence

from throughcare.facts.allocation import ConflictDeclared, StaffConcernAnswered, StaffConcernRaised
from throughcare.facts.fact import Fact
from throughcare.facts.record import Withdrawn
from throughcare.facts.stream import subject_of
from throughcare.rules.access import CaseHeld, Power, Role, Viewer, can_read, may

PROTECTED = (StaffConcernRaised, StaffConcernAnswered, ConflictDeclared)
"""The kinds of facts that not everybody sees who may read the case."""


def sees_concern(viewer: Viewer, case: CaseHeld, *, raised_by: str | None, about: str | None) -> bool:
    """Whether the viewer may learn that there is such a concern, and what it says."""
    if raised_by == viewer.code:
        return True
    return about != viewer.code and answers_for(viewer, case)


def answers_for(viewer: Viewer, case: CaseHeld) -> bool:
    """Whether the viewer is a manager of whoever holds the case, or an inspector, and no limit keeps it from them."""
    is_one = viewer.role is Role.INSPECTOR or may(viewer, Power.RECORD_OVERSIGHT)
    return is_one and can_read(viewer, case)


def closed_numbers(viewer: Viewer, case: CaseHeld, stream: Sequence[Fact]) -> set[int]:
    """The numbers of the facts of this stream (all facts of the person, by number) that are not shown to the viewer,
    and of the withdrawals of these.
    """
    closed: set[int] = set()
    threads: dict[str | None, bool] = {}
    for fact in stream:
        if isinstance(fact, StaffConcernRaised):
            is_seen = sees_concern(viewer, case, raised_by=fact.officer, about=fact.about)
            threads[fact.thread] = is_seen
        elif isinstance(fact, StaffConcernAnswered):
            is_seen = threads.get(fact.thread, False)
        elif isinstance(fact, ConflictDeclared):
            said_by = fact.by.staff if fact.by else None
            is_seen = viewer.code in (fact.officer, said_by) or answers_for(viewer, case)
        elif isinstance(fact, Withdrawn):
            is_seen = subject_of(fact, stream).number not in closed
        else:
            continue
        if not is_seen:
            closed.add(fact.number)
    return closed
