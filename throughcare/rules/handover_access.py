"""Who may send a case on, answer for it, and read its pack: the part of access that a handover opens.

While it is open both sides read the pack as it stands, so that a late answer reaches both. Once it is accepted the
sender reads what was handed over up to the answer and nothing after it: what they recorded and sent is theirs to
account for, and what comes later is the new holder's. Once it is returned the receiver knows that it was and why, and
reads the pack no more. A limit on the case holds here as everywhere (`access`).

Source: our own policy (docs/decisions/0008), in keeping with the Data Protection Act 2018, section 37: adequate,
relevant and not excessive.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from throughcare.facts.handover import HandoverReason
from throughcare.rules.access import (
    NOT_THERE,
    CaseHeld,
    MayNot,
    Power,
    Role,
    Viewer,
    can_read,
    check_can_read,
    is_kept_from,
    may,
)
from throughcare.rules.allocation import court_desk_of
from throughcare.rules.case import CaseState, HandoverStage, HandoverState, Holder
from throughcare.rules.handover_lacks import order_of

NO_HANDOVER = NOT_THERE
"""What is said of every handover that is hidden, and of one that is not there: the same, so that nothing is told."""


@dataclass(frozen=True, slots=True)
class PackReading:
    """How far somebody reads a pack, and why.

    `is_frozen`: as it stood when the handover was answered. `is_told_state`: that it was sent and how it was answered,
    and none of what stands in it. `is_whole`: with what only supervision needs to know.
    """

    why: str
    is_frozen: bool = False
    is_told_state: bool = False
    is_whole: bool = True


def is_of_court(handover: HandoverState) -> bool:
    """Whether it is the court desk's: the order was passed and nobody had it."""
    return handover.because is HandoverReason.AFTER_SENTENCE


def is_senders(viewer: Viewer, handover: HandoverState) -> bool:
    """Whether the viewer speaks for whoever sent it: a court desk for what it sent after a sentence, and managers."""
    if viewer.organisation is None or handover.from_provider != viewer.organisation:
        return False
    return may(viewer, Power.DECIDE_PROVIDER if is_of_court(handover) else Power.ANSWER_HANDOVER)


def is_receivers(viewer: Viewer, handover: HandoverState) -> bool:
    """Whether the viewer may answer for the organisation to which it was sent, whatever team it was sent to: somebody
    must be able to answer while a team's manager is away.
    """
    is_theirs = viewer.organisation is not None and handover.to_provider == viewer.organisation
    return is_theirs and may(viewer, Power.ANSWER_HANDOVER)


def check_can_read_pack(
    viewer: Viewer,
    case: CaseHeld,
    handover: HandoverState,
    *,
    former: Collection[Holder] = (),
    stated_reason: str | None = None,
) -> PackReading:
    """How far the viewer reads the pack of this handover; otherwise raises `MayNot`, as if it were not there.

    `former` are those of the sender who held the case before it was answered (`former_holders`).
    """
    if is_kept_from(viewer, case):
        raise MayNot(NO_HANDOVER, hidden=True)
    if can_read(viewer, case, stated_reason=stated_reason):
        return PackReading(check_can_read(viewer, case, stated_reason=stated_reason))
    if is_receivers(viewer, handover):
        return _of_receiver(handover)
    if is_senders(viewer, handover):
        return _of_sender(viewer, case, handover, former)
    held_it = any(each.officer == viewer.code for each in former)
    if held_it and handover.stage is HandoverStage.ACCEPTED and may(viewer, Power.READ_RECORD):
        return PackReading("it was your case, as it was handed over", is_frozen=True)
    raise MayNot(NO_HANDOVER, hidden=True)


def _of_receiver(handover: HandoverState) -> PackReading:
    why = "it was sent to your organisation"
    if handover.stage is HandoverStage.RETURNED:
        return PackReading(why, is_frozen=True, is_told_state=True)
    return PackReading(why, is_frozen=not handover.is_open)


def _of_sender(viewer: Viewer, case: CaseHeld, handover: HandoverState, former: Collection[Holder]) -> PackReading:
    is_ours = case.organisation in (None, handover.from_provider)
    is_frozen = handover.stage is HandoverStage.ACCEPTED or (not handover.is_open and not is_ours)
    is_held = case.organisation is not None or case.officer is not None
    return PackReading(
        "your organisation sent it",
        is_frozen=is_frozen,
        is_told_state=not is_of_court(handover) and not _had_it(viewer, handover, former),
        is_whole=not is_held or may(viewer, Power.READ_RECORD),
    )


def _had_it(viewer: Viewer, handover: HandoverState, former: Collection[Holder]) -> bool:
    """Whether the viewer is the manager who sent it, or of a team that held it; of others of their organisation no
    case opens to a manager.
    """
    if handover.sent_by == viewer.code:
        return True
    return any(each.team is None or each.team == viewer.team for each in former)


def can_read_pack(viewer: Viewer, case: CaseHeld, handover: HandoverState, *, former: Collection[Holder] = ()) -> bool:
    """Whether the viewer reads anything of it; `check_can_read_pack` says how far and why, or why not."""
    try:
        check_can_read_pack(viewer, case, handover, former=former)
    except MayNot:
        return False
    return True


def former_holders(case: CaseState, handover: HandoverState) -> tuple[Holder, ...]:
    """Those of the sender who held the case before the handover was answered, or hold it still."""
    until = handover.answered_on
    held = [*case.earlier_holders, *([case.holder] if case.holder else [])]
    return tuple(
        each for each in held if each.provider == handover.from_provider and (until is None or each.since_on <= until)
    )


def check_can_send(viewer: Viewer, held: CaseHeld, case: CaseState, order: str) -> str:
    """Why the viewer may send this order on; otherwise raises `MayNot`, as if it were not there.

    One that nobody has is its court desk's to send. One that somebody holds is sent by a manager of theirs.
    """
    if is_kept_from(viewer, held) or order_of(case, order) is None or viewer.role is Role.INSPECTOR:
        raise MayNot(NO_HANDOVER, hidden=True)
    if order not in case.allocated_orders:
        if may(viewer, Power.DECIDE_PROVIDER) and viewer.organisation == court_desk_of(order, case):
            return "it is allocated from your court desk"
        raise MayNot(NO_HANDOVER, hidden=True)
    if not may(viewer, Power.ANSWER_HANDOVER) or viewer.organisation != held.organisation:
        raise MayNot(NO_HANDOVER, hidden=True)
    return check_can_read(viewer, held)


def can_send(viewer: Viewer, held: CaseHeld, case: CaseState, order: str) -> bool:
    """Whether the viewer may send this order on; `check_can_send` says why, or why not."""
    try:
        check_can_send(viewer, held, case, order)
    except MayNot:
        return False
    return True


def can_answer(viewer: Viewer, held: CaseHeld, handover: HandoverState) -> bool:
    """Whether it is the viewer's to answer: it waits, and was sent to their organisation."""
    return handover.is_open and is_receivers(viewer, handover) and not is_kept_from(viewer, held)
