"""Restricted cases as they are looked after: limits looked at again, and cases that nobody can open."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions.access import log_act, log_reads
from throughcare.actions.oversight import name_manager as write_name
from throughcare.actions.oversight import review_limits
from throughcare.calendar import add_months
from throughcare.facts.words import say_day
from throughcare.records.models import SentForm
from throughcare.records.queries.glass import how_many_wait, openings_by_organisation
from throughcare.records.queries.limits import how_many_to_review, page_to_review, shut_case, shut_cases
from throughcare.rules.access import Power, may
from throughcare.rules.limits import REVIEW_AFTER
from throughcare.rules.refusals import NotRecorded
from throughcare.web.clock import now, today
from throughcare.web.design.answers import SeeOther
from throughcare.web.door import needs
from throughcare.web.people.opening import user_of
from throughcare.web.restricted.forms import NameForm, ReviewForm
from throughcare.web.restricted.pages import limited_words
from throughcare.web.supervision.form_page import Desk, FormPage, Sending, answer, open_desk
from throughcare.web.supervision.limits import shown_of_limits

WHY_MANAGED = "a case with limits of their team, or of their organisation where no team holds it"
WHY_SHUT = "restricted to nobody who can open it"


@needs(Power.BREAK_GLASS, Power.REVIEW_GLASS, Power.COUNT_GLASS)
def restricted(request: HttpRequest) -> HttpResponse:
    """What each role does with restricted cases: open one in danger, look at limits again, judge, count."""
    user, on = user_of(request), today()
    viewer = user.viewer
    context: dict[str, Any] = {"can_break": may(viewer, Power.BREAK_GLASS)}
    if may(viewer, Power.RECORD_OVERSIGHT):
        in_all, late, soon = how_many_to_review(viewer, on)
        rows, page = page_to_review(viewer, request.GET.get("page"))
        log_reads([row.person for row in rows], by=user, what="limits to look at again", why=WHY_MANAGED, at=now())
        limited = [limited_words(row, on) for row in rows]
        context |= {"limited": limited, "page": page, "in_all": in_all, "late": late, "soon": soon}
    if may(viewer, Power.REVIEW_GLASS):
        context["waiting"], context["waiting_late"] = how_many_wait(viewer, on)
    if may(viewer, Power.COUNT_GLASS):
        context["counts"] = openings_by_organisation(viewer)
    if may(viewer, Power.SEE_WHO_LOOKED):
        context["shut"] = len(shut_cases(viewer))
    return render(request, "restricted/restricted.html", context)


@needs(Power.RECORD_OVERSIGHT)
def review(request: HttpRequest, crn: str) -> HttpResponse:
    """The limits of a case, looked at again and left as they are."""
    desk = open_desk(request, crn, what="form: limits looked at again")
    return answer(request, desk, REVIEW, {"review_on": say_day(add_months(desk.today, REVIEW_AFTER))})


def _make(desk: Desk, data: Any, initial: Any) -> ReviewForm:
    return ReviewForm(data, initial=initial, today=desk.today)


def _record(form: ReviewForm, sending: Sending) -> SentForm:
    said = form.cleaned_data
    return review_limits(words=said["reason"], review_on=said["review_on"], **sending)


REVIEW = FormPage("restricted/review.html", _make, _record, shown_of_limits)


# --- restricted to nobody -----------------------------------------------------------------------------------------


@needs(Power.SEE_WHO_LOOKED)
def nobody(request: HttpRequest) -> HttpResponse:
    """The cases that are restricted to people of whom none can open them: their numbers, and whom to ask."""
    user = user_of(request)
    found = shut_cases(user.viewer)
    log_act(by=user, what="restricted to nobody: list", why=WHY_SHUT, at=now())
    return render(request, "restricted/nobody.html", {"cases": found})


@needs(Power.SEE_WHO_LOOKED)
def name_manager(request: HttpRequest, crn: str) -> HttpResponse:
    """Name a manager among those who alone may see such a case, so that somebody can put it right."""
    user, on = user_of(request), today()
    found = shut_case(user.viewer, crn)
    if found is None:
        raise Http404
    choices = [("", "Choose"), *found.managers]
    form = NameForm(request.POST if request.method == "POST" else None, today=on, officers=choices)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            write_name(person=crn, officer=said["officer"], reason=said["reason"], by=user, at=now())
            return SeeOther(reverse("shut_cases"))
        except NotRecorded as refusal:
            form.blame((fault.field, fault.sentence) for fault in refusal.faults)
    return render(request, "restricted/name_manager.html", {"form": form, "case": found})
