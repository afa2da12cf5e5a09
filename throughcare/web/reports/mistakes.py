"""What the court was said to have said of a report, and had not, is taken back by the desk that recorded it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from throughcare.actions import court as actions
from throughcare.facts.court import ReportAdjourned
from throughcare.facts.fact import Fact
from throughcare.facts.words import say_day
from throughcare.records.models import SentForm
from throughcare.rules.access import Power
from throughcare.rules.report_mistakes import NOTHING_TO_TAKE_BACK, last_said
from throughcare.web.door import needs
from throughcare.web.reports.desk import after_report, open_report
from throughcare.web.reports.forms import TakeBackForm
from throughcare.web.supervision.form_page import Desk, FormPage, Sending, answer


@needs(Power.SEE_COURT_WORK)
def take_back(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """The latest adjournment of a report, or that it was called off, was recorded by mistake."""
    opened = open_report(request, crn, thread, what="form: taken back")

    def record(form: TakeBackForm, sending: Sending) -> SentForm:
        return actions.take_back(thread=thread, reason=form.cleaned_data["reason"], **sending)

    def shown(of: Desk) -> dict[str, Any]:
        said = last_said(opened.report, of.stream)
        told = f"This takes back: {say_it(said)}" if said else NOTHING_TO_TAKE_BACK
        return {"act": "Take back what the court said", "report_address": opened.address, "told": told}

    page = FormPage(
        "reports/short_form.html",
        lambda of, data, initial: TakeBackForm(data, initial=initial, today=of.today),
        record,
        shown,
        after=lambda sent: after_report(sent, thread),
    )
    return answer(request, opened.desk, page, {})


def say_it(said: Fact) -> str:
    """What the court was said to have said, in a sentence."""
    why = getattr(said, "reason", None)
    because = f" Why: {why}" if why else ""
    if isinstance(said, ReportAdjourned):
        new = f", to {say_day(said.due_on)}" if said.due_on else ""
        return f"adjourned on {say_day(said.on)}{new}.{because}"
    return f"called off on {say_day(said.on)}.{because}"
