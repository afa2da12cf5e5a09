"""Limiting who may see a case, and lifting a limit: with the reason, and never so that whoever does it is shut out.

What a limit does is for `access` to say. A manager who is not named in a restriction loses sight of the case, and with
it of the form that could put that right; so whoever sets the first restriction is named with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from throughcare.calendar import add_months
from throughcare.facts.drafts import Draft
from throughcare.facts.fact import Fact, YesNo
from throughcare.facts.identity import AccessLimit, AccessLimited, LimitsReviewed
from throughcare.facts.words import say_day
from throughcare.rules.access import POWERS, CaseHeld, Power, Role, Viewer, can_see_exists
from throughcare.rules.case import CaseState
from throughcare.rules.case.values import known_value, of_kind
from throughcare.rules.refusals import Faults, FieldFault, NotRecorded

MANAGERS_ONLY = "Who may see a case is limited by a manager: ask yours."
NAME_YOURSELF = "Name yourself first, or you will lose sight of the case."
LIFT_OTHERS = "Lift the others first: while others are named and you are not, you would lose sight of the case."
NOT_YOURSELF = "You would lose sight of the case. Ask another manager to exclude you."
NOBODY_LEFT = "Nobody could open the case any more: name somebody else among those who may see it first."
EXCLUDED_TOO = "They are excluded from the case, and naming them would not open it. Lift that first, or choose another."
OPENS_NOTHING = "{why}, so that naming them would open the case to nobody. Choose somebody who can open records."
NOTHING_STANDS = "No limit stands on this case any more, so that there is nothing to look at again."
SAY_WHAT_YOU_FOUND = "Say why the limits are still needed, and whom you asked."

REVIEW_AFTER = 6
"""Months after which a limit is looked at again where nobody says otherwise. The number is ours: a reason such as a
neighbour or the press lasts for months and not for years, and two reviews fall into an order of a year."""
REVIEW_AT_MOST = 12
"""Months for which a limit may stand without a look. The number is ours."""
SOON = 28
"""Days ahead in which a review counts as due soon. The number is ours."""
SAY_WHY = "Say why, so that whoever looks at this next year understands it."


@dataclass(frozen=True, slots=True)
class StandingLimit:
    """A limit that stands: whom it names (None: nobody), since when, and why."""

    limit: AccessLimit
    code: str | None
    since_on: date
    reason: str | None


@dataclass(frozen=True, slots=True)
class SignIn:
    """How a member of staff gets in: their role where they may sign in, and whether they have left their post."""

    role: Role | None
    has_left: bool = False

    @property
    def why_not(self) -> str | None:
        """Why they open no record; None where they may."""
        if self.has_left:
            return "They have left"
        if self.role is None:
            return "They cannot sign in"
        return None if Power.READ_RECORD in POWERS[self.role] else f"{self.role.label}: that role opens no record"


def is_open_to_somebody(case: CaseHeld, viewers: Iterable[Viewer]) -> bool:
    """Whether any of these (who may sign in, and have not left) can open the case, inspectors not counted: they read
    all, and work on none.
    """
    return any(each.role is not Role.INSPECTOR and can_see_exists(each, case) for each in viewers)


def review_day(case: CaseState, today: date) -> date:
    """The day by which the limits are to be looked at again, as a form proposes it: the sooner of the day that stands
    and six months.
    """
    usual, stands = add_months(today, REVIEW_AFTER), case.limits_review_on
    has_limits = bool(case.excluded or case.restricted_to)
    return min(usual, stands) if has_limits and stands is not None and stands > today else usual


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
    review_on: date | None = None,
    sign_in: SignIn | None = None,
) -> list[Draft]:
    """Exclude `officer` from the case, or name them among those who alone may see it; from today on.

    The first restriction names `by`, who records, as well. The limits are to be looked at again by `review_on` (six
    months where nobody says), or by the day that stands where that is sooner. `sign_in`: how the officer gets in, where
    that was looked up. Raises `NotRecorded`.
    """
    faults = _begun(may_oversee)
    if limit is None:
        faults.add("limit", "Say whether it is an exclusion or a restriction.")
    who = faults.line("officer", officer, needed="Say which member of staff.")
    fault = _fault_of(case, limit, who, by, sign_in) if who else None
    if fault is not None:
        faults.add("officer", fault)
    why = faults.note("reason", reason, needed=SAY_WHY, in_words=True)
    due = _review(faults, review_on or review_day(case, today), today)
    faults.check()
    if case.limits_review_on is not None and (case.excluded or case.restricted_to):
        due = min(due, case.limits_review_on)
    is_first = limit is AccessLimit.RESTRICTION and not case.restricted_to
    named = dict.fromkeys([by, who] if is_first else [who])
    said = {"limit": limit, "review_on": due}
    return [Draft(kind=AccessLimited, on=today, payload=said | {"officer": each}, note=why) for each in named]


def decide_manager_named(case: CaseState, *, officer: str | None, reason: str | None, today: date) -> list[Draft]:
    """A data protection officer names a manager among those who alone may see a case that nobody else can open, so
    that the manager can put it right; within a month, as this is nobody's considered limit. Raises `NotRecorded`.
    """
    faults = Faults()
    who = faults.line("officer", officer, needed="Say which manager.")
    if who is not None and who in case.excluded:
        faults.add("officer", EXCLUDED_TOO)
    if not case.restricted_to:
        faults.add("officer", "The case is not restricted any more: nobody need be named.")
    why = faults.note("reason", reason, needed="Say what they answered when you asked them.", in_words=True)
    faults.check()
    said = {"limit": AccessLimit.RESTRICTION, "officer": who, "review_on": add_months(today, 1)}
    return [Draft(kind=AccessLimited, on=today, payload=said, note=why)]


def _review(faults: Faults, on: date, today: date) -> date:
    """The day of the next look, as it was typed; refused where it is no day to come, or too far off."""
    latest = add_months(today, REVIEW_AT_MOST)
    if on <= today:
        faults.add("review_on", f"{say_day(on)} has come already: say a day to come, up to {say_day(latest)}.")
    elif on > latest:
        faults.add("review_on", f"{say_day(on)} is too far off: a limit is looked at again by {say_day(latest)}.")
    return on


def decide_limits_reviewed(
    case: CaseState,
    *,
    words: str | None,
    review_on: date | None,
    by: str,
    may_oversee: bool,
    today: date,
) -> list[Draft]:
    """A manager looked at all the limits of the case, and leaves them: why, and until when. Raises `NotRecorded`."""
    faults = _begun(may_oversee)
    if not (case.excluded or case.restricted_to):
        faults.add("", NOTHING_STANDS)
    why = faults.note("reason", words, needed=SAY_WHAT_YOU_FOUND, in_words=True)
    due = _review(faults, review_on or add_months(today, REVIEW_AFTER), today)
    faults.check()
    return [Draft(kind=LimitsReviewed, on=today, payload={"officer": by, "review_on": due}, note=why)]


def _fault_of(case: CaseState, limit: AccessLimit | None, who: str, by: str, sign_in: SignIn | None) -> str | None:
    if limit is AccessLimit.EXCLUSION:
        return _fault_of_exclusion(case, who, by)
    if limit is not AccessLimit.RESTRICTION:
        return None
    if who in case.restricted_to:
        return "They are named already."
    if case.restricted_to and by not in case.restricted_to and who != by:
        return NAME_YOURSELF
    if who in case.excluded:
        return EXCLUDED_TOO
    why_not = sign_in.why_not if sign_in is not None else None
    return OPENS_NOTHING.format(why=why_not) if why_not is not None else None


def _fault_of_exclusion(case: CaseState, who: str, by: str) -> str | None:
    if who == by:
        return NOT_YOURSELF
    if who in case.excluded:
        return "They are excluded already."
    holder = {case.holder.officer} if case.holder is not None and case.holder.officer else set()
    is_hidden = case.restricted_to and not ((case.restricted_to | holder) - case.excluded - {who})
    return NOBODY_LEFT if is_hidden else None


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
