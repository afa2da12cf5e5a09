"""What waits for a decision on which organisation is to hold it: orders that were passed, decisions whose inputs
changed, and referrals for rising risk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from throughcare.facts import Fact
from throughcare.facts.allocation import Allocated, ProviderDecided
from throughcare.facts.court import ReportRequested, Sentenced
from throughcare.facts.escalation import Escalated, EscalationDecided
from throughcare.facts.outcome import Ended
from throughcare.facts.record import ABOUT_THE_RECORD
from throughcare.facts.risk import Assessed, MappaManaged
from throughcare.facts.scores import Scored
from throughcare.facts.staff import ProviderType
from throughcare.facts.stream import in_order, standing
from throughcare.records.models import CaseSummary, CourtItem, ObligationRow, Organisation, Person, StoredFact, User
from throughcare.records.queries.cases import cases_visible_to, hidden_people
from throughcare.records.queries.court_work import court_items
from throughcare.records.queries.person import name_in_sentence
from throughcare.records.streams import COLUMNS, fact_of
from throughcare.rules.access import Power, Viewer, may
from throughcare.rules.case import CaseState, Referral, case_of
from throughcare.rules.provider import to_decide_again

REFERRALS = "briefing/escalation-decided"
"""A duty that every referral for rising risk opens."""
READ = (
    *(ProviderDecided, Scored, Assessed, MappaManaged, Sentenced, Ended, ReportRequested, Allocated),
    *(Escalated, EscalationDecided, *ABOUT_THE_RECORD),
)
"""The kinds of facts from which it is told how a decision stands."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person, as these lists name them."""

    person: int
    crn: str
    name: str


def someone(person: Person) -> Someone:
    """A person by number and name."""
    return Someone(person.pk, person.crn, name_in_sentence(person.given_names, person.family_name, person.crn))


def cases_from(people: Iterable[Person], kinds: Sequence[type[Fact]] = READ) -> dict[int, CaseState]:
    """The cases of these people as far as these kinds of facts tell, by the id of the person. One query."""
    crns = {person.pk: person.crn for person in people}
    found: dict[int, list[Fact]] = {person: [] for person in crns}
    rows = StoredFact.objects.filter(person__in=crns, kind__in=[each.kind for each in kinds])
    for person, *row in rows.order_by("person", "number").values_list("person", *COLUMNS):
        found[person].append(fact_of(crns[person], row))
    return {person: case_of(in_order(standing(facts, as_of=date.max))) for person, facts in found.items()}


# --- orders that wait ----------------------------------------------------------------------------------------------


def waiting_orders(viewer: Viewer, today: date) -> QuerySet[CourtItem]:
    """The orders of the court work of the viewer's organisation that nobody holds yet, in the order of the queue."""
    return court_items(viewer, today).filter(what=CourtItem.What.ALLOCATE)


@dataclass(frozen=True, slots=True)
class OrdersWaiting:
    """How many orders wait, how many of them are late or due today, and how many stand at each stage."""

    many: int
    late: int
    due_today: int
    stages: dict[str, int]


def count_waiting(items: QuerySet[CourtItem], today: date) -> OrdersWaiting:
    """These orders counted. One query."""
    counted = {"many": Count("pk"), "late": Count("pk", Q(due__lt=today)), "now": Count("pk", Q(due=today))}
    rows = list(items.order_by().values("stage").annotate(**counted).values_list("stage", *counted))
    many, late, now = (sum(row[place] for row in rows) for place in (1, 2, 3))
    return OrdersWaiting(many, late, now, {row[0]: row[1] for row in rows})


def changed_since(viewer: Viewer) -> list[tuple[Someone, CaseState]]:
    """The cases of the viewer's organisation, among those whom they may see, on whose orders it was decided and whose
    inputs changed since; by name. Three queries.
    """
    if not may(viewer, Power.ALLOCATE) or viewer.organisation is None:
        return []
    ours = cases_visible_to(viewer).filter(organisation=viewer.organisation, is_active=True)
    decided = StoredFact.objects.filter(person__in=ours.values("pk"), kind=ProviderDecided.kind)
    people = list(Person.objects.filter(pk__in=decided.values("person")))
    cases = cases_from(people)
    found = [(someone(each), cases[each.pk]) for each in people if to_decide_again(cases[each.pk])]
    return sorted(found, key=lambda pair: (pair[0].name.casefold(), pair[0].crn))


