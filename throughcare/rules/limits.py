"""Limiting who may see a case, and lifting a limit: with the reason, and never so that whoever does it is shut out.

What a limit does is for `access` to say. A manager who is not named in a restriction loses sight of the case, and with
it of the form that could put that right; so whoever sets the first restriction is named with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from throughcare.facts.drafts import Draft
from throughcare.facts.fact import Fact, YesNo
from throughcare.facts.identity import AccessLimit, AccessLimited
from throughcare.rules.case import CaseState
from throughcare.rules.case.values import known_value, of_kind
from throughcare.rules.refusals import Faults, FieldFault, NotRecorded

MANAGERS_ONLY = "Who may see a case is limited by a manager: ask yours."
NAME_YOURSELF = "Name yourself first, or you will lose sight of the case."
LIFT_OTHERS = "Lift the others first: while others are named and you are not, you would lose sight of the case."
NOT_YOURSELF = "You would lose sight of the case. Ask another manager to exclude you."
SAY_WHY = "Say why, so that whoever looks at this next year understands it."


@dataclass(frozen=True, slots=True)
class StandingLimit:
    """A limit that stands: whom it names (None: nobody), since when, and why."""

    limit: AccessLimit
    code: str | None
    since_on: date
    reason: str | None


def limits_that_stand(facts: Iterable[Fact]) -> tuple[StandingLimit, ...]:
    """The limits that stand after these facts (those that stand, in order), the oldest first."""
    found: dict[tuple[AccessLimit, str | None], StandingLimit] = {}
    for fact in of_kind(facts, AccessLimited):
        limit, code = known_value(AccessLimit, fact.limit), fact.officer or None
        if limit is None:
            continue
        found.pop((limit, code), None)
        if fact.over != YesNo.YES:
            found[limit, code] = StandingLimit(limit, code, fact.on, fact.note)
    return tuple(found.values())


def decide_limit(
    case: CaseState,
    *,
    limit: AccessLimit | None,
    officer: str | None,
    reason: str | None,
    by: str,
    may_oversee: bool,
    today: date,
) -> list[Draft]:
    """Exclude `officer` from the case, or name them among those who alone may see it; from today on.

    The first restriction names `by`, who records, as well. Raises `NotRecorded`.
    """
    faults = _begun(may_oversee)
    if limit is None:
        faults.add("limit", "Say whether it is an exclusion or a restriction.")
    who = faults.line("officer", officer, needed="Say which member of staff.")
    fault = _fault_of(case, limit, who, by) if who else None
    if fault is not None:
        faults.add("officer", fault)
    why = faults.note("reason", reason, needed=SAY_WHY, in_words=True)
    faults.check()
    is_first = limit is AccessLimit.RESTRICTION and not case.restricted_to
    named = dict.fromkeys([by, who] if is_first else [who])
    return [Draft(kind=AccessLimited, on=today, payload={"limit": limit, "officer": each}, note=why) for each in named]


def _fault_of(case: CaseState, limit: AccessLimit | None, who: str, by: str) -> str | None:
    if limit is AccessLimit.EXCLUSION:
        if who == by:
            return NOT_YOURSELF
        return "They are excluded already." if who in case.excluded else None
    if limit is AccessLimit.RESTRICTION:
        if who in case.restricted_to:
            return "They are named already."
        is_shut_out = case.restricted_to and by not in case.restricted_to and who != by
        return NAME_YOURSELF if is_shut_out else None
    return None


def decide_limit_lifted(
    case: CaseState,
    *,
    limit: AccessLimit | None,
    officer: str | None,
    reason: str | None,
    by: str,
    may_oversee: bool,
    today: date,
) -> list[Draft]:
    """The limit that names `officer` (None: nobody) no longer holds, from today on. Raises `NotRecorded`."""
    faults = _begun(may_oversee)
    named = {AccessLimit.EXCLUSION: case.excluded, AccessLimit.RESTRICTION: case.restricted_to}
    if limit is None:
        faults.add("lifted", "Say which one is lifted.")
    elif (officer or "") not in named[limit]:
        faults.add("lifted", "It does not stand any more: somebody has lifted it.")
    elif limit is AccessLimit.RESTRICTION and officer == by and case.restricted_to != {by}:
        faults.add("lifted", LIFT_OTHERS)
    why = faults.note("reason", reason, needed=SAY_WHY, in_words=True)
    faults.check()
    said = {"limit": limit, "officer": officer or None, "over": YesNo.YES}
    return [Draft(kind=AccessLimited, on=today, payload=said, note=why)]


def _begun(may_oversee: bool) -> Faults:
    faults = Faults()
    if not may_oversee:
        faults.add("may_oversee", MANAGERS_ONLY)
    return faults


def check_stays_in_sight(before: CaseState, after: CaseState, by: str) -> None:
    """Refuse a withdrawal by which `by` would lose sight of the case. Raises `NotRecorded`."""
    was_named = by in before.restricted_to
    if was_named and after.restricted_to and by not in after.restricted_to:
        raise NotRecorded((FieldFault("target", LIFT_OTHERS),))
    if by in after.excluded and by not in before.excluded:
        raise NotRecorded((FieldFault("target", NOT_YOURSELF),))
