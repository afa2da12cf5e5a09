"""What a proposal for many cases is made of, and how it stands: only ever of cases that the viewer may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from throughcare.facts.risk import Register, RoshLevel
from throughcare.facts.staff import Sex
from throughcare.records.models import CaseLimit, CaseSummary, Proposal, ProposalLine, Staff, User
from throughcare.records.queries.cases import EXCLUSION, RESTRICTION, case_held, cases_visible_to
from throughcare.records.queries.practitioners import Practitioner, practitioners_in
from throughcare.records.queries.team import absence_on
from throughcare.rules.access import Power, Role, Viewer, can_read, may
from throughcare.rules.assignment import CaseToPlace, Receiver
from throughcare.rules.case.values import known_value
from throughcare.rules.role_grid import CaseNeeds
from throughcare.rules.workload.of_case import ASSUMED_TIER
from throughcare.rules.workload.points import Location, case_points

State = ProposalLine.State
LISTED = 50
"""So many proposals are listed, the newest first."""


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody of the manager's team whose cases could pass on: how many of them the manager may see."""

    code: str
    name: str
    cases: int
    is_away: bool


def leavers_of(viewer: Viewer, on: date) -> list[Leaver]:
    """Whoever holds cases of the viewer's own team that the viewer may see, by name."""
    held = cases_visible_to(viewer).filter(_own_team(viewer), is_active=True).exclude(officer="")
    many = dict(held.order_by().values("officer").annotate(many=Count("pk")).values_list("officer", "many"))
    rows = Staff.objects.filter(code__in=list(many)).values_list("code", "name", "absences")
    staff = {code: (name or code, absence_on(absences, on) is not None) for code, name, absences in rows}
    found = [Leaver(code, *_named(staff, code, cases)) for code, cases in many.items()]
    return sorted(found, key=lambda each: (each.name.casefold(), each.code))


def _named(staff: Mapping[str, tuple[str, bool]], code: str, cases: int) -> tuple[str, int, bool]:
    name, is_away = staff.get(code, (code, False))
    return name, cases, is_away


def _own_team(viewer: Viewer) -> Q:
    return Q(organisation=viewer.organisation or "", team=viewer.team or "") & ~Q(organisation="") & ~Q(team="")


def cases_to_place(viewer: Viewer, officers: Collection[str]) -> list[tuple[CaseToPlace, str]]:
    """The running cases of these practitioners that the viewer may see, in the viewer's team, each with its holder."""
    found = cases_visible_to(viewer).filter(_own_team(viewer), is_active=True, officer__in=list(officers))
    rows = list(found.order_by("pk"))
    limits = _limits_of([row.pk for row in rows if row.is_limited])
    return [(_case(row, limits.get(row.pk, {})), row.officer) for row in rows]


def hidden_cases(viewer: Viewer, officers: Collection[str]) -> list[CaseSummary]:
    """The running cases of these practitioners in the viewer's team that a limit keeps from the viewer: never shown to
    them, but told to those who may see them.
    """
    of_them = CaseSummary.objects.filter(_own_team(viewer), is_active=True, officer__in=list(officers), is_limited=True)
    return list(of_them.exclude(pk__in=cases_visible_to(viewer).values("pk")).select_related("person"))


def _limits_of(people: Sequence[int]) -> dict[int, dict[str, set[str]]]:
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for person, limit, code in CaseLimit.objects.filter(person__in=people).values_list("person_id", "limit", "code"):
        found[person][limit].add(code)
    return found


def _case(row: CaseSummary, limits: Mapping[str, set[str]]) -> CaseToPlace:
    location = known_value(Location, row.location) or Location.COMMUNITY
    return CaseToPlace(
        key=row.pk,
        points=case_points(ASSUMED_TIER, location) if row.points is None else row.points,
        needs=needs_of_row(row),
        team=row.team,
        held_before=(*row.held_before, row.officer),
        barred=frozenset(row.conflicts) | limits.get(EXCLUSION, set()),
        only=frozenset(limits.get(RESTRICTION, ())),
        staff_sex=known_value(Sex, row.staff_sex),
        language=row.language,
        lives_at=row.lives_at,
    )


def needs_of_row(row: CaseSummary) -> CaseNeeds:
    """What a case asks of whoever holds it, as its summary repeats it."""
    concerns = {Register.DOMESTIC_ABUSE: row.domestic_abuse, Register.CHILD: row.child_concern}
    return CaseNeeds(
        level=known_value(RoshLevel, row.rosh_level),
        has_mappa=bool(row.mappa),
        concerns=frozenset(concern for concern, stands in concerns.items() if stands),
        location=known_value(Location, row.location) or Location.COMMUNITY,
    )


def receivers_for(
    viewer: Viewer,
    leavers: Collection[str],
    cases: Sequence[tuple[CaseToPlace, str]],
    scope: str,
    on: date,
    *,
    stay: bool,
) -> tuple[list[Receiver], dict[str, Practitioner]]:
    """Who could take the cases: of the viewer's team or of the organisation, whoever is available on the day.

    `scope` is *team*, *organisation*, or *others* (the organisation without the team, which closes). With `stay` those
    whose cases they are may keep some of them: what passes on is then not counted as held.
    """
    teams = [viewer.team or ""] if scope == "team" else None
    found = practitioners_in(viewer.organisation or "", on, seen_by=viewer, teams=teams)
    elsewhere = _at_other_desks(each.code for each in found)
    able = [each for each in found if not each.is_away and each.available > 0 and each.code not in elsewhere]
    if scope == "others":
        able = [each for each in able if each.team != viewer.team]
    able = [each for each in able if stay or each.code not in leavers]
    return [_receiver(each, [case for case, of in cases if of == each.code]) for each in able], {
        each.code: each for each in found
    }


