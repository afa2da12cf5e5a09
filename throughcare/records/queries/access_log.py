"""Who looked at whose record, from the access log; asked by those whose case it is, or for the person themself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from throughcare.calendar import LONDON
from throughcare.records.models import AccessEntry, CaseSummary, Person, User
from throughcare.records.queries.cases import cases_visible_to
from throughcare.records.queries.organisations import names_of_organisations
from throughcare.rules.access import Role, Viewer

DAYS_BACK = 90
"""How far staff look back: a quarter, so that a look is still remembered. The number is ours."""
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Look:
    """One entry of the log. `why` is what the user was told, or said, at that moment."""

    at: datetime
    who: str
    role: str
    organisation: str
    person: int | None
    crn: str
    given_names: str
    family_name: str
    what: str
    why: str


def my_cases(viewer: Viewer) -> QuerySet[CaseSummary]:
    """The cases that this viewer holds and may see (`rules.access.can_see_who_looked` says the same of one)."""
    return cases_visible_to(viewer).filter(officer=viewer.code)


def my_people(viewer: Viewer) -> list[tuple[int, str, str, str]]:
    """Id, number, first names and family name of those whose cases the viewer holds, by name."""
    rows = my_cases(viewer).order_by("search_name", "person")
    return list(rows.values_list("pk", "person__crn", "person__given_names", "person__family_name"))


def page_of_looks_at_mine(
    user: User, today: date, *, crn: str = "", with_own: bool = False, number: str | int | None = None
) -> tuple[list[Look], Page[AccessEntry]]:
    """The rows of one page of the last days' looks at the user's own cases, newest first; by others, or by all."""
    since = datetime.combine(today - timedelta(days=DAYS_BACK), time.min, tzinfo=LONDON)
    entries = AccessEntry.objects.filter(person__in=my_cases(user.viewer).values("pk"), at__gte=since)
    if crn:
        entries = entries.filter(person__crn=crn)
    if not with_own:
        entries = entries.exclude(user=user)
    page = Paginator(_newest_first(entries), PER_PAGE).get_page(number)
    return _looks(page.object_list), page


def page_of_looks_at(person: Person, number: str | int | None = None) -> tuple[list[Look], Page[AccessEntry]]:
    """One page of every look at one person's record, newest first: what the person may be told."""
    page = Paginator(_newest_first(AccessEntry.objects.filter(person=person)), PER_PAGE).get_page(number)
    return _looks(page.object_list), page


def _newest_first(entries: QuerySet[AccessEntry]) -> QuerySet[AccessEntry]:
    return entries.select_related("user", "person").order_by("-at", "-pk")


def _looks(entries: Iterable[AccessEntry]) -> list[Look]:
    organisations = names_of_organisations()
    return [
        Look(
            at=entry.at,
            who=entry.user.name,
            role=Role(entry.role).label,
            organisation=organisations.get(entry.user.organisation, entry.user.organisation),
            person=entry.person_id,
            crn=entry.person.crn if entry.person else "",
            given_names=entry.person.given_names if entry.person else "",
            family_name=entry.person.family_name if entry.person else "",
            what=entry.what,
            why=entry.why,
        )
        for entry in entries
    ]
