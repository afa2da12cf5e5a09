"""Who may hold which case: a grid by grade, level of risk and concern, with the courses that a case asks for.

The grid is data, read from a file (`exchange.role_grids`); an organisation may tighten it and never loosen it. What the
grid bars is not overridden: nobody is given work that their grade and training do not allow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from throughcare.facts.fact import Coded
from throughcare.facts.risk import Register, RoshLevel
from throughcare.facts.staff import Grade, Qualification, Training
from throughcare.facts.words import say_day, say_list
from throughcare.rules.case import CaseState
from throughcare.rules.workload.of_case import location_of
from throughcare.rules.workload.points import Location

NOT_KNOWN = "NOT KNOWN"
LEVELS = (*(level.value for level in RoshLevel), NOT_KNOWN)
"""The rows of the grid: every level of risk, and that nobody knows it."""


class Column(Coded):
    """The columns of the grid. The furthest that fits counts."""

    PLAIN = "plain", "Without a concern"
    CONCERN = "concern", "With a domestic abuse or child concern"
    MAPPA = "mappa", "Under public protection arrangements"


class Aspect(Coded):
    """What a case has that asks for a course."""

    DOMESTIC_ABUSE = "domestic abuse", "Domestic abuse concern"
    CHILD = "child concern", "Child concern"
    HIGH_RISK = "high risk", "High or very high risk, or not known"
    LICENCE = "licence", "Custody or licence"


class Barred(Coded):
    """Why the grid keeps a case from somebody."""

    GRADE = "grade", "Not for this grade"
    QUALIFICATION = "qualification", "Not qualified"
    TRAINING = "training", "Not trained for this"


@dataclass(frozen=True, slots=True)
class Limits:
    """Above these, what somebody holds is too much: per cent of capacity, per cent at high risk, new cases a week."""

    capacity: int
    high_share: int
    new_a_week: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole grid: every cell of grade, level (`LEVELS`) and column; courses by aspect; qualification by grade.

    `tightened_by` is the organisation (code) whose file tightened it; None for the national one.
    """

    id: str
    source: str
    sure: str
    cells: Mapping[tuple[Grade, str, Column], bool]
    training: Mapping[Aspect, frozenset[Training]]
    qualification: Mapping[Grade, Qualification]
    limits: Limits
    tightened_by: str | None = None


@dataclass(frozen=True, slots=True)
class CaseNeeds:
    """What a case asks of whoever holds it. A level that is not known is None, and feared as high."""

    level: RoshLevel | None
    has_mappa: bool
    concerns: frozenset[Register]
    location: Location
    aspects: tuple[Aspect, ...] = field(init=False, compare=False)
    """What it has that asks for a course. Worked out once: whole organisations are judged case by case."""

    def __post_init__(self) -> None:
        found = {
            Aspect.DOMESTIC_ABUSE: Register.DOMESTIC_ABUSE in self.concerns,
            Aspect.CHILD: Register.CHILD in self.concerns,
            Aspect.HIGH_RISK: self.is_high,
            Aspect.LICENCE: self.location in (Location.CUSTODY, Location.LICENCE),
        }
        object.__setattr__(self, "aspects", tuple(aspect for aspect, has in found.items() if has))

    @property
    def is_high(self) -> bool:
        """Whether it is at high or very high risk, or nobody knows."""
        return self.level in (None, RoshLevel.HIGH, RoshLevel.VERY_HIGH)

    @property
    def column(self) -> Column:
        """Its column of the grid."""
        if self.has_mappa:
            return Column.MAPPA
        return Column.CONCERN if self.concerns else Column.PLAIN


@dataclass(frozen=True, slots=True)
class Skills:
    """What somebody brings: grade (None: holds no post), qualifications, and each course with the last day on which it
    counts (None: it does not run out).
    """

    grade: Grade | None
    qualifications: frozenset[Qualification] = frozenset()
    trainings: Mapping[Training, date | None] = field(default_factory=dict)

    def has(self, training: Training, on: date) -> bool:
        """Whether a course was done and counts on a day."""
        return training in self.trainings and ((until := self.trainings[training]) is None or on <= until)


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that keeps a case from somebody, in a sentence that says what would be right."""

    why: Barred
    sentence: str


def needs_of_case(case: CaseState) -> CaseNeeds:
    """What a case asks of whoever holds it."""
    return CaseNeeds(case.rosh_level, case.mappa is not None, frozenset(case.concerns), location_of(case.open_orders))


def bars(grid: Grid, needs: CaseNeeds, skills: Skills, on: date) -> tuple[Bar, ...]:
    """Everything in the grid that keeps a case from somebody on a day; nothing where they may hold it."""
    return tuple(_bars(grid, needs, skills, on))


def may_hold(grid: Grid, needs: CaseNeeds, skills: Skills, on: date) -> bool:
    """Whether the grid lets somebody hold a case on a day; `bars` says why not."""
    return next(_bars(grid, needs, skills, on), None) is None  # the first will do: whole organisations are judged


def courses_for(grid: Grid, needs: CaseNeeds) -> frozenset[Training]:
    """The courses that a case asks of whoever holds it."""
    return frozenset().union(*(grid.training.get(aspect, frozenset()) for aspect in needs.aspects))


def _bars(grid: Grid, needs: CaseNeeds, skills: Skills, on: date) -> Iterator[Bar]:
    if skills.grade is None:
        yield Bar(Barred.GRADE, "They hold no post: choose somebody who does.")
        return
    if not grid.cells[skills.grade, needs.level or NOT_KNOWN, needs.column]:
        yield Bar(Barred.GRADE, f"A {skills.grade.label.lower()} does not hold {_say(needs)}.")
    wanted = grid.qualification.get(skills.grade)
    if needs.is_high and wanted is not None and wanted not in skills.qualifications:
        yield Bar(Barred.QUALIFICATION, f"Not on record that they hold the {wanted.label.lower()}.")
    lacking = sorted(each for each in courses_for(grid, needs) if not skills.has(each, on))
    if lacking:
        yield Bar(Barred.TRAINING, f"Needs {say_list([_say_course(each, skills) for each in lacking])}.")


def _say(needs: CaseNeeds) -> str:
    level = f"a case at {needs.level.label.lower()} risk" if needs.level else "a case whose risk is not known"
    more = {Column.PLAIN: "", Column.CONCERN: " with a domestic abuse or child concern", Column.MAPPA: " under MAPPA"}
    return level + more[needs.column]


def _say_course(training: Training, skills: Skills) -> str:
    until = skills.trainings.get(training)
    ran_out = f" (ran out on {say_day(until)})" if until is not None else ""
    return f"the course “{training.label}”{ran_out}"
