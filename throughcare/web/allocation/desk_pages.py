"""The allocation desk in words: what waits for a practitioner, and what is with somebody who may not hold it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse

from throughcare.facts.checks import CheckType
from throughcare.facts.risk import RoshLevel
from throughcare.facts.words import lower_first, say_list
from throughcare.records.models import CaseSummary
from throughcare.records.queries import allocation as listed
from throughcare.records.queries.organisations import names_of_staff
from throughcare.records.queries.person import full_name
from throughcare.records.queries.todo import band_of
from throughcare.rules.access import Viewer
from throughcare.rules.allocating import days_of_waiting, due_on
from throughcare.rules.case import RoshStatus
from throughcare.rules.case.values import known_value
from throughcare.rules.role_grid import Grid
from throughcare.rules.tasks import say_lateness
from throughcare.web.design.people_words import Flag, concerns_in, flags_of
from throughcare.web.design.words import number, plural
from throughcare.web.home.lines import short_day, tone_of

ON_A_PAGE = 25
SHOWS = {
    "": "All",
    "late": "Late",
    "today": "Due today",
    "risk": "Risk not assessed",
    "high": "At high risk, or not known",
}
"""The filters of what waits, with their words."""


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One case that waits for a practitioner."""

    name: str
    crn: str
    address: str
    when: str
    tone: str
    flags: Sequence[Flag]
    told: str
    missing: str


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One case that is with somebody who may not hold it now."""

    name: str
    crn: str
    address: str
    holder: str
    why: str
    flags: Sequence[Flag]


def waiting_part(viewer: Viewer, today: date, *, show: str, page: str) -> dict[str, Any]:
    """What waits: how many, late and due, and a page of it."""
    since, until = days_of_waiting(today)
    days = {"late_before": since, "due_since": until}
    cases = listed.cases_waiting(viewer)
    counts = listed.counted(cases, **days)
    here = Paginator(listed.narrowed(cases, show=show, **days), ON_A_PAGE).get_page(page)
    rows = list(here.object_list)
    names = names_of_staff({code for row in rows for code in row.held_before[-1:]})
    return {
        "heading": f"{plural(counts.late, 'case')} late to allocate" if counts.late else "No case is late to allocate",
        "waiting": [_waiting(row, names, today) for row in rows],
        "page": here,
        "count": number(counts.many),
        "counts": counts,
        "show": show if show in SHOWS else "",
        "shows": [(words, f"?{urlencode({'show': key})}" if key else "", key == show) for key, words in SHOWS.items()],
        "people": [row.person for row in rows],
    }


def held_part(viewer: Viewer, grid: Grid, today: date, *, page: str) -> dict[str, Any]:
    """The cases that are with somebody who may not hold them now, a page of them."""
    found = listed.misheld(viewer, grid, today)
    here = Paginator(found, ON_A_PAGE).get_page(page)
    shown = list(here.object_list)
    cases, names = listed.cases_of(each.case for each in shown), names_of_staff({each.officer for each in shown})
    return {
        "held": [_held(cases[each.case], names.get(each.officer, each.officer), each.why) for each in shown],
        "held_page": here,
        "held_count": number(len(found)),
        "held_people": [cases[each.case].person for each in shown],
    }


def flags_of_row(row: CaseSummary) -> tuple[Flag, ...]:
    """What must be seen at once about a person."""
    return flags_of(
        known_value(RoshLevel, row.rosh_level),
        has_safety_warning=row.has_safety_warning,
        concerns=concerns_in(domestic_abuse=row.domestic_abuse, child_concern=row.child_concern),
        is_limited=row.is_limited,
        at_once=True,
    )


def _waiting(row: CaseSummary, names: Mapping[str, str], today: date) -> WaitingLine:
    since = row.held_since or today
    due = due_on(since)
    points = f"{row.points} points" if row.points is not None else "points not known yet"
    told = [f"here since {short_day(since, today)}", row.order_words or "order not recorded", points]
    if row.held_before:
        told.append(f"last held by {names.get(row.held_before[-1], row.held_before[-1])}")
    return WaitingLine(
        *_who(row),
        say_lateness(due, today),
        tone_of(band_of(due, today)),
        flags_of_row(row),
        " · ".join(told),
        _missing(row),
    )


def _who(row: CaseSummary) -> tuple[str, str, str]:
    person = row.person
    return full_name(person.given_names, person.family_name), person.crn, reverse("allocate", args=[person.crn])


def _missing(row: CaseSummary) -> str:
    """What is missing, as far as the summary of the case says it; its own page says the rest."""
    found = []
    status = known_value(RoshStatus, row.rosh_status)
    if status not in (RoshStatus.COMPLETE, RoshStatus.EXEMPT):
        found.append(f"assessment of risk: {lower_first(status.label if status else 'not known')}")
    elif not row.rosh_level:
        found.append("no level of risk")
    for check in row.checks:
        kind = known_value(CheckType, check["check"])
        found.append(f"{lower_first(kind.label) if kind else 'a check'} not back")
    return f"Missing: {say_list(found)}." if found else ""


def _held(row: CaseSummary, holder: str, why: Sequence[str]) -> HeldLine:
    return HeldLine(*_who(row), holder, " ".join(why), flags_of_row(row))
