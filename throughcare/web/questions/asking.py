"""Asking: which standard, then what; a worker answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions.questions import ask_question
from throughcare.exchange.column_store import StoreFault
from throughcare.exchange.fact_files import FactFileFault
from throughcare.exchange.facts_at_hand import NoFacts, facts_of_store
from throughcare.measures.questions import asked_of
from throughcare.records.models.questions import Sort
from throughcare.records.queries.questions import question_of
from throughcare.rules.access import Power
from throughcare.rules.refusals import NotRecorded
from throughcare.web.clock import now, today
from throughcare.web.design.answers import SeeOther
from throughcare.web.door import needs
from throughcare.web.people.opening import user_of
from throughcare.web.questions.choices import named
from throughcare.web.questions.forms import AsKnownForm, DelayForm, WhatIfForm, WhichForm
from throughcare.web.questions.pages import standard_rows

Form = WhatIfForm | AsKnownForm | DelayForm
NO_STORE = "Such questions are counted from a store of columns, and {why} Whoever runs this server can make it."


@needs(Power.SEE_MEASURES)
def ask_what_if(request: HttpRequest) -> HttpResponse:
    """Ask what a standard, or all of a pack, would count if it were read otherwise."""
    return _ask_of_standard(request, Sort.WHAT_IF, WhatIfForm, "questions/ask_what_if.html")


@needs(Power.SEE_MEASURES)
def ask_as_known(request: HttpRequest) -> HttpResponse:
    """Ask for a standard as it was known on a day."""
    return _ask_of_standard(request, Sort.AS_KNOWN, AsKnownForm, "questions/ask_as_known.html")


@needs(Power.SEE_MEASURES)
def ask_delay(request: HttpRequest) -> HttpResponse:
    """Ask how late things are recorded."""
    facts_as_of, why = _facts_as_of()
    form = DelayForm(request.POST if request.method == "POST" else None, today=today(), facts_as_of=facts_as_of)
    _begin(request, form)
    return _asked(request, Sort.DELAY, form, "questions/ask_delay.html", {"no_store": why, "facts_as_of": facts_as_of})


def _ask_of_standard(
    request: HttpRequest, sort: Sort, make: Callable[..., WhatIfForm | AsKnownForm], template: str
) -> HttpResponse:
    """First which standard, then what is asked of it."""
    facts_as_of, why = _facts_as_of()
    chosen = request.GET.get("standard", "")
    context = {"no_store": why, "facts_as_of": facts_as_of, "chosen": chosen, "sort": sort.value}
    if not chosen:
        which = WhichForm(today=today(), with_packs=sort is Sort.WHAT_IF)
        return render(request, template, context | {"which": which})
    found = named(chosen)
    if found is None or (found[1] is None and sort is not Sort.WHAT_IF):
        raise Http404
    pack, standard = found
    form = make(
        request.POST if request.method == "POST" else None,
        today=today(),
        facts_as_of=facts_as_of,
        pack=pack,
        standard=standard,
    )
    _begin(request, form)
    context |= {"about": standard_rows(standard), "name": standard.about.title if standard else pack.title}
    return _asked(request, sort, form, template, context)


def _begin(request: HttpRequest, form: Form) -> None:
    """Let the form show a question that this user asked before, where the address names one."""
    before = question_of(user_of(request), request.GET.get("again", ""))
    if before is not None:
        form.begin_with(asked_of(before.asked))


def _asked(request: HttpRequest, sort: Sort, form: Form, template: str, context: dict[str, Any]) -> HttpResponse:
    """To the page of the question where it can be asked; else the form, with what is wrong."""
    if request.method == "POST" and form.is_valid() and not context["no_store"]:
        try:
            question = ask_question(by=user_of(request), sort=sort, asked=form.asked(), at=now())
            return SeeOther(reverse("question", args=[question.name]))
        except NotRecorded as refusal:
            form.blame((fault.field, fault.sentence) for fault in refusal.faults)
    return render(request, template, context | {"form": form})


def _facts_as_of() -> tuple[date, str]:
    """The day up to which facts are there, at most today; and why nothing can be asked, where it cannot."""
    try:
        return min(facts_of_store(settings.COLUMNS).as_of, today()), ""
    except NoFacts:
        return today(), NO_STORE.format(why="there is none here yet.")
    except (FactFileFault, StoreFault):
        return today(), NO_STORE.format(why="the one that is here cannot be read.")
