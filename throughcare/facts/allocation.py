"""Allocation: which organisation the rule gives a case to, who gets it, and what staff say against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from throughcare.facts.fact import LATER, Coded, Fact, Officer, Order, Provider, Source, YesNo, kind
from throughcare.facts.staff import ProviderType, Sex


class AllocationReason(Coded):
    """Why a case is given to somebody, or to somebody else. That anybody is unwell is no reason that is kept."""

    FIRST = "FIRST", "First allocation"
    LEFT = "OFFICER LEFT", "The practitioner left"
    NOT_AVAILABLE = "NOT AVAILABLE", "The practitioner is not available"
    CASELOAD = "CASELOAD", "To even out caseloads"
    RISK_CHANGED = "RISK CHANGED", "The risk, or what the case needs, has changed"
    MOVED = "MOVED", "The person moved"
    CONFLICT = "CONFLICT", "Conflict of interest"
    STAFF_CONCERN = "STAFF CONCERN", "A professional concern was raised"
    TRANSFER_IN = "TRANSFER IN", "It came from another organisation or area"
    CLOSED = "OFFICE CLOSED", "An office or a team closed"
    OTHER = "OTHER", "Another reason"


class StaffConcernKind(Coded):
    """What a member of staff says is wrong with who holds a case. Source: Probation Circular 90/2005."""

    NOT_TRAINED = "NOT TRAINED", "Not trained for this"
    NO_CAPACITY = "NO CAPACITY", "No capacity"
    NOT_SAFE = "NOT SAFE", "Not safe"


class StaffConcernReply(Coded):
    """What a manager did about a professional concern."""

    REALLOCATED = "REALLOCATED", "The case goes to somebody else"
    SUPPORT = "SUPPORT", "The case stays, with support or joint working"
    TIME = "TIME", "The case stays, and time was made for it"
    NOTHING = "NOTHING CHANGED", "Nothing was changed"


class LawfulGround(Coded):
    """The grounds on which a practitioner of one sex may be asked for. Source: Equality Act 2010, schedule 9, paragraph
    1 (an occupational requirement that is a proportionate means of achieving a legitimate aim); Offender Rehabilitation
    Act 2014, section 10 (arrangements for the needs of women).
    """

    HARMED = "HARMED", "They were harmed by somebody of the other sex, and asked for it"
    NEEDS_OF_WOMEN = "NEEDS OF WOMEN", "Arrangements for the particular needs of women"
    INTIMATE = "INTIMATE", "The work involves intimate contact or searching"


@kind(rank=102, recorded_by="court officer or manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderDecided(Fact):
    """It was decided whether the service or a company is to hold a case, by the rule, with every input kept.

    Where the decision is not what the rule gives, or an input was not known, the note says why.
    """

    order: Annotated[Order, "the order that the decision is about"]
    decided_type: Annotated[ProviderType | None, "who is to hold it"] = None
    rule_gives: Annotated[ProviderType | None, "who is to hold it by the rule"] = None
    inputs: Annotated[str | None, "every input of the rule, by name, with where it comes from"] = None
    rule_version: Annotated[str | None, "which rule, with its threshold"] = None
    officer: Annotated[Officer | None, "who decided"] = None
    provider: Annotated[Provider | None, "the organisation that decided, and passes the case on"] = None


@kind(rank=108, recorded_by="manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationOverridden(Fact):
    """A case is given to somebody though something is missing, or a limit stands against it; the note says why."""

    order: Annotated[Order, "the order that is allocated nonetheless"]
    overridden: Annotated[str | None, "what was overridden, by its codes, between commas"] = None
    officer: Annotated[Officer | None, "who answers for it"] = None


_ALLOCATED = {"order": "EventNumber", "provider": "ProviderCode", "team": "TeamCode", "officer": "OfficerCode"}


@kind(rank=110, recorded_by="manager", sources=(Source("allocations", "AllocatedDate", _ALLOCATED),))
@dataclass(frozen=True, slots=True, kw_only=True)
class Allocated(Fact):
    """An order was given to a practitioner, who is the assigned practitioner from then on."""

    order: Annotated[Order, "the order that was allocated"]
    provider: Annotated[Provider | None, "the organisation that holds it from now on"] = None
    officer: Annotated[Officer | None, "the practitioner who holds it from now on"] = None
    team: Annotated[str | None, "the team of that practitioner"] = None
    allocated_because: Annotated[AllocationReason | None, "why", LATER] = None
    suggested: Annotated[Officer | None, "who stood first among those who could have had it", LATER] = None


@kind(rank=112, recorded_by="any member of staff")
@dataclass(frozen=True, slots=True, kw_only=True)
class StaffConcernRaised(Fact):
    """A member of staff says that it is wrong who holds the case: a professional concern, which is protected.

    It is shown to whoever raised it, to managers and to inspectors, and counts against nobody.
    """

    staff_concern: Annotated[StaffConcernKind | None, "what is wrong"] = None
    officer: Annotated[Officer | None, "who raised it"] = None
    about: Annotated[Officer | None, "who held the case when it was raised"] = None


@kind(rank=114, recorded_by="manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class StaffConcernAnswered(Fact):
    """A manager answered a professional concern; the note says what was weighed. Its thread is that of the concern."""

    staff_reply: Annotated[StaffConcernReply | None, "what was done"] = None
    officer: Annotated[Officer | None, "which manager"] = None


@kind(rank=116, recorded_by="practitioner or manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictDeclared(Fact):
    """A member of staff has a conflict of interest with the case, and is not given it; or no longer has."""

    officer: Annotated[Officer | None, "who has the conflict"] = None
    over: Annotated[YesNo | None, "yes where it no longer stands"] = None


@kind(rank=118, recorded_by="practitioner or manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerAsked(Fact):
    """A practitioner of one sex is lawfully asked for; or no longer is."""

    staff_sex: Annotated[Sex | None, "of which sex"] = None
    lawful_ground: Annotated[LawfulGround | None, "on which ground"] = None
    over: Annotated[YesNo | None, "yes where it no longer stands"] = None
