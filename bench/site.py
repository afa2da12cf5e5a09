"""What is timed of the site: making its world, appending to one person, and the pages at 2,000 people.

`python -m bench.site` prints the figures as JSON: a process of its own, because the settings name one database.
"""

import gzip
import json
import re
import sys
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

RUNS = 30
FACTS = 300
PAGES = {
    "home of a practitioner": ("Priya Shah", "/"),
    "home of one with too many cases": ("Gemma Holroyd", "/"),
    "home of a manager": ("Denise Ibbotson", "/"),
    "a person": ("Priya Shah", "/people/{crn}/"),
    "a person's timeline": ("Priya Shah", "/people/{crn}/timeline/"),
    "people, searched by name": ("Margaret Penhale", "/people/?q=smith"),
    "measures": ("Margaret Penhale", "/measures/"),
    "one measure, by provider": ("Margaret Penhale", "/measures/briefing/first-appointment/?by=provider"),
}


def main() -> None:
    """Make the world in a folder that goes again, and measure."""
    from throughcare.cli.demo import in_demo_mode, make

    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "demo.sqlite3"
        began = perf_counter()
        half = make(database, people=2000)
        figures = {"made": perf_counter() - began}
        in_demo_mode(database)
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connection

        connection.settings_dict["NAME"] = str(database)
        settings.STATIC_ROOT = str(Path(folder) / "static")
        call_command("collectstatic", interactive=False, verbosity=0)
        figures["append"] = append_to_one()
        figures["pages"] = {name: page(name, who, where) for name, (who, where) in PAGES.items()}
        connection.close()
    assert half is None
    json.dump(figures, sys.stdout)


def append_to_one() -> float:
    """The median seconds of appending one fact to a person who has 300 of them."""
    from throughcare.actions.streams import append, append_many
    from throughcare.calendar import LONDON
    from throughcare.facts import Author
    from throughcare.facts.drafts import Draft
    from throughcare.facts.supervision import Appointment, Outcome
    from throughcare.records.models import Person
    from throughcare.records.streams import stream_of

    person = Person.objects.filter(facts__range=(80, 120)).order_by("pk").first()
    own = stream_of(person)
    more = [fact for fact in own if fact.kind == "appointment"]
    facts = [replace(more[n % len(more)], number=len(own) + 1 + n, thread=None) for n in range(FACTS - len(own))]
    append_many({person.crn: facts})
    by, at = Author("N0201", "N02"), datetime(2016, 6, 30, 9, tzinfo=LONDON)
    seconds = []
    for _ in range(RUNS):
        draft = Draft(kind=Appointment, on=at.date(), payload={"outcome": Outcome.ATTENDED, "officer": "N0201"})
        began = perf_counter()
        append(person=person.crn, drafts=[draft], by=by, at=at + timedelta(minutes=1))
        seconds.append(perf_counter() - began)
    return median(seconds)


def page(name: str, who: str, where: str) -> dict[str, float]:
    """The median seconds of server time of one page, its queries, and the kilobytes of its first load."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from throughcare.records.models import CaseSummary, User

    client = Client(headers={"accept-encoding": "gzip"}, SERVER_NAME="127.0.0.1")
    user = User.objects.get(name=who)
    client.force_login(user)
    case = CaseSummary.objects.filter(officer=user.code, is_limited=False).order_by("-made_of").first()
    address = where.format(crn=case.person.crn if case else "")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(address)
        many = len(queries)
    if answer.status_code != 200:
        raise RuntimeError(f"{name}: {address} answered {answer.status_code}")
    seconds = []
    for _ in range(RUNS):
        began = perf_counter()
        client.get(address)
        seconds.append(perf_counter() - began)
    html = answer.content
    text = gzip.decompress(html).decode() if answer.headers.get("Content-Encoding") == "gzip" else html.decode()
    linked = set(re.findall(r'(?:href|src|data-govuk)="/static/([^"]+\.(?:css|js|svg))"', text))
    static = sum(_sent(Path(settings.STATIC_ROOT) / each) for each in linked)
    return {"seconds": median(seconds), "queries": many, "kilobytes": (len(html) + static) / 1000}


def _sent(path: Path) -> int:
    small = path.with_name(f"{path.name}.gz")
    return (small if small.exists() else path).stat().st_size


if __name__ == "__main__":
    main()
