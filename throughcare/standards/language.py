"""The language of standards, as typed data: patterns, attributes, deadlines and gates.

A *pattern* is a list of clauses, any of which may match; a *clause* is a list of tests, all of which must hold.
A test names a field of the fact at hand, or an attribute of the person just after that fact. Both engines read
these same values and nothing else. `loading.py` makes them from text files and refuses what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from throughcare.calendar import Limit
from throughcare.facts import KINDS, FieldType, fields_of
from throughcare.facts.record import ABOUT_THE_RECORD

Value = str | int | bool | None
"""What a test compares with; None stands for *not recorded*."""


class ValueType(StrEnum):
    """The types of what a test may name."""

    CODED = "coded"
    ORDER = "order"
    OFFICER = "officer"
    PROVIDER = "provider"
    TRUTH = "true or false"
    COUNT = "a count"


@dataclass(frozen=True, slots=True)
class Domain:
    """The values that a field or an attribute can take: its type and, where coded, the values themselves."""

    type: ValueType
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Test:
    """One test: the named field or attribute has one of `values`, or the same recorded value as an attribute."""

    name: str
    values: tuple[Value, ...] = ()
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class DayIn:
    """Due on the day that a date field of the opening fact says, such as the day for which a court asked.

    Where that field says nothing, or a day before the opening one, the usual limit counts: `otherwise`.
    """

    field: str
    otherwise: Limit


Due = Limit | DayIn
"""By when a duty must be done: so long after the day on which it opened, or on a day that its opening fact says."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Tests that must all hold, at a fact of one of `kinds` (of any kind where that is empty)."""

    kinds: tuple[str, ...] = ()
    tests: tuple[Test, ...] = ()
    due: Due | None = None


Pattern = tuple[Clause, ...]


class How(StrEnum):
    """How an attribute comes from the facts so far."""

    LATEST = "latest"
    EVER = "ever"
    COUNT = "count"
    UNANSWERED = "unanswered"
    WHEN = "when"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Attribute:
    """What is known of a person, or of one of their orders, just after a fact.

    *latest*: the field `field` of the latest fact that matches `of`. *ever*: whether one has matched.
    *count*: how many have. *unanswered*: in how many threads the latest fact that matches `of` or `by` matches
    `of`; with `per_order`, in how many orders. *when*: whether the pattern `of` (over attributes alone) holds.
    *before*: what the attribute `field` was just before this fact. With `per_order` only facts of the same order count.
    """

    name: str
    how: How
    domain: Domain
    of: Pattern = ()
    by: Pattern = ()
    field: str | None = None
    per_order: bool = False

    @property
    def is_of_order(self) -> bool:
        """Whether it is known of each order apart; *unanswered* counts orders, and so is known of the person."""
        return self.per_order and self.how is not How.UNANSWERED


class Sureness(StrEnum):
    """How sure we are of a limit."""

    VERIFIED = "verified"
    STATED = "stated"
    UNVERIFIED = "unverified"


class Counts(StrEnum):
    """Whether a standard counts that a thing was recorded, or that it was good."""

    RECORDED = "recorded"
    GOOD = "good"


