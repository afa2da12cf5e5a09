"""Which rows of an extract are good, and why each of the others is refused.

A row has one fault at most: the first of cells, keys, missing, dates, codes, references and order of dates, and
within one class the first column of the layout. Every check looks at the distinct values of a whole column first,
so a good extract costs next to nothing; only where a value is bad are the rows walked through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import NamedTuple

from throughcare.exchange.extracts.days import Days
from throughcare.exchange.extracts.layout import BY_NAME, PERSON, Code, OnlyFor, Pair, Reference, Table
from throughcare.exchange.extracts.reading import Sheet
from throughcare.exchange.extracts.rejects import Refusal

Key = Hashable
"""The cell of a one-column key, or the cells of a longer one as a tuple."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One table after its checks.

    `good` holds the good rows by column, in file order, each once, and `lines` the line of each. Of the rows read,
    `repeated` were further copies of good ones and `repeated_refused` of refused ones:
    read = good + refusals + repeated + repeated_refused. `refused_identities` are the keys of refused rows, or their
    cells (`Table.kept`) where the table has no key: what they are known by, where that can be told.
    """

    table: Table
    good: dict[str, Sequence[str]]
    lines: Sequence[int]
    refusals: list[Refusal]
    read: int
    repeated: int
    repeated_refused: int
    refused_identities: Sequence[tuple[str, ...]]


@dataclass(slots=True)
class Known:
    """What later tables may refer to: the keys of good rows, and the lines of refused ones, by table."""

    good: dict[str, set[Key]] = field(default_factory=dict)
    refused: dict[str, dict[Key, int]] = field(default_factory=dict)


_Cells = tuple[str, ...]


class _Fault(NamedTuple):
    column: str
    value: str
    reason: str


class _Rows:
    """The distinct rows of one table that have as many cells as the header, by column, and their faults so far."""

    def __init__(self, table: Table, columns: dict[str, Sequence[str]], lines: Sequence[int]) -> None:
        self.table = table
        self.columns = columns
        self.lines = lines
        self.faults: dict[int, _Fault] = {}
        """By position of the row. The first fault found stays, so the classes must be gone through in order."""

    def blame(self, column: str, bad: Mapping[str, str], where: Sequence[bool] | None = None) -> None:
        """Fault each row whose cell in `column` is among the bad ones, given with their reasons."""
        if bad:
            for row, cell in enumerate(self.columns[column]):
                if cell in bad and (where is None or where[row]):
                    self.faults.setdefault(row, _Fault(column, cell, bad[cell]))

    def keys(self, columns: tuple[str, ...]) -> Sequence[Key]:
        """What each row holds in the columns of a key."""
        if len(columns) == 1:
            return self.columns[columns[0]]
        return list(zip(*(self.columns[column] for column in columns), strict=True))


def check(sheet: Sheet, known: Known, days: Days) -> Checked:
    """Refuse the bad rows of one table. Its good and refused keys are added to `known`, for the tables that follow.

    `sheet` must come after the sheets of the tables that it refers to.
    """
    copies: Counter[int] = Counter()
    misfits = _misfits(sheet, copies)
    rows = _distinct_rows(sheet, misfits, copies)
    _check_keys(rows)
    _check_missing(rows)
    _check_days(rows, days)
    _check_codes(rows)
    _check_references(rows, known)
    _check_order(rows, days)

    faults = {line: _wrong_cells(row, len(sheet.header)) for row, line in misfits.items()}
    faults |= {rows.lines[row]: fault for row, fault in rows.faults.items()}
    refusals = [Refusal(sheet.table.name, line, *fault) for line, fault in sorted(faults.items())]
    repeated_refused = sum(count for line, count in copies.items() if line in faults)
    repeated = copies.total() - repeated_refused
    _remember(rows, sheet, misfits, known)
    known_by = _refused_identities(rows, known)
    return Checked(sheet.table, *_good(rows), refusals, len(sheet.rows), repeated, repeated_refused, known_by)


def _good(rows: _Rows) -> tuple[dict[str, Sequence[str]], Sequence[int]]:
    if not rows.faults:
        return rows.columns, rows.lines
    keep = [row not in rows.faults for row in range(len(rows.lines))]
    columns: dict[str, Sequence[str]] = {name: list(compress(cells, keep)) for name, cells in rows.columns.items()}
    return columns, list(compress(rows.lines, keep))


# --- rows, each once --------------------------------------------------------------------------------------------


def _misfits(sheet: Sheet, copies: Counter[int]) -> dict[_Cells, int]:
    """The distinct rows with fewer or more cells than the header, and the line of the first of each."""
    width = len(sheet.header)
    if not set(map(len, sheet.rows)) - {width}:
        return {}
    person = sheet.header.index(PERSON) if PERSON in sheet.table.columns else width
    pairs = zip(sheet.rows, sheet.lines, strict=True)
    return _first_lines(((_folded(row, person), line) for row, line in pairs if len(row) != width), copies)


def _folded(row: Sequence[str], person: int) -> _Cells:
    """A row trimmed, with the case of the cell folded that stands where the CRN should."""
    return tuple(cell.strip().upper() if place == person else cell.strip() for place, cell in enumerate(row))


def _distinct_rows(sheet: Sheet, misfits: Mapping[_Cells, int], copies: Counter[int]) -> _Rows:
    """The distinct rows that fit the header, trimmed, with the case of the CRN folded."""
    rows, lines = sheet.rows, sheet.lines
    if misfits:
        fits = [len(row) == len(sheet.header) for row in rows]
        rows, lines = list(compress(rows, fits)), list(compress(lines, fits))
    columns = [list(map(str.strip, cells)) for cells in zip(*rows, strict=True)] or [[] for _ in sheet.header]
    if PERSON in sheet.table.columns:
        person = sheet.header.index(PERSON)
        columns[person] = list(map(str.upper, columns[person]))
    trimmed = list(zip(*columns, strict=True))
    if len(set(trimmed)) < len(trimmed):
        first = _first_lines(zip(trimmed, lines, strict=True), copies)
        columns, lines = [list(cells) for cells in zip(*first, strict=True)], list(first.values())
    return _Rows(sheet.table, dict(zip(sheet.header, columns, strict=True)), lines)


def _first_lines(rows: Iterable[tuple[_Cells, int]], copies: Counter[int]) -> dict[_Cells, int]:
    """The distinct rows with the line of the first of each; the further ones are counted in `copies` by that line."""
    first: dict[_Cells, int] = {}
    for row, line in rows:
        if first.setdefault(row, line) != line:
            copies[first[row]] += 1
    return first


def _remember(rows: _Rows, sheet: Sheet, misfits: Mapping[_Cells, int], known: Known) -> None:
    """Note the keys of good and of refused rows. A row with too few or too many cells counts where its key shows."""
    key = sheet.table.key
    if not key:
        return
    good: set[Key] = set()
    refused: dict[Key, int] = {}
    for row, value in enumerate(rows.keys(key)):
        if row in rows.faults:
            refused.setdefault(value, rows.lines[row])
        else:
            good.add(value)
    places = [(sheet.header.index(column), column == PERSON) for column in key]
    for cells, line in misfits.items():
        if all(place < len(cells) for place, _ in places):
            parts = tuple(cells[place].upper() if fold else cells[place] for place, fold in places)
            refused.setdefault(parts if len(parts) > 1 else parts[0], line)
    known.good[sheet.table.name], known.refused[sheet.table.name] = good, refused


def _refused_identities(rows: _Rows, known: Known) -> Sequence[tuple[str, ...]]:
    if rows.table.key:
        keys = known.refused[rows.table.name]
        return [key if isinstance(key, tuple) else (str(key),) for key in keys]
    columns = [rows.columns.get(column) for column in rows.table.kept]
    return [tuple(cells[row] if cells else "" for cells in columns) for row in sorted(rows.faults)]


# --- the classes of fault, in their order -----------------------------------------------------------------------


def _wrong_cells(row: Sequence[str], width: int) -> _Fault:
    more = "more" if len(row) > width else "fewer"
    return _Fault("", f"{len(row)} cells", f"the row has {len(row)} cells, {more} than the {width} of the header")


def _check_keys(rows: _Rows) -> None:
    """Two different rows with one key cannot both be right, and nothing says which is."""
    key = rows.table.key
    if not key:
        return
    keys = rows.keys(key)
    if len(set(keys)) == len(keys):
        return
    lines: dict[Key, list[int]] = {}
    for value, line in zip(keys, rows.lines, strict=True):
        lines.setdefault(value, []).append(line)
    column = " and ".join(key)
    for row, value in enumerate(keys):
        parts = value if isinstance(value, tuple) else (value,)
        if len(lines[value]) > 1 and all(parts):
            reason = (
                f"{_named(key, parts)} stands in rows with different values ({_some_lines(lines[value])}): "
                f"expected one row; none is loaded, as nothing says which is right"
            )
            rows.faults.setdefault(row, _Fault(column, " and ".join(parts), reason))


def _check_missing(rows: _Rows) -> None:
    wanted = {day.column: "a date, dd/mm/yyyy" for day in rows.table.days}
    wanted |= {code.column: f"one of: {', '.join(code.values)}" for code in rows.table.codes}
    for column in rows.table.filled:
        if "" in rows.columns[column]:
            rows.blame(column, {"": f"{column} is blank: expected {wanted.get(column, 'a value')}"})


def _check_days(rows: _Rows, days: Days) -> None:
    for rule in rows.table.days:
        texts = set(rows.columns[rule.column]) - {""}
        bad = {text: why for text in texts if (why := days.fault(text, ahead=rule.ahead))}
        rows.blame(rule.column, bad)


def _check_codes(rows: _Rows) -> None:
    for rule in rows.table.codes:
        known = {*rule.values, ""}  # a blank that is not allowed is missing, and was found before
        bad = {text: _not_listed(text, rule) for text in set(rows.columns[rule.column]) - known}
        where = None
        if bad and rule.only_where:
            other, values = rule.only_where
            where = [cell in values for cell in rows.columns[other]]
        rows.blame(rule.column, bad, where)


def _not_listed(text: str, rule: Code) -> str:
    return f"{_short(text)} is not one of: {', '.join(rule.values)}{', or blank' if rule.blank else ''}"


def _check_references(rows: _Rows, known: Known) -> None:
    for reference in rows.table.references:
        keys = rows.keys(reference.columns)
        unknown = set(keys) - known.good[reference.table]
        if unknown:
            why = {key: _not_there(key, reference, known) for key in unknown}
            cells = rows.columns[reference.column]
            for row, key in enumerate(keys):
                if key in unknown:
                    rows.faults.setdefault(row, _Fault(reference.column, cells[row], why[key]))


def _not_there(key: Key, reference: Reference, known: Known) -> str:
    target = BY_NAME[reference.table]
    name = _named(target.key, key if isinstance(key, tuple) else (str(key),))
    line = known.refused[reference.table].get(key)
    if line is not None:
        return f"{name} counts as absent: its own row, line {line} of {target.file}, was refused"
    return f"{name} is not in the extract: expected a row of {target.file} with it"


def _check_order(rows: _Rows, days: Days) -> None:
    for rule in rows.table.order:
        check_rule: Callable[[str, str], str] = (
            _only_for(rule) if isinstance(rule, OnlyFor) else _not_before(rule, days)
        )
        other = rule.other if isinstance(rule, OnlyFor) else rule.earlier
        for row, (cell, against) in enumerate(zip(rows.columns[rule.column], rows.columns[other], strict=True)):
            if cell and row not in rows.faults and (why := check_rule(cell, against)):
                rows.faults[row] = _Fault(rule.column, cell, why)


def _only_for(rule: OnlyFor) -> Callable[[str, str], str]:
    def fault(cell: str, against: str) -> str:
        if against == rule.value:
            return ""
        return f"{rule.column} {cell} with {rule.other} {against}: expected a blank, as {rule.words}"

    return fault


def _not_before(rule: Pair, days: Days) -> Callable[[str, str], str]:
    def fault(cell: str, against: str) -> str:
        later, earlier = days[cell], days[against]
        if later is None or earlier is None or later >= earlier:
            return ""
        return f"{rule.words}: {rule.later} {cell} is before {rule.earlier} {against}, and cannot be"

    return fault


# --- words ------------------------------------------------------------------------------------------------------


def _named(columns: Sequence[str], cells: Sequence[str]) -> str:
    return " with ".join(f"{column} {_short(cell)}" for column, cell in zip(columns, cells, strict=True))


def _some_lines(lines: Sequence[int]) -> str:
    shown = ", ".join(map(str, lines[:5]))
    return f"lines {shown} and {len(lines) - 5} more" if len(lines) > 5 else f"lines {shown}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
