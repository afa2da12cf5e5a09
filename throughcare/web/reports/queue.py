"""The queue of reports in words: of an organisation for those who see its court work, of their own for who writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from throughcare.facts.court import ReportFormat
from throughcare.facts.words import say_list
from throughcare.records.models import CourtItem, User
from throughcare.records.queries.court_work import (
    GIVE,
    WRITE,
    Report,
    Waiting,
    court_items,
    courts_among,
    reports_in,
    to_read,
    waiting,
    with_each,
)
from throughcare.records.queries.organisations import names_of_staff
from throughcare.records.queries.reports import absent_among
from throughcare.records.queries.todo import band_of
from throughcare.rules.access import Power, may
from throughcare.rules.case import ReportStage
from throughcare.rules.case.values import known_value
from throughcare.rules.tasks import say_lateness
from throughcare.web.design.words import number, plural
from throughcare.web.home.lines import short_day, tone_of


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One report of the queue."""

    name: str
    crn: str
    address: str
    form: str
    when: str
    tone: str
    stage: str
    court: str
    writer: str
    is_away: bool


ON_A_PAGE = 50
"""So many reports, or checks, stand on a page of a queue. The number is ours."""
SHOWS = {"all": "All", "mine": "Mine", "read": "To read", "nobody": "With nobody", "away": "Writer away"}
DUES = {"late": "Late", "today": "Due today"}


def queue_page(user: User, today: date, asked: QueryDict) -> dict[str, Any]:
    """The queue, a page of it: what is late and due first; and how many there are of each. Who does not see the court
    work of their organisation sees what is theirs to write, and not even how many others there are.
    """
    items = court_items(user.viewer, today).filter(what__in=(GIVE, WRITE))
    sees_all = may(user.viewer, Power.SEE_COURT_WORK)
    items = items if sees_all else items.filter(who=user.code)
    away = absent_among({code for code in with_each(items) if code}, today)
    show = asked.get("show", "") if sees_all and asked.get("show") in SHOWS else "all"
    chosen = {"court": asked.get("court", "").strip(), "form": asked.get("form", ""), "due": asked.get("due", "")}
    here = Paginator(_narrowed(_of_tab(items, show, user, away), chosen, today), ON_A_PAGE).get_page(asked.get("page"))
    reports = reports_in(here)
    names = names_of_staff({each.writer for each in reports if each.writer})
    counts = waiting(items, today)
    kept = {name: value for name, value in chosen.items() if value}
    return {
        "heading": say_pressing(counts[GIVE], counts[WRITE]),
        "lines": [_queue_line(each, names, away, today) for each in reports],
        "count": number(here.paginator.count),
        "page": here,
        "show": show,
        "shows": [(key, words, _address(kept | {"show": key})) for key, words in SHOWS.items()] if sees_all else [],
        "sees_all": sees_all,
        "chosen": chosen,
        "is_narrowed": bool(kept),
        "whole": _address({"show": show}),
        "query": urlencode({"show": show} | kept),
        "choices": {
            "court": [(court, court) for court in courts_among(items)],
            "form": [(each.value, each.label) for each in ReportFormat],
            "due": list(DUES.items()),
        },
        "people": list({each.subject.person for each in reports}),
    }


def _address(asked: dict[str, str]) -> str:
    return f"{reverse('reports')}?{urlencode(asked)}"


def _of_tab(items: QuerySet[CourtItem], show: str, user: User, away: set[str]) -> QuerySet[CourtItem]:
    match show:
        case "mine":
            return items.filter(who=user.code)
        case "read":
            return to_read(items, user.code)
        case "nobody":
            return items.filter(who="")
        case "away":
            return items.filter(who__in=away)
    return items


def _narrowed(items: QuerySet[CourtItem], chosen: dict[str, str], today: date) -> QuerySet[CourtItem]:
    """What was chosen of a court, a form and how late; what is none of these narrows nothing, but for a court that
    nobody has, which has no reports.
    """
    if chosen["court"]:
        items = items.filter(court=chosen["court"])
    if known_value(ReportFormat, chosen["form"]):
        items = items.filter(code=chosen["form"])
    match chosen["due"]:
        case "late":
            return items.filter(due__lt=today)
        case "today":
            return items.filter(due=today)
    return items


def say_pressing(to_give: Waiting, to_write: Waiting) -> str:
    """What presses, reports to give apart from spoken ones to write down: they are not late in the same way."""
    parts = [
        f"{plural(many, one)} {words}"
        for counts, one in ((to_give, "report"), (to_write, "written record"))
        for many, words in ((counts.late, "late"), (counts.due_today, "due today"))
        if many
    ]
    return say_list(parts) if parts else "No report is late or due today"


def _queue_line(each: Report, names: dict[str, str], away: set[str], today: date) -> QueueLine:
    form = known_value(ReportFormat, each.format)
    stage = known_value(ReportStage, each.stage)
    when, tone = (say_lateness(each.due, today), tone_of(band_of(each.due, today))) if each.due else ("no day", "soon")
    if stage is ReportStage.SPOKEN and each.delivered:
        when, tone = f"spoken on {short_day(each.delivered, today)}", "late" if each.delivered < today else "today"
    return QueueLine(
        each.subject.name,
        each.subject.crn,
        reverse("report", args=[each.subject.crn, each.thread]) if each.thread else "",
        form.label if form else "Form not recorded",
        when,
        tone,
        stage.label if stage else "",
        each.court,
        names.get(each.writer, each.writer) if each.writer else "nobody yet",
        each.writer in away,
    )
