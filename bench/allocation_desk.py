"""The desks of allocation under many managers at once: `python -m bench.allocation_desk`, on the nation that
DATABASE_URL names.

Each division and company gets managers of its own. An office of 60 is made of every organisation that has so many
practitioners: the first of them, team by team, stand in one team with all their cases (in the tables that are asked,
and not in the record: a case that is written to afterwards goes back to its team). The cases that wait for somebody are
those that the nation left without a practitioner, and as many more as each manager opens. Managers then go from page to
page with time to think: the desk, a case with ranked practitioners, the queue of handovers, a pack, the page of whoever
takes a case over. What is made here is made once and stays in that database.

A page whose route is not there is told and left out, so that a part of them can be measured.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from bench.figures import Figure
from bench.pages import THINKING, Walker, drive, in_a_folder, let_the_day_stand_still, server, session_of, summary

OFFICE = 60
MANAGERS = 60
"""Managers at their desks at once: a nation has some 400."""
CASES_EACH = 40
GOAL = 150.0
"""Milliseconds in which 95 of 100 pages of a kind should be there."""
KINDS = {
    "allocation desk": "allocation",
    "a case with its office ranked": "allocate",
    "handover queue": "handovers",
    "a handover's pack": "handover",
    "takeover page": "takeover",
}
"""What is asked, and the route of it. A manager's home, of a team of ordinary size, is asked by `bench.pages`: of an
office of 60 it lists the duties of two thousand cases, and would take both processors from the pages that are asked
here (median 0.7 s, 26 November 2026)."""


def address_of(route: str, *parts: str) -> str:
    """The address of a route; empty where there is no such route yet."""
    from django.urls import NoReverseMatch, reverse

    try:
        return reverse(route, args=parts)
    except NoReverseMatch:
        return ""


def office_of(organisation: str, size: int) -> str:
    """The team in which the first practitioners of an organisation now stand, `size` of them; their cases are that
    team's too. Empty where the organisation has not so many.
    """
    from throughcare.facts.staff import Grade
    from throughcare.records.models import CaseSummary, Staff, Team

    holders = CaseSummary.objects.filter(is_active=True, organisation=organisation).exclude(officer="")
    staff = Staff.objects.filter(code__in=holders.values("officer"), organisation=organisation)
    codes = list(staff.exclude(grade=Grade.SENIOR.value).order_by("team", "code").values_list("code", flat=True))
    if len(codes) < size:
        return ""
    code = f"B{organisation}"
    Team.objects.get_or_create(code=code, organisation_id=organisation, defaults={"name": f"Office of {size}"})
    Staff.objects.filter(code__in=codes[:size]).update(team=code)
    CaseSummary.objects.filter(officer__in=codes[:size], is_active=True).update(team=code)
    return code


def without_a_practitioner(organisation: str, team: str, many: int, today: date) -> int:
    """Give so many cases of a team back to its organisation, and to nobody in it; returns how many wait now."""
    from throughcare.actions.streams import append
    from throughcare.facts import Author
    from throughcare.facts.allocation import Allocated, AllocationReason
    from throughcare.facts.drafts import Draft
    from throughcare.records.models import CaseSummary
    from throughcare.records.streams import stream_of

    cases = CaseSummary.objects.filter(organisation=organisation, is_active=True, is_limited=False)
    waiting = cases.filter(officer="")
    held = cases.filter(team=team).exclude(officer="").order_by("-held_since", "pk").select_related("person")
    at = datetime(today.year, today.month, today.day, 8, tzinfo=UTC)
    for case in held[: max(0, many - waiting.count())]:
        given = next(fact for fact in reversed(stream_of(case.person)) if isinstance(fact, Allocated))
        said = {"order": given.order, "provider": organisation, "allocated_because": AllocationReason.LEFT}
        by = Author(given.by.staff if given.by else given.officer, organisation)
        append(person=case.person.crn, drafts=[Draft(kind=Allocated, on=today, payload=said)], by=by, at=at)
    return waiting.count()


def walkers(rng: random.Random, today: date, size: int) -> tuple[list[Walker], dict[str, int]]:
    """The managers with the pages that each goes through, and how much there is to see at most."""
    from throughcare.records.models import HandoverItem, Organisation

    offices = {}
    for organisation in Organisation.objects.filter(type__in=("NPS", "CRC")).order_by("code"):
        team = office_of(organisation.code, size)
        if team:
            offices[organisation.code] = team
    if not offices:
        raise RuntimeError(f"no organisation here has {size} practitioners: load a larger nation")
    waiting = {code: without_a_practitioner(code, team, CASES_EACH, today) for code, team in offices.items()}
    codes, found = sorted(offices), []
    for number in range(MANAGERS):
        code = codes[number % len(codes)]
        manager = _manager(code, offices[code], number)
        pages = list(_pages(code, offices[code], rng))
        found.append(Walker("senior_probation_officer", session_of(manager), pages[rng.randrange(len(KINDS)) :]))
    queue = max(HandoverItem.objects.filter(to_provider=code).count() for code in codes)
    return found, {"waiting": max(waiting.values()), "handovers": queue, "offices": len(offices)}


def _manager(organisation: str, team: str, number: int) -> Any:
    from throughcare.records.models import User

    code = f"BENCHSPO{number}"
    defaults = {
        "email": f"{code.lower()}@throughcare.example",
        "name": f"Manager {number} of {organisation}",
        "role": "senior_probation_officer",
        "organisation": organisation,
        "team": team,
    }
    return User.objects.get_or_create(code=code, defaults=defaults)[0]


def _pages(organisation: str, team: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """The pages of one manager, by kind; of other cases each time."""
    from throughcare.records.models import CaseSummary, HandoverItem

    cases = CaseSummary.objects.filter(organisation=organisation, is_active=True, is_limited=False)
    crn = "person__crn"
    unallocated = list(cases.filter(officer="").order_by("pk").values_list(crn, flat=True)[:500])
    held = list(cases.filter(team=team).exclude(officer="").order_by("pk").values_list(crn, flat=True)[:500])
    sent_here = HandoverItem.objects.filter(to_provider=organisation, is_limited=False).order_by("-place", "pk")
    handovers = list(sent_here.values_list(crn, "thread")[:500])
    for _ in range(CASES_EACH):
        parts = {
            "allocate": (rng.choice(unallocated),) if unallocated else None,
            "handover": rng.choice(handovers) if handovers else None,
            "takeover": (rng.choice(held),) if held else None,
        }
        for kind, route in KINDS.items():
            named = parts.get(route, ())
            address = address_of(route, *named) if named is not None else ""
            if address:
                yield kind, address


def left_out() -> list[str]:
    """The kinds of page whose route is not there."""
    parts = {"allocate": ("X1",), "handover": ("X1", "h1"), "takeover": ("X1",)}
    return [kind for kind, route in KINDS.items() if not address_of(route, *parts.get(route, ()))]


def measured(seconds: float, size: int = OFFICE) -> dict[str, Any]:
    """What the managers saw, and how much there was to see."""
    from django.core.management import call_command
    from django.db import connection

    from throughcare.records.models import RecordMark

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0, interactive=False)
    let_the_day_stand_still()
    mark = RecordMark.objects.first()
    if mark is None:
        raise RuntimeError("the allocation desk needs a made-up nation in the database: run the section load first")
    today = mark.today
    users, there = walkers(random.Random(1), today, size)
    missing = left_out()
    connection.close()
    with server() as port:
        drive(port, users, min(15.0, seconds), 0.5)  # so that nobody pays for what is loaded once
        told = summary(*drive(port, users, seconds, THINKING))
    return {**told, "there": there, "left out": missing, "today": today.isoformat()}


def figures(seconds: float = 90.0) -> list[Figure]:
    """The bench's figures, of the database that DATABASE_URL names."""
    found = in_a_folder(lambda: measured(seconds))
    rows, there = found["pages"], found["there"]
    longest = {
        "allocation desk": f"; the longest has {there['waiting']:,}",
        "handover queue": f"; the longest has {there['handovers']:,}",
    }
    told = [
        Figure(
            f"{MANAGERS} managers with 5 s of thought, {kind}: p95 of {rows[kind]['asked']:,}",
            rows[kind]["p95"],
            "ms",
            GOAL,
            beside=f"median {rows[kind]['p50']:.0f}, p99 {rows[kind]['p99']:.0f} ms{longest.get(kind, '')}",
        )
        for kind in KINDS
        if kind in rows
    ]
    failed = sum(rows[kind]["failed"] for kind in KINDS if kind in rows)
    return [
        *told,
        Figure("answers that were no page", failed, "", 0),
        Figure("pages that are not there to be measured", len(found["left out"]), "", 0),
    ]


def main() -> None:
    """Measure for so many seconds, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=90.0)
    parser.add_argument("--office", type=int, default=OFFICE, help="practitioners of an office; fewer for a try")
    asked = parser.parse_args()
    json.dump(in_a_folder(lambda: measured(asked.seconds, asked.office)), sys.stdout, indent=1)


if __name__ == "__main__":
    main()
