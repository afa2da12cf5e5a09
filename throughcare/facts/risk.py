"""Risk: concerns, changes and assessments of the risk of serious harm (RoSH)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from throughcare.facts.fact import Coded, Fact, Officer, Source, YesNo, kind


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
