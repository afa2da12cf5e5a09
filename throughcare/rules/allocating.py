"""Giving a case to a practitioner: what stands in the way, and what the manager's decision writes.

Something missing blocks the first allocation of a case, and that of one that came from another organisation; the
manager may override it, by name and with a reason. A case that a practitioner held before is not kept from the next
one by what is missing in it: it would be with nobody. Then it is told, and blocks nothing. That is ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from throughcare.calendar import add_working_days
from throughcare.facts.allocation import (
    Allocated,
    AllocationOverridden,
    AllocationReason,
    ConflictDeclared,
    LawfulGround,
    PractitionerAsked,
)
from throughcare.facts.drafts import Draft
from throughcare.facts.fact import Coded, YesNo
from throughcare.facts.staff import Sex
from throughcare.facts.words import lower_first, say_day
from throughcare.rules.allocation import ALLOCATED_WITHIN, court_desk_of
from throughcare.rules.case import CaseState, Missing, MissingKind, ReportStage, say_missing
from throughcare.rules.ranking import Ranked, rank
from throughcare.rules.ranking_terms import Candidate, CaseFacts
from throughcare.rules.refusals import Faults
from throughcare.rules.role_grid import Grid, needs_of_case
from throughcare.rules.workload.of_case import case_points_of

MANAGERS_ONLY = "Cases are given to practitioners by a manager: ask yours."
NO_ORDER = "No order of theirs runs, so that there is nothing to allocate."
NOT_OURS = "Your organisation does not hold the case: it is handed over first, and then allocated."
NOT_HERE = "They hold no post here: they left, or work in another team. Choose one of those shown."
SAY_WHO = "Choose who gets the case."
SAY_WHY_NOT = "Say in a line why not the one who stands first."
SAY_BECAUSE = "Say why the case goes to somebody else."


class Turn(Coded):
    """Whose turn it is to put right what is missing."""

    COURT = "court", "Whoever worked on it at court"
    AGENCY = "agency", "The agency that was asked"
    DECIDER = "decider", "The court desk that decides which organisation holds the case"
    HOLDER = "holder", "The practitioner who held it last"


_OF_RISK = (
    MissingKind.NO_SCREENING,
    MissingKind.SCREENING_INCOMPLETE,
    MissingKind.FULL_MISSING,
    MissingKind.NO_LEVEL,
)
_OF_AGENCIES = (MissingKind.CHECK_NOT_BACK, MissingKind.AGENCY_NOT_RUNG)


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing: its code, the statement, and whose turn it is (`who` by code, where that is known)."""

    code: str
    sentence: str
    turn: Turn
    who: str | None = None


@dataclass(frozen=True, slots=True)
class AllocationRequest:
    """What a manager decided: who gets the case, why (where somebody had it before), why not the one who stands first,
    and why nonetheless, where something stands against it.
    """

    officer: str | None
    because: AllocationReason | None = None
    why_not_first: str | None = None
    override: str | None = None


def due_on(since: date) -> date:
    """By when a case is to be allocated that an organisation has had since this day."""
    return add_working_days(since, ALLOCATED_WITHIN)


def days_of_waiting(today: date) -> tuple[date, date]:
    """The first day since which a case is not late today, and the last since which it is due by today: whoever has had
    it for longer than the first is late, and between the two it is due today.
    """
    first = today
    while due_on(first - timedelta(days=1)) >= today:
        first -= timedelta(days=1)
    last = first
    while due_on(last + timedelta(days=1)) <= today:
        last += timedelta(days=1)
    return first, last if due_on(last) <= today else first - timedelta(days=1)


def is_first(case: CaseState) -> bool:
    """Whether no practitioner of the organisation that has the case now held it yet."""
    if case.holder is None:
        return True
    ours = case.holder.provider
    return not any(each.officer and each.provider == ours for each in (*case.earlier_holders, case.holder))


def gaps_of(case: CaseState) -> tuple[Gap, ...]:
    """Everything that a practitioner would miss who got the case now, with whose turn it is."""
    found = [*_gaps_of_risk(case), *_gaps_of_report(case)]
    if is_first(case):
        found += _gaps_of_decision(case)
    return tuple(found)


def blocks(case: CaseState) -> tuple[Gap, ...]:
    """What is missing and keeps the case from being allocated until it is there, or overridden."""
    return gaps_of(case) if is_first(case) else ()


