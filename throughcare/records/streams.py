"""Streams of facts between their rows and the narrow values that rules and engines read."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date
from functools import cache
from typing import Any

from throughcare.facts import KINDS, Author, Coded, Fact, FieldType, Officer, Provider, fields_of
from throughcare.facts.chain import Link
from throughcare.records.models import Person, Staff, StoredFact

COLUMNS = ("number", "kind", "on", "recorded_at", "by_staff", "by_organisation", "content")


def stream_of(person: Person) -> tuple[Fact, ...]:
    """All facts of a person in order of number, withdrawn ones too."""
    rows = StoredFact.objects.filter(person=person).order_by("number").values_list(*COLUMNS)
    return tuple(fact_of(person.crn, row) for row in rows)


def staff_stream_of(staff: Staff) -> tuple[Fact, ...]:
    """All facts of a member of staff in order of number."""
    rows = StoredFact.objects.filter(staff=staff).order_by("number").values_list(*COLUMNS)
    return tuple(fact_of(staff.code, row) for row in rows)


def streams_of(people: Sequence[Person]) -> dict[str, tuple[Fact, ...]]:
    """The streams of several people by their number, in one query."""
    crns = {person.pk: person.crn for person in people}
    found: dict[str, list[Fact]] = {person.crn: [] for person in people}
    rows = StoredFact.objects.filter(person__in=crns).order_by("person", "number").values_list("person", *COLUMNS)
    for person, *row in rows:
        found[crns[person]].append(fact_of(crns[person], row))
    return {crn: tuple(facts) for crn, facts in found.items()}


class Damaged(ValueError):
    """A row does not hold a fact any more: whose, and which. Nothing that the record writes can be read so."""

    def __init__(self, subject: str, number: int) -> None:
        super().__init__(
            f"Fact {number} of {subject} cannot be read: the database was changed by other means, or is damaged."
        )


def fact_of(subject: str, row: Sequence[Any]) -> Fact:
    """A fact from its row (`COLUMNS`). What was erased keeps its envelope: its fields are not recorded.

    Raises `Damaged` where the row holds none.
    """
    try:
        return _fact_of(subject, row)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Damaged(subject, row[0]) from error


def _fact_of(subject: str, row: Sequence[Any]) -> Fact:
    number, kind, on, recorded_at, by_staff, by_organisation, content = row
    cls, readers = _reader(kind)
    said = json.loads(content) if content is not None else {"payload": {}, "thread": None, "note": None}
    payload = said["payload"]
    values = {name: read(payload.get(name)) for name, read in readers}
    by = None if by_staff is None else Author(Officer(by_staff), Provider(by_organisation))
    return cls(
        person=subject,
        number=number,
        on=on,
        recorded_at=recorded_at,
        by=by,
        thread=said["thread"],
        note=said["note"],
        **values,
    )


@cache
def _reader(kind: str) -> tuple[type[Fact], tuple[tuple[str, Callable[[Any], Any]], ...]]:
    cls = KINDS[kind]
    return cls, tuple((name, _value_reader(field.type, field.codes)) for name, field in fields_of(cls).items())


def _value_reader(type_: FieldType, codes: type[Coded] | None) -> Callable[[Any], Any]:
    if codes:
        members: dict[Any, Any] = {None: None, **{member.value: member for member in codes}}
        return members.__getitem__
    if type_ is FieldType.DATE:
        return lambda text: None if text is None else date.fromisoformat(text)
    return lambda value: value


def link_of(subject: str, row: StoredFact) -> Link:
    """The link of the chain that a row keeps, as `facts.chain.verify` reads it."""
    by = None if row.by_staff is None else [row.by_staff, row.by_organisation]
    envelope = {
        "person": subject,
        "number": row.number,
        "kind": row.kind,
        "on": row.on.isoformat(),
        "recorded_at": None if row.recorded_at is None else row.recorded_at.astimezone(UTC).isoformat(),
        "by": by,
    }
    content = None if row.content is None else json.loads(row.content)
    return Link(envelope, row.digest, row.hash, content, row.salt)
