"""Rows of people made comparable, by the normalisers of the court desk, so that both mean the same by *same*."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import polars as pl

from throughcare.exchange.linking.parameters import BORN_AT_MOST, BORN_SHARE_AT_MOST, NUMBER_AT_MOST
from throughcare.exchange.linking.port import COMPARED
from throughcare.rules.matching import Identity, name_as_compared, pnc_as_compared, postcode_in, swapped
from throughcare.rules.texts_as_typed import as_searched


def comparable(people: pl.DataFrame) -> pl.DataFrame:
    """The columns of `COMPARED`, and `place`: the number of the row in `people`, from 0."""
    addresses = [whole_address(*row) for row in people.select("address", "postcode").iter_rows()]
    born = people["born_on"].to_list()
    columns: dict[str, list[str | None]] = {
        "family": _each(people["family_name"], name_as_compared),
        "first": _each(people["given_names"], _first_name),
        "born": [f"{day:%Y%m%d}" if day else None for day in born],
        "born_turned": [_either_way(day) if day else None for day in born],
        "born_year": [f"{day:%Y}" if day else None for day in born],
        "address": _each(addresses, _address),
        "postcode": _each(addresses, postcode_in),
        "sex": _each(people["sex"], _sex),
        "pnc": _each(people["pnc"], pnc_as_compared),
    }
    return pl.DataFrame(columns, schema=dict(COMPARED)).with_row_index("place")


def without_placeholders(people: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Rows of `PEOPLE` in which numbers and birth dates that stand for *unknown* are not told, and which those are."""
    numbers = pl.Series(_each(people["pnc"], pnc_as_compared), dtype=pl.String)
    births = people["born_on"]
    no_numbers = _often(numbers, NUMBER_AT_MOST)
    no_births = _often(births, max(BORN_AT_MOST, int(BORN_SHARE_AT_MOST * people.height)))
    told = people.with_columns(
        pl.when(numbers.is_in(no_numbers)).then(pl.lit("")).otherwise(pl.col("pnc")).alias("pnc"),
        pl.when(births.is_in(no_births)).then(None).otherwise(pl.col("born_on")).alias("born_on"),
    )
    return told, (*(f"PNC {number}" for number in no_numbers), *(f"born on {day}" for day in no_births))


def _often(values: pl.Series, at_most: int) -> list[Any]:
    """The values that stand more often than this, in order."""
    many = values.drop_nulls().alias("value").value_counts(name="many")
    return many.filter(pl.col("many") > at_most)["value"].sort().to_list()


def identity(row: dict[str, object]) -> Identity:
    """A row of `PEOPLE` as the court desk compares it."""
    born_on = row["born_on"]
    return Identity(
        given_names=str(row["given_names"]),
        family_name=str(row["family_name"]),
        born_on=born_on if isinstance(born_on, date) else None,
        sex=str(row["sex"]),
        address=whole_address(str(row["address"]), str(row["postcode"])),
        pnc=str(row["pnc"]),
    )


def whole_address(address: str, postcode: str) -> str:
    """The address with its postcode, which may stand in it or in a column of its own."""
    return address if not postcode or postcode_in(address) else f"{address}, {postcode}".lstrip(", ")


def _each(texts: Iterable[str], cleaned: Callable[[str], str]) -> list[str | None]:
    known: dict[str, str | None] = {}
    return [known[text] if text in known else known.setdefault(text, cleaned(text) or None) for text in texts]


def _first_name(text: str) -> str:
    return name_as_compared(text).partition(" ")[0]


def _either_way(day: date) -> str:
    turned = swapped(day)
    return f"{min(day, turned) if turned else day:%Y%m%d}"


def _address(text: str) -> str:
    """House number and postcode where both are told, for streets are written in many ways; else all of it."""
    postcode, words = postcode_in(text), name_as_compared(text).split()
    if not words or "".join(words).upper() == postcode:
        return ""
    return f"{words[0]} {postcode}" if postcode and words[0][0].isdigit() else " ".join(words)


def _sex(text: str) -> str:
    """m or f; what was recorded otherwise is not compared."""
    letter = as_searched(text)[:1]
    return letter if letter in ("m", "f") else ""
