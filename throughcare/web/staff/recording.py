"""Recording on a member of staff, and withdrawing what was recorded by mistake."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions.projections import facts_that_stand
from throughcare.actions.staff_records import record_on_staff
from throughcare.facts.words import say_day
from throughcare.records.models import Staff, User
from throughcare.records.streams import staff_stream_of
from throughcare.rules.access import Power
from throughcare.rules.refusals import NotRecorded
from throughcare.rules.staff_records import (
    Said,
    StaffPlace,
    WithdrawalSaid,
    can_withdraw,
    check_can_record_staff,
)
from throughcare.web.clock import now, today
from throughcare.web.design.answers import SeeOther
from throughcare.web.door import needs
from throughcare.web.people.opening import user_of
from throughcare.web.sign_in import kept
from throughcare.web.staff.forms import FORMS, WithdrawStaffForm
from throughcare.web.staff.member import say_fact_of_staff, staff_of
from throughcare.web.supervision.form_page import NOT_OURS, OF_ANOTHER, typed_values
from throughcare.web.supervision.forms import RecordingForm
from throughcare.web.supervision.marks import FIELD, new_mark, read_mark


@needs(Power.RECORD_STAFF)
def record_staff(request: HttpRequest, code: str, what: str) -> HttpResponse:
    """One of the forms (`forms.FORMS`) on a member of staff of the manager's organisation."""
    if what not in FORMS:
        raise Http404
    user, wanted = user_of(request), FORMS[what]
    row = _to_record_on(code, user)
    form = wanted.form(request.POST if request.method == "POST" else None, initial=dict(wanted.at_first), today=today())
    if _is_sent(request, form, user) and _is_written(form, code, form.said(), user):
        return SeeOther(reverse("staff_member", args=[code]))
    context = {"title": wanted.title, "about": wanted.about, "button": "Record"}
    return render(request, "staff/record.html", _around(request, form, row, user) | context)


@needs(Power.RECORD_STAFF)
def withdraw_staff(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What a manager recorded of a member of staff was a mistake. Both stay on the record."""
    user = user_of(request)
    row = _to_record_on(code, user)
    stand = facts_that_stand(staff_stream_of(row))
    if request.method != "POST" and not can_withdraw(number, stand):
        raise Http404
    form = WithdrawStaffForm(request.POST if request.method == "POST" else None, today=today())
    is_sent = _is_sent(request, form, user)
    if is_sent and _is_written(form, code, WithdrawalSaid(number, form.cleaned_data.get("reason")), user):
        return SeeOther(reverse("staff_member", args=[code]))
    fact = next((each for each in stand if each.number == number), None)
    says = " – ".join(say_fact_of_staff(fact) or ()) if fact else ""
    about = f"{says}, {say_day(fact.on)}." if fact else "It does not stand any more."
    context = {"title": "Withdraw what was recorded", "about": about, "button": "Withdraw"}
    return render(request, "staff/record.html", _around(request, form, row, user) | context)


def _to_record_on(code: str, user: User) -> Staff:
    row = staff_of(code, user.viewer)
    check_can_record_staff(user.viewer, StaffPlace(row.code, row.organisation))
    return row


def _is_sent(request: HttpRequest, form: RecordingForm, user: User) -> bool:
    """Whether the form came back, is one of ours and this user's own, and can be read; where not, it says so."""
    if request.method != "POST":
        return False
    mark = read_mark(request.POST.get(FIELD))
    if mark is not None and mark.user == user.pk:
        return form.is_valid()
    form.blame([("", NOT_OURS if mark is None else OF_ANOTHER)])
    return False


def _is_written(form: RecordingForm, code: str, said: Said, user: User) -> bool:
    """Whether it was recorded; where not, the form says why."""
    try:
        record_on_staff(staff=code, said=said, by=user, at=now())
    except NotRecorded as refusal:
        form.blame((fault.field, fault.sentence) for fault in refusal.faults)
        return False
    return True


def _around(request: HttpRequest, form: RecordingForm, row: Staff, user: User) -> dict[str, Any]:
    return {
        "form": form,
        "name": row.name or row.code,
        "address": reverse("staff_member", args=[row.code]),
        "is_kept": request.method != "POST" and _put_back(request, form, user),
        "mark": new_mark(user.pk).signed,
        "mark_field": FIELD,
    }


def _put_back(request: HttpRequest, form: RecordingForm, user: User) -> bool:
    """What was typed before the sign-in ran out is there again, for whoever typed it."""
    typed = kept.take(request)
    mark = read_mark(typed.get(FIELD)) if typed is not None else None
    if typed is None or mark is None or mark.user != user.pk:
        return False
    form.initial = typed_values(form, typed)
    return True
