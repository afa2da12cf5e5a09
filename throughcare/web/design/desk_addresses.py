"""Where a duty that another desk settles is settled: from its task to the address of that desk's form."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from throughcare.rules.access import Power
from throughcare.rules.tasks import Task

_DESKS: dict[Task, tuple[str, tuple[str, ...], Power]] = {
    Task.ALLOCATE: ("allocate", ("crn",), Power.ALLOCATE),
    Task.HAND_OVER: ("send_handover", ("crn", "order"), Power.DECIDE_PROVIDER),
    Task.SEND_AGAIN: ("send_handover", ("crn", "order"), Power.DECIDE_PROVIDER),
    Task.DECIDE_ESCALATION: ("decide_referral", ("crn", "thread"), Power.ANSWER_HANDOVER),
    Task.ANSWER_HANDOVER: ("handover", ("crn", "thread"), Power.ANSWER_HANDOVER),
    Task.ANSWER_CONCERN: ("answer_concern", ("crn", "thread"), Power.ALLOCATE),
    Task.COUNTERSIGN: ("answer_exemption", ("crn",), Power.RECORD_OVERSIGHT),
}
"""By task: the route, what it is told, and what whoever presses must be allowed."""


def power_at_desk(task: Task) -> Power | None:
    """What somebody must be allowed in order to settle this task; None where no desk here settles it."""
    found = _DESKS.get(task)
    return found[2] if found else None


def address_at_desk(task: Task | None, crn: str, *, order: str | None = None, thread: str | None = None) -> str:
    """The address of the form; empty where no desk settles the task, or what opened it does not say enough."""
    if task not in _DESKS:
        return ""
    route, names, _ = _DESKS[task]
    parts = [{"crn": crn, "order": order, "thread": thread}[name] for name in names]
    if None in parts:
        return ""
    try:
        return reverse(route, args=parts)
    except NoReverseMatch:
        return ""
