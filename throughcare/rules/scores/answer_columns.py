"""The answers of many people at once, a column an answer, for scoring whole caseloads.

Numbers: a whole number each, `UNKNOWN` where it is not known. Days: `datetime64[D]`, not-a-time where not known. Yes or
no: 1 or 0. Answers in three steps: 0, 1 or 2. Codes: the place of the answer among those that the question takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from throughcare.rules.scores.answers import Answers, Form, PastOffence, Sex, Supervision, points
from throughcare.rules.scores.offences import Offences

UNKNOWN = -(2**31)
Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Truth = NDArray[np.bool_]
Days = NDArray[np.datetime64]
_PLACES: dict[str, int] = {
    **{code: place for place, code in enumerate(Sex)},
    **{code: place for place, code in enumerate(Supervision)},
    **{code: place for place, code in enumerate(Form)},
}


@dataclass(frozen=True, slots=True)
class AnswerColumns:
    """One column for each answer that was handed over; an answer without a column is known of nobody.

    `offences` is the row of each code in the table of weights (-1: not in it, -2: no code of five digits, `UNKNOWN`:
    not known), `past` one column of 1 or 0 for each earlier offence.
    """

    columns: Mapping[str, NDArray[Any]]
    offences: Whole
    past: Whole
    people: int

    def whole(self, name: str) -> Whole:
        """A column of numbers, codes, steps, or yes and no."""
        column = self.columns.get(name)
        return np.full(self.people, UNKNOWN, np.int64) if column is None else column

    def days(self, name: str) -> Days:
        """A column of days."""
        column = self.columns.get(name)
        return np.full(self.people, np.datetime64("NaT"), "datetime64[D]") if column is None else column

    def known(self, name: str) -> Truth:
        """Whose answer is known."""
        column = self.columns.get(name)
        if column is None:
            return np.zeros(self.people, bool)
        known: Truth = ~np.isnat(column) if column.dtype.kind == "M" else column != UNKNOWN
        return known


def columns_of(answers: Sequence[Answers], offences: Offences, names: Iterable[str]) -> AnswerColumns:
    """The columns `names` of the answers of many people, in their order."""
    columns = {
        name: _column(name, [getattr(one, name) for one in answers]) for name in names if name != "current_offence_code"
    }
    rows = {code: row for row, code in enumerate(offences.first)}
    codes = [one.current_offence_code for one in answers]
    past = [[offence in (one.previous_convictions or ()) for offence in PastOffence] for one in answers]
    return AnswerColumns(
        columns,
        np.array([UNKNOWN if code is None else rows.get(code, _no_row(code)) for code in codes], np.int64),
        np.array(past, np.int64).reshape(len(answers), len(PastOffence)),
        len(answers),
    )


def _no_row(code: str) -> int:
    return -1 if len(code) == 5 and code.isascii() and code.isdigit() else -2


def _column(name: str, values: Sequence[Any]) -> NDArray[Any]:
    if name.startswith("date_") or name.endswith("_date"):
        return np.array([np.datetime64("NaT") if value is None else value for value in values], "datetime64[D]")
    return np.array([_number(value) for value in values], np.int64)


def _number(value: Any) -> int:
    if value is None:
        return UNKNOWN
    if isinstance(value, tuple):
        return len(value)
    if isinstance(value, StrEnum):
        return _PLACES[value] if value in _PLACES else points(value)  # type: ignore[arg-type]
    return int(value)


def years_of(first: Days, last: Days) -> Whole:
    """Completed years from one day to another, for many; 0 where a day is not known."""
    years, months, days = _parts(first)
    later_years, later_months, later_days = _parts(last)
    is_before = (later_months < months) | ((later_months == months) & (later_days < days))
    return np.where(np.isnat(first) | np.isnat(last), 0, later_years - years - is_before)


def months_of(first: Days, last: Days) -> Whole:
    """Completed months from one day to another, for many; 0 where a day is not known."""
    years, months, days = _parts(first)
    later_years, later_months, later_days = _parts(last)
    whole = (later_years - years) * 12 + later_months - months - (later_days < days)
    return np.where(np.isnat(first) | np.isnat(last), 0, whole)


def _parts(days: Days) -> tuple[Whole, Whole, Whole]:
    """Year, month and day of the month of each day."""
    months = days.astype("datetime64[M]")
    number = months.astype(np.int64)
    return number // 12, number % 12, (days - months).astype(np.int64)


def half_up_all(figures: Real, places: int) -> Real:
    """Halves up, for many. What lies so near to a half that binary figures could decide it is rounded by decimals."""
    from throughcare.rules.scores.scored import half_up

    scaled = figures * 10.0**places
    rounded = np.floor(scaled + 0.5) / 10.0**places
    doubtful = np.abs(scaled - np.floor(scaled) - 0.5) < 1e-7
    for place in np.flatnonzero(doubtful):
        rounded[place] = half_up(float(figures[place]), places)
    return rounded


def logistic_all(log_odds: Real) -> Real:
    """The probabilities of many figures on the log-odds scale."""
    grown = np.exp(-np.abs(log_odds))
    return np.where(log_odds >= 0, 1.0, grown) / (1.0 + grown)
