"""The list of the day: looked at, sent in as a file, and typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions.access import log_reads
from throughcare.actions.day_lists import receive_day_list, type_hearing, typed_reference
from throughcare.exchange.day_lists import SIZE_AT_MOST, DayListFault, DayListRead, read_day_list
from throughcare.facts.words import say_day
from throughcare.records.models import Court, Hearing, User
from throughcare.records.queries.court_work import open_reports_of
from throughcare.records.queries.day_lists import (
    KnownAs,
    begun_of,
    court_with_a_list,
    courts_of,
    hearings_on,
    list_with,
    named_of,
    results_of,
)
from throughcare.records.queries.matching import hints_for
from throughcare.rules.access import Power
from throughcare.rules.day_lists import COLUMNS, read_listed
from throughcare.rules.refusals import FieldFault, NotRecorded
from throughcare.web.clock import now, today
from throughcare.web.court.forms import SendForm, TypeForm, WhichForm
from throughcare.web.court.pages import ListRead, received_words, rooms_of
from throughcare.web.court.sheets import is_written, sheet_of
from throughcare.web.design.answers import SeeOther
from throughcare.web.door import needs
from throughcare.web.people.opening import user_of

ON_THE_LIST = "day list of a court"
WHY_LISTED = "told who is listed at their court"


@needs(Power.FIND_BY_IDENTITY)
def court(request: HttpRequest) -> HttpResponse:
    """Who is listed at a court on a day, by courtroom; with who they are, where somebody has said so."""
    user, day = user_of(request), today()
    courts = list(courts_of(user.viewer))
    asked = WhichForm(request.GET or None, courts=courts, today=day)
    chosen, on = _chosen(user, asked, courts, day)
    form = (
        asked
        if asked.errors
        else WhichForm(courts=courts, today=day, initial={"court": chosen and chosen.code, "on": say_day(on)})
    )
    hearings = hearings_on(user.viewer, chosen.code, on) if chosen else []
    people = {each.person_id for each in hearings if each.person_id is not None}
    named = named_of(user.viewer, people) if people else {}
    log_reads(sorted(named), by=user, what=ON_THE_LIST, why=WHY_LISTED, at=now())
    context = {
        "form": form,
        "courts": courts,
        "court": chosen,
        "on": on,
        "many": len(hearings),
        "open": sum(each.person_id is None for each in hearings),
        "courtrooms": rooms_of(hearings, _read_with(user, hearings, named)),
    }
    return render(request, "court/day_list.html", context)


def _read_with(user: User, hearings: Sequence[Hearing], named: Mapping[int, KnownAs]) -> ListRead:
    return ListRead(
        named, begun_of(hearings), hints_for(user.viewer, hearings), open_reports_of(hearings, named), results_of(named)
    )


def _chosen(user: User, form: WhichForm, courts: Sequence[Court], day: date) -> tuple[Court | None, date]:
    """The court and the day that the address names; where it names none, today, and the first court with a list."""
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    on = said.get("on") or day
    named = next((each for each in courts if each.code == said.get("court")), None)
    return named or court_with_a_list(user.viewer, courts, on), on


@needs(Power.FIND_BY_IDENTITY)
def send_list(request: HttpRequest) -> HttpResponse:
    """Send in a day list as a file."""
    user = user_of(request)
    codes = set(courts_of(user.viewer).values_list("code", flat=True))
    files = request.FILES if request.method == "POST" else None
    sheet = sheet_of(request, "a day list", lambda sent: SendForm(sent, files, today=today()))

    def write(form: SendForm, token: str) -> None:
        file = form.cleaned_data["file"]
        read = _read(file.read(SIZE_AT_MOST + 1), codes)
        is_part = form.cleaned_data["whole"] == "no"
        receive_day_list(read=read, by=user, at=now(), token=token, name=str(file.name), is_part=is_part)

    if is_written(sheet, write):
        return SeeOther(reverse("list_received", args=[sheet.mark.token]))
    return render(request, "court/send_list.html", sheet.shown | {"columns": COLUMNS, "courts": sorted(codes)})


def _read(content: bytes, codes: set[str]) -> DayListRead:
    try:
        return read_day_list(content, courts=codes, today=today())
    except DayListFault as fault:
        raise NotRecorded((FieldFault("file", str(fault)),)) from fault


@needs(Power.FIND_BY_IDENTITY)
def list_received(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a day list that this user sent in."""
    told = list_with(user_of(request), token)
    if told is None:
        raise Http404
    links = [(f"{code}, {day}", f"{reverse('court')}?court={code}&on={day}") for code, day in map(str.split, told.days)]
    context = {"told": told, "lines": received_words(told), "days": links}
    return render(request, "court/list_received.html", context)


@needs(Power.FIND_BY_IDENTITY)
def type_in(request: HttpRequest) -> HttpResponse:
    """Type in a defendant who stands on no list."""
    user, day = user_of(request), today()
    courts = list(courts_of(user.viewer))
    sheet = sheet_of(
        request, "a hearing", lambda sent: TypeForm(sent, courts=courts, today=day, initial={"day": "today"})
    )
    made: list[Hearing] = []

    def write(form: TypeForm, token: str) -> None:
        cells = form.cells(typed_reference(token))
        listed = read_listed(cells, courts=[each.code for each in courts], today=day)
        made.append(type_hearing(listed=listed, by=user, at=now(), token=token))

    if is_written(sheet, write):
        again = "" if made[0].token == sheet.mark.token else "?again=yes"
        return SeeOther(f"{reverse('hearing', args=[made[0].pk])}{again}")
    return render(request, "court/type_hearing.html", sheet.shown | {"courts": courts})
