"""What is weighed when practitioners are ranked for a case, and how much each term counts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from throughcare.facts.fact import Coded
from throughcare.facts.staff import Grade, Sex
from throughcare.rules.role_grid import NOT_KNOWN, CaseNeeds, Grid, Skills, may_hold
from throughcare.rules.workload.capacity import NOMINAL

FULL_WEEK = 37.0
"""Hours of a full week, in which `NOMINAL` points of work are done. Source: hmpps-workload, V1_1__SEED_REF_DATA.sql."""
SETTLED = 12
"""Months after which somebody has settled into their grade. Ours."""


class Load(Protocol):
    """What somebody holds: cases, points, at high risk, and new in the last seven days."""

    @property
    def cases(self) -> int: ...
    @property
    def points(self) -> int: ...
    @property
    def high(self) -> int: ...
    @property
    def new(self) -> int: ...


class Candidate(Protocol):
    """Somebody who might hold the case, as `records.queries.practitioners` reads them."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def team(self) -> str: ...
    @property
    def skills(self) -> Skills: ...
    @property
    def in_grade_since(self) -> date | None: ...
    @property
    def available(self) -> int: ...
    @property
    def is_away(self) -> bool: ...
    @property
    def away_until(self) -> date | None: ...
    @property
    def languages(self) -> tuple[str, ...]: ...
    @property
    def places(self) -> tuple[str, ...]: ...
    @property
    def sex(self) -> Sex | None: ...
    @property
    def held(self) -> Load: ...


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What ranking reads of a case. `points` are those of a case in the middle of the table where it is not measured.

    `asked_sex` is that of a practitioner who is lawfully asked for; codes are those of staff.
    """

    needs: CaseNeeds
    points: int
    is_measured: bool = True
    held_now: str | None = None
    held_before: tuple[str, ...] = ()
    wrote_report: frozenset[str] = frozenset()
    language: str = ""
    lives_at: str = ""
    asked_sex: Sex | None = None
    conflicts: Collection[str] = frozenset()
    excluded: Collection[str] = frozenset()
    restricted_to: Collection[str] = frozenset()


class Term(Coded):
    """What is weighed, with what it is called."""

    ROOM = "room", "Time left"
    CONTINUITY = "continuity", "Knows the person"
    HIGH_SHARE = "high share", "Share of high-risk work"
    LANGUAGE = "language", "Language"
    TRAVEL = "travel", "Travel"
    NEW = "new", "New cases this week"
    GRADE = "grade", "Grade"
    SETTLED = "settled", "Time in the grade"


WEIGHTS: dict[Term, int] = {
    Term.ROOM: 40,  # nobody can work without time: it outweighs any one of the others
    Term.CONTINUITY: 20,  # each change of practitioner costs the person trust; below what half a caseload weighs
    Term.LANGUAGE: 15,  # an interpreter can be had, but is worse than a practitioner who speaks it
    Term.HIGH_SHARE: 12,  # high-risk work alone burns people out: spread it, where this case is of it
    Term.NEW: 10,  # each new case takes most time in its first week
    Term.TRAVEL: 8,  # a place that they cover anyway saves both sides a journey
    Term.GRADE: 6,  # leave the time of probation officers for what only they may hold
    Term.SETTLED: 4,  # a little for experience; too little to send everything to the same few
}
"""What each term counts at most. All are ours: no published system ranks. A change here is a change of policy."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One term of somebody's sum: what it counts here, and what it rests on, in words."""

    term: Term
    counts: float
    words: str


def hours_of(points: float) -> float:
    """The hours a week that points of work take."""
    return points * FULL_WEEK / NOMINAL


def is_asked(term: Term, case: CaseFacts) -> bool:
    """Whether a term says anything of this case."""
    return {
        Term.HIGH_SHARE: case.needs.is_high,
        Term.LANGUAGE: bool(case.language),
        Term.TRAVEL: bool(case.lives_at),
    }.get(term, True)


