"""Everybody's facts out of the database, some people at a time: as text, for whoever makes columns of them.

Nobody's access is asked: who may see what is decided where the columns are read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import connection

from throughcare.records.models import Person, Staff, StoredFact

OF_ROW = (
    *("key", "number", "kind", "on", "recorded_at", "by_staff", "by_organisation", "content"),
    *("salt", "digest", "hash"),
)
"""The columns of `facts_as_csv`: `key` is whose they are, days are counted from 1970, instants in microseconds."""

_FIRST_DAY = date(1970, 1, 1)
_FIRST_INSTANT = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ends:
    """Where a stream ends: its id and code, how many facts it has, and the hash of the last."""

    key: int
    code: str
    facts: int
    head: str


def ends_of_people() -> list[Ends]:
    """The streams of all people who have facts, in order of code."""
    rows = Person.objects.filter(facts__gt=0).values_list("pk", "crn", "facts", "head")
    return sorted((Ends(*row) for row in rows.iterator(chunk_size=5000)), key=lambda each: each.code)


def ends_of_staff() -> list[Ends]:
    """The streams of all staff who have facts, in order of code."""
    rows = Staff.objects.filter(facts__gt=0).values_list("pk", "code", "facts", "head")
    return sorted((Ends(*row) for row in rows.iterator(chunk_size=5000)), key=lambda each: each.code)


def facts_as_csv(keys: Sequence[int], *, of_staff: bool = False) -> bytes:
    """All facts of some people, or of some staff, as CSV with the columns `OF_ROW`, in no order.

    Nothing stands where a value is null. Each is as it was at one instant.
    """
    column = "staff_id" if of_staff else "person_id"
    return _copied(column, keys) if connection.vendor == "postgresql" else _written(column, keys)


def _copied(column: str, keys: Sequence[int]) -> bytes:
    table = StoredFact._meta.db_table
    statement = f"""COPY (
        SELECT "{column}", "number", "kind", "on" - DATE '1970-01-01',
            (extract(epoch FROM "recorded_at") * 1000000)::bigint,
            "by_staff", "by_organisation", "content", "salt", "digest", "hash"
        FROM "{table}" WHERE "{column}" = ANY(%s)
    ) TO STDOUT (FORMAT csv)"""
    with connection.cursor() as cursor, cursor.copy(statement, [list(keys)]) as copy:
        return b"".join(copy)


def _written(column: str, keys: Sequence[int], at_once: int = 500) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    columns = (column, *OF_ROW[1:])
    for start in range(0, len(keys), at_once):
        some = keys[start : start + at_once]
        for key, number, kind, on, at, *rest in StoredFact.objects.filter(**{f"{column}__in": some}).values_list(
            *columns
        ):
            micros = None if at is None else (at - _FIRST_INSTANT) // timedelta(microseconds=1)
            writer.writerow((key, number, kind, (on - _FIRST_DAY).days, micros, *rest))
    return text.getvalue().encode()
