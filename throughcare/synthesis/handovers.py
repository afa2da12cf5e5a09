"""How a case gets to whoever is to hold it: decided, sent, returned and sent again, taken; and on to another area."""

from __future__ import annotations

import numpy as np

from throughcare.facts.handover import HandoverReason, HandoverReply, ReturnReason
from throughcare.facts.staff import ProviderType
from throughcare.synthesis.cases import Cases
from throughcare.synthesis.days import NEVER, Ints, Truths
from throughcare.synthesis.orders import as_never
from throughcare.synthesis.parameters import (
    HANDOVER_ANSWERED,
    HANDOVER_RETURNED,
    NAMED_AFTER,
    NEVER_ANSWERED_HANDOVER,
    RETURNED_BECAUSE,
    SENT_AT_ONCE,
)
from throughcare.synthesis.rows import NOTHING, code_of, thread
from throughcare.synthesis.slice import COURT

SERVICE, COMPANY = (code_of(each, "decided_type") for each in ProviderType)
ACCEPTED, RETURNED = (code_of(each, "handover_reply") for each in HandoverReply)
AFTER_SENTENCE, ESCALATION, MOVED = (
    code_of(each, "handover_because")
    for each in (HandoverReason.AFTER_SENTENCE, HandoverReason.ESCALATION, HandoverReason.MOVED)
)
_WHY = {code_of(each, "returned_because"): RETURNED_BECAUSE.value[each.value] for each in ReturnReason}
_OF_AN_ORDER = 10
"""Handovers of one order are numbered up to this."""
_ANSWERED_WITHIN = 2
"""Working days in which the receiver is to answer: ours, as in the standard `handover-answered`."""


def write_handovers(c: Cases) -> None:
    """Every way of a case from one organisation to another, and the decision who is to hold it after the sentence."""
    decided_on, decided_at = _write_decisions(c)
    _write_after_sentence(c, decided_on, decided_at)
    _write_moves(c)


def _write_decisions(c: Cases) -> tuple[Ints, Ints]:
    """The court's decision who is to hold each order: on the day of the sentence or the next working day."""
    s, o, i = c.s, c.o, c.all
    last = np.minimum(s.days.later(o.sentenced_on, 1), c.allocated_on)
    on = np.where(s.true(SENT_AT_ONCE.value, len(c)), o.sentenced_on, last)
    by = c.court_officer(i, on)
    at = s.written(on, COURT, 700 + s.below(20, len(c)), after=c.court_at + 1)
    type_ = np.where(o.type == 0, SERVICE, COMPANY)
    s.rows.add(
        "provider_decided", on <= c.until, person=o.person, on=on, at=at, by=by, order=o.number,
        decided_type=type_, rule_gives=type_, officer=by, provider=s.nation.staff.post_area[by],
    )  # fmt: skip
    return on, at


def _write_after_sentence(c: Cases, decided_on: Ints, decided_at: Ints) -> None:
    """The service sends what a company is to hold; some packs come back first, and are sent again."""
    s, o = c.s, c.o
    i = np.flatnonzero(o.type == 1)
    last = c.allocated_on[i]
    soon = np.minimum(s.days.later(decided_on[i], 1), last)
    at_once = s.true(SENT_AT_ONCE.value, len(i))
    sent_on = np.where(at_once, s.between(decided_on[i], soon), s.between(soon, last))
    comes_back = s.true(HANDOVER_RETURNED.value, len(i)) & (sent_on < last)
    before_last = np.maximum(s.days.earlier(last, 1), sent_on)
    back_on = as_never(np.minimum(s.days.later(sent_on, s.below(2, len(i))), before_last), comes_back)
    again_on = as_never(s.between(back_on + 1, last), comes_back)
    by = c.court_officer(i, np.minimum(sent_on, s.end))
    sent = _Sending(c, by, s.nation.staff.post_area[by], o.area[i], AFTER_SENTENCE, COURT)
    at = sent.send(i, sent_on, 1, decided_at[i])
    at = sent.answer(i, back_on, 1, at, RETURNED)
    at = sent.send(i, again_on, 2, at)
    last_sent = np.where(comes_back, again_on, sent_on)
    sent.answer(i, _answered_on(c, last_sent, last), np.where(comes_back, 2, 1), at, ACCEPTED)


def _answered_on(c: Cases, sent_on: Ints, allocated_on: Ints) -> Ints:
    """When the receiver takes a case: before it is allocated, some days after its answer was due, or never."""
    s, many = c.s, len(sent_on)
    due = np.minimum(s.days.later(np.minimum(sent_on, s.end), _ANSWERED_WITHIN), allocated_on)
    in_time = s.between(sent_on, np.maximum(due, sent_on))
    late_on = s.days.later(np.minimum(sent_on, s.end), _ANSWERED_WITHIN + 1 + s.below(6, many))
    on = np.where(s.true(HANDOVER_ANSWERED.value, many), in_time, late_on)
    return as_never(on, ~s.true(NEVER_ANSWERED_HANDOVER.value, many))


