"""What the court work of organisations waits for, as rows made of a person's facts and duties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from throughcare.calendar import add_working_days
from throughcare.facts.allocation import Allocated, ProviderDecided
from throughcare.facts.checks import CheckRequested
from throughcare.facts.court import ReportDelivered, ReportRecorded, ReportRequested, Sentenced
from throughcare.facts.handover import HandoverAnswered, HandoverSent
from throughcare.facts.identity import AccessLimited
from throughcare.facts.outcome import Ended
from throughcare.facts.record import ABOUT_THE_RECORD
from throughcare.records.columns import longest
from throughcare.records.models import CourtItem
from throughcare.records.queries.court_work import ORAL_REPORT
from throughcare.rules.allocation import ALLOCATED_WITHIN, court_desk_of
from throughcare.rules.case import CaseState, CheckState, OrderState, ReportState
from throughcare.standards.obligations import Owed

MAKE_ITEMS = (ReportRequested, ReportDelivered, ReportRecorded, CheckRequested)
"""The kinds of facts without one of which nobody's record holds a report or a check that is waited for at court."""
CHANGE_ITEMS = (
    *(Sentenced, Ended, Allocated, ProviderDecided, HandoverSent, HandoverAnswered, AccessLimited),
    *ABOUT_THE_RECORD,
)
"""The kinds of facts without which an order that waits for an organisation goes on as it was: everybody has been
sentenced, so that it is not looked at each time."""
READ_OF_DUTY = ("standard", "opened", "due", "owed", "met", "ended")
"""What is read of a duty, in order."""


def court_items_of(person: int, state: CaseState, duties: Iterable[Sequence[Any]]) -> list[CourtItem]:
    """Everything that is waited for of the person of this id. `duties` are theirs, as `READ_OF_DUTY` has it."""
    items = [
        item
        for report in state.reports
        if report.is_open and report.provider and (item := _of_report(report, state, duties)) is not None
    ]
    asked = [(check, check.asked_on) for check in state.checks if check.asked_on and check.waits]
    items += [_of_check(check, on, organisation) for organisation in _at_court(state) for check, on in asked]
    items += [item for order in state.open_orders if (item := _of_order(order, state)) is not None]
    for item in items:
        item.person_id, item.is_limited = person, bool(state.excluded or state.restricted_to)
    return items


def _of_report(report: ReportState, state: CaseState, duties: Iterable[Sequence[Any]]) -> CourtItem | None:
    """A report to give; or a spoken one whose written record is owed. Nobody owes it any more where no duty says so."""
    item = CourtItem(
        organisation=_cut(report.provider, "organisation"),
        what=CourtItem.What.GIVE,
        thread=_whole(report.thread),
        code=report.format or "",
        stage=report.stage.value,
        court=_cut(report.court, "court"),
        who=_cut(report.writer, "who"),
        asked=report.asked_on,
        due=report.due_on,
        delivered=report.delivered_on,
    )
    if report.delivered_on is not None:
        item.what = CourtItem.What.WRITE
        item.due, item.until = _record_owed(report.delivered_on, duties) if state.is_active else (None, None)
        if item.due is None:
            return None
    item.place = item.due or date.min
    return item


def _of_order(order: OrderState, state: CaseState) -> CourtItem | None:
    """An order that was passed and that no organisation has been given, for those whose court work it is."""
    desk = court_desk_of(order.number, state)
    if order.number in state.allocated_orders or desk is None or order.sentenced_on is None:
        return None
    decision = state.decisions.get(order.number)
    handover = next((each for each in reversed(state.handovers) if each.order == order.number), None)
    due = add_working_days(order.sentenced_on, ALLOCATED_WITHIN)
    return CourtItem(
        organisation=_cut(desk, "organisation"),
        what=CourtItem.What.ALLOCATE,
        place=due,
        thread=_whole(order.number),
        code=(decision.decided or "") if decision else "",
        stage=handover.stage.value if handover else ("decided" if decision else "open"),
        asked=order.sentenced_on,
        due=due,
    )


def _record_owed(delivered: date, duties: Iterable[Sequence[Any]]) -> tuple[date | None, date | None]:
    """By when the written record of what was spoken on this day is owed, and from which day on it is not any more.

    One that was overdue when its order ended can still be written.
    """
    found: tuple[date | None, date | None] = (None, None)
    for standard, opened, due, owed, met, ended in duties:
        if opened == delivered and due and met is None and owed == Owed.YES and standard.endswith(ORAL_REPORT):
            found = due, ended if ended is not None and ended <= due else None
    return found


def _at_court(state: CaseState) -> list[str]:
    """The organisations whose court work somebody is: asked for a report that is open, or for one with a check out."""
    waited_for = {check.report for check in state.checks if check.report and check.asked_on and check.waits}
    return sorted(
        {
            report.provider
            for report in state.reports
            if report.provider and (report.is_open or report.thread in waited_for)
        }
    )


def _of_check(check: CheckState, asked_on: date, organisation: str) -> CourtItem:
    return CourtItem(
        organisation=_cut(organisation, "organisation"),
        what=CourtItem.What.CHECK,
        place=asked_on,
        thread=_whole(check.thread),
        code=_cut(check.check, "code"),
        who=_cut(check.asked_of, "who"),
        asked=asked_on,
        due=check.reply_by,
        chased=check.chased[-1] if check.chased else None,
    )


def _cut(text: str | None, column: str) -> str:
    return (text or "")[: longest(CourtItem, column)]


def _whole(thread: str | None) -> str:
    """A thread by which its page is found; blank where it is longer than the column, for a part of it finds nothing."""
    return thread if thread and len(thread) <= longest(CourtItem, "thread") else ""
