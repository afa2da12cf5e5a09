"""Patterns and attributes for the column engine: patterns as expressions, attributes as columns."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from throughcare.standards.fact_table import CODES, KIND_CODE, FactTable, Frame
from throughcare.standards.language import (
    FIELDS,
    HAS_ORDER,
    AnyStandard,
    Attribute,
    Clause,
    Domain,
    How,
    Pattern,
    Test,
    Value,
    dates_of,
    kinds_of,
    patterns_of,
)
from throughcare.standards.windows import Windows


@dataclass(frozen=True, slots=True)
class Columns:
    """One standard's view of the table: what its names stand for, and how it looks back and ahead."""

    table: FactTable
    windows: Windows
    attributes: dict[str, Attribute]

    def matches(self, pattern: Pattern) -> nw.Expr:
        """A column of true and false, never null: whether the pattern matches just after each fact."""
        if not pattern:
            return nw.lit(False)
        clauses = [self._clause(clause) for clause in pattern]
        found = clauses[0]
        for clause in clauses[1:]:
            found = found | clause
        return found

    def _clause(self, clause: Clause) -> nw.Expr:
        tests = [self._test(test) for test in clause.tests]
        if clause.kinds:
            tests.insert(0, nw.col("kind").is_in([KIND_CODE[kind] for kind in clause.kinds]))
        found = tests[0]
        for test in tests[1:]:
            found = found & test
        return found

    def _test(self, test: Test) -> nw.Expr:
        if test.same_as is not None:
            value = self.value(test.name)
            return (value == self.value(test.same_as)) & (value != 0)
        domain = self.attributes[test.name].domain if test.name in self.attributes else FIELDS[test.name]
        numbers = [self._number(test.name, domain, value) for value in test.values]
        if len(numbers) == 1:
            return self.value(test.name) == numbers[0]
        return self.value(test.name).is_in(numbers)

    def value(self, name: str) -> nw.Expr:
        """The column of a field or an attribute."""
        return nw.col(column_of(name) if name in self.attributes else name)

    def _number(self, name: str, domain: Domain, value: Value) -> int:
        if value is None:
            return 0
        if isinstance(value, int):
            return int(value)
        if domain.codes:
            return domain.codes.index(value) + 1 if name not in CODES else CODES[name][value]
        return self.table.book(domain.type).numbers.get(value, -1)

    def with_attributes(self, frame: Frame) -> Frame:
        """The frame with a column for each attribute, each after those that it builds on."""
        for attribute in self.attributes.values():
            frame = self._with_attribute(frame, attribute)
        return frame

    def _with_attribute(self, frame: Frame, attribute: Attribute) -> Frame:
        into = column_of(attribute.name)
        if attribute.how is How.WHEN:
            return frame.with_columns(self.matches(attribute.of).cast(nw.Int64).alias(into))
        if attribute.how is How.BEFORE:
            current = nw.col(column_of(str(attribute.field)))
            return _fill(self.windows.previous(frame, into, current, "person"), into)
        if attribute.how is How.UNANSWERED:
            return self._with_unanswered(frame, attribute, into)
        if not attribute.per_order:
            return self._with_window(frame, attribute, into, "person")
        orders = frame.filter(nw.col("kind").is_in([KIND_CODE[kind] for kind in sorted(HAS_ORDER)]))
        orders = self._with_window(self.windows.arranged(orders, "order"), attribute, into, "order")
        return _fill(self.windows.joined(frame, orders.select("person", "pos", into)), into)

    def _with_window(self, frame: Frame, attribute: Attribute, into: str, key: str) -> Frame:
        matches = self.matches(attribute.of)
        if attribute.how is How.COUNT:
            counted = nw.when(matches).then(nw.lit(1)).otherwise(nw.lit(0))
            return self.windows.running(frame, into, counted, key)
        found = nw.col(str(attribute.field)) if attribute.how is How.LATEST else nw.lit(1)
        return _fill(self.windows.latest(frame, into, nw.when(matches).then(found), key), into)

    def _with_unanswered(self, frame: Frame, attribute: Attribute, into: str) -> Frame:
        """Whether each thread (or order) waits, then the change of that at each of its facts, then the person's sum."""
        asked, answered = self.matches(attribute.of), self.matches(attribute.by)
        key = "order" if attribute.per_order else "thread"
        moves = frame.filter((asked | answered) & (nw.col(key) > 0))
        changes = change_of_state(moves, asked, key, self.windows)
        frame = self.windows.joined(frame, changes.select("person", "pos", "change"))
        frame = self.windows.running(frame, into, nw.col("change").fill_null(0), "person")
        return frame.drop("change")


def change_of_state(moves: Frame, is_on: nw.Expr, key: str, windows: Windows) -> Frame:
    """For facts that each turn something of their key on or off: +1 where it goes on, -1 where off, else 0."""
    moves = windows.arranged(moves.with_columns(is_on.cast(nw.Int64).alias("state")), key)
    moves = windows.previous(moves, "state_before", nw.col("state"), key)
    return moves.with_columns((nw.col("state") - nw.col("state_before").fill_null(0)).alias("change"))


def _fill(frame: Frame, into: str) -> Frame:
    return frame.with_columns(nw.col(into).fill_null(0))


def column_of(attribute: str) -> str:
    """The column of an attribute, which can never be taken for that of a field."""
    return f"a_{attribute}"


def columns_needed(patterns: tuple[Pattern, ...], attributes: tuple[Attribute, ...]) -> tuple[list[str], list[int]]:
    """The fields and the numbers of the kinds that patterns and attributes name: all of the table that is read."""
    everything = [*patterns, *(pattern for attribute in attributes for pattern in (attribute.of, attribute.by))]
    tested = {test.name for pattern in everything for clause in pattern for test in clause.tests}
    latest = {str(attribute.field) for attribute in attributes if attribute.how is How.LATEST}
    fields = sorted((tested | latest) & set(FIELDS) - {"kind", "order"})
    kinds = sorted(KIND_CODE[kind] for kind in frozenset().union(*map(kinds_of, everything)))
    return fields, kinds


def read_by(standard: AnyStandard) -> tuple[set[str], list[int]]:
    """The columns and the numbers of the kinds that a standard reads: what it names, who is accountable, what day."""
    fields, kinds = columns_needed(tuple(patterns_of(standard)), standard.attributes)
    accountable = {standard.accountable} if standard.accountable else set()
    return {*fields} | accountable | dates_of(standard), kinds
