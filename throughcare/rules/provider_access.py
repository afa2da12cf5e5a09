"""Who may decide which organisation is to hold a case, and who may answer a referral for rising risk: the parts of
access that open a decision and not the record.

A limit on the case holds here as everywhere (`access`). Source: our own policy (docs/decisions/0008).
"""

from __future__ import annotations

from throughcare.rules.access import CaseHeld, MayNot, Power, Viewer, can_read, is_kept_from, may

NO_ORDER = "There is no such order here, or it is not open to you."
"""What is said of every order that is hidden, and of one that is not there: the same, so that nothing is told."""
NO_REFERRAL = "There is no such referral here, or it is not open to you."
"""The same of referrals."""


def check_can_decide(viewer: Viewer, case: CaseHeld, order_desk: str | None) -> str:
    """Why the viewer may decide who is to hold an order, in words; otherwise raises `MayNot`, as if it were not there.

    `order_desk` is the organisation whose court work the order is, as long as nobody holds the order; then None. Beside
    that desk, a manager who reads the case decides again what was decided before.
    """
    if is_kept_from(viewer, case) or not may(viewer, Power.DECIDE_PROVIDER):
        raise MayNot(NO_ORDER, hidden=True)
    if order_desk is not None and order_desk == viewer.organisation:
        return "an order of their organisation's court work, which nobody holds yet"
    if may(viewer, Power.RECORD_OVERSIGHT) and can_read(viewer, case):
        return "a case of their team, or of their organisation where no team holds it"
    raise MayNot(NO_ORDER, hidden=True)


def can_decide(viewer: Viewer, case: CaseHeld, order_desk: str | None) -> bool:
    """Whether the viewer may; `check_can_decide` says why, or why not."""
    try:
        check_can_decide(viewer, case, order_desk)
    except MayNot:
        return False
    return True


def check_can_answer_referral(viewer: Viewer, case: CaseHeld, asked: str | None) -> str:
    """Why the viewer may decide on a referral that `asked` their organisation (code); otherwise raises `MayNot`."""
    is_theirs = asked is not None and asked == viewer.organisation
    if not is_theirs or is_kept_from(viewer, case) or not may(viewer, Power.ANSWER_HANDOVER):
        raise MayNot(NO_REFERRAL, hidden=True)
    return "a referral that asks their organisation to take the case"
