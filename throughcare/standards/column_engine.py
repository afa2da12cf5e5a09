"""The column engine: the obligations of a whole nation at once, from the same standards as the case engine.

An attribute is a forward fill within the person, the next satisfying fact a backward fill, a due day a join to a
small table of days. Written on Narwhals, so that the same expressions run on Polars in memory, on DuckDB and on
Spark. Each standard first keeps only the kinds and the fields that it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

import narwhals as nw

from throughcare.calendar import due_table, limit_column
from throughcare.standards.column_attributes import Columns, change_of_state, columns_needed
from throughcare.standards.fact_table import KIND_CODE, FactTable, Frame
from throughcare.standards.language import (
    HAS_ORDER,
    AnyStandard,
    DayIn,
    Deadline,
    Due,
    Gate,
    Pattern,
    Per,
    dates_of,
    openings,
    patterns_of,
)
from throughcare.standards.obligations import Obligation, Owed
from throughcare.standards.windows import PACKING, PackedWindows, Windows

OWED_CODE = {Owed.NO: 0, Owed.YES: 1, Owed.UNKNOWN: 2}
_OWED = {code: owed for owed, code in OWED_CODE.items()}
_ORDER_KINDS = [KIND_CODE[kind] for kind in sorted(HAS_ORDER)]
_ALWAYS_READ = ("person", "pos", "day", "kind", "number", "event")


@dataclass(frozen=True, slots=True)
class ObligationTable:
    """Obligations as one frame, with the names behind its numbers.

    Columns: standard (place in `standards`), person, opened_by, opened, due, met, ended (ordinals; null where
    there is none), owed (by `OWED_CODE`) and accountable (number in the book of organisations, 0: none).
    """

    frame: Frame
    standards: tuple[AnyStandard, ...]
    facts: FactTable

    def obligations(self) -> Iterator[Obligation]:
        """One by one, in no order: for tests and for small sets."""
        frame = self.frame.collect("polars") if isinstance(self.frame, nw.LazyFrame) else self.frame
        names = ("standard", "person", "opened_by", "opened", "due", "owed", "met", "ended", "accountable")
        for standard, person, opened_by, opened, due, owed, met, ended, accountable in frame.select(names).iter_rows():
            yield Obligation(
                self.standards[standard].name,
                self.facts.people[person],
                opened_by,
                date.fromordinal(opened),
                _day(due),
                _OWED[owed],
                _day(met),
                _day(ended),
                self.facts.providers.names[accountable],
            )


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)


def derive(table: FactTable, standards: Sequence[AnyStandard], windows: Windows | None = None) -> ObligationTable:
    """All obligations that standards make of facts that were `cut` and so are in order.

    Packed windows unless told otherwise; a lazy frame needs ordered ones. Raises `ValueError` where a frame
    is too large for packed windows.
    """
    windows = windows or PackedWindows()
    check_room(table, windows)
    events, frame = with_events(table.frame, windows)
    made = [_made(standard, index, table, frame, events, windows) for index, standard in enumerate(standards)]
    return ObligationTable(nw.concat(made), tuple(standards), table)


def check_room(table: FactTable, windows: Windows) -> None:
    """Packed windows hold a place below 2^32 and a key below 2^31: said, not assumed."""
    if not isinstance(windows, PackedWindows):
        return
    in_memory = not isinstance(table.frame, nw.LazyFrame)
    if not in_memory or len(table.people) >= PACKING // 2 or max(len(table.frame), table.last_day) >= PACKING:
        raise ValueError(
            "packed windows need a frame in memory, of fewer than 2^31 people and 2^32 facts; use ordered windows"
        )


# --- what holds of a person and of an order, whatever the standard ---------------------------------------------


def with_events(frame: Frame, windows: Windows) -> tuple[Frame, Frame]:
    """The facts that carry an order, with what holds after each; and for every fact, the latest of those.

    After each: whether the person is active, who holds the person and the order, and when either next ends. A
    person's first fact is counted among them, so that every fact has one.
    """
    frame = windows.previous(frame, "above", nw.col("kind"), "person")
    is_event = nw.col("above").is_null() | nw.col("kind").is_in(_ORDER_KINDS)
    frame = windows.latest(frame, "event", nw.when(is_event).then(nw.col("pos")), "person").drop("above")
    frame = windows.kept(frame)
    columns = ("person", "pos", "day", "kind", "order", "provider")
    events = frame.select(*columns, "event").filter(nw.col("pos") == nw.col("event"))
    events = _with_order_events(events, windows)
    return windows.kept(_with_person_events(events, windows)), frame


def _is(*kinds: str) -> nw.Expr:
    return nw.col("kind").is_in([KIND_CODE[kind] for kind in kinds])


def _with_order_events(events: Frame, windows: Windows) -> Frame:
    """Columns `change` (+1 where an order opens, -1 where it ends), `order_end`, `order_holder`."""
    orders = events.filter(nw.col("order") > 0).select("person", "pos", "day", "kind", "order", "provider")
    orders = windows.arranged(orders, "order")
    given = nw.when(_is("allocated")).then(nw.col("provider"))
    orders = windows.following(orders, "order_end", nw.when(_is("ended")).then(nw.col("day")), "order")
    orders = windows.latest(orders, "held", given, "order")
    orders = windows.following(orders, "held_later", given, "order")
    orders = orders.with_columns(nw.coalesce(nw.col("held"), nw.col("held_later"), nw.lit(0)).alias("order_holder"))
    changes = change_of_state(orders.filter(_is("sentenced", "ended")), _is("sentenced"), "order", windows)
    events = windows.joined(events, orders.select("person", "pos", "order_end", "order_holder"))
    events = windows.joined(events, changes.select("person", "pos", "change"))
    return events.with_columns(nw.col("change").fill_null(0))


def _with_person_events(events: Frame, windows: Windows) -> Frame:
    """Columns `is_active`, `person_end` (the next end of the last open order) and `person_holder`."""
    events = windows.running(events, "open_orders", nw.col("change"), "person")
    closes = _is("ended") & (nw.col("change") == -1) & (nw.col("open_orders") == 0)
    events = events.with_columns(closes.alias("closes"))
    moves = (
        nw.when(nw.col("closes"))
        .then(nw.lit(0))
        .otherwise(nw.when(_is("report_requested", "sentenced")).then(nw.lit(1)))
    )
    given = nw.when(_is("allocated")).then(nw.col("provider"))
    events = windows.latest(events, "is_active", moves, "person")
    events = windows.following(events, "person_end", nw.when(nw.col("closes")).then(nw.col("day")), "person")
    events = windows.latest(events, "held", given, "person")
    events = windows.following(events, "held_later", given, "person")
    return events.select(
        "person",
        nw.col("pos").alias("event"),
        nw.col("is_active").fill_null(1),
        "order_end",
        "order_holder",
        "person_end",
        nw.coalesce(nw.col("held"), nw.col("held_later"), nw.lit(0)).alias("person_holder"),
    )


# --- one standard ----------------------------------------------------------------------------------------------


def _made(standard: AnyStandard, index: int, table: FactTable, frame: Frame, events: Frame, windows: Windows) -> Frame:
    """The obligations of one standard."""
    columns = Columns(table, windows, {attribute.name: attribute for attribute in standard.attributes})
    facts = prepared(tuple(patterns_of(standard)), columns, frame, columns_beside(standard))
    asked = asked_of(standard, columns, facts, events)
    return closed(asked, standard, index, columns)


def columns_beside(*standards: AnyStandard) -> frozenset[str]:
    """The columns that standards read and no pattern names: who is accountable, and which day it is due."""
    named = frozenset(standard.accountable for standard in standards if standard.accountable)
    return named.union(*map(dates_of, standards))


def prepared(
    patterns: Sequence[Pattern], columns: Columns, frame: Frame, beside: AbstractSet[str] = frozenset()
) -> Frame:
    """The facts of the kinds that patterns name, with their fields and attributes, and the columns `beside`."""
    fields, kinds = columns_needed(tuple(patterns), tuple(columns.attributes.values()))
    extra = {"order", "thread", *fields} | beside
    frame = frame.select(*_ALWAYS_READ, *sorted(extra - set(_ALWAYS_READ))).filter(nw.col("kind").is_in(kinds))
    return columns.with_attributes(frame)


def asked_of(standard: AnyStandard, columns: Columns, facts: Frame, events: Frame) -> Frame:
    """The facts at which a standard is asked, each with the day on which it was met, and what held then."""
    opened = columns.matches(openings(standard))
    if isinstance(standard, Gate):
        asked = facts.filter(opened)
        asked = asked.with_columns(nw.when(columns.matches(standard.holds)).then(nw.col("day")).alias("met"))
    else:
        asked = _with_next(facts, opened, standard.met_by, "met", standard.per, columns)
        if standard.voided_by:
            voided = _with_next(facts, opened, standard.voided_by, "voided", standard.tie_of_voiding, columns)
            asked = columns.windows.joined(asked, voided.select("person", "pos", "voided"))
    return columns.windows.joined(asked, events, "event").filter(nw.col("is_active") == 1)


def _with_next(frame: Frame, opened: nw.Expr, pattern: Pattern, into: str, per: Per | None, columns: Columns) -> Frame:
    """The opening facts, each with the day of the next fact that matches and is tied to it: column `into`."""
    matches = columns.matches(pattern)
    day = nw.when(matches).then(nw.col("day"))
    if per is None:
        return columns.windows.sought(frame, opened, into, day, "person")
    key = "thread" if per is Per.THREAD else "order"
    tied = frame.filter((opened | matches) & (nw.col(key) > 0))
    tied = columns.windows.sought(columns.windows.arranged(tied, key), opened, into, day, key)
    return columns.windows.joined(frame.filter(opened), tied.select("person", "pos", into))


def _with_due(asked: Frame, standard: Deadline, columns: Columns) -> Frame:
    """The opening facts, each with its due day: the limit is that of the first opening clause that matches."""
    limits = [standard.limit_of(clause) for clause in standard.opens]
    dues = [_due_day(standard.due_of(clause)) for clause in standard.opens]
    table = columns.table
    days = table.small(due_table((table.first_day, table.last_day), dict.fromkeys(limits)))
    days = days.with_columns(nw.col("day").cast(nw.Int32))
    due = dues[-1]
    for clause, day in reversed(list(zip(standard.opens, dues, strict=True))[:-1]):
        due = nw.when(columns.matches((clause,))).then(day).otherwise(due)
    return asked.join(days, on="day", how="left").with_columns(due.alias("due"))


def _due_day(due: Due) -> nw.Expr:
    """The due day by a limit; or the day that a field says, where that is not before the opening one."""
    if not isinstance(due, DayIn):
        return nw.col(limit_column(due))
    said = nw.col(due.field)
    return nw.when(said >= nw.col("day")).then(said).otherwise(nw.col(limit_column(due.otherwise)))


def _first_of(day: nw.Expr, other: nw.Expr) -> nw.Expr:
    """The earlier of two days, either of which may not be there (null)."""
    is_other = nw.coalesce(other < day, day.is_null())
    return nw.when(is_other).then(other).otherwise(day)


def closed(asked: Frame, standard: AnyStandard, index: int, columns: Columns, owed: nw.Expr | None = None) -> Frame:
    """The opening facts as obligations: with their due days, voided, owed, and with who is accountable.

    `owed` where whether it is owed is a column already.
    """
    due = nw.lit(None, nw.Int64)
    if isinstance(standard, Deadline):
        asked, due = _with_due(asked, standard, columns), nw.col("due")
    has_order = nw.col("kind").is_in(_ORDER_KINDS)
    end = nw.when(has_order).then(nw.col("order_end")).otherwise(nw.col("person_end"))
    holder = nw.when(has_order).then(nw.col("order_holder")).otherwise(nw.col("person_holder"))
    if standard.accountable is not None:
        holder = nw.col(standard.accountable)
    if isinstance(standard, Gate):
        end = nw.lit(None, nw.Int64)
    elif standard.voided_by:
        end = _first_of(end, nw.col("voided"))
    asked = asked.with_columns(due.alias("due"), end.alias("end"))
    end_first = nw.col("met").is_null() | (nw.col("end") < nw.col("met"))
    asked = asked.with_columns(nw.when(end_first).then(nw.col("end")).alias("ended"))
    in_time = ~nw.coalesce(nw.col("ended") <= nw.col("due"), nw.lit(False))
    return asked.select(
        nw.lit(index).cast(nw.Int32).alias("standard"),
        "person",
        nw.col("number").alias("opened_by"),
        nw.col("day").alias("opened"),
        nw.col("due").cast(nw.Int64),
        nw.when(in_time).then(nw.col("met")).cast(nw.Int64).alias("met"),
        nw.col("ended").cast(nw.Int64),
        (owed_of(standard, columns) if owed is None else owed).cast(nw.Int32).alias("owed"),
        holder.cast(nw.Int64).alias("accountable"),
    )


def owed_of(standard: AnyStandard, columns: Columns) -> nw.Expr:
    """Whether the condition of a standard holds just after each fact, by `OWED_CODE`."""
    if not standard.applies:
        return nw.lit(OWED_CODE[Owed.YES])
    unknown = nw.when(columns.matches(standard.unknown)).then(nw.lit(OWED_CODE[Owed.UNKNOWN]))
    otherwise = unknown.otherwise(nw.lit(OWED_CODE[Owed.NO]))
    return nw.when(columns.matches(standard.applies)).then(nw.lit(OWED_CODE[Owed.YES])).otherwise(otherwise)
