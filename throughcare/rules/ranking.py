"""Ranking practitioners for one case: who can have it, who stands first, and why, in words.

It is advice: the manager decides. What the grid bars (`role_grid`), a conflict, a limit on the case, or an absence is
not weighed against anything: whoever it stands against cannot be chosen. Everything else is a term of a sum, by the
literal table `WEIGHTS`. No characteristic of anybody is a term; the sex of a practitioner is looked at only where one
is lawfully asked for, and is then no term either. Names are not read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from throughcare.facts.fact import Coded
from throughcare.facts.staff import Grade, Sex
from throughcare.facts.words import say_day
from throughcare.rules.role_grid import CaseNeeds, Grid, Limits, Skills, bars, may_hold
from throughcare.rules.workload.capacity import NOMINAL

FULL_WEEK = 37.0
"""Hours of a full week, in which `NOMINAL` points of work are done. Source: hmpps-workload, V1_1__SEED_REF_DATA.sql."""
SHARE_FROM = 10
"""Of fewer cases than this a share at high risk says nothing: one of two is half. Ours."""
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


class Against(Coded):
    """Why somebody cannot be chosen."""

    BARRED = "barred", "May not hold it"
    AWAY = "away", "Not available"
    NOT_FOR_THIS = "not for this", "Not for this case"
    ASKED_SEX = "asked", "Another practitioner is lawfully asked for"
    HOLDS_IT = "holds it", "Holds it now"


class Over(Coded):
    """A limit that this case would take somebody over. It can be overridden, by name and with a reason."""

    CAPACITY = "capacity", "More points than they have time for"
    HIGH_SHARE = "high_share", "Too much of their work at high risk"
    NEW = "new_a_week", "Too many new cases this week"


@dataclass(frozen=True, slots=True)
class Weighed:
    """One term of somebody's sum: what it counts here, and what it rests on, in words."""

    term: Term
    counts: float
    words: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """Somebody as ranked. `place` counts from 1 among those who can be chosen; None: they cannot, `against` says why.

    `hidden` is what stands against them on this case alone (a conflict, a limit): for those who may see limits.
    `percent` are the points of their cases in per cent of their time, before and after; None: they have no time.
    """

    code: str
    place: int | None
    score: float
    terms: tuple[Weighed, ...]
    percent: tuple[float | None, float | None]
    over: tuple[tuple[Over, str], ...] = ()
    against: tuple[tuple[Against, str], ...] = ()
    hidden: str = ""
    why: str = ""

    @property
    def can_have_it(self) -> bool:
        """Whether they can be chosen at all."""
        return not self.against


def rank(case: CaseFacts, candidates: Iterable[Candidate], grid: Grid, on: date) -> list[Ranked]:
    """Everybody in the order in which they are proposed: those within every limit, those over one, those who cannot.

    Of equal sums the one who holds fewer points comes first, then the order of their codes, which says nothing.
    """
    by_code = {each.code: each for each in candidates}
    judged = [_judge(case, each, grid, on) for each in by_code.values()]

    def place(each: Ranked) -> tuple[bool, bool, float, int, str]:
        held = by_code[each.code].held.points
        return bool(each.against), bool(each.over), -round(each.score, 6), held, each.code

    judged.sort(key=place)
    able = [each for each in judged if each.can_have_it]
    told = [_with_place(each, number, able) for number, each in enumerate(able, start=1)]
    return [*told, *(each for each in judged if not each.can_have_it)]


def hours_of(points: float) -> float:
    """The hours a week that points of work take."""
    return points * FULL_WEEK / NOMINAL


def limits_passed(case: CaseFacts, who: Candidate, limits: Limits) -> tuple[tuple[Over, str], ...]:
    """The limits of the grid that this case would take somebody over, each in a sentence."""
    return tuple(_limits_passed(case, who, limits))


# --- one candidate -----------------------------------------------------------------------------------------------


def _judge(case: CaseFacts, who: Candidate, grid: Grid, on: date) -> Ranked:
    hidden = _hidden(case, who.code)
    terms = tuple(_weighed(term, case, who, grid, on) for term in Term if _is_asked(term, case))
    return Ranked(
        code=who.code,
        place=None,
        score=sum(each.counts for each in terms),
        terms=terms,
        percent=(_percent(who.held.points, who), _percent(who.held.points + case.points, who)),
        over=limits_passed(case, who, grid.limits),
        against=tuple(_against(case, who, grid, on, hidden)),
        hidden=hidden,
    )


