"""Whether every stream still holds what was written: each chain checked from its first link to its last.

Reads only. A chain that looks broken is looked at again while nobody can write to it, as somebody may have recorded
between two looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from throughcare.facts.chain import Link, verify
from throughcare.facts.record import Erased
from throughcare.records.models import Person, Staff, StoredFact
from throughcare.records.streams import link_of

Told = Callable[[int, int, str], None]
"""Whoever wants to know how far the checking is: done, of how many, and at what."""


@dataclass(frozen=True, slots=True)
class BrokenChain:
    """The first link of one chain that does not hold: whose, which, and why."""

    subject: str
    number: int
    why: str

    def __str__(self) -> str:
        return f"{self.subject}, fact {self.number}: {self.why}"


@dataclass(slots=True)
class ChainsChecked:
    """What a check of all chains found. `erased` facts keep their link, and no content."""

    people: int = 0
    staff: int = 0
    facts: int = 0
    erased: int = 0
    broken: list[BrokenChain] = field(default_factory=list)


def check_chains(*, batch: int = 200, told: Told | None = None) -> ChainsChecked:
    """Check every chain of people and then of staff, `batch` of them at a time."""
    found = ChainsChecked()
    total = Person.objects.count() + Staff.objects.count()
    for some in _batches(Person.objects.all(), batch):
        _check(some, "person", found)
        found.people += len(some)
        if told:
            told(found.people, total, f"people up to {some[-1].crn}")
    for members in _batches(Staff.objects.all(), batch):
        _check(members, "staff", found)
        found.staff += len(members)
        if told:
            told(found.people + found.staff, total, f"staff up to {members[-1].code}")
    return found


T = TypeVar("T", Person, Staff)


def _batches(rows: QuerySet[T], size: int) -> Iterator[list[T]]:
    last = 0
    while some := list(rows.filter(pk__gt=last).order_by("pk")[:size]):
        yield some
        last = some[-1].pk


def _check(subjects: Sequence[Person] | Sequence[Staff], whose: str, found: ChainsChecked) -> None:
    """Check the chains of some people, or of some staff (`whose` says which: the column of facts that names them)."""
    stored = _stored(whose, [subject.pk for subject in subjects])
    for subject in subjects:
        rows = stored.get(subject.pk, [])
        broken = _first_broken(subject, rows)
        if broken:
            broken = _looked_at_again(subject, whose)
        if broken:
            found.broken.append(broken)
        found.facts += len(rows)
        found.erased += sum(row.content is None for row in rows)


def _looked_at_again(subject: Person | Staff, whose: str) -> BrokenChain | None:
    with transaction.atomic():
        locked = type(subject).objects.select_for_update().get(pk=subject.pk)
        return _first_broken(locked, _stored(whose, [subject.pk]).get(subject.pk, []))


def _stored(whose: str, keys: Sequence[int]) -> dict[int, list[StoredFact]]:
    """The rows of some streams by whose they are, each in order of number."""
    rows = StoredFact.objects.filter(**{f"{whose}__in": keys}).order_by(whose, "number", "pk")
    try:
        found = list(rows)
    except (ValueError, TypeError):  # somewhere stands what is no day and no instant: find out where
        found = [_read(row) for row in rows.values("pk", f"{whose}_id", "number")]
    return {key: list(group) for key, group in groupby(found, key=lambda row: getattr(row, f"{whose}_id"))}


def _read(key: dict[str, Any]) -> StoredFact:
    """One row; one that cannot be read has nothing but its number, and breaks its chain."""
    try:
        return StoredFact.objects.get(pk=key["pk"])
    except (ValueError, TypeError):
        return StoredFact(**key)


def _first_broken(subject: Person | Staff, rows: Sequence[StoredFact]) -> BrokenChain | None:
    code = subject.crn if isinstance(subject, Person) else subject.code
    links = [_link(code, row) for row in rows]
    found = verify(links)
    if found.first_broken:
        return BrokenChain(code, found.first_broken, found.why)
    for number in sorted(_without_content(links) - _erased_by_law(links)):
        return BrokenChain(code, number, f"what fact {number} said is gone, and no fact says that it was erased by law")
    if len(links) < subject.facts:
        missing = len(links) + 1
        return BrokenChain(code, missing, f"number {missing} is missing: there were {subject.facts} facts")
    if len(links) > subject.facts:
        added = subject.facts + 1
        return BrokenChain(code, added, f"number {added} is one too many: there were {subject.facts} facts")
    if links and links[-1].hash != subject.head:
        return BrokenChain(code, len(links), f"fact {len(links)} is not the one that the stream ended on")
    return None


def _link(code: str, row: StoredFact) -> Link:
    """The link of a row. One that cannot be read at all is a link that does not hold."""
    try:
        return link_of(code, row)
    except (ValueError, RecursionError):  # the content is no JSON
        return Link({"number": row.number}, row.digest, row.hash, {}, row.salt)
    except AttributeError:  # the day or the instant is none
        return Link({"number": row.number}, row.digest, row.hash, None, None)


def _without_content(links: Sequence[Link]) -> set[int]:
    return {number for number, link in enumerate(links, start=1) if link.content is None}


def _erased_by_law(links: Sequence[Link]) -> set[int]:
    """The numbers of the facts that a fact of the same stream says were erased."""
    marks = (link.content for link in links if link.envelope["kind"] == Erased.kind)
    return {mark["payload"]["target"] for mark in marks if mark is not None}
