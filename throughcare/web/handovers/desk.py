"""Opening one handover, or a case to hand over: found, allowed, and logged."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from throughcare.actions.access import log_reads
from throughcare.records.queries.cases import held_case, stated_reason
from throughcare.records.queries.person import names_in
from throughcare.records.queries.supervision import case_from, facts_of
from throughcare.rules.access import CaseHeld, MayNot
from throughcare.rules.case import HandoverState
from throughcare.rules.handover import handover_of
from throughcare.rules.handover_access import (
    NO_HANDOVER,
    PackReading,
    can_answer,
    check_can_read_pack,
    check_can_send,
    former_holders,
)
from throughcare.rules.handover_pack import Pack, pack_as_sent
from throughcare.web.clock import now, today
from throughcare.web.people.opening import person_of, user_of
from throughcare.web.supervision.form_page import Desk


@dataclass(frozen=True, slots=True)
class OpenHandover:
    """A handover that was opened: the desk of its person, who holds the case, and how far the user reads the pack."""

    desk: Desk
    held: CaseHeld
    handover: HandoverState
    reading: PackReading

    @property
    def pack(self) -> Pack | None:
        """The pack as far as the user may read it; None where they know no more than that it was sent and answered."""
        if self.reading.is_told_state:
            return None
        number = self.until if self.reading.is_frozen else None
        pack = pack_as_sent(
            self.desk.stream,
            number,
            names_in(self.desk.stream),
            self.desk.today,
            order=self.handover.order,
            sent=self.handover.number,
        )
        return pack if self.reading.is_whole else pack.for_court()

    @property
    def until(self) -> int:
        """The number of the entry by which it was answered, or last of all while nobody has."""
        found = [
            fact.number
            for fact in self.desk.stream
            if fact.kind == "handover_answered" and fact.thread == self.handover.thread
        ]
        return found[0] if found else len(self.desk.stream)


def _desk(request: HttpRequest, crn: str) -> tuple[Desk, CaseHeld]:
    person = person_of(crn)
    stream = facts_of(person)
    return Desk(user_of(request), person, stream, case_from(stream), today()), held_case(person)


def open_to_send(request: HttpRequest, crn: str, order: str, *, what: str) -> Desk:
    """The person whose order is to be sent on. Raises `MayNot` where it is not the user's to send."""
    desk, held = _desk(request, crn)
    why = check_can_send(desk.user.viewer, held, desk.case, order)
    log_reads([desk.person], by=desk.user, what=what, why=why, at=now())
    return desk


def open_handover(request: HttpRequest, crn: str, thread: str, *, what: str) -> OpenHandover:
    """The handover of this thread, for those who may read its pack. Raises `MayNot`, as if it were not there."""
    desk, held = _desk(request, crn)
    handover = handover_of(desk.case, thread)
    if handover is None:
        raise MayNot(NO_HANDOVER, hidden=True)
    reading = check_can_read_pack(
        desk.user.viewer,
        held,
        handover,
        former=former_holders(desk.case, handover),
        stated_reason=stated_reason(desk.user, desk.person, desk.today),
    )
    log_reads([desk.person], by=desk.user, what=what, why=reading.why, at=now())
    return OpenHandover(desk, held, handover, reading)


def is_to_answer(opened: OpenHandover) -> bool:
    """Whether it is this user's to answer."""
    return can_answer(opened.desk.user.viewer, opened.held, opened.handover)
