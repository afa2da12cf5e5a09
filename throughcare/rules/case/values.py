"""Facts by their kind, and coded values as they were recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from throughcare.facts.fact import Coded, Fact

C = TypeVar("C", bound=Coded)
K = TypeVar("K", bound=Fact)


def known_value(codes: type[C], value: object) -> C | None:
    """The coded value of that name; None where it was not recorded, or is none of the list."""
    return None if value is None else codes._value2member_map_.get(value)  # type: ignore[return-value]


def of_kind(facts: Iterable[Fact], kind: type[K]) -> list[K]:
    """The facts of one kind, in the order given."""
    return [fact for fact in facts if isinstance(fact, kind)]
