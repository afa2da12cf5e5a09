"""The head of every page of a person: who they are, what to be careful of, who is responsible, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from throughcare.facts.court import Disposal
from throughcare.facts.words import lower_first, say_day, say_list
from throughcare.records.queries.person import Names, full_name
from throughcare.rules.access import Viewer, can_see_who_looked
from throughcare.rules.broken_glass import say_until
from throughcare.rules.case import (
    CaseState,
    CheckState,
    CheckStatus,
    Holder,
    Missing,
    MissingKind,
    OrderState,
    say_missing,
)
from throughcare.web.design.people_words import Flag, flags_of
from throughcare.web.design.words import plural
from throughcare.web.people.fact_words import say_result
from throughcare.web.people.moment import Moment, query_text
from throughcare.web.people.opening import Opened

NAMED_BEFORE = 2
"""Up to so many earlier practitioners are named in the head; more are counted."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    words: str
    href: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above every page of a person, as on the day that the page tells of."""

    crn: str
    name: str
    who: tuple[str, ...]
    flags: tuple[Flag, ...]
    responsible: str
    before: str
    missing: tuple[str, ...]
    pages: tuple[Link, ...]
    why_open: str
    told_on: str
    past: str = ""
    danger: str = ""
    """Until when the record is open in danger; empty where it is open otherwise."""
    query: dict[str, str] = field(default_factory=dict)


def header_of(
    opened: Opened, state: CaseState, names: Names, moment: Moment, viewer: Viewer, *, here: str, today: date
) -> Header:
    """The head of the page of route `here`. Who the person is, and who may see them, is told as of today."""
    person, figure = opened.person, figure_query(opened)
    return Header(
        crn=person.crn,
        name=full_name(person.given_names, person.family_name),
        who=(_say_born(person.born_on, moment.on), f"CRN {person.crn}", *_say_orders(state)),
        flags=_flags(opened, state),
        responsible=_say_holder(state.holder, names, moment),
        before=_say_before(state, names),
        missing=tuple(_say_missing(each, state.checks) for each in state.missing),
        pages=_pages(opened, viewer, here, moment),
        why_open=opened.why,
        told_on=say_day(today),
        past=moment.words if moment.is_past else "",
        danger=say_until(opened.glass) if opened.glass else "",
        query=figure,
    )


def figure_query(opened: Opened) -> dict[str, str]:
    """What the addresses of this person carry on, where a figure led here."""
    return {"through": "figure"} if opened.through_figure else {}


def address(route: str, opened: Opened, *args: object, **query: str) -> str:
    """The address of a page of this person, with whatever opened it carried on."""
    return reverse(route, args=[opened.person.crn, *args]) + query_text(query, figure_query(opened))


def _pages(opened: Opened, viewer: Viewer, here: str, moment: Moment) -> tuple[Link, ...]:
    first = Link("Overview of today" if moment.is_past else "Overview", address("person", opened), here == "person")
    routes = (("Timeline", "timeline"), ("Duties", "duties"))
    links = [first, *(Link(words, address(route, opened, **moment.query), route == here) for words, route in routes)]
    links.append(Link("Risk", address("risk", opened), here == "risk"))
    links.append(Link("Scores", address("scores", opened), here == "scores"))
    if can_see_who_looked(viewer, opened.case):
        links.append(Link("Who looked", reverse("who_looked") + query_text({"person": opened.person.crn})))
    return tuple(links)


# --- who they are


def _say_born(born_on: date | None, on: date) -> str:
    return f"born {say_day(born_on)} ({age_on(born_on, on)})" if born_on else "date of birth not recorded"


def age_on(born_on: date, on: date) -> int:
    """How many birthdays somebody has had by a day."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def _say_orders(state: CaseState) -> tuple[str, ...]:
    if state.open_orders:
        return tuple(say_order(order) for order in state.open_orders)
    ended = [order.ended_on for order in state.orders if order.ended_on]
    if ended:
        return (f"no order runs; the last ended on {say_day(max(ended))}",)
    return ("no sentence on record",)


def say_order(order: OrderState) -> str:
    """An order that runs, and until when: *Community order to 3 March 2017*."""
    words = order.disposal.label if order.disposal else "Order of a kind that is not recorded"
    if order.disposal is Disposal.IMMEDIATE_CUSTODY:
        words += f", released {say_day(order.released_on)}," if order.released_on else ", not released,"
    until = f"to {say_day(order.expected_end_on)}" if order.expected_end_on else "(end not recorded)"
    return f"{words} {until}"


# --- what to be careful of


def _flags(opened: Opened, state: CaseState) -> tuple[Flag, ...]:
    """The flags of a case; the limits of access are always today's."""
    return flags_of(
        state.rosh_level,
        is_active=state.is_active,
        has_safety_warning=bool(state.safety),
        concerns=state.concerns,
        is_limited=bool(opened.case.excluded or opened.case.restricted_to),
        mappa=state.mappa.level if state.mappa else None,
        in_full=True,
    )


# --- who is responsible


def _say_holder(holder: Holder | None, names: Names, moment: Moment) -> str:
    if holder is None:
        return "nobody holds the case yet"
    return f"{say_holder(holder, names, with_grade=not moment.is_past)} since {say_day(holder.since_on)}"


def say_holder(holder: Holder, names: Names, *, with_grade: bool) -> str:
    """Who held a case and where: *Priya Shah (PO, Leeds North)*. Grades are those of today, so the past has none."""
    place = names.of_team(holder.team, holder.provider) if holder.team else names.of_organisation(holder.provider or "")
    grade = names.grades.get(holder.officer or "") if with_grade else None
    inside = ", ".join(part for part in (grade.value if grade else "", place) if part)
    who = names.of_staff(holder.officer) if holder.officer else "no practitioner named"
    return f"{who} ({inside})" if inside else who


def _say_before(state: CaseState, names: Names) -> str:
    now = state.holder.officer if state.holder else None
    codes = dict.fromkeys(each.officer for each in state.earlier_holders if each.officer and each.officer != now)
    if not codes:
        return "before: nobody"
    if len(codes) > NAMED_BEFORE:
        return f"before: {plural(len(codes), 'other practitioner')}"
    return f"before: {say_list([names.of_staff(code) for code in codes])}"


# --- what is missing


_OF_A_CHECK = {MissingKind.CHECK_NOT_BACK, MissingKind.AGENCY_NOT_RUNG, MissingKind.CHECK_NOT_ASKED}


def _say_missing(missing: Missing, checks: tuple[CheckState, ...]) -> str:
    """What is missing; beside a check that is missing, what is known of the others."""
    words = say_missing(missing)
    if missing.kind not in _OF_A_CHECK:
        return words
    back = [check for check in checks if check.status is CheckStatus.BACK and check.check != missing.check]
    others = "; ".join(lower_first(say_check(check)) for check in back)
    return f"{words} ({others})" if others else words


def say_check(check: CheckState) -> str:
    """Where a check stands: *Police domestic abuse check back on 2 March 2016: known: concern*."""
    words = check.check.label if check.check else "A check"
    if check.returned_on is not None:
        return f"{words} back on {say_day(check.returned_on)}: {say_result(check.result)}"
    return f"{words} asked on {say_day(check.asked_on)}, not back" if check.asked_on else f"{words} not asked"
