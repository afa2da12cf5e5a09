"""Recording answers to the questions of the formulas, and what the person says is wrong of them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from throughcare.actions import scores as actions
from throughcare.actions.projections import facts_that_stand
from throughcare.exchange.scores.offence_tables import offences
from throughcare.facts.scores import CorrectionReply
from throughcare.facts.words import say_day
from throughcare.records.models import SentForm
from throughcare.rules.access import Power
from throughcare.rules.scores.on_record import OnRecord, on_record
from throughcare.rules.scores.questions import say_question
from throughcare.rules.scores.scoring import decide_answers
from throughcare.web.door import needs
from throughcare.web.scores.forms import (
    AnswersForm,
    CorrectionForm,
    ReplyForm,
    at_first,
    chosen_source,
    initial_source,
)
from throughcare.web.scores.words import say_answer
from throughcare.web.supervision.form_page import Desk, FormPage, Sending, answer, open_desk


def record_at(desk: Desk) -> OnRecord:
    """The answers, scores and corrections that stand."""
    return on_record(facts_that_stand(desk.stream))


@needs(Power.RECORD_SUPERVISION)
def score_answers(request: HttpRequest, crn: str) -> HttpResponse:
    """All questions with the answers that stand, to be completed or put right."""
    desk = open_desk(request, crn, what="form: score answers")
    return answer(request, desk, ANSWERS, {**at_first(record_at(desk)), **initial_source(request.GET.dict())})


def make_answers(desk: Desk, data: Any, initial: Any) -> AnswersForm:
    """The form of all questions."""
    return AnswersForm(data, initial=initial, today=desk.today)


def send_answers(form: AnswersForm, sending: Sending) -> SentForm:
    """Record what is new or changed, and the scores that it gives."""
    said = form.cleaned_data
    return actions.record_answers(typed=form.typed, source=chosen_source(form), note=said.get("note"), **sending)


def judge_answers(form: AnswersForm, desk: Desk) -> None:
    """Ask the rules of answers of which some are not even understood."""
    decide_answers(
        record_at(desk),
        form.typed,
        source=chosen_source(form),
        officer=desk.user.code,
        offences=offences(),
        today=desk.today,
    )


ANSWERS = FormPage(
    "scores/answers.html",
    make_answers,
    send_answers,
    lambda desk: {"back": reverse("scores", args=[desk.person.crn])},
    judge=judge_answers,
)


@needs(Power.RECORD_SUPERVISION)
def ask_correction(request: HttpRequest, crn: str) -> HttpResponse:
    """The person says that an answer is wrong."""
    desk = open_desk(request, crn, what="form: ask for a correction")
    return answer(request, desk, ASK, {"question": request.GET.get("question", "")})


def _make_asking(desk: Desk, data: Any, initial: Any) -> CorrectionForm:
    said = record_at(desk).said
    answers = [(name, f"{say_question(name)}: {say_answer(each.value)}") for name, each in said.items()]
    return CorrectionForm(data, initial=initial, today=desk.today, answers=answers)


def _record_asking(form: CorrectionForm, sending: Sending) -> SentForm:
    said = form.cleaned_data
    return actions.ask_correction(question=said.get("question"), says=said.get("says"), **sending)


ASK = FormPage("scores/ask_correction.html", _make_asking, _record_asking)


@needs(Power.RECORD_SUPERVISION)
def decide_correction(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """What became of a correction that the person asked for."""
    desk = open_desk(request, crn, what="form: decide a correction")
    found = next((each for each in record_at(desk).corrections if each.thread == thread), None)
    if found is None:
        raise Http404

    def shown(of: Desk) -> dict[str, Any]:
        stands = record_at(of).said.get(found.question)
        return {
            "asked": f"{say_question(found.question)}, asked on {say_day(found.asked_on)}",
            "says": found.says,
            "stands": say_answer(stands.value if stands else None),
            "is_decided": any(each.thread == thread and each.reply for each in record_at(of).corrections),
        }

    def record(form: ReplyForm, sending: Sending) -> SentForm:
        reply = form.coded("reply", CorrectionReply)
        return actions.answer_correction(thread=thread, reply=reply, reason=form.cleaned_data.get("reason"), **sending)

    def make(of: Desk, data: Any, initial: Any) -> ReplyForm:
        return ReplyForm(data, initial=initial, today=of.today)

    return answer(request, desk, FormPage("scores/decide_correction.html", make, record, shown), {})
