"""Facts appended to streams, one at a time or many: the only place where a fact is written.

One transaction holds the facts, the links of the chain and the projections; nothing is half-written. A second
writer to the same person waits, and is then refused if the stream moved on since they looked.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from django.db import transaction

from throughcare.actions.projections import renew, renew_many, renew_staff
from throughcare.facts import Author, Fact
from throughcare.facts.chain import ORIGIN, canonical, linked
from throughcare.facts.drafts import Draft, as_facts
from throughcare.facts.stream import StreamMoved, appended
from throughcare.records.models import Person, Staff, StoredFact
from throughcare.records.streams import staff_stream_of, stream_of, streams_of

SALT_BYTES = 16
"""128 bits: nobody guesses the content of an erased fact from its digest."""

Decide = Callable[[Sequence[Fact]], Sequence[Draft]]
"""From all facts of a person, withdrawn ones too, to what is to be written; or it raises, and nothing is."""


def append(
    *, person: str, drafts: Sequence[Draft] | Decide, by: Author | None, at: datetime, expected: int | None = None
) -> tuple[Fact, ...]:
    """Write drafts as the next facts of a person, all or none, and renew the projections.

    Where `drafts` is a decision, it is asked once nobody else can write to the person, so that of two at once the
    second sees what the first wrote.
    `expected` is the number of the last fact that the writer had seen: `StreamMoved` where there are more by now.
    Raises `Person.DoesNotExist`, and `ValueError` where a fact marks one that cannot be marked.
    """
    with transaction.atomic():
        row = Person.objects.select_for_update(no_key=True).get(crn=person)
        return append_to(row, drafts=drafts, by=by, at=at, expected=expected)


def append_to(
    row: Person, *, drafts: Sequence[Draft] | Decide, by: Author | None, at: datetime, expected: int | None = None
) -> tuple[Fact, ...]:
    """The same for a person whose row the caller has just read under its lock, within the caller's own transaction.

    What `drafts` raises is raised before anything is written. Whatever else is raised must end that transaction.
    """
    if expected is not None and row.facts != expected:
        raise StreamMoved(f"somebody else recorded on {row.crn} since you looked")
    stream = stream_of(row)
    decided = drafts(stream) if callable(drafts) else drafts
    new = as_facts(decided, person=row.crn, after=row.facts, recorded_at=_utc(at), by=by)
    for fact in new:
        stream = appended(stream, fact)
    rows, row.head = _rows(new, row.head, person=row)
    StoredFact.objects.bulk_create(rows)
    row.facts = len(stream)
    renew(row, stream, new)
    return new


def append_many(streams: Mapping[str, Sequence[Fact]], *, batch: int = 200) -> None:
    """Write whole streams of new facts (people by number, facts in order), the same rows as one at a time.

    People must be there, and the facts of each must carry on where the stream ends. Whoever calls holds the
    transaction, so that a whole load takes effect or none of it. Raises `StreamMoved`, `Person.DoesNotExist`.
    """
    with transaction.atomic():
        names = list(streams)
        for start in range(0, len(names), batch):
            _append_batch({name: streams[name] for name in names[start : start + batch]})


def _append_batch(streams: Mapping[str, Sequence[Fact]]) -> None:
    people = {
        person.crn: person for person in Person.objects.select_for_update(no_key=True).filter(crn__in=list(streams))
    }
    held = streams_of([person for person in people.values() if person.facts])
    whole: dict[str, tuple[Fact, ...]] = {}
    rows: list[StoredFact] = []
    for crn, facts in streams.items():
        if crn not in people:
            raise Person.DoesNotExist(f"{crn} is not a person of this record")
        person = people[crn]
        stream = held.get(crn, ())
        new = [replace(fact, recorded_at=_utc(fact.recorded_at)) for fact in facts]
        whole[crn] = _all_appended(stream, new)
        made, person.head = _rows(new, person.head, person=person)
        person.facts = len(whole[crn])
        rows += made
    StoredFact.objects.bulk_create(rows, batch_size=500)
    renew_many([(people[crn], stream) for crn, stream in whole.items()])


def _all_appended(stream: tuple[Fact, ...], new: Sequence[Fact]) -> tuple[Fact, ...]:
    """As `appended` one by one, without copying a long stream at each step."""
    whole = list(stream)
    for fact in new:
        if fact.number != len(whole) + 1 or type(fact).__name__ in _MARKS:
            appended(whole, fact)
        whole.append(fact)
    return tuple(whole)


_MARKS = ("Withdrawn", "WrongPerson", "Erased")


def append_to_staff(*, staff: str, drafts: Sequence[Draft], by: Author | None, at: datetime | None) -> tuple[Fact, ...]:
    """Write drafts as the next facts of a member of staff, and renew what the row repeats of them."""
    with transaction.atomic():
        row = Staff.objects.select_for_update(no_key=True).get(code=staff)
        new = as_facts(drafts, person=staff, after=row.facts, recorded_at=_utc(at), by=by)
        _append_to_staff(row, new)
    return new


def append_staff_facts(staff: str, facts: Sequence[Fact]) -> None:
    """Write ready facts, in order, as the next of a member of staff's stream."""
    with transaction.atomic():
        _append_to_staff(Staff.objects.select_for_update(no_key=True).get(code=staff), facts)


def _append_to_staff(row: Staff, facts: Sequence[Fact]) -> None:
    new = [replace(fact, recorded_at=_utc(fact.recorded_at)) for fact in facts]
    stream = _all_appended(staff_stream_of(row) if row.facts else (), new)
    made, row.head = _rows(new, row.head, staff=row)
    StoredFact.objects.bulk_create(made)
    row.facts = len(stream)
    renew_staff(row, stream)


def _utc(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(UTC)


def _rows(
    facts: Iterable[Fact], head: str, *, person: Person | None = None, staff: Staff | None = None
) -> tuple[list[StoredFact], str]:
    """The rows of facts that stand on the hash `head`, and the hash that they end on."""
    rows = []
    head = head or ORIGIN
    for fact in facts:
        link = linked(fact, previous=head, salt=secrets.token_hex(SALT_BYTES))
        head = link.hash
        rows.append(
            StoredFact(
                person=person,
                staff=staff,
                number=fact.number,
                kind=fact.kind,
                on=fact.on,
                recorded_at=fact.recorded_at,
                by_staff=fact.by.staff if fact.by else None,
                by_organisation=fact.by.organisation if fact.by else None,
                content=None if link.content is None else canonical(link.content),
                salt=link.salt,
                digest=link.digest,
                hash=link.hash,
            )
        )
    return rows, head
