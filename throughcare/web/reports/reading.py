"""The second reader: what its writer saved of a report, and what they find."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from throughcare.actions import court as actions
from throughcare.facts.court import Proposal, Review
from throughcare.facts.words import say_list
from throughcare.records.models import SentForm
from throughcare.records.queries.reports import draft_of
from throughcare.rules.access import Power
from throughcare.rules.case.values import known_value
from throughcare.rules.report_content import LABELS, SOURCES
from throughcare.rules.reports import Act, acts_at
from throughcare.web.door import needs
from throughcare.web.people.fact_words import say_moment
from throughcare.web.reports.desk import after_report, open_report
from throughcare.web.reports.forms import ReadForm
from throughcare.web.reports.pages import known_for
from throughcare.web.reports.writing import SAVED, savings
from throughcare.web.supervision.form_page import Desk, FormPage, Sending, answer


@needs(Power.SEE_COURT_WORK)
def read_report(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """A second person reads what its writer saved of a report, and agrees to this text or returns it."""
    opened = open_report(request, crn, thread, what="form: read the report")

    def record(form: ReadForm, sending: Sending) -> SentForm:
        said = {"review": form.coded("review", Review), "note": form.cleaned_data["note"]}
        return actions.read_report(thread=thread, saved=savings(form.data.get(SAVED, "")), **said, **sending)

    def shown(_of: Desk) -> dict[str, Any]:
        draft = draft_of(opened.desk.person, thread)
        return {
            "act": Act.READ.label,
            "report_address": opened.address,
            "may_act": Act.READ in acts_at(opened.report),
            "stage": opened.report.stage,
            "known": known_for(opened),
            "text": text_of(draft.content) if draft else [],
            "saved": draft.saved if draft else 0,
            "saved_words": f"Saved by {draft.saved_by.name} on {say_moment(draft.saved_at)}" if draft else "",
        }

    page = FormPage(
        "reports/read.html",
        lambda of, data, initial: ReadForm(data, initial=initial, today=of.today),
        record,
        shown,
        after=lambda sent: after_report(sent, thread),
    )
    return answer(request, opened.desk, page, {})


def text_of(kept: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a draft says, label and text; what nobody wrote yet says so, for a reader looks for that too."""
    rows = []
    for name, label in LABELS.items():
        value = kept.get(name)
        if name == "sources_used" and value:
            value = say_list([SOURCES.get(code, code) for code in value])
        if name == "proposal" and (proposal := known_value(Proposal, value)):
            value = proposal.label
        rows.append((label, value or "Nothing is written here yet."))
    return rows
