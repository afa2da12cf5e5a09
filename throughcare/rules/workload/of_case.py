"""The tier and the points of one case, from what its record holds.

The record holds no needs assessment, no requirements and no register beside MAPPA and the concerns: the tier is then
what the second rule set gives where those are not known, and says so. A case of which neither the risk of serious harm
nor the RSR is known has no tier: it is *not measured*, which is not nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.facts.court import Disposal
from throughcare.facts.risk import Register
from throughcare.rules.case import CaseState, OrderState
from throughcare.rules.case.scores import OGRS3, RSR
from throughcare.rules.tiers.registers import Registered
from throughcare.rules.tiers.second import Conviction, Person, Requirement, decide_tier
from throughcare.rules.workload.points import Location, case_points

ASSUMED_TIER = "C2"
"""Where a sum must be said nonetheless, a case that is not measured is taken as the middle of the table. Ours."""


@dataclass(frozen=True, slots=True)
class CasePoints:
    """The tier of a case (None: not measured), where the person is, its points (None with the tier), and what the tier
    would need to be whole.
    """

    tier: str | None
    location: Location
    points: int | None
    missing: tuple[str, ...]

    @property
    def assumed(self) -> int:
        """The points for a sum: those of the middle of the table where the case is not measured."""
        return case_points(ASSUMED_TIER, self.location) if self.points is None else self.points


def case_points_of(case: CaseState) -> CasePoints:
    """The tier and points of a case. Of a person under no order there is no work to weigh: 0."""
    orders = case.open_orders
    location = location_of(orders)
    if not orders:
        return CasePoints(None, location, 0, ())
    rsr, ogrs = (case.scores[name].figure if name in case.scores else None for name in (RSR, OGRS3))
    if rsr is None and case.rosh_level is None:
        return CasePoints(None, location, None, ("rsr_score", "rosh"))
    sex = (case.identity.sex or "").strip().lower() if case.identity else ""
    person = Person(
        is_female=sex in ("female", "f", "woman") if sex else None,
        rsr=rsr,
        ogrs=ogrs,
        registered=_registered(case),
        convictions=tuple(Conviction("SP", False, (Requirement(None, False),)) for _ in orders),
        was_enforced_within_a_year=False,
        assessment=None,
    )
    tier = decide_tier(person)
    return CasePoints(tier.tier, location, case_points(tier.tier, location), tier.missing)


def location_of(orders: tuple[OrderState, ...]) -> Location:
    """Where the person is by the orders that run: in custody while one holds them there, else on licence, else in the
    community.
    """
    custodial = [order for order in orders if order.disposal is Disposal.IMMEDIATE_CUSTODY]
    if any(order.released_on is None for order in custodial):
        return Location.CUSTODY
    return Location.LICENCE if custodial else Location.COMMUNITY


def _registered(case: CaseState) -> Registered:
    mappa = case.mappa
    level = {"L1": "M1", "L2": "M2", "L3": "M3"}.get(mappa.level or "") if mappa else None
    return Registered(
        rosh=case.rosh_level,
        mappa_level=level,
        mappa_category=mappa.category.value if mappa and mappa.category else None,
        has_mappa=mappa is not None,
        complexity=("RCCO",) if Register.CHILD in case.concerns else (),
        is_iom=False,
        is_reset=False,
        is_lifer=False,
        is_domestic_abuse=Register.DOMESTIC_ABUSE in case.concerns,
        is_stalking=False,
        is_child_protection=False,
    )
