"""Recording on the risk desk: screening, full analysis, plan, exemption, a manager's answer to it, MAPPA."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from throughcare.actions import rosh as actions
from throughcare.actions.projections import facts_that_stand
from throughcare.facts.fact import YesNo
from throughcare.facts.risk import Completion, MappaCategory, MappaLevel
from throughcare.facts.words import say_day
from throughcare.records.models import SentForm
from throughcare.records.queries.organisations import names_of_staff
from throughcare.rules.access import Power
from throughcare.rules.rosh.analysis import decide_full
from throughcare.rules.rosh.exemption import NONE_WAITS, NOT_YOUR_OWN, fault_in_exempting
from throughcare.rules.rosh.open import how_it_stands
from throughcare.rules.rosh.plan import decide_plan
from throughcare.rules.rosh.screening import decide_screening
from throughcare.web.door import needs
from throughcare.web.risk.drafting import SAVED, drafted, savings
from throughcare.web.risk.forms import LIFT, ExemptionAnswerForm, ExemptionForm, MappaForm
from throughcare.web.risk.full_form import FullForm, begin_full, make_full
from throughcare.web.risk.plan_form import PlanForm, begin_plan, make_plan
from throughcare.web.risk.screening_form import ScreeningForm, begin_screening, make_screening
from throughcare.web.supervision.form_page import Desk, FormPage, Sending, answer, open_desk


@needs(Power.RECORD_SUPERVISION)
def screen(request: HttpRequest, crn: str) -> HttpResponse:
    """The screening: every question, as far as it is answered."""
    desk = open_desk(request, crn, what="form: risk screening")
    return drafted(request, desk, actions.SCREENING, SCREENING_PAGE, lambda draft: begin_screening(desk, draft))


def send_screening(form: ScreeningForm, sending: Sending) -> SentForm:
    """Record the screening as answered."""
    saved = savings(form.data.get(SAVED, ""))
    status = form.coded("status", Completion)
    return actions.record_screening(screening=form.screening(), status=status, saved=saved, **sending)


def judge_screening(form: ScreeningForm, desk: Desk) -> None:
    """What the rules find wrong with a screening that the form cannot take."""
    status = form.coded("status", Completion)
    decide_screening(desk.case, form.screening(), status=status, officer=desk.user.code, today=desk.today)


def _of_person(desk: Desk) -> dict[str, Any]:
    return {"back": reverse("risk", args=[desk.person.crn])}


SCREENING_PAGE = FormPage("risk/screening.html", make_screening, send_screening, _of_person, judge=judge_screening)


@needs(Power.RECORD_SUPERVISION)
def analyse(request: HttpRequest, crn: str) -> HttpResponse:
    """The full analysis: what is known arrives in it, to be confirmed."""
    desk = open_desk(request, crn, what="form: full risk analysis")
    return drafted(request, desk, actions.FULL, FULL_PAGE, lambda draft: begin_full(desk, draft))


def _send_full(form: FullForm, sending: Sending) -> SentForm:
    saved = savings(form.data.get(SAVED, ""))
    return actions.record_full(analysis=form.analysis(), saved=saved, **sending)


def _judge_full(form: FullForm, desk: Desk) -> None:
    decide_full(desk.case, form.analysis(), earlier=form.earlier, officer=desk.user.code, today=desk.today)


def _about_full(desk: Desk) -> dict[str, Any]:
    stands = how_it_stands(desk.case, facts_that_stand(desk.stream))
    on_record = [f"{register.label}, on the record since {say_day(on)}" for register, on in desk.case.concerns.items()]
    return _of_person(desk) | {"called_by": stands.called_by, "on_record": on_record}


FULL_PAGE = FormPage("risk/full.html", make_full, _send_full, _about_full, judge=_judge_full)


@needs(Power.RECORD_SUPERVISION)
def plan_risk(request: HttpRequest, crn: str) -> HttpResponse:
    """The risk management plan."""
    desk = open_desk(request, crn, what="form: risk management plan")
    return drafted(request, desk, actions.PLAN, PLAN_PAGE, lambda draft: begin_plan(desk, draft))


def _send_plan(form: PlanForm, sending: Sending) -> SentForm:
    return actions.record_plan(plan=form.plan(), saved=savings(form.data.get(SAVED, "")), **sending)


def _judge_plan(form: PlanForm, desk: Desk) -> None:
    decide_plan(form.plan(), officer=desk.user.code, today=desk.today)


PLAN_PAGE = FormPage("risk/plan.html", make_plan, _send_plan, _of_person, judge=_judge_plan)


# --- short forms --------------------------------------------------------------------------------------------------


def _plain(form: Any) -> Callable[..., Any]:
    return lambda desk, data, initial: form(data, initial=initial, today=desk.today)


@needs(Power.RECORD_SUPERVISION)
def exempt(request: HttpRequest, crn: str) -> HttpResponse:
    """In professional judgement no full analysis is needed: why."""
    return answer(request, open_desk(request, crn, what="form: risk exemption"), EXEMPTION, {})


def _send_exemption(form: ExemptionForm, sending: Sending) -> SentForm:
    return actions.exempt(reason=form.cleaned_data["reason"], **sending)


def _about_exempting(desk: Desk) -> dict[str, Any]:
    stands = how_it_stands(desk.case, facts_that_stand(desk.stream))
    return _of_person(desk) | {"called_by": stands.called_by, "why_not": fault_in_exempting(desk.case) or ""}


EXEMPTION = FormPage("risk/exemption.html", _plain(ExemptionForm), _send_exemption, _about_exempting)


@needs(Power.RECORD_OVERSIGHT)
def answer_exemption(request: HttpRequest, crn: str) -> HttpResponse:
    """A manager countersigns the exemption that waits, or does not."""
    return answer(request, open_desk(request, crn, what="form: answer to a risk exemption"), ANSWER, {})


def _send_answer(form: ExemptionAnswerForm, sending: Sending) -> SentForm:
    countersigned = form.coded("countersigned", YesNo)
    return actions.answer_exemption(countersigned=countersigned, reason=form.cleaned_data["reason"], **sending)


def _about_answering(desk: Desk) -> dict[str, Any]:
    found = desk.case.exemption
    if found is None or found.is_countersigned is not None:
        return _of_person(desk) | {"why_not": NONE_WAITS}
    why_not = NOT_YOUR_OWN if found.officer == desk.user.code else ""
    who = names_of_staff({found.officer}).get(found.officer, found.officer) if found.officer else "Somebody"
    stands = how_it_stands(desk.case, facts_that_stand(desk.stream))
    told = {"asked": f"{who}, on {say_day(found.on)}", "reason": found.reason or "", "called_by": stands.called_by}
    return _of_person(desk) | {"why_not": why_not} | told


ANSWER = FormPage("risk/exemption_answer.html", _plain(ExemptionAnswerForm), _send_answer, _about_answering)


@needs(Power.RECORD_OVERSIGHT)
def mappa(request: HttpRequest, crn: str) -> HttpResponse:
    """Whether and how the person comes under the multi-agency public protection arrangements."""
    desk = open_desk(request, crn, what="form: MAPPA")
    now = desk.case.mappa
    at_first = {
        "category": now.category.value if now and now.category else "",
        "level": now.level.value if now and now.level else "",
        "on": say_day(desk.today),
    }
    return answer(request, desk, MAPPA, at_first)


def _send_mappa(form: MappaForm, sending: Sending) -> SentForm:
    said = form.cleaned_data
    return actions.record_mappa(
        is_over=said.get("act") == LIFT,
        category=form.coded("category", MappaCategory),
        level=form.coded("level", MappaLevel),
        on=said.get("on"),
        reason=said.get("reason"),
        **sending,
    )


def _about_mappa(desk: Desk) -> dict[str, Any]:
    return _of_person(desk) | {"stands": say_mappa(desk)}


def say_mappa(desk: Desk) -> str:
    """How it stands, in words."""
    now = desk.case.mappa
    if now is None:
        return "Nothing on the record says that they come under the arrangements."
    parts = [code.label for code in (now.category, now.level) if code]
    return f"{'; '.join(parts) or 'They come under the arrangements'}; since {say_day(now.since_on)}."


MAPPA = FormPage("risk/mappa.html", _plain(MappaForm), _send_mappa, _about_mappa)