# --- referrals -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReferralOf:
    """One referral, with whom it is about and by when it is to be decided."""

    who: Someone
    referral: Referral
    due: date | None


def open_referrals(viewer: Viewer) -> list[ReferralOf]:
    """The referrals without a decision that ask the viewer's organisation, and those that it made itself of cases that
    they may see; the longest due first. Three queries.

    Whoever is asked does not hold the case, so that of it they see the referral alone; a limit keeps that from them
    too.
    """
    waits = ObligationRow.objects.filter(standard=REFERRALS, met__isnull=True)
    dues = {(row[0], row[1]): row[2] for row in waits.values_list("person", "opened_by", "due")}
    rows = StoredFact.objects.filter(person__in=waits.values("person"), kind=Escalated.kind).values_list(
        "person", "number", "content"
    )
    about = f'"{viewer.organisation}"'
    wanted = {person for person, number, content in rows if (person, number) in dues and about in (content or "")}
    seen = list(Person.objects.filter(pk__in=wanted).exclude(pk__in=hidden_people(viewer)))
    mine = set(cases_visible_to(viewer).filter(pk__in=wanted).values_list("pk", flat=True))
    cases = cases_from(seen, (Escalated, EscalationDecided, *ABOUT_THE_RECORD))
    found = [
        ReferralOf(someone(person), each, dues.get((person.pk, each.number)))
        for person in seen
        for each in cases[person.pk].referrals
        if each.is_open and _is_theirs(each, viewer, is_mine=person.pk in mine)
    ]
    return sorted(found, key=lambda each: (each.due or date.min, each.who.name.casefold(), each.who.crn))


def _is_theirs(referral: Referral, viewer: Viewer, *, is_mine: bool) -> bool:
    if viewer.organisation is None:
        return False
    return referral.to_provider == viewer.organisation or (is_mine and referral.from_provider == viewer.organisation)


def high_and_not_referred(viewer: Viewer) -> list[tuple[Someone, str, str]]:
    """Cases that a company holds and that by level or arrangements are the service's, and that nobody referred: person,
    level and level of arrangements; of those whom the viewer may see, by name. Two queries.
    """
    companies = Organisation.objects.filter(type=ProviderType.CRC.value).values("code")
    rows = (
        cases_visible_to(viewer)
        .filter(organisation__in=companies, organisation=viewer.organisation or "", is_active=True)
        .filter(Q(rosh_level__in=("HIGH", "VERY HIGH")) | ~Q(mappa=""))
        .exclude(pk__in=ObligationRow.objects.filter(standard=REFERRALS, met__isnull=True).values("person"))
        .select_related("person")
        .order_by("search_name", "pk")
    )
    return [(someone(row.person), row.rosh_level, row.mappa) for row in rows]


def askable_by(organisation: str) -> list[tuple[str, str]]:
    """Code and name of the parts of the service that another organisation can refer a case to, by name."""
    rows = Organisation.objects.filter(type=ProviderType.NPS.value).exclude(code=organisation)
    return list(rows.order_by("name").values_list("code", "name"))


def is_company(organisation: str | None) -> bool:
    """Whether the organisation of this code is a company."""
    return Organisation.objects.filter(code=organisation or "", type=ProviderType.CRC.value).exists()


def users_of_codes(codes: Collection[str]) -> list[User]:
    """Those who sign in under these codes."""
    return list(User.objects.filter(code__in=codes, is_active=True))


def holders_of(people: Collection[int]) -> dict[int, str]:
    """The organisation (code) that holds each of these cases. One query."""
    return dict(CaseSummary.objects.filter(pk__in=people).values_list("pk", "organisation"))
