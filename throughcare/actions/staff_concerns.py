"""Professional concerns: raised by any member of staff, answered by a manager; who must know of it is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from throughcare.actions.notices import tell
from throughcare.actions.record import case_now, record_once
from throughcare.calendar import london_day
from throughcare.facts import Fact
from throughcare.facts.allocation import StaffConcernKind, StaffConcernReply
from throughcare.facts.drafts import Draft
from throughcare.facts.stream import threads_ever
from throughcare.facts.words import lower_first
from throughcare.records.models import Notice, SentForm, User
from throughcare.records.queries.cases import held_case
from throughcare.records.queries.concerns import RAISED
from throughcare.records.queries.supervision import case_from, facts_of, name_of
from throughcare.rules.access import POWERS, Power, can_read, is_kept_from, may
from throughcare.rules.case import CaseState
from throughcare.rules.staff_concerns import concern_of, decide_answer, decide_concern


def raise_concern(
    *,
    person: str,
    concern: StaffConcernKind | None,
    said: str | None,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """The user says that it is wrong who holds the case; the managers who answer for it are told. Raises `NotRecorded`
    and `StreamMoved`.
    """

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        case, taken = case_now(stream), threads_ever(stream)
        return decide_concern(case, concern=concern, said=said, by=by.code, taken=taken, today=london_day(at))

    with transaction.atomic():
        sent = record_once(person=person, decide=decide, by=by, at=at, token=token, what=RAISED, expected=expected)
        if sent.token == token and sent.at == at:
            _tell_managers(sent, by, at)
    return sent


def answer_concern(
    *,
    person: str,
    thread: str,
    reply: StaffConcernReply | None,
    weighed: str | None,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """A manager says what was done about a concern; whoever raised it is told. Raises `NotRecorded` and
    `StreamMoved`.
    """

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        return decide_answer(
            case_now(stream),
            thread,
            reply=reply,
            weighed=weighed,
            by=by.code,
            may_oversee=may(by.viewer, Power.RECORD_OVERSIGHT),
            today=london_day(at),
        )

    with transaction.atomic():
        what = "professional concern answered"
        sent = record_once(person=person, decide=decide, by=by, at=at, token=token, what=what, expected=expected)
        if sent.token == token and sent.at == at:
            _tell_raiser(sent, thread, by, at)
    return sent


def managers_of(case: CaseState) -> list[User]:
    """Those who manage the team that holds a case (where none is named, its organisation), but for its holder."""
    holder = case.holder
    if holder is None or not holder.provider:
        return []
    roles = [role.value for role, powers in POWERS.items() if Power.RECORD_OVERSIGHT in powers]
    found = User.objects.filter(role__in=roles, is_active=True, organisation=holder.provider)
    found = found.exclude(code=holder.officer or "")
    return list(found.filter(team=holder.team) if holder.team else found.filter(~Q(organisation="")))


def _tell_managers(sent: SentForm, by: User, at: datetime) -> None:
    case, held = case_from(facts_of(sent.person)), held_case(sent.person)
    text = f"A professional concern was raised about the case of {name_of(sent.person)} ({sent.person.crn})."
    managers = [each for each in managers_of(case) if each.pk != by.pk and can_read(each.viewer, held)]
    tell([Notice(user=each, person=sent.person, text=text, at=at) for each in managers])


def _tell_raiser(sent: SentForm, thread: str, by: User, at: datetime) -> None:
    found = concern_of(case_from(facts_of(sent.person)), thread)
    user = User.objects.filter(code=found.raised_by or "").exclude(pk=by.pk).first() if found else None
    if found is None or found.reply is None or user is None or is_kept_from(user.viewer, held_case(sent.person)):
        return
    text = (
        f"{by.name} answered your professional concern about the case of {name_of(sent.person)} ({sent.person.crn}): "
        f"{lower_first(found.reply.label)}."
    )
    tell([Notice(user=user, person=sent.person, text=text, at=at)])
