"""Proposals for many cases: made, looked at, accepted whole or in part, and closed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions.access import log_reads
from throughcare.actions.proposals import ALL, TEAMS, accept, accept_lines, close, leave_lines, make_proposal, stop
from throughcare.records.models import Proposal, ProposalLine, Staff, Team, User
from throughcare.records.queries.organisations import names_of_staff
from throughcare.records.queries.proposals import (
    LISTED,
    counts_of,
    leavers_of,
    lines_visible_to,
    open_by_receiver,
    proposals_of,
)
from throughcare.rules.access import Power
from throughcare.rules.refusals import FieldFault, NotRecorded
from throughcare.web.clock import now, today
from throughcare.web.court.sheets import is_written, sheet_of
from throughcare.web.design.answers import SeeOther
from throughcare.web.design.words import plural
from throughcare.web.door import needs
from throughcare.web.many import pages
from throughcare.web.many.forms import ActForm, NewForm
from throughcare.web.people.opening import user_of

State = ProposalLine.State
NAMED = 100
"""So many cases that nobody can take are named at once; the rest are counted. Ours."""


@needs(Power.ALLOCATE)
def proposals(request: HttpRequest) -> HttpResponse:
    """The proposals of the manager's team, the newest first."""
    user = user_of(request)
    found = list(proposals_of(user.viewer).select_related("made_by")[:LISTED])
    names = names_of_staff({code for each in found for code in each.officers})
    lines = [(each, pages.title_of(each, names), pages.reason_of(each)) for each in found]
    return render(request, "many/list.html", {"lines": lines})


@needs(Power.ALLOCATE)
def new_proposal(request: HttpRequest) -> HttpResponse:
    """Choose whose cases pass on, why and to whom; the proposal is worked out while the manager waits."""
    user = user_of(request)
    leavers = leavers_of(user.viewer, today())
    sheet = sheet_of(request, "new proposal", lambda sent: NewForm(sent, leavers=leavers, today=today()))
    made: list[Proposal] = []

    def write(form: NewForm, token: str) -> None:
        made.append(make_proposal(**form.asked, by=user, at=now(), token=token))

    if is_written(sheet, write):
        return SeeOther(reverse("proposal", args=[made[0].pk]))
    return render(request, "many/new.html", sheet.shown | {"leavers": leavers, "has_team": bool(user.team)})


@needs(Power.ALLOCATE)
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: what it costs, who gets what, who cannot be placed; accepted whole or by receiver, or closed."""
    user, held = user_of(request), _held(request, pk)
    sheet = sheet_of(request, f"proposal {pk}", lambda sent: ActForm(sent, today=today()))
    if is_written(sheet, lambda _form, _token: _act(request, held, user)):
        return SeeOther(reverse("proposal", args=[pk]))
    lines = lines_visible_to(user.viewer, held).select_related("person__summary").order_by("pk")
    nobody = list(lines.filter(state=State.OPEN, to_officer="")[:NAMED])
    overtaken = list(lines.filter(state=State.OVERTAKEN)[:NAMED])
    found = open_by_receiver(user.viewer, held)
    named = {line.from_officer for line in (*nobody, *overtaken)} | set(held.officers) | {each.code for each in found}
    names = names_of_staff(named)
    log_reads([line.person_id for line in (*nobody, *overtaken)], by=user, what="proposal", why=TEAMS, at=now())
    context = {
        "proposal": held,
        "title": pages.title_of(held, names),
        "reason": pages.reason_of(held),
        "costs": pages.costs_of(held),
        "proof": pages.proof_of(held),
        "receivers": pages.receiver_rows(held, found, names, _teams(found)),
        "nobody": pages.line_rows(nobody, names),
        "overtaken": pages.line_rows(overtaken, names),
        "progress": pages.progress_of(held, counts_of(user.viewer, held)),
    }
    return render(request, "many/proposal.html", sheet.shown | context)


@needs(Power.ALLOCATE)
def proposal_of(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What one receiver gets, case by case with why; each accepted, or left where it is."""
    user, held = user_of(request), _held(request, pk)
    sheet = sheet_of(request, f"proposal {pk} {code}", lambda sent: ActForm(sent, today=today()))
    if is_written(sheet, lambda _form, _token: _act_on_lines(request, held, user)):
        return SeeOther(reverse("proposal_of", args=[pk, code]))
    lines = lines_visible_to(user.viewer, held).filter(to_officer=code).select_related("person__summary")
    found = list(lines.order_by("person__summary__search_name", "pk"))
    names = names_of_staff({code, *(line.from_officer for line in found)} | set(held.officers))
    if not found and code not in held.about["receivers"]:
        raise Http404
    log_reads([line.person_id for line in found], by=user, what="proposal", why=TEAMS, at=now())
    context = {
        "proposal": held,
        "title": pages.title_of(held, names),
        "name": names.get(code, code),
        "lines": pages.line_rows([line for line in found if line.state == State.OPEN], names),
        "accepted": sum(line.state == State.ACCEPTED for line in found),
        "overtaken": pages.line_rows([line for line in found if line.state == State.OVERTAKEN], names),
        "words": plural(sum(line.state == State.OPEN for line in found), "case"),
    }
    return render(request, "many/receiver.html", sheet.shown | context)


def _held(request: HttpRequest, pk: int) -> Proposal:
    """A proposal of the manager's own team; any other is not there."""
    found = proposals_of(user_of(request).viewer).select_related("made_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _teams(found: Any) -> dict[str, str]:
    """The team of each receiver, by its name where it has one."""
    staff = Staff.objects.filter(code__in=[each.code for each in found]).values_list("code", "organisation", "team")
    names = {
        (of, code): name
        for of, code, name in Team.objects.filter(organisation__in={of for _, of, _ in staff}).values_list(
            "organisation_id", "code", "name"
        )
    }
    return {code: names.get((of, team)) or team for code, of, team in staff}


def _act(request: HttpRequest, held: Proposal, user: User) -> None:
    """What the button says. Raises `NotRecorded`."""
    act, ticked = request.POST.get("act"), request.POST.getlist("receiver")
    if act == "close":
        close(proposal=held.pk, by=user, at=now())
    elif act == "stop":
        stop(proposal=held.pk, by=user)
    elif act == "go":
        accept(proposal=held.pk, receivers=held.about.get("accepting") or [], by=user, at=now())
    elif act == "all":
        accept(proposal=held.pk, receivers=[ALL], by=user, at=now())
    elif act == "ticked" and ticked:
        accept(proposal=held.pk, receivers=ticked, by=user, at=now())
    else:
        raise NotRecorded((FieldFault("", "Tick at least one receiver, or accept the whole proposal."),))


def _act_on_lines(request: HttpRequest, held: Proposal, user: User) -> None:
    lines = [int(each) for each in request.POST.getlist("line") if each.isascii() and each.isdecimal()]
    if request.POST.get("act") == "leave":
        leave_lines(proposal=held.pk, lines=lines, by=user)
    else:
        accept_lines(proposal=held.pk, lines=lines, by=user, at=now())
