"""Who may hold which case, in words: the national grid, and what an organisation tightens of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.exchange.role_grids import grid_for
from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import Grade
from throughcare.facts.words import say_list
from throughcare.records.queries.organisations import names_of_organisations
from throughcare.rules.access import Role, Viewer
from throughcare.rules.case.values import known_value
from throughcare.rules.role_grid import LEVELS, Aspect, Column, Grid
from throughcare.rules.staff_training import COUNTS_FOR
from throughcare.web.design.words import plural
from throughcare.web.door import for_any_role
from throughcare.web.people.opening import user_of
from throughcare.web.staff.grids import grid_in_use


@for_any_role
def role_grid(request: HttpRequest) -> HttpResponse:
    """The grid as a page; `?organisation=` asks an inspector's question of another organisation."""
    viewer = user_of(request).viewer
    names = names_of_organisations()
    organisation = _asked(request, viewer, names)
    grid, fault = grid_in_use(organisation)
    national = grid_for()
    context = {
        "whose": names.get(organisation, ""),
        "is_tightened": grid.tightened_by is not None,
        "fault": fault,
        "grid": grid,
        "columns": [column.label for column in Column],
        "grades": [(f"{grade.label} ({grade.value})", _rows(grid, national, grade)) for grade in Grade],
        "courses": [_course_row(grid, national, aspect) for aspect in Aspect],
        "qualifications": [(grade.label, what.label) for grade, what in grid.qualification.items()],
        "limits": _limits(grid),
        "counts": [
            (course.label, f"for {plural(months // 12, 'year')}" if months else "does not run out")
            for course, months in COUNTS_FOR.items()
        ],
    }
    return render(request, "staff/grid.html", context)


def _asked(request: HttpRequest, viewer: Viewer, names: dict[str, str]) -> str:
    asked = request.GET.get("organisation", "")
    if viewer.role is Role.INSPECTOR and asked in names:
        return asked
    return viewer.organisation or ""


def _rows(grid: Grid, national: Grid, grade: Grade) -> list[tuple[str, list[dict[str, Any]]]]:
    return [
        (level_words(level), [_cell(grid, national, grade, level, column) for column in Column]) for level in LEVELS
    ]


def _cell(grid: Grid, national: Grid, grade: Grade, level: str, column: Column) -> dict[str, Any]:
    may = grid.cells[grade, level, column]
    return {"may": may, "words": "May hold", "is_ours": may != national.cells[grade, level, column]}


def level_words(level: str) -> str:
    """A row of the grid in words."""
    known = known_value(RoshLevel, level)
    return f"{known.label} risk" if known else "Risk not known"


def _course_row(grid: Grid, national: Grid, aspect: Aspect) -> tuple[str, str, str]:
    ours = sorted(each.label for each in grid.training[aspect] - national.training[aspect])
    every = sorted(each.label for each in grid.training[aspect])
    return aspect.label, say_list(every) if every else "No course", say_list(ours) if ours else ""


def _limits(grid: Grid) -> list[str]:
    limits = grid.limits
    return [
        f"Work of at most {limits.capacity}% of the points that they have time for.",
        f"At most {limits.high_share}% of their cases at high or very high risk.",
        f"At most {plural(limits.new_a_week, 'new case')} within seven days.",
    ]
