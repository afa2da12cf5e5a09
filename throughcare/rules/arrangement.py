"""Arranging a meeting: for which day and time, of which kind and with whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from throughcare.calendar import bank_holidays, is_working_day
from throughcare.facts.drafts import Draft
from throughcare.facts.supervision import AppointmentArranged, Meeting
from throughcare.facts.words import say_day
from throughcare.rules.case import CaseState
from throughcare.rules.refusals import Faults

SAY_WHICH_MEETING = "Say which it is: an appointment or a home visit."
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_DAYS_OFF = {5: "Saturday", 6: "Sunday"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """What was typed about a meeting to come. `at_time` is hours and minutes; `officer` a code."""

    on: date | None = None
    at_time: str | None = None
    meeting: Meeting | None = None
    officer: str | None = None


def arrangement_draft(
    request: Arrangement,
    case: CaseState,
    *,
    today: date,
    faults: Faults,
    prefix: str = "",
    officer: str | None = None,
) -> Draft:
    """A meeting to come, with a thread of its own. `prefix` stands before the names of its fields in a longer form.

    `officer` is with whom it is where nobody was named.
    """
    day = _day(request.on, today, faults, f"{prefix}on")
    at_time = time_as_kept(request.at_time)
    if at_time is None:
        faults.add(f"{prefix}at_time", "Say at what time, as hours and minutes: 09:30.")
    if request.meeting is None:
        faults.add(f"{prefix}meeting", SAY_WHICH_MEETING)
    who = faults.line(f"{prefix}officer", request.officer) or officer
    if at_time is not None and any((each.on, each.at_time) == (request.on, at_time) for each in case.arranged):
        faults.add(f"{prefix}at_time", f"A meeting is arranged for {say_day(day)} at {at_time} already.")
    said = {"meeting": request.meeting, "officer": who, "at_time": at_time}
    return Draft(kind=AppointmentArranged, on=day, payload=said, thread=new_thread(day, at_time, case))


def _day(on: date | None, today: date, faults: Faults, field: str) -> date:
    """The day of a meeting to come: from today on, and a working day. Where it is refused, today stands in."""
    if on is None:
        faults.add(field, "Say for which day.")
        return today
    if on < today:
        faults.add(field, f"{say_day(on)} is past: today is {say_day(today)}. Say a day from today on.")
        return today
    if not is_working_day(on):
        holiday = bank_holidays(on.year).get(on)
        off = f"a bank holiday ({holiday})" if holiday else f"a {_DAYS_OFF[on.weekday()]}"
        faults.add(field, f"{say_day(on)} is {off}: say a working day.")
        return today
    return on


def time_as_kept(text: str | None) -> str | None:
    """A time of day as it is kept, `09:30`; None where it is no time from 00:00 to 23:59."""
    found = _TIME.fullmatch((text or "").strip())
    return f"{int(found[1]):02}:{found[2]}" if found else None


def new_thread(on: date, at_time: str | None, case: CaseState) -> str:
    """A thread that no meeting of the case has: by day and time, so that the same request gives the same thread."""
    taken = case.settled_threads | {meeting.thread for meeting in case.arranged}
    first = f"meeting-{on.isoformat()}-{(at_time or '').replace(':', '')}"
    again = 1
    name = first
    while name in taken:
        again += 1
        name = f"{first}-{again}"
    return name
