"""Professional concerns: those that wait for an answer, those that somebody raised, and how many there are.

Every list starts from the cases that the viewer may see, and leaves out what `rules.concern_access` keeps from them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from throughcare.facts import Fact
from throughcare.facts.allocation import StaffConcernKind, StaffConcernRaised
from throughcare.facts.stream import in_order, taken_away
from throughcare.records.models import CaseLimit, CaseSummary, ObligationRow, Person, SentForm, StoredFact, User
from throughcare.records.queries.cases import case_held, cases_visible_to, held_case, reaches_all
from throughcare.records.streams import COLUMNS, fact_of
from throughcare.rules.access import CaseHeld, Viewer, can_read, is_kept_from
from throughcare.rules.case import StaffConcern
from throughcare.rules.case.allocation import read_staff_concerns
from throughcare.rules.concern_access import PROTECTED, closed_numbers, sees_concern

RAISED = "professional concern"
"""What the form by which a concern is raised is called where forms are kept."""
STANDARD = "throughcare/staff-concern-answered"
_KINDS = ("staff_concern_raised", "staff_concern_answered", "withdrawn", "wrong_person", "erased")


@dataclass(frozen=True, slots=True)
class Raised:
    """A concern, with the person whose case it is about and who holds that case now."""

    person: Person
    case: CaseHeld
    concern: StaffConcern


def closed_to(viewer: Viewer, person: Person, stream: Sequence[Fact]) -> set[int]:
    """The numbers of the facts of a person that are not shown to this viewer though they read the case. The database is
    asked only where there may be any.
    """
    if not any(isinstance(fact, PROTECTED) for fact in stream):
        return set()
    return closed_numbers(viewer, held_case(person), stream)


def concerns_seen_by(viewer: Viewer) -> list[Raised]:
    """Every concern about a case that the viewer answers for, or sees as an inspector; the oldest first."""
    return [
        each
        for each in _concerns_of(_with_concern(viewer))
        if can_read(viewer, each.case)
        and sees_concern(viewer, each.case, raised_by=each.concern.raised_by, about=each.concern.about)
    ]


def concerns_raised_by(user: User) -> list[Raised]:
    """Every concern that this user raised, the oldest first, but for cases that a limit keeps from them now."""
    people = SentForm.objects.filter(user=user, what=RAISED).values("person")
    found = _concerns_of(CaseSummary.objects.filter(pk__in=people))
    return [each for each in found if each.concern.raised_by == user.code and not is_kept_from(user.viewer, each.case)]


def concerns_counted_for(viewer: Viewer) -> list[Raised]:
    """Every concern that may be counted for this viewer: about the cases that figures open to them, and not about
    themselves.
    """
    found = _concerns_of(_with_concern(viewer, through_figure=True))
    return [each for each in found if viewer.code not in (each.concern.about, each.case.officer)]


def how_many(found: Iterable[Raised]) -> Counter[tuple[str, StaffConcernKind | None]]:
    """How many there are, by the organisation that holds the case and by kind. Never by practitioner."""
    return Counter((each.case.organisation or "", each.concern.concern) for each in found)


def _with_concern(viewer: Viewer, *, through_figure: bool = False) -> QuerySet[CaseSummary]:
    """The cases that the viewer may see, and about which a concern was raised. Of a nation not every case is looked at,
    but those of which a form or a duty says so.
    """
    cases = cases_visible_to(viewer, through_figure=through_figure)
    if reaches_all(viewer, through_figure=through_figure):
        forms = SentForm.objects.filter(what=RAISED).values("person")
        duties = ObligationRow.objects.filter(standard=STANDARD).values("person")
        return cases.filter(Q(pk__in=forms) | Q(pk__in=duties))
    raised = StoredFact.objects.filter(kind=StaffConcernRaised.kind, person__in=cases.values("pk"))
    return cases.filter(pk__in=raised.values("person"))


def _concerns_of(cases: QuerySet[CaseSummary]) -> list[Raised]:
    """The concerns of these cases that stand, in four queries."""
    summaries = {each.pk: each for each in cases.select_related("person")}
    limits: dict[int, list[tuple[str, str]]] = {}
    for person, limit, code in CaseLimit.objects.filter(person__in=summaries).values_list("person", "limit", "code"):
        limits.setdefault(person, []).append((limit, code))
    facts: dict[int, list[Fact]] = {}
    rows = StoredFact.objects.filter(person__in=summaries, kind__in=_KINDS).order_by("number")
    for key, *row in rows.values_list("person", *COLUMNS):
        facts.setdefault(key, []).append(fact_of(summaries[key].person.crn, row))
    found = [
        Raised(summary.person, case_held(summary, summary.person.crn, limits.get(key, ())), concern)
        for key, summary in summaries.items()
        for concern in read_staff_concerns(in_order(_standing(facts.get(key, []))))
    ]
    return sorted(found, key=lambda each: (each.concern.on, each.person.pk, each.concern.number))


def _standing(facts: Sequence[Fact]) -> list[Fact]:
    """What stands of some of a person's facts, by the marks among them."""
    marks = [fact for fact in facts if fact.kind == "withdrawn"]
    gone = taken_away((mark.number, mark.target) for mark in marks)  # type: ignore[attr-defined]
    others = [fact for fact in facts if fact.kind in ("wrong_person", "erased") and fact.number not in gone]
    gone |= {mark.target for mark in others}  # type: ignore[attr-defined]
    return [fact for fact in facts if fact.number not in gone and fact.kind.startswith("staff_concern")]
