"""The slow, obvious twin of the engines: the words of the language, read again at every fact from the beginning.

Nothing is remembered. What an attribute is just after a fact is found by looking at every fact up to it; whether
an order is open, and whether the person is active, likewise. It shares with the engines only the typed standards,
the facts and `Limit.after`, so that an agreement of the two says something.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from throughcare.facts import Fact
from throughcare.standards.language import (
    AnyStandard,
    Attribute,
    Clause,
    DayIn,
    Deadline,
    Gate,
    How,
    Pattern,
    Per,
    Test,
)
from throughcare.standards.obligations import Obligation, Owed

NOTHING_YET = {How.LATEST: None, How.EVER: False, How.COUNT: 0, How.UNANSWERED: 0}


def twin_obligations(standards: Iterable[AnyStandard], facts: Iterable[Fact]) -> list[Obligation]:
    """Every obligation that the standards make of these facts (cut already), of one person or of several."""
    facts = list(facts)
    people = dict.fromkeys(fact.person for fact in facts)
    return [
        obligation
        for standard in standards
        for person in people
        for obligation in Reading(standard, [fact for fact in facts if fact.person == person]).obligations()
    ]


def order_of(fact: Fact) -> str | None:
    """The order that a fact carries; None where its kind carries none."""
    return getattr(fact, "order", None)


class Reading:
    """One person's facts, read for one standard. A fact is named by its place in the order, from 0."""

    def __init__(self, standard: AnyStandard, facts: Iterable[Fact]) -> None:
        self.standard = standard
        self.attributes = {attribute.name: attribute for attribute in standard.attributes}
        self.facts = sorted(facts, key=lambda fact: (fact.on, fact.rank, fact.number))

    def obligations(self) -> Iterator[Obligation]:
        """The obligations, in the order in which they were opened."""
        read = self.gate if isinstance(self.standard, Gate) else self.deadline
        for at in range(len(self.facts)):
            if self.is_active(at) and (obligation := read(at)):
                yield obligation

    # --- one obligation

    def deadline(self, at: int) -> Obligation | None:
        """The duty that this fact opens, and what became of it."""
        assert isinstance(self.standard, Deadline)
        clause = self.first_match(self.standard.opens, at)
        if clause is None:
            return None
        due = self.due(clause, at)
        obligation = self.opened(at, due)
        met = next((later for later in range(at + 1, len(self.facts)) if self.meets(later, at)), None)
        ended = next(
            (later for later in range(at + 1, len(self.facts)) if self.closes(later, at) or self.voids(later, at)), None
        )
        if ended is not None and (met is None or ended < met):
            obligation.ended = self.facts[ended].on
            if obligation.ended <= due:
                return obligation
        if met is not None:
            obligation.met, obligation.met_by = self.facts[met].on, self.facts[met].number
        return obligation

    def due(self, clause: Clause, at: int) -> date:
        """The day that the opening fact says, if it does and that is no day before its own; else by the limit."""
        assert isinstance(self.standard, Deadline)
        due, fact = clause.due or self.standard.due, self.facts[at]
        assert due is not None
        if not isinstance(due, DayIn):
            return due.after(fact.on)
        said: date | None = getattr(fact, due.field)
        if said is None or said < fact.on:
            return due.otherwise.after(fact.on)
        return said

    def gate(self, at: int) -> Obligation | None:
        """What the gate found at this fact, if it asks there."""
        assert isinstance(self.standard, Gate)
        if not self.matches(self.standard.at, at):
            return None
        obligation = self.opened(at, None)
        if self.matches(self.standard.holds, at):
            obligation.met, obligation.met_by = self.facts[at].on, self.facts[at].number
        return obligation

    def opened(self, at: int, due: date | None) -> Obligation:
        """An obligation just opened."""
        fact = self.facts[at]
        return Obligation(
            standard=self.standard.name,
            person=fact.person,
            opened_by=fact.number,
            opened=fact.on,
            due=due,
            owed=self.owed(at),
            accountable=self.accountable(at),
        )

    def owed(self, at: int) -> Owed:
        """Whether the condition holds just after the opening fact, or cannot be known."""
        if not self.standard.applies or self.matches(self.standard.applies, at):
            return Owed.YES
        return Owed.UNKNOWN if self.matches(self.standard.unknown, at) else Owed.NO

    def accountable(self, at: int) -> str | None:
        """Who holds the order (or, for a duty of the person, any order) at the opening; else the first to come."""
        fact = self.facts[at]
        if self.standard.accountable:
            return getattr(fact, self.standard.accountable)
        order = order_of(fact)
        given = [place for place, other in enumerate(self.facts) if other.kind == "allocated"]
        if order is not None:
            given = [place for place in given if order_of(self.facts[place]) == order]
        before, after = [p for p in given if p <= at], [p for p in given if p > at]
        chosen = before[-1:] or after[:1]
        return self.facts[chosen[0]].provider if chosen else None

    # --- what meets and what closes

    def meets(self, later: int, at: int) -> bool:
        """Whether a later fact satisfies the duty opened at `at`."""
        assert isinstance(self.standard, Deadline)
        return self.tied(later, at, self.standard.per) and self.matches(self.standard.met_by, later)

    def voids(self, later: int, at: int) -> bool:
        """Whether after a later fact nobody asks for the duty opened at `at` any more."""
        assert isinstance(self.standard, Deadline)
        per = self.standard.voided_per or self.standard.per
        return self.tied(later, at, per) and self.matches(self.standard.voided_by, later)

    def tied(self, later: int, at: int, per: Per | None) -> bool:
        """Whether a later fact is of the thread or the order of the one at `at`, where the standard asks for that."""
        first, second = self.facts[at], self.facts[later]
        if per is Per.THREAD and (first.thread is None or first.thread != second.thread):
            return False
        return per is not Per.ORDER or order_of(first) == order_of(second)

    def closes(self, later: int, at: int) -> bool:
        """Whether a later fact is an end that closes the duty opened at `at`."""
        order = order_of(self.facts[at])
        if order is None:
            return self.closes_last(later)
        return self.facts[later].kind == "ended" and order_of(self.facts[later]) == order

    def closes_last(self, at: int) -> bool:
        """Whether this fact is the end of the last order that was open."""
        fact = self.facts[at]
        return fact.kind == "ended" and order_of(fact) in self.open_orders(at - 1) and not self.open_orders(at)

    def open_orders(self, at: int) -> set[str | None]:
        """The orders whose latest sentence or end, up to this fact, is a sentence."""
        latest = {order_of(f): f.kind for f in self.facts[: at + 1] if f.kind in ("sentenced", "ended")}
        return {order for order, kind in latest.items() if kind == "sentenced"}

    def is_active(self, at: int) -> bool:
        """Whether facts open duties at this fact: not after the last order's end, until a request or a sentence."""
        active = True
        for place in range(at + 1):
            if self.closes_last(place):
                active = False
            elif self.facts[place].kind in ("report_requested", "sentenced"):
                active = True
        return active

    # --- patterns

    def first_match(self, pattern: Pattern, at: int) -> Clause | None:
        """The first clause that matches at this fact."""
        for clause in pattern:
            if clause.kinds and self.facts[at].kind not in clause.kinds:
                continue
            if all(self.holds(test, at) for test in clause.tests):
                return clause
        return None

    def matches(self, pattern: Pattern, at: int) -> bool:
        """Whether any clause matches at this fact."""
        return self.first_match(pattern, at) is not None

    def holds(self, test: Test, at: int) -> bool:
        """Whether one test holds at this fact."""
        value = self.value(test.name, at)
        if test.same_as:
            return value is not None and value == self.value(test.same_as, at)
        return value in test.values

    def value(self, name: str, at: int) -> Any:
        """What an attribute, or a field of the fact (None where its kind has no such field), is at this fact."""
        if name in self.attributes:
            return self.attribute(self.attributes[name], at)
        return getattr(self.facts[at], name, None)

    def attribute(self, attribute: Attribute, at: int) -> Any:
        """What an attribute is just after this fact; before any fact (-1) there is nothing yet."""
        if attribute.how is How.BEFORE:
            return self.attribute(self.attributes[attribute.field or ""], at - 1)
        if at < 0:
            return NOTHING_YET[attribute.how]
        if attribute.how is How.WHEN:
            return self.matches(attribute.of, at)
        if attribute.how is How.UNANSWERED:
            return self.unanswered(attribute, at)
        places = range(at + 1)
        if attribute.per_order:
            order = order_of(self.facts[at])
            places = [p for p in places if order is not None and order_of(self.facts[p]) == order]
        found = [self.facts[place] for place in places if self.matches(attribute.of, place)]
        if attribute.how is How.LATEST:
            return getattr(found[-1], attribute.field or "") if found else None
        return len(found) if attribute.how is How.COUNT else bool(found)

    def unanswered(self, attribute: Attribute, at: int) -> int:
        """In how many threads, or orders, the latest question or answer is a question."""
        latest: dict[str, bool] = {}
        for place in range(at + 1):
            fact, asks = self.facts[place], self.matches(attribute.of, place)
            key = order_of(fact) if attribute.per_order else fact.thread
            if key is not None and (asks or self.matches(attribute.by, place)):
                latest[key] = asks
        return sum(latest.values())
