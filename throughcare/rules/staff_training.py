"""How long a course counts, and what somebody needs for the cases that they hold: what is missing, and since when.

Somebody *needs* a course which the grid (`role_grid`) asks for a case that they hold now, where it was not done, ran
out, or runs out soon. They *hold a case that the grid does not let them hold* for their grade, too, which no course
mends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from throughcare.calendar import add_months
from throughcare.facts.fact import Coded
from throughcare.facts.staff import Qualification, Training
from throughcare.rules.role_grid import Aspect, CaseNeeds, Grid, Skills, courses_for, may_hold

COUNTS_FOR: Mapping[Training, int | None] = {
    Training.ACT_2014: None,
    Training.DOMESTIC_ABUSE: 36,
    Training.CHILD_PROTECTION: 36,
    Training.RISK_OF_HARM: 36,
}
"""For how many months a course counts; None: it does not run out. Ours: the briefing on the inspection asks for each of
these courses, and no source was found that says how long one counts. What the Act changed is learnt once."""

SOON = timedelta(days=60)
"""So many days before a course runs out it is a need: time for a place on the next one. Ours."""

ONE_DAY = timedelta(days=1)


class NeedState(Coded):
    """How a need stands, the most pressing first."""

    MISSING = "missing", "Not on record"
    RAN_OUT = "ran out", "Ran out"
    RUNS_OUT = "runs out", "Runs out soon"


@dataclass(frozen=True, slots=True)
class HeldKind:
    """Cases of one kind that somebody holds: what each asks, how many, and since when they hold the first of them."""

    needs: CaseNeeds
    cases: int
    since_on: date | None


@dataclass(frozen=True, slots=True)
class Need:
    """A course or a qualification that somebody needs: since when, for how many cases, and what in these asks for it.

    `since_on` is the day from which they held such a case without it, None where that is not known; of one that runs
    out soon, the last day on which it counts.
    """

    what: Training | Qualification
    state: NeedState
    since_on: date | None
    cases: int
    aspects: tuple[Aspect, ...]


def usual_last_day(training: Training, on: date) -> date | None:
    """The last day on which a course done on a day usually counts; None: it does not run out."""
    months = COUNTS_FOR[training]
    return None if months is None else add_months(on, months) - ONE_DAY


def state_of(training: Training, skills: Skills, on: date) -> NeedState | None:
    """How a course of somebody stands on a day, whether or not a case asks for it; None where nothing is wanting."""
    if training not in skills.trainings:
        return NeedState.MISSING
    until = skills.trainings[training]
    if until is None or until > on + SOON:
        return None
    return NeedState.RAN_OUT if until < on else NeedState.RUNS_OUT


def needs_of(grid: Grid, held: Sequence[HeldKind], skills: Skills, on: date) -> tuple[Need, ...]:
    """What somebody needs on a day for what they hold: the most pressing first, then in the order of the courses."""
    found = [*_courses(grid, held, skills, on), *_qualification(grid, held, skills)]
    return tuple(sorted(found, key=lambda need: list(NeedState).index(need.state)))


def held_beyond(grid: Grid, held: Iterable[HeldKind], skills: Skills, on: date) -> int:
    """How many cases somebody holds that the grid does not let them hold on a day."""
    return sum(kind.cases for kind in held if not may_hold(grid, kind.needs, skills, on))


def _courses(grid: Grid, held: Sequence[HeldKind], skills: Skills, on: date) -> Iterator[Need]:
    wanting = {training: state for training in Training if (state := state_of(training, skills, on)) is not None}
    asked = [(kind, courses_for(grid, kind.needs)) for kind in held] if wanting else []
    for training, state in wanting.items():
        asking = [kind for kind, courses in asked if training in courses]
        if not asking:
            continue
        until = skills.trainings.get(training)
        since = _first(asking)
        if state is NeedState.RUNS_OUT:
            since = until
        elif until is not None:
            since = max(since or until + ONE_DAY, until + ONE_DAY)
        asked_by = {aspect for aspect, courses in grid.training.items() if training in courses}
        aspects = {aspect for kind in asking for aspect in kind.needs.aspects} & asked_by
        yield Need(training, state, since, _cases(asking), tuple(sorted(aspects, key=list(Aspect).index)))


def _qualification(grid: Grid, held: Sequence[HeldKind], skills: Skills) -> Iterator[Need]:
    wanted = grid.qualification.get(skills.grade) if skills.grade else None
    asking = [kind for kind in held if kind.needs.is_high]
    if wanted is not None and asking and wanted not in skills.qualifications:
        yield Need(wanted, NeedState.MISSING, _first(asking), _cases(asking), (Aspect.HIGH_RISK,))


def _first(held: Iterable[HeldKind]) -> date | None:
    return min((kind.since_on for kind in held if kind.since_on is not None), default=None)


def _cases(held: Iterable[HeldKind]) -> int:
    return sum(kind.cases for kind in held)


def months_in_grade(since: date | None, on: date) -> int | None:
    """For how many whole months somebody has been in their grade; None where it is not known."""
    if since is None or since > on:
        return None
    return max(many for many in range(12 * (on.year - since.year) + 13) if add_months(since, many) <= on)
