"""A PDF from one of our layouts, tagged for screen readers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from importlib import resources
from typing import Any


def tagged_pdf(package: str, layout: str, data: Mapping[str, Any], day: date) -> bytes:
    """What `data` (as JSON) gives by a layout of a package, as PDF/UA-1, dated that day. The same data gives the same
    bytes.

    Where a letter stands in it that no font at hand can draw, it is tagged all the same and claims no standard: a
    reader rather gets a sheet with an empty box in a name than none.
    """
    import typst

    source = resources.files(package).joinpath(layout).read_bytes()
    text = json.dumps({**data, "as_of": [day.year, day.month, day.day]})
    at = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    said: dict[str, Any] = {"format": "pdf", "sys_inputs": {"data": text}, "timestamp": at}
    try:
        made: bytes = typst.compile(source, pdf_standards="ua-1", **said)
    except typst.TypstError:
        made = typst.compile(source, **said)
    return made