def _against(case: CaseFacts, who: Candidate, grid: Grid, on: date, hidden: str) -> Iterable[tuple[Against, str]]:
    if who.code == case.held_now:
        yield Against.HOLDS_IT, "They hold the case now."
    if hidden:
        yield Against.NOT_FOR_THIS, "Not for this case."
    for bar in bars(grid, case.needs, who.skills, on):
        yield Against.BARRED, bar.sentence
    if who.is_away:
        until = f" until {say_day(who.away_until)}" if who.away_until else ""
        yield Against.AWAY, f"Not available{until}."
    if case.asked_sex is not None and who.sex is not case.asked_sex:
        one = "woman" if case.asked_sex is Sex.WOMAN else "man"
        yield Against.ASKED_SEX, f"A {one} is lawfully asked for, and it is not on record that they are one."


def _hidden(case: CaseFacts, code: str) -> str:
    if code in case.excluded:
        return "They are excluded from this case."
    if code in case.conflicts:
        return "They have a conflict of interest with this case."
    if case.restricted_to and code not in case.restricted_to:
        return "The case is restricted, and they are not named: name them first, under who may see this case."
    return ""


def _percent(points: int, who: Candidate) -> float | None:
    return points / who.available * 100 if who.available > 0 else None


def _limits_passed(case: CaseFacts, who: Candidate, limits: Limits) -> Iterable[tuple[Over, str]]:
    after, held = _percent(who.held.points + case.points, who), who.held
    if after is None and held.points + case.points > 0:
        yield Over.CAPACITY, "They have no time for cases by the points of their post."
    elif after is not None and after > limits.capacity:
        yield Over.CAPACITY, f"They would be at {after:.0f}% of their time; the limit is {limits.capacity}%."
    share = _share_after(case, who)
    if case.needs.is_high and held.cases + 1 >= SHARE_FROM and share > limits.high_share:
        yield Over.HIGH_SHARE, f"{share:.0f}% of their cases would be at high risk; the limit is {limits.high_share}%."
    if held.new + 1 > limits.new_a_week:
        yield Over.NEW, f"It would be their new case number {held.new + 1} in a week; the limit is {limits.new_a_week}."


def _share_after(case: CaseFacts, who: Candidate) -> float:
    return (who.held.high + case.needs.is_high) / (who.held.cases + 1) * 100


# --- the terms ---------------------------------------------------------------------------------------------------


def _is_asked(term: Term, case: CaseFacts) -> bool:
    """Whether a term says anything of this case."""
    return {
        Term.HIGH_SHARE: case.needs.is_high,
        Term.LANGUAGE: bool(case.language),
        Term.TRAVEL: bool(case.lives_at),
    }.get(term, True)


def _weighed(term: Term, case: CaseFacts, who: Candidate, grid: Grid, on: date) -> Weighed:
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


# --- why in words ------------------------------------------------------------------------------------------------


def _with_place(each: Ranked, place: int, able: Sequence[Ranked]) -> Ranked:
    other = (able[1] if len(able) > 1 else None) if place == 1 else able[0]
    return replace(each, place=place, why=_say_why(each, place, other))


def _say_why(each: Ranked, place: int, other: Ranked | None) -> str:
    """Why somebody stands where they do: for the first what speaks for them, for the others what keeps them behind."""
    if other is None:
        return "The only one who can have it."
    if place > 1 and each.over and not other.over:
        return f"After those within every limit: {each.over[0][1]}"
    if place == 1 and other.over and not each.over:
        return f"First because they are within every limit; and {_speaks_for(each)}."
    better, worse = (each, other) if place == 1 else (other, each)
    counted = {term.term: term for term in worse.terms}
    ahead = [(term.counts - counted[term.term].counts, term, counted[term.term]) for term in better.terms]
    told = sorted((found for found in ahead if found[0] > 0.05), key=lambda found: -found[0])[:2]
    if not told:
        return f"As good as {'the next' if place == 1 else 'the first'}: they hold as much or less."
    return _say_first(told) if place == 1 else _say_behind(told, better.percent, worse.percent)


Difference = tuple[float, Weighed, Weighed]


def _speaks_for(each: Ranked) -> str:
    return max(each.terms, key=lambda term: term.counts).words


def _say_first(told: list[Difference]) -> str:
    return f"First because: {'; '.join(mine.words for _, mine, _ in told)}."


def _say_behind(
    told: list[Difference], first: tuple[float | None, float | None], mine: tuple[float | None, float | None]
) -> str:
    parts = []
    for _, _, behind in told:
        if behind.term is Term.ROOM and first[1] is not None and mine[1] is not None:
            parts.append(f"fuller than the first: {mine[1]:.0f}% after this case, against {first[1]:.0f}%")
        else:
            parts.append(behind.words)
    return f"Behind the first because: {'; '.join(parts)}."
