"""The scores of one person: all of them, and one term by term."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.records.queries.person import names_in
from throughcare.records.streams import stream_of
from throughcare.rules.access import Power, may
from throughcare.rules.case import case_of
from throughcare.rules.scores.on_record import OnRecord, on_record
from throughcare.web.clock import today
from throughcare.web.door import needs
from throughcare.web.people.header import header_of
from throughcare.web.people.moment import Moment
from throughcare.web.people.opening import open_person, user_of
from throughcare.web.scores.needs import needs_of
from throughcare.web.scores.pages import all_scores, corrections_of, explained, formula_of, lines_of


def _opened(request: HttpRequest, crn: str, what: str) -> tuple[OnRecord, dict[str, object]]:
    opened = open_person(request, crn, what=what)
    stream, day, viewer = stream_of(opened.person), today(), user_of(request).viewer
    moment = Moment(day)
    facts = moment.cut(stream)
    header = header_of(opened, case_of(facts), names_in(stream), moment, viewer, here="scores", today=day)
    may_record = may(viewer, Power.RECORD_SUPERVISION) and opened.glass is None
    context = {
        "person": header,
        "whom": header.name,
        "may_record": may_record,
        "answers_href": reverse("score_answers", args=[crn]) if may_record else "",
        "correct_href": reverse("ask_correction", args=[crn]) if may_record else "",
    }
    return on_record(facts), context


@needs(Power.READ_RECORD, Power.BREAK_GLASS)
def scores(request: HttpRequest, crn: str) -> HttpResponse:
    """Every score of a person, given or not, and the corrections that they asked for."""
    record, context = _opened(request, crn, "scores")
    found = all_scores(record, today())
    lines = lines_of(found, lambda slug: reverse("score", args=[crn, slug]))
    context |= {
        "lines": lines,
        "needs": needs_of(record, found),
        "corrections": corrections_of(record.corrections, crn),
    }
    return render(request, "scores/scores.html", context)


@needs(Power.READ_RECORD, Power.BREAK_GLASS)
def score(request: HttpRequest, crn: str, formula: str) -> HttpResponse:
    """One score, term by term, with what would change its band and what it was before."""
    which = formula_of(formula)
    record, context = _opened(request, crn, f"score: {formula}")
    return render(request, "scores/score.html", context | explained(which, record, today()))
