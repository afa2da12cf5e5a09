"""What waits at the provider desk: orders, decisions whose inputs changed, and referrals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions.access import log_reads
from throughcare.facts.staff import ProviderType
from throughcare.facts.words import say_day
from throughcare.records.models import CourtItem, User
from throughcare.records.queries.organisations import names_of_organisations
from throughcare.records.queries.provider import (
    ReferralOf,
    Someone,
    cases_from,
    changed_since,
    count_waiting,
    high_and_not_referred,
    open_referrals,
    someone,
    waiting_orders,
)
from throughcare.records.queries.todo import band_of
from throughcare.rules.access import Power
from throughcare.rules.case import CaseState, HandoverStage
from throughcare.rules.case.values import known_value
from throughcare.rules.provider import say_redeciding, to_decide_again
from throughcare.rules.tasks import say_lateness
from throughcare.web.clock import now, today
from throughcare.web.design.words import number
from throughcare.web.door import needs
from throughcare.web.home.lines import tone_of
from throughcare.web.people.opening import user_of
from throughcare.web.provider.pages import STAGES, say_pressing, say_state

ON_A_PAGE = 50
"""So many orders or referrals stand on a page. The number is ours."""
DUES = {"late": "Late", "today": "Due today"}


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One order that waits for an organisation."""

    name: str
    crn: str
    address: str
    what: str
    when: str
    tone: str
    stage: str
    state: str
    must: bool


@needs(Power.DECIDE_PROVIDER)
def waiting(request: HttpRequest) -> HttpResponse:
    """The orders that wait for an organisation, late and due first."""
    user = user_of(request)
    page = waiting_page(user, today(), request.GET)
    why = "an order of their organisation's court work, which nobody holds yet"
    log_reads(page["people"], by=user, what="orders: waiting for an organisation", why=why, at=now())
    return render(request, "provider/waiting.html", page)


def waiting_page(user: User, on: date, asked: QueryDict) -> dict[str, Any]:
    """A page of the queue, and how many there are."""
    items = waiting_orders(user.viewer, on)
    counts = count_waiting(items, on)
    chosen = {name: asked.get(name, "") for name in ("stage", "decided", "due")}
    here = Paginator(_narrowed(items, chosen, on), ON_A_PAGE).get_page(asked.get("page"))
    shown = list(here)
    cases = cases_from([each.person for each in shown])
    kept = {name: value for name, value in chosen.items() if value}
    return {
        "heading": say_pressing(counts.late, counts.due_today),
        "count": number(here.paginator.count),
        "lines": [_line(each, cases[each.person_id], on) for each in shown],
        "page": here,
        "chosen": chosen,
        "is_narrowed": bool(kept),
        "query": urlencode(kept),
        "choices": {
            "stage": [(key, f"{words} ({counts.stages.get(key, 0)})") for key, words in STAGES.items()],
            "decided": [(each.value, each.label) for each in ProviderType],
            "due": list(DUES.items()),
        },
        "kept": asked.get("kept", "")[:20],
        "people": list({each.person_id for each in shown}),
    }


def _narrowed(items: QuerySet[CourtItem], chosen: dict[str, str], on: date) -> QuerySet[CourtItem]:
    """What was chosen; what is none of the choices narrows nothing."""
    if chosen["stage"] in STAGES:
        items = items.filter(stage=chosen["stage"])
    if known_value(ProviderType, chosen["decided"]):
        items = items.filter(code=chosen["decided"])
    match chosen["due"]:
        case "late":
            return items.filter(due__lt=on)
        case "today":
            return items.filter(due=on)
    return items


def _line(item: CourtItem, case: CaseState, on: date) -> OrderLine:
    who = someone(item.person)
    order = next((each for each in case.open_orders if each.number == item.thread), None)
    what = order.disposal.label if order and order.disposal else "Order"
    state, must = say_state(case, item.thread) if order else ("", False)
    return OrderLine(
        name=who.name,
        crn=who.crn,
        address=reverse("decide_provider", args=[who.crn, item.thread]) if item.thread else "",
        what=f"{what} of {say_day(item.asked)}" if item.asked else what,
        when=say_lateness(item.due, on) if item.due else "no day",
        tone=tone_of(band_of(item.due, on)) if item.due else "soon",
        stage=STAGES.get(item.stage, ""),
        state=state,
        must=must or item.stage == HandoverStage.RETURNED,
    )


@needs(Power.ALLOCATE)
def decide_again(request: HttpRequest) -> HttpResponse:
    """The cases of the organisation on which it was decided before, and whose inputs changed since."""
    user = user_of(request)
    found = changed_since(user.viewer)
    here = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    lines = [
        {
            "name": who.name,
            "crn": who.crn,
            "address": reverse("decide_provider", args=[who.crn, decision.order]),
            "words": say_redeciding(decision, changed),
            "must": changed.is_due,
        }
        for who, case in here
        for decision, changed in to_decide_again(case)
    ]
    why = "a case of their team, or of their organisation where no team holds it"
    log_reads([who.person for who, _ in here], by=user, what="orders: to be decided again", why=why, at=now())
    context = {"lines": lines, "page": here}
    return render(request, "provider/decide_again.html", context)


@needs(Power.ANSWER_HANDOVER)
def referrals(request: HttpRequest) -> HttpResponse:
    """The referrals for rising risk that wait: those that ask the organisation, those that it made, and those that
    nobody made though the rule calls for it.
    """
    user, on = user_of(request), today()
    found, names = open_referrals(user.viewer), names_of_organisations()
    asked = [each for each in found if each.referral.to_provider == user.organisation]
    here = Paginator(asked, ON_A_PAGE).get_page(request.GET.get("page"))
    made = [each for each in found if each.referral.from_provider == user.organisation][:ON_A_PAGE]
    high = high_and_not_referred(user.viewer)[:ON_A_PAGE]
    shown = [*(each.who.person for each in (*here, *made)), *(who.person for who, _, _ in high)]
    why = "a referral that asks their organisation to take the case, or that it made"
    log_reads(shown, by=user, what="referrals for rising risk", why=why, at=now())
    context = {
        "asked": [_referral_line(each, names, on) for each in here],
        "made": [_referral_line(each, names, on) for each in made],
        "high": [_high_line(*each) for each in high],
        "many": number(here.paginator.count),
        "page": here,
        "decided": request.GET.get("decided", "")[:20],
    }
    return render(request, "provider/referrals.html", context)


def _referral_line(each: ReferralOf, names: Mapping[str, str], on: date) -> dict[str, Any]:
    referral, crn = each.referral, each.who.crn
    return {
        "name": each.who.name,
        "crn": crn,
        "on": say_day(referral.on),
        "from_name": names.get(referral.from_provider or "", referral.from_provider),
        "to_name": names.get(referral.to_provider or "", referral.to_provider),
        "when": say_lateness(each.due, on) if each.due else "no day",
        "tone": tone_of(band_of(each.due, on)) if each.due else "soon",
        "address": reverse("decide_referral", args=[crn, referral.thread]),
        "person": reverse("person", args=[crn]),
    }


def _high_line(who: Someone, level: str, mappa: str) -> dict[str, str]:
    return {
        "name": who.name,
        "crn": who.crn,
        "level": level.lower(),
        "mappa": mappa,
        "address": reverse("refer", args=[who.crn]),
    }
