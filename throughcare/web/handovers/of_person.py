"""The orders of one person that can be sent on, and the handovers there were."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions.access import log_reads
from throughcare.facts.words import say_day
from throughcare.records.queries.cases import held_case
from throughcare.records.queries.organisations import names_of_organisations
from throughcare.records.queries.supervision import case_from, facts_of
from throughcare.rules.access import MayNot, Power
from throughcare.rules.handover_access import NO_HANDOVER, can_read_pack, can_send, former_holders
from throughcare.web.clock import now
from throughcare.web.door import needs
from throughcare.web.people.opening import person_of, user_of
from throughcare.web.supervision.pages import who_of


@needs(Power.DECIDE_PROVIDER, Power.ANSWER_HANDOVER)
def handovers_of(request: HttpRequest, crn: str) -> HttpResponse:
    """What of a person's orders this user may send on, and what of their handovers they may read."""
    person, user = person_of(crn), user_of(request)
    case, held, names = case_from(facts_of(person)), held_case(person), names_of_organisations()
    orders = [
        (f"Order {each.number}", each.disposal.label if each.disposal else "sentence not recorded", each.number)
        for each in case.open_orders
        if can_send(user.viewer, held, case, each.number)
    ]
    found = [
        each
        for each in reversed(case.handovers)
        if can_read_pack(user.viewer, held, each, former=former_holders(case, each))
    ]
    if not orders and not found:
        raise MayNot(NO_HANDOVER, hidden=True)
    log_reads([person], by=user, what="handovers of a person", why="handovers of their organisation", at=now())
    page = {
        "who": who_of(person),
        "orders": [(title, words, reverse("send_handover", args=[crn, number])) for title, words, number in orders],
        "handovers": [
            (
                f"{names.get(each.from_provider or '', each.from_provider)} to "
                f"{names.get(each.to_provider or '', each.to_provider)}",
                f"order {each.order}, sent on {say_day(each.sent_on)}: {each.stage.label.lower()}",
                reverse("handover", args=[crn, each.thread]),
            )
            for each in found
        ],
    }
    return render(request, "handovers/of_person.html", page)
