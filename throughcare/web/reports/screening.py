"""The risk screening beside a report: for whoever writes it, by the same questions as on the record."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from throughcare.actions.rosh import SCREENING
from throughcare.rules.access import MayNot, Power
from throughcare.rules.report_access import NO_REPORT
from throughcare.web.door import needs
from throughcare.web.reports.desk import after_report, open_report
from throughcare.web.risk.drafting import drafted
from throughcare.web.risk.recording import SCREENING_PAGE
from throughcare.web.risk.screening_form import begin_screening


@needs(Power.WRITE_REPORTS)
def report_screening(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """The screening, answered at court while the report is open: whoever gets the case starts from it."""
    opened = open_report(request, crn, thread, what="form: risk screening for a report")
    if not opened.report.is_open:
        raise MayNot(NO_REPORT, hidden=True)
    told = {"act": "Screen for the risk of serious harm", "report_address": opened.address, "back": opened.address}
    page = replace(
        SCREENING_PAGE,
        template="reports/screening.html",
        shown=lambda _desk: told,
        after=lambda sent: after_report(sent, thread),
    )
    return drafted(request, opened.desk, SCREENING, page, lambda draft: begin_screening(opened.desk, draft))
