"""The allocation desk: what waits, one case with its ranked practitioners, and taking an allocation back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions import allocation as actions
from throughcare.actions import record as record_actions
from throughcare.actions.access import log_reads
from throughcare.actions.grids import grid_of
from throughcare.exchange.role_grids import GridFault
from throughcare.facts.allocation import Allocated
from throughcare.facts.stream import withdrawn_numbers
from throughcare.records.models import SentForm, User
from throughcare.records.queries.cases import held_case
from throughcare.records.queries.organisations import names_of_staff
from throughcare.records.queries.supervision import case_from, facts_of, name_of
from throughcare.rules.access import NOT_THERE, MayNot, Power, is_kept_from
from throughcare.rules.allocating import is_first
from throughcare.rules.refusals import NotRecorded
from throughcare.web.allocation.case_pages import Choosing, case_page
from throughcare.web.allocation.desk_pages import held_part, waiting_part
from throughcare.web.allocation.forms import AllocateForm
from throughcare.web.clock import now, today
from throughcare.web.design.answers import SeeOther
from throughcare.web.door import needs
from throughcare.web.people.opening import person_of, user_of
from throughcare.web.supervision.form_page import Desk, FormPage, Sending, answer, open_desk
from throughcare.web.supervision.marks import FIELD, read_mark


@needs(Power.ALLOCATE)
def allocation(request: HttpRequest) -> HttpResponse:
    """What waits for a practitioner, and what is with somebody who may not hold it now."""
    return _desk(request)


def _desk(request: HttpRequest, *, not_undone: str = "", status: int = 200) -> HttpResponse:
    user, on = user_of(request), today()
    page = waiting_part(user.viewer, on, show=request.GET.get("show", ""), page=request.GET.get("page", ""))
    held: dict[str, Any] = {"held": [], "held_page": None, "held_count": "", "held_people": [], "fault": ""}
    try:
        held |= held_part(user.viewer, grid_of(user.organisation), on, page=request.GET.get("held", ""))
    except GridFault as fault:
        held["fault"] = str(fault)
    seen = [*page["people"], *held["held_people"]]
    log_reads(seen, by=user, what="allocation desk", why="cases of their organisation", at=now())
    done = _done(user, request.GET.get("done", ""))
    context = page | held | {"done": done, "not_undone": not_undone, "is_again": "again" in request.GET}
    return render(request, "allocation/desk.html", context, status=status)


def _sent(user: User, token: str) -> SentForm | None:
    """The allocation that this user sent under a token."""
    found = SentForm.objects.select_related("person").filter(user=user, token=token, what="allocation") if token else []
    return next(iter(found), None)


def _done(user: User, token: str) -> dict[str, str] | None:
    """What an allocation did, in words, and where it is taken back while it can be."""
    sent = _sent(user, token)
    if sent is None:
        return None
    stream = facts_of(sent.person)
    given = [stream[number - 1] for number in sent.numbers if isinstance(stream[number - 1], Allocated)]
    code = next((fact.officer for fact in given if isinstance(fact, Allocated) and fact.officer), "")
    is_undone = set(sent.numbers) <= withdrawn_numbers(stream)
    can_undo = not is_undone and abs(now() - sent.at) <= record_actions.UNDO_WITHIN
    who = names_of_staff({code}).get(code, code)
    said = "is taken back" if is_undone else f"went to {who}"
    return {
        "words": f"The case of {name_of(sent.person)} {said}.",
        "undo": reverse("undo_allocation", args=[token]) if can_undo else "",
    }


@needs(Power.ALLOCATE)
def undo_allocation(request: HttpRequest, token: str) -> HttpResponse:
    """Take back what one form allocated: by whoever sent it, within ten minutes."""
    user = user_of(request)
    sent = _sent(user, token)
    if sent is None:
        raise Http404
    if request.method != "POST":
        return SeeOther(f"{reverse('allocation')}?done={token}")
    if is_kept_from(user.viewer, held_case(sent.person)):
        raise MayNot(NOT_THERE, hidden=True)
    try:
        record_actions.undo(person=sent.person.crn, token=token, by=user, at=now())
    except (record_actions.NotUndone, NotRecorded) as refusal:
        return _desk(request, not_undone=str(refusal), status=409)
    return SeeOther(f"{reverse('allocation')}?done={token}")


# --- one case ----------------------------------------------------------------------------------------------------


@needs(Power.ALLOCATE)
def allocate(request: HttpRequest, crn: str) -> HttpResponse:
    """One case: what is missing, who can have it and in which order, and the manager's decision."""
    user = user_of(request)
    try:
        desk = open_desk(request, crn, what="form: allocation")
    except MayNot as refusal:
        if (taken := _taken(request, user, crn)) is None:
            raise refusal
        return taken
    if desk.case.holder is None or desk.case.holder.provider != user.organisation:
        raise MayNot(NOT_THERE, hidden=True)
    try:
        choosing = Choosing(desk, grid_of(user.organisation), request.GET.get("team", user.team))
    except GridFault as fault:
        return render(request, "allocation/no_grid.html", {"fault": str(fault)}, status=409)
    return answer(request, desk, _page(choosing), {})


def _page(choosing: Choosing) -> FormPage:
    def make(desk: Desk, data: Any, initial: Any) -> AllocateForm:
        form = AllocateForm(data, initial=initial, today=desk.today, is_first=is_first(desk.case))
        form.fields["officer"].choices = [(each.code, each.name) for each in choosing.candidates]  # type: ignore[attr-defined]
        return form

    def record(form: AllocateForm, sending: Sending) -> SentForm:
        return actions.allocate(request=form.request(), grid=choosing.grid, teams=choosing.teams, **sending)

    return FormPage(
        "allocation/case.html",
        make,
        record,
        lambda desk: case_page(desk, choosing),
        after=lambda sent: f"{reverse('allocation')}?done={sent.token}",
    )


def _taken(request: HttpRequest, user: User, crn: str) -> HttpResponse | None:
    """What is told to a manager who had this page open, and whose case another manager gave to another team meanwhile:
    who has it now. None where they had it not, or where a limit keeps the case from them.
    """
    mark = read_mark(request.POST.get(FIELD)) if request.method == "POST" else None
    if mark is None or mark.user != user.pk or mark.crn != crn:
        return None
    person = person_of(crn)
    held, case = held_case(person), case_from(facts_of(person))
    if is_kept_from(user.viewer, held) or held.organisation != user.organisation or case.holder is None:
        return None
    log_reads([person], by=user, what="allocation overtaken", why="cases of their organisation", at=now())
    names = names_of_staff({held.officer} if held.officer else set())
    who = names.get(held.officer or "", held.officer or "nobody")
    context = {"name": name_of(person), "holder": who, "since": case.holder.since_on}
    return render(request, "allocation/taken.html", context, status=409)
