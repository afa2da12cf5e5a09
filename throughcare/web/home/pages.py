"""The lists of the home pages in words: sections of lines, and a practitioner's own page with today's meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from throughcare.facts.supervision import Meeting
from throughcare.records.queries.team import is_managers, is_practitioners
from throughcare.records.queries.todo import Band, CaseRow, Thing, Todo, count_by_band
from throughcare.rules.case import Need
from throughcare.rules.case.values import known_value
from throughcare.web.design.people_words import SAFETY, Flag
from throughcare.web.design.words import plural
from throughcare.web.home.lines import Line, Teller, name_of, short_day

AT_MOST = 10
"""So many lines stand open in a section; the rest is folded, so that a day's work is not buried under its backlog."""

HEADINGS = {Band.LATE: "Late", Band.TODAY: "Today", Band.WEEK: "This week", Band.LATER: "Later"}


@lru_cache(maxsize=10_000)
def address(name: str, **parts: str) -> str:
    """The address of a route by its name; a list asks for the same few of each person again and again."""
    return reverse(name, kwargs=parts)


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a list. `count` says how many things, and of how many people; `note` where some of them stand."""

    key: str
    heading: str
    count: str
    note: str
    lines: Sequence[Line]
    rest: Sequence[Line]
    is_folded: bool
    left: int = 0
    """So many more people are counted here and not shown."""


@dataclass(frozen=True, slots=True)
class MeetingToday:
    """One meeting of today: when, with whom, and what must be known before."""

    at: str
    what: str
    name: str
    address: str
    flags: Sequence[Flag]
    needs: Sequence[str]


# --- sections ---------------------------------------------------------------------------------------------------


def sections(
    teller: Teller,
    things: Iterable[Thing],
    beside: Iterable[Thing] = (),
    *,
    at_most: int = AT_MOST,
    in_all: int | None = None,
) -> list[Section]:
    """Things by how late they are, one line a person, in the section of what presses most; empty ones left out.

    Each heading counts all its things, those too that stand under a person of an earlier section. Of more than
    `in_all` people of one section the rest is counted and not named.
    """
    today, todo = teller.today, teller.todo
    of_person, owed_beside = _by_person(things, todo, today), _by_person(beside, todo, today)
    counts = count_by_band((thing for found in of_person.values() for thing in found), today)
    in_band: dict[Band, list[list[Thing]]] = {band: [] for band in Band}
    for found in sorted(of_person.values(), key=lambda found: _place(found, todo, today)):
        in_band[found[0].band(today)].append(found)
    made = []
    for band, people in in_band.items():
        if counts[band] and (people or band is not Band.LATER):
            lines = [teller.line(found, owed_beside.get(found[0].person, ())) for found in people[:in_all]]
            here = sum(thing.band(today) is band for found in people for thing in found)
            left = len(people) - len(lines)
            made.append(_section(band, lines, counts[band], counts[band] - here, at_most, left))
    return made


def _by_person(things: Iterable[Thing], todo: Todo, today: date) -> dict[int, list[Thing]]:
    found: dict[int, list[Thing]] = defaultdict(list)
    for thing in things:
        found[thing.person].append(thing)
    for those in found.values():
        those.sort(key=lambda thing: (*todo.order(thing, today), thing.lead.standard, thing.lead.opened_by))
    return dict(found)


def _place(found: Sequence[Thing], todo: Todo, today: date) -> tuple[Any, ...]:
    case = todo.cases[found[0].person]
    return *todo.order(found[0], today), case.family_name.casefold(), case.crn


def _section(band: Band, lines: list[Line], many: int, above: int, at_most: int, left: int) -> Section:
    count, people = plural(many, "thing"), len(lines) + left
    if lines and people != many - above:
        count += f" for {plural(people, 'person', 'people')}"
    where = "stands under a person above" if above == 1 else "stand under people above"
    note = f"{above} of them {where}." if above and lines else f"{count.capitalize()} {where}." if above else ""
    is_folded = band is Band.LATER
    cut = len(lines) if is_folded else at_most
    return Section(band.name.lower(), HEADINGS[band], count, note, lines[:cut], lines[cut:], is_folded, left)


NOTHING = "Nothing needs you today"
"""The heading of a list of which nothing is late or due today."""


def say_counts(things: Iterable[Thing], today: date) -> str:
    """The heading of a list: how many things are late, and how many are due today."""
    counts = count_by_band(things, today)
    late, due = counts[Band.LATE], counts[Band.TODAY]
    if late and due:
        return f"{_are(late)} late, {due} {'is' if due == 1 else 'are'} due today"
    if late:
        return f"{_are(late)} late"
    return f"{_are(due)} due today" if due else NOTHING


def _are(many: int) -> str:
    return f"{plural(many, 'thing')} {'is' if many == 1 else 'are'}"


def say_quiet(found: Sequence[Section], things: Sequence[Thing], today: date) -> str:
    """Until when nothing else needs them, after everything that is shown; empty where nothing is shown at all."""
    later = [thing.lead.due for thing in things if thing.band(today) is Band.LATER]
    if not any(not section.is_folded for section in found):
        return ""
    return f"nothing else needs you before {short_day(min(later), today)}" if later else "nothing else is due"


# --- the practitioner -------------------------------------------------------------------------------------------


def practitioner_page(
    todo: Todo, needs: Mapping[int, Sequence[Need]], organisations: Mapping[str, str], officer: str, today: date
) -> dict[str, Any]:
    """The own list of the practitioner of this code; *all my cases* are exactly those that it is made from."""
    teller = Teller(todo, today, address, organisations)
    mine = [thing for thing in todo.things if is_practitioners(thing)]
    found = sections(teller, mine, [thing for thing in todo.things if is_managers(thing)])
    return {
        "heading": say_counts(mine, today),
        "sections": found,
        "quiet": say_quiet(found, mine, today),
        "next": _next(mine, todo, today),
        "cases": len(todo.cases),
        "meetings": meetings_today(todo.cases.values(), needs, today),
        "without_outcome": sum(
            each["on"] < today.isoformat() for case in todo.cases.values() for each in case.arranged
        ),
        "outcomes": address("bulk_outcomes"),
        "people": f"{address('people')}?{urlencode({'officer': officer, 'state': 'active'})}",
    }


def shown_to_practitioner(todo: Todo, today: date) -> set[int]:
    """The people whom that page shows by name."""
    things = {thing.person for thing in todo.things if is_practitioners(thing)}
    return things | {case.person for case in meets_today(todo.cases.values(), today)}


def _next(things: Sequence[Thing], todo: Todo, today: date) -> str:
    """What comes first where nothing is late or due today."""
    ahead = min(things, key=lambda thing: (thing.lead.due, todo.order(thing, today)), default=None)
    if ahead is None or ahead.band(today) in (Band.LATE, Band.TODAY):
        return ""
    line = Teller(todo, today, address).line([ahead])
    return f"{line.title}, {line.name}, on {short_day(ahead.lead.due, today)}"


def meets_today(cases: Iterable[CaseRow], today: date) -> list[CaseRow]:
    """The cases in which a meeting is arranged for today."""
    day = today.isoformat()
    return [case for case in cases if any(each["on"] == day for each in case.arranged)]


def meetings_today(cases: Iterable[CaseRow], needs: Mapping[int, Sequence[Need]], today: date) -> list[MeetingToday]:
    """Today's meetings by their time; those without a time last."""
    found = [
        (each["at_time"] or "~", name_of(case), each, case)
        for case in meets_today(cases, today)
        for each in case.arranged
        if each["on"] == today.isoformat()
    ]
    return [
        MeetingToday(
            each["at_time"] or "No time",
            _what(each["meeting"]),
            name,
            address("person", crn=case.crn),
            [SAFETY] if case.has_safety_warning else [],
            [_need(need) for need in needs.get(case.person, ())],
        )
        for _, name, each, case in sorted(found, key=lambda row: row[:2])
    ]


def _what(meeting: str | None) -> str:
    known = known_value(Meeting, meeting)
    return known.label if known else "Meeting"


def _need(need: Need) -> str:
    label = need.need.label if need.need else "Need"
    return f"{label}: {need.detail}" if need.detail else label
