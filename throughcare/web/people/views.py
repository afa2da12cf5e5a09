"""One person: overview, timeline and duties, today or as on a day; and why a record is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from throughcare.actions.access import log_reads, state_reason
from throughcare.actions.projections import engine
from throughcare.facts import Fact
from throughcare.facts.staff import ProviderType
from throughcare.records.models import Person
from throughcare.records.queries.concerns import closed_to
from throughcare.records.queries.person import Names, duties_of, full_name, names_in, open_duties_of
from throughcare.records.queries.timeline import STAGES, entries_of
from throughcare.records.streams import stream_of
from throughcare.rules.access import MayNot, Power, check_reason
from throughcare.rules.case import CaseState, case_of
from throughcare.standards.obligations import Obligation
from throughcare.web.clock import now, today
from throughcare.web.door import needs
from throughcare.web.people.duty_pages import duty_page_of, stages_of
from throughcare.web.people.forms import WhyForm
from throughcare.web.people.header import header_of
from throughcare.web.people.moment import Moment, MomentForm, moment_form
from throughcare.web.people.opening import (
    THROUGH_FIGURE,
    Opened,
    comes_through_figure,
    needs_reason,
    open_person,
    person_of,
    user_of,
)
from throughcare.web.people.overview_pages import overview_of
from throughcare.web.people.standards import by_name
from throughcare.web.people.timeline_pages import timeline_of


@dataclass(frozen=True, slots=True)
class Read:
    """A person's record as it was read for a page: all its facts, and those that stood at the moment asked about."""

    opened: Opened
    form: MomentForm
    moment: Moment
    stream: tuple[Fact, ...]
    facts: list[Fact]
    state: CaseState
    names: Names
    closed: set[int]
    """The numbers of the facts that are not shown to this reader (`rules.concern_access`)."""


def _read(request: HttpRequest, crn: str, what: str) -> Read:
    """Open a person and read their facts, as on the day that the address asks for."""
    form = moment_form(request, today())
    asked = form.moment()
    opened = open_person(request, crn, what=f"{what}, as on {asked.on}" if asked.is_past else what)
    stream = stream_of(opened.person)
    moment = form.check_known(asked, stream)
    facts = moment.cut(stream)
    closed = closed_to(user_of(request).viewer, opened.person, stream)
    return Read(opened, form, moment, stream, facts, case_of(facts), names_in(stream), closed)


def _context(request: HttpRequest, read: Read, here: str) -> dict[str, object]:
    viewer = user_of(request).viewer
    header = header_of(read.opened, read.state, read.names, read.moment, viewer, here=here, today=today())
    return {"person": header, "form": read.form, "moment": read.moment}


def _duties(read: Read) -> Sequence[Obligation]:
    """The duties of the moment: as they are kept for today, made anew of what stood for a day in the past."""
    found = engine().derive(read.facts) if read.moment.is_past else duties_of(read.opened.person, read.moment.on)
    return [each for each in found if each.opened_by not in read.closed]


@needs(Power.READ_RECORD, Power.BREAK_GLASS)
def person(request: HttpRequest, crn: str) -> HttpResponse:
    """The overview of one person: always of today."""
    opened = open_person(request, crn, what="person page")
    stream, day, viewer = stream_of(opened.person), today(), user_of(request).viewer
    now_on = Moment(day)
    facts, names = now_on.cut(stream), names_in(stream)
    state = case_of(facts)
    closed = closed_to(viewer, opened.person, stream)
    due = [each for each in open_duties_of(opened.person, day) if each.opened_by not in closed]
    shown = [fact for fact in facts if fact.number not in closed]
    context = {
        "person": header_of(opened, state, names, now_on, viewer, here="person", today=day),
        "overview": overview_of(opened, state, shown, due, names, viewer, day),
        "may_refer": names.types.get(opened.case.organisation or "") == ProviderType.CRC,
    }
    return render(request, "people/person.html", context)


