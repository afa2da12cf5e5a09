"""Rows into tables: by PostgreSQL's copy protocol, or, on SQLite, by ordinary inserts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django.db import connection

from throughcare.actions.loading_nation.rows import Rows

_ROWS_AT_ONCE = 2_000
"""So many rows are one write to the server: some hundred kilobytes."""

NULL = "\\N"


def write_rows(rows: Rows) -> None:
    """Write rows to their table. Inside the transaction of whoever calls."""
    if not rows.values:
        return
    if connection.vendor == "postgresql":
        _copy(rows)
        return
    model = rows.model
    made = [model(**dict(zip(rows.columns, values, strict=True))) for values in rows.values]
    cast(Any, model)._default_manager.bulk_create(made, batch_size=500)


def _copy(rows: Rows) -> None:
    table = rows.model._meta.db_table
    columns = ", ".join(f'"{_column(rows, name)}"' for name in rows.columns)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
        for start in range(0, len(rows.values), _ROWS_AT_ONCE):
            copy.write("".join(map(line_of, rows.values[start : start + _ROWS_AT_ONCE])).encode())


def _column(rows: Rows, attribute: str) -> str:
    fields = rows.model._meta.concrete_fields
    return next(str(field.column) for field in fields if attribute in (field.attname, field.name))


def line_of(values: Sequence[Any]) -> str:
    """A row as PostgreSQL's text format for COPY has it: tabs between values, a newline at the end."""
    return "\t".join(map(_text, values)) + "\n"


def _text(value: Any) -> str:
    if value is None:
        return NULL
    if isinstance(value, str):
        if "\\" in value or "\t" in value or "\n" in value or "\r" in value:
            return _escaped(value)
        return value
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | dict):
        return _escaped(json.dumps(value))
    return repr(value)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