def _write_moves(c: Cases) -> None:
    """A case that goes to another organisation is sent by who holds it, and taken; some wait there for a name."""
    s, o, staff = c.s, c.o, c.s.nation.staff
    area, to_area = staff.desk_area[c.desk], staff.desk_area[c.moved_desk]
    i = np.flatnonzero((c.moved_on <= c.until) & (area != to_area))
    moved_on = c.moved_on[i]
    is_referred = moved_on == c.with_service_from[i]
    waits = np.where(is_referred, 0, s.one_of(NAMED_AFTER.value, len(i)))
    taken_on = np.maximum(s.days.earlier(moved_on, waits), s.days.later(c.allocated_on[i], 1))
    waits = np.where(taken_on < moved_on, waits, 0)
    sent_on = np.maximum(s.days.earlier(taken_on, 1 + s.below(3, len(i)) * ~is_referred), c.allocated_on[i])
    by = staff.manager_of(c.desk[i], sent_on)
    because = np.where(is_referred, ESCALATION, MOVED)
    sent = _Sending(c, by, area[i], to_area[i], because, np.minimum(o.type[i], 1))
    at = sent.send(i, sent_on, 3, sent_on * 0)
    late_on = s.days.later(moved_on, 1 + s.below(4, len(i)))
    is_late = (waits == 0) & ~s.true(HANDOVER_ANSWERED.value, len(i))
    at = sent.answer(i, np.where(is_late, late_on, taken_on), 3, at, ACCEPTED)
    _give_to_nobody(c, i, taken_on, (waits > 0) & ~is_late, at)


def _give_to_nobody(c: Cases, i: Ints, on: Ints, keep: Truths, after: Ints) -> None:
    """The case has come to the organisation, and to nobody in it yet."""
    s, staff = c.s, c.s.nation.staff
    desk = c.moved_desk[i]
    at = s.written(on, 0, 640, after=after + 1)
    s.rows.add(
        "allocated", keep, person=c.o.person[i], on=on, at=at, by=staff.manager_of(desk, np.minimum(on, s.end)),
        order=c.o.number[i], provider=staff.desk_area[desk], officer=NOTHING, team=NOTHING,
    )  # fmt: skip


class _Sending:
    """Cases that go from one organisation to another: what is said of each sending and of each answer."""

    def __init__(self, c: Cases, by: Ints, sender: Ints, receiver: Ints, because: Ints | int, who: Ints | int) -> None:
        self.c, self.by, self.sender, self.receiver = c, by, sender, receiver
        self.because, self.who = because, who

    def send(self, i: Ints, on: Ints, turn: int, after: Ints) -> Ints:
        """Send each on its day, for the `turn`-th time. Returns when that was recorded, or what came before it was."""
        s, is_sent = self.c.s, on < NEVER
        at = s.written(np.minimum(on, s.end), self.who, 720 + s.below(20, len(i)), after=after + 1)
        s.rows.add(
            "handover_sent", is_sent & (on <= self.c.until[i]), on=on, at=at, by=self.by, officer=self.by,
            handover_because=self.because, reply_by=s.days.later(np.minimum(on, s.end), _ANSWERED_WITHIN),
            **self._says(i, turn),
        )  # fmt: skip
        return np.where(is_sent, at, after)

    def answer(self, i: Ints, on: Ints, turn: Ints | int, after: Ints, reply: int) -> Ints:
        """Answer each on its day. Returns when that was recorded, or what came before it was."""
        s, is_answered = self.c.s, on < NEVER
        day = np.minimum(on, s.end)
        desk = np.where(day >= self.c.moved_on[i], self.c.moved_desk[i], self.c.desk[i])
        desk = np.where(s.nation.staff.desk_area[desk] == self.receiver, desk, self.c.moved_desk[i])
        by = s.nation.staff.manager_of(desk, day)
        at = s.written(day, 1, 760 + s.below(20, len(i)), after=after + 1)
        why = s.one_of(_WHY, len(i)) if reply == RETURNED else np.full(len(i), NOTHING)
        s.rows.add(
            "handover_answered", is_answered & (on <= self.c.until[i]), on=on, at=at, by=by, officer=by,
            handover_reply=reply, returned_because=why, **self._says(i, turn),
        )  # fmt: skip
        return np.where(is_answered, at, after)

    def _says(self, i: Ints, turn: Ints | int) -> dict[str, Ints]:
        o = self.c.o
        return {
            "person": o.person[i],
            "thread": thread("h", o.number[i] * _OF_AN_ORDER + turn),
            "order": o.number[i],
            "from_provider": self.sender,
            "to_provider": self.receiver,
        }
