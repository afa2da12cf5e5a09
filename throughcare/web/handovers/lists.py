"""The handovers of an organisation: sent to it, sent by it, returned and answered; as a page and as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions.access import log_export, log_reads
from throughcare.exchange.safe_csv import csv_text
from throughcare.facts.handover import HandoverReason, HandoverReply, ReturnReason
from throughcare.facts.words import lower_first
from throughcare.records.models import HandoverItem
from throughcare.records.queries.handovers import ANSWERED, BACK, BY_US, TO_US, Waits, handover_items, how_many_wait
from throughcare.records.queries.organisations import names_of_organisations, names_of_teams
from throughcare.records.queries.supervision import name_of
from throughcare.records.queries.todo import band_of
from throughcare.rules.access import Power, Viewer, may
from throughcare.rules.case.values import known_value
from throughcare.rules.tasks import say_lateness
from throughcare.web.clock import now, today
from throughcare.web.design.words import number, plural
from throughcare.web.door import needs
from throughcare.web.home.lines import short_day, tone_of
from throughcare.web.measures.asking import file_answer
from throughcare.web.people.opening import user_of

ON_A_PAGE = 50
"""So many handovers stand on a page. The number is ours."""
SHOWS = {TO_US: "Sent to us", BY_US: "Sent by us", BACK: "Returned to us", ANSWERED: "Answered"}
EMPTY = {
    TO_US: ("Nothing that was sent to your organisation waits for an answer.", "You are told when a case is sent."),
    BY_US: (
        "Nothing that your organisation sent waits for an answer.",
        "A case is sent from its own page, or after it was decided who is to hold it.",
    ),
    BACK: ("No case was returned to your organisation and waits to be sent again.", ""),
    ANSWERED: ("No handover was answered yet.", ""),
}
WHY = "handovers of their organisation"


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One handover of the list."""

    name: str
    crn: str
    address: str
    way: str
    why: str
    when: str
    tone: str
    told: str
    again: str


@needs(Power.DECIDE_PROVIDER, Power.ANSWER_HANDOVER)
def handovers(request: HttpRequest) -> HttpResponse:
    """One of the lists, a page of it; what is due first."""
    user, on = user_of(request), today()
    page = list_page(user.viewer, on, request.GET)
    log_reads(page["people"], by=user, what="handovers: list", why=WHY, at=now())
    return render(request, "handovers/list.html", page)


@needs(Power.DECIDE_PROVIDER, Power.ANSWER_HANDOVER)
def handovers_csv(request: HttpRequest) -> HttpResponse:
    """The same list whole, as a file without names."""
    user = user_of(request)
    asked = _asked(user.viewer, request.GET)
    items = list(_narrowed(handover_items(user.viewer, asked["show"]), asked, today()))
    log_export(by=user, what="handovers: list as a file", why=asked["show"], at=now())
    log_reads([each.person_id for each in items], by=user, what="handovers: list as a file", why=WHY, at=now())
    head = "crn order from to team because sent_on reply_by reply answered_on returned_because".split()
    rows = [_row(each) for each in items]
    return file_answer("handovers.csv", csv_text(head, rows), "text/csv; charset=utf-8")


def _row(each: HandoverItem) -> list[str | date | None]:
    return [
        *(each.person.crn, each.order, each.from_provider, each.to_provider, each.to_team, each.because),
        *(each.sent_on, each.reply_by, each.reply, each.answered_on, each.returned_because),
    ]


def _asked(viewer: Viewer, said: QueryDict) -> dict[str, str]:
    shows = shows_for(viewer)
    show = said.get("show", "")
    return {
        "show": show if show in shows else next(iter(shows)),
        "with": said.get("with", "")[:20],
        "because": said.get("because", "") if known_value(HandoverReason, said.get("because")) else "",
        "due": said.get("due", "") if said.get("due") == "late" else "",
    }


def shows_for(viewer: Viewer) -> dict[str, str]:
    """The lists that somebody has: a court desk is sent nothing."""
    return SHOWS if may(viewer, Power.ANSWER_HANDOVER) else {key: SHOWS[key] for key in SHOWS if key != TO_US}


