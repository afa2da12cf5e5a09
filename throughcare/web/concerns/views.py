"""Professional concerns: the list, how many there are, raising one, and a manager's answer."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions import staff_concerns as actions
from throughcare.actions.access import log_reads
from throughcare.facts.allocation import StaffConcernKind, StaffConcernReply
from throughcare.facts.words import say_day
from throughcare.records.models import Person, SentForm, User
from throughcare.records.queries.cases import held_case, stated_reason
from throughcare.records.queries.concerns import (
    Raised,
    concerns_counted_for,
    concerns_raised_by,
    concerns_seen_by,
)
from throughcare.records.queries.organisations import names_of_staff
from throughcare.records.queries.supervision import case_from, facts_of
from throughcare.rules.access import MayNot, Power, Role, check_can_read, may
from throughcare.rules.concern_access import sees_concern
from throughcare.rules.report_access import ReportHeld, can_work_on_report
from throughcare.rules.staff_concerns import concern_of
from throughcare.web.clock import now, today
from throughcare.web.concerns.forms import RaiseForm, ReplyForm
from throughcare.web.concerns.pages import figures_of, lines_of
from throughcare.web.design.words import plural
from throughcare.web.door import needs
from throughcare.web.people.opening import person_of, user_of
from throughcare.web.sign_in import kept
from throughcare.web.supervision.form_page import Desk, FormPage, Sending, answer, open_desk


def _sees_others(user: User) -> bool:
    """Whether this user sees concerns that others raised: a manager, or an inspector."""
    return may(user.viewer, Power.RECORD_OVERSIGHT) or user.viewer.role is Role.INSPECTOR


@needs(Power.RAISE_CONCERN, Power.OPEN_MEASURES)
def concerns(request: HttpRequest) -> HttpResponse:
    """The concerns that wait for this manager, those that were answered, and those that the user raised."""
    user = user_of(request)
    seen = concerns_seen_by(user.viewer) if _sees_others(user) else []
    mine = concerns_raised_by(user) if may(user.viewer, Power.RAISE_CONCERN) else []
    can_answer = may(user.viewer, Power.RECORD_OVERSIGHT)
    waiting = [each for each in seen if each.concern.reply is None]
    people = [each.person for each in (*seen, *mine)]
    log_reads(people, by=user, what="professional concerns", why=_why(user), at=now())
    context = {
        "heading": f"{plural(len(waiting), 'professional concern')} to answer" if can_answer else TITLE,
        "sees_others": _sees_others(user),
        "can_raise": may(user.viewer, Power.RAISE_CONCERN),
        "sees_figures": may(user.viewer, Power.OPEN_MEASURES),
        "waiting": lines_of(waiting, can_answer=can_answer),
        "answered": lines_of([each for each in seen if each.concern.reply is not None][::-1], can_answer=False),
        "mine": lines_of(mine[::-1], can_answer=False),
        "is_done": bool(request.GET.get("done")),
    }
    return render(request, "concerns/list.html", context)


TITLE = "Professional concerns"


def _why(user: User) -> str:
    return "an inspector" if user.viewer.role is Role.INSPECTOR else "professional concerns of their team, or their own"


@needs(Power.OPEN_MEASURES)
def figures(request: HttpRequest) -> HttpResponse:
    """How many concerns there are, by organisation and kind."""
    found: list[Raised] = concerns_counted_for(user_of(request).viewer)
    context = {"rows": figures_of(found), "kinds": [kind.label for kind in StaffConcernKind], "many": len(found)}
    return render(request, "concerns/figures.html", context)


# --- raising one -------------------------------------------------------------------------------------------------


def _open(request: HttpRequest, crn: str) -> Desk:
    """The person, for whoever may read the record, and for those who work on a report on them: court staff raise
    concerns too. What was typed is kept where a reason has to be stated first.
    """
    person, user = person_of(crn), user_of(request)
    stream = facts_of(person)
    desk = Desk(user, person, stream, case_from(stream), today())
    try:
        why = check_can_read(user.viewer, held_case(person), stated_reason=stated_reason(user, person, desk.today))
    except MayNot as refusal:
        if refusal.needs_reason and request.method == "POST":
            kept.keep(request)
        if refusal.needs_reason or not _works_on_report(user, person, desk):
            raise
        why = "reports and checks of their area"
    log_reads([person], by=user, what="form: professional concern", why=why, at=now())
    return desk


def _works_on_report(user: User, person: Person, desk: Desk) -> bool:
    held = held_case(person)
    reports = [ReportHeld(each.provider, each.writer) for each in desk.case.reports]
    return any(can_work_on_report(user.viewer, held, each) for each in reports)


@needs(Power.RAISE_CONCERN)
def raise_concern(request: HttpRequest, crn: str) -> HttpResponse:
    """A member of staff says that it is wrong who holds the case."""
    return answer(request, _open(request, crn), RAISE, {})


def _record(form: RaiseForm, sending: Sending) -> SentForm:
    kind = form.coded("staff_concern", StaffConcernKind)
    return actions.raise_concern(concern=kind, said=form.cleaned_data.get("said"), **sending)


def _shown(desk: Desk) -> dict[str, Any]:
    code = desk.case.holder.officer if desk.case.holder else None
    holder = names_of_staff({code}).get(code, code) if code else ""
    return {"holder": holder, "reads_record": may(desk.user.viewer, Power.READ_RECORD)}


def _after(_sent: SentForm) -> str:
    return f"{reverse('concerns')}?done=yes"


RAISE = FormPage(
    "concerns/raise.html",
    lambda desk, data, initial: RaiseForm(data, initial=initial, today=desk.today),
    _record,
    _shown,
    after=_after,
)


# --- answering one -----------------------------------------------------------------------------------------------


@needs(Power.RECORD_OVERSIGHT)
def answer_concern(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """A manager answers a concern about a case that they answer for."""
    desk = open_desk(request, crn, what="form: answer to a professional concern")
    found = concern_of(desk.case, thread)
    held = held_case(desk.person)
    if found is None or not sees_concern(desk.user.viewer, held, raised_by=found.raised_by, about=found.about):
        raise Http404

    def record(form: ReplyForm, sending: Sending) -> SentForm:
        reply = form.coded("staff_reply", StaffConcernReply)
        return actions.answer_concern(thread=thread, reply=reply, weighed=form.cleaned_data.get("weighed"), **sending)

    names = names_of_staff({code for code in (found.raised_by, found.about) if code})
    page = FormPage(
        "concerns/answer.html",
        lambda of, data, initial: ReplyForm(data, initial=initial, today=of.today),
        record,
        lambda of: {
            "kind": found.concern.label if found.concern else "A concern",
            "raised": f"{names.get(found.raised_by or '', 'Somebody')}, on {say_day(found.on)}",
            "about": names.get(found.about or "", found.about or ""),
            "said": found.said or "",
            "allocate": reverse("allocate", args=[of.person.crn]),
        },
        after=_after,
    )
    return answer(request, desk, page, {})
