"""Whether a pattern could ever hold: whether its tests leave any value at all to what they name.

A test is a set of allowed values, and tests that must all hold are the meeting of their sets; an attribute that only
sums up others (*when*) is looked at through them. What two attributes have to do with each other by way of the facts
is not followed: a pattern that passes may still match nobody, and then the figures say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from throughcare.standards.language import (
    FIELDS,
    AnyStandard,
    Attribute,
    Clause,
    Domain,
    How,
    Pattern,
    Test,
    Value,
    ValueType,
)

MOST_WAYS = 2_000
"""A pattern with more ways to hold is taken to be able to: nobody writes one by hand. The number is ours."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """The values that something may have: these, or (`others`) all but these."""

    values: frozenset[Value]
    others: bool = False

    def meet(self, other: Allowed) -> Allowed:
        """What both allow."""
        if self.others and other.others:
            return Allowed(self.values | other.values, True)
        if self.others or other.others:
            listed, barred = (other, self) if self.others else (self, other)
            return Allowed(listed.values - barred.values)
        return Allowed(self.values & other.values)

    def is_empty(self, domain: Domain) -> bool:
        """Whether no value is left, of all that there can be."""
        if not self.others:
            return not self.values
        every = _every_value(domain)
        return every is not None and every <= self.values


Way = Mapping[str, Allowed]
"""One way in which a pattern may hold: what each name may be."""


def can_ever_hold(pattern: Pattern, standard: AnyStandard, *, beside: Pattern = ()) -> bool:
    """Whether some fact and some state could match a pattern; with `beside`, a fact that matches that one as well."""
    attributes = {attribute.name: attribute for attribute in standard.attributes}
    ways = _ways_of(pattern, attributes)
    if beside and ways is not None:
        others = _ways_of(beside, attributes)
        ways = None if others is None else _met(ways, others, attributes)
    return ways is None or bool(ways)


def _ways_of(pattern: Pattern, attributes: Mapping[str, Attribute]) -> list[Way] | None:
    """Every way in which a pattern may hold; None where there are too many to tell."""
    found: list[Way] = []
    for clause in pattern:
        ways = _ways_of_clause(clause, attributes)
        if ways is None or len(found) + len(ways) > MOST_WAYS:
            return None
        found += ways
    return found


def _ways_of_clause(clause: Clause, attributes: Mapping[str, Attribute]) -> list[Way] | None:
    ways: list[Way] | None = [{"kind": Allowed(frozenset(clause.kinds))}] if clause.kinds else [{}]
    for test in clause.tests:
        more = _ways_of_test(test, attributes)
        if ways is None or more is None or len(ways) * len(more) > MOST_WAYS:
            return None
        ways = _met(ways, more, attributes)
    return ways


def _ways_of_test(test: Test, attributes: Mapping[str, Attribute]) -> list[Way] | None:
    if test.same_as is not None:
        recorded = Allowed(frozenset({None}), True)
        return [{test.name: recorded, test.same_as: recorded}]
    attribute = attributes.get(test.name)
    if attribute is None or attribute.how is not How.WHEN:
        return [{test.name: Allowed(frozenset(test.values))}]
    found: list[Way] = []
    for value, ways in ((True, _ways_of), (False, _ways_without)):
        if value in test.values:
            more = ways(attribute.of, attributes)
            if more is None:
                return None
            found += more
    return found


def _ways_without(pattern: Pattern, attributes: Mapping[str, Attribute]) -> list[Way] | None:
    """Every way in which a pattern (over attributes alone) does not hold: of each clause some test fails."""
    ways: list[Way] | None = [{}]
    for clause in pattern:
        fails: list[Way] = []
        for test in clause.tests:
            if test.same_as is not None:
                fails.append({})  # what may differ is not followed
                continue
            attribute = attributes.get(test.name)
            if attribute is not None and attribute.how is How.WHEN:
                others = tuple(value for value in (True, False) if value not in test.values)
                more = _ways_of_test(Test(test.name, others), attributes) if others else []
                if more is None:
                    return None
                fails += more
            else:
                fails.append({test.name: Allowed(frozenset(test.values), True)})
        if ways is None or len(ways) * len(fails) > MOST_WAYS:
            return None
        ways = _met(ways, fails, attributes)
    return ways


def _met(ways: Iterable[Way], others: Iterable[Way], attributes: Mapping[str, Attribute]) -> list[Way]:
    """Both at once, without what leaves nothing to something."""
    found: list[Way] = []
    for one, other in product(ways, others):
        way = dict(one)
        for name, allowed in other.items():
            way[name] = way[name].meet(allowed) if name in way else allowed
        if not any(allowed.is_empty(_domain_of(name, attributes)) for name, allowed in way.items()):
            found.append(way)
    return found


def _domain_of(name: str, attributes: Mapping[str, Attribute]) -> Domain:
    return attributes[name].domain if name in attributes else FIELDS[name]


def _every_value(domain: Domain) -> frozenset[Value] | None:
    """All values that there can be, *not recorded* among them; None where they are without end."""
    if domain.type is ValueType.TRUTH:
        return frozenset({True, False})
    return frozenset({*domain.codes, None}) if domain.codes else None
