"""Professional concerns in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from throughcare.facts.allocation import StaffConcernKind
from throughcare.facts.words import lower_first, say_day
from throughcare.records.queries.concerns import Raised, how_many
from throughcare.records.queries.organisations import names_of_organisations, names_of_staff
from throughcare.records.queries.supervision import name_of
from throughcare.web.design.words import number


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """One concern of a list."""

    title: str
    name: str
    crn: str
    told: str
    said: str
    answer: str
    address: str


def lines_of(found: Sequence[Raised], *, can_answer: bool) -> list[ConcernLine]:
    """Concerns, each in a line; with where it is answered, where somebody may."""
    codes = {code for each in found for code in (each.concern.raised_by, each.concern.about, each.concern.answered_by)}
    names = names_of_staff({code for code in codes if code})
    return [_line(each, names, can_answer) for each in found]


def _line(each: Raised, names: Mapping[str, str], can_answer: bool) -> ConcernLine:
    concern = each.concern
    about = names.get(concern.about or "", concern.about or "nobody")
    by = names.get(concern.raised_by or "", concern.raised_by or "somebody")
    crn = each.person.crn
    is_open = concern.reply is None
    return ConcernLine(
        concern.concern.label if concern.concern else "A concern",
        name_of(each.person),
        crn,
        f"raised on {say_day(concern.on)} by {by}, when {about} held the case",
        concern.said or "",
        "" if is_open else say_answer(each, names),
        reverse("answer_concern", args=[crn, concern.thread]) if is_open and can_answer else "",
    )


def say_answer(each: Raised, names: Mapping[str, str]) -> str:
    """What a manager did about it."""
    concern = each.concern
    who = names.get(concern.answered_by or "", concern.answered_by or "a manager")
    on = f" on {say_day(concern.answered_on)}" if concern.answered_on else ""
    reply = lower_first(concern.reply.label) if concern.reply else "not recorded"
    return f"Answered by {who}{on}: {reply}. {concern.answer or ''}".strip()


@dataclass(frozen=True, slots=True)
class FigureRow:
    """How many concerns there are about the cases of one organisation, by kind, and how many wait for an answer."""

    organisation: str
    by_kind: tuple[str, ...]
    waiting: str


def figures_of(found: Sequence[Raised]) -> list[FigureRow]:
    """How many there are by organisation and kind; never by practitioner."""
    names = names_of_organisations()
    counted, waiting = how_many(found), how_many(each for each in found if each.concern.reply is None)
    codes = sorted({code for code, _ in counted}, key=lambda code: names.get(code, code))
    return [
        FigureRow(
            names.get(code, code) or "Nobody holds the case now",
            tuple(number(counted[code, kind]) for kind in StaffConcernKind),
            number(sum(many for (where, _), many in waiting.items() if where == code)),
        )
        for code in codes
    ]
