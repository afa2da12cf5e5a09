"""The published tables of offence codes, read from their files beside this one."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from throughcare.rules.scores.offences import FirstWeight, Offences, SecondWeight

_TABLES = Path(__file__).parent / "tables"
_SEVERAL = "NEED_DETAILS_OF_EXACT_OFFENCE"


@cache
def offences() -> Offences:
    """Both tables, by code. They come with Throughcare and do not change while it runs."""
    return Offences(first=_first(), second=_second())


def _rows(name: str) -> list[list[Any]]:
    rows: list[list[Any]] = json.loads((_TABLES / f"{name}.json").read_text("utf-8"))["rows"]
    return rows


def _first() -> dict[str, FirstWeight]:
    return {
        code: FirstWeight(
            ogrs3=weight if isinstance(weight, float) else None,
            group=group,
            snsv_static=static,
            snsv_dynamic=dynamic,
            vatp_static=vatp_static,
            vatp_dynamic=vatp_dynamic,
            is_violent_or_sexual=is_violent,
            is_several=weight == _SEVERAL,
        )
        for code, weight, group, static, dynamic, vatp_static, vatp_dynamic, is_violent in _rows(
            "offence_weights_first"
        )
    }


def _second() -> dict[str, SecondWeight]:
    return {
        code: SecondWeight(category, is_violent=is_violent, is_violent_or_sexual=is_either)
        for code, category, is_either, is_violent in _rows("offence_categories_second")
    }
