"""What the row of a member of staff repeats of the facts in their stream."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from throughcare.facts import Fact, YesNo
from throughcare.facts.oversight import PractitionerAbsent
from throughcare.facts.staff import (
    CaseloadProtected,
    LanguageOffered,
    PlaceCovered,
    PostHeld,
    PostLeft,
    Qualified,
    StaffSexTold,
    Trained,
)
from throughcare.facts.stream import in_order, standing
from throughcare.records.models import Staff
from throughcare.rules.case.values import of_kind


def describe(staff: Staff, stream: Sequence[Fact]) -> None:
    """Put what the facts that stand say of post, absences and what somebody can do on the row of a member of staff."""
    facts = in_order(standing(stream, as_of=date.max))
    _describe_post(staff, facts)
    staff.absences = [
        {"from": fact.on.isoformat(), "until": _day(fact.until_on), "cover": fact.cover}
        for fact in of_kind(facts, PractitionerAbsent)
    ]
    staff.qualifications = [
        {"code": fact.qualification, "on": fact.on.isoformat()}
        for fact in of_kind(facts, Qualified)
        if fact.qualification
    ]
    staff.trainings = [
        {"code": fact.training, "on": fact.on.isoformat(), "until": _day(fact.valid_until)}
        for fact in of_kind(facts, Trained)
        if fact.training
    ]
    staff.protected = [
        {
            "from": fact.on.isoformat(),
            "until": _day(fact.until_on),
            "share": fact.share_off or 0.0,
            "because": fact.protected_because or "",
        }
        for fact in of_kind(facts, CaseloadProtected)
    ]
    staff.languages = _that_stand((fact.language, fact.over) for fact in of_kind(facts, LanguageOffered))
    staff.places = _that_stand((fact.place, fact.over) for fact in of_kind(facts, PlaceCovered))
    sexes = of_kind(facts, StaffSexTold)
    staff.sex = (sexes[-1].staff_sex or "") if sexes else ""


def _describe_post(staff: Staff, facts: Sequence[Fact]) -> None:
    post: PostHeld | None = None
    since: date | None = None
    for fact in facts:
        if isinstance(fact, PostLeft):
            post, since = None, None
        elif isinstance(fact, PostHeld):
            since = fact.on if post is None or post.grade != fact.grade or since is None else since
            post = fact
    staff.organisation, staff.team = (post.provider or "", post.team or "") if post else ("", "")
    staff.grade = (post.grade or "") if post else ""
    staff.full_time = post.full_time if post else None
    staff.at_court = post is not None and post.at_court == YesNo.YES
    staff.in_grade_since = since


def _that_stand(said: Iterable[tuple[str | None, Any]]) -> list[str]:
    found: dict[str, None] = {}
    for what, over in said:
        if what and over == YesNo.YES:
            found.pop(what, None)
        elif what:
            found[what] = None
    return list(found)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
