"""Obligations by calendar month: what a chart of months is made of, from the whole record at once."""

from __future__ import annotations

from collections import Counter
from datetime import date

import narwhals as nw

from throughcare.measures.counting import HIGHEST_UNKNOWN
from throughcare.measures.series import Month
from throughcare.standards.column_engine import OWED_CODE, ObligationTable
from throughcare.standards.obligations import Outcome, Owed, outcome_column

DECIDED = (Outcome.MET.value, Outcome.LATE.value, Outcome.MISSED.value)


def months_of(made: ObligationTable, *, as_of: date) -> tuple[list[Month], float]:
    """All obligations of a table by the month in which they fell due, or were asked; and the share unknown over all.

    In order, and without months that are not over by `as_of`, since what is decided in them is no fair part of them.
    Above `HIGHEST_UNKNOWN` unknown, the months must not be compared.
    """
    on = nw.coalesce(nw.col("due"), nw.col("opened")).alias("on")
    frame = made.frame.with_columns(outcome_column(as_of), on)
    grouped = frame.group_by("on", "owed", "outcome").agg(nw.len().alias("many"))
    met: Counter[date] = Counter()
    decided: Counter[date] = Counter()
    owed_of: Counter[int] = Counter()
    for day, owed, outcome, many in grouped.iter_rows():
        owed_of[owed] += many
        first_on = date.fromordinal(day).replace(day=1)
        if owed == OWED_CODE[Owed.YES] and outcome in DECIDED and first_on < as_of.replace(day=1):
            decided[first_on] += many
            met[first_on] += many if outcome == Outcome.MET.value else 0
    unknown = owed_of[OWED_CODE[Owed.UNKNOWN]] / (owed_of.total() or 1)
    return [Month(first_on, met[first_on], decided[first_on]) for first_on in sorted(decided)], unknown


def why_not_compared(unknown: float) -> str:
    """Why nothing is compared where of so large a share it is unknown whether the duty was owed; blank where it may."""
    if unknown <= HIGHEST_UNKNOWN:
        return ""
    return (
        f"Nothing is compared: of {unknown:.0%} it is unknown whether the duty was owed, and above "
        f"{HIGHEST_UNKNOWN:.0%} whoever asks less looks as if they did more."
    )
