"""The scores of one person: all of them, and one term by term."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.exchange.scores.offence_tables import offences
from throughcare.records.queries.person import names_in
from throughcare.records.streams import stream_of
from throughcare.rules.access import Power, may
from throughcare.rules.case import case_of
from throughcare.rules.scores.about import ABOUT
from throughcare.rules.scores.on_record import OnRecord, on_record
from throughcare.rules.scores.scored import Formula
from throughcare.rules.scores.scoring import scores_of
from throughcare.rules.scores.what_if import headline
from throughcare.web.clock import today
from throughcare.web.door import needs
from throughcare.web.people.header import header_of
from throughcare.web.people.moment import Moment
from throughcare.web.people.opening import open_person, user_of
from throughcare.web.scores.pages import (
    changes_in_words,
    corrections_of,
    history_of,
    lines_of,
    not_answered,
    parts_of,
)
from throughcare.web.scores.words import (
    SLUGS,
    open_for_dynamic,
    open_questions,
    say_bands,
    say_form,
    say_headline,
    say_of_people,
    say_wrong,
)

_FORMULAS = {slug: formula for formula, slug in SLUGS.items()}


def _opened(request: HttpRequest, crn: str, what: str) -> tuple[OnRecord, dict[str, object]]:
    opened = open_person(request, crn, what=what)
    stream, day, viewer = stream_of(opened.person), today(), user_of(request).viewer
    moment = Moment(day)
    facts = moment.cut(stream)
    header = header_of(opened, case_of(facts), names_in(stream), moment, viewer, here="scores", today=day)
    return on_record(facts), {"person": header, "may_record": may(viewer, Power.RECORD_SUPERVISION)}


@needs(Power.READ_RECORD)
def scores(request: HttpRequest, crn: str) -> HttpResponse:
    """Every score of a person, given or not, and the corrections that they asked for."""
    record, context = _opened(request, crn, "scores")
    context |= {"lines": lines_of(record, crn, today()), "corrections": corrections_of(record.corrections, crn)}
    return render(request, "scores/scores.html", context)


@needs(Power.READ_RECORD)
def score(request: HttpRequest, crn: str, formula: str) -> HttpResponse:
    """One score, term by term, with what would change its band and what it was before."""
    if formula not in _FORMULAS:
        raise Http404
    which: Formula = _FORMULAS[formula]
    record, context = _opened(request, crn, f"score: {formula}")
    scored, about = scores_of(record.answers, offences(), on=today())[which], ABOUT[which]
    figure = headline(scored)
    context |= {
        "title": which.label,
        "figure": say_headline(scored),
        "is_given": scored.is_given,
        "says": say_of_people(which, figure) if figure is not None else "",
        "form": say_form(scored) if scored.is_given else "",
        "for_dynamic": open_for_dynamic(scored),
        "bands": say_bands(which),
        "version": f"Formula version {scored.model_version}, bands of version {scored.thresholds_version}",
        "source": about.source,
        "is_open": () if scored.is_given else open_questions(scored),
        "is_wrong": () if scored.is_given else say_wrong(scored),
        "parts": parts_of(scored, record),
        "changes": changes_in_words(scored, record, today()) if scored.is_given else (),
        "not_answered": not_answered(scored),
        "history": history_of(record.past, which),
    }
    return render(request, "scores/score.html", context)
