"""The court officer's home in words: reports to give, reports to write down, checks that are not back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from throughcare.facts.court import ReportFormat
from throughcare.facts.words import say_list, upper_first
from throughcare.records.queries.court_work import Check, CourtWork, Report
from throughcare.records.queries.todo import Band, band_of
from throughcare.rules.case.values import known_value
from throughcare.rules.tasks import say_lateness
from throughcare.web.design.words import number, plural
from throughcare.web.home.lines import say_check, say_waited, say_whose, short_day, tone_of
from throughcare.web.home.pages import AT_MOST


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


def court_page(work: CourtWork, today: date) -> dict[str, object]:
    """A court officer's home."""
    to_give = [_to_give(report, today) for report in work.to_give[:AT_MOST]]
    to_write = [_to_write(report, today) for report in work.to_write[:AT_MOST]]
    checks = [_check(check, today) for check in work.checks[:AT_MOST]]
    many = [len(each) for each in (work.to_give, work.to_write, work.checks)]
    reports, all_checks = reverse("reports"), reverse("checks")
    return {
        "heading": _heading(work.to_give, work.to_write, today),
        "lists": [
            _list("reports", "Reports to give", to_give, many[0], reports, ALL_GIVEN),
            _list("records", "Oral reports to write down", to_write, many[1], reports, ALL_WRITTEN),
            _list("checks", "Checks not back", checks, many[2], all_checks, ALL_BACK),
        ],
    }


ALL_GIVEN = "No report is asked for that has not been given."
ALL_WRITTEN = "Every oral report has its written record."
ALL_BACK = "Every check that was asked for these reports is back."


def _list(key: str, heading: str, lines: Sequence[CourtLine], many: int, address: str, empty: str) -> CourtList:
    return CourtList(key, heading, number(many) if many else "", lines, many - len(lines), address, empty)


def shown_at_court(work: CourtWork) -> set[int]:
    """The people whom the page shows by name."""
    reports = (*work.to_give[:AT_MOST], *work.to_write[:AT_MOST])
    named = {report.subject.person for report in reports}
    return named | {check.subject.person for check in work.checks[:AT_MOST]}


def _heading(to_give: Sequence[Report], to_write: Sequence[Report], today: date) -> str:
    """What presses, reports to give apart from spoken ones to write down: they are not late in the same way."""
    parts = []
    for reports, one in ((to_give, "report"), (to_write, "written record")):
        bands = [band_of(report.due, today) for report in reports if report.due]
        for band, words in ((Band.LATE, "late"), (Band.TODAY, "due today")):
            if many := bands.count(band):
                parts.append(f"{plural(many, one)} {words}")
    return say_list(parts) if parts else "No report is late or due today"


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
