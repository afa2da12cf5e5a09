"""CSV that a spreadsheet program shows as text, whatever somebody typed into the record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_WIDE = ("\uff1d", "\uff0b", "\uff0d", "\uff20")  # the same signs as Chinese and Japanese keyboards write them
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", *_WIDE)


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet program would take it for a formula and run it."""
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV, its lines ended by CR LF. Text is made harmless, numbers stay numbers, `None` is blank."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")  # only with both in the line end is every cell with one quoted
    writer.writerow([harmless(name) for name in header])
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue()