def case_facts(case: CaseState, *, language: str = "", lives_at: str = "") -> CaseFacts:
    """What ranking reads of a case. The language that is needed, and where the person lives, are as the summary of the
    case has them.
    """
    work, asked = case_points_of(case), case.practitioner_asked
    holder = case.holder.officer if case.holder else None
    return CaseFacts(
        needs=needs_of_case(case),
        points=work.assumed,
        is_measured=work.points is not None,
        held_now=holder,
        held_before=tuple(dict.fromkeys(each.officer for each in case.earlier_holders if each.officer)),
        wrote_report=frozenset(each.writer for each in case.reports if each.writer and each.made_on),
        language=language,
        lives_at=lives_at,
        asked_sex=asked.sex if asked else None,
        conflicts=case.conflicts,
        excluded=case.excluded,
        restricted_to=case.restricted_to,
    )


def decide_allocation(
    case: CaseState,
    asked: AllocationRequest,
    facts: CaseFacts,
    candidates: Sequence[Candidate],
    grid: Grid,
    *,
    provider: str,
    by: str,
    may_allocate: bool,
    today: date,
) -> list[Draft]:
    """Every order that runs goes to the chosen one of these candidates, who all work in `provider`, from today on.

    What is missing, or a limit that is passed, is written as overridden by `by`. Raises `NotRecorded`.
    """
    faults = Faults()
    if not may_allocate:
        faults.add("", MANAGERS_ONLY)
    if case.holder is None or case.holder.provider != provider:
        faults.add("", NOT_OURS)
    orders = [order.number for order in case.open_orders]
    if not orders:
        faults.add("", NO_ORDER)
    ranked = rank(facts, candidates, grid, today)
    chosen = _chosen(ranked, asked.officer, faults)
    first = next((each for each in ranked if each.place == 1), None)
    why_not = faults.line("why_not_first", asked.why_not_first, needed=_needed_line(chosen, first))
    because = AllocationReason.FIRST if is_first(case) else asked.because
    if because is None:
        faults.add("because", SAY_BECAUSE)
    passed = _passed(case, chosen)
    why = faults.note("override", asked.override, needed=_needed_reason(passed), in_words=True)
    faults.check()
    assert chosen is not None
    assert first is not None
    team = next(each.team for each in candidates if each.code == chosen.code)
    codes = ",".join(code for code, _ in passed) or None
    over = [_overridden(order, codes, by, why, today) for order in orders if codes]
    given = {"provider": provider, "team": team or None, "officer": chosen.code}
    given |= {"allocated_because": because, "suggested": first.code}
    return over + [Draft(kind=Allocated, on=today, payload={"order": each, **given}, note=why_not) for each in orders]


def _overridden(order: str, codes: str | None, by: str, why: str | None, today: date) -> Draft:
    payload = {"order": order, "overridden": codes, "officer": by}
    return Draft(kind=AllocationOverridden, on=today, payload=payload, note=why)


def _chosen(ranked: Sequence[Ranked], officer: str | None, faults: Faults) -> Ranked | None:
    if not officer:
        faults.add("officer", SAY_WHO)
        return None
    found = next((each for each in ranked if each.code == officer), None)
    if found is None:
        faults.add("officer", NOT_HERE)
    elif found.against:
        told = " ".join(sentence for _, sentence in found.against)
        faults.add("officer", f"{told} Choose somebody else.")
    return found


def _needed_line(chosen: Ranked | None, first: Ranked | None) -> str | None:
    if chosen is None or first is None or chosen.code == first.code or not chosen.can_have_it:
        return None
    return SAY_WHY_NOT


def _passed(case: CaseState, chosen: Ranked | None) -> list[tuple[str, str]]:
    """The codes of what is overridden, each with its statement."""
    found = [(gap.code, gap.sentence) for gap in blocks(case)]
    if chosen is not None and chosen.can_have_it:
        found += [(limit.value, sentence.rstrip(".")) for limit, sentence in chosen.over]
    return found


def _needed_reason(passed: Sequence[tuple[str, str]]) -> str | None:
    if not passed:
        return None
    told = "; ".join(lower_first(sentence) for _, sentence in passed)
    return f"Something stands against it: {told}. Wait for it, or say why the case is allocated nonetheless."


# --- what is missing ---------------------------------------------------------------------------------------------


