"""Deciding which organisation is to hold an order, and keeping it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from throughcare.actions import provider as actions
from throughcare.actions.access import log_reads
from throughcare.facts.staff import ProviderType
from throughcare.facts.words import say_day
from throughcare.records.models import SentForm
from throughcare.records.queries.cases import held_case
from throughcare.records.queries.organisations import names_of_staff, types_of_organisations
from throughcare.records.queries.supervision import case_from, facts_of
from throughcare.rules.access import MayNot, Power, Viewer, can_read
from throughcare.rules.allocation import court_desk_of
from throughcare.rules.case import OrderState
from throughcare.rules.case.values import known_value
from throughcare.rules.provider import RSR_THRESHOLD, decide_provider, inputs_on_record, say_rule
from throughcare.rules.provider_access import NO_ORDER, check_can_decide
from throughcare.rules.provider_decision import decide_which_provider
from throughcare.web.clock import now, today
from throughcare.web.door import needs
from throughcare.web.people.opening import person_of, user_of
from throughcare.web.provider.forms import DecideForm, KeepForm
from throughcare.web.provider.pages import at_first, factor_lines, next_steps, told_decision
from throughcare.web.supervision.form_page import Desk, FormPage, Sending, answer


def open_order(request: HttpRequest, crn: str, order: str, *, what: str) -> tuple[Desk, OrderState]:
    """The order of this number, to decide who is to hold it. Raises `MayNot` where that is not theirs to decide."""
    user, person = user_of(request), person_of(crn)
    stream = facts_of(person)
    desk = Desk(user, person, stream, case_from(stream), today())
    found = next((each for each in desk.case.open_orders if each.number == order), None)
    if found is None:
        raise MayNot(NO_ORDER, hidden=True)
    at_court = None if order in desk.case.allocated_orders else court_desk_of(order, desk.case)
    why = check_can_decide(user.viewer, held_case(person), at_court)
    log_reads([person], by=user, what=what, why=why, at=now())
    return desk, found


@needs(Power.DECIDE_PROVIDER)
def decide_order(request: HttpRequest, crn: str, order: str) -> HttpResponse:
    """Which organisation is to hold an order: what was decided, with each factor, and the form to decide."""
    desk, found = open_order(request, crn, order, what="which organisation")
    done = request.GET.get("done", "")

    def make(of: Desk, data: Any, initial: Any) -> DecideForm:
        return DecideForm(data, initial=initial, today=of.today, known=inputs_on_record(of.case, order))

    def record(form: DecideForm, sending: Sending) -> SentForm:
        return actions.record_provider(request=form.request(order), **sending)

    def judge(form: DecideForm, of: Desk) -> None:
        decide_which_provider(
            of.case,
            form.request(order),
            officer=of.user.code,
            organisation=of.user.organisation or None,
            today=of.today,
        )

    page = FormPage(
        "provider/decide.html",
        make,
        record,
        lambda of: _shown(of, found) | {"is_done": bool(done)},
        judge=judge,
        after=lambda sent: f"{reverse('decide_provider', args=[crn, order])}?done={sent.token}",
    )
    return answer(request, desk, page, at_first(desk.case, order))


def _shown(desk: Desk, order: OrderState) -> dict[str, Any]:
    known = inputs_on_record(desk.case, order.number)
    decision = desk.case.decisions.get(order.number)
    names = names_of_staff({decision.officer}) if decision and decision.officer else {}
    own = known_value(ProviderType, types_of_organisations().get(desk.user.organisation))
    return {
        "order": _say_order(order),
        "told": told_decision(desk.case, order.number, names),
        "steps": next_steps(desk.case, order.number, desk.person.crn, own),
        "factors": factor_lines(known, RSR_THRESHOLD),
        "rule": say_rule(decide_provider(known)),
        "back": _back(desk.user.viewer, desk),
        "reads": can_read(desk.user.viewer, held_case(desk.person)),
        "is_held": order.number in desk.case.allocated_orders,
    }


def _say_order(order: OrderState) -> str:
    what = order.disposal.label if order.disposal else "Order"
    return f"{what} of {say_day(order.sentenced_on)}" if order.sentenced_on else what


def _back(viewer: Viewer, desk: Desk) -> tuple[str, str]:
    if can_read(viewer, held_case(desk.person)):
        return reverse("person", args=[desk.person.crn]), "Back to the record"
    return reverse("waiting_orders"), "Back to the orders that wait"


@needs(Power.DECIDE_PROVIDER)
def keep_order(request: HttpRequest, crn: str, order: str) -> HttpResponse:
    """An order that nobody holds stays with the reader's organisation, which then names a practitioner."""
    desk, found = open_order(request, crn, order, what="form: keep an order")

    def record(_form: KeepForm, sending: Sending) -> SentForm:
        return actions.give_to_own(order=order, **sending)

    page = FormPage(
        "provider/keep.html",
        lambda of, data, initial: KeepForm(data, initial=initial, today=of.today),
        record,
        lambda of: _shown(of, found),
        after=lambda sent: f"{reverse('waiting_orders')}?kept={sent.person.crn}",
    )
    return answer(request, desk, page, {})
