"""Attributes and patterns for the case engine: each compiled once, for each kind, into a small function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import attrgetter
from typing import Any

from throughcare.facts import Fact
from throughcare.standards.language import (
    FIELDS,
    FIELDS_OF_KIND,
    KINDS_ASKED,
    Attribute,
    Clause,
    How,
    Pattern,
    Test,
    Value,
    ValueType,
    kinds_of,
    names_in,
)


@dataclass(slots=True)
class Plan:
    """The attributes that a set of standards needs, each with its slot, and what changes them at each kind.

    A slot belongs to a definition, not to a name: two packs may give one name to different attributes, and the
    same attribute in two packs is kept once. What an attribute builds on always has a lower slot.
    """

    slots: dict[tuple[Attribute, tuple[int, ...]], int] = field(default_factory=dict)
    attributes: list[Attribute] = field(default_factory=list)
    readers: list[Reader] = field(default_factory=list)
    updates: dict[str, list[Update]] = field(default_factory=lambda: {kind: [] for kind in KINDS_ASKED})
    before: dict[int, list[int]] = field(default_factory=dict)


class Known:
    """The attributes of one person just after the latest fact taken."""

    __slots__ = ("by_order", "changed_at", "open_keys", "plan", "values")

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.values: list[Value] = [_START[a.domain.type] for a in plan.attributes]
        self.by_order: dict[int, dict[str, Value]] = {
            slot: {} for slot, attribute in enumerate(plan.attributes) if attribute.is_of_order
        }
        self.open_keys: dict[int, set[str]] = {
            slot: set() for slot, attribute in enumerate(plan.attributes) if attribute.how is How.UNANSWERED
        }
        self.changed_at: dict[int, int] = {}

    def take(self, fact: Fact) -> None:
        """Let every attribute take in a fact, each after those that it builds on."""
        for update in self.plan.updates[fact.kind]:
            update(self, fact)


Predicate = Callable[[Known, Fact], bool]
Reader = Callable[[Known, Fact], Value]
Update = Callable[[Known, Fact], None]

_START: dict[ValueType, Value] = dict.fromkeys(ValueType) | {ValueType.TRUTH: False, ValueType.COUNT: 0}
"""What an attribute holds before any fact: not recorded, false, or none."""


def plan_attributes(attributes: Sequence[Attribute], plan: Plan) -> dict[str, int]:
    """Give every attribute its slot in the plan, and return the slots by name."""
    slots: dict[str, int] = {}
    for attribute in attributes:
        used = [name for pattern in (attribute.of, attribute.by) for name in names_in(pattern) if name in slots]
        if attribute.how is How.BEFORE and attribute.field:
            used.append(attribute.field)
        key = attribute, tuple(slots[name] for name in used)
        if key not in plan.slots:
            plan.slots[key] = len(plan.attributes)
            _add(attribute, plan, slots)
        slots[attribute.name] = plan.slots[key]
    return slots


def _add(attribute: Attribute, plan: Plan, slots: dict[str, int]) -> None:
    slot = len(plan.attributes)
    plan.attributes.append(attribute)
    match attribute.how:
        case How.WHEN:
            plan.readers.append(compile_pattern(attribute.of, None, slots, plan))
        case How.BEFORE:
            current = slots[str(attribute.field)]
            plan.before.setdefault(current, []).append(slot)
            plan.readers.append(_read_before(slot, current))
        case _:
            start = _START[attribute.domain.type]
            plan.readers.append(_read_of_order(slot, start) if attribute.is_of_order else _read_value(slot))
            for kind in kinds_of(attribute.of) | kinds_of(attribute.by):
                plan.updates[kind].append(_updater(attribute, slot, kind, slots, plan))


def _read_value(slot: int) -> Reader:
    return lambda known, _fact: known.values[slot]


def _read_of_order(slot: int, start: Value) -> Reader:
    def read(known: Known, fact: Fact) -> Value:
        return known.by_order[slot].get(getattr(fact, "order", ""), start)

    return read


def _read_before(slot: int, current: int) -> Reader:
    """The value kept when `current` last changed, if that was at this very fact; otherwise it has not moved since."""

    def read(known: Known, fact: Fact) -> Value:
        return known.values[slot] if known.changed_at.get(current) == fact.number else known.values[current]

    return read


def _updater(attribute: Attribute, slot: int, kind: str, slots: dict[str, int], plan: Plan) -> Update:
    of = compile_pattern(attribute.of, kind, slots, plan)
    if attribute.how is How.UNANSWERED:
        key = attrgetter("order" if attribute.per_order else "thread")
        return _update_open(slot, of, compile_pattern(attribute.by, kind, slots, plan), key)
    new_value = _NEW_VALUE[attribute.how](attribute)
    if attribute.per_order:
        return _update_of_order(slot, of, new_value, _START[attribute.domain.type])
    followers = plan.before.setdefault(slot, [])

    def update(known: Known, fact: Fact) -> None:
        if of(known, fact):
            old = known.values[slot]
            for follower in followers:
                known.values[follower] = old
                known.changed_at[slot] = fact.number
            known.values[slot] = new_value(old, fact)

    return update


def _update_open(slot: int, of: Predicate, by: Predicate, key_of: Callable[[Fact], str | None]) -> Update:
    """Keep which threads, or orders, are asked and not answered."""

    def update(known: Known, fact: Fact) -> None:
        key = key_of(fact)
        if key is None:
            return
        keys = known.open_keys[slot]
        if of(known, fact):
            keys.add(key)
        elif by(known, fact):
            keys.discard(key)
        known.values[slot] = len(keys)

    return update


def _update_of_order(slot: int, of: Predicate, new_value: NewValue, start: Value) -> Update:
    def update(known: Known, fact: Fact) -> None:
        if of(known, fact):
            orders = known.by_order[slot]
            order: str = fact.order  # type: ignore[attr-defined]
            orders[order] = new_value(orders.get(order, start), fact)

    return update


NewValue = Callable[[Any, Fact], Value]


def _latest(attribute: Attribute) -> NewValue:
    get = attrgetter(str(attribute.field))
    return lambda _old, fact: get(fact)


_NEW_VALUE: dict[How, Callable[[Attribute], NewValue]] = {
    How.LATEST: _latest,
    How.EVER: lambda _attribute: lambda _old, _fact: True,
    How.COUNT: lambda _attribute: lambda old, _fact: old + 1,
}


def compile_pattern(
    pattern: Pattern, kind: str | None, slots: dict[str, int], plan: Plan, *, empty: bool = False
) -> Predicate:
    """A function that says whether a pattern matches at a fact of `kind` (None: over attributes alone).

    An empty pattern gives `empty`: a standard without a condition always applies.
    """
    if not pattern:
        return _always if empty else _never
    fitting = [clause for clause in pattern if kind is None or not clause.kinds or kind in clause.kinds]
    clauses = [_compile_clause(clause, kind, slots, plan) for clause in fitting]
    if not clauses:
        return _never
    if any(clause is _always for clause in clauses):
        return _always
    return reduce(_either, clauses)


def _always(_known: Known, _fact: Fact) -> bool:
    return True


def _never(_known: Known, _fact: Fact) -> bool:
    return False


def _compile_clause(clause: Clause, kind: str | None, slots: dict[str, int], plan: Plan) -> Predicate:
    tests = [_compile_test(test, kind, slots, plan) for test in clause.tests]
    return reduce(_both, tests) if tests else _always


def _either(one: Predicate, other: Predicate) -> Predicate:
    return lambda known, fact: one(known, fact) or other(known, fact)


def _both(one: Predicate, other: Predicate) -> Predicate:
    return lambda known, fact: one(known, fact) and other(known, fact)


def _compile_test(test: Test, kind: str | None, slots: dict[str, int], plan: Plan) -> Predicate:
    if test.name in FIELDS and (kind is None or test.name not in FIELDS_OF_KIND[kind]):
        return _always if None in test.values else _never  # a fact without the field says nothing there
    read = _field_reader(test.name) if test.name in FIELDS else plan.readers[slots[test.name]]
    if test.same_as is not None:
        other = plan.readers[slots[test.same_as]]
        return lambda known, fact: (value := read(known, fact)) is not None and value == other(known, fact)
    if len(test.values) == 1:
        wanted = test.values[0]
        return lambda known, fact: read(known, fact) == wanted
    values = frozenset(test.values)
    return lambda known, fact: read(known, fact) in values


def _field_reader(name: str) -> Reader:
    get = attrgetter(name)
    return lambda _known, fact: get(fact)
