"""One handover: sent, read, accepted or returned."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions import handovers as actions
from throughcare.facts.words import say_day
from throughcare.records.models import SentForm
from throughcare.records.queries.handovers import places, teams_of
from throughcare.records.queries.person import names_in
from throughcare.records.queries.supervision import facts_of
from throughcare.rules.access import MayNot, Power
from throughcare.rules.handover import (
    decide_answer,
    decide_send,
    handover_of,
    orders_that_go,
    reasons_for,
    reply_by,
    was_referred,
)
from throughcare.rules.handover_access import NO_HANDOVER, can_answer, is_senders
from throughcare.rules.handover_lacks import important
from throughcare.rules.handover_pack import Pack, facts_up_to, pack_as_sent
from throughcare.web.door import needs
from throughcare.web.handovers.desk import OpenHandover, open_handover, open_to_send
from throughcare.web.handovers.forms import BETWEEN, AcceptForm, ReturnForm, SendForm
from throughcare.web.handovers.pages import about, handover_page, shown
from throughcare.web.supervision.form_page import Desk, FormPage, Sending, answer

SENDERS = (Power.DECIDE_PROVIDER,)
READERS = (Power.DECIDE_PROVIDER, Power.ANSWER_HANDOVER, Power.READ_RECORD)


@needs(*READERS)
def handover(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """One handover: where it stands, what can be done, and the pack as far as the user reads it."""
    opened = open_handover(request, crn, thread, what="handover: pack")
    return render(request, "handovers/handover.html", handover_page(opened, done=request.GET.get("done", "")))


def _address(sent: SentForm) -> str:
    """The page of the handover that a form was about."""
    stream = facts_of(sent.person)
    thread = next(stream[number - 1].thread for number in sent.numbers if stream[number - 1].thread)
    return f"{reverse('handover', args=[sent.person.crn, thread])}?done={sent.token}"


# --- sending -----------------------------------------------------------------------------------------------------


@needs(*SENDERS)
def send(request: HttpRequest, crn: str, order: str) -> HttpResponse:
    """The form by which a case is sent on, with all that goes with it."""
    desk = open_to_send(request, crn, order, what="form: send a handover")
    where, teams = places(), teams_of()
    pack = pack_as_sent(desk.stream, None, names_in(desk.stream), desk.today, order=order)

    def make(of: Desk, data: Any, initial: Any) -> SendForm:
        ours = of.user.organisation
        return SendForm(
            data,
            initial=initial,
            today=of.today,
            organisations=[(code, name) for code, name in where.organisations.items() if code != ours],
            teams=[(f"{at}{BETWEEN}{code}", f"{where.name(at)}: {name}") for at, code, name in teams if at != ours],
            reasons=reasons_for(of.case, order),
            is_lacking=bool(important(pack.lacks)),
        )

    def record(form: SendForm, sending: Sending) -> SentForm:
        return actions.send_handover(order=order, asked=form.asked(), **sending)

    def judge(form: SendForm, of: Desk) -> object:
        return decide_send(
            of.case,
            order,
            form.asked(),
            sender=of.user.organisation,
            officer=of.user.code,
            places=where,
            was_accepted=was_referred(facts_up_to(of.stream)),
            today=of.today,
        )

    page = FormPage("handovers/send.html", make, record, lambda of: _beside(of, order, pack), judge, _address)
    return answer(request, desk, page, {})


def _beside(desk: Desk, order: str, pack: Pack) -> dict[str, Any]:
    together = orders_that_go(desk.case, order)
    return {
        "pack": shown(pack),
        "order": order,
        "together": [each for each in together if each != order],
        "reply_by": say_day(reply_by(desk.today)),
        "is_held": order in desk.case.allocated_orders,
        "back": reverse("handovers"),
    }


# --- the answer --------------------------------------------------------------------------------------------------


def _open_to_answer(request: HttpRequest, crn: str, thread: str, *, what: str) -> OpenHandover:
    """The handover, for whoever may answer it, or would have to be told why not: those of both sides."""
    opened = open_handover(request, crn, thread, what=what)
    viewer, found = opened.desk.user.viewer, opened.handover
    is_theirs = can_answer(viewer, opened.held, found) or viewer.organisation == found.to_provider
    if not is_theirs and not is_senders(viewer, found):
        raise MayNot(NO_HANDOVER, hidden=True)
    return opened


def _answer(request: HttpRequest, opened: OpenHandover, act: str, make: Any) -> HttpResponse:
    thread = opened.handover.thread

    def record(form: Any, sending: Sending) -> SentForm:
        return actions.answer_handover(thread=thread, answer=form.answered(), **sending)

    def judge(form: Any, of: Desk) -> object:
        return decide_answer(
            of.case,
            thread,
            form.answered(),
            organisation=of.user.organisation,
            officer=of.user.code,
            places=places(),
            today=of.today,
        )

    def beside(of: Desk) -> dict[str, Any]:
        now = handover_of(of.case, thread) or opened.handover
        address = reverse("handover", args=[of.person.crn, thread])
        return {"act": act, "rows": about(now, of.today), "handover_address": address}

    page = FormPage("handovers/answer.html", make, record, beside, judge, _address)
    return answer(request, opened.desk, page, {"team": opened.handover.to_team or ""})


@needs(Power.ANSWER_HANDOVER)
def accept(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """The receiver takes the case."""
    opened = _open_to_answer(request, crn, thread, what="form: accept a handover")
    receiver = opened.handover.to_provider or ""

    def make(of: Desk, data: Any, initial: Any) -> AcceptForm:
        teams = [(code, name) for _, code, name in teams_of(receiver)]
        return AcceptForm(data, initial=initial, today=of.today, teams=teams)

    return _answer(request, opened, "Accept the case", make)


@needs(Power.ANSWER_HANDOVER)
def return_(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """The receiver returns the case, with reasons."""
    opened = _open_to_answer(request, crn, thread, what="form: return a handover")
    return _answer(
        request, opened, "Return the case", lambda of, data, initial: ReturnForm(data, initial=initial, today=of.today)
    )
