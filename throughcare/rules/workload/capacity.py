"""How many points an officer has time for, and the share of them that their work takes.

The source has two calculators, which need not agree: a nightly one (*batch*) that adds up an extract, and one that
answers while somebody looks (*realtime*). They stand here side by side, by name. Where they differ:

| | batch | realtime |
|---|---|---|
| cases in transition to adulthood | points of their own table | as any other case |
| points of the hours that are left | in binary numbers, the whole part | the share to 15 places, the whole part |
| more reduction than hours | below nothing | nothing |
| percent | not rounded | to a tenth of a per cent |

Source: ministryofjustice/wmt-worker, app/services/probation-rules (commit 78f526bf), and
ministryofjustice/hmpps-workload, service/CapacityCalculator.kt; as published in December 2025 and February 2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from throughcare.facts.fact import Coded

NOMINAL = 2176
"""Points that somebody who works full time has time for. Source: hmpps-workload, V1_1__SEED_REF_DATA.sql."""
EXCESSIVE_PERCENT = 110
"""Above this for four weeks is too much work. Source: Ministry of Justice in Parliament, 30 March 2021."""


class Grade(Coded):
    """Grades of an officer, as the workload counts them."""

    PO = "PO", "Probation officer"
    PSO = "PSO", "Probation service officer"
    PSO_B = "PSO_B", "Probation service officer, second band"
    TPO = "TPO", "Trainee probation officer"
    PQIP = "PQiP", "Trainee on the qualification programme"
    SPO = "SPO", "Senior probation officer"
    NQO = "NQO", "Newly qualified officer"
    DMY = "DMY", "Grade not known"
    UNSUPPORTED = "UNSUPPORTED", "Grade that is not measured"


FULL_TIME = {
    Grade.PO: 37,
    Grade.PSO: 37,
    Grade.PSO_B: 37,
    Grade.TPO: 37,
    Grade.PQIP: 37,
    Grade.SPO: 0,
    Grade.NQO: 0,
    Grade.DMY: 0,
    Grade.UNSUPPORTED: 0,
}
"""Hours a week of somebody who works full time; with 0 a grade has no time for cases at all, whatever their hours.

Source: hmpps-workload, V1_1__SEED_REF_DATA.sql, and calculate-contracted-hours.js for which grade takes which."""


@dataclass(frozen=True, slots=True)
class Hours:
    """An officer's contracted hours a week, and how many of them are taken off for other duties."""

    contracted: float
    reduction: float = 0.0


@dataclass(frozen=True, slots=True)
class Capacity:
    """The share of an officer's time that their work takes, in per cent; 100 is all of it.

    Where they have no time there is no share: `percent` is None, and work that they hold is overload, never 0 per cent.
    """

    percent: float | None
    is_overload: bool

    @property
    def words(self) -> str:
        """As a page says it."""
        if self.percent is not None:
            return f"{self.percent:.0f}%"
        return "No time for cases, and holds some" if self.is_overload else "No time for cases, and holds none"


def available_points(grade: Grade, hours: Hours, *, nominal: float = NOMINAL, full_time: float | None = None) -> int:
    """The points that an officer has time for, as the nightly calculator has them, whole points cut off.

    Raises `ValueError` where more hours are taken off than are contracted: the source would go below nothing.
    """
    default = FULL_TIME[grade] if full_time is None else full_time
    if hours.contracted == 0 or default == 0:
        return 0
    if hours.reduction > hours.contracted:
        raise ValueError(f"{hours.reduction:g} hours cannot be taken off {hours.contracted:g}")
    share_left = (hours.contracted - hours.reduction) / hours.contracted
    return int((nominal * (hours.contracted / default)) * share_left)


def available_points_realtime(hours: Hours, *, nominal: float = NOMINAL, full_time: float) -> int:
    """The same as the calculator has it that answers at once; nothing where no hours are left."""
    left = Decimal(repr(hours.contracted)) - Decimal(repr(hours.reduction))
    if left <= 0 or full_time == 0:
        return 0
    share = (left / Decimal(repr(full_time))).quantize(Decimal("1e-15"), ROUND_HALF_UP)
    return int(Decimal(repr(nominal)) * share)


def capacity(total: int, available: int) -> Capacity:
    """The share that is taken, not rounded."""
    if available <= 0:
        return Capacity(percent=None, is_overload=total > 0)
    return Capacity(percent=total / available * 100, is_overload=False)


def capacity_realtime(total: int, available: int) -> Capacity:
    """The share that is taken, to a tenth of a per cent."""
    if available <= 0:
        return Capacity(percent=None, is_overload=total > 0)
    share = (Decimal(total) / Decimal(available)).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return Capacity(percent=float(share * 100), is_overload=False)
