"""Facts by their kind, and coded values as they were recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from throughcare.calendar import LONDON, london_day
from throughcare.facts.fact import Coded, Fact

C = TypeVar("C", bound=Coded)
K = TypeVar("K", bound=Fact)


def known_value(codes: type[C], value: object) -> C | None:
    """The coded value of that name; None where it was not recorded, or is none of the list."""
    return None if value is None else codes._value2member_map_.get(value)  # type: ignore[return-value]


def of_kind(facts: Iterable[Fact], kind: type[K]) -> list[K]:
    """The facts of one kind, in the order given."""
    return [fact for fact in facts if isinstance(fact, kind)]


def moment_of(fact: Fact, at_time: str | None = None) -> datetime | None:
    """The instant at which something happened on its day, where that is known: a time of day that was said (hours and
    minutes in London), else when it was recorded, if that was on the very day. What was typed in later has none.
    """
    if at_time:
        try:
            return datetime.strptime(f"{fact.on} {at_time}", "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)
        except ValueError:
            return None  # a file of facts may hold what no form of ours takes
    is_of_the_day = fact.recorded_at is not None and london_day(fact.recorded_at) == fact.on
    return fact.recorded_at if is_of_the_day else None
