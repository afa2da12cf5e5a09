"""Staff: who holds a post, with which grade, qualification and training.

These facts stand in the stream of the member of staff (its `person` is their code), and no standard sees them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from throughcare.facts.fact import Coded, Fact, Provider, kind


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
