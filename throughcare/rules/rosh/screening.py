"""Deciding a screening: whether it is complete, whether it calls for a full analysis, and which concerns it tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from throughcare.facts.drafts import Draft
from throughcare.facts.fact import YesNo
from throughcare.facts.risk import Assessed, Assessment, Completion, Concern, Register, RoshLevel
from throughcare.rules.case import CaseState
from throughcare.rules.refusals import Faults
from throughcare.rules.rosh.content import Screening, written
from throughcare.rules.rosh.questions import SCREENING, Answer

ANSWER_IT = "Answer this, or choose “Not known”: what nobody knows is not a no."
SAY_MORE = "Say who, what and since when: a yes alone does not keep anybody safe."
SAY_TRIED = (
    "Say what was tried to find out what is not known, and what is still being tried; or record the screening as not "
    "complete."
)
SAY_WHETHER = "Say whether the screening is complete."
NOTHING_YET = "Answer at least one question: there is nothing to record yet."


def open_questions(answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The questions that have no answer at all."""
    return tuple(name for name in SCREENING if name not in answers)


def not_known(answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The questions that were answered with *not known*."""
    return tuple(name for name in SCREENING if answers.get(name) is Answer.NOT_KNOWN)


def yes_to(answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The questions that were answered with any yes: each of them alone calls for a full analysis."""
    return tuple(name for name in SCREENING if name in answers and answers[name].is_yes)


def decide_screening(
    case: CaseState, said: Screening, *, status: Completion | None, officer: str, today: date
) -> list[Draft]:
    """The screening as answered, by `officer` (code). Raises `NotRecorded`.

    A complete one answers every question, and says what was tried where an answer is *not known*. One that is recorded
    as not complete keeps what is known so far. Source of what calls for a full analysis: any yes, as in the screening
    itself.
    """
    faults = Faults()
    answers = {name: said.answers[name] for name in SCREENING if name in said.answers}
    more = {name: faults.note(f"{name}_more", said.more.get(name)) for name in SCREENING}
    for name in yes_to(answers):
        if SCREENING[name].register is not None and more[name] is None:
            faults.add(f"{name}_more", SAY_MORE)
    tried = faults.note("tried", said.tried, in_words=True)
    if status is None:
        faults.add("status", SAY_WHETHER)
    elif status is Completion.INCOMPLETE and not answers:
        faults.add("status", NOTHING_YET)
    elif status is Completion.COMPLETE:
        for name in open_questions(answers):
            faults.add(name, ANSWER_IT)
        if not_known(answers) and tried is None:
            faults.add("tried", SAY_TRIED)
    faults.check()
    kept = Screening(answers, {name: words for name, words in more.items() if words}, tried)
    return [_assessed(kept, status, officer, today), *_concerns(case, kept, today)]


def _assessed(said: Screening, status: Completion | None, officer: str, today: date) -> Draft:
    """Whether a full analysis is needed is said as soon as it is known: a no is known only when all is answered.

    A screening that answers no throughout finds low risk: nothing points to serious harm. Where something is not known,
    or a yes calls for the analysis, it finds no level. Source: Offender Assessment System, in which whoever needs no
    full analysis is at low risk; the manual was not read.
    """
    needed = YesNo.YES if yes_to(said.answers) else YesNo.NO if status is Completion.COMPLETE else None
    payload = {
        "assessment": Assessment.SCREENING,
        "status": status,
        "full_needed": needed,
        "level": RoshLevel.LOW if status is Completion.COMPLETE and _is_no_throughout(said.answers) else None,
        "assessor": officer,
        "content": written(said),
    }
    return Draft(kind=Assessed, on=today, payload=payload)


def _is_no_throughout(answers: Mapping[str, Answer]) -> bool:
    return all(answers.get(name) is Answer.NO for name in SCREENING)


def _concerns(case: CaseState, said: Screening, today: date) -> list[Draft]:
    told: dict[Register, list[str]] = {}
    for name in yes_to(said.answers):
        register = SCREENING[name].register
        if register is not None:
            told.setdefault(register, []).append(f"{SCREENING[name].words}: {said.more[name]}")
    return concern_drafts(case, {register: "\n".join(lines) for register, lines in told.items()}, today)


def concern_drafts(case: CaseState, told: Mapping[Register, str], today: date) -> list[Draft]:
    """The concerns that are not on the record yet, each with what was said of it."""
    new: Iterable[Register] = [register for register in told if register not in case.concerns]
    return [Draft(kind=Concern, on=today, payload={"register": each}, note=told[each]) for each in new]