@needs(Power.READ_RECORD, Power.BREAK_GLASS)
def timeline(request: HttpRequest, crn: str) -> HttpResponse:
    """Every fact of one person, newest first; or as on a day."""
    read = _read(request, crn, "timeline")
    context = _context(request, read, "timeline")
    if read.form.is_valid():
        stage = request.GET.get("stage", "")
        entries = [
            each
            for each in entries_of(read.stream, as_of=read.moment.as_of, known_on=read.moment.known_on)
            if each.fact.number not in read.closed
        ]
        context["timeline"] = timeline_of(
            entries,
            stage=stage if stage in STAGES else "",
            number=request.GET.get("page"),
            opened=read.opened,
            names=read.names,
            moment=read.moment,
            viewer=user_of(request).viewer,
        )
        if read.moment.is_past:
            context["stages"] = stages_of(read.opened, _duties(read), read.facts, read.moment)
    return render(request, "people/timeline.html", context)


@needs(Power.READ_RECORD, Power.BREAK_GLASS)
def duties(request: HttpRequest, crn: str) -> HttpResponse:
    """Every duty of one person by stage, as both clocks read it."""
    read = _read(request, crn, "duties")
    context = _context(request, read, "duties")
    context["stages"] = stages_of(read.opened, _duties(read), read.facts, read.moment)
    return render(request, "people/duties.html", context)


@needs(Power.READ_RECORD, Power.BREAK_GLASS)
def duty(request: HttpRequest, crn: str, opened_by: int, pack: str, standard: str) -> HttpResponse:
    """Why one duty stands as it does; alone, without the page around it, where the page itself asks for it."""
    if f"{pack}/{standard}" not in by_name():
        raise Http404
    read = _read(request, crn, f"duty {pack}/{standard}")
    key = (f"{pack}/{standard}", read.opened.person.crn, opened_by)
    found = next((each for each in _duties(read) if each.key == key), None)
    if found is None:
        raise Http404
    context = _context(request, read, "duty")
    context["duty"] = duty_page_of(found, read.facts, read.names, read.moment.on)
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "people/duty_part.html" if is_part else "people/duty.html", context)


# --- why a record is opened ---------------------------------------------------------------------------------------


@needs(Power.READ_RECORD)
def say_why(request: HttpRequest, crn: str) -> HttpResponse:
    """Ask why somebody needs a record that opens only with a reason, keep it, and go on to where they were going."""
    onward = _ours(request, request.POST.get("next") or request.GET.get("next") or "")
    found, through = person_of(crn), comes_through_figure(request, urlsplit(onward).query)
    to = onward or _page_of(request, found.crn)
    if not needs_reason(request, found, through_figure=through or comes_through_figure(request)):
        return redirect(to)
    form = WhyForm(request.POST or None, today=today())
    if request.method == "POST" and form.is_valid() and _state(request, form, found):
        return HttpResponseRedirect(to, status=303)
    user, context = user_of(request), {"form": form, "next": to, "crn": found.crn}
    context["name"] = full_name(found.given_names, found.family_name)
    log_reads([found], by=user, what="asked for a reason", why="named while a reason is asked for", at=now())
    return render(request, "people/why.html", context)


def _ours(request: HttpRequest, address: str) -> str:
    """An address, if it is a page of this site; else nothing. What passes can be split: `//[` cannot, and does not."""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else ""


def _page_of(request: HttpRequest, crn: str) -> str:
    """The person's page, where nobody said to which page they were going."""
    figure = f"?{THROUGH_FIGURE}" if comes_through_figure(request) else ""
    return f"{reverse('person', args=[crn])}{figure}"


def _state(request: HttpRequest, form: WhyForm, found: Person) -> bool:
    """Keep the reason that was typed; whether it is one, or else the form says why not."""
    user, at = user_of(request), now()
    try:
        reason = check_reason(form.cleaned_data["why"])
    except MayNot as refusal:
        form.blame([("why", refusal.sentence)])
        return False
    state_reason(by=user, person=found, reason=reason, at=at)
    log_reads([found], by=user, what="reason stated", why=reason, at=at)
    return True
