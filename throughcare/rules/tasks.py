"""From a duty to what somebody does about it: which form settles it, who owes it, and which harm comes first.

A standard says what ought to happen; this says what to press. The table goes by the *id* of a standard, without its
pack: the same id in two packs is the same duty read by two clocks, and one line on a to-do list. Source of the order:
our own, from the briefing's account of where harm could still have been prevented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache

from throughcare.calendar import working_days_between
from throughcare.facts.fact import Coded
from throughcare.facts.risk import RoshLevel
from throughcare.facts.words import Say, as_written


class Task(Coded):
    """What to do, in words that fit on a button. Each names one form, or one part of the contact form."""

    SEE = "see", "See the person"
    VISIT = "visit", "Visit at home"
    PLAN = "plan", "Complete the plan"
    REVIEW = "review", "Review the risk"
    TELL_AGENCIES = "tell_agencies", "Tell those who must know"
    OVERSIGHT = "oversight", "Record oversight"
    ALLOCATE = "allocate", "Allocate the case"
    WRITE_REPORT = "write_report", "Write down what the report said"
    DECIDE_ESCALATION = "decide_escalation", "Decide on the referral"
    RECORD_CONCERN = "record_concern", "Record the concern"
    GIVE_REPORT = "give_report", "Give the report"
    ASK_CHECK = "ask_check", "Ask for the check"
    AWAIT_ANSWER = "await_answer", "Remind the agency"
    READ_ANSWER = "read_answer", "Read the answer"
    RING_AGENCY = "ring_agency", "Ring the agency"
    COUNTERSIGN = "countersign", "Answer the exemption"
    HAND_OVER = "hand_over", "Send the case on"
    ANSWER_HANDOVER = "answer_handover", "Answer the handover"
    SEND_AGAIN = "send_again", "Send the case again"
    ANSWER_CONCERN = "answer_concern", "Answer the professional concern"


BY_OTHER_DESKS = frozenset(
    {
        *(Task.ALLOCATE, Task.WRITE_REPORT, Task.DECIDE_ESCALATION),
        *(Task.GIVE_REPORT, Task.ASK_CHECK, Task.AWAIT_ANSWER),
        *(Task.COUNTERSIGN, Task.HAND_OVER, Task.ANSWER_HANDOVER, Task.SEND_AGAIN, Task.ANSWER_CONCERN),
    }
)
"""The tasks that no form of supervision settles: those of the court and its agencies, of allocating, handing over and
deciding.
"""

ON_A_CHECK = frozenset({Task.READ_ANSWER, Task.RING_AGENCY})
"""The tasks that are settled on the page of one check: that of the fact which opened the duty."""


class Owes(Coded):
    """Who owes a duty: on whose list it stands."""

    PRACTITIONER = "practitioner", "The practitioner who holds the case"
    MANAGER = "manager", "The manager of the team that holds the case"
    COURT_OFFICER = "court_officer", "The court officer"
    AGENCY = "agency", "The agency that was asked"
    MANAGER_ASKED = "manager_asked", "The manager of the organisation that was asked"


class Harm(IntEnum):
    """What can still be prevented by doing it now. The smaller comes first."""

    RISING_RISK = 1
    """Somebody is at risk, and those who could protect them do not know."""
    NOT_SEEN = 2
    """Nobody has met the person, or been where they live, or is there to do so."""
    NOT_WEIGHED = 3
    """What is known has not been weighed."""
    NO_PLAN = 4
    PAPER = 5


@dataclass(frozen=True, slots=True)
class TaskRule:
    """What a duty asks of whom. A gate is history at once: it has no task, and nobody owes it any more.

    `short` is the title of its line on a to-do list; `same_as` the id of the duty of which it is another clock's
    reading, in which case the two are one line.
    """

    task: Task | None
    owes: Owes | None
    harm: Harm
    short: str
    same_as: str | None = None


def _gate(short: str) -> TaskRule:
    return TaskRule(None, None, Harm.PAPER, short)


_P, _M = Owes.PRACTITIONER, Owes.MANAGER

TASKS: dict[str, TaskRule] = {
    # --- court and checks
    "oral-report-recorded": TaskRule(
        Task.WRITE_REPORT, Owes.COURT_OFFICER, Harm.PAPER, "Written record of the oral report"
    ),
    "report-on-time": TaskRule(Task.GIVE_REPORT, Owes.COURT_OFFICER, Harm.NOT_WEIGHED, "Report"),
    "police-check-asked": TaskRule(
        Task.ASK_CHECK, Owes.COURT_OFFICER, Harm.RISING_RISK, "Ask for the police domestic abuse check"
    ),
    "children-check-asked": TaskRule(
        Task.ASK_CHECK, Owes.COURT_OFFICER, Harm.RISING_RISK, "Ask for the children's services check"
    ),
    "check-answered-in-time": TaskRule(Task.AWAIT_ANSWER, Owes.AGENCY, Harm.RISING_RISK, "Answer of an agency"),
    "format-as-advised": _gate("Form of report as advised"),
    "report-sent-electronically": _gate("Report sent electronically"),
    "sentence-as-proposed": _gate("Sentence as proposed"),
    "checks-back-at-report": _gate("Checks back at the report"),
    "answer-acknowledged": TaskRule(Task.READ_ANSWER, _P, Harm.RISING_RISK, "Read the agency's answer"),
    "agency-rung": TaskRule(Task.RING_AGENCY, _P, Harm.RISING_RISK, "Ring the agency that asked to be rung"),
    "checks-requested-before-report": _gate("Checks asked before the report"),
    "domestic-abuse-answer-recorded": TaskRule(
        Task.RECORD_CONCERN, _P, Harm.RISING_RISK, "The police's answer on the record"
    ),
    "child-answer-recorded": TaskRule(
        Task.RECORD_CONCERN, _P, Harm.RISING_RISK, "The children's services' answer on the record"
    ),
    # --- allocation
    "allocated-in-time": TaskRule(Task.ALLOCATE, _M, Harm.NOT_SEEN, "Allocation"),
    "rosh-at-allocation": _gate("Screening at allocation"),
    "full-rosh-at-allocation": _gate("Full analysis at allocation"),
    "full-rosh-where-needed": _gate("Full analysis at allocation where needed"),
    "checks-back-at-allocation": _gate("Checks back at allocation"),
    "rosh-complete-at-allocation": _gate("Assessment of risk at allocation"),
    "exemption-answered": TaskRule(Task.COUNTERSIGN, _M, Harm.NOT_WEIGHED, "Exemption from the full analysis"),
    "practitioner-named-in-time": TaskRule(Task.ALLOCATE, _M, Harm.NOT_SEEN, "Naming of a practitioner"),
    "staff-concern-answered": TaskRule(Task.ANSWER_CONCERN, _M, Harm.RISING_RISK, "Professional concern"),
    # --- handover
    "handover-sent-in-time": TaskRule(Task.HAND_OVER, _M, Harm.NOT_SEEN, "Passing on of the case"),
    "handover-answered": TaskRule(Task.ANSWER_HANDOVER, Owes.MANAGER_ASKED, Harm.NOT_SEEN, "Answer to a handover"),
    "returned-pack-answered": TaskRule(Task.SEND_AGAIN, _M, Harm.NOT_SEEN, "Case that was returned"),
    "transfer-after-escalation": TaskRule(Task.HAND_OVER, _M, Harm.RISING_RISK, "Transfer after an accepted referral"),
    # --- supervision
    "first-appointment": TaskRule(Task.SEE, _P, Harm.NOT_SEEN, "First appointment"),
    "first-appointment-contract": TaskRule(
        Task.SEE, _P, Harm.NOT_SEEN, "First appointment arranged", same_as="first-appointment"
    ),
    "home-visit": TaskRule(Task.VISIT, _P, Harm.NOT_SEEN, "Home visit"),
    "home-visit-on-new-risk": TaskRule(Task.VISIT, _P, Harm.NOT_SEEN, "Home visit after a new risk"),
    "plan-in-time": TaskRule(Task.PLAN, _P, Harm.NO_PLAN, "Plan"),
    "plan-by-assigned": _gate("Plan by their own practitioner"),
    # --- review, escalation, oversight
    "risk-reviewed": TaskRule(Task.REVIEW, _P, Harm.NOT_WEIGHED, "Review"),
    "change-reviewed": TaskRule(Task.REVIEW, _P, Harm.NOT_WEIGHED, "Review after a change"),
    "others-notified": TaskRule(Task.TELL_AGENCIES, _P, Harm.RISING_RISK, "Tell others of the change"),
    "escalation-decided": TaskRule(
        Task.DECIDE_ESCALATION, Owes.MANAGER_ASKED, Harm.RISING_RISK, "Decision on a referral for rising risk"
    ),
    "oversight": TaskRule(Task.OVERSIGHT, _M, Harm.NOT_WEIGHED, "Oversight"),
    "oversight-on-new-risk": TaskRule(Task.OVERSIGHT, _M, Harm.NOT_WEIGHED, "Oversight after a new risk"),
}
"""By the id of the standard. A standard that is shipped and not here fails the tests."""

_PROTECTED = frozenset({"staff-concern-answered"})


def is_protected(standard: str) -> bool:
    """Whether that the duty is there at all is for managers and inspectors, and for whoever raised what opened it: it
    stands on no list of the practitioner whose case it is about.
    """
    return standard.rpartition("/")[2] in _PROTECTED


@lru_cache(maxsize=1_000)
def rule_of(standard: str) -> TaskRule:
    """The rule of a standard, by its full name (`pack/id`) or its id.

    A standard of somebody's own pack has no form here. What it would prevent is not known, so it stands in the
    middle, and not last.
    """
    name = standard.rpartition("/")[2]
    return TASKS.get(name) or TaskRule(None, None, Harm.NOT_WEIGHED, name.replace("-", " ").capitalize())


@lru_cache(maxsize=1_000)
def duty_of(standard: str) -> str:
    """The id under which all clocks' readings of one duty stand together on a list."""
    return rule_of(standard).same_as or standard.rpartition("/")[2]