def _narrowed(items: QuerySet[HandoverItem], asked: Mapping[str, str], on: date) -> QuerySet[HandoverItem]:
    if asked["with"]:
        items = items.filter(from_provider=asked["with"]) | items.filter(to_provider=asked["with"])
    if asked["because"]:
        items = items.filter(because=asked["because"])
    return items.filter(reply="", reply_by__lt=on) if asked["due"] else items


def list_page(viewer: Viewer, on: date, said: QueryDict) -> dict[str, Any]:
    """One list in words, and how many there are of each that waits."""
    asked, names = _asked(viewer, said), names_of_organisations()
    waits = how_many_wait(viewer, on)
    found = _narrowed(handover_items(viewer, asked["show"]), asked, on)
    here = Paginator(found, ON_A_PAGE).get_page(said.get("page"))
    items, teams = list(here), names_of_teams()
    counts = {TO_US: waits.to_us, BY_US: waits.by_us, BACK: waits.back}
    kept = {name: value for name, value in asked.items() if value}
    others = {code: name for code, name in names.items() if code != viewer.organisation}
    return {
        "heading": say_waits(waits) or "No handover waits for an answer from your organisation",
        "lines": [_line(each, names, teams, on) for each in items],
        "page": here,
        "count": number(here.paginator.count),
        "title": SHOWS[asked["show"]],
        "shows": [
            (key, f"{words} ({number(counts[key])})" if key in counts else words, _address({"show": key}))
            for key, words in shows_for(viewer).items()
        ],
        "asked": asked,
        "choices": {
            "with": sorted(others.items(), key=lambda pair: pair[1]),
            "because": [(each.value, each.label) for each in HandoverReason],
            "due": [("late", "Late")],
        },
        "is_narrowed": len(kept) > 1,
        "whole": _address({"show": asked["show"]}),
        "query": urlencode(kept),
        "csv": f"{reverse('handovers_csv')}?{urlencode(kept)}",
        "empty": EMPTY[asked["show"]],
        "people": {each.person_id for each in items},
    }


def _address(asked: Mapping[str, str]) -> str:
    return f"{reverse('handovers')}?{urlencode(asked)}"


def say_waits(waits: Waits) -> str:
    """What waits for this organisation, in a sentence; nothing where nothing does."""
    parts = []
    if waits.to_us:
        late = f", {number(waits.to_us_late)} late" if waits.to_us_late else ""
        verb = "was" if waits.to_us == 1 else "were"
        waiting = "waits" if waits.to_us == 1 else "wait"
        parts.append(f"{plural(waits.to_us, 'case')} {verb} sent to you and {waiting} for an answer{late}")
    if waits.back:
        parts.append(f"{plural(waits.back, 'case')} {'was' if waits.back == 1 else 'were'} returned to you")
    return "; ".join(parts)


def _line(each: HandoverItem, names: Mapping[str, str], teams: Mapping[tuple[str, str], str], on: date) -> HandoverLine:
    crn, to = each.person.crn, names.get(each.to_provider, each.to_provider)
    team = teams.get((each.to_provider, each.to_team), each.to_team)
    because = known_value(HandoverReason, each.because)
    when, tone = _when(each, on)
    returned = known_value(ReturnReason, each.returned_because)
    told = f"sent on {short_day(each.sent_on, on)}"
    told += f" · returned because {lower_first(returned.label)}" if returned else ""
    is_back = each.reply == HandoverReply.RETURNED and each.is_latest
    return HandoverLine(
        name_of(each.person),
        crn,
        reverse("handover", args=[crn, each.thread]),
        f"{names.get(each.from_provider, each.from_provider)} to {to}{f', {team}' if team else ''}",
        because.label if because else "reason not recorded",
        when,
        tone,
        told,
        reverse("send_handover", args=[crn, each.order]) if is_back else "",
    )


def _when(each: HandoverItem, on: date) -> tuple[str, str]:
    reply = known_value(HandoverReply, each.reply)
    if reply is not None and each.answered_on:
        return f"{reply.label.lower()} on {short_day(each.answered_on, on)}", "later"
    if each.reply_by is None:
        return "no day", "soon"
    return say_lateness(each.reply_by, on), tone_of(band_of(each.reply_by, on))
