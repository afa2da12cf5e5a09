"""The decisions of the check desk: asked, not asked for a reason, chased, answered, acknowledged.

An agency answers through its own narrow door, or somebody here writes down what it said. Every decision returns drafts
or raises `NotRecorded`, which names all that is wrong at once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from throughcare.calendar import add_working_days, working_days_between
from throughcare.facts.checks import (
    AgencyType,
    AnswerAcknowledged,
    AnswerWay,
    CheckChased,
    CheckNotAsked,
    CheckRequested,
    CheckResult,
    CheckReturned,
    CheckType,
    NotAskedBecause,
)
from throughcare.facts.drafts import Draft
from throughcare.facts.words import lower_first, say_day
from throughcare.rules.access import CaseHeld, Viewer
from throughcare.rules.case import CaseState, CheckState
from throughcare.rules.refusals import Faults
from throughcare.rules.report_access import can_acknowledge
from throughcare.rules.report_advice import ANSWER_STANDS_FOR, is_fresh
from throughcare.rules.thread_names import first_free

AGENCY_OF = {CheckType.DOMESTIC_ABUSE: AgencyType.POLICE, CheckType.CHILD_PROTECTION: AgencyType.CHILDREN}
"""Which kind of agency is asked for each check."""
REPLY_WITHIN = {CheckType.DOMESTIC_ABUSE: 2, CheckType.CHILD_PROTECTION: 5}
"""Working days within which each kind of agency is to answer. The numbers are ours, until an agreement with an agency
says otherwise; the standard `check-answered-in-time` holds the same."""
CHASE_EVERY = 1
"""Working days between two reminders of an answer that is late. The number is ours."""


def reply_by(check: CheckType, asked_on: date) -> date:
    """The day by which the agency is to answer."""
    return add_working_days(asked_on, REPLY_WITHIN[check])


@dataclass(frozen=True, slots=True)
class CheckAsked:
    """What is said of one check when a report is asked for: the agency that is asked, or why none is."""

    check: CheckType
    agency: str | None = None
    because: NotAskedBecause | None = None


def check_draft(asked: CheckAsked, *, report: str | None, thread: str, today: date, faults: Faults) -> Draft:
    """A check is asked, or not asked for a reason by name: blank is neither, and is refused."""
    field = f"agency_{asked.check.value.lower()}"
    if asked.agency and asked.because:
        faults.add(field, "Choose an agency, or a reason for not asking: not both.")
    if asked.agency:
        said = {"check": asked.check, "asked_of": asked.agency, "reply_by": reply_by(asked.check, today)}
        return Draft(kind=CheckRequested, on=today, payload={**said, "report": report}, thread=thread)
    if asked.because is None:
        what = asked.check.label
        faults.add(field, f"{what}: say which agency is asked, or why none is. Every report needs it.")
    return Draft(kind=CheckNotAsked, on=today, payload={"check": asked.check, "because": asked.because}, thread=report)


def check_reason(case: CaseState, asked: CheckAsked, *, today: date, faults: Faults) -> None:
    """That an answer of before stands is a reason only where there is one that does."""
    of_kind = [each for each in case.checks if each.check is asked.check]
    if asked.because is NotAskedBecause.RECENT_ANSWER and not any(is_fresh(each, today) for each in of_kind):
        faults.add(
            f"agency_{asked.check.value.lower()}",
            f"There is no answer of the last 28 days to a {lower_first(asked.check.label)}: choose who is asked.",
        )


def new_thread(check: CheckType, today: date, taken: Collection[str]) -> str:
    """A thread that nothing in the record ever had: by kind and day, so that the same request gives the same thread."""
    return first_free(f"check-{check.value.lower()}-{today.isoformat()}", taken)


def decide_ask(
    case: CaseState, asked: CheckAsked, *, report: str | None, today: date, taken: Collection[str] = ()
) -> list[Draft]:
    """One check is asked, or said not to be needed, after the report was asked for. `taken`: threads ever used."""
    faults = Faults()
    open_ = [each for each in case.checks if each.check is asked.check and each.asked_on and not each.is_answered]
    out = next((each for each in open_ if each.report == report or _is_of_late(each, today)), None)
    if out is not None and out.asked_on is not None:
        faults.add("agency", f"This check was asked on {say_day(out.asked_on)} and is not back: chase it instead.")
    check_reason(case, asked, today=today, faults=faults)
    thread = new_thread(asked.check, today, {*taken, *(each.thread for each in case.checks if each.thread)})
    draft = check_draft(asked, report=report, thread=thread, today=today, faults=faults)
    faults.check()
    return [draft]


def _is_of_late(check: CheckState, today: date) -> bool:
    """Whether an answer to what was asked then would still stand: one out for years keeps nobody from asking."""
    return check.asked_on is not None and check.asked_on + ANSWER_STANDS_FOR >= today


def check_of(case: CaseState, thread: str) -> CheckState | None:
    """The check of this thread that was asked last; None where there is none."""
    return next((each for each in reversed(case.checks) if each.thread == thread and each.asked_on), None)


def decide_chase(check: CheckState, *, note: str | None, today: date) -> list[Draft]:
    """The agency is reminded."""
    faults = Faults()
    if check.is_answered:
        faults.add("note", "The agency has answered already.")
    elif today in check.chased:
        faults.add("note", "It was chased today already: ring somebody more senior there tomorrow.")
    kept = faults.note("note", note)
    faults.check()
    said = {"check": check.check, "asked_of": check.asked_of}
    return [Draft(kind=CheckChased, on=today, payload=said, thread=check.thread, note=kept)]


def is_to_be_chased(check: CheckState, today: date) -> bool:
    """Whether it is time for a reminder: it is late, and none was sent since the last working day."""
    if not check.is_late(today):
        return False
    return not check.chased or working_days_between(check.chased[-1], today) >= CHASE_EVERY


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an agency said, as typed by the agency or by whoever took it; `by` names who answered there."""

    result: CheckResult | None
    by: str | None
    way: AnswerWay
    fact_told: str | None = None
    opinion_told: str | None = None
    allegation_told: str | None = None