class Per(StrEnum):
    """Through what a fact that satisfies, or one that voids, must be tied to the opening one."""

    THREAD = "thread"
    ORDER = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What people are told of a standard. None may be empty."""

    title: str
    words: str
    why: str
    source: str
    sureness: Sureness
    counts: Counts
    gaming: str
    owner: str
    next_review: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """What deadlines and gates share.

    Asked only where `applies` holds just after the opening fact; where it does not and `unknown` does, the
    condition is unknown. `accountable` names a field of the opening fact, where not the holder is accountable.
    """

    pack: str
    id: str
    about: About
    attributes: tuple[Attribute, ...]
    applies: Pattern = ()
    unknown: Pattern = ()
    accountable: str | None = None

    @property
    def name(self) -> str:
        """The full name, `pack/id`: one id may stand in two packs."""
        return f"{self.pack}/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Standard):
    """When a fact matches `opens`, one that matches `met_by` must follow by the due day.

    A later fact that matches `voided_by` closes the duty as the end of its order does: what was in time until then
    is not asked for any more. Both are tied to the opening fact by `per`, or what voids by `voided_per` where that is
    said.
    """

    opens: Pattern
    met_by: Pattern
    voided_by: Pattern = ()
    due: Due | None = None
    per: Per | None = None
    voided_per: Per | None = None

    @property
    def tie_of_voiding(self) -> Per | None:
        """Through what a fact that voids must be tied to the opening one."""
        return self.voided_per or self.per

    def due_of(self, clause: Clause) -> Due:
        """By when a duty that this clause of `opens` opened must be done."""
        due = clause.due or self.due
        if due is None:
            raise ValueError(f"{self.name}: a clause of 'opens' has no limit")
        return due

    def limit_of(self, clause: Clause) -> Limit:
        """The limit that counts for such a duty, at least where the opening fact says no day of its own."""
        due = self.due_of(clause)
        return due.otherwise if isinstance(due, DayIn) else due


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate(Standard):
    """At a fact that matches `at`, `holds` must hold just after it."""

    at: Pattern
    holds: Pattern


AnyStandard = Deadline | Gate


@dataclass(frozen=True, slots=True)
class Pack:
    """A dated set of standards with the terms and attributes that they share."""

    name: str
    title: str
    words: str
    source: str
    from_on: date
    terms: dict[str, Pattern] = field(default_factory=dict)
    attributes: dict[str, Attribute] = field(default_factory=dict)
    standards: tuple[AnyStandard, ...] = ()


def openings(standard: AnyStandard) -> Pattern:
    """The pattern at which a standard is asked: `opens` of a deadline, `at` of a gate."""
    return standard.opens if isinstance(standard, Deadline) else standard.at


def satisfying(standard: AnyStandard) -> Pattern:
    """The pattern that satisfies: `met_by` of a deadline, `holds` of a gate."""
    return standard.met_by if isinstance(standard, Deadline) else standard.holds


def voiding(standard: AnyStandard) -> Pattern:
    """The pattern that closes a duty before it is met, `voided_by`; a gate has none."""
    return standard.voided_by if isinstance(standard, Deadline) else ()


def dates_of(standard: AnyStandard) -> frozenset[str]:
    """The date fields of opening facts that say when a duty is due."""
    if not isinstance(standard, Deadline):
        return frozenset()
    dues = [standard.due, *(clause.due for clause in standard.opens)]
    return frozenset(due.field for due in dues if isinstance(due, DayIn))


def patterns_of(standard: AnyStandard) -> Iterator[Pattern]:
    """Every pattern that a standard itself states."""
    yield openings(standard)
    yield satisfying(standard)
    yield voiding(standard)
    yield standard.applies
    yield standard.unknown


def kinds_of(pattern: Pattern) -> frozenset[str]:
    """The kinds that a pattern names."""
    return frozenset(kind for clause in pattern for kind in clause.kinds)


def names_in(pattern: Pattern) -> Iterator[str]:
    """Every field or attribute that a pattern names, those of `same_as` included."""
    for clause in pattern:
        for test in clause.tests:
            yield test.name
            if test.same_as:
                yield test.same_as


def needed(patterns: Iterable[Pattern], declared: Iterable[Attribute]) -> tuple[Attribute, ...]:
    """The attributes that patterns need, through other attributes too, in the order of declaration."""
    in_order = tuple(declared)
    wanted = {name for pattern in patterns for name in names_in(pattern)}
    for attribute in reversed(in_order):  # an attribute names only those above it
        if attribute.name in wanted:
            wanted |= {name for pattern in (attribute.of, attribute.by) for name in names_in(pattern)}
            if attribute.how is How.BEFORE and attribute.field:
                wanted.add(attribute.field)
    return tuple(attribute for attribute in in_order if attribute.name in wanted)


def _field_domain(type_: FieldType, codes: Iterable[str]) -> Domain:
    return Domain(ValueType(type_.value), tuple(codes))


KINDS_ASKED = tuple(name for name, cls in KINDS.items() if cls not in ABOUT_THE_RECORD)
"""The kinds that a standard may name, in their order within a day: all but those about the record itself."""


def _fields() -> dict[str, Domain]:
    """Every field that a test may name. One name means one thing in every kind that has it."""
    found = {"kind": Domain(ValueType.CODED, KINDS_ASKED)}
    for cls in KINDS.values():
        for each in fields_of(cls).values():
            if each.type.value in set(ValueType):
                domain = _field_domain(each.type, each.codes or ())
                if found.setdefault(each.name, domain) != domain:
                    raise TypeError(f"{cls.kind}.{each.name} means something else in another kind")
    return found


FIELDS = _fields()
"""The domain of every field that a test may name, `kind` among them."""

DATE_FIELDS = tuple(
    dict.fromkeys(
        each.name for cls in KINDS.values() for each in fields_of(cls).values() if each.type is FieldType.DATE
    )
)
"""The fields that say a day: no test may name them, but a duty may be due on the day that one of them says."""

FIELDS_OF_KIND = {name: frozenset(fields_of(cls)) | {"kind"} for name, cls in KINDS.items()}
"""The fields of each kind, `kind` included."""

HAS_ORDER = frozenset(name for name, names in FIELDS_OF_KIND.items() if "order" in names)
"""The kinds that carry their order: a duty that one of them opens belongs to that order."""
