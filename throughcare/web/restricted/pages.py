"""The pages of restricted cases in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from throughcare.calendar import LONDON, london_day, working_days_between
from throughcare.facts.words import say_day
from throughcare.records.queries.glass import Opening
from throughcare.records.queries.limits import LimitedCase
from throughcare.records.queries.person import full_name
from throughcare.rules.broken_glass import JUDGED_WITHIN
from throughcare.web.design.words import plural, say_instant


@dataclass(frozen=True, slots=True)
class OpeningWords:
    """One record that was opened in danger, as the page tells it."""

    href: str
    crn: str
    who: str
    when: str
    reason: str
    told: str
    looks: tuple[str, ...]
    waits: str
    is_late: bool
    judged: str
    judgement: str


def opening_words(found: Opening, today: date) -> OpeningWords:
    """An opening in words: who, when, why, who was told, what they looked at, and how long it has waited."""
    at, until = found.at.astimezone(LONDON), found.until.astimezone(LONDON)
    judged, words = "", ""
    if found.judged is not None:
        name, on, was_right, words = found.judged
        judged = f"{'Right' if was_right else 'Not right'}, by {name}, {say_instant(on)}"
    return OpeningWords(
        href=reverse("judge_glass", args=[found.pk]),
        crn=found.crn,
        who=", ".join(each for each in (found.who, found.role, found.place) if each),
        when=f"{say_instant(at)}, until {until:%H:%M}",
        reason=found.reason,
        told=", ".join(found.told) or "nobody: there is nobody to tell",
        looks=tuple(f"{look_at.astimezone(LONDON):%H:%M} {what}" for look_at, what in found.looks),
        waits=_say_waits(found, today),
        is_late=found.late,
        judged=judged,
        judgement=words,
    )


def _say_waits(found: Opening, today: date) -> str:
    days = working_days_between(london_day(found.at), today)
    waited = f"has waited for {plural(days, 'working day')}" if days > 0 else "opened today"
    if found.late:
        return f"{waited}: late since {say_day(found.due)}"
    return f"{waited}; to be judged by {say_day(found.due)} ({JUDGED_WITHIN} working days)"


@dataclass(frozen=True, slots=True)
class LimitedWords:
    """A case with limits, as its manager's queue tells it."""

    href: str
    review_href: str
    name: str
    crn: str
    holder: str
    limits: str
    due: str
    is_late: bool


def limited_words(case: LimitedCase, today: date) -> LimitedWords:
    """A case with limits in words: whom they name, and by when they are to be looked at again."""
    excluded = f"{plural(case.excluded, 'person', 'people')} excluded" if case.excluded else ""
    named = f"open to {plural(case.named, 'person', 'people')} by name" if case.named else ""
    is_late = case.due is None or case.due < today
    due = "no day was set" if case.due is None else f"late since {say_day(case.due)}" if is_late else say_day(case.due)
    return LimitedWords(
        href=reverse("limits", args=[case.crn]),
        review_href=reverse("review_limits", args=[case.crn]),
        name=full_name(case.given_names, case.family_name),
        crn=case.crn,
        holder=case.holder or "nobody yet",
        limits="; ".join(each for each in (named, excluded) if each),
        due=due,
        is_late=is_late,
    )
