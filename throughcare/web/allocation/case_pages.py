"""One case at the allocation desk in words: what is missing and whose turn it is, and the ranked practitioners."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from throughcare.facts.words import upper_first
from throughcare.records.models import CaseSummary
from throughcare.records.queries.cases import held_case
from throughcare.records.queries.organisations import names_of_organisations, names_of_staff, teams_of
from throughcare.records.queries.practitioners import Practitioner, practitioners_in
from throughcare.rules.allocating import Gap, Turn, blocks, case_facts, gaps_of, is_first
from throughcare.rules.case import CaseState
from throughcare.rules.concern_access import answers_for
from throughcare.rules.ranking import Against, Ranked, rank
from throughcare.rules.ranking_terms import CaseFacts, hours_of
from throughcare.rules.role_grid import Grid
from throughcare.web.design.words import plural
from throughcare.web.supervision.form_page import Desk

WHOLE = "all"
"""How an address asks for the practitioners of the whole organisation."""
SHOWN_AT_ONCE = 8
"""So many practitioners stand open on the page; the rest are folded. The number is ours."""
SHOWN_AT_MOST = 60
"""So many are shown at all, of those who can have it and of those who cannot: an office. Of more a team is chosen."""


@dataclass(frozen=True, slots=True)
class GapLine:
    """One thing that is missing, and whose turn it is."""

    sentence: str
    turn: str


@dataclass(frozen=True, slots=True)
class RankedLine:
    """One practitioner as ranked, in words. `rows` are the terms: what, what it rests on, what it counts."""

    code: str
    name: str
    about: str
    place: int | None
    why: str
    load: str
    rows: tuple[tuple[str, str, str], ...]
    over: tuple[str, ...]
    against: tuple[str, ...]


class Choosing:
    """Who can be chosen for one case: read once for a page, and ranked for the case as it is at the time."""

    def __init__(self, desk: Desk, grid: Grid, team: str) -> None:
        self.grid, self.asked = grid, team
        self.organisation = desk.user.organisation
        self.teams = None if team == WHOLE or not team else (team,)
        self.candidates = practitioners_in(self.organisation, desk.today, seen_by=desk.user.viewer, teams=self.teams)
        self._row = CaseSummary.objects.filter(person=desk.person).first()

    def facts(self, case: CaseState) -> CaseFacts:
        """The case as ranking reads it."""
        row = self._row
        return case_facts(case, language=row.language if row else "", lives_at=row.lives_at if row else "")

    def ranked(self, desk: Desk) -> list[Ranked]:
        """Everybody, in the order in which they are proposed."""
        return rank(self.facts(desk.case), self.candidates, self.grid, desk.today)


def case_page(desk: Desk, choosing: Choosing) -> dict[str, Any]:
    """Everything that the page of one case shows beside its form."""
    case, facts = desk.case, choosing.facts(desk.case)
    sees_limits = answers_for(desk.user.viewer, held_case(desk.person))
    teams = teams_of(choosing.organisation)
    people = {each.code: each for each in choosing.candidates}
    lines = [_line(each, people[each.code], teams, sees_limits) for each in choosing.ranked(desk)]
    able, others = [each for each in lines if each.place], [each for each in lines if not each.place]
    crn = desk.person.crn
    return {
        "gaps": _gap_lines(gaps_of(case)),
        "is_blocked": bool(blocks(case)),
        "is_first": is_first(case),
        "holds_now": _holder(case),
        "needs": _needs(facts),
        "able": able[:SHOWN_AT_MOST],
        "others": others[:SHOWN_AT_MOST],
        "more": max(0, len(able) - SHOWN_AT_MOST) + max(0, len(others) - SHOWN_AT_MOST),
        "at_once": SHOWN_AT_ONCE,
        "teams": _teams(choosing, teams, crn),
        "grid": choosing.grid,
        "links": [
            ("Somebody has a conflict of interest", reverse("declare_conflict", args=[crn])),
            ("A practitioner of one sex is asked for", reverse("ask_practitioner", args=[crn])),
            ("Who may see this case", reverse("limits", args=[crn])),
        ],
    }


def _needs(facts: CaseFacts) -> list[str]:
    """What the case asks of whoever gets it, in lines."""
    needs = facts.needs
    level = f"{needs.level.label} risk of serious harm" if needs.level else "Level of risk not known: taken as high"
    measured = "" if facts.is_measured else ", taken as in the middle of the table, for it is not measured yet"
    hours = f"about {hours_of(facts.points):.1f} hours a week"
    found = [level, *(upper_first(each.label) for each in needs.aspects if each != "high risk")]
    found.append(f"{facts.points} points, {hours}{measured}")
    if needs.has_mappa:
        found.append("Under multi-agency public protection arrangements (MAPPA)")
    if facts.language:
        found.append(f"Language needed: {facts.language}")
    if facts.asked_sex is not None:
        found.append(f"Lawfully asked for: a {facts.asked_sex.label.lower()}")
    return found


def _holder(case: CaseState) -> str:
    code = case.holder.officer if case.holder else None
    return names_of_staff({code}).get(code, code) if code else ""


def _teams(choosing: Choosing, names: Mapping[str, str], crn: str) -> list[tuple[str, str, bool]]:
    """The teams of the organisation, and all of it: words, address, and whether it is the one shown."""
    ours = sorted((name, code) for code, name in names.items())
    here = reverse("allocate", args=[crn])
    found = [(name, f"{here}?team={code}", choosing.asked == code) for name, code in ours]
    return [*found, ("The whole organisation", f"{here}?team={WHOLE}", choosing.teams is None)]


def _gap_lines(gaps: Sequence[Gap]) -> list[GapLine]:
    staff = names_of_staff({gap.who for gap in gaps if gap.who and gap.turn in (Turn.COURT, Turn.HOLDER)})
    names = names_of_organisations() | staff if gaps else {}
    return [GapLine(gap.sentence, _say_turn(gap, names)) for gap in gaps]


def _say_turn(gap: Gap, names: Mapping[str, str]) -> str:
    who = names.get(gap.who, gap.who) if gap.who else ""
    return f"{gap.turn.label}: {who}" if who else gap.turn.label


def _line(each: Ranked, who: Practitioner, teams: Mapping[str, str], sees_limits: bool) -> RankedLine:
    grade = who.skills.grade.label if who.skills.grade else "No grade"
    team = teams.get(who.team, who.team) or "no team"
    share = f" · {who.share_off:.0%} of their hours are protected" if who.share_off else ""
    return RankedLine(
        code=each.code,
        name=who.name,
        about=f"{grade}, {team}{share}",
        place=each.place,
        why=each.why,
        load=_load(each, who),
        rows=tuple((term.term.label, term.words, f"{term.counts:+.1f}") for term in each.terms),
        over=tuple(sentence for _, sentence in each.over),
        against=tuple(_against(each, sees_limits)),
    )


def _load(each: Ranked, who: Practitioner) -> str:
    held = who.held
    before, after = each.percent
    full = f"{before:.0f}% now, {after:.0f}% after" if before is not None and after is not None else "no time for cases"
    open_ = f", {held.not_measured} of them not measured" if held.not_measured else ""
    return f"{full} · {plural(held.cases, 'case')}{open_}, {held.high} at high risk"


def _against(each: Ranked, sees_limits: bool) -> Iterable[str]:
    for against, sentence in each.against:
        yield each.hidden if against is Against.NOT_FOR_THIS and sees_limits else sentence
