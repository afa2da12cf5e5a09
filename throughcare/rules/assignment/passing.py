"""Passing one case of a proposal on, once it is accepted: looked at again, and refused where something came between."""

from __future__ import annotations

from datetime import date

from throughcare.facts.allocation import Allocated, AllocationReason
from throughcare.facts.drafts import Draft
from throughcare.rules.case import CaseState
from throughcare.rules.refusals import Faults
from throughcare.rules.role_grid import Grid, Skills, bars, needs_of_case

OVERTAKEN = "Somebody else was given the case meanwhile: it stays with them."
ENDED = "No order runs any more: there is nothing to give."
AWAY = "The receiver is not available any more: choose somebody else."
LEFT = "The receiver does not hold a post here any more: choose somebody else."
KEPT_FROM = "The receiver may not see this case, or has a conflict of interest with it: choose somebody else."
NOT_ASKED = "A practitioner of one sex is lawfully asked for: choose somebody else."


def decide_passing(
    case: CaseState,
    *,
    from_officer: str,
    to: str,
    provider: str,
    team: str,
    is_away: bool,
    has_post: bool,
    skills: Skills,
    sex: str | None,
    because: AllocationReason,
    grid: Grid,
    today: date,
) -> list[Draft]:
    """Every order that runs goes from one practitioner to another. Raises `NotRecorded` where the case went elsewhere
    meanwhile, or the receiver cannot have it any more.
    """
    faults = Faults()
    holder = case.holder.officer if case.holder else None
    if (holder or "") != from_officer:
        faults.add("case", OVERTAKEN)
    elif not case.open_orders:
        faults.add("case", ENDED)
    faults.check()
    if not has_post:
        faults.add("receiver", LEFT)
    elif is_away:
        faults.add("receiver", AWAY)
    if to in case.conflicts or to in case.excluded or (case.restricted_to and to not in case.restricted_to):
        faults.add("receiver", KEPT_FROM)
    if case.practitioner_asked is not None and sex != case.practitioner_asked.sex:
        faults.add("receiver", NOT_ASKED)
    if has_post:
        for bar in bars(grid, needs_of_case(case), skills, today):
            faults.add("receiver", bar.sentence)
    faults.check()
    said = {"provider": provider, "officer": to, "team": team, "allocated_because": because, "suggested": to}
    return [Draft(kind=Allocated, on=today, payload={"order": order.number, **said}) for order in case.open_orders]