_RISK = {RoshLevel.VERY_HIGH: 0, RoshLevel.HIGH: 1, None: 1, RoshLevel.MEDIUM: 2, RoshLevel.LOW: 3}
"""Of a person whose level is not known the worse is feared: unknown counts as high."""


def sort_key(standard: str, level: RoshLevel | None, due: date) -> tuple[int, int, date]:
    """The place of a line on a to-do list: the harm it can still prevent, then the risk, then the due day.

    That nobody has met a person at high risk is as pressing as a risk of which nobody was told.
    """
    harm, risk = rule_of(standard).harm, _RISK[level]
    if harm is Harm.NOT_SEEN and risk <= _RISK[RoshLevel.HIGH]:
        harm = Harm.RISING_RISK
    return int(harm), risk, due


def say_early(met: date, due: date) -> str:
    """How the day on which a duty was met stands to its due day: *1 working day early*, *on the day it was due*.

    Where only days that are no working days lie between, it says days.
    """
    if met == due:
        return "on the day it was due"
    word = "early" if met < due else "late"
    many, unit = abs(working_days_between(met, due)), "working day"
    if many == 0:
        many, unit = abs((due - met).days), "day"
    return f"{many} {unit}{'' if many == 1 else 's'} {word}"


def say_lateness(due: date, today: date, say: Say = as_written) -> str:
    """How a duty stands to its due day: *2 working days late*, *due today*, *due in 3 working days*.

    Where only days that are no working days lie between, it says days: after a Friday, Sunday is *2 days late*.
    """
    days, working = (due - today).days, abs(working_days_between(today, due))
    if days == 0:
        return say("due today")
    if days == 1:
        return say("due tomorrow")
    if working == 0:
        one, many = (
            (say("%d day late"), say("%d days late")) if days < 0 else (say("due in %d day"), say("due in %d days"))
        )
        return (one if abs(days) == 1 else many) % abs(days)
    one, many = (
        (say("%d working day late"), say("%d working days late"))
        if days < 0
        else (say("due in %d working day"), say("due in %d working days"))
    )
    return (one if working == 1 else many) % working
