"""The one-minute page for whoever takes a case over: on one screen, and on one printed page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.facts.words import lower_first, say_day
from throughcare.records.queries.person import Names, names_in, open_duties_of
from throughcare.records.streams import stream_of
from throughcare.rules.access import Power
from throughcare.rules.case import CaseState, Need, case_of
from throughcare.rules.safety import safety_card, say_safety_card
from throughcare.rules.takeover import Said, Takeover, takeover_of
from throughcare.rules.tasks import rule_of, say_lateness
from throughcare.standards.obligations import Obligation
from throughcare.web.clock import today
from throughcare.web.door import needs
from throughcare.web.people.header import header_of, say_order
from throughcare.web.people.moment import Moment
from throughcare.web.people.opening import open_person, user_of

DUTIES, MEETINGS = 5, 3
"""So many open duties and meetings fit on the page. Ours."""
GROUPS = {
    "children": "Children",
    "public": "The public",
    "known_adult": "Adults who are known",
    "staff": "Staff",
    "prisoners": "Prisoners",
}


@dataclass(frozen=True, slots=True)
class Block:
    """One question of the page, with its answer in lines; where nothing is known, that is said."""

    key: str
    heading: str
    lines: Sequence[str]
    none: str


@needs(Power.READ_RECORD)
def takeover(request: HttpRequest, crn: str) -> HttpResponse:
    """Who is at risk and from what, what is agreed, what is next, what worried whoever held it, and the safe way."""
    opened = open_person(request, crn, what="takeover page")
    stream, on, viewer = stream_of(opened.person), today(), user_of(request).viewer
    moment = Moment(on)
    facts, names = moment.cut(stream), names_in(stream)
    state = case_of(facts)
    found = takeover_of(facts, state.holder.officer if state.holder else None)
    context = {
        "person": header_of(opened, state, names, moment, viewer, here="takeover", today=on),
        "blocks": blocks_of(state, found, open_duties_of(opened.person, on), names, on),
    }
    return render(request, "cover/takeover.html", context)


def blocks_of(state: CaseState, found: Takeover, duties: Iterable[Obligation], names: Names, on: date) -> list[Block]:
    """The five questions, in the order in which they are asked."""
    return [
        Block("risk", "Who is at risk, and from what", _risk(state, found), "Nothing is recorded of any risk."),
        Block("reach", "How to reach the person safely", _reach(state), "No safe way and no need is recorded."),
        Block("agreed", "What is agreed", _agreed(state, found, names), "No order runs, and no plan is recorded."),
        Block("next", "What is next", _next(state, duties, on), "Nothing is due, and no meeting is arranged."),
        Block(
            "worries",
            "What worried the last to see them",
            [*_told("Change noticed", found.changes, names), *_told("Note", found.notes, names)],
            "No change and no note is recorded.",
        ),
    ]


def _risk(state: CaseState, found: Takeover) -> list[str]:
    level = state.rosh_level.label.lower() if state.rosh_level else "not known"
    since = f", assessed on {say_day(state.rosh_assessed_on)}" if state.rosh_assessed_on else ""
    lines = [f"Risk of serious harm: {level}{since}."]
    groups = [
        f"{GROUPS.get(name, name.replace('_', ' '))}: {of.label.lower()}" for name, of in state.group_levels.items()
    ]
    if groups:
        lines.append("; ".join(groups) + ".")
    lines += [f"{concern.label} since {say_day(since_on)}." for concern, since_on in state.concerns.items()]
    if state.mappa is not None:
        of = [each.label for each in (state.mappa.category, state.mappa.level) if each]
        lines.append(f"Under MAPPA: {'; '.join(of) or 'category and level not recorded'}.")
    if found.statements and found.assessed_on:
        lines.append(f"The analysis of {say_day(found.assessed_on)} says:")
        lines += found.statements
    return lines


def _reach(state: CaseState) -> list[str]:
    card = safety_card(state)
    lines = list(say_safety_card(card)) if card and card.warnings else []
    return [*lines, *(_need(each) for each in state.needs)]


def _need(need: Need) -> str:
    label = need.need.label if need.need else "A need"
    return f"{label}: {need.detail}." if need.detail else f"{label}."


def _agreed(state: CaseState, found: Takeover, names: Names) -> list[str]:
    lines = [f"{say_order(order)}." for order in state.open_orders]
    if found.plan is not None:
        lines += _told("Plan", [found.plan], names)
    lines += [f"Risk plan, {each}" if ":" in each else each for each in found.risk_plan]
    return lines


def _next(state: CaseState, duties: Iterable[Obligation], on: date) -> list[str]:
    ahead = [each for each in state.arranged if each.on >= on]
    lines = [
        f"{each.meeting.label if each.meeting else 'Meeting'} on {say_day(each.on)}"
        f"{f' at {each.at_time}' if each.at_time else ''}."
        for each in ahead[:MEETINGS]
    ]
    due = sorted((each for each in duties if each.due), key=lambda each: (each.due or on, each.standard))
    told: dict[str, str] = {}
    for each in due:
        assert each.due is not None
        title = rule_of(each.standard).short
        told.setdefault(title, f"{title}: {lower_first(say_lateness(each.due, on))}.")
    return [*lines, *list(told.values())[:DUTIES]]


def _told(what: str, said: Iterable[Said], names: Names) -> list[str]:
    lines = []
    for each in said:
        who = f", {names.of_staff(each.by)}" if each.by else ""
        lines.append(f"{what} of {say_day(each.on)}{who}{f': {each.text}' if each.text else '.'}")
    return lines
