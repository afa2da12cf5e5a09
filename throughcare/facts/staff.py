"""Staff: who holds a post, with which grade, qualification and training.

These facts stand in the stream of the member of staff (its `person` is their code), and no standard sees them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from throughcare.facts.fact import LATER, Coded, Fact, Provider, YesNo, kind


class ProviderType(Coded):
    """The two sorts of organisation that supervised people after 2014."""

    NPS = "NPS", "National Probation Service"
    CRC = "CRC", "Community rehabilitation company"


class Grade(Coded):
    """The grades of staff who hold cases, and of those who answer for them."""

    OFFICER = "PO", "Probation officer"
    SERVICE_OFFICER = "PSO", "Probation service officer"
    SENIOR = "SPO", "Senior probation officer"


class Qualification(Coded):
    """The qualifications of practitioners. Source: Probation Qualification Framework, 2010 and 2016."""

    OFFICER = "PROBATION OFFICER", "Probation officer qualification"
    SERVICE_OFFICER = "SERVICE OFFICER", "Probation service officer award"


class Training(Coded):
    """Courses that the inspection, and the briefing on it, asked for."""

    ACT_2014 = "ACT 2014", "The Offender Rehabilitation Act 2014"
    DOMESTIC_ABUSE = "DOMESTIC ABUSE", "Working with domestic abuse"
    CHILD_PROTECTION = "CHILD PROTECTION", "Protecting children"
    RISK_OF_HARM = "RISK OF HARM", "Assessing the risk of serious harm"


@kind(rank=300, recorded_by="administrator")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostHeld(Fact):
    """From this day a member of staff holds this post, and no other."""

    provider: Annotated[Provider | None, "the organisation"] = None
    team: Annotated[str | None, "the code of the team"] = None
    grade: Annotated[Grade | None, "the grade of the post"] = None
    full_time: Annotated[float | None, "the share of a full week that the post has: 1 is full time"] = None
    at_court: Annotated[YesNo | None, "yes where it is a post at court, which holds no cases", LATER] = None


@kind(rank=310, recorded_by="administrator")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostLeft(Fact):
    """The member of staff left: from the day after, they hold no post."""


@kind(rank=320, recorded_by="administrator")
@dataclass(frozen=True, slots=True, kw_only=True)
class Qualified(Fact):
    """A qualification was awarded."""

    qualification: Annotated[Qualification | None, "which qualification"] = None


@kind(rank=330, recorded_by="administrator")
@dataclass(frozen=True, slots=True, kw_only=True)
class Trained(Fact):
    """A course was completed."""

    training: Annotated[Training | None, "which course"] = None
    valid_until: Annotated[date | None, "the last day on which it counts; not recorded: it does not run out", LATER] = (
        None
    )


class ProtectedBecause(Coded):
    """Why somebody holds less than a full caseload. No ground that would tell of their health is kept."""

    NEWLY_QUALIFIED = "NEWLY QUALIFIED", "Newly qualified, or new in the grade"
    LEARNING = "LEARNING", "Learning for a qualification"
    OTHER_DUTIES = "OTHER DUTIES", "Other duties"
    AGREED = "AGREED", "Agreed with their manager"


@kind(rank=340, recorded_by="manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadProtected(Fact):
    """From this day a member of staff is given less than a full caseload. A later one of them replaces it."""

    share_off: Annotated[float | None, "the share of their hours that is taken off: 0.2 is a fifth; 0 ends it"] = None
    until_on: Annotated[date | None, "the last day; not recorded while it is not known"] = None
    protected_because: Annotated[ProtectedBecause | None, "why"] = None


@kind(rank=350, recorded_by="manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageOffered(Fact):
    """A member of staff can supervise in a language beside English; or no longer does."""

    language: Annotated[str | None, "which language"] = None
    over: Annotated[YesNo | None, "yes where they no longer do"] = None


@kind(rank=360, recorded_by="manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCovered(Fact):
    """A member of staff works in a place, so that people who live there need not travel; or no longer does."""

    place: Annotated[str | None, "the first half of the postcodes there, for example LS6"] = None
    over: Annotated[YesNo | None, "yes where they no longer do"] = None


class Sex(Coded):
    """The sex of a member of staff, as they told it."""

    WOMAN = "WOMAN", "Woman"
    MAN = "MAN", "Man"


@kind(rank=370, recorded_by="the member of staff, or their manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSexTold(Fact):
    """A member of staff told their sex, so that a lawful request for one can be met. Nothing else asks it."""

    staff_sex: Annotated[Sex | None, "which"] = None