def _gaps_of_risk(case: CaseState) -> Iterator[Gap]:
    for missing in case.missing:
        if missing.kind in _OF_RISK:
            yield Gap(missing.kind.value, say_missing(missing), *_assessor(case))
        elif missing.kind in _OF_AGENCIES:
            yield Gap(_code(missing), say_missing(missing), Turn.AGENCY, _asked_of(case, missing))
        elif missing.kind is MissingKind.CHECK_NOT_ASKED:
            yield Gap(_code(missing), say_missing(missing), *_assessor(case))


def _code(missing: Missing) -> str:
    return f"{missing.kind.value}:{missing.check.value}" if missing.check else missing.kind.value


def _asked_of(case: CaseState, missing: Missing) -> str | None:
    return next((each.asked_of for each in reversed(case.checks) if each.check is missing.check and each.waits), None)


def _assessor(case: CaseState) -> tuple[Turn, str | None]:
    """Whose turn an assessment or a check is: the one who held the case last, else whoever wrote the report."""
    held = [each.officer for each in case.earlier_holders if each.officer]
    if case.holder is not None and case.holder.officer:
        held.append(case.holder.officer)
    if held:
        return Turn.HOLDER, held[-1]
    return Turn.COURT, next((each.writer for each in reversed(case.reports) if each.writer), None)


def _gaps_of_report(case: CaseState) -> Iterator[Gap]:
    for report in case.reports:
        if report.stage is ReportStage.SPOKEN and report.delivered_on is not None:
            sentence = f"What the report said in court on {say_day(report.delivered_on)} is not written down"
            yield Gap("report_not_written", sentence, Turn.COURT, report.writer)


def _gaps_of_decision(case: CaseState) -> Iterator[Gap]:
    for order in case.open_orders:
        if order.number not in case.decisions:
            sentence = f"Nobody wrote down by which rule order {order.number} came to this organisation"
            yield Gap("not_decided", sentence, Turn.DECIDER, court_desk_of(order.number, case))


# --- who is kept from the case, and who is asked for -------------------------------------------------------------


def decide_conflict(
    case: CaseState,
    *,
    officer: str | None,
    is_over: bool,
    reason: str | None,
    by: str,
    may_manage: bool,
    today: date,
) -> list[Draft]:
    """`officer` has a conflict of interest with the case, or no longer has. Practitioners say so for themselves, and
    managers for anybody. Raises `NotRecorded`.
    """
    faults = Faults()
    who = faults.line("officer", officer, needed="Say which member of staff.")
    if who and who != by and not may_manage:
        faults.add("officer", "You can say this for yourself alone: for somebody else a manager does.")
    elif who and is_over and who not in case.conflicts:
        faults.add("officer", "No conflict of theirs stands: there is nothing to end.")
    elif who and not is_over and who in case.conflicts:
        faults.add("officer", "It stands already.")
    needed = "Say why it no longer stands." if is_over else "Say what the conflict is, as far as others must know it."
    why = faults.note("reason", reason, needed=needed, in_words=True)
    faults.check()
    payload = {"officer": who, "over": YesNo.YES if is_over else None}
    return [Draft(kind=ConflictDeclared, on=today, payload=payload, note=why)]


def decide_practitioner_asked(
    case: CaseState,
    *,
    sex: Sex | None,
    ground: LawfulGround | None,
    is_over: bool,
    reason: str | None,
    may_manage: bool,
    today: date,
) -> list[Draft]:
    """A practitioner of one sex is asked for, on a ground that the law knows; or no longer is. Raises `NotRecorded`."""
    faults = Faults()
    if not may_manage:
        faults.add("", "A manager decides this: ask yours.")
    if is_over:
        if case.practitioner_asked is None:
            faults.add("staff_sex", "Nobody is asked for: there is nothing to end.")
    else:
        if sex is None:
            faults.add("staff_sex", "Say whether a woman or a man is asked for.")
        if ground is None:
            faults.add("lawful_ground", "Say on which ground: without one the law does not allow it.")
    why = faults.note("reason", reason, needed="Say why, in words that whoever takes the case over can follow.")
    faults.check()
    payload = {"over": YesNo.YES} if is_over else {"staff_sex": sex, "lawful_ground": ground}
    return [Draft(kind=PractitionerAsked, on=today, payload=payload, note=why)]
