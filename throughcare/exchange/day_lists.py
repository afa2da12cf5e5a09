"""Day lists of courts read from a file: CSV or JSON, as they come; each broken row is refused with its reasons."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from throughcare.exchange.extracts.rejects import Refusal
from throughcare.exchange.faults import FileFault
from throughcare.rules.day_lists import BY_NAME, COLUMNS, Listed, read_listed
from throughcare.rules.refusals import FieldFault, NotRecorded

SIZE_AT_MOST = 5_000_000
"""So many bytes of a file are read: a thousand times a busy day at a large court. The number is ours."""
ROWS_AT_MOST = 5_000
"""A list of more rows is no list of a few courts and days. The number is ours."""
REQUIRED = tuple(column.name for column in COLUMNS if column.required)
VALUE_AT_MOST = 60
"""So much of a refused cell is told back."""
HEARINGS = "hearings"
"""The name under which a JSON file lists its objects, where it is not a list itself."""

_Row = tuple[int, Mapping[str, str] | str]
"""The line (CSV) or the number (JSON) of a row, with its cells by column; or what is wrong with the whole of it."""


class DayListFault(FileFault):
    """A file cannot be used as a day list at all, and nothing of it was taken."""


@dataclass(frozen=True, slots=True)
class DayListRead:
    """What a file holds. `refused_references` are those of refused rows, where they can be told; `is_unsure` says that
    some cannot: then nobody can say who is missing from the list.
    """

    rows: tuple[Listed, ...]
    refusals: tuple[Refusal, ...]
    refused_references: frozenset[str] = frozenset()
    is_unsure: bool = False


def read_day_list(content: bytes, *, courts: Collection[str], today: date) -> DayListRead:
    """The good rows of a file and why each of the others is refused. Raises `DayListFault`, one sentence."""
    if len(content) > SIZE_AT_MOST:
        raise DayListFault(
            f"The file is larger than {SIZE_AT_MOST // 1_000_000} megabytes, and may not be: send the list of each day."
        )
    text = _text(content)
    rows = _json_rows(text) if text.lstrip()[:1] in ("{", "[") else _csv_rows(text)
    return _read(rows, courts, today)


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DayListFault(
            f"The file is not written in UTF-8 (byte {error.start + 1:,} is none): save it as “CSV UTF-8” or as JSON."
        ) from None
    if "\0" in text:
        raise DayListFault("This is no text: send the list as CSV or JSON, not as a spreadsheet or a PDF.")
    if not text.strip():
        raise DayListFault("The file is empty: send the list as CSV or JSON.")
    return text


def _read(rows: Iterator[_Row], courts: Collection[str], today: date) -> DayListRead:
    good: list[Listed] = []
    refusals: list[Refusal] = []
    refused: set[str] = set()
    first_at: dict[tuple[str, date, str], int] = {}
    is_unsure = False
    for many, (line, cells) in enumerate(rows, start=1):
        if many > ROWS_AT_MOST:
            raise DayListFault(f"The file has more than {ROWS_AT_MOST:,} rows: send the list of each day.")
        try:
            listed = _listed(line, cells, courts, today, first_at)
        except NotRecorded as refusal:
            refusals += [_refusal(line, fault, cells) for fault in refusal.faults]
            reference = "" if isinstance(cells, str) else cells.get("reference", "").strip()
            refused.add(reference)
            is_unsure = is_unsure or not reference
        else:
            good.append(listed)
    if not good and not refusals:
        raise DayListFault("The file names the columns and lists nobody: was the list saved before it was filled?")
    return DayListRead(tuple(good), tuple(refusals), frozenset(refused - {""}), is_unsure)


def _listed(
    line: int,
    cells: Mapping[str, str] | str,
    courts: Collection[str],
    today: date,
    first_at: dict[tuple[str, date, str], int],
) -> Listed:
    if isinstance(cells, str):
        raise NotRecorded((FieldFault("", cells),))
    listed = read_listed(cells, courts=courts, today=today)
    key = listed.court, listed.listed_on, listed.list_reference
    if key in first_at:
        fault = f"The same reference stands in row {first_at[key]} for this court and day: one of the two is wrong."
        raise NotRecorded((FieldFault("reference", fault),))
    first_at[key] = line
    return listed


def _refusal(line: int, fault: FieldFault, cells: Mapping[str, str] | str) -> Refusal:
    value = "" if isinstance(cells, str) else cells.get(fault.field, "")
    shown = "".join(c if c.isprintable() else "\ufffd" for c in value[:VALUE_AT_MOST])
    return Refusal("day list", line, fault.field, shown, fault.sentence)


# --- CSV --------------------------------------------------------------------------------------------------------


def _csv_rows(text: str) -> Iterator[_Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        _check_header(header)
        yield from _lines(reader, header)
    except csv.Error as error:
        raise DayListFault(f"Line {reader.line_num} is not CSV: {error}. Nothing of the file was taken.") from None


def _lines(reader: Any, header: list[str]) -> Iterator[_Row]:
    last = reader.line_num
    for cells in reader:
        line, last = last + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            yield line, f"The row has {len(cells)} cells and the header {len(header)}: is a comma not quoted?"
        else:
            yield line, dict(zip(header, cells, strict=True))


def _check_header(header: list[str]) -> None:
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise DayListFault(
            f"The first line must name the columns, and {', '.join(missing)} is missing: "
            f"the columns are {', '.join(BY_NAME)}."
        )
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise DayListFault(f"The first line names {', '.join(twice)} twice: name each column once.")


# --- JSON -------------------------------------------------------------------------------------------------------


def _json_rows(text: str) -> Iterator[_Row]:
    try:
        said = json.loads(text)
    except RecursionError:
        raise DayListFault("The JSON is nested too deep: it holds a list of hearings, each a plain object.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, at character {error.colno}"
        told = "The file begins like JSON and cannot be read as such: look at "
        raise DayListFault(f"{told}{where}, for a missing comma, quote or bracket. Nothing of it was taken.") from None
    except ValueError:
        raise DayListFault("The file begins like JSON and is none: a number in it is too long.") from None
    hearings = said.get(HEARINGS) if isinstance(said, dict) else said
    if not isinstance(hearings, list):
        raise DayListFault(f"The JSON must be a list of hearings, or an object with a list named “{HEARINGS}”.")
    for number, each in enumerate(hearings, start=1):
        yield number, _object(each)


def _object(each: object) -> Mapping[str, str] | str:
    if not isinstance(each, dict):
        return "A hearing must be an object with the columns as names."
    odd = next((str(name) for name in each if name in BY_NAME and not isinstance(each[name], str | int | None)), None)
    if odd is not None or any(isinstance(each.get(name), bool) for name in BY_NAME):
        return f"{odd or 'A column'} must be a text, and not a list, an object or yes and no."
    return {name: "" if value is None else str(value) for name, value in each.items() if name in BY_NAME}
