"""The court officer's home in words: reports to give, to read and to write down, checks that are not back; and the
reports that a practitioner owes, for theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from throughcare.facts.court import ReportFormat
from throughcare.facts.words import upper_first
from throughcare.records.models import CourtItem
from throughcare.records.queries.court_work import (
    CHECK,
    GIVE,
    WRITE,
    Check,
    Report,
    checks_in,
    court_items,
    reports_in,
    to_read,
    waiting,
)
from throughcare.records.queries.provider import someone
from throughcare.records.queries.todo import band_of
from throughcare.rules.access import Viewer
from throughcare.rules.case.values import known_value
from throughcare.rules.tasks import say_lateness
from throughcare.web.design.words import number
from throughcare.web.home.lines import say_check, say_waited, say_whose, short_day, tone_of
from throughcare.web.home.pages import AT_MOST, NOTHING
from throughcare.web.provider.pages import STAGES
from throughcare.web.reports.queue import say_pressing

ALLOCATE = CourtItem.What.ALLOCATE


@dataclass(frozen=True, slots=True)
class CourtLine:
    """One line: what, of whom, and how it stands. It leads to the report or the check, and not to the record."""

    title: str
    name: str
    crn: str
    when: str
    tone: str
    told: str
    address: str


@dataclass(frozen=True, slots=True)
class CourtList:
    """One list: its first lines, how many more there are and where, and what is said where it is empty."""

    key: str
    heading: str
    count: str
    lines: Sequence[CourtLine]
    more: int
    address: str
    empty: str


def own_reports(viewer: Viewer, today: date) -> dict[str, Any]:
    """The reports that this practitioner has to write, what presses first; `people` are those whom they name."""
    items = court_items(viewer, today).filter(what__in=(GIVE, WRITE), who=viewer.code)
    counts = waiting(items, today)
    found = reports_in(items[:AT_MOST])
    lines = [_to_write(each, today) if each.delivered else _to_give(each, today) for each in found]
    many = counts[GIVE].many + counts[WRITE].many
    press = (
        say_pressing(counts[GIVE], counts[WRITE]) if any(each.late + each.due_today for each in counts.values()) else ""
    )
    return {
        "list": _list("reports", "Reports to a court", lines, many, reverse("reports"), ""),
        "press": press,
        "people": {each.subject.person for each in found},
    }


def court_page(viewer: Viewer, today: date) -> dict[str, Any]:
    """A court officer's home; `people` are those whom it shows by name (as ids)."""
    items = court_items(viewer, today)
    to_give, to_write = (reports_in(items.filter(what=what)[:AT_MOST]) for what in (GIVE, WRITE))
    checks = checks_in(items.filter(what=CHECK)[:AT_MOST])
    for_reading = to_read(items, viewer.code)
    reading = reports_in(for_reading[:AT_MOST])
    subjects = [*(report.subject for report in (*to_give, *to_write, *reading)), *(check.subject for check in checks)]
    counts = waiting(items, today)
    orders = list(items.filter(what=ALLOCATE)[:AT_MOST]), counts[ALLOCATE].many
    lines = (
        [_to_give(report, today) for report in to_give],
        [_to_write(report, today) for report in to_write],
        [_check(check, today) for check in checks],
    )
    many = [counts[what].many for what in (GIVE, WRITE, CHECK)]
    reports, all_checks, all_orders = reverse("reports"), reverse("checks"), reverse("waiting_orders")
    return {
        "heading": say_pressing(counts[GIVE], counts[WRITE]),
        "lists": [
            _list("reports", "Reports to give", lines[0], many[0], reports, ALL_GIVEN),
            _list("records", "Oral reports to write down", lines[1], many[1], reports, ALL_WRITTEN),
            _list(
                "reading",
                "Reports that wait for a second reader",
                [_to_give(report, today) for report in reading],
                for_reading.count(),
                f"{reports}?show=read",
                NONE_TO_READ,
            ),
            _list("checks", "Checks not back", lines[2], many[2], all_checks, ALL_BACK),
            _list("orders", "Orders waiting for an organisation", *_orders(orders, today), all_orders, ALL_HELD),
        ],
        "people": {each.person for each in subjects} | {each.person_id for each in orders[0]},
    }


ALL_GIVEN = "No report is asked for that has not been given."
ALL_WRITTEN = "Every oral report has its written record."
NONE_TO_READ = "Nobody waits for a second reader."
ALL_BACK = "Every check that was asked for these reports is back."
ALL_HELD = "Every order that was passed is held by an organisation."


def _orders(found: tuple[Sequence[CourtItem], int], today: date) -> tuple[list[CourtLine], int]:
    """The orders that wait for an organisation as lines, and how many there are in all."""
    return [_to_allocate(each, today) for each in found[0]], found[1]


def _to_allocate(item: CourtItem, today: date) -> CourtLine:
    who, (when, tone) = someone(item.person), _how(item.due, today)
    told = [f"passed on {short_day(item.asked, today)}"] if item.asked else []
    told += [STAGES[item.stage].lower()] if item.stage in STAGES else []
    address = reverse("decide_provider", args=[who.crn, item.thread]) if item.thread else ""
    return CourtLine("Which organisation?", who.name, who.crn, when, tone, " · ".join(told), address)


def _list(key: str, heading: str, lines: Sequence[CourtLine], many: int, address: str, empty: str) -> CourtList:
    return CourtList(key, heading, number(many) if many else "", lines, many - len(lines), address, empty)


def _how(due: date | None, today: date) -> tuple[str, str]:
    return (say_lateness(due, today), tone_of(band_of(due, today))) if due else ("no day recorded", "soon")


def _to_give(report: Report, today: date) -> CourtLine:
    when, tone = _how(report.due, today)
    told = [f"asked on {short_day(report.asked, today)}"] if report.asked else []
    told += [f"for {short_day(report.due, today)}"] if report.due else []
    return _line(_format(report), report, when, tone, " · ".join(told))


def _line(title: str, report: Report, when: str, tone: str, told: str) -> CourtLine:
    address = _address("report", report.subject.crn, report.thread)
    return CourtLine(title, report.subject.name, report.subject.crn, when, tone, told, address)


def _address(route: str, crn: str, thread: str) -> str:
    return reverse(route, args=[crn, thread]) if thread else ""


def _to_write(report: Report, today: date) -> CourtLine:
    when, tone = _how(report.due, today)
    told = f"given on {short_day(report.delivered, today)}, without a written record" if report.delivered else ""
    if report.due:
        told += f" · due {short_day(report.due, today)}"
    return _line("Written record", report, when, tone, told)


def _format(report: Report) -> str:
    known = known_value(ReportFormat, report.format)
    return known.label if known else "Report, format not recorded"


def _check(check: Check, today: date) -> CourtLine:
    title = say_check(check.check)
    return CourtLine(
        upper_first(title),
        check.subject.name,
        check.subject.crn,
        "asked today" if check.asked == today else f"{say_waited(check.asked, today)} since",
        "soon",
        f"asked on {short_day(check.asked, today)} · {say_whose(check.check)} turn",
        _address("check", check.subject.crn, check.thread),
    )


def say_both(things: str, reports: str) -> str:
    """The heading of a home page whose list and whose reports may both press."""
    if not reports:
        return things
    return upper_first(reports) if things == NOTHING else f"{things}; {reports}"
