"""The home page of each role, and the pages about the site itself."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.actions.access import log_reads
from throughcare.records.queries.court_work import court_items, to_read
from throughcare.records.queries.cover import away_in_team, covered_by
from throughcare.records.queries.handovers import how_many_wait
from throughcare.records.queries.measures import By
from throughcare.records.queries.organisations import names_of_organisations, names_of_staff
from throughcare.records.queries.team import board_of, member_of
from throughcare.records.queries.todo import how_many_people, needs_of, todo_of
from throughcare.records.queries.users import all_users
from throughcare.rules.access import IN_WORDS, Power, Role
from throughcare.web.clock import now, today
from throughcare.web.cover.views import rows_of
from throughcare.web.design.words import plural
from throughcare.web.door import for_any_role, for_everybody, needs
from throughcare.web.handovers.lists import say_waits
from throughcare.web.home.court import court_page, own_reports, say_both
from throughcare.web.home.figures import glance
from throughcare.web.home.lines import Press
from throughcare.web.home.pages import address, meets_today, practitioner_page, shown_to_practitioner
from throughcare.web.home.team import manager_page, member_page, shown_of_member, shown_to_manager
from throughcare.web.people.opening import user_of


@for_any_role
def home(request: HttpRequest) -> HttpResponse:
    """The page that a role starts from."""
    return _HOMES[Role(user_of(request).role)](request)


def _practitioner(request: HttpRequest) -> HttpResponse:
    user, on = user_of(request), today()
    todo = todo_of(user.viewer, user.code, on)
    needed = needs_of(meets_today(todo.cases.values(), on))
    page = practitioner_page(todo, needed, names_of_organisations(), user.code, on)
    own = own_reports(user.viewer, on)
    log_reads(shown_to_practitioner(todo, on), by=user, what="home: to-do list", why="it is your case", at=now())
    log_reads(own["people"], by=user, what="home: reports", why="it is your report to write", at=now())
    page["heading"] = say_both(page["heading"], own["press"])
    page["covers"] = list(rows_of(user.viewer, covered_by(user.viewer, on), on).values())
    return render(request, "home/practitioner.html", page | {"reports": own["list"], "reports_press": own["press"]})


def _manager(request: HttpRequest) -> HttpResponse:
    user, on = user_of(request), today()
    board = board_of(user.viewer, on)
    page = manager_page(board, user.viewer, on)
    page["to_read"] = to_read(court_items(user.viewer, on), user.code).count()
    page["unseen"] = [each.name for each in away_in_team(user.viewer, on) if not each.is_covered]
    page["handovers"] = say_waits(how_many_wait(user.viewer, on))
    log_reads(shown_to_manager(board, page), by=user, what="home: to-do list", why=TEAMS, at=now())
    return render(request, "home/manager.html", page)


TEAMS = "a case of their team, or of their organisation where no team holds it"
"""Why, as the log says it: of whoever looked, to others."""


def _court_officer(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    page = court_page(user.viewer, today())
    page["handovers"] = say_waits(how_many_wait(user.viewer, today()))
    why = "reports and checks of their area"
    log_reads(page["people"], by=user, what="home: court list", why=why, at=now())
    return render(request, "home/court.html", page)


def _inspector(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request).viewer
    page = {"heading": "What do you want to look at?", "search_box": True, "people": how_many_people(viewer)}
    return render(request, "home/figures.html", page | {"glance": glance(viewer, today())})


def _provider_lead(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request).viewer
    mine = viewer.organisation or ""
    place = names_of_organisations().get(mine, "")
    page = {"heading": "What your organisation does, and misses", "place": place}
    return render(
        request, "home/figures.html", page | {"glance": glance(viewer, today(), organisation=mine, by=By.PROVIDER)}
    )


def _aggregate_viewer(request: HttpRequest) -> HttpResponse:
    page = {"heading": "What was done in time, and what was not"}
    return render(request, "home/figures.html", page | {"glance": glance(user_of(request).viewer, today())})


def _administrator(request: HttpRequest) -> HttpResponse:
    may_sign_in = sum(user.is_active for user in all_users())
    links = [
        Press("Users", f"{plural(may_sign_in, 'person', 'people')} may sign in.", address("users")),
        Press("Settings", "How this place is set.", address("settings")),
    ]
    return _plain(request, links)


def _data_officer(request: HttpRequest) -> HttpResponse:
    links = [
        Press("Who looked", "Answer a person who asks who read their record.", address("who_looked")),
        Press("Restricted cases", "Opened in danger, or open to nobody.", address("restricted")),
    ]
    return _plain(request, links)


def _plain(request: HttpRequest, links: list[Press]) -> HttpResponse:
    role = Role(user_of(request).role)
    return render(request, "home/plain.html", {"in_words": IN_WORDS[role], "links": links})


_HOMES: dict[Role, Callable[[HttpRequest], HttpResponse]] = {
    Role.PRACTITIONER: _practitioner,
    Role.SENIOR_PROBATION_OFFICER: _manager,
    Role.COURT_OFFICER: _court_officer,
    Role.INSPECTOR: _inspector,
    Role.PROVIDER_LEAD: _provider_lead,
    Role.AGGREGATE_VIEWER: _aggregate_viewer,
    Role.ADMINISTRATOR: _administrator,
    Role.DATA_OFFICER: _data_officer,
}


@needs(Power.SEE_TEAM)
def team_member(request: HttpRequest, code: str) -> HttpResponse:
    """What is open in the cases of one practitioner of the team, for their manager."""
    user, on = user_of(request), today()
    todo = todo_of(user.viewer, code, on)
    member = member_of(user.viewer, code, len(todo.cases), on)
    if member is None:
        raise Http404
    show = request.GET.get("show", "all")
    cover = {member.away.cover} if member.away and member.away.cover else set()
    page = member_page(member, todo, show, names_of_organisations(), names_of_staff(cover), on)
    page["may_be_away"] = member_of(user.viewer, code, 0, on) is not None  # of the manager's own team
    people = shown_of_member(todo, page["show"], on)
    log_reads(people, by=user, what="home: a practitioner's list", why=TEAMS, at=now())
    return render(request, "home/team_member.html", page)


@for_everybody
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far the site can be used by everybody, and whom to tell where it cannot."""
    return render(request, "home/accessibility.html")


@for_everybody
def privacy(request: HttpRequest) -> HttpResponse:
    """Which role may see what, in words."""
    roles = [{"name": role.label, "words": IN_WORDS[role]} for role in Role]
    return render(request, "home/privacy.html", {"roles": roles})
