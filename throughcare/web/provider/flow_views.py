"""The flow between the service and the companies, the split, and the people behind each number."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions.access import log_export, log_reads
from throughcare.records.queries.measures import By
from throughcare.records.queries.provider_flow import NPS, named, visible_of
from throughcare.rules.access import MayNot, Power
from throughcare.web.clock import now
from throughcare.web.door import needs
from throughcare.web.measures.groups import opens_to
from throughcare.web.measures.lists import SHUT, how_many
from throughcare.web.people.opening import THROUGH_FIGURE, user_of
from throughcare.web.provider.flow import FIGURES, FlowAsked, flow_asked, flow_page, flow_text
from throughcare.web.provider.lists import ON_A_PAGE


@needs(Power.SEE_MEASURES)
def flow(request: HttpRequest) -> HttpResponse:
    """Month by month: cases that pass from the companies to the service and back, and the caseload split."""
    page = flow_page(flow_asked(request))
    return render(request, "provider/flow.html", page)


@needs(Power.SEE_MEASURES)
def flow_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    asked = flow_asked(request)
    name = f"provider-flow-{asked.months[0]:%Y-%m}-to-{asked.on:%Y-%m}.csv"
    log_export(by=user_of(request), what="figures as a file", why=name, at=now())
    answer = HttpResponse(flow_text(asked), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@needs(Power.OPEN_MEASURES)
def flow_people(request: HttpRequest, month: str, figure: str) -> HttpResponse:
    """Who stands behind a number: those whom this user may see."""
    asked, user = flow_asked(request), user_of(request)
    of = _month(asked, month)
    if figure not in FIGURES:
        raise Http404
    if not opens_to(user.viewer, By.TYPE, NPS):
        raise MayNot(SHUT)
    found = asked.people_in(of, figure)
    seen = visible_of(found, user.viewer)
    here = Paginator(seen, ON_A_PAGE).get_page(request.GET.get("page"))
    people = named(list(here))
    log_reads(
        [who.person for who in people], by=user, what="people behind a figure", why=f"{figure}, {month}", at=now()
    )
    context = {
        "title": FIGURES[figure],
        "caption": " · ".join([asked.name_of(of), *([f"courts of {asked.names[asked.area]}"] if asked.area else [])]),
        "words": how_many(len(seen), len(found)),
        "rows": [
            (who.name, who.crn, f"{reverse('person', args=[who.crn])}?{THROUGH_FIGURE}", found[who.person])
            for who in people
        ],
        "page": here,
        "here": f"{request.path}?{f'{asked.query}&' if asked.query else ''}",
        "back": f"{reverse('provider_flow')}{f'?{asked.query}' if asked.query else ''}",
    }
    return render(request, "provider/flow_people.html", context)


def _month(asked: FlowAsked, month: str) -> date:
    """The month that an address names. Raises `Http404` where the page shows no such month."""
    found = next((each for each in asked.months if f"{each:%Y-%m}" == month), None)
    if found is None:
        raise Http404
    return found
