"""Writing a report: one page, kept as a draft as often as they like, then signed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from throughcare.actions import court as actions
from throughcare.facts.checks import CheckResult
from throughcare.facts.court import ReportFormat, ReportSigned
from throughcare.facts.stream import hidden_numbers
from throughcare.facts.words import lower_first, say_day
from throughcare.records.models import ReportDraft, SentForm
from throughcare.records.queries.reports import draft_of
from throughcare.rules.access import Power
from throughcare.rules.case import CaseState, CheckStatus, ReportState
from throughcare.rules.report_checks import counts_for
from throughcare.rules.reports import Act, acts_at
from throughcare.web.clock import now
from throughcare.web.design.answers import SeeOther
from throughcare.web.door import needs
from throughcare.web.people.fact_words import say_moment
from throughcare.web.people.header import say_check
from throughcare.web.reports.desk import OpenReport, after_report, open_report
from throughcare.web.reports.forms import ContentForm
from throughcare.web.reports.pages import known_for
from throughcare.web.sign_in.kept import sign_in_address
from throughcare.web.supervision.form_page import FormPage, answer

SAVED = "saved"
"""The hidden field that says how often the draft had been saved when the page was made."""
SIGN_OUT = "sign-out"
"""What *Sign out* says on the page of a draft: it is saved first."""
TO_READ = "to-read"
"""What the button says that saves, and asks for a second reader."""


@needs(Power.WRITE_REPORTS)
def write_report(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """What the report says: begun with what the record knows, saved as a draft, signed when it is finished."""
    opened = open_report(request, crn, thread, what="form: write the report")
    draft = draft_of(opened.desk.person, thread)
    if request.method == "POST" and "save" in request.POST and Act.SIGN in acts_at(opened.report):
        return _save(request, opened)
    begun = begun_with(opened.desk.case, opened.report) if opened.knows else {}
    at_first = draft.content if draft else taken_back(opened) or begun
    return answer(request, opened.desk, _page(opened, draft), at_first)


def _page(opened: OpenReport, draft: ReportDraft | None, told: str = "") -> FormPage:
    thread = opened.report.thread or ""

    def record(form: ContentForm, sending: Any) -> SentForm:
        saved = savings(form.data.get(SAVED, ""))
        return actions.sign_report(thread=thread, content=form.content(), saved=saved, **sending)

    return FormPage(
        "reports/write.html",
        lambda of, data, initial: ContentForm(data, initial=initial, today=of.today),
        record,
        lambda _of: {
            "act": "Write the report",
            "report": opened.report,
            "report_address": opened.address,
            "known": known_for(opened),
            "saved": draft.saved if draft else 0,
            "saved_words": _saved_words(draft) if draft else "",
            "told": told,
            "may_act": Act.SIGN in acts_at(opened.report),
            "needs_reader": opened.report.format is ReportFormat.STANDARD,
        },
        after=lambda sent: after_report(sent, thread),
    )


def _saved_words(draft: ReportDraft) -> str:
    """Who saved it last; and where a second reader was asked for, since when it waits for one."""
    words = f"Draft saved by {draft.saved_by.name} on {say_moment(draft.saved_at)}"
    since = draft.to_read_since
    return f"{words}. It waits for a second reader since {say_moment(since)}" if since else words


def _save(request: HttpRequest, opened: OpenReport) -> HttpResponse:
    """Keep the draft, whatever is missing. Where somebody else saved meanwhile, what was typed stays on the page."""
    form = ContentForm(request.POST, today=opened.desk.today)
    form.is_valid()
    try:
        actions.save_draft(
            person=opened.desk.person,
            thread=opened.report.thread or "",
            content=form.kept(),
            by=opened.desk.user,
            at=now(),
            expected=savings(request.POST.get(SAVED, "0")),
            is_to_be_read=request.POST["save"] == TO_READ,
        )
    except actions.DraftMoved as moved:
        return _both(request, opened, moved.draft, form)
    if request.POST["save"] == SIGN_OUT:
        logout(request)
        return SeeOther(f"{sign_in_address(request.path)}&saved=yes")
    return SeeOther(f"{request.path}?saved=yes")


def savings(text: str) -> int:
    """How many savings the form had seen; none where that is no number."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _both(request: HttpRequest, opened: OpenReport, draft: ReportDraft, form: ContentForm) -> HttpResponse:
    """What was typed, with word of the draft that somebody else saved: to save again takes its place."""
    told = (
        f"{draft.saved_by.name} saved this draft on {say_moment(draft.saved_at)}, after you opened it. What you typed "
        "is below and is not saved: open the report in another window to see theirs, then save again to replace it."
    )
    typed = form.kept()
    request.method = "GET"
    return answer(request, opened.desk, _page(opened, draft, told), typed)


# --- what the record knows already -------------------------------------------------------------------------------


def begun_with(case: CaseState, report: ReportState) -> dict[str, Any]:
    """What a report begins with, so that nothing is retyped: sources, what is not to be had, and the risk as known.

    An agency is a source only where it said something: *ring us* is no answer yet, and a refusal says nothing.
    """
    fresh = [check for check in case.checks if counts_for(check, report)]
    told = {check.check.value for check in fresh if check.check and check.result in _SAID}
    sources = ["PAPERS"]
    sources += ["RECORD"] if case.orders else []
    sources += ["POLICE"] if "DV" in told else []
    sources += ["CHILDREN"] if "CP" in told else []
    refused = [check for check in fresh if check.status is CheckStatus.REFUSED]
    waits = [check for check in case.checks if check.waits and (check in fresh or check.asked_on is None)]
    missing = [say_check(check) for check in case.checks if check in waits or check in refused]
    return {
        "sources_used": sources,
        "sources_missing": "\n".join(f"{each}." for each in missing),
        "risk_analysis": _risk_known(case),
        "pattern": _orders_known(case),
        "proposal": report.proposal.value if report.proposal else "",
    }


_SAID = (CheckResult.NOTHING_HELD, CheckResult.CONCERN)


def taken_back(opened: OpenReport) -> dict[str, Any]:
    """What a report said that was signed and then taken back: nobody writes it again."""
    stream, hidden = opened.desk.stream, hidden_numbers(opened.desk.stream)
    of_it = [fact for fact in stream if fact.thread == opened.report.thread and fact.number not in hidden]
    signed = [fact for fact in of_it if isinstance(fact, ReportSigned)]
    if not signed:
        return {}
    said = {name: getattr(signed[-1], name) or "" for name in ContentForm.base_fields}
    return said | {"sources_used": [code for code in str(said["sources_used"]).split(",") if code]}


def _risk_known(case: CaseState) -> str:
    lines = []
    if case.rosh_level and case.rosh_assessed_on:
        lines.append(f"Risk of serious harm: {lower_first(case.rosh_level.label)}, {_on(case.rosh_assessed_on)}.")
    lines += [f"{concern.label}, recorded {_on(on)}." for concern, on in case.concerns.items()]
    return "\n".join(lines)


def _on(day: date) -> str:
    return f"on {say_day(day)}"


def _orders_known(case: CaseState) -> str:
    return "\n".join(
        f"{order.disposal.label if order.disposal else 'Order'} {_on(order.sentenced_on)}."
        for order in case.orders
        if order.sentenced_on
    )
