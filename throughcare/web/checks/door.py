"""The narrow door: an agency's own page, reached by its link, on which it answers one check and sees nothing else.

To open it changes nothing, so that a mail scanner that follows every link uses nothing up. Whom it is about is shown
once the reference was typed that was read out to the agency, and to nobody before: a link goes astray. Then it is shown
with no more than the agency needs to know whom it is asked about.
"""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from throughcare.actions.checks import DoorShut, answer_through_door, digest, is_open, try_reference, was_recorded
from throughcare.facts.checks import AnswerWay
from throughcare.facts.words import say_day
from throughcare.records.models import CheckDoor, Person
from throughcare.records.queries.organisations import names_of_organisations
from throughcare.records.queries.person import full_name
from throughcare.records.queries.reports import door_with
from throughcare.records.queries.supervision import case_from, facts_of
from throughcare.rules.checks import check_of
from throughcare.rules.refusals import NotRecorded
from throughcare.web.checks.forms import DoorForm, LookForm
from throughcare.web.clock import now, today
from throughcare.web.door import for_everybody

SHUT = (
    "This link cannot be used. It may have been used already, replaced by a newer one, or be too old; or a part of it "
    "is missing. Nothing was recorded. Ring the probation office that sent it."
)
AT_MOST = 200_000
"""So many bytes of a program's answer are read. The number is ours."""


@for_everybody
def agency_answer(request: HttpRequest, token: str) -> HttpResponse:
    """What an agency is asked, and its answer."""
    door = door_with(digest(token))
    is_answer = request.method == "POST" and "look" not in request.POST
    form = DoorForm(request.POST if is_answer else None, today=today())
    if door is None or not is_open(door, now()):
        return _answered(request) if _is_again(door, token, form, AnswerWay.LINK) else _shut(request, form)
    if not is_answer:
        return _look(request, door, token)
    knows = False
    if form.is_valid():
        try:
            answer_through_door(
                door=door,
                token=token,
                reference=form.cleaned_data["reference"],
                answer=form.answer(AnswerWay.LINK),
                at=now(),
            )
        except NotRecorded as refusal:
            form.blame((fault.field, fault.sentence) for fault in refusal.faults)
            knows = "reference" not in form.errors
        except DoorShut:
            return _answered(request) if _is_again(door, token, form, AnswerWay.LINK) else _shut(request, form)
        else:
            return _answered(request)
    elif "reference" not in form.errors:
        knows = _knows(door, token, form)
    return _page(request, door, form, knows=knows)


def _knows(door: CheckDoor, token: str, form: LookForm) -> bool:
    """Whether the reference in the form is the one that was read out; a wrong one is counted, and said."""
    try:
        fault = try_reference(door, token, form.cleaned_data["reference"], now())
    except DoorShut:
        return False
    if fault is not None:
        form.blame([(fault.field, fault.sentence)])
    return fault is None


def _look(request: HttpRequest, door: CheckDoor, token: str) -> HttpResponse:
    """The first page asks for the reference; with it, the question is shown, and the form for its answer."""
    form = LookForm(request.POST if request.method == "POST" else None, today=today())
    if form.is_bound and form.is_valid() and _knows(door, token, form):
        answering = DoorForm(None, initial={"reference": form.cleaned_data["reference"]}, today=today())
        return _page(request, door, answering, knows=True)
    return _page(request, door, form, knows=False)


def _is_again(door: CheckDoor | None, token: str, form: DoorForm, way: AnswerWay) -> bool:
    """Whether the very answer that this door took before is sent again: it was recorded, and they are told so."""
    if door is None or not form.is_valid():
        return False
    return was_recorded(door=door, token=token, reference=form.cleaned_data["reference"], answer=form.answer(way))


def _answered(request: HttpRequest) -> HttpResponse:
    """Their answer is recorded, now or when they sent it before."""
    return _alone(render(request, "checks/answered.html", {"reader": None}))


def _shut(request: HttpRequest, form: LookForm) -> HttpResponse:
    """No answer is taken here; what they typed is on the page, so that it is not lost."""
    typed = [(field.label, field.value()) for field in form if form.is_bound and field.name in _WRITTEN]
    context = {"why": SHUT, "typed": [(label, text) for label, text in typed if text]}
    return _alone(render(request, "checks/shut.html", context, status=404))


_WRITTEN = ("fact_told", "opinion_told", "allegation_told", "answered_by")


def _alone(answer: HttpResponse) -> HttpResponse:
    """An answer that is kept nowhere, and whose address is told to nobody else (to us the form must say it)."""
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "same-origin"
    return answer


def _page(request: HttpRequest, door: CheckDoor, form: LookForm, *, knows: bool) -> HttpResponse:
    check = check_of(case_from(facts_of(door.person)), door.thread)
    if check is None:
        return _shut(request, form)
    context = {
        "form": form,
        "check": check.check.label if check.check else "Check",
        "agency": names_of_organisations().get(door.agency, door.agency),
        "asked": say_day(check.asked_on) if check.asked_on else "",
        "reply_by": say_day(check.reply_by) if check.reply_by else "",
        "about": _about(door.person) if knows else [],
        "is_look": not isinstance(form, DoorForm),
        "asked_by": door.made_by.name,
    }
    return _alone(render(request, "checks/door.html", context))


def _about(person: Person) -> list[tuple[str, str]]:
    born = say_day(person.born_on) if person.born_on else "not known"
    address = [("Address", person.address)] if person.address else []
    return [("Name", full_name(person.given_names, person.family_name)), ("Born", born), *address]


# --- by program --------------------------------------------------------------------------------------------------


@csrf_exempt
@for_everybody
def agency_program(request: HttpRequest, token: str) -> HttpResponse:
    """The same answer as JSON, for an agency's own system: see docs/how-to/answer-a-check.md."""
    door = door_with(digest(token))
    if request.method != "POST":
        return JsonResponse({"error": "Send the answer by POST, as JSON."}, status=405, headers={"Allow": "POST"})
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length) > AT_MOST:
        return JsonResponse({"error": f"The body is longer than {AT_MOST:,} bytes: send the answer alone."}, status=413)
    said = _json(request) if door is not None else {}
    if said is None:
        return JsonResponse({"error": "The body is not a JSON object of texts."}, status=400)
    form = DoorForm(said, today=today())
    form.is_valid()
    if door is None or not is_open(door, now()):
        return _no_more(door, token, form)
    try:
        answer_through_door(
            door=door,
            token=token,
            reference=form.cleaned_data.get("reference") or "",
            answer=form.answer(AnswerWay.PROGRAM),
            at=now(),
        )
    except NotRecorded as refusal:
        faults = [{"field": fault.field, "what": fault.sentence} for fault in refusal.faults]
        return JsonResponse({"error": "Nothing was recorded.", "faults": faults}, status=422)
    except DoorShut:
        return _no_more(door, token, form)
    return JsonResponse({"recorded": True}, status=201)


def _no_more(door: CheckDoor | None, token: str, form: DoorForm) -> JsonResponse:
    """Nothing more is taken here; whoever sends again what was taken is told that it was."""
    if _is_again(door, token, form, AnswerWay.PROGRAM):
        return JsonResponse({"recorded": True})
    return JsonResponse({"error": SHUT}, status=404)


def _json(request: HttpRequest) -> dict[str, str] | None:
    """The body as texts by name; None where it is anything else."""
    if len(request.body) > AT_MOST:
        return None
    try:
        said: Any = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or not all(isinstance(value, str) for value in said.values()):
        return None
    return said
