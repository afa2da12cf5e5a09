"""Opening one person's record: found, allowed, and logged; the only way by which a page reaches one."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from throughcare.actions.access import log_reads
from throughcare.records.models import Person, User
from throughcare.records.queries.cases import held_case, stated_reason
from throughcare.rules.access import CaseHeld, check_can_read, check_can_record
from throughcare.web.clock import now, today


@dataclass(frozen=True, slots=True)
class Opened:
    """A person whose record this user may read, and why they may."""

    person: Person
    case: CaseHeld
    why: str
    reason: str | None


def user_of(request: HttpRequest) -> User:
    """The user who is signed in; the door lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def open_person(request: HttpRequest, crn: str, *, what: str, through_figure: bool = False) -> Opened:
    """The person of this number, read for a page called `what`, and logged.

    Raises `Http404` where there is none, and `MayNot`, which looks the same where the case is hidden from the user.
    """
    user = user_of(request)
    person = Person.objects.filter(crn=crn.strip().upper()).first()
    if person is None:
        raise Http404
    case = held_case(person)
    reason = stated_reason(user, person, today())
    why = check_can_read(user.viewer, case, stated_reason=reason, through_figure=through_figure)
    log_reads([person], by=user, what=what, why=why, at=now())
    return Opened(person, case, why, reason)


def open_to_record(request: HttpRequest, crn: str, *, what: str) -> Opened:
    """The same for somebody who means to record on the person. Raises `MayNot` where they may read and not record."""
    opened = open_person(request, crn, what=what)
    check_can_record(user_of(request).viewer, opened.case, stated_reason=opened.reason)
    return opened
