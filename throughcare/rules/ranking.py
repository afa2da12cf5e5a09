"""Ranking practitioners for one case: who can have it, who stands first, and why, in words.

It is advice: the manager decides. What the grid bars (`role_grid`), a conflict, a limit on the case, or an absence is
not weighed against anything: whoever it stands against cannot be chosen. Everything else is a term of a sum, by the
literal table `ranking_terms.WEIGHTS`. No characteristic of anybody is a term; the sex of a practitioner is looked at
only where one is lawfully asked for, and is then no term either. Names are not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from throughcare.facts.fact import Coded
from throughcare.facts.staff import Sex
from throughcare.facts.words import say_day
from throughcare.rules.ranking_terms import Candidate, CaseFacts, Term, Weighed, is_asked, weighed
from throughcare.rules.role_grid import Grid, Limits, bars

SHARE_FROM = 10
"""Of fewer cases than this a share at high risk says nothing: one of two is half. Ours."""


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


def limits_passed(case: CaseFacts, who: Candidate, limits: Limits) -> tuple[tuple[Over, str], ...]:
    """The limits of the grid that this case would take somebody over, each in a sentence."""
    return tuple(_limits_passed(case, who, limits))


# --- one candidate -----------------------------------------------------------------------------------------------


def _judge(case: CaseFacts, who: Candidate, grid: Grid, on: date) -> Ranked:
    hidden = _hidden(case, who.code)
    terms = tuple(weighed(term, case, who, grid, on) for term in Term if is_asked(term, case))
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
