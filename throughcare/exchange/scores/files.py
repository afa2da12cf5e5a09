"""Cases in and answers out, as JSON, CSV or Parquet: a whole caseload in one file.

In a table each row is a case and each column an answer, by the name of the interface; `id` is the case's own. What is
nested (lists, objects) stands as JSON in its cell. Answers come back one row a case, with `output.score` for
what JSON nests.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from throughcare.exchange.faults import FileFault
from throughcare.exchange.safe_csv import csv_text
from throughcare.exchange.scores.refused import BrokenRow

ID = "id"
_IN_JSON = ("{", "[")


def read_cases(path: Path) -> tuple[list[object], bool]:
    """The cases of a file, and whether every value is text (as in CSV). Raises `FileFault` for what is no such file."""
    ending = path.suffix.lower()
    try:
        if ending == ".parquet":
            table = pq.read_table(path)
            _check_columns(path, table.column_names)
            return [_case(row) for row in table.to_pylist()], False
        text = path.read_text("utf-8-sig")
    except (pa.ArrowException, UnicodeDecodeError) as error:
        raise FileFault(f"{path} cannot be read: it must be JSON, CSV in UTF-8, or Parquet.") from error
    except OSError as error:
        raise FileFault(f"{path} cannot be read: {error.strerror or error}.") from error
    if ending == ".csv":
        return _rows_of_csv(path, text), True
    return _list_of_json(path, text), False


def _list_of_json(path: Path, text: str) -> list[object]:
    try:
        cases = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FileFault(f"{path} is no JSON: {error}.") from error
    if isinstance(cases, Mapping) and isinstance(cases.get("cases"), list):
        cases = cases["cases"]
    if not isinstance(cases, list):
        raise FileFault(f'{path} must hold a list of cases, each as {{"id": ..., "input": {{...}}}}.')
    return cases


def _rows_of_csv(path: Path, text: str) -> list[object]:
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        _check_columns(path, rows.fieldnames or [])
        return [_case(row) for row in rows]
    except csv.Error as error:
        raise FileFault(f"{path} is no CSV: {error}.") from error


def _check_columns(path: Path, header: Sequence[str]) -> None:
    """That each row says which case it is, and no answer stands there twice: one of the two would be dropped unseen."""
    if ID not in header:
        raise FileFault(f"{path} has no column '{ID}': each row must say which case it is.")
    twice = next((name for place, name in enumerate(header) if name and name in header[:place]), None)
    if twice is not None:
        raise FileFault(f"{path} has the column '{twice}' twice: leave one of them.")


def _case(row: Mapping[str | Any, Any]) -> dict[str, object]:
    """A row as a case; a cell that is JSON is read as it."""
    if any(row.get(None, ())):
        reason = "the row has more cells than the table has columns: put a cell that holds a comma in quotes"
        return {"id": row.get(ID), "input": BrokenRow(reason)}
    given = {str(name): _cell(value) for name, value in row.items() if name not in (ID, None)}
    return {"id": _plain(row.get(ID)), "input": given}


def _plain(value: object) -> object:
    """A value of a column of days or of decimal numbers as JSON has it."""
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, Decimal) and value.is_finite():
        return int(value) if value == int(value) else float(value)
    return value


def _cell(value: object) -> object:
    """The value that a cell stands for."""
    if isinstance(value, str) and value.lstrip().startswith(_IN_JSON):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return None if value == "" else _plain(value)


def answers_json(answers: Iterable[Mapping[str, Any]]) -> str:
    """The answers as a list, one case a line."""
    lines = ",\n".join(json.dumps(answer, ensure_ascii=False, allow_nan=False) for answer in answers)
    return f"[\n{lines}\n]" if lines else "[]"


def answers_csv(answers: Iterable[Mapping[str, Any]]) -> str:
    """The answers as a table, with every column that any of them has."""
    rows, columns = _table(answers)
    return csv_text(columns, ([row.get(name) for name in columns] for row in rows))


def answers_parquet(answers: Iterable[Mapping[str, Any]], to: BinaryIO) -> None:
    """The answers as a Parquet table, written to `to`; a column with values of several kinds holds them as text."""
    rows, columns = _table(answers)
    arrays = [_array([row.get(name) for row in rows]) for name in columns]
    pq.write_table(pa.table(arrays, names=list(columns)), to)


def _array(values: Sequence[Any]) -> Any:
    try:
        return pa.array(values)
    except (pa.ArrowException, TypeError):
        return pa.array([None if value is None else str(value) for value in values])


def _table(answers: Iterable[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    rows = [{ID: answer[ID], **_flat(answer["result"])} for answer in answers]
    return rows, tuple(dict.fromkeys(name for row in rows for name in row))


def _flat(result: object, before: str = "") -> dict[str, Any]:
    """Nested objects by their path; lists as JSON."""
    if isinstance(result, Mapping):
        flat: dict[str, Any] = {}
        for name, value in result.items():
            flat |= _flat(value, f"{before}.{name}" if before else str(name))
        return flat
    value = json.dumps(result, ensure_ascii=False) if isinstance(result, list) else result
    return {before or "result": value}
