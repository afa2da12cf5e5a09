"""Opening one person's record: found, allowed, and logged; the only way by which a page reaches one."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from throughcare.actions.access import log_reads
from throughcare.records.models import Person, User
from throughcare.records.queries.cases import held_case
from throughcare.records.queries.cover import reason_for
from throughcare.records.queries.glass import open_glass
from throughcare.records.queries.person import person_with
from throughcare.rules.access import READING, CaseHeld, MayNot, Opening, check_can_read, check_can_record
from throughcare.rules.broken_glass import NOTHING_RECORDED, Glass, check_can_open
from throughcare.web.clock import now, today

THROUGH_FIGURE = "through=figure"
"""What the address of a person says where a figure led there; the pages of the person carry it on."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A person whose record this user may read, and why they may."""

    person: Person
    case: CaseHeld
    why: str
    reason: str | None
    through_figure: bool = False
    glass: Glass | None = None
    """What opens it, where it is closed to this user and they opened it in danger: to read, and nothing else."""


def user_of(request: HttpRequest) -> User:
    """The user who is signed in; the door lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def comes_through_figure(request: HttpRequest, query: str | None = None) -> bool:
    """Whether the address (or this query of one) says that a figure led here: heard from those alone whom figures do.

    It opens no more than the rules of access do: a case of their own organisation, and a reason all the same.
    """
    said = request.GET.urlencode() if query is None else query
    reading = READING[user_of(request).viewer.role]
    return Opening.FIGURE in reading.values() and THROUGH_FIGURE in said.split("&")


def person_of(crn: str) -> Person:
    """The person of this number. Raises `Http404` where there is none."""
    person = person_with(crn)
    if person is None:
        raise Http404
    return person


def open_person(request: HttpRequest, crn: str, *, what: str, through_figure: bool | None = None) -> Opened:
    """The person of this number, read for a page called `what`, and logged.

    `through_figure` is read from the address where it is not given. Raises `Http404` where there is no such person,
    and `MayNot`, which looks the same where the case is hidden from the user.
    """
    user = user_of(request)
    through = comes_through_figure(request) if through_figure is None else through_figure
    person = person_of(crn)
    case = held_case(person)
    reason = reason_for(user, person, case, today())
    glass: Glass | None = None
    try:
        why = check_can_read(user.viewer, case, stated_reason=reason, through_figure=through)
    except MayNot as refusal:
        glass = open_glass(user, person, now())
        if glass is None:
            raise
        why = check_can_open(user.viewer, case, refusal, glass)
    log_reads([person], by=user, what=what, why=why, at=now())
    return Opened(person, case, why, reason, through, glass)


def open_to_record(request: HttpRequest, crn: str, *, what: str) -> Opened:
    """The same for somebody who means to record on the person. Raises `MayNot` where they may read and not record."""
    opened = open_person(request, crn, what=what)
    if opened.glass is not None:
        raise MayNot(NOTHING_RECORDED)
    check_can_record(user_of(request).viewer, opened.case, stated_reason=opened.reason)
    return opened


def needs_reason(request: HttpRequest, person: Person, *, through_figure: bool) -> bool:
    """Whether a reason would open this person's record, and none that was stated does. Raises `MayNot` where hidden."""
    user = user_of(request)
    case = held_case(person)
    reason = reason_for(user, person, case, today())
    try:
        check_can_read(user.viewer, case, stated_reason=reason, through_figure=through_figure)
    except MayNot as refusal:
        if not refusal.needs_reason:
            raise
        return True
    return False
