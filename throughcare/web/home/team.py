"""The manager's home in words: what only they can do, the team by name, and the list of one practitioner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from throughcare.records.queries.team import Board, Member, is_managers, is_practitioners, waits_for_oversight
from throughcare.records.queries.todo import Band, CaseRow, Thing, Todo
from throughcare.rules.access import Viewer
from throughcare.rules.tasks import Owes, Task, sort_key
from throughcare.web.design.desk_addresses import address_at_desk
from throughcare.web.design.words import plural
from throughcare.web.home.lines import (
    Line,
    Press,
    Teller,
    flags_of_case,
    name_of,
    named,
    say_away,
    say_waited,
    short_day,
    tone_of,
)
from throughcare.web.home.pages import address, say_counts, sections

AT_MOST = 5
"""So many lines stand open in a section of the manager's own, so that the team is not far below."""
IN_ALL = 20
"""So many people of one section are named at all: a manager without a team sees a whole organisation. Ours too."""
WAITING = "?officer=-&state=active"
"""What narrows the list of people to those who wait for a practitioner (`records.queries.people.NOBODY`)."""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One row of the team: each number with the list that it leads to."""

    name: str
    address: str
    cases: Press
    late: Press
    week: Press
    oversight: Press
    away: str
    cover: str


def manager_page(board: Board, viewer: Viewer, today: date) -> dict[str, Any]:
    """A manager's home: what only they can do, then the team."""
    todo = board.todo
    teller = Teller(todo, today, address, staff=board.staff, says_holder=True)
    naming = {thing.person: thing for thing in todo.things if _names_somebody(thing, todo)}
    mine = [each for each in todo.things if _is_for(each, viewer, todo) and not _names_somebody(each, todo)]
    found = sections(teller, mine, at_most=AT_MOST, in_all=IN_ALL)
    of_member: dict[str, list[Thing]] = defaultdict(list)
    for thing in todo.things:
        of_member[todo.cases[thing.person].officer].append(thing)
    rows = [member_row(member, of_member[member.code], board.staff, today) for member in board.members]
    return {
        "heading": say_team(mine, len(board.unallocated), today),
        "sections": found,
        "unallocated": [
            _unallocated(case, naming.get(case.person), today) for case in _by_risk(board.unallocated)[:IN_ALL]
        ],
        "unallocated_in_all": len(board.unallocated),
        "unallocated_list": address("people") + WAITING,
        "waiting": [
            {"words": say_away(member.name, member.away, today, board.staff), "row": row}
            for member, row in zip(board.members, rows, strict=True)
            if member.away
        ],
        "rows": rows,
    }


def say_team(mine: Sequence[Thing], waiting: int, today: date) -> str:
    """The heading: what is late or due today, and how many people wait for a practitioner."""
    if not waiting:
        return say_counts(mine, today)
    waits = f"{plural(waiting, 'person', 'people')} {'waits' if waiting == 1 else 'wait'} for a practitioner"
    presses = any(thing.band(today) in (Band.LATE, Band.TODAY) for thing in mine)
    return f"{say_counts(mine, today)}; {waits}" if presses else waits


def shown_to_manager(board: Board, page: Mapping[str, Any]) -> set[int]:
    """The people whom a manager's home names: not those whom it only counts."""
    lines = [line for section in page["sections"] for line in (*section.lines, *section.rest)]
    named = {line.crn for line in (*lines, *page["unallocated"])}
    return {case.person for case in board.todo.cases.values() if case.crn in named}


def _is_for(thing: Thing, viewer: Viewer, todo: Todo) -> bool:
    """Whether this manager owes it: what was asked of an organisation, only where it is theirs."""
    if thing.owes is not Owes.MANAGER_ASKED:
        return thing.owes is Owes.MANAGER
    opening = todo.openings.get(thing.lead.row)
    return opening is not None and opening.asked == viewer.organisation


def _by_risk(cases: Iterable[CaseRow]) -> list[CaseRow]:
    def place(case: CaseRow) -> tuple[Any, ...]:
        return *sort_key("allocated-in-time", case.level, case.held_since or date.max), case.crn

    return sorted(cases, key=place)


def _names_somebody(thing: Thing, todo: Todo) -> bool:
    """Whether it is that nobody has been named for a case: that is told where the case waits, and once."""
    return thing.task is Task.ALLOCATE and not todo.cases[thing.person].officer


