"""Escalation: rising risk is passed on, decided, and told to those who must know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from throughcare.facts.fact import Coded, Fact, Officer, Provider, Source, kind


class Decision(Coded):
    """How an organisation answered a case that was referred to it because risk had risen."""

    ACCEPTED = "ACCEPTED", "Accepted"
    DECLINED = "DECLINED", "Declined"


_REFERRAL = {"from_provider": "FromProvider", "to_provider": "ToProvider"}


@kind(
    rank=120,
    recorded_by="practitioner",
    sources=(Source("escalations", "ReferredDate", _REFERRAL, "EscalationID"),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(Fact):
    """A case was referred to another organisation because the risk had risen."""

    from_provider: Annotated[Provider | None, "who referred it"] = None
    to_provider: Annotated[Provider | None, "who must decide"] = None


@kind(
    rank=130,
    recorded_by="manager of the organisation that was asked",
    sources=(Source("escalations", "DecidedDate", {**_REFERRAL, "decision": "Decision"}, "EscalationID"),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationDecided(Fact):
    """The organisation that was asked decided."""

    from_provider: Annotated[Provider | None, "who referred it"] = None
    to_provider: Annotated[Provider | None, "who decided"] = None
    decision: Annotated[Decision | None, "what was decided"] = None


@kind(
    rank=180,
    recorded_by="practitioner",
    sources=(Source("contacts", "ContactDate", {"officer": "OfficerCode"}, only=("ContactType", "AGENCY NOTIFIED")),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyNotified(Fact):
    """Another agency or person involved was told of a change."""

    officer: Annotated[Officer | None, "who told them"] = None
    agency: Annotated[str | None, "who was told"] = None
