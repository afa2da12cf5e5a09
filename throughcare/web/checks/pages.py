"""The check desk in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse

from throughcare.facts.checks import CheckResult, CheckType
from throughcare.facts.words import say_day, upper_first
from throughcare.records.models import CheckDoor
from throughcare.records.queries.court_work import CHECK, Check, checks_in, court_items, waiting, with_each
from throughcare.records.queries.todo import Band, band_of
from throughcare.rules.access import CaseHeld, Viewer
from throughcare.rules.case import REGISTER_OF, CheckState
from throughcare.rules.checks import is_to_be_chased
from throughcare.rules.report_access import can_acknowledge, is_held
from throughcare.rules.tasks import say_lateness
from throughcare.web.design.words import number, plural
from throughcare.web.home.lines import say_check, say_waited, short_day, tone_of
from throughcare.web.reports.queue import ON_A_PAGE
from throughcare.web.supervision.form_page import Desk
from throughcare.web.supervision.pages import who_of

NOT_SAID = "Agency not recorded"
NOT_NO_RISK = "Nothing held says what this agency holds. It does not say that there is no risk."


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check of the queue."""

    title: str
    name: str
    crn: str
    address: str
    agency: str
    when: str
    tone: str
    told: str


def queue_page(viewer: Viewer, names: Mapping[str, str], today: date, *, agency: str, page: str = "") -> dict[str, Any]:
    """The queue, a page of it, and how many wait with each agency."""
    items = court_items(viewer, today).filter(what=CHECK)
    shown = items.filter(who=agency) if agency else items
    here = Paginator(shown, ON_A_PAGE).get_page(page)
    checks = checks_in(here)
    late = waiting(items, today)[CHECK].late
    return {
        "heading": f"{plural(late, 'check')} late" if late else "No check is late",
        "lines": [_line(each, names, today) for each in checks],
        "page": here,
        "query": urlencode({"agency": agency}) if agency else "",
        "count": number(here.paginator.count),
        "agencies": [
            (code, names.get(code, code) or NOT_SAID, many, f"{reverse('checks')}?agency={code}" if code else "")
            for code, many in sorted(with_each(items).items(), key=lambda pair: (-pair[1], pair[0]))
        ],
        "agency": names.get(agency, agency),
        "people": list({each.subject.person for each in checks}),
    }


def _line(each: Check, names: Mapping[str, str], today: date) -> CheckLine:
    due = each.reply_by
    when, tone = (say_lateness(due, today), tone_of(band_of(due, today))) if due else ("no day", "soon")
    told = f"asked on {short_day(each.asked, today)}, {say_waited(each.asked, today)} since"
    told += f" · chased on {short_day(each.chased, today)}" if each.chased else ""
    if due and band_of(due, today) is Band.LATE and each.chased != today:
        told += " · to be chased"
    return CheckLine(
        upper_first(say_check(each.check)),
        each.subject.name,
        each.subject.crn,
        reverse("check", args=[each.subject.crn, each.thread]) if each.thread else "",
        names.get(each.asked_of, each.asked_of) or NOT_SAID,
        when,
        tone,
        told,
    )


# --- one check ---------------------------------------------------------------------------------------------------


def check_page(
    desk: Desk, check: CheckState, names: Mapping[str, str], door: CheckDoor | None, held: CaseHeld
) -> dict[str, Any]:
    """One check: what was asked, what came, what it owes, and what can be done next by whoever looks."""
    crn, thread = desk.person.crn, check.thread
    acts = []
    if check.waits:
        acts.append(("Write down the answer", reverse("take_answer", args=[crn, thread])))
        if not check.is_answered:
            acts.append(("Record that they were reminded", reverse("chase_check", args=[crn, thread])))
    if check.is_answered and check.acknowledged_on is None and can_acknowledge(desk.user.viewer, held):
        acts.append(("I have read the answer", reverse("acknowledge", args=[crn, thread])))
    return {
        "who": who_of(desk.person),
        "title": check.check.label if check.check else "Check",
        "rows": _rows(check, names, desk.today, is_held=is_held(held)),
        "told": [(label, text) for label, text in zip(_TOLD, check.told, strict=True) if text],
        "warning": NOT_NO_RISK if check.result is CheckResult.NOTHING_HELD else "",
        "owes": _owes(desk, check),
        "acts": acts,
        "can_make_door": check.waits and bool(check.asked_of),
        "door": f"A link made on {say_day(door.made_at.date())} is open until {say_day(door.until.date())}."
        if door
        else "",
        "make_door": reverse("make_door", args=[crn, thread]),
        "is_to_be_chased": is_to_be_chased(check, desk.today),
    }


_TOLD = ("Known as fact", "Somebody's opinion", "Alleged, and not found to be so")


def _rows(check: CheckState, names: Mapping[str, str], today: date, *, is_held: bool) -> list[tuple[str, str]]:
    rows = [("Where it stands", check.status.label + (", late" if check.is_late(today) else ""))]
    rows.append(("Asked of", names.get(check.asked_of or "", check.asked_of or "") or NOT_SAID))
    if check.asked_on:
        rows.append(("Asked on", say_day(check.asked_on)))
    if check.reply_by:
        rows.append(("To be answered by", f"{say_day(check.reply_by)} (the limit is ours, not verified)"))
    if check.chased:
        rows.append(("Chased", f"{plural(len(check.chased), 'time')}, last on {say_day(check.chased[-1])}"))
    if check.returned_on:
        rows.append(("Answered", say_day(check.returned_on)))
        rows.append(("Answer", check.result.label if check.result else "not recorded"))
        rows.append(("Who answered", check.answered_by or "not recorded"))
        unread = "by nobody yet" if is_held else "nobody holds the case yet, so that nobody owes it"
        read = say_day(check.acknowledged_on) if check.acknowledged_on else unread
        rows.append(("Read by whoever holds the case", read))
    return rows


def _owes(desk: Desk, check: CheckState) -> str:
    """What an answer of concern owes: that it is put on the record as one."""
    if check.result is not CheckResult.CONCERN or check.check is None:
        return ""
    register = REGISTER_OF[CheckType(check.check)]
    if register in desk.case.concerns:
        return ""
    return f"{register.label} is not on the record yet: an answer of concern is put there as one."
