"""Who looked: for staff at their own cases, for the data officer at the record of a person who asks."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.actions.access import log_export, log_reads
from throughcare.records.models import Person
from throughcare.records.queries import access_log
from throughcare.records.queries.cases import held_case
from throughcare.records.queries.person import person_with
from throughcare.rules.access import NOT_THERE, Power, can_see_who_looked, may
from throughcare.web.clock import now, today
from throughcare.web.door import needs
from throughcare.web.oversight.forms import ALL, LooksForm, SubjectForm
from throughcare.web.oversight.pages import look_words, title_of
from throughcare.web.people.opening import user_of

WHY_ASKED = "a person asked who looked at their record"


@needs(Power.SEE_WHO_LOOKED, Power.SEE_WHO_LOOKED_AT_MINE)
def who_looked(request: HttpRequest) -> HttpResponse:
    """The looks that this role may know of."""
    is_theirs = may(user_of(request).viewer, Power.SEE_WHO_LOOKED_AT_MINE)
    return _at_mine(request) if is_theirs else _at_one(request)


def _at_mine(request: HttpRequest) -> HttpResponse:
    """Looks at the user's own cases in the last days."""
    user = user_of(request)
    mine = access_log.my_people(user.viewer)
    people = [(crn, title_of(crn, given, family)) for _, crn, given, family in mine]
    form = LooksForm(request.GET, people=people, today=today())
    context = {"form": form, "days": access_log.DAYS_BACK, "has_cases": bool(people), "page": None}
    if form.is_valid():
        said = form.cleaned_data
        looks, page = access_log.page_of_looks_at_mine(
            user, today(), crn=said["person"], with_own=said["whose"] == ALL, number=request.GET.get("page")
        )
        asked = request.GET.copy()
        asked.pop("page", None)
        context |= {"page": page, "looks": [look_words(look) for look in looks], "query": asked.urlencode()}
    log_reads([pk for pk, *_ in mine], by=user, what="who looked", why="it is your case", at=now())
    return render(request, "oversight/who_looked.html", context)


def _at_one(request: HttpRequest) -> HttpResponse:
    """Every look at one person's record, page by page, for the answer to that person."""
    form = SubjectForm(request.GET if "crn" in request.GET else None, today=today())
    found = _subject(request, form) if form.is_valid() else None
    context: dict[str, object] = {"form": form, "subject": None}
    if found is not None:
        looks, page = access_log.page_of_looks_at(found, request.GET.get("page"))
        user, at = user_of(request), now()
        log_export(by=user, what=f"who looked at {found.crn}", why=WHY_ASKED, at=at)
        log_reads([found], by=user, what="who looked", why=WHY_ASKED, at=at)
        title = title_of(found.crn, found.given_names, found.family_name)
        query = urlencode({"crn": found.crn})
        context |= {"subject": title, "looks": [look_words(look) for look in looks], "made_on": today()}
        context |= {"page": page, "query": query}
    return render(request, "oversight/who_looked_at_one.html", context)


def _subject(request: HttpRequest, form: SubjectForm) -> Person | None:
    """The person who asks, if the data officer may know; else the form says no more than that."""
    found = person_with(form.cleaned_data["crn"])
    if found is None or not can_see_who_looked(user_of(request).viewer, held_case(found)):
        form.blame([("crn", f"{NOT_THERE} Check the number.")])
        return None
    return found
