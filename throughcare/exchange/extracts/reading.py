"""From a folder of files to rows of cells. A file that cannot be read as a table is named, and nothing is loaded.

Lines are counted as an editor counts them: the header is line 1, a blank line counts though it is no row, and a
row whose quoted cell holds line breaks is known by its first line.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from throughcare.exchange.extracts.layout import TABLES, Table


class ExtractFault(ValueError):
    """An extract of which nothing can be loaded. `faults` holds one sentence a fault, in the order of the files."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file as it was read: its header (trimmed), its rows (as written) and the line on which each begins."""

    table: Table
    header: tuple[str, ...]
    rows: list[list[str]]
    lines: Sequence[int]


def sizes_of(folder: Path) -> dict[str, int]:
    """The size in bytes of each file of an extract, by table (those that are there).

    Raises `ExtractFault` where `folder` is no folder or cannot be listed.
    """
    expected = f"expected a folder with the {len(TABLES)} files of an extract"
    try:
        if not folder.is_dir():
            wrong = "is a file" if folder.exists() else "is not there"
            raise ExtractFault(f"{folder} {wrong}: {expected}.")
        found = {path.name: path for path in folder.iterdir()}
        return {table.name: found[table.file].stat().st_size for table in TABLES if table.file in found}
    except OSError as error:
        raise ExtractFault(f"{folder} cannot be read ({_reason(error)}): {expected}.") from error


def read_sheets(folder: Path, done: Callable[[Table], None]) -> list[Sheet]:
    """Every table of the extract in `folder`, in the order of the layout; `done` is told of each.

    Raises `ExtractFault` with the faults of all files at once.
    """
    sheets: list[Sheet] = []
    faults: list[str] = []
    for table in TABLES:
        try:
            sheets.append(read_sheet(folder / table.file, table))
        except ExtractFault as fault:
            faults += fault.faults
        done(table)
    if faults:
        raise ExtractFault(*faults)
    return sheets


def read_sheet(path: Path, table: Table) -> Sheet:
    """One file as rows of cells. Raises `ExtractFault` where it is missing, or is no table of this layout."""
    try:
        if not path.is_file():
            wrong = "is not a file" if path.exists() else "is missing"
            raise ExtractFault(f"{table.file} {wrong} (in {path.parent}): expected {_expected(table)}.")
        content = path.read_bytes()
    except OSError as error:
        raise ExtractFault(f"{path} cannot be read ({_reason(error)}): expected {_expected(table)}.") from error
    return sheet_of(content, table)


def sheet_of(content: bytes, table: Table) -> Sheet:
    """The rows in the bytes of one file. Raises `ExtractFault` where they are no table of this layout."""
    if not content.removeprefix(_BOM).strip():
        raise ExtractFault(f"{table.file} is empty: expected {_expected(table)}.")
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        raise ExtractFault(
            f"{table.file} holds a NUL byte on line {line}, which no text has (a damaged file, or one saved as "
            f"UTF-16): expected {_expected(table)}."
        )
    rows, lines = _parsed(_decoded(content, table), table)
    if _is_blank(rows[0]):
        raise ExtractFault(f"{table.file} has no header: line 1 is blank; expected {_expected(table)}.")
    header = tuple(map(str.strip, rows[0]))
    _check_header(header, table)
    kept = [position for position in range(1, len(rows)) if not _is_blank(rows[position])]
    return Sheet(table, header, [rows[position] for position in kept], [lines[position] for position in kept])


_BOM = b"\xef\xbb\xbf"


def _decoded(content: bytes, table: Table) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if content.startswith(_BOM):
            raise ExtractFault(
                f"{table.file} begins with the mark of UTF-8, but line {line} is not UTF-8: expected UTF-8 or "
                f"Windows-1252 throughout."
            ) from error
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ExtractFault(
            f"{table.file} is neither UTF-8 nor Windows-1252: line {line} holds the byte "
            f"{content[error.start]:02X}, which Windows-1252 does not know; expected one of the two throughout."
        ) from error


