"""Who needs what, in words: the lines of the list, its cells, and the figures by organisation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from throughcare.facts.staff import Qualification, Training
from throughcare.facts.words import say_day
from throughcare.measures.intervals import wilson
from throughcare.records.queries.staff_training import StaffLine
from throughcare.rules.role_grid import Grid
from throughcare.rules.staff_training import Need, NeedState, held_beyond, needs_of, state_of
from throughcare.web.design.people_words import Flag
from throughcare.web.design.words import number, percent, plural

FLAGS = {
    NeedState.MISSING: Flag("Missing", "danger"),
    NeedState.RAN_OUT: Flag("Ran out", "danger"),
    NeedState.RUNS_OUT: Flag("Runs out soon", "warn"),
}
GridOf = Callable[[str], Grid]


@dataclass(frozen=True, slots=True)
class Judged:
    """A practitioner with what they need, and how many cases they hold that the grid does not let them hold."""

    line: StaffLine
    needs: tuple[Need, ...]
    beyond: int

    def need(self, what: Training | Qualification) -> Need | None:
        """What they need of one course or qualification."""
        return next((each for each in self.needs if each.what == what), None)


@dataclass(frozen=True, slots=True)
class Cell:
    """What the list says of one course of one practitioner."""

    words: str
    under: str = ""
    flag: Flag | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One practitioner in the list."""

    name: str
    href: str
    place: str
    cells: tuple[Cell, ...]
    qualification: Cell
    beyond: int

    @property
    def every_cell(self) -> tuple[Cell, ...]:
        """The courses, then the qualification."""
        return (*self.cells, self.qualification)


def judged(lines: Iterable[StaffLine], grid_of: GridOf, on: date) -> list[Judged]:
    """Each practitioner judged by the grid of their organisation."""
    return [
        Judged(
            line,
            needs_of(grid_of(line.organisation), line.held, line.skills, on),
            held_beyond(grid_of(line.organisation), line.held, line.skills, on),
        )
        for line in lines
    ]


def row_of(each: Judged, team: str, on: date) -> Row:
    """A practitioner as the list shows them."""
    line = each.line
    grade = line.grade.label if line.grade else "No grade recorded"
    return Row(
        name=line.name,
        href=reverse("staff_member", args=[line.code]),
        place=f"{grade}{f', {team}' if team else ''}",
        cells=tuple(course_cell(each, course, on) for course in Training),
        qualification=_qualification_cell(each),
        beyond=each.beyond,
    )


def course_cell(each: Judged, course: Training, on: date) -> Cell:
    """One course of one practitioner: whether it counts, and since when it is needed."""
    skills, need = each.line.skills, each.need(course)
    until = skills.trainings.get(course)
    if need is not None:
        return Cell("", say_need(need, until), FLAGS[need.state])
    done = f"done on {say_day(each.line.done[course])}" if course in each.line.done else ""
    match state_of(course, skills, on):
        case NeedState.MISSING:
            return Cell("Not on record", "no case asks for it")
        case NeedState.RAN_OUT:
            return Cell(f"Ran out on {say_day(until)}" if until else "Ran out", "no case asks for it")
        case _:
            return Cell(f"Counts until {say_day(until)}" if until else "Does not run out", done)


def say_need(need: Need, until: date | None) -> str:
    """Since when something is needed, and for how many cases."""
    cases = f"for {plural(need.cases, 'case')}"
    if need.state is NeedState.RUNS_OUT:
        return f"counts until {say_day(until)}, {cases}" if until else cases
    since = f"needed since {say_day(need.since_on)}" if need.since_on else "needed, and not known since when"
    return f"{since}, {cases}"


def _qualification_cell(each: Judged) -> Cell:
    need = next((need for need in each.needs if isinstance(need.what, Qualification)), None)
    if need is not None:
        return Cell("", say_need(need, None), FLAGS[need.state])
    held = [f"{what.label}, {say_day(on)}" for what, on in each.line.qualified.items()]
    return Cell("; ".join(held) or "None on record")


# --- figures ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, as a share with where it lies (95%)."""

    many: int
    of: int

    @property
    def share(self) -> str:
        """The share; a dash where there is nobody."""
        return percent(self.many / self.of if self.of else None)

    @property
    def words(self) -> str:
        """The numbers behind it."""
        return f"{number(self.many)} of {number(self.of)}"

    @property
    def between(self) -> str:
        """Where the share lies (Wilson, 95%)."""
        found = wilson(self.many, self.of) if self.of else None
        return f"{percent(found[0])} to {percent(found[1])}" if found else ""


def beyond_of(found: Sequence[Judged]) -> Share:
    """How many practitioners hold at least one case that the grid does not let them hold."""
    return Share(sum(each.beyond > 0 for each in found), len(found))


def wanting_of(found: Sequence[Judged]) -> Share:
    """How many practitioners need at least one course or qualification that is missing or ran out."""
    return Share(sum(any(is_wanting(need) for need in each.needs) for each in found), len(found))


def is_wanting(need: Need) -> bool:
    """Whether it is missing or ran out, and not only soon to run out."""
    return need.state is not NeedState.RUNS_OUT


def by_course(found: Sequence[Judged]) -> list[tuple[str, str, list[tuple[str, int]], str]]:
    """Of each course: its code, its words, how many need it by state, and since when the first of them has."""
    rows = []
    for what in (*Training, *Qualification):
        needs = [need for each in found if (need := each.need(what)) is not None]
        if not needs and isinstance(what, Qualification):
            continue
        counts = [(state.value, sum(need.state is state for need in needs)) for state in NeedState]
        first = min((need.since_on for need in needs if is_wanting(need) and need.since_on), default=None)
        rows.append((what.value, what.label, counts, say_day(first) if first else ""))
    return rows
