"""The words of a proposal: what it costs, what is proved, who gets what, and who cannot be placed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from throughcare.facts.allocation import AllocationReason
from throughcare.facts.risk import RoshLevel
from throughcare.facts.words import say_list
from throughcare.records.models import Proposal, ProposalLine
from throughcare.records.queries.person import full_name
from throughcare.records.queries.proposals import OfReceiver
from throughcare.rules.case.values import known_value
from throughcare.web.design.words import number, plural


@dataclass(frozen=True, slots=True)
class ReceiverRow:
    """What one receiver gets: cases and points, and how full they are before and after."""

    code: str
    name: str
    team: str
    address: str
    cases: int
    high: str
    points: str
    percent: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class LineRow:
    """One case of a proposal."""

    pk: int
    name: str
    crn: str
    address: str
    risk: str
    points: int
    from_whom: str
    why: Sequence[str]


def costs_of(proposal: Proposal) -> list[str]:
    """What the proposal costs in continuity, as it was made."""
    about = proposal.about
    moved = about["moved"]
    found = [f"{plural(moved, 'person changes', 'people change')} practitioner."]
    if moved:
        knows = about["knows"]
        found.append(
            "All of them get somebody new."
            if not knows
            else f"{plural(knows, 'of them gets', 'of them get')} somebody who held their case before, and "
            f"{plural(moved - knows, 'gets', 'get')} somebody new."
        )
        if about["other_team"]:
            found.append(f"{plural(about['other_team'], 'goes', 'go')} to another team.")
    if about["stays"]:
        found.append(f"{plural(about['stays'], 'case stays', 'cases stay')} where it is best that they stay.")
    return found


def proof_of(proposal: Proposal) -> str:
    """How far it was proved that nothing better can be."""
    about = proposal.about
    if about["is_proved"]:
        return "Proved: under these limits no other way costs less."
    gap = 100 * about["gap"]
    return (
        f"Another way could cost at most {gap:.1f} per cent less under these limits: this one costs "
        f"{number(about['cost'])}, and none can cost under {number(about['bound'])}."
    )


def title_of(proposal: Proposal, names: Mapping[str, str]) -> str:
    """What a proposal is about: whose cases, and why."""
    officers = [names.get(code, code) for code in proposal.officers]
    whose = say_list(officers) if len(officers) < 4 else f"{len(officers)} practitioners"
    return f"Cases of {whose}"


def reason_of(proposal: Proposal) -> str:
    """Why its cases pass on."""
    return AllocationReason(proposal.because).label


def receiver_rows(
    proposal: Proposal, found: Iterable[OfReceiver], names: Mapping[str, str], teams: Mapping[str, str]
) -> list[ReceiverRow]:
    """The receivers by name, with what was theirs when the proposal was made."""
    rows = []
    for each in found:
        points, available, cases, high = proposal.about["receivers"].get(each.code, [0, 0, 0, 0])
        after = points + each.points - each.given.points
        high_after, cases_after = high + each.high - each.given.high, cases + each.cases - each.given.cases
        share = f"{_percent(high, cases)} to {_percent(high_after, cases_after)}"
        rows.append(
            ReceiverRow(
                code=each.code,
                name=names.get(each.code, each.code),
                team=teams.get(each.code, ""),
                address=reverse("proposal_of", args=[proposal.pk, each.code]),
                cases=each.cases,
                high=share,
                points=f"{number(points)} to {number(after)} of {number(available)}",
                percent=f"{_percent(points, available)} to {_percent(after, available)}",
                is_over=after > available,
            )
        )
    return sorted(rows, key=lambda row: (row.team, row.name.casefold(), row.code))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "none"


def line_rows(lines: Iterable[ProposalLine], names: Mapping[str, str]) -> list[LineRow]:
    """Cases as the pages list them, by name; each read with its person and summary."""
    return [
        LineRow(
            pk=line.pk,
            name=full_name(line.person.given_names, line.person.family_name),
            crn=line.person.crn,
            address=reverse("person", args=[line.person.crn]),
            risk=_risk(line.person.summary.rosh_level),
            points=line.points,
            from_whom=names.get(line.from_officer, line.from_officer),
            why=line.why,
        )
        for line in lines
    ]


def _risk(value: str) -> str:
    level = known_value(RoshLevel, value)
    return level.label if level else "not known"


def progress_of(proposal: Proposal, counts: Mapping[str, int]) -> dict[str, Any]:
    """How far it is: what was accepted, what somebody else did first, what waits."""
    accepted, overtaken = counts.get("accepted", 0), counts.get("overtaken", 0)
    said = []
    if accepted:
        said.append(f"{plural(accepted, 'case')} passed on")
    if overtaken:
        said.append(f"{number(overtaken)} not: something had changed since the proposal was made")
    if counts.get("left"):
        said.append(f"{number(counts['left'])} left with whoever holds them")
    if counts["open"]:
        said.append(f"{plural(counts['open'], 'waits', 'wait')} for your decision")
    return {
        "words": "; ".join(said),
        "open": counts["open"],
        "nobody": counts["nobody"],
        "is_going": bool(proposal.about.get("accepting")) and not proposal.closed_at,
        "done": accepted + overtaken,
        "in_all": accepted + overtaken + counts["open"],
    }