def _unallocated(case: CaseRow, naming: Thing | None, today: date) -> Line:
    """A case that waits for a practitioner, and by when somebody is to be named."""
    since = case.held_since
    waited = say_waited(since, today) if since else ""
    person = address("person", crn=case.crn)
    desk = address_at_desk(Task.ALLOCATE, case.crn)
    return Line(
        key=f"case-{case.crn}",
        title="No practitioner yet",
        when=f"waiting for {waited}" if waited else "waiting",
        tone=tone_of(naming.band(today)) if naming else "today",
        told=[
            *([f"with your organisation since {short_day(since, today)}"] if since else []),
            *([f"somebody is to be named by {short_day(naming.lead.due, today)}"] if naming else []),
        ],
        turns=(),
        why="",
        press=Press("Allocate" if desk else "Open", f"the case of {named(case)}", desk or person),
        name=name_of(case),
        crn=case.crn,
        address=person,
        flags=flags_of_case(case),
    )


def member_row(member: Member, things: Sequence[Thing], staff: Mapping[str, str], today: date) -> MemberRow:
    """A practitioner's row: the counts are those of the lists behind them."""
    place = address("team_member", code=member.code)

    def leads(many: int, show: str, about: str) -> Press:
        return Press(str(many), f"{about}, {member.name}", f"{place}?show={show}")

    counts = {show: len(chosen(things, show, today)) for show in SHOWN}
    away = member.away
    until = (short_day(away.until_on, today) if away.until_on else "not known") if away else ""
    cover = (staff.get(away.cover, away.cover) if away.cover else "nobody") if away else ""
    return MemberRow(
        member.name,
        place,
        leads(member.cases, "cases", "cases"),
        leads(counts["late"], "late", "late"),
        leads(counts["week"], "week", "due this week"),
        leads(counts["oversight"], "oversight", "waiting for oversight"),
        until,
        cover,
    )


# --- one practitioner's list, for their manager -----------------------------------------------------------------

SHOWN: dict[str, tuple[str, Callable[[Thing, date], bool]]] = {
    "all": ("Everything", lambda thing, _: is_practitioners(thing)),
    "late": ("Late", lambda thing, today: is_practitioners(thing) and thing.band(today) is Band.LATE),
    "week": (
        "Due this week",
        lambda thing, today: is_practitioners(thing) and thing.band(today) in (Band.TODAY, Band.WEEK),
    ),
    "oversight": ("Waiting for oversight", lambda thing, _: waits_for_oversight(thing)),
}
"""The lists behind a manager's numbers: words, and which things they hold."""


def chosen(things: Iterable[Thing], show: str, today: date) -> list[Thing]:
    """The things of one of these lists."""
    holds = SHOWN[show][1]
    return [thing for thing in things if holds(thing, today)]


def member_page(
    member: Member, todo: Todo, show: str, organisations: Mapping[str, str], staff: Mapping[str, str], today: date
) -> dict[str, Any]:
    """What is open in the cases of one practitioner, as their manager sees it; or all their cases."""
    show = show if show in (*SHOWN, "cases") else "all"
    away = {member.code: say_away(member.name, member.away, today, staff)} if member.away else {}
    teller = Teller(todo, today, address, organisations, staff, away)
    beside = [thing for thing in todo.things if is_managers(thing)]
    found = sections(teller, chosen(todo.things, show, today), beside, at_most=len(todo.cases)) if show in SHOWN else []
    place = address("team_member", code=member.code)
    links = [(key, words, len(chosen(todo.things, key, today))) for key, (words, _) in SHOWN.items()]
    return {
        "name": member.name,
        "away": away.get(member.code, ""),
        "views": [
            {"words": words, "many": many, "address": f"{place}?show={key}", "is_here": key == show}
            for key, words, many in (*links, ("cases", "Cases", len(todo.cases)))
        ],
        "sections": found,
        "cases": []
        if show in SHOWN
        else [case_line(case, today) for case in sorted(todo.cases.values(), key=_by_name)],
        "show": show,
    }


def shown_of_member(todo: Todo, show: str, today: date) -> set[int]:
    """The people whom that page shows by name."""
    return {thing.person for thing in chosen(todo.things, show, today)} if show in SHOWN else set(todo.cases)


def _by_name(case: CaseRow) -> tuple[str, str, str]:
    return case.family_name.casefold(), case.given_names.casefold(), case.crn


def case_line(case: CaseRow, today: date) -> dict[str, Any]:
    """A case on the list of all cases."""
    return {
        "name": name_of(case),
        "crn": case.crn,
        "address": address("person", crn=case.crn),
        "flags": flags_of_case(case),
        "seen": f"last seen on {short_day(case.last_seen_on, today)}" if case.last_seen_on else "not seen yet",
    }
