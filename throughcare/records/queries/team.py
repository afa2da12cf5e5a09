"""A manager's team: who works in it, what is open in their cases, and what only a manager can do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from throughcare.facts.staff import Grade
from throughcare.records.models import Staff
from throughcare.records.queries.organisations import names_of_staff
from throughcare.records.queries.todo import (
    CaseRow,
    Thing,
    Todo,
    case_rows,
    current_cases,
    open_readings,
    openings_of,
    things_of,
)
from throughcare.rules.access import Viewer
from throughcare.rules.tasks import Owes, Task


@dataclass(frozen=True, slots=True)
class Away:
    """An absence that covers the day: the last day of it (None: not known), and who covers (None: nobody)."""

    until_on: date | None
    cover: str | None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who holds cases, or could: code, name, how many cases, and whether they are away."""

    code: str
    name: str
    cases: int
    away: Away | None


@dataclass(frozen=True, slots=True)
class Board:
    """The team by name, everything open in its cases, and the cases that wait for a practitioner."""

    members: Sequence[Member]
    todo: Todo
    unallocated: Sequence[CaseRow]
    staff: Mapping[str, str]


def board_of(viewer: Viewer, today: date) -> Board:
    """Everything that a manager's home shows. What opened a duty is read for the manager's own things alone."""
    cases = current_cases(viewer)
    rows = case_rows(cases)
    things = things_of(open_readings(cases, today), rows, today)
    for_manager = [thing.lead for thing in things if is_managers(thing)]
    todo = Todo(rows, things, openings_of(for_manager))
    members = members_of(viewer, Counter(row.officer for row in rows.values() if row.officer), today)
    names = {member.code: member.name for member in members}
    covers = {member.away.cover for member in members if member.away and member.away.cover}
    return Board(
        members,
        todo,
        [row for row in rows.values() if not row.officer],
        names | names_of_staff(covers - names.keys()),
    )


def is_managers(thing: Thing) -> bool:
    """Whether a manager owes it: the one of the team, or the one of an organisation that was asked."""
    return thing.owes in (Owes.MANAGER, Owes.MANAGER_ASKED)


def is_practitioners(thing: Thing) -> bool:
    """Whether it stands on the practitioner's list; so does a duty of which nobody has said who owes it."""
    return thing.owes in (Owes.PRACTITIONER, None)


def waits_for_oversight(thing: Thing) -> bool:
    """Whether it is settled by a manager's oversight."""
    return thing.task is Task.OVERSIGHT


def members_of(viewer: Viewer, cases: Mapping[str, int], today: date) -> list[Member]:
    """The practitioners of the viewer's team, and whoever else holds one of these cases (counted by code), by name.

    A manager who holds no case is none of them.
    """
    in_team = Q(organisation=viewer.organisation or "", team=viewer.team or "") & ~Q(team="") & ~Q(organisation="")
    found = Staff.objects.filter(in_team | Q(code__in=list(cases)))
    staff = {
        code: Member(code, name or code, cases.get(code, 0), absence_on(absences, today))
        for code, name, grade, absences in found.values_list("code", "name", "grade", "absences")
        if code in cases or (grade != Grade.SENIOR and code != viewer.code)
    }
    unknown = [Member(code, code, many, None) for code, many in cases.items() if code not in staff]
    return sorted([*staff.values(), *unknown], key=lambda member: (member.name.casefold(), member.code))


def member_of(viewer: Viewer, code: str, cases: int, today: date) -> Member | None:
    """The member of this code, who holds so many cases that the viewer may see; None where they are not their staff."""
    held = {code: cases} if cases else {}
    return next((each for each in members_of(viewer, held, today) if each.code == code), None)


def absence_on(absences: Iterable[Mapping[str, Any]], today: date) -> Away | None:
    """The absence that covers a day; the latest recorded, where there are several."""
    found = None
    for absence in absences:
        until = date.fromisoformat(absence["until"]) if absence["until"] else None
        if date.fromisoformat(absence["from"]) <= today and (until is None or today <= until):
            found = Away(until, absence["cover"] or None)
    return found