def _check_header(header: tuple[str, ...], table: Table) -> None:
    missing = [column for column in table.columns if column not in header]
    if len(missing) == len(table.columns):
        raise ExtractFault(f"{table.file} has no header: line 1 names no column; expected {_expected(table)}.")
    faults = []
    if missing:
        faults.append(f"{table.file} lacks {_listed(missing)} in its header: expected {_expected(table)}.")
    faults += [
        f"{table.file} has the column {column} more than once in its header: expected it once."
        for column in table.columns
        if header.count(column) > 1
    ]
    if faults:
        raise ExtractFault(*faults)


# --- cells ------------------------------------------------------------------------------------------------------


def _parsed(text: str, table: Table) -> tuple[list[list[str]], Sequence[int]]:
    """All rows, the header and the blank ones too, with the line on which each begins."""
    if '"' in text:
        text = _without_blanks_around_quotes(text)
    lines = list(io.StringIO(text, newline=""))
    # No cell is longer than its file. The limit is the process's: it is only ever raised, as another thread may read.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        rows = list(csv.reader(lines, strict=True))
    except csv.Error as error:
        raise ExtractFault(_open_quote(table, _begins(lines)[-1])) from error
    if len(rows) == len(lines):
        return rows, range(1, len(lines) + 1)
    begins = _begins(lines)
    _check_for_swallowed_rows(rows, lines, begins, table)
    return rows, begins[:-1]


def _begins(lines: list[str]) -> list[int]:
    """The line on which each row begins; the last one is the row that cannot be read, or the line after the end."""
    reader = csv.reader(lines, strict=True)
    begins = [1]
    with suppress(csv.Error):
        begins.extend(reader.line_num + 1 for _ in reader)  # what came before a fault stays
    return begins


_BLANKS = r"[^\S\r\n]"
_QUOTED_CELL = re.compile(
    rf"""(?:\A|(?<=[,\r\n])) (?: {_BLANKS}*+ ("(?:[^"]++|"")*+") {_BLANKS}*+ (?=[,\r\n]|\Z) | {_BLANKS}++ (?=") )""",
    re.VERBOSE,
)
_BLANK_BY_QUOTE = re.compile(rf'"{_BLANKS}|{_BLANKS}"')


def _without_blanks_around_quotes(text: str) -> str:
    """A blank before or after a quoted cell is a stray one, but the reader of CSV would take it for content."""
    if not _BLANK_BY_QUOTE.search(text):
        return text
    return _QUOTED_CELL.sub(lambda found: found[1] or "", text)


def _check_for_swallowed_rows(rows: list[list[str]], lines: list[str], begins: list[int], table: Table) -> None:
    """Refuse a quote that swallowed whole rows before another quote, by chance, closed it.

    A cell may hold line breaks; but a row with a line inside that reads as a row of its own is not one row.
    """
    header = list(map(str.strip, rows[0]))
    for row, first, end in zip(rows, begins, begins[1:], strict=False):
        later = lines[first : end - 1]
        if not later:
            continue
        suspect = len(row) != len(header) or _reads_as_row(lines[first - 1], header, table)
        whole = [line for line in later[:-1] if '"' not in line.replace('""', "")]  # else it ends one cell, begins one
        if any(_reads_as_row(line, header, table) for line in whole + (later[-1:] if suspect else [])):
            raise ExtractFault(_open_quote(table, first))


def _reads_as_row(line: str, header: list[str], table: Table) -> bool:
    cells = [cell.strip() for cell in next(csv.reader([line]), [])]
    if len(cells) != len(header):
        return False
    row = dict(zip(header, cells, strict=True))
    codes = [code for code in table.codes if code.column in table.filled]
    return all(_DATE.fullmatch(row.get(day.column, "")) for day in table.days if not day.blank) and all(
        row.get(code.column) in code.values for code in codes
    )


_DATE = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4}")


def _is_blank(row: list[str]) -> bool:
    return not row or (len(row) == 1 and not row[0].strip())


# --- words ------------------------------------------------------------------------------------------------------


def _expected(table: Table) -> str:
    return f"a header on line 1 with {_listed(table.columns)}, then one line for each row ({table.row_is})"


def _open_quote(table: Table, line: int) -> str:
    return (
        f"{table.file} has an unclosed quote in the row that begins on line {line}: expected every cell that begins "
        f'with " to end with " before the next comma or line end (and a quote inside it to be doubled).'
    )


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