def _at_other_desks(codes: Iterable[str]) -> set[str]:
    """Those of these staff who sign in for other work, such as court officers: a grade alone does not hold cases."""
    users = User.objects.filter(code__in=list(codes), is_active=True)
    return set(users.exclude(role=Role.PRACTITIONER.value).values_list("code", flat=True))


def _receiver(one: Practitioner, own: Sequence[CaseToPlace]) -> Receiver:
    return Receiver(
        code=one.code,
        team=one.team,
        skills=one.skills,
        available=one.available,
        points=one.held.points - sum(case.points for case in own),
        cases=one.held.cases - len(own),
        high=max(0, one.held.high - sum(case.needs.is_high and case.needs.level is not None for case in own)),
        languages=one.languages,
        places=one.places,
        sex=one.sex,
    )


# --- how a proposal stands


def proposals_of(viewer: Viewer) -> QuerySet[Proposal]:
    """The proposals of the viewer's own team, the newest first."""
    return Proposal.objects.filter(organisation=viewer.organisation or "-", team=viewer.team or "-").order_by(
        "-made_at"
    )


def lines_visible_to(viewer: Viewer, proposal: Proposal) -> QuerySet[ProposalLine]:
    """The lines of a proposal on cases that the viewer may see now: any other is as if it were not there."""
    visible = cases_visible_to(viewer).filter(pk=OuterRef("person"))
    return ProposalLine.objects.filter(Exists(visible), proposal=proposal)


def counts_of(viewer: Viewer, proposal: Proposal) -> dict[str, int]:
    """How many lines stand how. Open ones are counted where the viewer may see the case; the others where no limit
    came since: a case that passed to another team is out of sight, and still was accepted.
    """
    no_limit = CaseSummary.objects.filter(pk=OuterRef("person"), is_limited=False)
    closed = ProposalLine.objects.filter(Exists(no_limit), proposal=proposal).exclude(state=State.OPEN)
    found = dict(closed.order_by().values("state").annotate(many=Count("pk")).values_list("state", "many"))
    open_ = lines_visible_to(viewer, proposal).filter(state=State.OPEN)
    return found | {
        State.OPEN.value: open_.exclude(to_officer="").count(),
        "nobody": open_.filter(to_officer="").count(),
    }


@dataclass(frozen=True, slots=True)
class Many:
    """Cases, their points, and how many of them are at high risk."""

    cases: int = 0
    points: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class OfReceiver(Many):
    """What one receiver gets by the open lines, and what they give away by them (where caseloads are evened out)."""

    code: str = ""
    given: Many = Many()


def open_by_receiver(viewer: Viewer, proposal: Proposal) -> list[OfReceiver]:
    """The open lines, added up by receiver."""
    gets, gives = (_added_up(viewer, proposal, by) for by in ("to_officer", "from_officer"))
    return [
        OfReceiver(many.cases, many.points, many.high, code, gives.get(code, Many())) for code, many in gets.items()
    ]


def _added_up(viewer: Viewer, proposal: Proposal, by: str) -> dict[str, Many]:
    high = Q(person__summary__rosh_level__in=("HIGH", "VERY HIGH"))
    placed = lines_visible_to(viewer, proposal).filter(state=State.OPEN).exclude(to_officer="")
    rows = placed.order_by().values(by).annotate(cases=Count("pk"), of=Sum("points"), high=Count("pk", high))
    return {row[by]: Many(row["cases"], row["of"], row["high"]) for row in rows}


# --- who else must be told


def who_may_pass_on(cases: Iterable[CaseSummary]) -> dict[int, list[User]]:
    """Of cases that a limit hides from a manager: who could pass each on instead, by the number of the person.

    Whoever allocates and may see it; where there is nobody, whoever is named in the restriction; else the data
    officers, who look after limits that hide a case from everybody.
    """
    cases = list(cases)
    limits = _limits_of([case.pk for case in cases])
    users = list(User.objects.filter(is_active=True, organisation__in={case.organisation for case in cases}))
    officers = list(User.objects.filter(is_active=True, role="data_officer"))
    found: dict[int, list[User]] = {}
    for case in cases:
        of_case = [(limit, code) for limit, codes in limits.get(case.pk, {}).items() for code in codes]
        held = _held(case, of_case)
        seeing = [
            user for user in users if user.code != case.officer and can_read(user.viewer, held, stated_reason=ANY)
        ]
        managers = [user for user in seeing if may(user.viewer, Power.ALLOCATE)]
        named = [user for user in seeing if user.code in held.restricted_to]
        found[case.pk] = managers or named or officers
    return found


ANY = "a reason that they may state"


def _held(case: CaseSummary, limits: Iterable[tuple[str, str]]) -> Any:
    return case_held(case, case.person.crn, limits)
