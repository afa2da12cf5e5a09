"""Exempting somebody from the full analysis, and countersigning that or not: two people, two facts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from throughcare.facts.drafts import Draft
from throughcare.facts.fact import YesNo
from throughcare.facts.risk import ExemptionAnswered, FullExempted
from throughcare.rules.case import CaseState
from throughcare.rules.case.risk import RoshStatus
from throughcare.rules.refusals import Faults
from throughcare.rules.thread_names import first_free

NOT_DUE = "No full analysis is due: there is nothing to be exempted from."
WAITS = "An exemption waits for a manager already: they countersign it, or say no."
SAY_WHY = "Say why no full analysis is needed, though the screening calls for one."
MANAGERS_ONLY = "An exemption is countersigned by a manager: ask yours."
NONE_WAITS = "No exemption waits any more: it was answered or taken back, or a new screening asks anew."
NOT_YOUR_OWN = "You exempted the person yourself: another manager countersigns it."
SAY_YES_OR_NO = "Say whether you countersign it."
SAY_WHY_NOT = "Say why not, so that whoever assesses knows what is missing."


def fault_in_exempting(case: CaseState) -> str | None:
    """Why nobody can be exempted as the case stands; None where somebody can."""
    if case.rosh_status is not RoshStatus.FULL_MISSING:
        return NOT_DUE
    if case.exemption is not None and case.exemption.is_countersigned is None:
        return WAITS
    return None


def decide_exemption(
    case: CaseState, *, reason: str | None, officer: str, taken: Collection[str], today: date
) -> list[Draft]:
    """In the judgement of `officer` (code) no full analysis is needed. It holds once a manager has countersigned.

    `taken` holds the threads that the record has. Raises `NotRecorded`.
    """
    faults = Faults()
    fault = fault_in_exempting(case)
    if fault is not None:
        faults.add("", fault)
    why = faults.note("reason", reason, needed=SAY_WHY, in_words=True)
    faults.check()
    thread = first_free(f"exemption-{today.isoformat()}", taken)
    return [Draft(kind=FullExempted, on=today, payload={"officer": officer}, thread=thread, note=why)]


def decide_exemption_answer(
    case: CaseState,
    *,
    countersigned: YesNo | None,
    reason: str | None,
    officer: str,
    may_oversee: bool,
    today: date,
) -> list[Draft]:
    """The manager `officer` (code) countersigns the exemption that waits, or does not. Raises `NotRecorded`."""
    faults = Faults()
    waiting = case.exemption
    if not may_oversee:
        faults.add("", MANAGERS_ONLY)
    if waiting is None or waiting.is_countersigned is not None:
        faults.add("", NONE_WAITS)
    elif waiting.officer == officer:
        faults.add("", NOT_YOUR_OWN)
    if countersigned is None:
        faults.add("countersigned", SAY_YES_OR_NO)
    why = faults.note("reason", reason, needed=SAY_WHY_NOT if countersigned is YesNo.NO else None, in_words=True)
    faults.check()
    said = {"countersigned": countersigned, "officer": officer}
    thread = waiting.thread if waiting else None
    return [Draft(kind=ExemptionAnswered, on=today, payload=said, thread=thread, note=why)]
