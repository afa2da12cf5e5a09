"""Referring a case because the risk has risen, and deciding on such a referral."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from throughcare.actions import provider as actions
from throughcare.actions.access import log_reads
from throughcare.facts.escalation import Decision
from throughcare.facts.words import say_day
from throughcare.records.models import SentForm
from throughcare.records.queries.cases import held_case
from throughcare.records.queries.organisations import names_of_organisations, names_of_staff
from throughcare.records.queries.provider import askable_by, is_company
from throughcare.records.queries.supervision import case_from, facts_of
from throughcare.rules.access import MayNot, Power
from throughcare.rules.case import CaseState, Referral
from throughcare.rules.provider import RSR_THRESHOLD, decide_provider, inputs_on_record, said_before, say_rule
from throughcare.rules.provider_access import NO_REFERRAL, check_can_answer_referral
from throughcare.rules.referral import referral_of
from throughcare.web.clock import now, today
from throughcare.web.door import needs
from throughcare.web.people.opening import person_of, user_of
from throughcare.web.provider.forms import ReferForm, ReferralAnswerForm
from throughcare.web.provider.pages import factor_lines
from throughcare.web.supervision.form_page import Desk, FormPage, Sending, answer, open_desk


@needs(Power.RECORD_SUPERVISION)
def refer(request: HttpRequest, crn: str) -> HttpResponse:
    """Ask the service to take a case, because the risk has risen."""
    desk = open_desk(request, crn, what="form: refer for rising risk")
    askable = askable_by(desk.user.organisation)

    def record(form: ReferForm, sending: Sending) -> SentForm:
        said = form.cleaned_data
        return actions.refer(to_provider=said.get("to_provider"), because=said.get("because"), **sending)

    page = FormPage(
        "provider/refer.html",
        lambda of, data, initial: ReferForm(data, initial=initial, today=of.today, askable=askable),
        record,
        lambda of: _rule_now(of.case) | {"before": _say_before(of.case), "may_refer": is_company(of.user.organisation)},
    )
    return answer(request, desk, page, {"to_provider": askable[0][0]} if len(askable) == 1 else {})


def _rule_now(case: CaseState) -> dict[str, Any]:
    """What the rule gives for what is on the record; the answers of a decision are those of its order."""
    order = next((each.number for each in reversed(case.open_orders)), "")
    known = {**said_before(case.decisions.get(order)), **inputs_on_record(case, order)}
    return {"rule": say_rule(decide_provider(known)), "factors": factor_lines(known, RSR_THRESHOLD)}


def _say_before(case: CaseState) -> list[str]:
    """The referrals of before, latest first."""
    told = []
    for each in reversed(case.referrals):
        how = each.decision.label.lower() if each.decision else "not decided yet"
        when = f" on {say_day(each.decided_on)}" if each.decided_on else ""
        told.append(f"Referred on {say_day(each.on)}: {how}{when}{f'. {each.answer}' if each.answer else ''}")
    return told


@needs(Power.ANSWER_HANDOVER)
def decide_referral(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """Accept or decline a referral: what it says, and what the rule gives."""
    desk, referral = _open_referral(request, crn, thread)

    def record(form: ReferralAnswerForm, sending: Sending) -> SentForm:
        decision = form.coded("decision", Decision)
        return actions.answer_referral(
            thread=thread, decision=decision, reason=form.cleaned_data.get("reason"), **sending
        )

    page = FormPage(
        "provider/decide_referral.html",
        lambda of, data, initial: ReferralAnswerForm(data, initial=initial, today=of.today),
        record,
        lambda of: _rule_now(of.case) | _told(of, referral_of(of.case, thread) or referral),
        after=lambda sent: f"{reverse('referrals')}?decided={sent.person.crn}",
    )
    return answer(request, desk, page, {})


def _open_referral(request: HttpRequest, crn: str, thread: str) -> tuple[Desk, Referral]:
    user, person = user_of(request), person_of(crn)
    stream = facts_of(person)
    case = case_from(stream)
    referral = referral_of(case, thread)
    if referral is None:
        raise MayNot(NO_REFERRAL, hidden=True)
    why = check_can_answer_referral(user.viewer, held_case(person), referral.to_provider)
    log_reads([person], by=user, what="referral for rising risk", why=why, at=now())
    return Desk(user, person, stream, case, today()), referral


def _say_decided(referral: Referral) -> str:
    if referral.decided_on is None:
        return ""
    return f"{referral.decision.label if referral.decision else 'Decided'} on {say_day(referral.decided_on)}"


def _told(desk: Desk, referral: Referral) -> dict[str, Any]:
    """The referral, and as much of the risk as whoever decides needs."""
    names = names_of_organisations()
    who = names_of_staff({referral.referred_by}) if referral.referred_by else {}
    case, concerns = desk.case, [register.label for register in desk.case.concerns]
    return {
        "referral": {
            "by": names.get(referral.from_provider or "", referral.from_provider or "not recorded"),
            "who": who.get(referral.referred_by or "", referral.referred_by or ""),
            "on": say_day(referral.on),
            "said": referral.said or "",
            "decided": _say_decided(referral),
            "answer": referral.answer or "",
        },
        "risk": f"{case.rosh_level.label if case.rosh_level else 'Level not known'}; assessment "
        f"{case.rosh_status.label.lower()}",
        "concerns": concerns,
        "plan_on": say_day(case.last_risk_plan.on) if case.last_risk_plan else "",
        "change": case.last_change,
        "change_on": say_day(case.last_change.on) if case.last_change else "",
    }
