"""Closed records opened in danger, and judged afterwards."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions.access import log_reads
from throughcare.actions.glass import break_glass, judge_glass
from throughcare.records.queries.glass import opening_of, page_of_openings
from throughcare.rules.access import Power
from throughcare.rules.broken_glass import NOT_OPENED
from throughcare.rules.refusals import NotRecorded
from throughcare.web.clock import now, today
from throughcare.web.design.answers import SeeOther
from throughcare.web.door import needs
from throughcare.web.people.opening import user_of
from throughcare.web.restricted.forms import BreakForm, JudgeForm
from throughcare.web.restricted.pages import opening_words

WHY_JUDGED = "judges whether it was right to open the record in danger"


@needs(Power.BREAK_GLASS)
def break_open(request: HttpRequest) -> HttpResponse:
    """Open one closed record to read for an hour, because somebody is in danger."""
    form = BreakForm.of(request)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            broken = break_glass(crn=said["crn"], reason=said["reason"], by=user_of(request), at=now())
        except NotRecorded as refusal:
            form.blame((fault.field, fault.sentence) for fault in refusal.faults)
        else:
            if broken.crn is not None:
                return SeeOther(reverse("person", args=[broken.crn]))
            form.blame([("crn", NOT_OPENED)])
    return render(request, "restricted/break.html", {"form": form})


@needs(Power.REVIEW_GLASS)
def openings(request: HttpRequest) -> HttpResponse:
    """What waits for a judgement, or what was judged."""
    user, on = user_of(request), today()
    is_judged = request.GET.get("show") == "judged"
    found, page = page_of_openings(user.viewer, on, is_judged=is_judged, number=request.GET.get("page"))
    people = {row.person_id for row in page.object_list}
    log_reads(people, by=user, what="opened in danger: list", why=WHY_JUDGED, at=now())
    lines = [opening_words(each, on) for each in found]
    return render(request, "restricted/glass.html", {"lines": lines, "page": page, "is_judged": is_judged})


@needs(Power.REVIEW_GLASS)
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge one opening: right or not, with words."""
    user, on = user_of(request), today()
    found = opening_of(user.viewer, pk, on)
    if found is None:
        raise Http404
    form = JudgeForm(request.POST if request.method == "POST" else None, today=on)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["judgement"]
        try:
            judge_glass(glass=pk, was_right=form.said_right, words=words, by=user, at=now())
            return SeeOther(reverse("glass"))
        except NotRecorded as refusal:
            form.blame((fault.field, fault.sentence) for fault in refusal.faults)
    log_reads([found.person], by=user, what="opened in danger: judged", why=WHY_JUDGED, at=now())
    return render(request, "restricted/judge.html", {"form": form, "opening": opening_words(found, on)})
