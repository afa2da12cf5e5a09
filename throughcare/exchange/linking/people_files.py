"""Files of people that are to be compared: CSV or Parquet; each broken row is refused with its reasons."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from throughcare.exchange.extracts.rejects import Refusal
from throughcare.exchange.linking.port import PEOPLE, LinkFault
from throughcare.rules.day_lists import BY_NAME, Column, check_family_name, checked_birth_date, checked_text
from throughcare.rules.refusals import Faults, FieldFault, NotRecorded

COLUMNS = (
    Column("id", "by which the file knows this person; it stands once in the file", 100, required=True),
    *(BY_NAME[name] for name in ("given_names", "family_name", "born_on", "sex", "address")),
    Column("postcode", "the postcode, where it does not stand in the address", 10),
    BY_NAME["pnc"],
)
"""The columns of a file of people. Others are left alone."""
REQUIRED = ("id", "given_names", "family_name", "born_on")
"""Those that the header must name; of these only `given_names` and `born_on` may be blank in a row."""
ENDINGS = (".csv", ".parquet")
VALUE_AT_MOST = 60
"""So much of a refused cell is told back."""

_Row = tuple[int, Mapping[str, str] | str]
"""The line (CSV, the header being 1) or the number (Parquet, from 1) of a row, with its cells by column; or what
is wrong with the whole of it."""


@dataclass(frozen=True, slots=True)
class PeopleRead:
    """What a file holds: the good rows, in the columns of `PEOPLE`; why each of the others is refused; and how many
    there are in all.
    """

    people: pl.DataFrame
    refusals: tuple[Refusal, ...]
    rows: int


def read_people(path: Path, *, today: date) -> PeopleRead:
    """The people in a file. Raises `LinkFault`, one sentence, where it is no file of people at all."""
    if path.suffix.lower() not in ENDINGS:
        raise LinkFault(f"{path} must be a CSV or a Parquet file, with a name that ends in .csv or .parquet.")
    if not path.is_file():
        raise LinkFault(f"{path} {'is no file' if path.exists() else 'is not there'}: say a CSV or Parquet file.")
    try:
        rows = list(_parquet_rows(path) if path.suffix.lower() == ".parquet" else _csv_rows(path))
    except OSError as error:
        raise LinkFault(f"{path} cannot be read ({(error.strerror or str(error)).lower()}).") from error
    if not rows:
        raise LinkFault(f"{path} names the columns and lists nobody.")
    return _read(path, rows, today)


def _read(path: Path, rows: list[_Row], today: date) -> PeopleRead:
    twice = _standing_twice(rows)
    good: list[tuple[object, ...]] = []
    refusals: list[Refusal] = []
    for line, cells in rows:
        try:
            good.append(_person(cells, twice, today))
        except NotRecorded as refusal:
            refusals += [_refusal(path, line, fault, cells) for fault in refusal.faults]
    return PeopleRead(pl.DataFrame(good, schema=dict(PEOPLE), orient="row"), tuple(refusals), len(rows))


def _standing_twice(rows: list[_Row]) -> Mapping[str, list[int]]:
    """The ids that stand more than once, with their lines."""
    ids = [(line, cells.get("id", "").strip()) for line, cells in rows if not isinstance(cells, str)]
    often = {each for each, many in Counter(each for _, each in ids).items() if many > 1 and each}
    found: dict[str, list[int]] = {}
    for line, each in ids:
        if each in often:
            found.setdefault(each, []).append(line)
    return found


def _person(cells: Mapping[str, str] | str, twice: Mapping[str, list[int]], today: date) -> tuple[object, ...]:
    if isinstance(cells, str):
        raise NotRecorded((FieldFault("", cells),))
    faults = Faults()
    said: dict[str, Any] = {column.name: checked_text(faults, column, cells.get(column.name)) for column in COLUMNS}
    check_family_name(faults, said["family_name"])
    if said["id"] in twice:
        lines = ", ".join(map(str, twice[said["id"]][:5]))
        faults.add("id", f"“{said['id']}” stands in the rows {lines}: each person needs an id of their own.")
    said["born_on"] = checked_birth_date(faults, said["born_on"], today=today)
    faults.check()
    return tuple(said[name] for name in PEOPLE)


def _refusal(path: Path, line: int, fault: FieldFault, cells: Mapping[str, str] | str) -> Refusal:
    value = "" if isinstance(cells, str) else cells.get(fault.field, "")
    shown = "".join(c if c.isprintable() else "\ufffd" for c in value[:VALUE_AT_MOST])
    return Refusal(path.name, line, fault.field, shown, fault.sentence)


def _check_header(path: Path, header: list[str]) -> None:
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise LinkFault(
            f"{path} must name its columns, and {', '.join(missing)} is missing: "
            f"the columns are {', '.join(PEOPLE)}; the last four may be left out."
        )
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise LinkFault(f"{path} names {', '.join(twice)} twice: name each column once.")


# --- CSV --------------------------------------------------------------------------------------------------------


def _csv_rows(path: Path) -> Iterator[_Row]:
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        _check_header(path, header)
        last = reader.line_num
        for cells in reader:
            line, last = last + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) == len(header):
                yield line, dict(zip(header, cells, strict=True))
            else:
                yield line, f"The row has {len(cells)} cells and the header {len(header)}: is a comma not quoted?"
    except csv.Error as error:
        raise LinkFault(f"{path}: line {reader.line_num} is not CSV: {error}. Nothing of the file was taken.") from None


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LinkFault(
            f"{path} is not written in UTF-8 (byte {error.start + 1:,} is none): save it as “CSV UTF-8”."
        ) from None
    if "\0" in text:
        raise LinkFault(f"{path} is no text: save it as CSV, not as a spreadsheet.")
    if not text.strip():
        raise LinkFault(f"{path} is empty: the first line names the columns, {', '.join(PEOPLE)}.")
    return text


# --- Parquet ----------------------------------------------------------------------------------------------------


def _parquet_rows(path: Path) -> Iterator[_Row]:
    try:
        table = pl.read_parquet(path)
    except pl.exceptions.PolarsError:
        raise LinkFault(f"{path} cannot be read: it is no Parquet file, or was cut short.") from None
    named = table.rename({name: name.strip().lower() for name in table.columns}) if _are_apart(table) else table
    _check_header(path, [name.strip().lower() for name in table.columns])
    names = [name for name in PEOPLE if name in named.columns]
    for name in names:
        kind = named.schema[name]
        if not (kind.is_integer() or kind in (pl.String, pl.Date, pl.Categorical, pl.Enum, pl.Null)):
            raise LinkFault(f"{path}: the column {name} must hold text (or days, or whole numbers), and not {kind}.")
    texts = named.select(pl.col(names).cast(pl.String).fill_null(""))
    yield from enumerate(texts.iter_rows(named=True), start=1)


def _are_apart(table: pl.DataFrame) -> bool:
    """Whether the names of the columns differ by more than blanks and capitals; if not, the header is refused."""
    return len({name.strip().lower() for name in table.columns}) == table.width
