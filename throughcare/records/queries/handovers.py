"""The handovers that an organisation sent or was sent, and where a case can go.

Of people whom no limit keeps from the viewer: a case that is kept from them is not even counted.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from throughcare.facts.handover import HandoverReason, HandoverReply
from throughcare.facts.staff import ProviderType
from throughcare.records.models import CaseSummary, HandoverItem, Organisation, Person, Staff, Team, User
from throughcare.records.queries.cases import hidden_people
from throughcare.rules.access import POWERS, Power, Role, Viewer, may
from throughcare.rules.handover import Places

ACCEPTED, RETURNED = HandoverReply.ACCEPTED.value, HandoverReply.RETURNED.value
TO_US, BY_US, BACK, ANSWERED = "to-us", "by-us", "returned", "answered"
ANSWERERS = [role.value for role in Role if Power.ANSWER_HANDOVER in POWERS[role]]


@dataclass(frozen=True, slots=True)
class Waits:
    """How many handovers wait: sent to us, and late among them; sent by us, and late among them; returned to us."""

    to_us: int = 0
    to_us_late: int = 0
    by_us: int = 0
    by_us_late: int = 0
    back: int = 0


def _sent_to(viewer: Viewer) -> Q:
    ours = viewer.organisation if may(viewer, Power.ANSWER_HANDOVER) else None
    return Q(to_provider=ours) if ours else Q(pk__in=[])


def _sent_by(viewer: Viewer) -> Q:
    """What a court desk sent after a sentence, for whoever decides there; what was held, for managers alone."""
    if not viewer.organisation or not may(viewer, Power.DECIDE_PROVIDER):
        return Q(pk__in=[])
    ours = Q(from_provider=viewer.organisation)
    return ours if may(viewer, Power.ANSWER_HANDOVER) else ours & Q(because=HandoverReason.AFTER_SENTENCE.value)


def _of(viewer: Viewer, show: str) -> Q:
    if show == TO_US:
        return _sent_to(viewer) & Q(reply="")
    if show == BY_US:
        return _sent_by(viewer) & Q(reply="")
    if show == BACK:
        return _sent_by(viewer) & Q(reply=RETURNED, is_latest=True)
    return (_sent_to(viewer) | _sent_by(viewer)) & ~Q(reply="")


def _seen(viewer: Viewer) -> QuerySet[HandoverItem]:
    return HandoverItem.objects.filter(Q(is_limited=False) | ~Q(person__in=hidden_people(viewer)))


def handover_items(viewer: Viewer, show: str) -> QuerySet[HandoverItem]:
    """The handovers of one list, in the order of the queue: what is due first; what was answered, the latest first.

    `show`: sent to us or by us and waiting, returned to us and not sent again, or answered either way.
    """
    found = _seen(viewer).filter(_of(viewer, show)).select_related("person")
    return found.order_by("-place" if show == ANSWERED else "place", "person", "pk")


def how_many_wait(viewer: Viewer, today: date) -> Waits:
    """What of handovers waits for this viewer, or for others because of them. One query."""
    late = Q(reply_by__lt=today)
    counted = _seen(viewer).filter(is_latest=True).exclude(reply=ACCEPTED)
    to_us, by_us = _of(viewer, TO_US), _of(viewer, BY_US)
    found = counted.aggregate(
        to_us=Count("pk", to_us),
        to_us_late=Count("pk", to_us & late),
        by_us=Count("pk", by_us),
        by_us_late=Count("pk", by_us & late),
        back=Count("pk", _of(viewer, BACK)),
    )
    return Waits(**found)


def latest_of(person: Person) -> list[HandoverItem]:
    """The latest handover of each order of a person."""
    return list(HandoverItem.objects.filter(person=person, is_latest=True))


def summary_of(person: Person) -> CaseSummary | None:
    """Who holds the case, as lists know it."""
    return CaseSummary.objects.filter(person=person).first()


def places() -> Places:
    """Where a case can go. Three queries."""
    rows = list(
        Organisation.objects.filter(type__in=list(ProviderType)).order_by("name").values_list("code", "name", "type")
    )
    organisations = {code: name for code, name, _ in rows}
    types = {code: ProviderType(type_) for code, _, type_ in rows}
    staffed = Staff.objects.exclude(grade="").values("organisation", "team").order_by().annotate(many=Count("pk"))
    working = {(row["organisation"], row["team"]): row["many"] for row in staffed}
    known = Team.objects.filter(organisation__in=organisations).values_list("organisation_id", "code")
    teams = {pair: working.get(pair, 0) for pair in known}
    answer: dict[str, set[str]] = defaultdict(set)
    for organisation, code in managers().values_list("organisation", "code"):
        answer[organisation].add(code)
    return Places(organisations, teams, {place: frozenset(codes) for place, codes in answer.items()}, types)


def managers() -> QuerySet[User]:
    """Those who sign in and may answer for an organisation."""
    return User.objects.filter(is_active=True, role__in=ANSWERERS)


def who_answers(organisation: str, team: str = "") -> list[User]:
    """Those who may answer for an organisation: of the team, where one of them is there, else all."""
    found = list(managers().filter(organisation=organisation).order_by("code"))
    of_team = [user for user in found if team and user.team == team]
    return of_team or found


def teams_of(organisation: str | None = None) -> list[tuple[str, str, str]]:
    """The teams of the organisations that supervise (or of one): its organisation, code and name, by name."""
    found = Team.objects.filter(organisation__type__in=list(ProviderType))
    found = found if organisation is None else found.filter(organisation=organisation)
    rows = found.order_by("organisation__name", "name").values_list("organisation_id", "code", "name")
    return list(rows)
