"""A report taken away: as PDF, as a file for the court's system, and as a blank form to be filled in by hand."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from throughcare.actions.access import log_export
from throughcare.calendar import LONDON
from throughcare.exchange.court_reports import Section, Sheet, json_of, pdf_of
from throughcare.facts.court import ReportFormat, Review
from throughcare.facts.words import say_day
from throughcare.rules.access import Power
from throughcare.rules.report_content import LABELS, NEEDED
from throughcare.web.clock import now
from throughcare.web.door import needs
from throughcare.web.measures.asking import file_answer
from throughcare.web.reports.desk import OpenReport, open_report, open_to_read
from throughcare.web.reports.pages import before_answers, content_of, made_by, name_of_officer
from throughcare.web.supervision.pages import who_of

NAME_OF = {label: name for name, label in LABELS.items()}
LINES = 6
"""So many lines are left to write on under each heading of a blank form. The number is ours."""


@needs(Power.WRITE_REPORTS, Power.READ_RECORD)
def report_file(request: HttpRequest, crn: str, thread: str, ending: str) -> HttpResponse:
    """What a finished report says, as PDF or as JSON. There is none of a report that is not written yet."""
    opened = open_to_read(request, crn, thread, what=f"report as a file ({ending})")
    sheet = _sheet(opened)
    if not sheet.sections or ending not in ("pdf", "json"):
        raise Http404
    name = f"report-{crn}-{thread}.{ending}"
    log_export(by=opened.desk.user, what=f"report as a file ({ending})", why=name, at=now())
    if ending == "pdf":
        return file_answer(name, pdf_of(sheet), "application/pdf")
    report = opened.report
    said = {
        "person": {"crn": crn, "name": who_of(opened.desk.person).name, "born_on": _iso(opened.desk.person.born_on)},
        "format": report.format,
        "court": report.court,
        "asked_on": _iso(report.asked_on),
        "due_on": _iso(report.due_on),
        "proposal": report.proposal,
        "signed_on": _iso(report.signed_on),
        "delivered_on": _iso(report.delivered_on),
        "made_at": report.made_at.astimezone(LONDON).isoformat() if report.made_at else None,
        "written_by": next((name for name, _ in made_by(opened)), None),
        "read_by": name_of_officer(report.read_by) if report.read_by and report.review is Review.AGREED else None,
    }
    return file_answer(name, json_of(sheet, **said), "application/json; charset=utf-8")


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


@needs(Power.WRITE_REPORTS)
def blank_report(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """The form of a report with the person's header and nothing else, to be written on paper and typed in later."""
    opened = open_report(request, crn, thread, what="report: blank form")
    needed = NEEDED[opened.report.format or ReportFormat.STANDARD]
    names = [name for name in LABELS if name in needed or name in ("sources_used", "sources_missing", "proposal")]
    sections = (
        Section("given", "Given in court on (day and time)", lines=1),
        *(Section(name, LABELS[name], lines=LINES if name in needed else 2) for name in names),
        Section("by", "Written by", lines=1),
    )
    sheet = Sheet(f"Blank form: {_title(opened)}", _about(opened), (), sections, "", opened.desk.today)
    return file_answer(f"blank-{crn}-{thread}.pdf", pdf_of(sheet), "application/pdf")


def _sheet(opened: OpenReport) -> Sheet:
    report = opened.report
    sections = tuple(Section(NAME_OF[label], label, text) for label, text in content_of(opened.facts))
    words = tuple(Section("persons_words", "What the person says about it", each) for each in report.words)
    signed = " ".join(line for _, line in made_by(opened))
    warnings = tuple(before_answers(opened))
    on = report.delivered_on or report.signed_on or opened.desk.today
    return Sheet(_title(opened), _about(opened), warnings, sections + words if sections else (), signed, on)


def _title(opened: OpenReport) -> str:
    label = opened.report.format.label if opened.report.format else "Report"
    return f"{label} on {who_of(opened.desk.person).name}"


def _about(opened: OpenReport) -> tuple[tuple[str, str], ...]:
    report, who = opened.report, who_of(opened.desk.person)
    rows = [("Person", f"{who.name}, {who.line}")]
    if report.court:
        rows.append(("Court", report.court))
    if report.due_on:
        rows.append(("For", say_day(report.due_on)))
    if report.delivered_on:
        rows.append(("Given to the court", say_day(report.delivered_on)))
    return tuple(rows)
