"""Risk: concerns, changes and assessments of the risk of serious harm (RoSH)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from throughcare.facts.fact import LATER, Coded, Fact, Officer, Source, YesNo, kind


class Register(Coded):
    """The concerns that call for more than ordinary supervision."""

    DOMESTIC_ABUSE = "DA PERPETRATOR", "Domestic abuse concern"
    CHILD = "CHILD CONCERN", "Child concern"


class Assessment(Coded):
    """The kinds of assessment of the risk of serious harm."""

    SCREENING = "SCREENING", "Screening"
    FULL = "FULL", "Full analysis"
    REVIEW = "REVIEW", "Review"


class Completion(Coded):
    """Whether an assessment was finished."""

    COMPLETE = "COMPLETE", "Complete"
    INCOMPLETE = "INCOMPLETE", "Incomplete"


class RoshLevel(Coded):
    """Levels of risk of serious harm, lowest first. Source: the Offender Assessment System's four levels."""

    LOW = "LOW", "Low"
    MEDIUM = "MEDIUM", "Medium"
    HIGH = "HIGH", "High"
    VERY_HIGH = "VERY HIGH", "Very high"


@kind(
    rank=60,
    recorded_by="court officer or practitioner",
    sources=(Source("registrations", "RegisteredDate", {"register": "RegisterType"}),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Concern(Fact):
    """A domestic abuse or child concern was put on the record."""

    register: Annotated[Register | None, "which concern"] = None


class MappaCategory(Coded):
    """Why somebody falls under the multi-agency public protection arrangements. Source: Criminal Justice Act 2003,
    section 325; the fourth came with the Police, Crime, Sentencing and Courts Act 2022.
    """

    ONE = "M1", "Category 1: registered for a sexual offence"
    TWO = "M2", "Category 2: violent or other sexual offence"
    THREE = "M3", "Category 3: otherwise dangerous"
    FOUR = "M4", "Category 4: terrorism"


class MappaLevel(Coded):
    """How the arrangements manage somebody. Source: guidance on the arrangements, levels 1 to 3."""

    ONE = "L1", "Level 1: by one agency"
    TWO = "L2", "Level 2: by several agencies that meet"
    THREE = "L3", "Level 3: by several agencies that meet, at senior level"


@kind(rank=64, recorded_by="manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class MappaManaged(Fact):
    """The person comes under the multi-agency public protection arrangements (MAPPA), or no longer does."""

    mappa_category: Annotated[MappaCategory | None, "why"] = None
    mappa_level: Annotated[MappaLevel | None, "how"] = None
    over: Annotated[YesNo | None, "yes where they no longer do"] = None


@kind(
    rank=70,
    recorded_by="practitioner",
    sources=(Source("contacts", "ContactDate", {"officer": "OfficerCode"}, only=("ContactType", "RISK INCREASE")),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SignificantChange(Fact):
    """Something changed that may raise the risk that the person poses."""

    officer: Annotated[Officer | None, "who noticed it"] = None


_ASSESSED = {
    "assessment": "Type",
    "status": "Status",
    "full_needed": "FullAnalysisRequired",
    "level": "RoshLevel",
    "assessor": "Assessor",
}


@kind(
    rank=80, recorded_by="court officer or practitioner", sources=(Source("assessments", "AssessmentDate", _ASSESSED),)
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed(Fact):
    """The risk of serious harm was assessed. A level left blank says nothing: the earlier one stands."""

    assessment: Annotated[Assessment | None, "the kind of assessment"] = None
    status: Annotated[Completion | None, "whether it was finished"] = None
    full_needed: Annotated[YesNo | None, "whether the screening calls for a full analysis"] = None
    level: Annotated[RoshLevel | None, "the level found"] = None
    assessor: Annotated[str | None, "who assessed, as written; may be from outside the extract"] = None
    content: Annotated[str | None, "what was said, by the names of the questions", LATER] = None
    children_level: Annotated[RoshLevel | None, "the level for children", LATER] = None
    public_level: Annotated[RoshLevel | None, "the level for the public", LATER] = None
    known_adult_level: Annotated[RoshLevel | None, "the level for adults who are known", LATER] = None
    staff_level: Annotated[RoshLevel | None, "the level for staff", LATER] = None
    prisoners_level: Annotated[RoshLevel | None, "the level for prisoners, while in custody", LATER] = None


@kind(rank=81, recorded_by="court officer or practitioner")
@dataclass(frozen=True, slots=True, kw_only=True)
class FullExempted(Fact):
    """In professional judgement no full analysis is needed, though the screening calls for one; the note says why.

    It holds only when a manager has countersigned. Source: the screening itself, and Probation Circular 10/2005.
    """

    officer: Annotated[Officer | None, "whose judgement it is"] = None


@kind(rank=83, recorded_by="manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionAnswered(Fact):
    """A manager countersigned an exemption from the full analysis, or did not; its thread is that of the exemption."""

    countersigned: Annotated[YesNo | None, "yes where it holds from now on"] = None
    officer: Annotated[Officer | None, "which manager"] = None


@kind(rank=85, recorded_by="practitioner")
@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPlanned(Fact):
    """A risk management plan was written. A later one replaces the whole of it."""

    content: Annotated[str | None, "what was said, by the names of the questions"] = None
    officer: Annotated[Officer | None, "who wrote it"] = None
