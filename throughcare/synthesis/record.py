"""What goes wrong in a record, and how it is put right: entered twice, withdrawn in error, the wrong person, erased."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from throughcare.synthesis.cases import Cases
from throughcare.synthesis.days import Ints, Truths
from throughcare.synthesis.parameters import ENTERED_TWICE, ERASED, WITHDRAWN_IN_ERROR, WRONG_PERSON
from throughcare.synthesis.supervision import ATTENDED, UNACCEPTABLE, Meetings

REASONS = pa.array(["Entered twice.", "Withdrawn by mistake.", "The wrong meeting.", "About somebody else."])
LAWS = pa.array(["Data Protection Act 1998, section 14"])


def write_mistakes(c: Cases, meetings: Meetings) -> None:
    """Mistakes in the record of meetings, and of whole orders."""
    is_kept = (meetings.outcome == ATTENDED) & (meetings.row >= 0) & (meetings.on <= c.s.end)
    twice = is_kept & c.s.true(ENTERED_TWICE.value, len(meetings.i))
    _enter_twice(c, meetings.i[twice], meetings.on[twice])
    in_error = is_kept & ~twice & c.s.true(WITHDRAWN_IN_ERROR.value, len(meetings.i))
    _withdraw_in_error(c, meetings.i[in_error], meetings.on[in_error], meetings.row[in_error])
    active = c.is_held & (c.o.begins_on + 20 < c.until)
    _write_about_somebody_else(c, _some(c, active, WRONG_PERSON.value))
    _erase(c, _some(c, active, ERASED.value))


def _some(c: Cases, those: Truths, share: float) -> Ints:
    return np.flatnonzero(those & c.s.true(share, len(c)))


def _enter_twice(c: Cases, i: Ints, on: Ints) -> None:
    """A meeting somebody came to was entered again as one to which nobody came; the mistake was withdrawn."""
    s, by = c.s, c.holder(i, on)
    at = s.written(on, c.type_at(i, on), 1040)
    wrong = s.rows.add("appointment", person=c.o.person[i], on=on, at=at, by=by, outcome=UNACCEPTABLE, officer=by)
    withdraw(c, i, s.days.later(on, 1), wrong, at, 0)


def withdraw(c: Cases, i: Ints, on: Ints, rows: Ints, after: Ints, reason: int) -> tuple[Ints, Ints]:
    """Withdraw facts, each after it was recorded. Returns the rows of the withdrawals, and their instants."""
    s = c.s
    on = np.maximum(on, s.days.working(after // 1440))
    by = c.holder(i, np.minimum(on, s.end))
    at = s.written(on, c.type_at(i, np.minimum(on, s.end)), 1045, after=after + 1)
    found = s.rows.add("withdrawn", person=c.o.person[i], on=on, at=at, by=by, target=rows, reason=reason)
    return found, at


def _withdraw_in_error(c: Cases, i: Ints, on: Ints, rows: Ints) -> None:
    """A right fact was withdrawn, and the withdrawal was withdrawn."""
    recorded = c.s.days.later(on, 16) * 1440 + 600  # by then it was recorded for certain
    gone, at = withdraw(c, i, c.s.days.later(on, 17), rows, recorded, 2)
    withdraw(c, i, c.s.days.later(on, 19), gone, at, 1)


def _write_about_somebody_else(c: Cases, i: Ints) -> None:
    """A visit at home was recorded on the wrong person, and marked as soon as it was seen."""
    s = c.s
    on = s.between(c.o.begins_on[i] + 5, c.until[i] - 2)
    by = c.colleague(i, on)
    at = s.written(on, c.type_at(i, on), 1020)
    wrong = s.rows.add("agency_notified", person=c.o.person[i], on=on, at=at, by=by, officer=by, agency=0)
    marked_on = np.maximum(s.days.later(on, 2), s.days.working(at // 1440))
    day = np.minimum(marked_on, s.end)
    marked_at = s.written(marked_on, c.type_at(i, day), 1045, after=at + 1)
    s.rows.add(
        "wrong_person", person=c.o.person[i], on=marked_on, at=marked_at, by=c.manager(i, day), target=wrong, reason=3
    )


def _erase(c: Cases, i: Ints) -> None:
    """Something about a person's needs was erased by law: that there was a fact stays, and nothing of what it said."""
    s = c.s
    on = s.between(c.o.begins_on[i] + 5, c.until[i] - 2)
    by = c.holder(i, on)
    at = s.written(on, c.type_at(i, on), 1020)
    gone = s.rows.add("communication_need", person=c.o.person[i], on=on, at=at, by=by)
    erased_on = np.maximum(s.days.later(on, 30), s.days.working(at // 1440))
    day = np.minimum(erased_on, s.end)
    erased_at = s.written(erased_on, c.type_at(i, day), 900, after=at + 1)
    s.rows.add("erased", person=c.o.person[i], on=erased_on, at=erased_at, by=c.manager(i, day), target=gone, law=0)
