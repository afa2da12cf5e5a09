"""What is missing in a case, said as missing: what, and since when. Days alone, so that it can be kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from throughcare.facts.checks import CheckType
from throughcare.facts.fact import Coded
from throughcare.facts.words import Say, as_written, say_day
from throughcare.rules.case.checks import CheckStatus
from throughcare.rules.case.court import OrderState
from throughcare.rules.case.risk import RoshStatus

if TYPE_CHECKING:
    from throughcare.rules.case.state import CaseState


class MissingKind(Coded):
    """What can be missing, in the order in which it is told: first what leaves somebody unprotected."""

    NOT_ALLOCATED = "not_allocated", "Not allocated"
    NO_PRACTITIONER = "no_practitioner", "No practitioner"
    NOT_SEEN = "not_seen", "Not seen"
    CHECK_NOT_BACK = "check_not_back", "Check not back"
    AGENCY_NOT_RUNG = "agency_not_rung", "Agency not rung"
    CHECK_NOT_ASKED = "check_not_asked", "Check not asked"
    NO_SCREENING = "no_screening", "No screening"
    SCREENING_INCOMPLETE = "screening_incomplete", "Screening incomplete"
    FULL_MISSING = "full_missing", "Full analysis missing"
    NO_LEVEL = "no_level", "No level of risk"
    NO_PLAN = "no_plan", "No plan"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, and the day since which it is: the day that called for it."""

    kind: MissingKind
    since_on: date
    check: CheckType | None = None
    order: str | None = None


def say_missing(missing: Missing, say: Say = as_written) -> str:
    """What is missing in one plain statement, without blame: *Police check asked on 1 March 2016, not back*."""
    words = {
        "day": say_day(missing.since_on, say),
        "order": missing.order or say("not recorded"),
        "check": say(missing.check.label) if missing.check else say("A check"),
    }
    sentences = {
        MissingKind.NOT_ALLOCATED: say("Order %(order)s of %(day)s is not allocated yet"),
        MissingKind.NO_PRACTITIONER: say("No practitioner is named since %(day)s"),
        MissingKind.NOT_SEEN: say("Nobody has seen them since supervision began on %(day)s"),
        MissingKind.CHECK_NOT_BACK: say("%(check)s asked on %(day)s, not back"),
        MissingKind.AGENCY_NOT_RUNG: say("%(check)s: the agency knows something and asked on %(day)s to be rung"),
        MissingKind.CHECK_NOT_ASKED: say("%(check)s not asked; the case came on %(day)s"),
        MissingKind.NO_SCREENING: say("No screening of the risk of serious harm; the case came on %(day)s"),
        MissingKind.SCREENING_INCOMPLETE: say("The screening of %(day)s is not complete"),
        MissingKind.FULL_MISSING: say("A full analysis of risk is due since %(day)s and missing"),
        MissingKind.NO_LEVEL: say("No level of risk is recorded; risk was assessed on %(day)s"),
        MissingKind.NO_PLAN: say("No plan since supervision began on %(day)s"),
    }
    return sentences[missing.kind] % words


def what_is_missing(case: CaseState) -> tuple[Missing, ...]:
    """What is missing now, in the order of `MissingKind`. Of a person who is inactive nothing is."""
    if not case.is_active:
        return ()
    found = [*_nobody_holds(case), *_not_met(case), *_not_asked_or_answered(case), *_not_assessed(case)]
    place = {kind: place for place, kind in enumerate(MissingKind)}
    return tuple(sorted(found, key=lambda missing: place[missing.kind]))


def _open_orders(case: CaseState) -> list[OrderState]:
    return [order for order in case.orders if order.is_open]


def _nobody_holds(case: CaseState) -> Iterator[Missing]:
    waiting = [order for order in _open_orders(case) if order.number not in case.allocated_orders]
    for order in waiting:
        if order.sentenced_on is not None:
            yield Missing(MissingKind.NOT_ALLOCATED, order.sentenced_on, order=order.number)
    if case.allocated_on is not None and (case.holder is None or case.holder.officer is None):
        yield Missing(MissingKind.NO_PRACTITIONER, case.allocated_on)


def _not_met(case: CaseState) -> Iterator[Missing]:
    """Since the latest of the open orders began: each begins supervision anew, and calls for a meeting and a plan."""
    began = [order.commenced_on for order in _open_orders(case) if order.commenced_on is not None]
    if not began:
        return
    if case.last_seen is None or case.last_seen.on < max(began):
        yield Missing(MissingKind.NOT_SEEN, max(began))
    if case.last_plan is None or case.last_plan.on < max(began):
        yield Missing(MissingKind.NO_PLAN, max(began))


def _not_asked_or_answered(case: CaseState) -> Iterator[Missing]:
    for check in case.checks:
        if check.status is CheckStatus.ASKED and check.asked_on is not None:
            yield Missing(MissingKind.CHECK_NOT_BACK, check.asked_on, check=check.check)
        elif check.status is CheckStatus.RING and check.returned_on is not None:
            yield Missing(MissingKind.AGENCY_NOT_RUNG, check.returned_on, check=check.check)
        elif check.status is CheckStatus.NOT_ASKED and case.came_on is not None:
            yield Missing(MissingKind.CHECK_NOT_ASKED, case.came_on, check=check.check)


_OF_STATUS = {
    RoshStatus.SCREENING_INCOMPLETE: MissingKind.SCREENING_INCOMPLETE,
    RoshStatus.FULL_MISSING: MissingKind.FULL_MISSING,
}


def _not_assessed(case: CaseState) -> Iterator[Missing]:
    if case.rosh_status is RoshStatus.NOT_STARTED:
        if case.came_on is not None:
            yield Missing(MissingKind.NO_SCREENING, case.came_on)
        return
    if case.rosh_status_on is None:
        return
    if case.rosh_status in _OF_STATUS:
        yield Missing(_OF_STATUS[case.rosh_status], case.rosh_status_on)
    if case.rosh_level is None:
        yield Missing(MissingKind.NO_LEVEL, case.rosh_status_on)
