"""What is still open in the assessment of somebody's risk, sentence by sentence, with whose turn it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from throughcare.facts.fact import Fact
from throughcare.facts.risk import Assessed, Assessment, Completion, RoshLevel
from throughcare.facts.words import say_day
from throughcare.rules.case import CaseState
from throughcare.rules.case.risk import RoshStatus
from throughcare.rules.case.values import of_kind
from throughcare.rules.rosh.content import screening_of
from throughcare.rules.rosh.questions import SCREENING
from throughcare.rules.rosh.screening import not_known, open_questions, yes_to


@dataclass(frozen=True, slots=True)
class Stands:
    """How the assessment stands: one of the five states, what is open, and what the latest screening said yes to."""

    status: RoshStatus
    is_open: tuple[str, ...]
    called_by: tuple[str, ...]
    """The questions, in words, whose yes calls for a full analysis."""


def how_it_stands(case: CaseState, facts: Sequence[Fact]) -> Stands:
    """The state of the assessment with what is open. `facts` are those that stand, in order."""
    screenings = [each for each in of_kind(facts, Assessed) if each.assessment == Assessment.SCREENING]
    latest = screenings[-1] if screenings else None
    answers = screening_of(latest.content).answers if latest else {}
    called_by = tuple(SCREENING[name].words for name in yes_to(answers))
    return Stands(case.rosh_status, tuple(_open(case, latest)), called_by)


def _open(case: CaseState, latest: Assessed | None) -> list[str]:
    status = case.rosh_status
    if status is RoshStatus.NOT_STARTED:
        return ["Nobody has screened the risk of serious harm yet.", *_plan(case)]
    said: list[str] = []
    if status is RoshStatus.SCREENING_INCOMPLETE and latest is not None:
        said += _open_screening(latest)
    if status is RoshStatus.FULL_MISSING:
        said.append("The full analysis is to be completed, or an exemption to be countersigned.")
    said += _exemption(case)
    if latest is not None and latest.content and status is not RoshStatus.SCREENING_INCOMPLETE:
        left = not_known(screening_of(latest.content).answers)
        said += [f"Not known since the screening of {say_day(latest.on)}: {SCREENING[name].words}" for name in left]
    return said + _plan(case)


def _open_screening(latest: Assessed) -> list[str]:
    day = say_day(latest.on)
    if latest.status == Completion.COMPLETE:
        return [f"The screening of {day} does not say whether a full analysis is called for: screen again."]
    answers = screening_of(latest.content).answers
    if not answers:
        return [f"The screening of {day} was not finished; which answers it had is not on the record."]
    open_ = [f"Not answered: {SCREENING[name].words}" for name in open_questions(answers)]
    return open_ + [f"Not known: {SCREENING[name].words}" for name in not_known(answers)]


def _exemption(case: CaseState) -> list[str]:
    found = case.exemption
    if found is None or found.is_countersigned or case.rosh_status is not RoshStatus.FULL_MISSING:
        return []
    if found.is_countersigned is None:
        return [f"An exemption waits for a manager since {say_day(found.on)}: until then the full analysis is due."]
    return [f"The exemption of {say_day(found.on)} was not countersigned: the full analysis is due."]


def _plan(case: CaseState) -> list[str]:
    """A plan is due where there is risk to manage; one that is older than the level may not fit it any more."""
    if case.rosh_level in (None, RoshLevel.LOW):
        return []
    if case.last_risk_plan is None:
        return ["There is no risk management plan."]
    if case.rosh_assessed_on is not None and case.last_risk_plan.on < case.rosh_assessed_on:
        written_on, assessed_on = say_day(case.last_risk_plan.on), say_day(case.rosh_assessed_on)
        return [f"The plan of {written_on} was written before the risk was assessed on {assessed_on}."]
    return []
