"""Recording what a person needs in order to understand and be understood, or that a need is over."""

from __future__ import annotations

from datetime import date

from throughcare.facts.drafts import Draft
from throughcare.facts.fact import YesNo
from throughcare.facts.supervision import CommunicationNeed, NeedKind
from throughcare.facts.words import say_day
from throughcare.rules.case import CaseState
from throughcare.rules.refusals import Faults

DETAIL_NEEDED = {
    NeedKind.INTERPRETER: "Say for which language.",
    NeedKind.SIGN_LANGUAGE: "Say which sign language, for example British Sign Language.",
    NeedKind.OTHER: "Say what they need, in a few words.",
}
"""The needs that nobody can meet without knowing more."""


def decide_need(case: CaseState, *, need: NeedKind | None, detail: str | None, today: date) -> list[Draft]:
    """The person has this need, from today on. It takes the place of one of its kind. Raises `NotRecorded`."""
    faults = Faults()
    if need is None:
        faults.add("need", "Say which need it is, or which is over.")
    kept = faults.line("detail", detail, needed=DETAIL_NEEDED.get(need) if need else None)
    stands = next((each for each in case.needs if need and (each.need, each.detail) == (need, kept)), None)
    if stands is not None:
        faults.add("need", f"This need is recorded already, since {say_day(stands.since_on)}.")
    faults.check()
    return [Draft(kind=CommunicationNeed, on=today, payload={"need": need, "detail": kept})]


def decide_need_over(case: CaseState, *, need: NeedKind | None, detail: str | None, today: date) -> list[Draft]:
    """The need of this kind and detail is over, from today on. Raises `NotRecorded`."""
    faults = Faults()
    if not any((each.need, each.detail) == (need, detail) for each in case.needs):
        faults.add("need", "This need does not stand any more: somebody has recorded that it is over.")
    faults.check()
    return [Draft(kind=CommunicationNeed, on=today, payload={"need": need, "detail": detail, "over": YesNo.YES})]
