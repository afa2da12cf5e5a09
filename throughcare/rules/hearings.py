"""What became of a hearing, as a court officer records it: an answer a defendant, and the sentence that was passed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from throughcare.facts.court import Disposal, HearingHeld, HearingResult, Sentenced
from throughcare.facts.drafts import Draft
from throughcare.facts.fact import Fact
from throughcare.facts.words import say_day
from throughcare.rules.case import CaseState
from throughcare.rules.case.values import of_kind
from throughcare.rules.refusals import Faults
from throughcare.rules.report_request import next_order

LAST_WORD = (HearingResult.SENTENCED, HearingResult.OTHER_SENTENCE, HearingResult.DISMISSED)
"""After these results nothing that was asked for before waits for a sentence."""


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of the courts of a person besides the case: when a hearing last ended a matter (`finished_on`), and
    the threads of the reports that were asked for through listings of the matter that is heard now (`own`).
    """

    finished_on: date | None = None
    own: frozenset[str] = frozenset()


def course_of(facts: list[Fact], own: Iterable[str], before: date) -> Course:
    """The course of a person's matters, by hearings before this day."""
    ends = [held.on for held in of_kind(facts, HearingHeld) if held.hearing_result in LAST_WORD and held.on < before]
    return Course(max(ends, default=None), frozenset(own))


def order_to_be(case: CaseState, course: Course = Course()) -> str:
    """The order that a sentence of today makes: that of the latest report of this matter, or of one that was asked for
    after the last matter ended, which no sentence has followed; else a new one.

    A report that led to a fine years ago is not that of the sentence of today.
    """
    sentenced = {order.number for order in case.orders if order.sentenced_on}
    waiting = [report for report in case.reports if report.order not in sentenced and not report.called_off_on]
    own = [report for report in waiting if report.thread in course.own]
    since = course.finished_on
    open_ = own or [each for each in waiting if since is None or each.asked_on is None or each.asked_on > since]
    return open_[-1].order if open_ else next_order(case)


def is_held(facts: list[Fact], thread: str) -> bool:
    """Whether it is on the record what became of the hearing of this thread."""
    return any(fact.thread == thread for fact in of_kind(facts, HearingHeld))


def decide_hearing(
    case: CaseState,
    *,
    is_recorded: bool,
    result: HearingResult | None,
    disposal: Disposal | None,
    court: str,
    provider: str,
    thread: str,
    on: date,
    today: date,
    course: Course = Course(),
) -> list[Draft]:
    """The facts of one answer: the hearing, and the sentence where it is one that brings supervision."""
    faults = Faults()
    if is_recorded:
        faults.add("result", "It is on the record already what became of this hearing.")
    elif on > today:
        faults.add("result", f"{say_day(on)} has not come yet: today is {say_day(today)}.")
    elif result is None:
        faults.add("result", "Say what became of it.")
    if result is HearingResult.SENTENCED and disposal is None:
        faults.add("disposal", "Say which sentence was passed.")
    elif disposal is not None and result is not HearingResult.SENTENCED:
        faults.add("result", "You chose a sentence: choose “Sentenced to supervision” too, or clear the sentence.")
    faults.check()
    said = {"court": court, "hearing_result": result, "provider": provider}
    drafts = [Draft(kind=HearingHeld, on=on, payload=said, thread=thread)]
    if disposal is not None:
        order = order_to_be(case, course)
        drafts.append(Draft(kind=Sentenced, on=on, payload={"order": order, "disposal": disposal}, thread=thread))
    return drafts
