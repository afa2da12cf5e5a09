"""Rows that are made of one person's state: what lists show of them, who may not see them, what is handed over."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db.models import Model

from throughcare.facts.supervision import NeedKind
from throughcare.records.columns import longest
from throughcare.records.models import CaseLimit, CaseSummary, HandoverItem, Person
from throughcare.rules.case import CaseState, HandoverState
from throughcare.rules.texts_as_typed import as_searched
from throughcare.rules.workload.of_case import case_points_of

OUTWARD = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*[0-9][A-Z]{2}\s*$", re.IGNORECASE)
"""The first half of a postcode, where an address ends on one."""


def cut_for(text: str, column: str, model: type[Model] = Person) -> str:
    """What a column (of people) holds of a text: the fact keeps the whole, however long somebody wrote it."""
    return text[: longest(model, column)]


def summary_of(person: Person, state: CaseState) -> CaseSummary:
    """The row that lists show of a person, who is identified already."""
    order = next((each for each in reversed(state.orders) if each.is_open), None)
    holder = state.holder
    return CaseSummary(
        person=person,
        made_of=person.facts,
        search_name=cut_for(as_searched(f"{person.family_name} {person.given_names}"), "search_name", CaseSummary),
        organisation=(holder and holder.provider) or "",
        team=(holder and holder.team) or "",
        officer=(holder and holder.officer) or "",
        held_since=holder.since_on if holder else None,
        is_active=state.is_active,
        order_words=(order and order.disposal and order.disposal.label) or "",
        order_ends_on=order.expected_end_on if order else None,
        commenced_on=state.commenced_on,
        rosh_level=state.rosh_level or "",
        rosh_status=state.rosh_status.value,
        domestic_abuse="DA PERPETRATOR" in state.concerns,
        child_concern="CHILD CONCERN" in state.concerns,
        has_safety_warning=bool(state.safety),
        last_seen_on=state.last_seen_on,
        arranged=[_plain(meeting) for meeting in state.arranged],
        checks=open_checks(state),
        is_limited=is_limited(state),
        **_for_allocation(state),
    )


def is_limited(state: CaseState) -> bool:
    """Whether a limit keeps the case from somebody."""
    return bool(state.excluded or state.restricted_to)


def _for_allocation(state: CaseState) -> dict[str, Any]:
    """What ranking asks of a case."""
    work = case_points_of(state)
    asked, mappa = state.practitioner_asked, state.mappa
    before = dict.fromkeys(each.officer for each in state.earlier_holders if each.officer)
    language = next((need for need in state.needs if need.need in (NeedKind.INTERPRETER, NeedKind.WELSH)), None)
    words = ("Welsh" if language.need is NeedKind.WELSH else language.detail or "") if language else ""
    return {
        "tier": work.tier or "",
        "location": work.location.value,
        "points": work.points,
        "held_before": list(before),
        "conflicts": sorted(state.conflicts),
        "staff_sex": asked.sex.value if asked else "",
        "language": cut_for(words, "language", CaseSummary),
        "lives_at": outward_of(state.identity.address if state.identity else None),
        "mappa": (mappa.level.value if mappa.level else "L1") if mappa else "",
    }


def outward_of(address: str | None) -> str:
    """The first half of the postcode on which an address ends: LS6; blank where it ends on none."""
    found = OUTWARD.search(address or "")
    return found.group(1).upper() if found else ""


def _plain(value: Any) -> dict[str, Any]:
    """A small dataclass as JSON: days as text."""
    names = value.__dataclass_fields__
    found = {name: getattr(value, name) for name in names}
    return {name: each.isoformat() if isinstance(each, date) else each for name, each in found.items()}


def open_checks(state: CaseState) -> list[dict[str, Any]]:
    """Checks that are asked, and whose answer is still to come, as small JSON objects."""
    return [
        {
            "check": check.check,
            "thread": check.thread,
            "asked_on": check.asked_on.isoformat(),
            "asked_of": check.asked_of or "",
            "reply_by": check.reply_by and check.reply_by.isoformat(),
            "chased": check.chased[-1].isoformat() if check.chased else None,
        }
        for check in state.checks
        if check.asked_on and check.waits
    ]


def limits_of(person: Person, state: CaseState) -> list[CaseLimit]:
    """Who may not see the case, and who alone may; with the day by which that is to be looked at again."""
    pairs = [("EXCLUSION", code) for code in state.excluded] + [("RESTRICTION", code) for code in state.restricted_to]
    due = state.limits_review_on
    return [CaseLimit(person=person, limit=limit, code=code, review_on=due) for limit, code in sorted(pairs)]


def handovers_of(person: int, state: CaseState) -> list[HandoverItem]:
    """Every handover of the person of this id that names both sides."""
    latest = {each.order: each.thread for each in state.handovers}
    return [
        _handover(person, each, state, is_latest=latest[each.order] == each.thread)
        for each in state.handovers
        if each.from_provider and each.to_provider
    ]


def _handover(person: int, each: HandoverState, state: CaseState, *, is_latest: bool) -> HandoverItem:
    return HandoverItem(
        person_id=person,
        thread=cut_for(each.thread, "thread", HandoverItem),
        order=cut_for(each.order, "order", HandoverItem),
        from_provider=cut_for(each.from_provider or "", "from_provider", HandoverItem),
        to_provider=cut_for(each.to_provider or "", "to_provider", HandoverItem),
        to_team=cut_for(each.to_team or "", "to_team", HandoverItem),
        because=each.because or "",
        sent_on=each.sent_on,
        reply_by=each.reply_by,
        reply=each.reply or "",
        returned_because=each.returned_because or "",
        answered_on=each.answered_on,
        is_latest=is_latest,
        is_limited=is_limited(state),
        place=each.answered_on or each.reply_by or date.min,
    )