SAY_WHAT = "Say what is known, in at least one of the three boxes: as fact, opinion or allegation."
NOTHING_TO_TELL = "You said that nothing is held, and wrote something: choose the answer that fits, or clear the text."


def decide_answer(check: CheckState, answer: Answer, *, today: date) -> list[Draft]:
    """The agency's answer. What is known is told apart as fact, opinion and allegation; *nothing held* tells nothing.

    A second answer is taken only after one that asked us to ring.
    """
    faults = Faults()
    if check.is_answered and check.result is not CheckResult.RING:
        faults.add("result", "This check has been answered already, and nothing was changed.")
    if answer.result is None:
        faults.add("result", "Choose one of the answers.")
    who = faults.line("answered_by", answer.by, needed="Write your name and role, so that we can ask you.")
    told = {name: faults.note(name, getattr(answer, name)) for name in ("fact_told", "opinion_told", "allegation_told")}
    if answer.result is CheckResult.CONCERN and not any(told.values()):
        faults.add("fact_told", SAY_WHAT)
    if answer.result is CheckResult.NOTHING_HELD and any(told.values()):
        faults.add("result", NOTHING_TO_TELL)
    faults.check()
    said = {"check": check.check, "result": answer.result, "asked_of": check.asked_of, "answer_way": answer.way}
    return [Draft(kind=CheckReturned, on=today, payload={**said, "answered_by": who, **told}, thread=check.thread)]


NOT_THEIRS_TO_READ = (
    "Only whoever holds the case, or their manager, says that the answer was read: if you read it, tell them. "
    "Nothing was recorded."
)


def decide_acknowledge(check: CheckState, *, by: Viewer, held: CaseHeld, note: str | None, today: date) -> list[Draft]:
    """Whoever holds the case read the answer, or a manager of theirs did: nobody else's reading meets what they owe.

    Where nobody holds the case, whoever works on the report may note that they read it.
    """
    faults = Faults()
    if not can_acknowledge(by, held):
        faults.add("", NOT_THEIRS_TO_READ)
    if not check.is_answered:
        faults.add("note", "There is no answer yet.")
    elif check.acknowledged_on is not None:
        faults.add("note", f"The answer was acknowledged on {say_day(check.acknowledged_on)} already.")
    kept = faults.note("note", note)
    faults.check()
    said = {"check": check.check, "officer": by.code}
    return [Draft(kind=AnswerAcknowledged, on=today, payload=said, thread=check.thread, note=kept)]
