"""What other agencies were asked, and whether they have answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from throughcare.facts.checks import (
    AnswerAcknowledged,
    CheckChased,
    CheckNotAsked,
    CheckRequested,
    CheckResult,
    CheckReturned,
    CheckType,
    NotAskedBecause,
)
from throughcare.facts.fact import Coded, Fact
from throughcare.facts.risk import Register
from throughcare.rules.case.values import known_value, moment_of

REGISTER_OF = {CheckType.DOMESTIC_ABUSE: Register.DOMESTIC_ABUSE, CheckType.CHILD_PROTECTION: Register.CHILD}
"""The concern that goes on the record where an agency answers that one is known."""


class CheckStatus(Coded):
    """Where a check stands. A check that is not back is never *no concern*."""

    NOT_ASKED = "not_asked", "Not asked"
    NOT_NEEDED = "not_needed", "Not asked, for a reason"
    ASKED = "asked", "Asked, not back"
    RING = "ring", "Known: ring the agency"
    REFUSED = "refused", "Refused"
    BACK = "back", "Back"


_NOT_TOLD = (CheckResult.REFUSED, CheckResult.WILL_NOT_SAY)


@dataclass(frozen=True, slots=True)
class CheckState:
    """One check: asked, answered, both or neither. An answer may stand without its question.

    `told` is what the agency said, as fact, opinion and allegation; `because` why it was not asked.
    `returned_at` is the instant of the answer, where that is known.
    """

    check: CheckType | None
    asked_on: date | None = None
    returned_on: date | None = None
    result: CheckResult | None = None
    thread: str | None = None
    asked_of: str | None = None
    reply_by: date | None = None
    report: str | None = None
    chased: tuple[date, ...] = ()
    answered_by: str | None = None
    told: tuple[str | None, str | None, str | None] = (None, None, None)
    acknowledged_on: date | None = None
    because: NotAskedBecause | None = None
    returned_at: datetime | None = None

    @property
    def status(self) -> CheckStatus:
        """Where it stands."""
        if self.returned_on is not None:
            if self.result is CheckResult.RING:
                return CheckStatus.RING
            return CheckStatus.REFUSED if self.result in _NOT_TOLD else CheckStatus.BACK
        if self.asked_on is not None:
            return CheckStatus.ASKED
        return CheckStatus.NOT_ASKED if self.because is None else CheckStatus.NOT_NEEDED

    @property
    def is_answered(self) -> bool:
        """Whether the agency has answered, whatever it said."""
        return self.returned_on is not None

    @property
    def waits(self) -> bool:
        """Whether an answer is still to come: none came, or we were asked to ring."""
        return not self.is_answered or self.result is CheckResult.RING

    def is_late(self, today: date) -> bool:
        """Whether the agency was to have answered by now."""
        return self.asked_on is not None and not self.is_answered and (self.reply_by or today) < today


def read_checks(facts: Iterable[Fact]) -> tuple[CheckState, ...]:
    """Every check asked or answered, in turn; then one that was not asked, for each type of which there is none.

    An answer belongs to the open question of its thread. One without a thread answers nothing, but is kept: what an
    agency knows is not lost for want of a number. Only one that asked us to ring gives way to what came after.
    """
    checks: list[CheckState] = []
    places: dict[str, int] = {}
    exempt: dict[CheckType | None, NotAskedBecause | None] = {}
    for fact in facts:
        place = places.get(fact.thread) if fact.thread is not None else None
        match fact:
            case CheckRequested():
                if place is None or checks[place].is_answered:
                    if fact.thread is not None:
                        places[fact.thread] = len(checks)
                    checks.append(_asked(fact))
            case CheckReturned() if place is not None and checks[place].waits:
                checks[place] = replace(checks[place], **_answer(fact))
            case CheckReturned():
                answered = CheckState(known_value(CheckType, fact.check), thread=fact.thread)
                checks.append(replace(answered, **_answer(fact)))
            case CheckChased() if place is not None:
                checks[place] = replace(checks[place], chased=(*checks[place].chased, fact.on))
            case AnswerAcknowledged() if place is not None:
                checks[place] = replace(checks[place], acknowledged_on=fact.on)
            case CheckNotAsked():
                exempt[known_value(CheckType, fact.check)] = known_value(NotAskedBecause, fact.because)
    there = {check.check for check in checks}
    return (*checks, *(CheckState(check, because=exempt.get(check)) for check in CheckType if check not in there))


def _asked(fact: CheckRequested) -> CheckState:
    return CheckState(
        known_value(CheckType, fact.check),
        fact.on,
        thread=fact.thread,
        asked_of=fact.asked_of,
        reply_by=fact.reply_by,
        report=fact.report,
    )


def _answer(fact: CheckReturned) -> dict[str, Any]:
    return {
        "returned_on": fact.on,
        "returned_at": moment_of(fact),
        "result": known_value(CheckResult, fact.result),
        "answered_by": fact.answered_by,
        "told": (fact.fact_told, fact.opinion_told, fact.allegation_told),
        "acknowledged_on": None,
    }
