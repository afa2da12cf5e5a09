"""The points of a case by its tier and where the person is, and of a court report: the published seed values.

An administrator may edit them in the service that they come from, so the figures in force there may differ. They know
the tiers of the second rule set alone; the letters of the third have no published points.

Source: ministryofjustice/hmpps-workload, db/migration/V1_1__SEED_REF_DATA.sql, table workload_points, as published in
February 2026.
"""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.facts.fact import Coded

VERSION = "workload-seed-1"
SOURCE = "ministryofjustice/hmpps-workload, V1_1__SEED_REF_DATA.sql, February 2026"
IS_VERIFIED = True
"""The known answers come out the same (tests/rules/known_answers/workload.json). What is in force may still differ."""

TIERS = tuple(letter + digit for letter in "ABCD" for digit in "3210")
"""The tiers that have points, the heaviest first."""
RESET_TIERS = tuple(f"{tier}S" for tier in TIERS)
"""The same after supervision has stopped: the source gives them no points, though some work is left."""
UNTIERED = "untiered"
"""A case without a tier. It gets no points in the source; here it is also counted as *not measured*."""
EVERY_TIER = (*TIERS, *RESET_TIERS, UNTIERED)


class Location(Coded):
    """Where the person is. T2A, transition to adulthood, are people from 18 to 25, wherever they are."""

    COMMUNITY = "community", "In the community"
    LICENCE = "licence", "On licence"
    CUSTODY = "custody", "In custody"
    T2A = "t2a", "Transition to adulthood"


LOCATIONS = tuple(Location)
POINTS = {
    # tier: community  licence  custody  T2A (any location)
    "A3": (206, 219, 75, 75),
    "A2": (158, 175, 60, 60),
    "A1": (146, 163, 59, 59),
    "A0": (110, 0, 0, 0),
    "B3": (146, 161, 59, 59),
    "B2": (115, 132, 48, 48),
    "B1": (102, 119, 47, 47),
    "B0": (72, 0, 0, 0),
    "C3": (79, 77, 30, 30),
    "C2": (63, 65, 24, 24),
    "C1": (50, 52, 23, 23),
    "C0": (35, 0, 0, 0),
    "D3": (51, 51, 17, 17),
    "D2": (41, 43, 14, 14),
    "D1": (29, 31, 13, 13),
    "D0": (29, 0, 0, 0),
}
STANDARD_REPORT, FAST_REPORT = 138, 65
"""Points of a court report of the last 30 days: a standard one, and a fast one. One given by word of mouth has none."""


@dataclass(frozen=True, slots=True)
class Reports:
    """How many court reports an officer wrote in the last 30 days."""

    standard: int = 0
    fast: int = 0

    @property
    def standard_points(self) -> int:
        """The points of the standard ones."""
        return STANDARD_REPORT * self.standard

    @property
    def fast_points(self) -> int:
        """The points of the fast ones."""
        return FAST_REPORT * self.fast


def case_points(tier: str, location: Location) -> int:
    """The points of one case. Raises `ValueError` where the tier is none of `EVERY_TIER`."""
    if tier not in EVERY_TIER:
        raise ValueError(f"{tier!r} has no points: the table knows {', '.join(EVERY_TIER)}")
    return POINTS[tier][LOCATIONS.index(location)] if tier in POINTS else 0
