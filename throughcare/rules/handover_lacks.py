"""What is missing in a case that is handed over: said first in the pack, kept by code with the sending.

It is what the case itself says is missing (`case.missing`), but for what the handover is there to settle, and what a
receiving organisation asks for beside it. *Important* is what a case should wait for; the choice is ours, by what an
inspection of handovers found missing (one case in nine without a complete assessment of risk).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from throughcare.facts.court import ReportFormat
from throughcare.facts.fact import Coded
from throughcare.facts.risk import RoshLevel
from throughcare.facts.words import Say, as_written, lower_first, say_day
from throughcare.rules.case import CaseState, CheckStatus, Missing, MissingKind, OrderState, ReportStage, say_missing
from throughcare.rules.case.scores import RSR


class LackKind(Coded):
    """What a pack can lack beside what the case itself says is missing."""

    EXEMPTION_WAITING = "exemption_waiting", "An exemption from the full analysis waits for a manager"
    REPORT_NOT_WRITTEN = "report_not_written", "No written record of the report"
    NOT_SCORED = "not_scored", "No RSR score"
    NO_DECISION = "no_decision", "No decision between the service and a company"
    SENTENCE_UNCLEAR = "sentence_unclear", "What was ordered is not recorded"
    NO_RISK_PLAN = "no_risk_plan", "No risk management plan"
    NO_REPORT = "no_report", "No report on this order"
    NO_ADDRESS = "no_address", "No address"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing. `key` names what would tell it, in the words of the pack, so that nothing is ever both
    missing and known; `code` is what is kept with a sending.
    """

    code: str
    words: str
    key: str
    is_important: bool


SETTLED_BY_IT = (MissingKind.NOT_ALLOCATED, MissingKind.NO_PRACTITIONER)
"""What a handover is there to settle, and so does not lack."""
OF_A_HOLDER = (MissingKind.NOT_SEEN, MissingKind.NO_PLAN)
"""What only whoever holds a case can do: told of a case that is held, and no reason to wait."""

OF_CHECKS = (MissingKind.CHECK_NOT_BACK, MissingKind.AGENCY_NOT_RUNG, MissingKind.CHECK_NOT_ASKED)
"""What is told check by check."""

_KEYS = {
    MissingKind.NOT_SEEN: "seen",
    MissingKind.NO_PLAN: "plan",
    MissingKind.NO_SCREENING: "rosh.assessed",
    MissingKind.SCREENING_INCOMPLETE: "rosh.screening",
    MissingKind.FULL_MISSING: "rosh.full",
    MissingKind.NO_LEVEL: "rosh.level",
}
_ADVERSE = (RoshLevel.HIGH, RoshLevel.VERY_HIGH)


def what_lacks(case: CaseState, order: str, say: Say = as_written) -> tuple[Lack, ...]:
    """Everything that the pack of this order lacks, the important first."""
    found = [
        *(*_of_checks(case, say), *_of_case(case, order, say)),
        *(*_of_report(case, order, say), *_of_risk(case, say), *_of_order(case, order)),
    ]
    return tuple(sorted(found, key=lambda lack: not lack.is_important))


def important(lacks: tuple[Lack, ...]) -> tuple[Lack, ...]:
    """Those for which a case should wait."""
    return tuple(lack for lack in lacks if lack.is_important)


def say_code(code: str) -> str:
    """What a code kept with a sending says was missing then."""
    kind, _, check = code.partition(":")
    for codes in (MissingKind, LackKind):
        if kind in codes._value2member_map_:
            label = codes(kind).label
            return f"{label} ({check})" if check else label
    return code


def _of_case(case: CaseState, order: str, say: Say) -> Iterator[Lack]:
    is_held = case.holder is not None and order in case.allocated_orders
    for each in case.missing:
        if each.kind in (*OF_CHECKS, *SETTLED_BY_IT) or (each.kind in OF_A_HOLDER and not is_held):
            continue
        yield Lack(str(each.kind), say_missing(each, say), _KEYS[each.kind], each.kind not in OF_A_HOLDER)


def _of_checks(case: CaseState, say: Say) -> Iterator[Lack]:
    """One by one: of two checks of a kind one may be back, and the other not."""
    for check in case.checks:
        kind, since, told = _STANDS.get(check.status, (None, "", ""))
        since_on = getattr(check, since) if check.status is not CheckStatus.NOT_ASKED and since else case.came_on
        if kind is None or since_on is None:
            continue
        words = say_missing(Missing(kind, since_on, check=check.check), say)
        yield Lack(f"{kind}:{check.check or ''}", words, f"check.{told}:{check.thread or check.check}", True)


_STANDS = {
    CheckStatus.ASKED: (MissingKind.CHECK_NOT_BACK, "asked_on", "told"),
    CheckStatus.RING: (MissingKind.AGENCY_NOT_RUNG, "returned_on", "rung"),
    CheckStatus.NOT_ASKED: (MissingKind.CHECK_NOT_ASKED, "", "asked"),
}


def _of_report(case: CaseState, order: str, say: Say) -> Iterator[Lack]:
    reports = [each for each in case.reports if each.order == order and each.stage is not ReportStage.CALLED_OFF]
    if not reports:
        yield Lack(LackKind.NO_REPORT, "No report on this order is on the record", f"report:{order}", False)
    for report in reports:
        if report.stage is not ReportStage.SPOKEN or report.delivered_on is None:
            continue
        name = lower_first(report.format.label) if report.format else lower_first(ReportFormat.ORAL.label)
        words = f"The {name} of {say_day(report.delivered_on, say)} has no written record"
        yield Lack(LackKind.REPORT_NOT_WRITTEN, words, f"report.written:{report.thread or report.number}", True)


def _of_risk(case: CaseState, say: Say) -> Iterator[Lack]:
    waits = case.exemption
    if waits is not None and waits.is_countersigned is None:
        words = f"The exemption from the full analysis of {say_day(waits.on, say)} waits for a manager"
        yield Lack(LackKind.EXEMPTION_WAITING, words, "rosh.exemption_answer", True)
    if RSR not in case.scores:
        words = "No RSR score (risk of serious recidivism) is on the record"
        yield Lack(LackKind.NOT_SCORED, words, f"score:{RSR}", True)
    if case.last_risk_plan is None:
        is_high = case.rosh_level in _ADVERSE
        words = "No risk management plan is on the record"
        yield Lack(LackKind.NO_RISK_PLAN, words, "risk_plan", is_high)
    if case.identity is None or not case.identity.address:
        yield Lack(LackKind.NO_ADDRESS, "No address is on the record", "identity.address", False)


def _of_order(case: CaseState, order: str) -> Iterator[Lack]:
    state = order_of(case, order)
    if state is None or state.disposal is None:
        words = f"What the court ordered (order {order}) is not recorded"
        yield Lack(LackKind.SENTENCE_UNCLEAR, words, f"order:{order}", True)
    if order not in case.decisions:
        is_new = order not in case.allocated_orders
        words = "Nobody decided yet, by the rule, whether the service or a company is to hold it"
        yield Lack(LackKind.NO_DECISION, words, f"decision:{order}", is_new)


def order_of(case: CaseState, number: str) -> OrderState | None:
    """The order of this number; None where there is none."""
    return next((each for each in reversed(case.orders) if each.number == number), None)
