"""The one door to people: which cases a user may see, as a query; `rules.access` says the same for one case.

Every list, count, search and figure that opens to people starts here. A test asks both of every role and case.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from throughcare.records.models import CaseLimit, CaseSummary, Person, StatedReason, User
from throughcare.rules.access import READING, CaseHeld, Opening, Power, Relation, Role, Viewer, may

EXCLUSION, RESTRICTION = "EXCLUSION", "RESTRICTION"


def cases_visible_to(viewer: Viewer, *, through_figure: bool = False) -> QuerySet[CaseSummary]:
    """The cases that this user may see in lists, counts and searches; any other is as if it were not there.

    `through_figure`: in the list behind a figure.
    """
    return CaseSummary.objects.filter(_in_reach(viewer, through_figure)).filter(_not_kept_from(viewer))


def how_many_visible_to(viewer: Viewer) -> int:
    """How many cases there are that this user may see. Of a nation not each is looked at, but the few with a limit."""
    if reaches_all(viewer):
        return CaseSummary.objects.count() - hidden_people(viewer).count()
    return cases_visible_to(viewer).count()


def findable_by(viewer: Viewer) -> QuerySet[CaseSummary]:
    """The cases of which a search by identity may say that the person is known, and who holds them."""
    if may(viewer, Power.FIND_BY_IDENTITY):
        return CaseSummary.objects.filter(_not_kept_from(viewer))
    return cases_visible_to(viewer)


def _in_reach(viewer: Viewer, through_figure: bool) -> Q:
    """The cases of every relation that opens to the role, with or without a reason (`rules.access.READING`)."""
    if reaches_all(viewer, through_figure=through_figure):
        return Q()  # nothing to be asked of each case
    opening, shut = READING[viewer.role], _shut(through_figure)
    reach = Q(pk__in=[])
    for relation, is_it in _relations(viewer).items():
        if opening[relation] not in shut:
            reach |= is_it
    return reach


def _shut(through_figure: bool) -> set[Opening]:
    return {Opening.CLOSED} if through_figure else {Opening.CLOSED, Opening.FIGURE}


def reaches_all(viewer: Viewer, *, through_figure: bool = False) -> bool:
    """Whether every case opens to this user's role that no limit keeps from them."""
    return _shut(through_figure).isdisjoint(READING[viewer.role].values())


def _relations(viewer: Viewer) -> dict[Relation, Q]:
    """Each relation of a case to the viewer, as a condition. The first that fits counts: each leaves out the others."""
    mine = Q(officer=viewer.code)
    ours = Q(organisation=viewer.organisation or "") & ~Q(organisation="")
    team = ours & ~Q(team="") & Q(team=viewer.team or "")
    return {
        Relation.MINE: mine,
        Relation.TEAMS: ~mine & team,
        Relation.NO_TEAMS: ~mine & ours & Q(team=""),
        Relation.ORGANISATIONS: ~mine & ours & ~Q(team="") & ~Q(team=viewer.team or ""),
        Relation.ELSEWHERE: ~mine & ~ours,
    }


def _not_kept_from(viewer: Viewer) -> Q:
    """Not excluded; and where only some may see the case, named among them, its holder, or an inspector."""
    limits = CaseLimit.objects.filter(person=OuterRef("pk"))
    not_excluded = ~Exists(limits.filter(limit=EXCLUSION, code=viewer.code))
    no_limit = Q(is_limited=False)  # nearly all; of the others the limits are looked at
    if viewer.role is Role.INSPECTOR:
        return no_limit | Q(not_excluded)
    named = Exists(limits.filter(limit=RESTRICTION, code=viewer.code))
    is_open = Q(~Exists(limits.filter(limit=RESTRICTION))) | Q(named) | Q(officer=viewer.code)
    return no_limit | Q(not_excluded) & is_open


def hidden_people(viewer: Viewer) -> QuerySet[CaseSummary, int]:
    """The people (as ids) of the few cases that are kept from this user by a limit, whatever their reach."""
    return CaseSummary.objects.filter(is_limited=True).exclude(_not_kept_from(viewer)).values_list("pk", flat=True)


def held_case(person: Person) -> CaseHeld:
    """What the rules of access need to know of one case.

    The summary says whether any limit stands, and most have none: then they are not asked for. Both are written in one
    transaction.
    """
    summary = CaseSummary.objects.filter(person=person).first()
    if summary is not None and not summary.is_limited:
        return case_held(summary, person.crn, ())
    return case_held(summary, person.crn, CaseLimit.objects.filter(person=person).values_list("limit", "code"))


def case_held(summary: CaseSummary | None, crn: str, limits: Iterable[tuple[str, str]]) -> CaseHeld:
    """The same from rows that were read before."""
    limits = list(limits)
    return CaseHeld(
        person=crn,
        organisation=(summary and summary.organisation) or None,
        team=(summary and summary.team) or None,
        officer=(summary and summary.officer) or None,
        is_active=bool(summary and summary.is_active),
        excluded=frozenset(code for limit, code in limits if limit == EXCLUSION),
        restricted_to=frozenset(code for limit, code in limits if limit == RESTRICTION),
    )


def stated_reason(user: User, person: Person, on: date) -> str | None:
    """The latest reason that this user gave for this case and that still opens it on this day."""
    found = StatedReason.objects.filter(user=user, person=person, until_on__gte=on).order_by("-at").first()
    return found.reason if found else None
