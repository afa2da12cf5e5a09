"""Recording answers to the questions of the formulas, and what the person says is wrong of them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

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


def _record(desk: Desk) -> OnRecord:
    return on_record(facts_that_stand(desk.stream))


@needs(Power.RECORD_SUPERVISION)
def score_answers(request: HttpRequest, crn: str) -> HttpResponse:
    """All questions with the answers that stand, to be completed or put right."""
    desk = open_desk(request, crn, what="form: score answers")
    return answer(request, desk, ANSWERS, {**at_first(_record(desk)), **initial_source(request.GET.dict())})


def _make_answers(desk: Desk, data: Any, initial: Any) -> AnswersForm:
    return AnswersForm(data, initial=initial, today=desk.today)


def _record_answers(form: AnswersForm, sending: Sending) -> SentForm:
    said = form.cleaned_data
    return actions.record_answers(typed=form.typed, source=chosen_source(form), note=said.get("note"), **sending)


def _judge_answers(form: AnswersForm, desk: Desk) -> None:
    decide_answers(
        _record(desk),
        form.typed,
        source=chosen_source(form),
        officer=desk.user.code,
        offences=offences(),
        today=desk.today,
    )


ANSWERS = FormPage("scores/answers.html", _make_answers, _record_answers, judge=_judge_answers)


@needs(Power.RECORD_SUPERVISION)
def ask_correction(request: HttpRequest, crn: str) -> HttpResponse:
    """The person says that an answer is wrong."""
    desk = open_desk(request, crn, what="form: ask for a correction")
    return answer(request, desk, ASK, {"question": request.GET.get("question", "")})


def _make_asking(desk: Desk, data: Any, initial: Any) -> CorrectionForm:
    said = _record(desk).said
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
    found = next((each for each in _record(desk).corrections if each.thread == thread), None)
    if found is None:
        raise Http404

    def shown(of: Desk) -> dict[str, Any]:
        stands = _record(of).said.get(found.question)
        return {
            "asked": f"{say_question(found.question)}, asked on {say_day(found.asked_on)}",
            "says": found.says,
            "stands": say_answer(stands.value if stands else None),
            "is_decided": any(each.thread == thread and each.reply for each in _record(of).corrections),
        }

    def record(form: ReplyForm, sending: Sending) -> SentForm:
        reply = form.coded("reply", CorrectionReply)
        return actions.answer_correction(thread=thread, reply=reply, reason=form.cleaned_data.get("reason"), **sending)

    def make(of: Desk, data: Any, initial: Any) -> ReplyForm:
        return ReplyForm(data, initial=initial, today=of.today)

    return answer(request, desk, FormPage("scores/decide_correction.html", make, record, shown), {})
