"""A member of a manager's team is not available: the absences that stand, and the form for one. No reason is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions.staff import absences_of, record_absence
from throughcare.facts.words import say_day
from throughcare.records.models import User
from throughcare.records.queries.organisations import names_of_staff
from throughcare.records.queries.team import Member, members_of
from throughcare.rules.absence import Absence
from throughcare.rules.access import MayNot, Power
from throughcare.rules.refusals import NotRecorded
from throughcare.web.clock import now, today
from throughcare.web.design.answers import SeeOther
from throughcare.web.design.fields import ChoiceField
from throughcare.web.door import needs
from throughcare.web.people.opening import user_of
from throughcare.web.sign_in import kept
from throughcare.web.supervision.form_page import NOT_OURS, OF_ANOTHER, typed_values
from throughcare.web.supervision.forms import DayAhead, DayNear, RecordingForm
from throughcare.web.supervision.marks import FIELD, new_mark, read_mark

NUMBER = re.compile(r"[0-9]{1,6}")
OWN_TEAM_ONLY = "You record this for the practitioners of your own team. For anybody else, ask their manager."


class AbsenceForm(RecordingForm):
    """From when until when somebody is not available, and who covers."""

    first_on = DayNear(label="First day", help_text="For example today, yesterday or 6 July")
    until_on = DayAhead(label="Last day", required=False, help_text="Leave it empty while nobody knows")
    officer = ChoiceField(label="Who covers?", as_list=True)

    names: Mapping[str, str] = {"cover": "officer", "changes": ""}


@needs(Power.SEE_TEAM)
def absence(request: HttpRequest, code: str) -> HttpResponse:
    """A practitioner of the manager's own team is not available; `?change=` names the absence that is put right."""
    user, on = user_of(request), today()
    team = members_of(user.viewer, {}, on)
    member = next((each for each in team if each.code == code), None)
    if member is None:
        raise MayNot(OWN_TEAM_ONLY)
    stand = absences_of(code)
    number = _number_changed(request)
    changed = next((each for each in stand if each.number == number), None)
    if number is not None and changed is None and request.method != "POST":
        raise Http404
    at_first = _as_typed(changed) if changed else {"first_on": say_day(on)}
    covers = [("", "Nobody"), *((each.code, each.name) for each in team if each.code != code)]
    if changed and changed.cover and changed.cover not in dict(covers):
        covers.append((changed.cover, names_of_staff({changed.cover}).get(changed.cover, changed.cover)))
    form = AbsenceForm(request.POST if request.method == "POST" else None, initial=at_first, today=on, officers=covers)
    if request.method == "POST" and _is_recorded(request, form, user, code, number):
        is_to_come = form.cleaned_data["first_on"] > on  # the page of the member says only what is so today
        return SeeOther(reverse("absence" if is_to_come else "team_member", args=[code]))
    is_kept = request.method != "POST" and _put_back(request, form, user)
    context = _context(form, member, stand, changed, user) | {"is_kept": is_kept}
    return render(request, "supervision/absence.html", context)


def _number_changed(request: HttpRequest) -> int | None:
    """The number of the absence that the address names. Raises `Http404` where it is no number."""
    asked = request.GET.get("change")
    if asked is None:
        return None
    if not NUMBER.fullmatch(asked):
        raise Http404
    return int(asked)


def _as_typed(absence: Absence) -> dict[str, str]:
    until = say_day(absence.until_on) if absence.until_on else ""
    return {"first_on": say_day(absence.first_on), "until_on": until, "officer": absence.cover or ""}


def _is_recorded(request: HttpRequest, form: AbsenceForm, user: User, code: str, number: int | None) -> bool:
    """Whether it was recorded; where not, the form says why."""
    mark = read_mark(request.POST.get(FIELD))
    if mark is None or mark.user != user.pk:
        form.blame([("", NOT_OURS if mark is None else OF_ANOTHER)])
        return False
    if not form.is_valid():
        return False
    said = form.cleaned_data
    try:
        record_absence(
            officer=code,
            first_on=said["first_on"],
            until_on=said["until_on"],
            cover=said["officer"],
            changes=number,
            by=user,
            at=now(),
        )
    except NotRecorded as refusal:
        form.blame((fault.field, fault.sentence) for fault in refusal.faults)
        return False
    return True


def _put_back(request: HttpRequest, form: AbsenceForm, user: User) -> bool:
    """What was typed before the sign-in ran out is there again, for whoever typed it."""
    typed = kept.take(request)
    mark = read_mark(typed.get(FIELD)) if typed is not None else None
    if typed is None or mark is None or mark.user != user.pk:
        return False
    form.initial = typed_values(form, typed)
    return True


def _context(
    form: AbsenceForm, member: Member, stand: Sequence[Absence], changed: Absence | None, user: User
) -> dict[str, Any]:
    names = names_of_staff({each.cover for each in stand if each.cover})
    coming = [each for each in stand if each.until_on is None or each.until_on >= form.today]
    return {
        "form": form,
        "name": member.name,
        "address": reverse("team_member", args=[member.code]),
        "here": reverse("absence", args=[member.code]),
        "stand": [(each.number, _say(each, names)) for each in coming],
        "changed": _say(changed, names) if changed else "",
        "mark": new_mark(user.pk).signed,
        "mark_field": FIELD,
    }


def _say(absence: Absence, names: dict[str, str]) -> str:
    until = f"until {say_day(absence.until_on)}" if absence.until_on else "and nobody knows yet until when"
    cover = names.get(absence.cover, absence.cover) if absence.cover else "nobody"
    return f"from {say_day(absence.first_on)} {until}; {cover} covers"
