"""One handover and its pack in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse

from throughcare.facts.words import lower_first, say_day
from throughcare.records.queries.organisations import names_of_organisations, names_of_staff, names_of_teams
from throughcare.rules.access import can_read
from throughcare.rules.case import HandoverStage, HandoverState
from throughcare.rules.handover_access import can_send
from throughcare.rules.handover_lacks import say_code
from throughcare.rules.handover_pack import Pack
from throughcare.rules.handover_told import Item
from throughcare.rules.tasks import say_lateness
from throughcare.web.handovers.desk import OpenHandover, is_to_answer
from throughcare.web.supervision.pages import who_of

FROZEN = (
    "It is shown as it was handed over: what was recorded up to {day}. What came after that is for whoever holds the "
    "case now."
)
LIVE = "It is shown as the record stands today. What came after the case was sent is marked."
NOT_READ = "The pack is with whoever has the case now: you see that it was sent, and how it was answered."


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One thing known, as the page and the file have it."""

    label: str
    text: str
    under: str
    sort: str
    came_after: bool


@dataclass(frozen=True, slots=True)
class ShownPack:
    """A pack in words: what is missing first."""

    missing: tuple[str, ...]
    also_missing: tuple[str, ...]
    sections: tuple[tuple[str, tuple[ShownItem, ...]], ...]
    late: tuple[str, ...]


def shown(pack: Pack) -> ShownPack:
    """A pack as it is shown."""
    return ShownPack(
        tuple(each.words for each in pack.lacks if each.is_important),
        tuple(each.words for each in pack.lacks if not each.is_important),
        tuple((each.heading, _once([_item(item) for item in each.items])) for each in pack.sections),
        tuple(dict.fromkeys(f"{item.label}, {say_day(item.on)}" for item in pack.late)),
    )


def _once(items: list[ShownItem]) -> tuple[ShownItem, ...]:
    """The same, with the entry told once below all that it says."""
    after = [*(each.under for each in items[1:]), ""]
    return tuple(
        replace(each, under="") if each.under == under else each for each, under in zip(items, after, strict=True)
    )


def _item(item: Item) -> ShownItem:
    late = " · came after it was sent" if item.came_after else ""
    under = f"Entry {item.number}, {say_day(item.on)}, {item.by}{late}"
    return ShownItem(item.label, item.text, under, item.sort, item.came_after)


def about(handover: HandoverState, today: date) -> list[tuple[str, str]]:
    """From whom, to whom, why, until when, and how it was answered: label and text."""
    places, staff = names_of_organisations(), names_of_staff({handover.sent_by or "", handover.answered_by or ""})
    team = names_of_teams().get((handover.to_provider or "", handover.to_team or ""), handover.to_team or "")
    sender = f" by {staff.get(handover.sent_by, handover.sent_by)}" if handover.sent_by else ""
    rows = [
        ("State", _state(handover, today)),
        ("From", _place(handover.from_provider, places)),
        ("To", _place(handover.to_provider, places) + (f", {team}" if team else "")),
        ("Order", handover.order),
        ("Why", handover.because.label if handover.because else "not recorded"),
        ("Sent", f"{say_day(handover.sent_on)}{sender}"),
    ]
    if handover.reply_by:
        rows.append(("To be answered by", f"{say_day(handover.reply_by)} (the limit is ours, not verified)"))
    then = ", ".join(lower_first(say_code(code)) for code in handover.missing_then)
    rows.append(("Missing when it was sent", then or "nothing that is looked for"))
    if handover.note:
        rows.append(("Note", handover.note))
    if handover.answered_on:
        who = f" by {staff.get(handover.answered_by, handover.answered_by)}" if handover.answered_by else ""
        rows.append(("Answered", f"{say_day(handover.answered_on)}{who}"))
    if handover.returned_because:
        rows.append(("Returned because", handover.returned_because.label))
    if handover.answer:
        rows.append(("What they said", handover.answer))
    return rows


def _place(code: str | None, names: Mapping[str, str]) -> str:
    return names.get(code or "", code or "not recorded")


def _state(handover: HandoverState, today: date) -> str:
    if not handover.is_open or handover.reply_by is None:
        return handover.stage.label
    return f"{handover.stage.label}: {say_lateness(handover.reply_by, today)}"


def handover_page(opened: OpenHandover, *, done: str) -> dict[str, Any]:
    """One handover, what can be done with it by whoever looks, and the pack as far as they read it."""
    desk, handover = opened.desk, opened.handover
    pack = opened.pack
    crn, thread = desk.person.crn, handover.thread
    acts = []
    if is_to_answer(opened):
        acts = [
            ("Accept the case", reverse("accept_handover", args=[crn, thread])),
            ("Return it", reverse("return_handover", args=[crn, thread])),
        ]
    answered = handover.answered_on or desk.today
    told = FROZEN.format(day=say_day(answered)) if opened.reading.is_frozen else LIVE
    reads = can_read(desk.user.viewer, opened.held)
    return {
        "who": who_of(desk.person),
        "reads_record": reads,
        "title": f"Handover of order {handover.order}",
        "rows": about(handover, desk.today),
        "acts": acts,
        "next": _next(opened) if reads and handover.stage is HandoverStage.ACCEPTED else "",
        "again": _again(opened),
        "pack": shown(pack) if pack else None,
        "told": told if pack else NOT_READ,
        "why": opened.reading.why,
        "files": [(e.upper(), reverse("handover_file", args=[crn, thread, e])) for e in ("pdf", "json")]
        if pack
        else [],
        "done": _done(handover) if done else "",
    }


def _done(handover: HandoverState) -> str:
    said = {
        HandoverStage.SENT: "Sent. They are told, and you see here when they answer.",
        HandoverStage.ACCEPTED: "Accepted. The case is your organisation's now: name a practitioner next.",
        HandoverStage.RETURNED: "Returned. Whoever sent it is told, and has the case again.",
    }
    return said[handover.stage]


def _next(opened: OpenHandover) -> str:
    """Where a practitioner is named, where nobody is yet."""
    if opened.held.officer is not None or opened.held.organisation != opened.handover.to_provider:
        return ""
    try:
        return reverse("allocate", args=[opened.desk.person.crn])
    except NoReverseMatch:
        return reverse("person", args=[opened.desk.person.crn])


def _again(opened: OpenHandover) -> str:
    """Where a case that was returned is sent again, by those who may; nothing where it was."""
    desk, handover = opened.desk, opened.handover
    later = [each for each in desk.case.handovers if each.order == handover.order][-1]
    if handover.stage is not HandoverStage.RETURNED or later.thread != handover.thread:
        return ""
    if not can_send(desk.user.viewer, opened.held, desk.case, handover.order):
        return ""
    return reverse("send_handover", args=[desk.person.crn, handover.order])
