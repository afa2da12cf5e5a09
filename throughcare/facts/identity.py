"""Identity: who a person is, as they were known, and who may not, or alone may, see their case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from throughcare.facts.fact import LATER, Coded, Fact, Officer, YesNo, kind


class AccessLimit(Coded):
    """How a case is kept from some. Source: the limited-access marks of the national case system."""

    EXCLUSION = "EXCLUSION", "May not see this case"
    RESTRICTION = "RESTRICTION", "Only those named may see this case"


@kind(rank=5, recorded_by="court officer or practitioner")
@dataclass(frozen=True, slots=True, kw_only=True)
class Identified(Fact):
    """Who the person is, as told on this day. A later one replaces the whole of it."""

    given_names: Annotated[str | None, "first names"] = None
    family_name: Annotated[str | None, "family name"] = None
    born_on: Annotated[date | None, "date of birth"] = None
    sex: Annotated[str | None, "sex, as recorded where it came from"] = None
    ethnicity: Annotated[str | None, "ethnicity, as the person said"] = None
    disability: Annotated[str | None, "disability, as the person said"] = None
    pnc: Annotated[str | None, "number in the Police National Computer", LATER] = None
    address: Annotated[str | None, "where they live, the postcode last", LATER] = None


@kind(rank=250, recorded_by="manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLimited(Fact):
    """A member of staff was excluded from a case, or named as one of those who alone may see it; or that is over."""

    limit: Annotated[AccessLimit | None, "exclusion or restriction"] = None
    officer: Annotated[Officer | None, "the member of staff who is named"] = None
    over: Annotated[YesNo | None, "yes where this no longer holds"] = None
    review_on: Annotated[date | None, "the day by which it is to be looked at again", LATER] = None


@kind(rank=252, recorded_by="manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsReviewed(Fact):
    """A manager looked at all the limits that stand on a case, and leaves them; the note says why."""

    officer: Annotated[Officer | None, "which manager"] = None
    review_on: Annotated[date | None, "the day by which they are to be looked at again"] = None
