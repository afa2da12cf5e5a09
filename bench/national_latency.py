"""How long one fact takes to append, and one stream to read, in a record of any size: is one table enough?

    DATABASE_URL=… python -m bench.national_latency [--people 300]

Everything is rolled back, so the wait for the disk at the commit, which no size changes, is not in it.
"""

import argparse
import os
from datetime import datetime, timedelta
from random import Random
from statistics import median, quantiles
from time import perf_counter


def main() -> None:
    """Print medians and 95th percentiles in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=300)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.config.settings")
    import django

    django.setup()
    from django.db import connection, transaction

    with transaction.atomic():
        figures = measure(asked.people)
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE relname = 'records_storedfact'")
        print(f"a record of {cursor.fetchone()[0]:,} facts, {asked.people} people")
    for name, seconds in figures.items():
        print(f"{name:28} median {1000 * median(seconds):6.2f} ms, p95 {1000 * quantiles(seconds, n=20)[-1]:6.2f} ms")


def measure(many: int) -> dict[str, list[float]]:
    """The seconds of each, for so many people anywhere in the record, after some that warm up what is kept."""
    from throughcare.actions.projections import engine
    from throughcare.actions.streams import append
    from throughcare.calendar import LONDON
    from throughcare.facts import Author, Officer, Provider
    from throughcare.facts.drafts import Draft
    from throughcare.facts.supervision import Appointment, Outcome
    from throughcare.records.models import Person
    from throughcare.records.streams import stream_of

    engine()
    keys = Person.objects.order_by("pk").values_list("pk", flat=True)
    first, last = keys.first() or 0, keys.last() or 0
    some = list(Person.objects.filter(pk__in=Random(1).sample(range(first, last + 1), many + 20)))
    at, by = datetime(2026, 11, 2, 9, tzinfo=LONDON), Author(Officer("N0201"), Provider("N02"))
    draft = Draft(kind=Appointment, on=at.date(), payload={"outcome": Outcome.ATTENDED, "officer": "N0201"})
    figures: dict[str, list[float]] = {"read a stream": [], "append a fact": []}
    for place, person in enumerate(some):
        began = perf_counter()
        stream_of(person)
        read = perf_counter()
        append(person=person.crn, drafts=[draft], by=by, at=at + timedelta(minutes=place))
        if place >= 20:
            figures["read a stream"].append(read - began)
            figures["append a fact"].append(perf_counter() - read)
    return figures


if __name__ == "__main__":
    main()
