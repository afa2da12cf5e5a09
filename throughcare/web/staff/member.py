"""One member of staff: posts, training, what is protected, and what they hold by the grid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions.access import log_reads
from throughcare.actions.projections import facts_that_stand
from throughcare.facts import Fact, YesNo
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
from throughcare.facts.words import say_day, upper_first
from throughcare.records.models import Staff
from throughcare.records.queries.organisations import names_of_organisations, names_of_teams
from throughcare.records.queries.staff_training import CaseLine, StaffLine, cases_held, held_kinds, line_of, staff_row
from throughcare.records.streams import staff_stream_of
from throughcare.rules.access import MayNot, Role, Viewer
from throughcare.rules.case.values import of_kind
from throughcare.rules.role_grid import LEVELS, NOT_KNOWN, Column, Grid, bars
from throughcare.rules.staff_records import (
    NOBODY_HERE,
    StaffPlace,
    can_record_staff,
    can_see_sex,
    check_can_see_staff,
)
from throughcare.rules.staff_training import months_in_grade
from throughcare.web.clock import now, today
from throughcare.web.design.words import percent, plural
from throughcare.web.door import for_any_role
from throughcare.web.people.opening import user_of
from throughcare.web.people.pages import WHY_LISTED
from throughcare.web.staff import pages
from throughcare.web.staff.grid_page import level_words
from throughcare.web.staff.grids import grid_in_use

WHAT = "staff: cases beyond the grid"


@for_any_role
def staff_member(request: HttpRequest, code: str) -> HttpResponse:
    """The page of one member of staff: their own for everybody, those of their organisation for managers."""
    user, on = user_of(request), today()
    row = staff_of(code, user.viewer)
    place = StaffPlace(row.code, row.organisation)
    stand = facts_that_stand(staff_stream_of(row)) if row.facts else []
    grid, fault = grid_in_use(row.organisation)
    line = line_of(row, held_kinds(user.viewer, [code]).get(code, ()))
    judged = pages.judged([line], lambda _: grid, on)[0]
    beyond = [each for each in cases_held(user.viewer, code) if bars(grid, each.needs, line.skills, on)]
    if beyond:
        why = WHY_LISTED.get(Role(user.role), "on the page of who holds them")
        log_reads([each.person for each in beyond], by=user, what=WHAT, why=why, at=now())
    context = {
        "name": line.name,
        "code": code,
        "fault": fault,
        "is_own": user.code == code,
        "may_record": can_record_staff(user.viewer, place),
        "lines": _lines(row, line, stand, on) + (_sex(stand) if can_see_sex(user.viewer, place) else []),
        "needs": [(pages.FLAGS[need.state], need.what.label, _say_need(need, line)) for need in judged.needs],
        "records": _records(stand, sees_sex=can_see_sex(user.viewer, place)),
        "posts": _posts(stand),
        "held": _held(line, grid),
        "columns": [column.label for column in Column],
        "beyond": judged.beyond,
        "beyond_cases": [_case(each, grid, line, on) for each in beyond],
        "whole": _say_left_out(user.viewer),
    }
    return render(request, "staff/member.html", context)


def staff_of(code: str, viewer: Viewer) -> Staff:
    """The row of a member of staff whom the viewer may see. Raises `MayNot`, the same where there is nobody."""
    row = staff_row(code)
    if row is None:
        raise MayNot(NOBODY_HERE, hidden=True)
    check_can_see_staff(viewer, StaffPlace(row.code, row.organisation))
    return row


def _say_left_out(viewer: Viewer) -> str:
    return "" if viewer.role is Role.INSPECTOR else "Cases that are closed to you are left out."


def _say_need(need: Any, line: StaffLine) -> str:
    return pages.say_need(need, line.skills.trainings.get(need.what))


def _lines(row: Staff, line: StaffLine, stand: Sequence[Fact], on: date) -> list[tuple[str, str]]:
    months = months_in_grade(row.in_grade_since, on)
    start = row.in_grade_since
    since = f", since {say_day(start)} ({plural(months, 'month')})" if start and months is not None else ""
    where = names_of_teams().get((row.organisation, row.team), row.team)
    organisation = names_of_organisations().get(row.organisation, row.organisation)
    full = f"{percent(row.full_time)} of a full week" if row.full_time is not None else "Not recorded"
    return [
        ("Grade", f"{line.grade.label}{since}" if line.grade else "Holds no post"),
        ("Works in", ", ".join(part for part in (where, organisation) if part) or "Nowhere"),
        ("Hours", full),
        ("Protected caseload", _protected_now(stand, on)),
        ("Languages beside English", ", ".join(row.languages) or "None on record"),
        ("Places", ", ".join(row.places) or "None on record"),
    ]


def _protected_now(stand: Sequence[Fact], on: date) -> str:
    begun = [each for each in of_kind(stand, CaseloadProtected) if each.on <= on]
    latest = begun[-1] if begun else None
    runs = latest is not None and bool(latest.share_off) and (latest.until_on is None or latest.until_on >= on)
    return upper_first(say_protection(latest)) if latest is not None and runs else "No: a full caseload"


def _sex(stand: Sequence[Fact]) -> list[tuple[str, str]]:
    told = of_kind(stand, StaffSexTold)
    latest = told[-1].staff_sex if told else None
    return [("Sex, as they told it", latest.label)] if latest else []


def _posts(stand: Sequence[Fact]) -> list[str]:
    names, teams = names_of_organisations(), names_of_teams()
    found = []
    for fact in stand:
        if isinstance(fact, PostLeft):
            found.append(f"{say_day(fact.on)}: left")
        elif isinstance(fact, PostHeld):
            team = teams.get((fact.provider or "", fact.team or ""), fact.team or "")
            where = ", ".join(part for part in (team, names.get(fact.provider or "", fact.provider or "")) if part)
            grade = fact.grade.label if fact.grade else "Grade not recorded"
            found.append(f"{say_day(fact.on)}: {grade}{f', {where}' if where else ''}")
    return found[::-1]


def _records(stand: Sequence[Fact], *, sees_sex: bool) -> list[dict[str, Any]]:
    """What managers recorded and stands, the newest first, each with its number, by which it is withdrawn."""
    found = []
    for fact in reversed(stand):
        said = say_fact_of_staff(fact)
        if said is not None and (sees_sex or not isinstance(fact, StaffSexTold)):
            found.append({"number": fact.number, "on": say_day(fact.on), "what": said[0], "says": said[1]})
    return found


def say_fact_of_staff(fact: Fact) -> tuple[str, str] | None:
    """What a manager recorded, in two parts; None where they do not record such a fact."""
    match fact:
        case Trained():
            until = f"counts until {say_day(fact.valid_until)}" if fact.valid_until else "does not run out"
            return f"Course: {fact.training.label}" if fact.training else "Course not recorded", until
        case Qualified():
            return "Qualification", fact.qualification.label if fact.qualification else "not recorded"
        case CaseloadProtected():
            return "Protected caseload", say_protection(fact)
        case LanguageOffered():
            over = " no longer" if fact.over == YesNo.YES else ""
            return "Language", f"{fact.language or 'not recorded'}{over}"
        case PlaceCovered():
            over = " no longer" if fact.over == YesNo.YES else ""
            return "Place", f"{fact.place or 'not recorded'}{over}"
        case StaffSexTold():
            return "Sex, as they told it", fact.staff_sex.label if fact.staff_sex else "not recorded"
    return None


def say_protection(fact: CaseloadProtected) -> str:
    """What is protected, in words."""
    if not fact.share_off:
        return "ends: a full caseload from this day"
    because = f", {fact.protected_because.label.lower()}" if fact.protected_because else ""
    until = f"until {say_day(fact.until_on)}" if fact.until_on else "with no last day yet"
    return f"{percent(fact.share_off)} of their time off {until}{because}"


def _held(line: StaffLine, grid: Grid) -> list[dict[str, Any]]:
    """What they hold by the rows and columns of the grid; rows without a case are left out."""
    counts: dict[tuple[str, Column], int] = {}
    for kind in line.held:
        key = (kind.needs.level.value if kind.needs.level else NOT_KNOWN, kind.needs.column)
        counts[key] = counts.get(key, 0) + kind.cases
    rows = []
    for level in LEVELS:
        cells = [(counts.get((level, column), 0), _is_for_grade(line, grid, level, column)) for column in Column]
        if any(many for many, _ in cells):
            rows.append({"level": level_words(level), "cells": cells})
    return rows


def _is_for_grade(line: StaffLine, grid: Grid, level: str, column: Column) -> bool:
    return line.grade is not None and grid.cells[line.grade, level, column]


def _case(case: CaseLine, grid: Grid, line: StaffLine, on: date) -> dict[str, Any]:
    return {
        "name": case.name,
        "crn": case.crn,
        "href": reverse("person", args=[case.crn]),
        "since": say_day(case.since_on) if case.since_on else "a day that is not known",
        "why": " ".join(bar.sentence for bar in bars(grid, case.needs, line.skills, on)),
    }
