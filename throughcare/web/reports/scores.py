"""Scores beside a report: for whoever writes it, by the same rules and pages as on the record."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.rules.access import MayNot, Power
from throughcare.rules.report_access import NO_REPORT
from throughcare.web.clock import today
from throughcare.web.door import needs
from throughcare.web.reports.desk import OpenReport, after_report, open_report
from throughcare.web.scores.forms import at_first
from throughcare.web.scores.pages import all_scores, explained, formula_of, lines_of
from throughcare.web.scores.recording import judge_answers, make_answers, record_at, send_answers
from throughcare.web.supervision.form_page import FormPage, answer
from throughcare.web.supervision.pages import who_of


def _opened(request: HttpRequest, crn: str, thread: str, what: str) -> OpenReport:
    """The report, for as long as what the record knows is open to whoever works on it."""
    opened = open_report(request, crn, thread, what=what)
    if not opened.knows:
        raise MayNot(NO_REPORT, hidden=True)
    return opened


def _context(opened: OpenReport) -> dict[str, Any]:
    crn, thread = opened.desk.person.crn, opened.report.thread
    who = who_of(opened.desk.person)
    return {
        "who": who,
        "whom": who.name,
        "report_address": opened.address,
        "scores_href": reverse("report_scores", args=[crn, thread]),
        "answers_href": reverse("report_answers", args=[crn, thread]),
    }


@needs(Power.WRITE_REPORTS)
def report_scores(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """Every score of the person on whom a report is written."""
    opened = _opened(request, crn, thread, "scores for a report")
    lines = lines_of(
        all_scores(record_at(opened.desk), today()), lambda slug: reverse("report_score", args=[crn, thread, slug])
    )
    return render(request, "reports/scores.html", _context(opened) | {"lines": lines})


@needs(Power.WRITE_REPORTS)
def report_score(request: HttpRequest, crn: str, thread: str, formula: str) -> HttpResponse:
    """One of them, line by line."""
    which = formula_of(formula)
    opened = _opened(request, crn, thread, f"score for a report: {formula}")
    context = _context(opened) | explained(which, record_at(opened.desk), today())
    return render(request, "reports/score.html", context)


@needs(Power.WRITE_REPORTS)
def report_answers(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """The questions of the formulas, answered at court."""
    opened = _opened(request, crn, thread, "form: score answers for a report")
    told = {"act": "Answers for scores", "report_address": opened.address, "back": _context(opened)["scores_href"]}
    page = FormPage(
        "reports/score_answers.html",
        make_answers,
        send_answers,
        lambda _of: told,
        judge=judge_answers,
        after=lambda sent: after_report(sent, thread),
    )
    return answer(request, opened.desk, page, at_first(record_at(opened.desk)))
