"""Who needs what and since when: practitioners by name in the viewer's reach, and counts by organisation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.actions.access import log_export
from throughcare.exchange.safe_csv import csv_text
from throughcare.facts.staff import Qualification, Training
from throughcare.records.queries.organisations import names_of_organisations, names_of_teams
from throughcare.records.queries.staff_training import staff_lines
from throughcare.rules.access import Power, Role, Viewer, may
from throughcare.rules.role_grid import Grid
from throughcare.rules.staff_training import NeedState, state_of
from throughcare.web.clock import now, today
from throughcare.web.design.fields import ChoiceField, DesignForm
from throughcare.web.door import needs
from throughcare.web.people.opening import user_of
from throughcare.web.staff import pages
from throughcare.web.staff.grids import grid_in_use

ON_A_PAGE = 60
NEEDS, BEYOND = "needs", "beyond"
STATES = (
    ("", "Any"),
    (NEEDS, "Needs something"),
    *((state.value, state.label) for state in NeedState),
    (BEYOND, "Holds a case that the grid does not let them hold"),
)
CSV_NAMES = ("code", "name")
CSV_COLUMNS = ("organisation", "team", "grade")


class StaffForm(DesignForm):
    """What narrows the list."""

    team = ChoiceField(label="Team", required=False, as_list=True)
    course = ChoiceField(
        label="Needs",
        required=False,
        as_list=True,
        choices=[("", "Anything or nothing"), *((each.value, each.label) for each in (*Training, *Qualification))],
    )
    state = ChoiceField(label="How it stands", required=False, as_list=True, choices=STATES)

    def __init__(self, *args: Any, teams: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", "All"), *teams]  # type: ignore[attr-defined]

    def fits(self, each: pages.Judged) -> bool:
        """Whether a practitioner is among those who are asked for."""
        said = self.cleaned_data
        if said["team"] and each.line.team != said["team"]:
            return False
        if said["state"] == BEYOND and not each.beyond:
            return False
        wanted = [need for need in each.needs if said["course"] in ("", need.what)]
        states = {state.value for state in NeedState} if said["state"] in (NEEDS, "", BEYOND) else {said["state"]}
        asks_need = said["course"] or said["state"] not in ("", BEYOND)
        return not asks_need or any(need.state in states for need in wanted)


@needs(Power.SEE_STAFF)
def staff(request: HttpRequest) -> HttpResponse:
    """Practitioners and courses of one organisation; whoever may see all begins with the counts of each."""
    viewer, names = user_of(request).viewer, names_of_organisations()
    organisation = _organisation(request, viewer, names)
    if organisation is None:
        return staff_figures(request)
    found, form, teams = _asked(request, viewer, organisation)
    fitting = [each for each in found if form.fits(each)] if form.is_valid() else []
    page = Paginator(fitting, ON_A_PAGE).get_page(request.GET.get("page"))
    here = {name: request.GET[name] for name in ("organisation", "team", "course", "state") if request.GET.get(name)}
    context = {
        "form": form,
        "whose": names.get(organisation, organisation),
        "organisation": organisation if viewer.role is Role.INSPECTOR else "",
        "courses": [course.label for course in Training],
        "rows": [pages.row_of(each, teams.get(each.line.team, each.line.team), today()) for each in page],
        "page": page,
        "many": len(fitting),
        "everybody": len(found),
        "beyond": pages.beyond_of(found),
        "wanting": pages.wanting_of(found),
        "by_course": pages.by_course(found),
        "query": urlencode(here),
        "of": urlencode({"organisation": organisation}) + "&" if viewer.role is Role.INSPECTOR else "",
        "fault": grid_in_use(organisation)[1],
        "takes_names": may(viewer, Power.TAKE_NAMES),
    }
    return render(request, "staff/list.html", context)


@needs(Power.SEE_STAFF)
def staff_csv(request: HttpRequest) -> HttpResponse:
    """The same list as a file, whole. Names go with it for whoever may take names away, and that is kept."""
    user, on = user_of(request), today()
    viewer, names = user.viewer, names_of_organisations()
    organisation = _organisation(request, viewer, names)
    found, form, _ = _asked(request, viewer, organisation)
    if not form.is_valid():
        raise Http404
    with_names = may(viewer, Power.TAKE_NAMES)
    if with_names:
        log_export(by=user, what="staff and training as a file", why="an inspector, who reads all", at=now())
    header = [*(CSV_NAMES if with_names else ()), *CSV_COLUMNS]
    for course in Training:
        header += [f"{course.value} {what}" for what in ("done_on", "counts_until", "stands", "needed_since")]
    header += ["qualifications", "cases_beyond_grid"]
    rows = [_csv_row(each, with_names, on) for each in found if form.fits(each)]
    return _file(csv_text(header, rows), "staff-and-training.csv")


@needs(Power.SEE_STAFF, Power.SEE_MEASURES)
def staff_figures(request: HttpRequest) -> HttpResponse:
    """Counts by organisation: who holds what the grid does not let them hold, and who needs a course."""
    viewer = user_of(request).viewer
    context = {"rows": _figures(viewer), "sees_staff": may(viewer, Power.SEE_STAFF)}
    return render(request, "staff/figures.html", context)


@needs(Power.SEE_STAFF, Power.SEE_MEASURES)
def staff_figures_csv(request: HttpRequest) -> HttpResponse:
    """The counts as a file; nobody is named in it."""
    header = ("organisation", "practitioners", "hold_beyond_grid", "need_a_course_or_qualification")
    rows = [
        (each["name"], each["beyond"].of, each["beyond"].many, each["wanting"].many)
        for each in _figures(user_of(request).viewer)
    ]
    return _file(csv_text(header, rows), "staff-by-organisation.csv")


def _figures(viewer: Viewer) -> list[dict[str, Any]]:
    names = names_of_organisations()
    found = pages.judged(staff_lines(viewer), _grids(), today())
    groups: dict[str, list[pages.Judged]] = {}
    for each in found:
        groups.setdefault(each.line.organisation, []).append(each)
    called = {code: names.get(code) or code for code in groups}
    order = sorted(groups, key=lambda code: (called[code].casefold(), code))
    opens_all = viewer.role is Role.INSPECTOR
    rows = [(called[code], code if opens_all or code == viewer.organisation else "", groups[code]) for code in order]
    if len(rows) > 1:
        rows.append(("All of them", "", found))
    return [
        {"name": name, "code": code, "beyond": pages.beyond_of(some), "wanting": pages.wanting_of(some)}
        for name, code, some in rows
    ]


def _organisation(request: HttpRequest, viewer: Viewer, names: dict[str, str]) -> str | None:
    """The organisation whose staff is asked for; None: all, for whoever may see all. Raises `Http404`."""
    if viewer.role is not Role.INSPECTOR:
        return viewer.organisation or ""
    asked = request.GET.get("organisation") or None
    if asked is not None and asked not in names:
        raise Http404
    return asked


def _asked(
    request: HttpRequest, viewer: Viewer, organisation: str | None
) -> tuple[list[pages.Judged], StaffForm, dict[str, str]]:
    found = pages.judged(staff_lines(viewer, organisation), _grids(), today())
    called = {code: name for (of, code), name in names_of_teams().items() if of == organisation}
    codes = {each.line.team for each in found if each.line.team}
    teams = sorted(((code, called.get(code, code)) for code in codes), key=lambda pair: str(pair[1]).casefold())
    return found, StaffForm(request.GET, today=today(), teams=teams), called


def _grids() -> pages.GridOf:
    @cache
    def grid_of(organisation: str) -> Grid:
        return grid_in_use(organisation)[0]

    return grid_of


def _csv_row(each: pages.Judged, with_names: bool, on: Any) -> list[object]:
    line = each.line
    row: list[object] = [line.code, line.name] if with_names else []
    row += [line.organisation, line.team, line.grade and line.grade.value]
    for course in Training:
        need, done, until = each.need(course), line.done.get(course), line.skills.trainings.get(course)
        stands = state_of(course, line.skills, on)
        since = need.since_on if need and pages.is_wanting(need) else None
        row += [
            done and done.isoformat(),
            until and until.isoformat(),
            stands.value if stands else "counts",
            since and since.isoformat(),
        ]
    return [*row, " ".join(sorted(what.value for what in line.skills.qualifications)), each.beyond]


def _file(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
