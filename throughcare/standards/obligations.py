"""What a standard makes of a person's facts: obligations, and how each of them came out by a day.

An obligation keeps days, never an outcome: a stored outcome would be wrong at midnight. The outcome is read by
one rule, written here for one obligation and for a column of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import narwhals as nw


class Owed(StrEnum):
    """Whether the condition of a standard held when it was asked. Unknown is never read as "no"."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """How an obligation stands on a day."""

    MET = "met"
    LATE = "late"
    MISSED = "missed"
    PENDING = "pending"
    VOID = "void"


@dataclass(slots=True)
class Obligation:
    """One duty of one person. Its identity is the standard and the number of the fact that opened it.

    `due` is None for a gate, which is asked and answered at once. `met` is the day of the first satisfying
    fact after the opening one (for a gate: the day, if it held); `ended` the day on which the order's end,
    or what its standard says voids it, closed it, if that came first. `accountable` is the organisation's code, None
    where nobody ever held it; `met_by` and `held_by`, which the case engine alone keeps, are the numbers of the
    satisfying fact and of the allocation that made the organisation accountable.
    """

    standard: str
    person: str
    opened_by: int
    opened: date
    due: date | None
    owed: Owed = Owed.YES
    met: date | None = None
    ended: date | None = None
    accountable: str | None = None
    met_by: int | None = None
    held_by: int | None = field(default=None, compare=False)

    @property
    def key(self) -> tuple[str, str, int]:
        """Standard, person and opening fact: what two readings of one obligation have in common."""
        return self.standard, self.person, self.opened_by


def outcome(*, due: date | None, met: date | None, ended: date | None, as_of: date) -> Outcome:
    """How an obligation stands at the end of `as_of`.

    Void where the order ended, or something voided it, on or before the due day and before any satisfying fact; else
    met or late by the day of that fact; else missed once the due day has passed. A gate (no due day) is met or missed
    at once.
    """
    if due is None:
        return Outcome.MISSED if met is None else Outcome.MET
    if ended is not None and ended <= due and (met is None or ended < met):
        return Outcome.VOID
    if met is not None:
        return Outcome.MET if met <= due else Outcome.LATE
    return Outcome.MISSED if due < as_of else Outcome.PENDING


def outcome_of(obligation: Obligation, as_of: date) -> Outcome:
    """How this obligation stands at the end of `as_of`."""
    return outcome(due=obligation.due, met=obligation.met, ended=obligation.ended, as_of=as_of)


def outcome_column(as_of: date) -> nw.Expr:
    """The same rule over columns `due`, `met` and `ended` of ordinals (null where there is none)."""
    due, met, ended = nw.col("due"), nw.col("met"), nw.col("ended")
    none = nw.lit(_NEVER)
    met_or_never, ended_or_never = nw.coalesce(met, none), nw.coalesce(ended, none)
    is_void = (ended_or_never <= due) & (ended_or_never < met_or_never)
    unmet = nw.when(due < as_of.toordinal()).then(nw.lit(Outcome.MISSED.value)).otherwise(nw.lit(Outcome.PENDING.value))
    done = nw.when(met <= due).then(nw.lit(Outcome.MET.value)).otherwise(nw.lit(Outcome.LATE.value))
    gate = nw.when(met.is_null()).then(nw.lit(Outcome.MISSED.value)).otherwise(nw.lit(Outcome.MET.value))
    asked = (
        nw.when(is_void).then(nw.lit(Outcome.VOID.value)).otherwise(nw.when(met.is_null()).then(unmet).otherwise(done))
    )
    return nw.when(due.is_null()).then(gate).otherwise(asked).alias("outcome")


_NEVER = 1 << 24
"""An ordinal after every day that a date can hold."""
