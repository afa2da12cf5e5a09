"""Giving a case to a practitioner; who has a conflict of interest with it; and who is lawfully asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from django.db import transaction

from throughcare.actions.notices import tell
from throughcare.actions.record import case_now, record_once
from throughcare.calendar import london_day
from throughcare.facts import Fact
from throughcare.facts.allocation import LawfulGround
from throughcare.facts.drafts import Draft
from throughcare.facts.staff import Sex
from throughcare.records.models import CaseSummary, Notice, SentForm, User
from throughcare.records.queries.cases import held_case
from throughcare.records.queries.practitioners import Practitioner, practitioners_in
from throughcare.records.queries.supervision import name_of
from throughcare.rules.access import Power, can_see_exists, may
from throughcare.rules.allocating import (
    AllocationRequest,
    case_facts,
    decide_allocation,
    decide_conflict,
    decide_practitioner_asked,
)
from throughcare.rules.role_grid import Grid


def allocate(
    *,
    person: str,
    request: AllocationRequest,
    grid: Grid,
    teams: tuple[str, ...] | None,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """Every order of the person that runs goes to one practitioner of the manager's organisation, who is told.

    Who may have it is asked again under the lock on the person. Raises `NotRecorded` and `StreamMoved`.
    """
    today = london_day(at)

    @cache
    def candidates() -> list[Practitioner]:
        return practitioners_in(by.organisation, today, seen_by=by.viewer, teams=teams)

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        case = case_now(stream)
        language, lives_at = _needed(person)
        return decide_allocation(
            case,
            request,
            case_facts(case, language=language, lives_at=lives_at),
            candidates(),
            grid,
            provider=by.organisation,
            by=by.code,
            may_allocate=may(by.viewer, Power.ALLOCATE),
            today=today,
        )

    with transaction.atomic():
        sent = record_once(
            person=person, decide=decide, by=by, at=at, token=token, what="allocation", expected=expected, lets_go=True
        )
        if sent.token == token and sent.at == at:
            _tell_practitioner(sent, request.officer or "", by, at)
    return sent


def declare_conflict(
    *,
    person: str,
    officer: str | None,
    is_over: bool,
    reason: str | None,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """A member of staff has a conflict of interest with the case, or no longer has. Raises `NotRecorded` and
    `StreamMoved`.
    """

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        return decide_conflict(
            case_now(stream),
            officer=officer,
            is_over=is_over,
            reason=reason,
            by=by.code,
            may_manage=may(by.viewer, Power.RECORD_OVERSIGHT),
            today=london_day(at),
        )

    what = "conflict of interest"
    return record_once(person=person, decide=decide, by=by, at=at, token=token, what=what, expected=expected)


def ask_for_practitioner(
    *,
    person: str,
    sex: Sex | None,
    ground: LawfulGround | None,
    is_over: bool,
    reason: str | None,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """A practitioner of one sex is lawfully asked for, or no longer is. Raises `NotRecorded` and `StreamMoved`."""

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        return decide_practitioner_asked(
            case_now(stream),
            sex=sex,
            ground=ground,
            is_over=is_over,
            reason=reason,
            may_manage=may(by.viewer, Power.RECORD_OVERSIGHT),
            today=london_day(at),
        )

    what = "practitioner asked for"
    return record_once(person=person, decide=decide, by=by, at=at, token=token, what=what, expected=expected)


def _needed(person: str) -> tuple[str, str]:
    """The language that is needed, and where the person lives, as the summary of the case has them."""
    row = CaseSummary.objects.filter(person__crn=person).values_list("language", "lives_at").first()
    return row or ("", "")


def _tell_practitioner(sent: SentForm, officer: str, by: User, at: datetime) -> None:
    """Whoever got the case is told, if they sign in here, did not give it to themselves, and may see it."""
    user = User.objects.filter(code=officer, is_active=True).exclude(pk=by.pk).first()
    if user is not None and can_see_exists(user.viewer, held_case(sent.person)):
        text = f"{by.name} gave you the case of {name_of(sent.person)} ({sent.person.crn})."
        tell([Notice(user=user, person=sent.person, text=text, at=at)])
