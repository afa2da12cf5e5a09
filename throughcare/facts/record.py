"""Facts about the record itself: withdrawn, wrong person, erased. No standard ever sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from throughcare.facts.fact import Fact, kind


@kind(rank=1000, recorded_by="anyone who may record the fact withdrawn")
@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Fact):
    """An earlier fact was a mistake. What was known until now, and what is known from now, both stay readable.

    Withdrawing a withdrawal restores what it had withdrawn.
    """

    target: Annotated[int, "number of the fact withdrawn"]
    reason: Annotated[str | None, "why"] = None


@kind(rank=1010, recorded_by="practitioner or manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class WrongPerson(Fact):
    """An earlier fact was about somebody else: hidden at once, in every view of the past too."""

    target: Annotated[int, "number of the fact that was about somebody else"]
    reason: Annotated[str | None, "why"] = None


@kind(rank=1020, recorded_by="data officer")
@dataclass(frozen=True, slots=True, kw_only=True)
class Erased(Fact):
    """What an earlier fact said was erased by law; that there was a fact, and its hash, stay."""

    target: Annotated[int, "number of the fact whose content was erased"]
    law: Annotated[str | None, "the ground in law"] = None


ABOUT_THE_RECORD: tuple[type[Fact], ...] = (Withdrawn, WrongPerson, Erased)
