"""The cover inbox: what waits in the cases of colleagues who are not available, for whoever covers; and for managers,
what waits where nobody covers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.actions.access import log_reads
from throughcare.records.models import Notice
from throughcare.records.queries.cover import (
    Colleague,
    away_in_team,
    covered_by,
    notices_by_colleague,
    notices_waiting,
    todo_waiting,
)
from throughcare.records.queries.organisations import names_of_organisations, names_of_staff
from throughcare.records.queries.team import is_managers, is_practitioners
from throughcare.records.queries.todo import Band, Thing, Todo, count_by_band
from throughcare.rules.absence import cover_reason
from throughcare.rules.access import Power, Viewer, may
from throughcare.web.clock import now, today
from throughcare.web.design.words import plural, say_instant
from throughcare.web.door import needs
from throughcare.web.home.lines import Teller, say_away
from throughcare.web.home.pages import address, sections
from throughcare.web.people.opening import user_of

IN_ALL = 100
"""So many people of one section are named at all. Ours."""


@dataclass(frozen=True, slots=True)
class Row:
    """A colleague who is not available: until when, and what waits."""

    name: str
    words: str
    address: str
    late: int
    week: int
    notices: int

    @property
    def waits(self) -> str:
        """What waits, in words; blank where nothing does."""
        said = []
        if self.late:
            said.append(f"{plural(self.late, 'thing')} late")
        if self.week:
            said.append(f"{plural(self.week, 'thing')} due by the end of the week")
        if self.notices:
            said.append(f"{plural(self.notices, 'notice')} not read")
        return ", ".join(said)


@needs(Power.RECORD_SUPERVISION)
def cover(request: HttpRequest) -> HttpResponse:
    """For whom the user covers today, with what waits; and for a manager those for whom nobody does."""
    user, on = user_of(request), today()
    away = away_in_team(user.viewer, on)
    mine = [each for each in away if each.away.cover == user.code]
    unseen = [each for each in away if not each.is_covered] if may(user.viewer, Power.SEE_TEAM) else []
    rows = rows_of(user.viewer, [*mine, *unseen], on)
    context = {
        "mine": [rows[each.code] for each in mine],
        "unseen": [rows[each.code] for each in unseen if each not in mine],
        "is_manager": may(user.viewer, Power.SEE_TEAM),
    }
    return render(request, "cover/inbox.html", context)


def rows_of(viewer: Viewer, colleagues: Sequence[Colleague], on: date) -> dict[str, Row]:
    """What waits with each of these colleagues; a constant number of queries."""
    if not colleagues:
        return {}
    codes = [each.code for each in colleagues]
    todo, notices = todo_waiting(viewer, codes, on), notices_by_colleague(viewer, codes)
    of: dict[str, list[Thing]] = defaultdict(list)
    for thing in todo.things:
        if is_practitioners(thing):
            of[todo.cases[thing.person].officer].append(thing)
    names = names_of_staff({each.away.cover for each in colleagues if each.away.cover})
    return {each.code: _row(each, of[each.code], notices.get(each.code, 0), names, viewer, on) for each in colleagues}


def _row(
    colleague: Colleague, things: Iterable[Thing], notices: int, names: Mapping[str, str], viewer: Viewer, on: date
) -> Row:
    bands = count_by_band(things, on)
    is_mine = colleague.away.cover == viewer.code
    words = say_away(colleague.name, colleague.away, on, names)
    if colleague.away.cover and not colleague.is_covered:
        words += ", who is not available either"
    return Row(
        name=colleague.name,
        words=words,
        address=address("cover_of" if is_mine else "team_member", code=colleague.code),
        late=bands[Band.LATE],
        week=bands[Band.TODAY] + bands[Band.WEEK],
        notices=notices,
    )


@needs(Power.RECORD_SUPERVISION)
def cover_of(request: HttpRequest, code: str) -> HttpResponse:
    """What waits in the cases of one colleague for whom the user covers today, and what they were to be told."""
    user, on = user_of(request), today()
    colleague = next((each for each in covered_by(user.viewer, on) if each.code == code), None)
    if colleague is None:
        raise Http404
    todo = todo_waiting(user.viewer, [code], on)
    notices = notices_waiting(user.viewer, code)
    page = page_of(colleague, todo, notices, on, user.name)
    people = {thing.person for thing in todo.things if is_practitioners(thing)}
    people |= {each.person_id for each in notices if each.person_id}
    log_reads(
        people,
        by=user,
        what="cover: what waits",
        why=f"a case of their team, as cover: {cover_reason(colleague.name)}",
        at=now(),
    )
    return render(request, "cover/colleague.html", page)


def page_of(colleague: Colleague, todo: Todo, notices: Sequence[Notice], on: date, me: str) -> dict[str, Any]:
    """The page in words."""
    mine = [thing for thing in todo.things if is_practitioners(thing)]
    teller = Teller(todo, on, address, names_of_organisations())
    return {
        "name": colleague.name,
        "away": say_away(colleague.name, colleague.away, on, {colleague.away.cover or "": me}),
        "sections": sections(teller, mine, [each for each in todo.things if is_managers(each)], in_all=IN_ALL),
        "cases": len(todo.cases),
        "notices": [
            (say_instant(each.at), each.text, address("person", crn=each.person.crn) if each.person else "")
            for each in notices
        ],
    }
