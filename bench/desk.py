"""The court desk under many users at once: `python -m bench.desk`, on the nation that DATABASE_URL names.

Every division gets courts of its own with a list of 120 defendants each, of whom every second is confirmed to be
somebody of the nation; the reports and checks that wait are those that the nation left open. A hundred court officers
then go from page to page with time to think. What is made here is made once and stays in that database.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from bench.figures import Figure
from bench.pages import THINKING, Walker, drive, in_a_folder, let_the_day_stand_still, server, session_of, summary

LISTED = 120
COURTS_EACH = 3
OFFICERS = 100
GOAL = 150.0
"""Milliseconds in which 95 of 100 pages of a kind should be there."""
GOAL_OF_A_LIST = 5.0
"""Seconds in which a list of 120 should be taken in."""
KINDS = (
    "court officer's home",
    "day list of 120",
    "a morning",
    "report queue",
    "check queue",
    "one defendant compared",
)


def courts_with_lists(rng: random.Random, today: date) -> tuple[dict[str, list[str]], list[float]]:
    """The courts of each division, each with a list of 120 for the day; and how many seconds each list took."""
    from throughcare.records.models import Court, Organisation

    courts: dict[str, list[str]] = {}
    took: list[float] = []
    for organisation in Organisation.objects.filter(type="NPS").order_by("code"):
        for number in range(COURTS_EACH):
            code = f"BENCH{organisation.code}{number}"
            court, is_new = Court.objects.get_or_create(
                code=code, defaults={"name": f"Court {number + 1} of {organisation.name}", "organisation": organisation}
            )
            courts.setdefault(organisation.code, []).append(code)
            if is_new:
                took.append(_take_in_a_list(court, rng, today))
    return courts, took


def _take_in_a_list(court: Any, rng: random.Random, today: date) -> float:
    """The seconds that a list of 120 takes, and then the confirmation of every second."""
    from time import perf_counter

    from throughcare.actions.day_lists import receive_day_list
    from throughcare.exchange.day_lists import read_day_list
    from throughcare.records.models import CaseSummary, Hearing

    officer = _officer(court.organisation_id, 0)
    people = CaseSummary.objects.filter(organisation=court.organisation_id, is_limited=False).select_related("person")
    some = rng.sample(list(people[:5000]), LISTED)
    rows = [_row(court.code, number, each.person, today) for number, each in enumerate(some)]
    began = perf_counter()
    read = read_day_list(json.dumps(rows).encode(), courts=[court.code], today=today)
    at = datetime(today.year, today.month, today.day, 8, tzinfo=UTC)
    receive_day_list(read=read, by=officer, at=at, token=f"list{court.code}", name="bench")
    took = perf_counter() - began
    by_reference = {f"R{number}": each.person_id for number, each in enumerate(some)}
    hearings = list(Hearing.objects.filter(court=court, listed_on=today))
    for hearing in hearings[::2]:
        hearing.person_id = by_reference[hearing.list_reference]
    Hearing.objects.bulk_update(hearings, ["person"], batch_size=LISTED)
    return took


def _row(court: str, number: int, person: Any, today: date) -> dict[str, str]:
    return {
        "court": court,
        "day": today.isoformat(),
        "time": f"{10 + number // 40}:{number % 40:02}",
        "room": str(1 + number % 4),
        "reference": f"R{number}",
        "given_names": person.given_names,
        "family_name": person.family_name,
        "born_on": person.born_on.isoformat() if person.born_on else "",
        "offences": "Theft from a shop",
    }


def _officer(organisation: str, number: int) -> Any:
    from throughcare.records.models import User

    code = f"BENCHCO{organisation}{number}"
    defaults = {
        "email": f"{code.lower()}@throughcare.example",
        "name": f"Officer {number} of {organisation}",
        "role": "court_officer",
        "organisation": organisation,
    }
    return User.objects.get_or_create(code=code, defaults=defaults)[0]


def walkers(courts: dict[str, list[str]], today: date, rng: random.Random) -> list[Walker]:
    """The officers, as many of each division, each with pages to go through again and again."""
    from throughcare.records.models import Hearing

    undecided = {
        code: list(Hearing.objects.filter(court__in=own, listed_on=today, person=None).values_list("pk", flat=True))
        for code, own in courts.items()
    }
    codes = sorted(courts)
    found = []
    for number in range(OFFICERS):
        code = codes[number % len(codes)]
        pages = list(_pages(courts[code], undecided[code], rng))[rng.randrange(len(KINDS)) :]  # not all at one page
        found.append(Walker("court_officer", session_of(_officer(code, number)), pages))
    return found


def _pages(courts: list[str], undecided: list[int], rng: random.Random) -> Iterator[tuple[str, str]]:
    for _ in range(40):
        court = rng.choice(courts)
        addresses = ("/", f"/court/?court={court}", f"/court/morning/?court={court}", "/reports/", "/checks/")
        yield from zip(KINDS, (*addresses, f"/court/hearings/{rng.choice(undecided)}/"), strict=True)


def measured(seconds: float) -> dict[str, Any]:
    """What the officers saw, and how much there was to see."""
    from django.core.management import call_command
    from django.db import connection

    from throughcare.records.models import RecordMark
    from throughcare.records.queries.court_work import CHECK, GIVE, WRITE, court_items, waiting

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0, interactive=False)
    let_the_day_stand_still()
    mark = RecordMark.objects.first()
    if mark is None:
        raise RuntimeError("the court desk needs a made-up nation in the database: run the section load first")
    today, rng = mark.today, random.Random(1)
    courts, took = courts_with_lists(rng, today)
    users = walkers(courts, today, rng)
    counts = [waiting(court_items(_officer(code, 0).viewer, today), today) for code in sorted(courts)]
    connection.close()
    with server() as port:
        drive(port, users, min(15.0, seconds), 0.5)  # so that nobody pays for what is loaded once
        told = summary(*drive(port, users, seconds, THINKING))
    return {
        **told,
        "reports": max(each[GIVE].many + each[WRITE].many for each in counts),
        "checks": max(each[CHECK].many for each in counts),
        "lists": took,
    }


def figures(seconds: float = 90.0) -> list[Figure]:
    """The bench's figures, of the database that DATABASE_URL names."""
    found = in_a_folder(lambda: measured(seconds))
    longest = {"report queue": found["reports"], "check queue": found["checks"]}
    rows = found["pages"]
    told = [
        Figure(
            f"{OFFICERS} court officers with 5 s of thought, {kind}: p95 of {rows[kind]['asked']:,}",
            rows[kind]["p95"],
            "ms",
            GOAL,
            beside=f"median {rows[kind]['p50']:.0f}, p99 {rows[kind]['p99']:.0f} ms"
            + (f"; the longest has {longest[kind]:,}" if kind in longest else ""),
        )
        for kind in KINDS
    ]
    if found["lists"]:
        told.append(Figure(f"a list of {LISTED} taken in, the slowest", max(found["lists"]), "s", GOAL_OF_A_LIST))
    return [*told, Figure("answers that were no page", sum(rows[kind]["failed"] for kind in KINDS), "", 0)]


def main() -> None:
    """Measure for `--seconds N`, and print JSON."""
    seconds = float(sys.argv[sys.argv.index("--seconds") + 1]) if "--seconds" in sys.argv else 90.0
    json.dump(in_a_folder(lambda: measured(seconds)), sys.stdout, indent=1)


if __name__ == "__main__":
    main()
