"""One hearing: who the defendant may be, said by a person and undone; and what users are told."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions.access import log_reads
from throughcare.actions.day_lists import take_off_list
from throughcare.actions.matching import DECIDED, confirm_match, say_not_known, undo_match
from throughcare.actions.notices import mark_read
from throughcare.records.models import Hearing, HearingState, User
from throughcare.records.queries.court_work import open_reports_through
from throughcare.records.queries.day_lists import (
    COMPARED,
    changes_of,
    confirmed_before,
    decisions_of,
    hearing_with,
    is_decided_by,
    named_of,
    notices_of,
)
from throughcare.records.queries.matching import Candidates, candidates_for, identity_of
from throughcare.rules.access import Power
from throughcare.web.clock import now, today
from throughcare.web.court import pages
from throughcare.web.court.forms import NOBODY, OTHER, DecideForm, ReadForm, UndoForm
from throughcare.web.court.links import links_for
from throughcare.web.court.sheets import Sheet, is_written, sheet_of
from throughcare.web.design.answers import SeeOther
from throughcare.web.design.words import say_instant
from throughcare.web.door import for_any_role, needs
from throughcare.web.people.opening import user_of

WHY_COMPARED = "compared with a defendant at their court: whether known, and who holds the case"
WHY_DECIDED = "told who a defendant at their court is"


@needs(Power.FIND_BY_IDENTITY)
def hearing(request: HttpRequest, pk: int) -> HttpResponse:
    """What the court says of a defendant, who they may be and why, and what somebody decided."""
    user, found = user_of(request), _hearing(request, pk)
    candidates = _candidates(user, found)
    sheet = sheet_of(request, f"hearing {pk}", lambda sent: DecideForm(sent, found=candidates.found, today=today()))

    def write(form: DecideForm, token: str) -> None:
        number, reason, at = form.number, form.cleaned_data["reason"], now()
        if number is None:
            say_not_known(hearing=found, by=user, at=at, token=token, reason=reason)
        else:
            confirm_match(hearing=found, person=number, by=user, at=at, token=token, reason=reason)

    if sheet.is_sent and found.person_id is not None:
        if is_decided_by(found, sheet.mark.token):
            return SeeOther(reverse("hearing", args=[pk]))
        sheet = sheet.refused(DecideForm(None, found=(), today=today()), DECIDED)
    if is_written(sheet, write):
        return SeeOther(reverse("hearing", args=[pk]))
    return _hearing_page(request, user, found, candidates, sheet)


def _hearing(request: HttpRequest, pk: int) -> Hearing:
    found = hearing_with(user_of(request).viewer, pk)
    if found is None:
        raise Http404
    return found


def _candidates(user: User, found: Hearing) -> Candidates:
    """Who it may be, each logged as looked at; nobody where it is decided."""
    if found.person_id is not None:
        return Candidates((), False)
    before = confirmed_before(found)
    candidates = candidates_for(user.viewer, identity_of(found), confirmed_before=before)
    log_reads([each.pk for each in candidates.found], by=user, what=COMPARED, why=WHY_COMPARED, at=now())
    return candidates


def _hearing_page(
    request: HttpRequest, user: User, found: Hearing, candidates: Candidates, sheet: Sheet[DecideForm]
) -> HttpResponse:
    decisions = decisions_of(found)
    people = {pk for each in decisions for pk in (each.person_id, each.begun_id) if pk is not None}
    named = named_of(user.viewer, people) if people else {}
    log_reads(sorted(named), by=user, what="hearing at court", why=WHY_DECIDED, at=now())
    is_begun = any(each.begun_id is not None and each.undone_at is None for each in decisions)
    context = sheet.shown | {
        "hearing": found,
        "name": pages.name_of(found),
        "when": pages.when_of(found),
        "told": pages.told_of(found),
        "who": pages.who_words(found, named, is_begun),
        "candidates": candidates,
        "changes": [(say_instant(each.at), pages.change_words(each)) for each in changes_of([found]).get(found.pk, ())],
        "decisions": pages.decisions_in_words(decisions, named),
        "links": links_for(found, named, open_reports_through(found)),
        "back": _list_of(found),
        "is_again": request.GET.get("again") == "yes",
        "take_off": reverse("take_off", args=[found.pk]) if found.is_typed and not found.threads else "",
        "is_off": found.state == HearingState.OFF,
    }
    return render(request, "court/hearing.html", context)


@needs(Power.FIND_BY_IDENTITY)
def take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """What was typed by mistake is taken off the list, or put back on it; it stays to be seen."""
    user, found = user_of(request), _hearing(request, pk)
    if request.method == "POST":
        take_off_list(hearing=found, by=user, at=now(), is_off=request.POST.get("off") == "yes")
    return SeeOther(reverse("hearing", args=[pk]))


def _list_of(found: Hearing) -> str:
    """The address of the list on which a hearing stands."""
    return f"{reverse('court')}?court={found.court_id}&on={found.listed_on.isoformat()}"


@needs(Power.FIND_BY_IDENTITY)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a defendant is not who somebody said."""
    user, found = user_of(request), _hearing(request, pk)
    sheet = sheet_of(request, f"undo {pk}", lambda sent: UndoForm(sent, today=today()))

    def write(form: UndoForm, token: str) -> None:
        said = form.cleaned_data
        undo_match(
            hearing=found,
            by=user,
            at=now(),
            token=token,
            reason=said["reason"],
            to=said["crn"] if said["to"] == OTHER else None,
            as_new=said["to"] == NOBODY,
        )

    if is_written(sheet, write):
        return SeeOther(reverse("hearing", args=[pk]))
    named = named_of(user.viewer, [found.person_id]) if found.person_id else {}
    log_reads(sorted(named), by=user, what="hearing at court", why=WHY_DECIDED, at=now())
    context = {"hearing": found, "name": pages.name_of(found), "who": pages.who_words(found, named, False)}
    return render(request, "court/undo_match.html", sheet.shown | context)


@for_any_role
def notices(request: HttpRequest) -> HttpResponse:
    """What this user must be told, and saying that it was read."""
    user = user_of(request)
    found = notices_of(user)
    sheet = sheet_of(request, "notices", lambda sent: ReadForm(sent, today=today()))

    def write(_form: ReadForm, _token: str) -> None:
        asked = set(request.POST.getlist("notice"))
        mark_read(by=user, notices=[each.pk for each in found if str(each.pk) in asked], at=now())

    if is_written(sheet, write):
        return SeeOther(reverse("notices"))
    lines = [(each.pk, say_instant(each.at), each.text, each.read_at is not None) for each in found]
    return render(request, "court/notices.html", sheet.shown | {"lines": lines})