def weighed(term: Term, case: CaseFacts, who: Candidate, grid: Grid, on: date) -> Weighed:
    """What a term counts for somebody, and what it rests on."""
    share, words = _TERMS[term](case, who, grid, on)
    return Weighed(term, WEIGHTS[term] * share, words)


Found = tuple[float, str]
"""How much of its weight a term has here, from -1 to 1, and what it rests on."""


def _room(case: CaseFacts, who: Candidate, _grid: Grid, _on: date) -> Found:
    now, after = who.held.points, who.held.points + case.points
    takes = f"about {hours_of(case.points):.1f} hours a week"
    if who.available <= 0:
        return -1.0, f"no time for cases: {now} points held, {after} after; the case takes {takes}"
    left = max(-1.0, min(1.0, (who.available - after) / who.available))
    percents = f"{now / who.available:.0%} now, {after / who.available:.0%} after"
    return left, f"{now} of {who.available} points, {after} after ({percents}); the case takes {takes}"


def _continuity(case: CaseFacts, who: Candidate, _grid: Grid, _on: date) -> Found:
    if who.code in case.held_before:
        return 1.0, "held the case before"
    if who.code in case.wrote_report:
        return 0.5, "wrote the report to the court"
    return 0.0, "has not worked with the person"


def _high_share(_case: CaseFacts, who: Candidate, _grid: Grid, _on: date) -> Found:
    held = who.held
    if not held.cases:
        return 1.0, "holds no case at high risk"
    return 1 - held.high / held.cases, f"{held.high} of {held.cases} cases at high risk"


def _language(case: CaseFacts, who: Candidate, _grid: Grid, _on: date) -> Found:
    if case.language.casefold() in {each.casefold() for each in who.languages}:
        return 1.0, f"offers {case.language}"
    return 0.0, f"does not offer {case.language}"


def _travel(case: CaseFacts, who: Candidate, _grid: Grid, _on: date) -> Found:
    if case.lives_at.casefold() in {each.casefold() for each in who.places}:
        return 1.0, f"works in {case.lives_at}, where the person lives"
    return 0.0, f"does not work in {case.lives_at}, where the person lives"


def _new(_case: CaseFacts, who: Candidate, grid: Grid, _on: date) -> Found:
    most = max(1, grid.limits.new_a_week)
    many = who.held.new
    return 1 - min(many, most) / most, "no new case this week" if not many else f"{many} new this week"


def _grade(case: CaseFacts, who: Candidate, grid: Grid, on: date) -> Found:
    grade = who.skills.grade
    if grade is None:
        return 0.0, "holds no post"
    words = grade.label.lower()
    if grade is Grade.SERVICE_OFFICER and may_hold(grid, case.needs, who.skills, on):
        return 1.0, f"{words}, whose grade may hold it"
    if grade is Grade.OFFICER and grid.cells[Grade.SERVICE_OFFICER, case.needs.level or NOT_KNOWN, case.needs.column]:
        return 0.0, f"{words}, whose time is kept for what no service officer may hold"
    return 0.0, words


def _settled(_case: CaseFacts, who: Candidate, _grid: Grid, on: date) -> Found:
    if who.in_grade_since is None:
        return 0.0, "time in the grade not recorded"
    since = who.in_grade_since
    months = max(0, (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day))
    return min(months, SETTLED) / SETTLED, f"{months} {'month' if months == 1 else 'months'} in the grade"


_TERMS: dict[Term, Callable[[CaseFacts, Candidate, Grid, date], Found]] = {
    Term.ROOM: _room,
    Term.CONTINUITY: _continuity,
    Term.HIGH_SHARE: _high_share,
    Term.LANGUAGE: _language,
    Term.TRAVEL: _travel,
    Term.NEW: _new,
    Term.GRADE: _grade,
    Term.SETTLED: _settled,
}
