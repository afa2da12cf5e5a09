"""What other agencies were asked, and whether they have answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from throughcare.facts.checks import CheckRequested, CheckResult, CheckReturned, CheckType
from throughcare.facts.fact import Coded, Fact
from throughcare.facts.risk import Register
from throughcare.rules.case.values import known_value

REGISTER_OF = {CheckType.DOMESTIC_ABUSE: Register.DOMESTIC_ABUSE, CheckType.CHILD_PROTECTION: Register.CHILD}
"""The concern that goes on the record where an agency answers that one is known."""


class CheckStatus(Coded):
    """Where a check stands. A check that is not back is never *no concern*."""

    NOT_ASKED = "not_asked", "Not asked"
    ASKED = "asked", "Asked, not back"
    BACK = "back", "Back"


@dataclass(frozen=True, slots=True)
class CheckState:
    """One check: asked, answered, both or neither. An answer may stand without its question."""

    check: CheckType | None
    asked_on: date | None = None
    returned_on: date | None = None
    result: CheckResult | None = None
    thread: str | None = None

    @property
    def status(self) -> CheckStatus:
        """Where it stands."""
        if self.returned_on is not None:
            return CheckStatus.BACK
        return CheckStatus.NOT_ASKED if self.asked_on is None else CheckStatus.ASKED


def read_checks(facts: Iterable[Fact]) -> tuple[CheckState, ...]:
    """Every check asked or answered, in turn; then one that was not asked, for each type of which there is none.

    An answer belongs to the open question of its thread. One without a thread answers nothing, but is kept: what an
    agency knows is not lost for want of a number.
    """
    checks: list[CheckState] = []
    waiting: dict[str, int] = {}
    for fact in facts:
        if isinstance(fact, CheckRequested):
            if fact.thread is not None and fact.thread in waiting:
                continue
            if fact.thread is not None:
                waiting[fact.thread] = len(checks)
            checks.append(CheckState(known_value(CheckType, fact.check), fact.on, thread=fact.thread))
        elif isinstance(fact, CheckReturned):
            result = known_value(CheckResult, fact.result)
            place = waiting.pop(fact.thread, None) if fact.thread is not None else None
            if place is not None:
                checks[place] = replace(checks[place], returned_on=fact.on, result=result)
            else:
                checks.append(CheckState(known_value(CheckType, fact.check), None, fact.on, result, thread=fact.thread))
    there = {check.check for check in checks}
    return (*checks, *(CheckState(check) for check in CheckType if check not in there))
