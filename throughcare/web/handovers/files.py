"""The pack taken away: as tagged PDF, and as JSON for the receiver's own system."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse

from throughcare.actions.access import log_export
from throughcare.exchange.handover_packs import Line, Part, Sheet, json_of, pdf_of
from throughcare.facts.words import say_day
from throughcare.rules.access import Power
from throughcare.rules.handover_pack import Pack
from throughcare.web.clock import now
from throughcare.web.door import needs
from throughcare.web.handovers.desk import OpenHandover, open_handover
from throughcare.web.handovers.pages import FROZEN, LIVE, about, shown
from throughcare.web.measures.asking import file_answer
from throughcare.web.supervision.pages import who_of


@needs(Power.DECIDE_PROVIDER, Power.ANSWER_HANDOVER, Power.READ_RECORD)
def pack_file(request: HttpRequest, crn: str, thread: str, ending: str) -> HttpResponse:
    """The pack as far as the user reads it. There is none for those who know only how it was answered."""
    opened = open_handover(request, crn, thread, what=f"handover: pack as a file ({ending[:10]})")
    pack = opened.pack
    if pack is None or ending not in ("pdf", "json"):
        raise Http404
    name = f"handover-{crn}-{thread}.{ending}"
    log_export(by=opened.desk.user, what=f"handover: pack as a file ({ending})", why=name, at=now())
    if ending == "pdf":
        return file_answer(name, pdf_of(_sheet(opened, pack)), "application/pdf")
    text = json_of(pack, person=_person(opened), handover=_handover(opened))
    return file_answer(name, text, "application/json; charset=utf-8")


def _sheet(opened: OpenHandover, pack: Pack) -> Sheet:
    who, words = who_of(opened.desk.person), shown(pack)
    day = say_day(opened.handover.answered_on or opened.desk.today)
    return Sheet(
        title=f"Handover of {who.name}",
        about=(("Person", f"{who.name}, {who.line}"), *about(opened.handover, opened.desk.today)),
        missing=words.missing,
        also_missing=words.also_missing,
        told=FROZEN.format(day=day) if opened.reading.is_frozen else LIVE,
        parts=tuple(
            Part(heading, tuple(Line(item.label, item.text, item.under) for item in items))
            for heading, items in words.sections
        ),
        as_of=pack.as_of,
    )


def _person(opened: OpenHandover) -> dict[str, str | None]:
    person = opened.desk.person
    return {"crn": person.crn, "name": who_of(person).name, "born_on": _iso(person.born_on)}


def _handover(opened: OpenHandover) -> dict[str, object]:
    found = opened.handover
    return {
        "order": found.order,
        "from": found.from_provider,
        "to": found.to_provider,
        "team": found.to_team,
        "because": found.because,
        "sent_on": _iso(found.sent_on),
        "reply_by": _iso(found.reply_by),
        "state": found.stage.value,
        "answered_on": _iso(found.answered_on),
        "returned_because": found.returned_because,
        "missing_then": list(found.missing_then),
        "is_as_handed_over": opened.reading.is_frozen,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
