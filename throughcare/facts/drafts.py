"""What somebody means to record, before it has a number, an author and an instant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from throughcare.facts.fact import Author, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A fact to be: its kind, the day it happened, what it says (`payload`, by field name), thread and note."""

    kind: type[Fact]
    on: date
    payload: Mapping[str, Any] = field(default_factory=dict)
    thread: str | None = None
    note: str | None = None

    def as_fact(self, *, person: str, number: int, recorded_at: datetime | None, by: Author | None) -> Fact:
        """The fact itself, as number `number` of the stream of `person`."""
        return self.kind(
            person=person,
            number=number,
            on=self.on,
            recorded_at=recorded_at,
            by=by,
            thread=self.thread,
            note=self.note,
            **self.payload,
        )


def as_facts(
    drafts: Iterable[Draft], *, person: str, after: int, recorded_at: datetime | None, by: Author | None
) -> tuple[Fact, ...]:
    """Drafts as the next facts of a stream that holds `after` facts so far."""
    return tuple(
        draft.as_fact(person=person, number=number, recorded_at=recorded_at, by=by)
        for number, draft in enumerate(drafts, start=after + 1)
    )
