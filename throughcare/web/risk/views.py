"""The risk of one person: how the assessment stands, and each assessment or plan as it was written."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.facts.risk import Assessed, RiskPlanned
from throughcare.records.queries.person import names_in
from throughcare.records.queries.risk import form_drafts_of
from throughcare.records.streams import stream_of
from throughcare.rules.access import Power, can_record, may
from throughcare.rules.case import case_of
from throughcare.web.clock import today
from throughcare.web.door import needs
from throughcare.web.people.header import header_of
from throughcare.web.people.moment import Moment
from throughcare.web.people.opening import open_person, user_of
from throughcare.web.risk.pages import RiskRead, risk_page, said_page


def _read(request: HttpRequest, crn: str, what: str) -> RiskRead:
    opened = open_person(request, crn, what=what)
    stream, day, user = stream_of(opened.person), today(), user_of(request)
    moment = Moment(day)
    facts, names = moment.cut(stream), names_in(stream)
    case = case_of(facts)
    header = header_of(opened, case, names, moment, user.viewer, here="risk", today=day)
    may_record = can_record(user.viewer, opened.case, stated_reason=opened.reason)
    may_oversee = may_record and may(user.viewer, Power.RECORD_OVERSIGHT)
    return RiskRead(opened, header, case, facts, names, user.code, may_record, may_oversee)


@needs(Power.READ_RECORD, Power.BREAK_GLASS)
def risk(request: HttpRequest, crn: str) -> HttpResponse:
    """How the assessment of risk stands, what is open, who is at risk, and what was assessed before."""
    read = _read(request, crn, "risk")
    drafts = form_drafts_of(read.opened.person) if read.may_record else []
    return render(request, "risk/risk.html", risk_page(read, drafts))


@needs(Power.READ_RECORD, Power.BREAK_GLASS)
def risk_said(request: HttpRequest, crn: str, number: int) -> HttpResponse:
    """One assessment or plan, as it was written; words of an earlier one are marked."""
    read = _read(request, crn, "risk: an assessment")
    fact = next((each for each in read.facts if each.number == number), None)
    if not isinstance(fact, Assessed | RiskPlanned):
        raise Http404
    return render(request, "risk/said.html", said_page(read, fact))
