"""What staff put on the record against the usual way: exemptions from a full analysis, and professional concerns."""

from __future__ import annotations

import numpy as np

from throughcare.facts.allocation import StaffConcernKind, StaffConcernReply
from throughcare.facts.fact import YesNo
from throughcare.synthesis.cases import Cases
from throughcare.synthesis.days import NEVER, Ints
from throughcare.synthesis.orders import as_never
from throughcare.synthesis.parameters import (
    CONCERN_ANSWERED,
    CONCERN_KINDS,
    CONCERN_NEVER_ANSWERED,
    CONCERN_REPLIES,
    COUNTERSIGNED,
    EXEMPTED,
    EXEMPTION_ANSWERED,
    STAFF_CONCERNS,
)
from throughcare.synthesis.rows import code_of, thread

YES, NO = (code_of(each, "countersigned") for each in YesNo)
_KINDS = {code_of(each, "staff_concern"): CONCERN_KINDS.value[each.value] for each in StaffConcernKind}
_REPLIES = {code_of(each, "staff_reply"): CONCERN_REPLIES.value[each.value] for each in StaffConcernReply}


def write_exemptions(c: Cases, called_for_on: Ints) -> None:
    """Of full analyses that were called for and not made by the allocation, some were thought not to be needed.

    `called_for_on` is the day of the screening that called for each; `NEVER` where none did, or it was made.
    """
    s = c.s
    i = np.flatnonzero((called_for_on < NEVER) & s.true(EXEMPTED.value, len(c)))
    on = s.days.later(called_for_on[i], s.below(2, len(i)))
    by, who = c.writer(i, np.minimum(on, s.end))
    says = {"person": c.o.person[i], "thread": thread("x", c.o.number[i])}
    at = s.written(on, who, 645 + s.below(10, len(i)), after=c.court_at[i] + 20)
    s.rows.add("full_exempted", on <= c.until[i], on=on, at=at, by=by, officer=by, **says)
    in_time = s.true(EXEMPTION_ANSWERED.value, len(i))
    answered_on = s.days.later(on, np.where(in_time, s.below(3, len(i)), 3 + s.below(10, len(i))))
    by = c.manager(i, np.minimum(answered_on, s.end))
    at = s.written(answered_on, 0, 800 + s.below(60, len(i)), after=at + 1)
    countersigned = np.where(s.true(COUNTERSIGNED.value, len(i)), YES, NO)
    s.rows.add(
        "exemption_answered", answered_on <= c.until[i], on=answered_on, at=at, by=by, officer=by,
        countersigned=countersigned, **says,
    )  # fmt: skip


def write_staff_concerns(c: Cases) -> None:
    """A few cases of which whoever holds them, or a colleague, says that it is wrong who holds them."""
    s = c.s
    first = np.maximum(c.o.begins_on, c.allocated_on) + 5
    raises = s.true(STAFF_CONCERNS.value, len(c)) & (first < c.until)
    i = np.flatnonzero(raises)
    on = s.between(first[i], c.until[i])
    about, raised_by = c.holder(i, np.minimum(on, s.end)), c.colleague(i, np.minimum(on, s.end))
    raised_by = np.where(s.true(0.8, len(i)), about, raised_by)
    who = c.type_at(i, on)
    says = {"person": c.o.person[i], "thread": thread("s", c.o.number[i])}
    at = s.written(on, who, 900 + s.below(60, len(i)))
    kind = s.one_of(_KINDS, len(i))
    s.rows.add(
        "staff_concern_raised", on <= c.until[i], on=on, at=at, by=raised_by, officer=raised_by, about=about,
        staff_concern=kind, **says,
    )  # fmt: skip
    in_time = s.true(np.array(CONCERN_ANSWERED.value)[who], len(i))
    wait = np.where(in_time, s.below(6, len(i)), 6 + s.below(20, len(i)))
    answered_on = as_never(s.days.later(on, wait), in_time | ~s.true(CONCERN_NEVER_ANSWERED.value, len(i)))
    by = c.manager(i, np.minimum(answered_on, s.end))
    at = s.written(np.minimum(answered_on, s.end), who, 970 + s.below(30, len(i)), after=at + 1)
    reply = s.one_of(_REPLIES, len(i))
    s.rows.add(
        "staff_concern_answered", answered_on <= c.until[i], on=answered_on, at=at, by=by, officer=by,
        staff_reply=reply, **says,
    )  # fmt: skip
