"""Recording which organisation is to hold a case, and referrals for rising risk.

Who may is asked before; what may be recorded is decided by the rules, inside the transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from throughcare.actions.notices import tell
from throughcare.actions.record import case_now, record_once
from throughcare.calendar import london_day
from throughcare.facts import Fact
from throughcare.facts.drafts import Draft
from throughcare.facts.escalation import Decision
from throughcare.facts.staff import ProviderType
from throughcare.facts.stream import threads_ever
from throughcare.records.models import Notice, Person, SentForm, User
from throughcare.records.queries.cases import held_case
from throughcare.records.queries.organisations import types_of_organisations
from throughcare.records.queries.provider import askable_by, users_of_codes
from throughcare.rules.access import MayNot, can_see_exists
from throughcare.rules.allocation import court_desk_of
from throughcare.rules.case import CaseState, Referral
from throughcare.rules.case.values import known_value
from throughcare.rules.provider_access import check_can_answer_referral, check_can_decide
from throughcare.rules.provider_decision import ProviderRequest, decide_own, decide_which_provider
from throughcare.rules.referral import decide_referral, decide_referral_answer, referral_of
from throughcare.rules.refusals import FieldFault, NotRecorded

NOT_OPEN = "It is not yours to decide any more: somebody holds the order by now, or your access was changed."


def record_provider(
    *, person: str, request: ProviderRequest, by: User, at: datetime, token: str, expected: int | None = None
) -> SentForm:
    """Which organisation is to hold an order, with every input of the rule. Raises `NotRecorded` and `StreamMoved`."""

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        case = case_now(stream)
        _check_still_theirs(person, case, request.order, by)
        return decide_which_provider(
            case, request, officer=by.code, organisation=by.organisation or None, today=london_day(at)
        )

    what = "which organisation"
    return record_once(person=person, decide=decide, by=by, at=at, token=token, what=what, expected=expected)


def give_to_own(
    *, person: str, order: str, by: User, at: datetime, token: str, expected: int | None = None
) -> SentForm:
    """The organisation of whoever records holds the order from now on, with no practitioner named yet. Raises
    `NotRecorded` and `StreamMoved`.
    """
    own = known_value(ProviderType, types_of_organisations().get(by.organisation))

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        case = case_now(stream)
        if own is None:
            raise NotRecorded((FieldFault("", "Your organisation holds no cases: send it to one that does."),))
        _check_still_theirs(person, case, order, by)
        return decide_own(case, order, organisation=by.organisation, own=own, today=london_day(at))

    what = "kept in the organisation"
    return record_once(person=person, decide=decide, by=by, at=at, token=token, what=what, expected=expected)


def _check_still_theirs(person: str, case: CaseState, order: str, by: User) -> None:
    """Of two at once the second is told so, and not recorded."""
    desk = None if order in case.allocated_orders else court_desk_of(order, case)
    try:
        check_can_decide(by.viewer, held_case(Person.objects.get(crn=person)), desk)
    except MayNot:
        raise NotRecorded((FieldFault("", NOT_OPEN),)) from None


def refer(
    *,
    person: str,
    to_provider: str | None,
    because: str | None,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """Refer a case because the risk has risen. Raises `NotRecorded` and `StreamMoved`."""
    askable = {code for code, _ in askable_by(by.organisation)}
    own = known_value(ProviderType, types_of_organisations().get(by.organisation))

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        return decide_referral(
            case_now(stream),
            from_provider=by.organisation,
            from_type=own,
            to_provider=to_provider,
            because=because,
            askable=askable,
            used=threads_ever(stream),
            today=london_day(at),
        )

    return record_once(person=person, decide=decide, by=by, at=at, token=token, what="referral", expected=expected)


def answer_referral(
    *,
    person: str,
    thread: str,
    decision: Decision | None,
    reason: str | None,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """Accept or decline a referral, for the organisation that was asked; whoever referred it is told, and the holder.

    Raises `NotRecorded` and `StreamMoved`.
    """
    told: list[tuple[CaseState, Referral]] = []

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        case = case_now(stream)
        referral = referral_of(case, thread)
        drafts = decide_referral_answer(
            case, thread, provider=by.organisation, decision=decision, reason=reason, today=london_day(at)
        )
        if referral is not None:
            check_can_answer_referral(by.viewer, held_case(Person.objects.get(crn=person)), referral.to_provider)
            told[:] = [(case, referral)]
        return drafts

    with transaction.atomic():
        sent = record_once(person=person, decide=decide, by=by, at=at, token=token, what="decision", expected=expected)
        if told and decision is not None and sent.token == token:
            _tell(sent.person, *told[0], decision, by, at)
    return sent


def _tell(person: Person, case: CaseState, referral: Referral, decision: Decision, by: User, at: datetime) -> None:
    """Whoever referred the case, and who holds it, learn what was decided; nobody from whom the case is kept does."""
    codes = {referral.referred_by, case.holder.officer if case.holder else None} - {None, by.code}
    held = held_case(person)
    users = [user for user in users_of_codes({code for code in codes if code}) if can_see_exists(user.viewer, held)]
    text = f"The referral for rising risk was {decision.label.lower()}."
    tell([Notice(user=user, person=person, text=text, at=at) for user in users])
