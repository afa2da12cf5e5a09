"""Patterns and limits in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from throughcare.calendar import Limit, Unit
from throughcare.facts import KINDS
from throughcare.facts.words import Say, as_written, plain_name, say_kind, say_list, say_value
from throughcare.standards.case_engine import Moment
from throughcare.standards.language import (
    FIELDS,
    AnyStandard,
    Attribute,
    Clause,
    DayIn,
    Domain,
    Due,
    How,
    Pattern,
    Test,
    Value,
    names_in,
)


def say_limit(limit: Limit, say: Say = as_written) -> str:
    """A limit as people say it: *5 working days*."""
    one, many = {
        Unit.WORKING_DAYS: (say("%d working day"), say("%d working days")),
        Unit.CALENDAR_DAYS: (say("%d day"), say("%d days")),
        Unit.MONTHS: (say("%d month"), say("%d months")),
    }[limit.unit]
    return (one if limit.count == 1 else many) % limit.count


def say_due(due: Due, say: Say = as_written) -> str:
    """By when, as people say it: *5 working days*; *the day that its due on says, or else 5 working days*."""
    if not isinstance(due, DayIn):
        return say_limit(due, say)
    words = {"field": say_name(due.field, say), "limit": say_limit(due.otherwise, say)}
    return say("the day that its %(field)s says, or else %(limit)s") % words


def say_pattern(pattern: Pattern, standard: AnyStandard, say: Say = as_written) -> str:
    """What a pattern looks for: *appointment or home visit, outcome attended*."""
    return say("; or ").join(_say_clause(clause, standard, say) for clause in pattern)


def _say_clause(clause: Clause, standard: AnyStandard, say: Say) -> str:
    kinds = say(" or ").join(say_kind(kind, say) for kind in clause.kinds)
    return ", ".join(part for part in (kinds, *(_say_test(test, standard, say) for test in clause.tests)) if part)


def _say_test(test: Test, standard: AnyStandard, say: Say) -> str:
    declared = next((attribute for attribute in standard.attributes if attribute.name == test.name), None)
    if declared is not None and declared.how is How.WHEN and test.values == (True,):
        return say_pattern(declared.of, standard, say)  # what it sums up says more than its name
    name = say_name(test.name, say)
    if test.same_as is not None:
        return say("%(name)s the same as %(other)s") % {"name": name, "other": say_name(test.same_as, say)}
    domain = _domain_of(test.name, standard)
    values = say(" or ").join(_say_tested(value, domain, say) for value in test.values)
    return f"{name} {values}"


def _say_tested(value: Value, domain: Domain, say: Say) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    member = next((code for code in domain.codes if code == value), value)
    return say_kind(str(member), say) if member in KINDS else say_value(member, say)


def say_name(name: str, say: Say = as_written) -> str:
    """A field or an attribute by its name: `assigned_officer` is *assigned officer*."""
    return say(plain_name(name))


def say_found(pattern: Pattern, standard: AnyStandard, moment: Moment, say: Say = as_written) -> str:
    """What each thing that a pattern asks about was at a moment: *screening status incomplete*."""
    declared = {attribute.name: attribute for attribute in standard.attributes}
    names = dict.fromkeys(_asked_of(pattern, declared))
    values = [_say_tested(moment.value(name), _domain_of(name, standard), say) for name in names]
    return say_list([f"{say_name(name, say)} {value}" for name, value in zip(names, values, strict=True)], say)


def _domain_of(name: str, standard: AnyStandard) -> Domain:
    declared = {attribute.name: attribute.domain for attribute in standard.attributes}
    return declared[name] if name in declared else FIELDS[name]


def _asked_of(pattern: Pattern, declared: dict[str, Attribute]) -> Iterator[str]:
    """The names that a pattern asks about; an attribute that only sums up others is asked about through them."""
    for name in names_in(pattern):
        attribute = declared.get(name)
        if attribute is not None and attribute.how is How.WHEN:
            yield from _asked_of(attribute.of, declared)
        else:
            yield name
