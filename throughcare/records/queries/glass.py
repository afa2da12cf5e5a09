"""Records that were opened in danger: which is open now, what is still to be judged, and what was looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from throughcare.records.models import AccessEntry, BrokenGlass, CaseLimit, CaseSummary, Person, User
from throughcare.records.queries.cases import EXCLUSION, case_held, hidden_people
from throughcare.records.queries.organisations import names_of_organisations
from throughcare.rules.access import CaseHeld, Role, Viewer
from throughcare.rules.broken_glass import ATTEMPTS_WITHIN, Glass, judge_by

REFUSED, OPENED = "not opened in danger", "opened in danger"
"""What the log says of a number that was typed in danger, and not opened or opened."""
PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Opening:
    """One record that was opened in danger, as those who judge it see it: by whom, when, why, whom it told, and what
    was looked at. The person is their number and no more. `late` where it should have been judged before.
    """

    pk: int
    person: int
    crn: str
    who: str
    who_code: str
    role: str
    place: str
    organisation: str
    at: datetime
    until: datetime
    reason: str
    told: tuple[str, ...]
    due: date
    late: bool
    judged: tuple[str, datetime, bool, str] | None = None
    looks: tuple[tuple[datetime, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class OpenedIn:
    """How often records of one organisation were opened in danger, and what became of that."""

    organisation: str
    in_all: int
    right: int
    not_right: int
    waiting: int


def open_glass(user: User, person: Person, at: datetime) -> Glass | None:
    """What this user opened of this person in danger and what is open still; None where nothing is."""
    found = BrokenGlass.objects.filter(user=user, person=person, until__gt=at, at__lte=at).order_by("-until").first()
    return Glass(found.at, found.until, found.reason) if found else None


def case_of_number(crn: str) -> tuple[Person | None, CaseHeld]:
    """The person of a number with what access asks of their case. A number that is not there costs the same questions,
    so that the time of an answer tells nothing.
    """
    person = Person.objects.filter(crn=crn).first()
    summary = CaseSummary.objects.filter(person__crn=crn).first()
    limits = CaseLimit.objects.filter(person__crn=crn).values_list("limit", "code")
    return person, case_held(summary, crn, limits)


def refused_to(user: User, at: datetime) -> list[datetime]:
    """When numbers that this user typed were refused lately."""
    found = AccessEntry.objects.filter(user=user, what=REFUSED, at__gt=at - ATTEMPTS_WITHIN)
    return list(found.values_list("at", flat=True))


def _answered_for_by(viewer: Viewer) -> QuerySet[BrokenGlass]:
    """What this viewer may know of: the data officer all, a manager what their organisation answers for; never of a
    case that a limit keeps from them (for the data officer: an exclusion), and never what they opened themselves.
    """
    found = BrokenGlass.objects.exclude(user__code=viewer.code)
    if viewer.role is Role.DATA_OFFICER:
        named = CaseLimit.objects.filter(person=OuterRef("person"), limit=EXCLUSION, code=viewer.code)
        return found.exclude(Exists(named))
    mine = found.filter(organisation=viewer.organisation or "").exclude(organisation="")
    return mine.exclude(person__in=hidden_people(viewer))


def page_of_openings(
    viewer: Viewer, today: date, *, is_judged: bool = False, number: str | None = None
) -> tuple[list[Opening], Page[BrokenGlass]]:
    """A page of what waits for a judgement, the oldest first; or of what was judged, the latest first."""
    found = _answered_for_by(viewer).filter(reviewed_at__isnull=not is_judged).select_related("user", "person")
    ordered = found.select_related("reviewed_by").order_by(*(("-reviewed_at",) if is_judged else ("at",)), "pk")
    page = Paginator(ordered, PER_PAGE).get_page(number)
    return _openings(list(page.object_list), today), page


def opening_of(viewer: Viewer, pk: int, today: date) -> Opening | None:
    """One opening with what was looked at; None where there is none that this viewer may know of."""
    found = _answered_for_by(viewer).filter(pk=pk).select_related("user", "person", "reviewed_by").first()
    return _openings([found], today)[0] if found else None


def how_many_wait(viewer: Viewer, today: date) -> tuple[int, int]:
    """How many openings wait for this viewer's judgement, and how many of them are late."""
    waiting = list(_answered_for_by(viewer).filter(reviewed_at__isnull=True).values_list("at", flat=True))
    return len(waiting), sum(judge_by(at) < today for at in waiting)


def openings_by_organisation(viewer: Viewer) -> list[OpenedIn]:
    """How often records were opened in danger, by the organisation that answers for them; without cases that a limit
    keeps from the viewer.
    """
    counted = BrokenGlass.objects.exclude(person__in=hidden_people(viewer)).values("organisation").order_by()
    rows = counted.annotate(
        in_all=Count("pk"),
        right=Count("pk", filter=Q(was_right=True)),
        not_right=Count("pk", filter=Q(was_right=False)),
        waiting=Count("pk", filter=Q(reviewed_at__isnull=True)),
    )
    names = names_of_organisations()
    found = [
        OpenedIn(
            names.get(row["organisation"], "No organisation yet"),
            row["in_all"],
            row["right"],
            row["not_right"],
            row["waiting"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: each.organisation)


def _openings(rows: Sequence[BrokenGlass], today: date) -> list[Opening]:
    looks, names, organisations = _looks_through(rows), _names(rows), names_of_organisations()
    return [
        Opening(
            pk=row.pk,
            person=row.person_id,
            crn=row.person.crn,
            who=row.user.name,
            who_code=row.user.code,
            role=Role(row.user.role).label,
            place=organisations.get(row.user.organisation, row.user.organisation),
            organisation=organisations.get(row.organisation, row.organisation),
            at=row.at,
            until=row.until,
            reason=row.reason,
            told=tuple(names.get(code, code) for code in row.told),
            due=judge_by(row.at),
            late=row.reviewed_at is None and judge_by(row.at) < today,
            judged=(row.reviewed_by.name, row.reviewed_at, bool(row.was_right), row.judgement)
            if row.reviewed_by is not None and row.reviewed_at is not None
            else None,
            looks=tuple(looks[row.pk]),
        )
        for row in rows
    ]


def _names(rows: Sequence[BrokenGlass]) -> dict[str, str]:
    codes = {code for row in rows for code in row.told}
    return dict(User.objects.filter(code__in=codes).values_list("code", "name"))


def _looks_through(rows: Sequence[BrokenGlass]) -> dict[int, list[tuple[datetime, str]]]:
    """What each user looked at of the person while it was open to them, by the access log: one question for all."""
    found: dict[int, list[tuple[datetime, str]]] = {row.pk: [] for row in rows}
    if not rows:
        return found
    asked = AccessEntry.objects.filter(
        user__in={row.user_id for row in rows},
        person__in={row.person_id for row in rows},
        at__gte=min(row.at for row in rows),
        at__lt=max(row.until for row in rows),
    ).exclude(what__in=(REFUSED, OPENED))
    entries = list(asked.order_by("at", "pk").values_list("user_id", "person_id", "at", "what"))
    for row in rows:
        found[row.pk] = [
            (at, what)
            for user, person, at, what in entries
            if (user, person) == (row.user_id, row.person_id) and row.at <= at < row.until
        ]
    return found
