"""Limited cases as they are looked after: whose limits are to be looked at again, and which nobody can open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from throughcare.records.models import CaseLimit, CaseSummary, Staff, User
from throughcare.records.queries.cases import EXCLUSION, RESTRICTION, case_held, cases_visible_to
from throughcare.records.queries.organisations import names_of_organisations, names_of_staff
from throughcare.rules.access import CaseHeld, Role, Viewer
from throughcare.rules.limits import SOON, SignIn, is_open_to_somebody

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class LimitedCase:
    """A case with limits, as its manager's queue shows it. `due` is the day by which they are to be looked at again;
    None where none was set, which is late.
    """

    person: int
    crn: str
    given_names: str
    family_name: str
    holder: str
    excluded: int
    named: int
    due: date | None


@dataclass(frozen=True, slots=True)
class ShutCase:
    """A case that is restricted to people of whom none can open it: its number, and whom to ask. Nothing else of it is
    the data officer's to see.
    """

    crn: str
    organisation: str
    managers: tuple[tuple[str, str], ...]
    """Code and name of managers of the organisation who could be named."""


def _to_review(viewer: Viewer) -> QuerySet[CaseSummary]:
    due = CaseLimit.objects.filter(person=OuterRef("pk")).values("review_on")[:1]
    limited = cases_visible_to(viewer).filter(is_limited=True, is_active=True)
    return limited.annotate(review_on=Subquery(due))


def how_many_to_review(viewer: Viewer, today: date) -> tuple[int, int, int]:
    """How many cases with limits this manager may see, for how many a look is late, and for how many due soon."""
    late = Q(review_on__lt=today) | Q(review_on__isnull=True)
    soon = Q(review_on__gte=today, review_on__lte=today + timedelta(days=SOON))
    found = _to_review(viewer).aggregate(
        in_all=Count("pk"), late=Count("pk", filter=late), soon=Count("pk", filter=soon)
    )
    return found["in_all"], found["late"], found["soon"]


def page_to_review(viewer: Viewer, number: str | None = None) -> tuple[list[LimitedCase], Page[CaseSummary]]:
    """A page of the cases with limits that this manager may see, those first that were to be looked at first."""
    ordered = _to_review(viewer).select_related("person").order_by(F("review_on").asc(nulls_first=True), "pk")
    page = Paginator(ordered, PER_PAGE).get_page(number)
    rows = list(page.object_list)
    limits = list(CaseLimit.objects.filter(person__in=[row.pk for row in rows]).values_list("person_id", "limit"))
    names = names_of_staff({row.officer for row in rows if row.officer})
    return [
        LimitedCase(
            person=row.pk,
            crn=row.person.crn,
            given_names=row.person.given_names,
            family_name=row.person.family_name,
            holder=names.get(row.officer, row.officer),
            excluded=limits.count((row.pk, EXCLUSION)),
            named=limits.count((row.pk, RESTRICTION)),
            due=row.review_on,  # type: ignore[attr-defined]
        )
        for row in rows
    ], page


def sign_in_of(code: str) -> SignIn:
    """How the member of staff of this code gets in."""
    role = User.objects.filter(code=code, is_active=True).values_list("role", flat=True).first()
    has_left = Staff.objects.filter(code=code, organisation="").exists()
    return SignIn(Role(role) if role else None, has_left)


# --- restricted to nobody


def shut_cases(viewer: Viewer) -> list[ShutCase]:
    """The restricted cases that nobody who works on cases can open, but for those that exclude the viewer by name.

    A few questions, however many cases are restricted.
    """
    found = [(crn, case) for crn, case in _restricted() if viewer.code not in case.excluded]
    viewers = {each.code: each for each in _viewers_of(found)}
    shut = [(crn, case) for crn, case in found if not is_open_to_somebody(case, _named(case, viewers))]
    return _told(shut)


def shut_case(viewer: Viewer, crn: str) -> ShutCase | None:
    """One such case; None where the number is of none."""
    return next((each for each in shut_cases(viewer) if each.crn == crn), None)


def _restricted() -> list[tuple[str, CaseHeld]]:
    restricted = CaseLimit.objects.filter(limit=RESTRICTION).values("person")
    limits: dict[int, list[tuple[str, str]]] = {}
    for person, limit, code in CaseLimit.objects.filter(person__in=restricted).values_list("person", "limit", "code"):
        limits.setdefault(person, []).append((limit, code))
    rows = CaseSummary.objects.filter(Exists(CaseLimit.objects.filter(person=OuterRef("pk"), limit=RESTRICTION)))
    return [
        (row.person.crn, case_held(row, row.person.crn, limits.get(row.pk, ())))
        for row in rows.select_related("person").order_by("person__crn")
    ]


def _viewers_of(found: Iterable[tuple[str, CaseHeld]]) -> list[Viewer]:
    """Whoever of those named, and of the holders, may sign in and has not left."""
    codes = {code for _, case in found for code in (*case.restricted_to, case.officer) if code}
    left = Staff.objects.filter(code=OuterRef("code"), organisation="")
    users = User.objects.filter(code__in=codes, is_active=True).exclude(Exists(left))
    return [each.viewer for each in users]


def _named(case: CaseHeld, viewers: dict[str, Viewer]) -> list[Viewer]:
    return [viewers[code] for code in {*case.restricted_to, case.officer} if code in viewers]


def _told(shut: list[tuple[str, CaseHeld]]) -> list[ShutCase]:
    """The cases with their organisations, and the managers there who could open them if they were named."""
    names = names_of_organisations()
    organisations = {case.organisation for _, case in shut if case.organisation}
    users = User.objects.filter(
        is_active=True, role=Role.SENIOR_PROBATION_OFFICER.value, organisation__in=organisations
    )
    managers = [(each.viewer, each.name) for each in users.order_by("name")]
    return [
        ShutCase(
            crn,
            names.get(case.organisation or "", "no organisation yet"),
            tuple((viewer.code, name) for viewer, name in managers if _could_open(viewer, case)),
        )
        for crn, case in shut
    ]


def _could_open(viewer: Viewer, case: CaseHeld) -> bool:
    """Whether naming this manager would open the case to them: it is of their organisation and team, or of none."""
    if viewer.organisation != case.organisation or viewer.code in case.excluded:
        return False
    return case.team is None or case.team == viewer.team
