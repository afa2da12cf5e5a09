"""The flow between the service and the companies in words: tables by month, and where each number leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from throughcare.exchange.safe_csv import csv_text
from throughcare.facts.words import MONTHS
from throughcare.measures.provider_flow import (
    FORESEEN,
    FOUND,
    Answer,
    FlowCell,
    Passage,
    Split,
    Way,
    end_of,
    flow_by_month,
    months_to,
)
from throughcare.records.queries.measures import By
from throughcare.records.queries.organisations import names_of_organisations, types_of_organisations
from throughcare.records.queries.provider_flow import CRC, NPS, Held, held, passages, split_of
from throughcare.rules.access import Viewer
from throughcare.web.clock import today
from throughcare.web.design.words import number, percent
from throughcare.web.measures.groups import opens_to
from throughcare.web.measures.pages import Number
from throughcare.web.people.opening import user_of

MONTHS_SHOWN = 12
ANSWERS = {"asked": None, "accepted": Answer.ACCEPTED, "refused": Answer.REFUSED, "open": Answer.OPEN}
FIGURES: dict[str, str] = {
    "up-asked": "Referred by a company to the service because the risk had risen",
    "up-accepted": "Referred, and accepted by the service",
    "up-refused": "Referred, and declined by the service",
    "up-open": "Referred, and not decided yet",
    "back-asked": "Sent by the service to a company, because by the rule it belongs there",
    "back-accepted": "Sent to a company, and accepted",
    "back-refused": "Sent to a company, and returned",
    "back-open": "Sent to a company, and not answered yet",
    "held-nps": "Held by the service at the end of the month",
    "held-crc": "Held by a company at the end of the month",
}
"""Every figure of the page by its name in an address, in words."""


@dataclass(frozen=True, slots=True)
class FlowAsked:
    """What a page of the flow is made of: whose eyes see it, on which day, of which courts, and all that was found."""

    viewer: Viewer
    on: date
    area: str
    months: Sequence[date]
    types: Mapping[str, str]
    names: Mapping[str, str]
    passages: Sequence[Passage]
    held: Held

    def name_of(self, month: date) -> str:
        """A month in words; the one that runs says so."""
        words = f"{MONTHS[month.month - 1]} {month.year}"
        return f"{words}, so far" if end_of(month, self.on) == self.on else words

    def split_on(self, day: date) -> Split:
        """The split at the end of a day."""
        return split_of(self.held.by_organisation(day, self.area), self.types)

    @property
    def query(self) -> str:
        """The choice of courts as part of an address."""
        return urlencode({"area": self.area}) if self.area else ""

    def opened(self, many: int, month: date, figure: str) -> Number:
        """A number that leads to its people, where it may."""
        if not many or not opens_to(self.viewer, By.TYPE, NPS):
            return Number(number(many))
        address = reverse("provider_flow_people", args=[f"{month:%Y-%m}", figure])
        return Number(number(many), f"{address}?{self.query}" if self.query else address)

    def people_in(self, month: date, figure: str) -> dict[int, str]:
        """The people (ids) behind a figure of a month, with the days or the holder in words."""
        way, _, what = figure.partition("-")
        if way == "held":
            codes = {code for code, type_ in self.types.items() if type_ == (NPS if what == "nps" else CRC)}
            found = self.held.people_on(end_of(month, self.on), codes, self.area)
            return {person: self.names.get(code, code) for person, code in found.items()}
        return {
            each.person: self._say(each)
            for each in self.passages
            if each.way == way
            and each.asked_on.replace(day=1) == month
            and (ANSWERS[what] is None or each.answer_on(self.on) is ANSWERS[what])
        }

    def _say(self, each: Passage) -> str:
        whom = (
            self.names.get(each.from_provider, each.from_provider),
            self.names.get(each.to_provider, each.to_provider),
        )
        answer = {Answer.ACCEPTED: "accepted", Answer.REFUSED: "refused", Answer.OPEN: "not answered"}
        until = f" on {each.answered_on:%d %b %Y}" if each.answered_on and each.answered_on <= self.on else ""
        return f"{whom[0]} to {whom[1]}, asked on {each.asked_on:%d %b %Y}: {answer[each.answer_on(self.on)]}{until}"


def flow_asked(request: HttpRequest) -> FlowAsked:
    """What the address asks for. Six queries, however much there is."""
    viewer, on = user_of(request).viewer, today()
    types, names = types_of_organisations(), names_of_organisations()
    months = months_to(on, MONTHS_SHOWN)
    found = held(viewer, months[0])
    asked = request.GET.get("area", "")
    area = asked if types.get(asked) == NPS else ""
    flows = passages(months[0], on, viewer, types)
    if area:
        flows = [each for each in flows if found.desks.get(each.person) == area]
    return FlowAsked(viewer, on, area, months, types, names, flows, found)


def flow_page(asked: FlowAsked) -> dict[str, Any]:
    """The tables of the page, latest month first."""
    cells = flow_by_month(asked.passages, asked.months, asked.on)
    latest = asked.split_on(asked.on)
    return {
        "split_now": _share_words(latest),
        "foreseen": percent(FORESEEN),
        "found": percent(FOUND),
        "ways": {way.value: [_flow_row(asked, month, cells[month, way], way) for month in _back(asked)] for way in Way},
        "splits": [_split_row(asked, month) for month in _back(asked)],
        "areas": [_area_row(asked, desk, each) for desk, each in _by_area(asked)],
        "organisations": _organisations(asked),
        "choices": [(code, asked.names[code]) for code in _in_order(asked, NPS)],
        "area": asked.area,
        "file": f"{reverse('provider_flow_csv')}{f'?{asked.query}' if asked.query else ''}",
    }


def _back(asked: FlowAsked) -> list[date]:
    return list(reversed(asked.months))


def _in_order(asked: FlowAsked, type_: str) -> list[str]:
    codes = [code for code, of in asked.types.items() if of == type_]
    return sorted(codes, key=lambda code: (asked.names.get(code, code).casefold(), code))


def _flow_row(asked: FlowAsked, month: date, cell: FlowCell, way: Way) -> dict[str, Any]:
    counts = {name: asked.opened(getattr(cell, name), month, f"{way.value}-{name}") for name in ANSWERS}
    return {"month": asked.name_of(month), **counts, "days": "–" if cell.days is None else f"{cell.days:g}"}


def _share_words(split: Split) -> dict[str, str]:
    low_high = split.interval
    return {
        "share": percent(split.share),
        "interval": f"{percent(low_high[0])} to {percent(low_high[1])}" if low_high else "",
        "nps": number(split.nps),
        "crc": number(split.crc),
        "all": number(split.all),
        "ratio": f"{100 * split.crc / split.all:.0f}:{100 * split.nps / split.all:.0f}" if split.all else "–",
    }


def _split_row(asked: FlowAsked, month: date) -> dict[str, Any]:
    split = asked.split_on(end_of(month, asked.on))
    opened = {
        "nps": asked.opened(split.nps, month, "held-nps"),
        "crc": asked.opened(split.crc, month, "held-crc"),
    }
    return {"month": asked.name_of(month), **_share_words(split), **opened}


def _by_area(asked: FlowAsked) -> list[tuple[str | None, Split]]:
    found = asked.held.split_by_desk(asked.on, asked.types).items()
    return sorted(found, key=lambda pair: (pair[0] is None, asked.names.get(pair[0] or "", "").casefold()))


def _area_row(asked: FlowAsked, desk: str | None, split: Split) -> dict[str, str]:
    return {"name": asked.names.get(desk, desk) if desk else "Not recorded", **_share_words(split)}


def _organisations(asked: FlowAsked) -> list[dict[str, str]]:
    """What each organisation holds now, and held at the end of the first month that is shown."""
    now, before = (asked.held.by_organisation(day, asked.area) for day in (asked.on, end_of(asked.months[0], asked.on)))
    return [
        {"name": asked.names[code], "type": type_, "now": number(now[code]), "before": number(before[code])}
        for type_ in (NPS, CRC)
        for code in _in_order(asked, type_)
    ]


COLUMNS = (
    *("month", "referred", "accepted", "declined", "not_decided", "median_working_days_to_decide"),
    *(
        "sent_to_company",
        "company_accepted",
        "company_returned",
        "company_not_answered",
        "median_working_days_to_answer",
    ),
    *("held_by_service", "held_by_companies", "service_share", "low_95", "high_95"),
)


def flow_text(asked: FlowAsked) -> str:
    """The same as CSV, one row a month."""
    cells = flow_by_month(asked.passages, asked.months, asked.on)
    rows = []
    for month in asked.months:
        flows = [cells[month, way] for way in Way]
        split = asked.split_on(end_of(month, asked.on))
        low, high = split.interval or (None, None)
        counted = [value for each in flows for value in (each.asked, each.accepted, each.refused, each.open, each.days)]
        shares = [None if each is None else round(each, 4) for each in (split.share, low, high)]
        rows.append([f"{month:%Y-%m}", *counted, split.nps, split.crc, *shares])
    return csv_text(COLUMNS, rows)
