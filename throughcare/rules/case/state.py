"""One person's facts folded into what pages show and the summary of a case keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from throughcare.facts.allocation import Allocated
from throughcare.facts.court import ReportRequested, Sentenced
from throughcare.facts.escalation import AgencyNotified
from throughcare.facts.fact import Fact
from throughcare.facts.identity import AccessLimit, Identified
from throughcare.facts.oversight import Oversight
from throughcare.facts.risk import (
    Assessed,
    Assessment,
    Completion,
    Register,
    RiskPlanned,
    RoshLevel,
    SignificantChange,
)
from throughcare.facts.supervision import Meeting, Outcome, Plan
from throughcare.rules.access import CaseHeld
from throughcare.rules.case.access import read_limits, read_review_on
from throughcare.rules.case.allocation import (
    AskedPractitioner,
    Holder,
    ProviderDecision,
    StaffConcern,
    read_conflicts,
    read_decisions,
    read_holders,
    read_practitioner_asked,
    read_staff_concerns,
)
from throughcare.rules.case.checks import CheckState, read_checks
from throughcare.rules.case.court import OrderState, read_commencement, read_orders
from throughcare.rules.case.escalation import Referral, read_referrals
from throughcare.rules.case.handover import HandoverState, read_handovers
from throughcare.rules.case.missing import Missing, what_is_missing
from throughcare.rules.case.reports import ReportState, read_reports
from throughcare.rules.case.risk import (
    Exemption,
    Mappa,
    RoshStatus,
    read_concerns,
    read_exemption,
    read_group_levels,
    read_level,
    read_mappa,
    read_rosh,
)
from throughcare.rules.case.scores import LatestScore, read_scores
from throughcare.rules.case.supervision import (
    ArrangedMeeting,
    Contact,
    Need,
    SafetyWarning,
    read_arranged,
    read_contacts,
    read_needs,
    read_safety,
)
from throughcare.rules.case.values import of_kind


@dataclass(frozen=True, slots=True)
class LastDone:
    """The latest of something that was done: its day, who did it (as the fact names them), and the note."""

    on: date
    by: str | None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """What is known of one person by the facts given. It keeps days, and no outcome that midnight would change.

    `came_on` is the day of the first report or sentence, `commenced_on` the latest day on which supervision began,
    `allocated_on` that of the latest allocation. `last_contact` is the latest meeting whose day came, whatever
    became of it; `last_seen` the latest that was attended. `arranged` has no outcome yet, and `settled_threads`
    names the meetings that have one. `rosh_status_on` is the day of the assessment that gave the status.
    `excluded` and `restricted_to` are the limits by these facts: access is always asked of today's.
    """

    person: str | None = None
    identity: Identified | None = None

    came_on: date | None = None
    orders: tuple[OrderState, ...] = ()
    is_active: bool = True
    commenced_on: date | None = None

    holder: Holder | None = None
    earlier_holders: tuple[Holder, ...] = ()
    allocated_on: date | None = None
    allocated_orders: frozenset[str] = frozenset()
    decisions: Mapping[str, ProviderDecision] = field(default_factory=dict)
    handovers: tuple[HandoverState, ...] = ()
    referrals: tuple[Referral, ...] = ()
    staff_concerns: tuple[StaffConcern, ...] = ()
    conflicts: frozenset[str] = frozenset()
    practitioner_asked: AskedPractitioner | None = None

    rosh_level: RoshLevel | None = None
    rosh_assessed_on: date | None = None
    rosh_status: RoshStatus = RoshStatus.NOT_STARTED
    rosh_status_on: date | None = None
    group_levels: Mapping[str, RoshLevel] = field(default_factory=dict)
    exemption: Exemption | None = None
    mappa: Mappa | None = None
    last_risk_plan: LastDone | None = None
    scores: Mapping[str, LatestScore] = field(default_factory=dict)
    concerns: Mapping[Register, date] = field(default_factory=dict)
    checks: tuple[CheckState, ...] = ()
    reports: tuple[ReportState, ...] = ()

    last_contact: Contact | None = None
    last_seen: Contact | None = None
    last_home_visit_on: date | None = None
    arranged: tuple[ArrangedMeeting, ...] = ()
    settled_threads: frozenset[str] = frozenset()
    last_plan: LastDone | None = None
    last_review: LastDone | None = None
    last_change: LastDone | None = None
    last_agency_told: LastDone | None = None
    last_oversight: LastDone | None = None

    needs: tuple[Need, ...] = ()
    safety: tuple[SafetyWarning, ...] = ()

    excluded: frozenset[str] = frozenset()
    restricted_to: frozenset[str] = frozenset()
    limits_review_on: date | None = None

    missing: tuple[Missing, ...] = ()

    @property
    def last_seen_on(self) -> date | None:
        """The latest day on which anybody saw them."""
        return self.last_seen.on if self.last_seen else None

    @property
    def practitioners_before(self) -> int:
        """How many practitioners held the case before whoever holds it now: each once, the present one not."""
        now = self.holder.officer if self.holder else None
        return len({holder.officer for holder in self.earlier_holders} - {None, now})

    @property
    def open_orders(self) -> tuple[OrderState, ...]:
        """The orders that run."""
        return tuple(order for order in self.orders if order.is_open)


def case_of(facts: Sequence[Fact]) -> CaseState:
    """The state of one person's case, from their standing facts in order (`in_order(standing(...))`).

    What is arranged lies ahead, so cut the case of today with `as_of=date.max`: nothing else may lie ahead.
    Raises `ValueError` where the facts are of more than one person.
    """
    people = {fact.person for fact in facts}
    if len(people) > 1:
        raise ValueError(f"a case is one person's: these facts are of {len(people)}")
    state = CaseState(
        person=next(iter(people), None),
        identity=next(reversed(of_kind(facts, Identified)), None),
        came_on=next((fact.on for fact in facts if isinstance(fact, ReportRequested | Sentenced)), None),
        reports=read_reports(facts),
        **_holding(facts),
        **_risk(facts),
        **_meetings(facts),
        **_done(facts),
        **_limits(facts),
    )
    return replace(state, missing=what_is_missing(state))


def case_held(case: CaseState) -> CaseHeld:
    """What access asks of this case. Raises `ValueError` where no fact says whose it is."""
    if case.person is None:
        raise ValueError("a case without facts is nobody's: there is nothing to give access to")
    holder = case.holder
    return CaseHeld(
        person=case.person,
        organisation=(holder.provider or None) if holder else None,
        team=(holder.team or None) if holder else None,
        officer=(holder.officer or None) if holder else None,
        is_active=case.is_active,
        excluded=case.excluded,
        restricted_to=case.restricted_to,
    )


def _holding(facts: Sequence[Fact]) -> dict[str, Any]:
    orders, is_active = read_orders(facts)
    holder, earlier = read_holders(facts)
    allocations = of_kind(facts, Allocated)
    return {
        "orders": orders,
        "is_active": is_active,
        "commenced_on": read_commencement(facts),
        "holder": holder,
        "earlier_holders": earlier,
        "allocated_on": allocations[-1].on if allocations else None,
        "allocated_orders": frozenset(fact.order for fact in allocations),
        "decisions": read_decisions(facts),
        "handovers": read_handovers(facts),
        "referrals": read_referrals(facts),
        "staff_concerns": read_staff_concerns(facts),
        "conflicts": read_conflicts(facts),
        "practitioner_asked": read_practitioner_asked(facts),
    }


def _risk(facts: Sequence[Fact]) -> dict[str, Any]:
    assessed = of_kind(facts, Assessed)
    level, assessed_on = read_level(assessed)
    exemption = read_exemption(facts)
    status, status_on = read_rosh(assessed, exemption)
    return {
        "rosh_level": level,
        "rosh_assessed_on": assessed_on,
        "rosh_status": status,
        "rosh_status_on": status_on,
        "group_levels": read_group_levels(assessed),
        "exemption": exemption,
        "mappa": read_mappa(facts),
        "last_risk_plan": _last(of_kind(facts, RiskPlanned), "officer"),
        "scores": read_scores(facts),
        "concerns": read_concerns(facts),
        "checks": read_checks(facts),
    }


def _meetings(facts: Sequence[Fact]) -> dict[str, Any]:
    contacts = read_contacts(facts)
    seen = [contact for contact in contacts if contact.outcome is Outcome.ATTENDED]
    arranged, settled = read_arranged(facts)
    return {
        "last_contact": _latest(contacts),
        "last_seen": _latest(seen),
        "last_home_visit_on": next((c.on for c in reversed(seen) if c.meeting is Meeting.HOME), None),
        "arranged": arranged,
        "settled_threads": settled,
        "needs": read_needs(facts),
        "safety": read_safety(facts),
    }


def _latest(contacts: Sequence[Contact]) -> Contact | None:
    return contacts[-1] if contacts else None


def _done(facts: Sequence[Fact]) -> dict[str, Any]:
    reviews = [
        fact
        for fact in of_kind(facts, Assessed)
        if fact.assessment == Assessment.REVIEW and fact.status == Completion.COMPLETE
    ]
    return {
        "last_plan": _last(of_kind(facts, Plan), "officer"),
        "last_review": _last(reviews, "assessor"),
        "last_change": _last(of_kind(facts, SignificantChange), "officer"),
        "last_agency_told": _last(of_kind(facts, AgencyNotified), "officer"),
        "last_oversight": _last(of_kind(facts, Oversight), "officer"),
    }


def _last(facts: Iterable[Fact], by: str) -> LastDone | None:
    return next((LastDone(fact.on, getattr(fact, by), fact.note) for fact in reversed(list(facts))), None)


def _limits(facts: Sequence[Fact]) -> dict[str, Any]:
    named = read_limits(facts)
    stands = any(named.values())
    return {
        "excluded": named[AccessLimit.EXCLUSION],
        "restricted_to": named[AccessLimit.RESTRICTION],
        "limits_review_on": read_review_on(facts) if stands else None,
    }
