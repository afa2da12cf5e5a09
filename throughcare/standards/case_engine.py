"""The case engine: one person's facts in order, one at a time, and the obligations that they make.

At each fact, in this order: attributes take it in; obligations opened *earlier* are met; then voided; then
gates are asked; then obligations open. So a fact never meets the duty that it opens, one fact meets every duty
that waits for it, and one may void a duty and open the next. Runs where a fact is appended, so that a to-do list is
never stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from throughcare.calendar import Limit
from throughcare.facts import Fact
from throughcare.standards.case_attributes import Known, Plan, Predicate, compile_pattern, plan_attributes
from throughcare.standards.language import (
    HAS_ORDER,
    KINDS_ASKED,
    AnyStandard,
    DayIn,
    Deadline,
    Due,
    Gate,
    Pattern,
    Per,
    Value,
    kinds_of,
    openings,
)
from throughcare.standards.obligations import Obligation, Owed

Opener = tuple[int, AnyStandard, tuple[tuple[Predicate, Due], ...], Predicate, Predicate]
"""Index of the standard, the standard, its opening clauses, its condition, and whether that is unknown."""

_Held = tuple[str | None, int | None]
"""The organisation that holds a case, and the number of the allocation that gave it."""


@dataclass(slots=True)
class _Steps:
    """What must be done at a fact of one kind."""

    satisfy: list[tuple[int, Predicate, Per | None]] = field(default_factory=list)
    void: list[tuple[int, Predicate, Per | None]] = field(default_factory=list)
    gates: list[tuple[Gate, Predicate, Predicate, Predicate, Predicate]] = field(default_factory=list)
    opens: list[Opener] = field(default_factory=list)


class CaseEngine:
    """A set of standards made ready for reading one person at a time. Holds nothing of any person."""

    def __init__(self, standards: Sequence[AnyStandard]) -> None:
        self.standards = tuple(standards)
        # A name may mean different things in two packs, so each pack has its own numbering of attributes.
        self._plan = Plan()
        self._steps = {kind: _Steps() for kind in KINDS_ASKED}
        self._due: dict[tuple[Limit, date], date] = {}
        self._slots = [plan_attributes(standard.attributes, self._plan) for standard in self.standards]
        for index, (standard, slots) in enumerate(zip(self.standards, self._slots, strict=True)):
            self._add(index, standard, slots)

    def _add(self, index: int, standard: AnyStandard, slots: dict[str, int]) -> None:
        for kind in kinds_of(openings(standard)):
            applies = compile_pattern(standard.applies, kind, slots, self._plan, empty=True)
            unknown = compile_pattern(standard.unknown, kind, slots, self._plan, empty=False)
            steps = self._steps[kind]
            if isinstance(standard, Gate):
                at = compile_pattern(standard.at, kind, slots, self._plan)
                holds = compile_pattern(standard.holds, kind, slots, self._plan)
                steps.gates.append((standard, at, holds, applies, unknown))
                continue
            clauses = tuple(
                (compile_pattern((clause,), kind, slots, self._plan), standard.due_of(clause))
                for clause in standard.opens
                if kind in clause.kinds
            )
            steps.opens.append((index, standard, clauses, applies, unknown))
        if isinstance(standard, Deadline):
            for kind in kinds_of(standard.met_by):
                met_by = compile_pattern(standard.met_by, kind, slots, self._plan)
                self._steps[kind].satisfy.append((index, met_by, standard.per))
            for kind in kinds_of(standard.voided_by):
                voided_by = compile_pattern(standard.voided_by, kind, slots, self._plan)
                self._steps[kind].void.append((index, voided_by, standard.tie_of_voiding))

    def start(self) -> Case:
        """A person of whom nothing is known yet."""
        return Case(self)

    def derive(self, facts: Iterable[Fact]) -> list[Obligation]:
        """The obligations of one person from all their facts, already cut and in order."""
        case = self.start()
        for fact in facts:
            case.take(fact)
        return case.obligations

    def due_on(self, due: Due, opening: Fact) -> date:
        """The due day of what a fact opens: the day that it says itself, else by the limit."""
        if not isinstance(due, DayIn):
            return self._after(due, opening.on)
        said: date | None = getattr(opening, due.field)
        return said if said is not None and said >= opening.on else self._after(due.otherwise, opening.on)

    def _after(self, limit: Limit, opened: date) -> date:
        """The last day in time, remembered: a day and a limit come back many times."""
        found = self._due.get((limit, opened))
        if found is None:
            found = self._due[limit, opened] = limit.after(opened)
        return found


class Case:
    """What is known of one person after the facts taken so far, and their obligations. `take` one more at a time."""

    __slots__ = (
        "_awaiting",
        "_engine",
        "_holder",
        "_holders",
        "_is_active",
        "_known",
        "_open",
        "_open_orders",
        "obligations",
    )

    def __init__(self, engine: CaseEngine) -> None:
        self._engine = engine
        self._known = Known(engine._plan)
        self._open: list[list[tuple[Obligation, Fact]]] = [[] for _ in engine.standards]
        self._awaiting: list[tuple[Obligation, str | None]] = []
        self._holder: _Held = (None, None)
        self._holders: dict[str, _Held] = {}
        self._is_active = True
        self._open_orders: set[str] = set()
        self.obligations: list[Obligation] = []

    def take(self, fact: Fact) -> None:
        """Take in the next fact, in the order in which things happened."""
        kind = fact.kind
        self._known.take(fact)
        steps = self._engine._steps[kind]
        if kind in _MOVES_ORDERS:
            self._move_order(fact)
        for index, matches, per in steps.satisfy:
            if self._open[index] and matches(self._known, fact):
                self._satisfy(index, fact, per)
        for index, matches, per in steps.void:
            if self._open[index] and matches(self._known, fact):
                self._call_off(index, fact, per)
        if kind == "ended":
            self._void(fact)
        if self._is_active:
            for gate, at, holds, applies, unknown in steps.gates:
                if at(self._known, fact):
                    self._ask(gate, fact, holds, applies, unknown)
            for opener in steps.opens:
                self._open_duty(opener, fact)

    def _move_order(self, fact: Fact) -> None:
        """Keep which orders are open, who holds them, and whether the person is active.

        An order is open from its sentence to its end. After the last open one has ended the person is inactive,
        until a report is requested or a sentence is passed.
        """
        order: str = fact.order  # type: ignore[attr-defined]
        match fact.kind:
            case "sentenced":
                self._open_orders.add(order)
                self._is_active = True
            case "report_requested":
                self._is_active = True
            case "ended" if order in self._open_orders:
                self._open_orders.remove(order)
                self._is_active = bool(self._open_orders)
            case "allocated":
                self._hold(order, (fact.provider, fact.number))  # type: ignore[attr-defined]

    def _hold(self, order: str, held: _Held) -> None:
        self._holder = self._holders[order] = held
        still: list[tuple[Obligation, str | None]] = []
        for obligation, of_order in self._awaiting:
            if of_order is None or of_order == order:
                obligation.accountable, obligation.held_by = held
            else:
                still.append((obligation, of_order))
        self._awaiting = still

    def _satisfy(self, index: int, fact: Fact, per: Per | None) -> None:
        still = []
        for entry in self._open[index]:
            obligation, opening = entry
            if per is None or is_tied(opening, fact, per):
                obligation.met, obligation.met_by = fact.on, fact.number
            else:
                still.append(entry)
        self._open[index] = still

    def _void(self, fact: Fact) -> None:
        """Close by this end what belonged to the order, or to the person whose last one it was."""
        order: str = fact.order  # type: ignore[attr-defined]
        last = not self._is_active
        for index, entries in enumerate(self._open):
            still = []
            for entry in entries:
                obligation, opening = entry
                own = getattr(opening, "order", None)
                is_ended = own == order if own is not None else last
                if not (is_ended and _is_closed(obligation, fact)):
                    still.append(entry)
            self._open[index] = still

    def _call_off(self, index: int, fact: Fact, per: Per | None) -> None:
        """Close what waits under one standard and is tied to this fact: nobody asks for it any more."""
        still = []
        for obligation, opening in self._open[index]:
            is_called_off = per is None or is_tied(opening, fact, per)
            if not (is_called_off and _is_closed(obligation, fact)):
                still.append((obligation, opening))
        self._open[index] = still

    def _ask(self, gate: Gate, fact: Fact, holds: Predicate, applies: Predicate, unknown: Predicate) -> None:
        met = fact.on if holds(self._known, fact) else None
        obligation = Obligation(gate.name, fact.person, fact.number, fact.on, None, Owed.YES, met)
        obligation.met_by = fact.number if met else None
        self._add(obligation, gate, fact, applies, unknown)

    def _open_duty(self, opener: Opener, fact: Fact) -> None:
        index, standard, clauses, applies, unknown = opener
        for matches, due in clauses:
            if matches(self._known, fact):
                due_on = self._engine.due_on(due, fact)
                obligation = Obligation(standard.name, fact.person, fact.number, fact.on, due_on)
                self._add(obligation, standard, fact, applies, unknown)
                self._open[index].append((obligation, fact))
                return

    def _add(
        self, obligation: Obligation, standard: AnyStandard, fact: Fact, applies: Predicate, unknown: Predicate
    ) -> None:
        if not applies(self._known, fact):
            obligation.owed = Owed.UNKNOWN if unknown(self._known, fact) else Owed.NO
        self.obligations.append(obligation)
        if standard.accountable is not None:
            obligation.accountable = getattr(fact, standard.accountable)
            return
        order = getattr(fact, "order", None) if fact.kind in HAS_ORDER else None
        is_held = order in self._holders if order is not None else bool(self._holders)
        if is_held:
            held_by = self._holders[order] if order is not None else self._holder
            obligation.accountable, obligation.held_by = held_by
        else:
            self._awaiting.append((obligation, order))


class Moment:
    """What was known of a person just after one fact, in the names of one standard: what explanations read."""

    def __init__(self, fact: Fact, known: Known, plan: Plan, slots: dict[str, int]) -> None:
        self.fact, self._known, self._plan, self._slots = fact, known, plan, slots

    def value(self, name: str) -> Value:
        """What a field of the fact, or an attribute just after it, was."""
        if name in self._slots:
            return self._plan.readers[self._slots[name]](self._known, self.fact)
        found: Value = getattr(self.fact, name, None)
        return found

    def matches(self, pattern: Pattern) -> bool:
        """Whether a pattern matched at the fact."""
        return compile_pattern(pattern, self.fact.kind, self._slots, self._plan)(self._known, self.fact)


def moments(standard: AnyStandard, facts: Iterable[Fact]) -> Iterator[Moment]:
    """The moment of each fact in turn (cut and in order). Each holds only until the next is asked for."""
    engine = CaseEngine([standard])
    case = engine.start()
    for fact in facts:
        case.take(fact)
        yield Moment(fact, case._known, engine._plan, engine._slots[0])


def moment_of(standard: AnyStandard, facts: Iterable[Fact], number: int) -> Moment:
    """The moment of the fact of this number. Raises `LookupError` where there is none among `facts`."""
    for moment in moments(standard, facts):
        if moment.fact.number == number:
            return moment
    raise LookupError(f"fact {number} is not among the facts known of this person")


_MOVES_ORDERS = frozenset({"sentenced", "report_requested", "ended", "allocated"})


def _is_closed(obligation: Obligation, fact: Fact) -> bool:
    """Keep the first day that closed a duty; whether nothing more can come of it. What is overdue stays open, for it
    can still be done late.
    """
    if obligation.ended is not None:
        return False
    obligation.ended = fact.on
    return obligation.due is not None and fact.on <= obligation.due


def is_tied(opening: Fact, fact: Fact, per: Per) -> bool:
    """Whether a later fact is of the same thread, or of the same order, as the one that opened a duty."""
    if per is Per.THREAD:
        return opening.thread is not None and opening.thread == fact.thread
    return bool(opening.order == fact.order)  # type: ignore[attr-defined]
