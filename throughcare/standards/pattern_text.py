"""Patterns, attributes and limits from text: what each name may be, and what each value may be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from throughcare.calendar import Limit, Unit
from throughcare.standards.language import (
    DATE_FIELDS,
    FIELDS,
    FIELDS_OF_KIND,
    HAS_ORDER,
    KINDS_ASKED,
    Attribute,
    Clause,
    DayIn,
    Domain,
    Due,
    How,
    Pattern,
    Test,
    Value,
    ValueType,
    kinds_of,
)
from throughcare.standards.text_nodes import Node

NOT_RECORDED_WORDS = "not recorded"
RESERVED = frozenset({"due", "same_as"})
_TRUTH = Domain(ValueType.TRUTH)
_COUNT = Domain(ValueType.COUNT)


@dataclass(slots=True)
class Names:
    """The terms and attributes declared so far. Fields, kinds, terms and attributes share one set of names."""

    terms: dict[str, Pattern]
    attributes: dict[str, Attribute]

    def is_free(self, name: str, node: Node) -> bool:
        """Whether a new term or attribute may take this name; a fault where it may not."""
        taken: dict[str, Collection[str]] = {
            "a term": self.terms,
            "an attribute": self.attributes,
            "a field": FIELDS,
            "a kind": FIELDS_OF_KIND,
        }
        if name in RESERVED:
            node.fault(f"'{name}' is a word of the language and cannot be a name")
            return False
        for what, names in taken.items():
            if name in names:
                node.fault(f"'{name}' is already the name of {what}")
                return False
        return True

    def domain_of(self, name: str) -> Domain | None:
        """What a field or an attribute can hold, or None where there is no such name."""
        if name in self.attributes:
            return self.attributes[name].domain
        return FIELDS.get(name)


def read_pattern(node: Node, names: Names, *, event: bool = False, state: bool = False) -> Pattern:
    """A pattern. An `event` pattern must name its kinds in every clause; a `state` pattern only attributes."""
    before = len(node.faults.found)
    clauses = [clause for part in node.listed() for clause in _read_clauses(part, names)]
    if len(node.faults.found) > before:
        return tuple(clauses)  # what else might be wrong follows from that
    for clause in clauses:
        if event and not clause.kinds:
            node.fault("every clause here must say of which kind the fact is")
        if state and (clause.kinds or any(test.name not in names.attributes for test in clause.tests)):
            node.fault("only attributes may be named here, not kinds or fields of a fact")
        if not event and not clause.kinds and not clause.tests:
            node.fault("an empty clause holds always: say what it should test")
    if not clauses:
        node.fault("an empty pattern never matches: say what it should match")
    return tuple(clauses)


def _read_clauses(node: Node, names: Names) -> Pattern:
    if isinstance(node.value, dict):
        return (_read_clause(node, names),)
    name = node.text("a clause")
    if name in names.terms:
        return names.terms[name]
    if name in KINDS_ASKED:
        return (Clause((name,)),)
    if name in names.attributes and names.attributes[name].domain == _TRUTH:
        return (Clause((), (Test(name, (True,)),)),)
    node.fault(f"there is no term, kind or true-or-false attribute '{name}'")
    return ()


def _read_clause(node: Node, names: Names) -> Clause:
    kinds: tuple[str, ...] = ()
    due: Due | None = None
    tests = []
    for name, part in node.items("a clause"):
        if name == "kind":
            kinds = _read_kinds(part)
            if not part.listed():
                part.fault("an empty list of kinds: say of which kind the fact is")
        elif name == "due":
            due = read_due(part)
        else:
            test = _read_test(name, part, names)
            if test:
                tests.append((part, test))
    for part, test in tests:
        if test.name in FIELDS:
            for kind in kinds:
                if test.name not in FIELDS_OF_KIND[kind]:
                    part.fault(f"a fact of kind '{kind}' has no field '{test.name}'")
    return Clause(kinds, tuple(test for _, test in tests), due)


def _read_kinds(node: Node) -> tuple[str, ...]:
    kinds = []
    for part in node.listed():
        if isinstance(part.value, str) and part.value in KINDS_ASKED:
            kinds.append(part.value)
        else:
            part.fault(f"there is no kind '{part.shown}'; the kinds are {', '.join(KINDS_ASKED)}")
    return tuple(dict.fromkeys(kinds))


def _read_test(name: str, node: Node, names: Names) -> Test | None:
    domain = names.domain_of(name)
    if domain is None:
        node.fault(f"there is no field or attribute '{name}' here (an attribute must be declared above)")
        return None
    if isinstance(node.value, dict):
        return _read_same_as(name, node, domain, names)
    values: list[Value] = []
    for part in node.listed():
        good, value = _read_value(part, domain)
        if not good:
            part.fault(f"'{part.shown}' is no value of '{name}', which is {_say_domain(domain)}")
        values.append(value)
    if not values:
        node.fault(f"'{name}' is compared with nothing")
    return Test(name, tuple(values))


def _read_same_as(name: str, node: Node, domain: Domain, names: Names) -> Test | None:
    node.allow_only(f"the test of '{name}'", ("same_as",))
    other = node.get("same_as")
    other_name = str(other.value) if other else ""
    if other_name not in names.attributes:
        node.fault(f"'same_as' must name an attribute; there is none called '{other_name}'")
        return None
    if names.attributes[other_name].domain != domain:
        node.fault(f"'{name}' and '{other_name}' hold different things and can never be the same")
    return Test(name, same_as=other_name)


def _read_value(node: Node, domain: Domain) -> tuple[bool, Value]:
    text = node.value
    if not isinstance(text, str):
        return False, None
    if domain.type is ValueType.TRUTH:
        return text in ("true", "false"), text == "true"
    if domain.type is ValueType.COUNT:
        count = read_count(text)
        return count is not None, count
    if text == NOT_RECORDED_WORDS:
        return True, None
    if domain.codes:
        return text in domain.codes, text
    return domain.type is not ValueType.ORDER and bool(text.strip()), text  # a number of one person's order only


def _say_domain(domain: Domain) -> str:
    if domain.codes:
        return f"one of {', '.join(domain.codes)}, or '{NOT_RECORDED_WORDS}'"
    if domain.type is ValueType.TRUTH:
        return "true or false"
    if domain.type is ValueType.ORDER:
        return "the number of one person's order: compare it with same_as"
    return "a count: 0, 1, 2 …" if domain.type is ValueType.COUNT else f"the code of an {domain.type}"


def read_due(node: Node) -> Due | None:
    """By when: a limit, or the day that a date field says and the limit that counts where it says none."""
    day_in = node.get("day_in")
    if day_in is None:
        return read_limit(node)
    node.allow_only("due", ("day_in", "or"))
    field = day_in.shown
    if field not in DATE_FIELDS:
        day_in.fault(f"'day_in' must name a field that says a day, one of {', '.join(DATE_FIELDS)}, and not '{field}'")
    usual = node.get("or")
    if usual is None:
        node.fault("'or' is missing: the limit that counts where no day is recorded, for example or: {working_days: 5}")
        return None
    limit = read_limit(usual, "or")
    return DayIn(field, limit) if limit else None


def read_limit(node: Node, what: str = "due") -> Limit | None:
    """A limit, as `working_days: 5`; a fault where it is none, has two units or is negative."""
    entries = list(node.items(what))
    units = ", ".join(Unit)
    if len(entries) != 1 or entries[0][0] not in set(Unit):
        node.fault(f"'{what}' needs exactly one of {units}")
        return None
    (unit, part), *_ = entries
    count = read_count(part.value)
    if count is None:
        part.fault(f"'{unit}' must be a whole number from 0 to 9999, and not '{part.shown}'")
        return None
    return Limit(count, Unit(unit))


def read_count(text: object) -> int | None:
    """A whole number from 0 to 9999 as people write it: not `01`, which may be meant as a code, nor in octal."""
    if not isinstance(text, str) or not (text.isascii() and text.isdigit() and len(text) <= 4):
        return None
    return int(text) if text == str(int(text)) else None


def read_attribute(name: str, node: Node, names: Names) -> Attribute | None:
    """One attribute; None (and a fault) where it cannot be read. It may name only attributes declared above it."""
    found = [how for how in How if node.get(how) is not None]
    if len(found) != 1:
        node.fault(f"'{name}' needs exactly one of {', '.join(How)}")
        return None
    how = found[0]
    node.allow_only(f"'{name}'", _ATTRIBUTE_KEYS[how])
    main = node.get(how)
    assert main is not None
    per = node.get("per")
    if per is not None and per.value != "order":
        per.fault("'per' of an attribute is 'order' or left out")
    if how is How.BEFORE:
        return _read_before(name, main, names)
    if how is How.LATEST:
        return _read_latest(name, node, main, names, per is not None)
    of = _read_unlimited(main, names, event=how is not How.WHEN, state=how is How.WHEN)
    answer = node.get("by")
    if how is How.UNANSWERED and answer is None:
        node.fault(f"'{name}': 'unanswered' needs 'by', the pattern that answers")
    by = _read_unlimited(answer, names, event=True) if answer else ()
    _check_per_order(node, per is not None, of, by)
    domain = _COUNT if how in (How.COUNT, How.UNANSWERED) else _TRUTH
    return Attribute(name, how, domain, of, by, per_order=per is not None)


def _read_unlimited(node: Node, names: Names, *, event: bool = False, state: bool = False) -> Pattern:
    """A pattern of an attribute: it opens nothing, so no clause of it has a limit."""
    pattern = read_pattern(node, names, event=event, state=state)
    if any(clause.due for clause in pattern):
        node.fault("an attribute opens nothing, so a clause of it has no 'due'")
    return pattern


_ATTRIBUTE_KEYS: dict[How, tuple[str, ...]] = {
    How.LATEST: ("latest", "of", "per"),
    How.EVER: ("ever", "per"),
    How.COUNT: ("count", "per"),
    How.UNANSWERED: ("unanswered", "by", "per"),
    How.WHEN: ("when",),
    How.BEFORE: ("before",),
}


def _read_latest(name: str, node: Node, main: Node, names: Names, per_order: bool) -> Attribute | None:
    part = node.get("of")
    if part is None:
        node.fault(f"'{name}': 'latest' needs 'of', the pattern of the facts whose field it is")
        return None
    of = _read_unlimited(part, names, event=True)
    field = main.text("latest")
    if field not in FIELDS or any(field not in FIELDS_OF_KIND[kind] for kind in kinds_of(of)):
        main.fault(f"not every kind named in 'of' has a field '{field}' that can be tested")
        return None
    _check_per_order(node, per_order, of)
    return Attribute(name, How.LATEST, FIELDS[field], of, field=field, per_order=per_order)


def _read_before(name: str, main: Node, names: Names) -> Attribute | None:
    other = names.attributes.get(main.text("before"))
    if other is None or other.how not in (How.LATEST, How.EVER, How.COUNT) or other.per_order:
        main.fault("'before' must name an attribute of the person above: one with latest, ever or count")
        return None
    return Attribute(name, How.BEFORE, other.domain, field=other.name)


def _check_per_order(node: Node, per_order: bool, *patterns: Pattern) -> None:
    for kind in sorted(frozenset().union(*map(kinds_of, patterns)) - HAS_ORDER) if per_order else ():
        node.fault(f"a fact of kind '{kind}' carries no order, so it cannot count 'per: order'")
