"""Finding people: the list of those whom a user may see, and for a court officer whether a person is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.actions.access import log_export, log_reads
from throughcare.exchange.safe_csv import csv_text
from throughcare.records.queries import people as listed
from throughcare.rules.access import Power, Role, may
from throughcare.rules.days_as_typed import day_as_typed
from throughcare.web.clock import now, today
from throughcare.web.door import needs
from throughcare.web.people import pages
from throughcare.web.people.forms import IdentityForm, PeopleForm
from throughcare.web.people.opening import user_of


@needs(Power.LIST_PEOPLE, Power.FIND_BY_IDENTITY)
def people(request: HttpRequest) -> HttpResponse:
    """Search and list; for a court officer, only whether a person is known."""
    viewer = user_of(request).viewer
    if not may(viewer, Power.LIST_PEOPLE):
        return _whether_known(request)
    few = listed.few_in_reach(viewer)
    form = _form(request, few)
    asked = form.asked()
    if asked is None:
        return render(request, "people/list.html", {"form": form, "page": None})
    only_one = listed.crn_of_only_one(viewer, asked)
    if only_one is not None:
        return redirect("person", only_one)
    rows, page, are_more = listed.page_of_people(viewer, asked, request.GET.get("page"), few)
    _log(request, rows, "people list")
    context = {
        "form": form,
        "page": page,
        "lines": [pages.line_of(row) for row in rows],
        "count": pages.say_count(page.paginator.count, asked, are_more=are_more),
        "nobody": pages.say_none(asked, today()),
        "query": _query(request),
        "may_take": may(viewer, Power.TAKE_NAMES),
    }
    return render(request, "people/list.html", context)


@needs(Power.TAKE_NAMES)
def people_csv(request: HttpRequest) -> HttpResponse:
    """The same list as a file, whole."""
    user = user_of(request)
    asked = _form(request, listed.few_in_reach(user.viewer)).asked()
    if asked is None:
        raise Http404
    log_export(by=user, what="people list as a file", why=pages.WHY_LISTED[Role(user.role)], at=now())
    text = csv_text(pages.CSV_HEADER, (pages.csv_row(row) for row in _logged(request, asked)))
    headers = {"Content-Disposition": 'attachment; filename="people.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _logged(request: HttpRequest, asked: listed.Asked) -> Iterator[listed.PersonRow]:
    """Everybody who fits, chunk by chunk; each chunk is logged before its first row is given away."""
    for rows in listed.all_people(user_of(request).viewer, asked):
        _log(request, rows, "people list as a file")
        yield from rows


def _form(request: HttpRequest, few: Sequence[tuple[int, str]] | None) -> PeopleForm:
    practitioners = listed.practitioners_of(user_of(request).viewer, few)
    return PeopleForm(request.GET, today=today(), practitioners=practitioners)


def _log(request: HttpRequest, rows: Sequence[listed.PersonRow], what: str) -> None:
    user = user_of(request)
    log_reads([row.pk for row in rows], by=user, what=what, why=pages.WHY_LISTED[Role(user.role)], at=now())


def _query(request: HttpRequest) -> str:
    """What the address asks for, but for the page."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


def _whether_known(request: HttpRequest) -> HttpResponse:
    """Whether a person is known, and who holds the case."""
    is_asked = bool(request.GET)
    form = IdentityForm(_identity(request) if is_asked else None, today=today())
    known = _known(request, form) if is_asked and form.is_valid() else None
    answers = None if known is None else [_answer(each) for each in known]
    return render(request, "people/known.html", {"form": form, "answers": answers})


def _identity(request: HttpRequest) -> dict[str, str]:
    """What was asked for; what comes from the search above every page is read as what it can be: see `_reading`."""
    said = {name: request.GET.get(name, "") for name in ("crn", "family_name", "born_on")}
    typed = request.GET.get("q", "").strip()
    return said | ({_reading(typed): typed} if typed else {})


def _reading(typed: str) -> str:
    """The field that was meant: without a digit a name, even *May*; else a day if it is one, and if not a number."""
    if not any(character.isdigit() for character in typed):
        return "family_name"
    return "born_on" if day_as_typed(typed, today()) else "crn"


def _answer(known: listed.KnownPerson) -> tuple[str, str]:
    """What is told of somebody who is known, and where a report on them is asked for."""
    return pages.say_known(known), reverse("ask_report", args=[known.crn])


def _known(request: HttpRequest, form: IdentityForm) -> list[listed.KnownPerson]:
    user, said = user_of(request), form.cleaned_data
    if said["crn"]:
        known = listed.known_by_number(user.viewer, said["crn"])
    else:
        known = listed.known_by_birth(user.viewer, said["family_name"], said["born_on"])
    log_reads([each.pk for each in known], by=user, what="whether known", why=pages.WHY_TOLD, at=now())
    return known
