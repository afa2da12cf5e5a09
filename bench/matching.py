"""`python -m bench.matching`: one defendant against 250,000 people who are known, and a list of 120; as JSON.

In a SQLite file that goes again, or in the database that DATABASE_URL names, where that is PostgreSQL and empty. The
people are rows without facts: what is looked at stands in the rows.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import Any
from urllib.parse import quote

PEOPLE = int(os.environ.get("PEOPLE", "250000"))
LISTED = 120
ASKED = 200
TODAY = date(2016, 3, 14)
AT = datetime(2016, 3, 14, 9, tzinfo=UTC)
COMMON = ("Smith", "Jones", "Williams", "Brown", "Taylor", "Davies", "Evans", "Thomas", "Johnson", "Roberts")
FIRST = ("John", "David", "Mohammed", "Michael", "Paul", "James", "Daniel", "Lee", "Sarah", "Emma", "Ryan", "Adam")
PARTS = ("ash", "bar", "cald", "den", "elm", "far", "gar", "hol", "inge", "kir", "lang", "mor", "nor", "oak", "pen")
ENDS = ("ton", "ley", "ford", "well", "worth", "by", "ham", "field", "son", "wick", "stead", "bury", "man", "er", "s")


def main() -> None:
    """Make the people, and measure."""
    if os.environ.get("DATABASE_URL", "").startswith(("postgres", "psql")):
        measure()
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{quote(str(Path(folder) / 'people.sqlite3'))}"
        measure()


def measure() -> None:
    """One figure a question, in milliseconds."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "throughcare.config.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    made = list(people(Random(1)))
    fill(made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    json.dump({"people": PEOPLE, "on": connection.vendor, **figures(made, Random(2))}, sys.stdout, indent=1)
    print()


def people(rng: Random) -> Iterator[dict[str, Any]]:
    """Made-up people; one in nine has one of ten names."""
    for number in range(PEOPLE):
        common = rng.random() < 0.11
        family = rng.choice(COMMON) if common else f"{rng.choice(PARTS)}{rng.choice(PARTS)}{rng.choice(ENDS)}".title()
        yield {
            "crn": f"X{number:06}",
            "given_names": rng.choice(FIRST),
            "family_name": family,
            "born_on": date(1955, 1, 1) + timedelta(rng.randrange(45 * 365)),
            "sex": "M",
            "address": f"{rng.randrange(1, 99)} High Street, LS{rng.randrange(1, 20)} {rng.randrange(1, 9)}AA",
            "pnc": f"{rng.randrange(80, 99)}/{number + 1}A" if rng.random() < 0.8 else "",
        }


def fill(made: list[dict[str, Any]]) -> None:
    """Put them into the database, with the summaries by which they are found."""
    from throughcare.records.models import CaseSummary, Court, Organisation, Person, User
    from throughcare.rules.access import Role
    from throughcare.rules.texts_as_typed import as_searched

    Organisation.objects.create(code="N02", name="NPS North East", type="NPS")
    Court.objects.create(code="B01LE", name="Leeds Crown Court", organisation_id="N02")
    User.objects.create_user("co1@x.example", code="CO1", name="CO1", role=Role.COURT_OFFICER, organisation="N02")
    none = {"is_active": True, "domestic_abuse": False, "child_concern": False, "has_safety_warning": False}
    for start in range(0, len(made), 5000):
        rows = Person.objects.bulk_create([Person(**each) for each in made[start : start + 5000]], batch_size=500)
        CaseSummary.objects.bulk_create(
            [
                CaseSummary(
                    person=row,
                    made_of=0,
                    search_name=as_searched(f"{row.family_name} {row.given_names}"),
                    organisation="N02",
                    is_limited=row.pk % 500 == 0,
                    **none,
                )
                for row in rows
            ],
            batch_size=500,
        )


def figures(made: list[dict[str, Any]], rng: Random) -> dict[str, Any]:
    """What each question takes."""
    from throughcare.actions.day_lists import receive_day_list
    from throughcare.exchange.day_lists import read_day_list
    from throughcare.records.models import Hearing, User
    from throughcare.records.queries.matching import candidates_for, hints_for
    from throughcare.rules.matching import Identity

    officer = User.objects.get()
    asked = [told(rng.choice(made), rng) for _ in range(ASKED)]
    found = {"one defendant": timed(lambda each: candidates_for(officer.viewer, Identity(**each)), asked)}
    nobody = [each | {"born_on": None, "pnc": "", "family_name": "Smith"} for each in asked[:50]]
    found["a Smith without a birth date"] = timed(lambda each: candidates_for(officer.viewer, Identity(**each)), nobody)
    listed = [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in each.items()}
        | {"court": "B01LE", "day": TODAY.isoformat(), "reference": f"R{number}"}
        for number, each in enumerate(asked[:LISTED])
    ]

    def receive(token: str) -> None:
        read = read_day_list(json.dumps(listed).encode(), courts=["B01LE"], today=TODAY)
        receive_day_list(read=read, by=officer, at=AT, token=token, name="x")

    found["a list of 120, taken in"] = timed(receive, ["a", "b", "c"])
    hearings = list(Hearing.objects.all())
    found["hints for a list of 120"] = timed(lambda _: hints_for(officer.viewer, hearings), range(10))
    return found


def told(who: dict[str, Any], rng: Random) -> dict[str, Any]:
    """Somebody as a list tells of them: mostly right, without the number."""
    said = {name: value for name, value in who.items() if name not in ("crn", "pnc")}
    match rng.randrange(4):
        case 0:
            said["born_on"] += timedelta(days=rng.choice((0, 1, 10)))
        case 1:
            said["given_names"] = said["given_names"][:-1]
        case 2:
            said["pnc"] = who["pnc"]
    return said


def timed(ask: Callable[[Any], object], asked: Any) -> dict[str, float]:
    """Milliseconds: in the middle, and of the slowest twentieth."""
    took = []
    for each in asked:
        began = perf_counter()
        ask(each)
        took.append(1000 * (perf_counter() - began))
    return {"median": round(median(took), 1), "p95": round(quantiles(took, n=20)[-1], 1), "worst": round(max(took), 1)}


if __name__ == "__main__":
    main()
