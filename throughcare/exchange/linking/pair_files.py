"""Proposed pairs as a file for whoever decides them: CSV or Parquet, one row a pair, the likeliest first."""

from __future__ import annotations

import io
from pathlib import Path

import polars as pl

from throughcare.exchange.linking.port import Field, LinkFault, Pair, Proposed
from throughcare.exchange.safe_csv import csv_text
from throughcare.exchange.whole_files import write_whole

COLUMNS: dict[str, type[pl.DataType]] = {
    "left": pl.String,
    "right": pl.String,
    "probability": pl.Float64,
    "probability_by_splink": pl.Float64,
    "match_weight": pl.Float64,
    **{field.value: pl.String for field in Field},
    "desk_band": pl.String,
    "desk_points": pl.Float64,
    "desk_reasons": pl.String,
    "parameters": pl.String,
}
"""The two ids; what is held of the pair; what Splink computed, and its weight; how far each field agrees; what
the court desk's comparison says; and where Splink's parameters come from.
"""


def write_pairs(path: Path, proposed: Proposed) -> None:
    """Write the pairs to a file whose name ends in .csv or .parquet: wholly, or not at all.

    Raises `LinkFault` for another name and `CouldNotWrite`.
    """
    check_name(path)
    rows = [_row(pair, proposed) for pair in proposed.pairs]
    if path.suffix.lower() == ".csv":
        write_whole(path, csv_text(tuple(COLUMNS), rows))
        return
    content = io.BytesIO()
    pl.DataFrame(rows, schema=COLUMNS, orient="row").write_parquet(content)
    write_whole(path, content.getvalue())


def check_name(path: Path) -> None:
    """Raises `LinkFault` unless the name says in which form pairs are to be written."""
    if path.suffix.lower() not in (".csv", ".parquet"):
        raise LinkFault(f"{path} must be a name that ends in .csv or .parquet: it says how the pairs are written.")


def _row(pair: Pair, proposed: Proposed) -> tuple[object, ...]:
    return (
        pair.left,
        pair.right,
        pair.probability,
        pair.by_splink,
        pair.weight,
        *(pair.levels[field].value for field in Field),
        str(pair.band.value),
        round(pair.points, 2),
        "; ".join(pair.reasons),
        proposed.source.value,
    )
