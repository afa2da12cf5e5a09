"""Which limits stand on a case, and whom they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from throughcare.facts.fact import Fact, YesNo
from throughcare.facts.identity import AccessLimit, AccessLimited, LimitsReviewed
from throughcare.rules.case.values import known_value, of_kind

NOBODY_NAMED = ""
"""Stands for a limit that names nobody: nobody has this code, so such a restriction shuts everybody out."""


def read_limits(facts: Iterable[Fact]) -> Mapping[AccessLimit, frozenset[str]]:
    """Whom each limit names (codes). When the last name of a restriction is over, so is the restriction."""
    named: dict[AccessLimit, set[str]] = {limit: set() for limit in AccessLimit}
    for fact in of_kind(facts, AccessLimited):
        limit = known_value(AccessLimit, fact.limit)
        if limit is not None:
            change = named[limit].discard if fact.over == YesNo.YES else named[limit].add
            change(fact.officer or NOBODY_NAMED)
    return {limit: frozenset(codes) for limit, codes in named.items()}


def read_review_on(facts: Iterable[Fact]) -> date | None:
    """The day by which the limits of a case are to be looked at again, by the latest fact that says one."""
    said = [fact.review_on for fact in facts if isinstance(fact, AccessLimited | LimitsReviewed) and fact.review_on]
    return said[-1] if said else None
