"""What is recorded on one person for the allocation: a conflict of interest, and who is lawfully asked for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from throughcare.actions.allocation import ask_for_practitioner, declare_conflict
from throughcare.actions.staff import staff_of_organisation
from throughcare.facts.allocation import LawfulGround
from throughcare.facts.staff import Sex
from throughcare.facts.words import say_day
from throughcare.records.models import SentForm
from throughcare.records.queries.cases import held_case
from throughcare.records.queries.organisations import names_of_staff
from throughcare.rules.access import Power, may
from throughcare.rules.concern_access import answers_for
from throughcare.web.allocation.forms import OVER, AskedForm, ConflictForm, staff_choices
from throughcare.web.door import needs
from throughcare.web.supervision.form_page import Desk, FormPage, Sending, answer, open_desk


@needs(Power.RECORD_SUPERVISION)
def conflict(request: HttpRequest, crn: str) -> HttpResponse:
    """A conflict of interest: one's own, or for a manager anybody's."""
    desk = open_desk(request, crn, what="form: conflict of interest")
    return answer(request, desk, CONFLICT, {"act": "stands"})


def _make_conflict(desk: Desk, data: Any, initial: Any) -> ConflictForm:
    mine = [(desk.user.code, f"{desk.user.name} (you)")]
    others = [pair for pair in staff_of_organisation(desk.user.organisation) if pair[0] != desk.user.code]
    officers = staff_choices(mine + others) if may(desk.user.viewer, Power.RECORD_OVERSIGHT) else mine
    return ConflictForm(data, initial=initial, today=desk.today, officers=officers)


def _record_conflict(form: ConflictForm, sending: Sending) -> SentForm:
    said = form.cleaned_data
    return declare_conflict(
        officer=said.get("officer"), is_over=said.get("act") == OVER, reason=said.get("reason"), **sending
    )


def _shown_conflict(desk: Desk) -> dict[str, Any]:
    """The conflicts that stand: all for those who answer for the case, to others their own alone."""
    codes = desk.case.conflicts
    if codes and not answers_for(desk.user.viewer, held_case(desk.person)):
        codes &= {desk.user.code}
    return {"stands": sorted(names_of_staff(set(codes)).values())}


CONFLICT = FormPage("allocation/conflict.html", _make_conflict, _record_conflict, _shown_conflict)


@needs(Power.RECORD_OVERSIGHT)
def asked(request: HttpRequest, crn: str) -> HttpResponse:
    """Whether a practitioner of one sex is lawfully asked for."""
    desk = open_desk(request, crn, what="form: practitioner asked for")
    return answer(request, desk, ASKED, {"act": "stands"})


def _make_asked(desk: Desk, data: Any, initial: Any) -> AskedForm:
    return AskedForm(data, initial=initial, today=desk.today)


def _record_asked(form: AskedForm, sending: Sending) -> SentForm:
    said = form.cleaned_data
    return ask_for_practitioner(
        sex=form.coded("staff_sex", Sex),
        ground=form.coded("lawful_ground", LawfulGround),
        is_over=said.get("act") == OVER,
        reason=said.get("reason"),
        **sending,
    )


def _shown_asked(desk: Desk) -> dict[str, Any]:
    found = desk.case.practitioner_asked
    if found is None:
        return {"stands": ""}
    ground = f": {found.ground.label}" if found.ground else ""
    return {"stands": f"{found.sex.label}, since {say_day(found.since_on)}{ground}"}


ASKED = FormPage("allocation/asked.html", _make_asked, _record_asked, _shown_asked)
