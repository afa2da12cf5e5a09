"""The pages of the court desk in words: a day by courtroom, one hearing, candidates and decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse

from throughcare.actions.moved_entries import thread_of
from throughcare.facts.court import HearingHeld
from throughcare.facts.words import say_day, upper_first
from throughcare.records.models import Hearing, HearingChange, HearingState, MatchDecision, ReceivedList
from throughcare.records.queries.day_lists import KnownAs
from throughcare.records.queries.matching import Candidate
from throughcare.rules.matching import Band
from throughcare.web.court.links import Link, links_for
from throughcare.web.design.people_words import Flag
from throughcare.web.design.words import plural, say_instant

DECIDED = "Decided."
"""All that is said of who a hearing is about where the reader may not name them: somebody who was known and somebody
whose record was begun cannot be told apart, and no reason is told.
"""
SHORT = 120
"""So much of the offences stands on a line of the list; the page of the hearing has all."""

_BANDS = {
    Band.EXACT: Flag("Same number or case: confirm", "warn"),
    Band.LIKELY: Flag("Likely known: compare", "warn"),
    Band.POSSIBLE: Flag("Perhaps known: compare", "calm"),
}
NOT_COMPARED = Flag("Not decided", "past")
_STATES = {HearingState.MOVED: Flag("Moved", "warn"), HearingState.OFF: Flag("Not on the latest list", "past")}
_FIELDS = {
    "listed_on": "day",
    "at_time": "time",
    "room": "courtroom",
    "given_names": "first names",
    "family_name": "family name",
    "born_on": "date of birth",
    "pnc": "PNC number",
    "said_crn": "CRN",
    "hearing_type": "what the hearing is for",
    "state": "on the list",
}


@dataclass(frozen=True, slots=True)
class HearingLine:
    """One defendant on the day list."""

    time: str
    name: str
    born: str
    address: str
    told: str
    flags: Sequence[Flag]
    who: str
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Room:
    """A courtroom and who is listed in it."""

    key: str
    name: str
    count: str
    lines: Sequence[HearingLine]


@dataclass(frozen=True, slots=True)
class CandidateWords:
    """A candidate as a choice: who it is and how near, and why, with who holds the case."""

    title: str
    told: str


@dataclass(frozen=True, slots=True)
class ListRead:
    """What a list is told with, beside its hearings: who they are, whose record was begun at court, who may be known,
    the reports that are open (threads, by hearing) and what became of each (by its thread).
    """

    named: Mapping[int, KnownAs]
    begun: set[int]
    hints: Mapping[int, Band]
    reports: Mapping[int, Sequence[str]]
    became: Mapping[str, HearingHeld]


def rooms_of(hearings: Sequence[Hearing], read: ListRead) -> list[Room]:
    """A day's hearings by courtroom."""
    grouped = [(name, list(group)) for name, group in groupby(hearings, key=lambda each: each.room)]
    return [
        Room(
            f"room-{place}",
            room_words(name),
            plural(len(group), "defendant"),
            [_line(each, read) for each in group],
        )
        for place, (name, group) in enumerate(grouped)
    ]


def room_words(name: str) -> str:
    """What a courtroom is called."""
    if not name:
        return "No courtroom named"
    return f"Courtroom {name}" if name[:1].isdigit() or len(name) < 3 else name


def became_words(held: HearingHeld | None) -> str:
    """What became of a hearing, as it stands on the record; blank where nothing does."""
    if held is None:
        return ""
    return (
        held.hearing_result.label.lower() if held.hearing_result else "held, and it is not recorded what became of it"
    )


def _line(hearing: Hearing, read: ListRead) -> HearingLine:
    flags = [_STATES[HearingState(hearing.state)]] if hearing.state in _STATES else []
    if hearing.person_id is None:
        flags.append(_BANDS.get(read.hints.get(hearing.pk, Band.UNLIKELY), NOT_COMPARED))
    became = became_words(read.became.get(thread_of(hearing))) if hearing.person_id in read.named else ""
    offences = hearing.offences if len(hearing.offences) <= SHORT else f"{hearing.offences[:SHORT].rstrip()}…"
    return HearingLine(
        time=hearing.at_time or "–",
        name=name_of(hearing),
        born=f"born {say_day(hearing.born_on)}" if hearing.born_on else "no date of birth",
        address=reverse("hearing", args=[hearing.pk]),
        told=upper_first(" · ".join(part for part in (became, hearing.hearing_type, offences) if part)),
        flags=flags,
        who=who_words(hearing, read.named, hearing.pk in read.begun),
        links=links_for(hearing, read.named, read.reports.get(hearing.pk, ())),
    )


def name_of(hearing: Hearing) -> str:
    """The defendant's name as the list has it."""
    return f"{hearing.given_names} {hearing.family_name}".strip()


def who_words(hearing: Hearing, named: Mapping[int, KnownAs], is_begun: bool) -> str:
    """Who the defendant is, where somebody has said so."""
    if hearing.person_id is None:
        return ""
    known = named.get(hearing.person_id)
    if known is None:
        return DECIDED
    name = f"{known.given_names} {known.family_name}".strip() or "name not recorded"
    return f"{'New record' if is_begun else 'Known'}: {name}, {known.crn}"


def candidate_words(each: Candidate) -> CandidateWords:
    """A candidate in words: nothing but who is known, what was compared, and who holds the case."""
    name = f"{each.given_names} {each.family_name}".strip() or "Name not recorded"
    born = f", born {say_day(each.born_on)}" if each.born_on else ""
    places = [part for part in (each.officer, each.team, each.organisation) if part]
    held = f"Held by {', '.join(places)}." if places else "Nobody holds the case yet."
    band = each.match.band.label.lower()
    return CandidateWords(f"{name}, {each.crn}{born}: {band}", f"{upper_first(each.match.words)}. {held}")


def told_of(hearing: Hearing) -> list[tuple[str, str]]:
    """What the court says of a defendant, as pairs of label and value."""
    pairs = [
        ("Date of birth", say_day(hearing.born_on) if hearing.born_on else ""),
        ("Sex", hearing.sex),
        ("Address", hearing.address),
        ("PNC number", hearing.pnc),
        ("CRN on the list", hearing.said_crn),
        ("Hearing", hearing.hearing_type),
        ("Offences", hearing.offences),
        ("The court's reference", "" if hearing.is_typed else hearing.list_reference),
    ]
    return [(label, value or "not told") for label, value in pairs]


def when_of(hearing: Hearing) -> str:
    """Where and when a hearing is."""
    parts = (hearing.court.name, hearing.room and room_words(hearing.room), say_day(hearing.listed_on), hearing.at_time)
    return " · ".join(part for part in parts if part)


def change_words(change: HearingChange) -> str:
    """What was changed of a hearing, and by which list."""
    name = _FIELDS.get(change.field, change.field)
    if change.field == "state":
        labels = {state.value: state.label for state in HearingState}
        told = f"{labels.get(change.before, change.before)}, now {labels.get(change.after, change.after)}"
    else:
        told = f"{_shown(change.before)}, now {_shown(change.after)}"
    return f"{upper_first(name)}: {told} ({change.cause}, {change.by.name})"


def _shown(text: str) -> str:
    if not text:
        return "not told"
    try:
        return say_day(date.fromisoformat(text))
    except ValueError:
        return text


def decisions_in_words(decisions: Sequence[MatchDecision], named: Mapping[int, KnownAs]) -> list[list[str]]:
    """Every decision on one hearing in sentences: what was said, by whom and why; and that it was undone.

    Where any of them is about somebody whom the reader may not name no reason is shown: undone and decided anew share
    one, so that the reason beside one name can be about another.
    """
    are_told = all((each.person_id or each.begun_id) in named for each in decisions)
    return [_decision_words(each, named, are_told) for each in decisions]


def _decision_words(decision: MatchDecision, named: Mapping[int, KnownAs], are_told: bool) -> list[str]:
    known = named.get(decision.person_id or decision.begun_id or 0)
    if known is None:
        said = DECIDED.rstrip(".")
    elif decision.person_id:
        said = f"Known as {known.crn}"
    else:
        said = f"Not known to us: the record {known.crn} was begun"
    lines = [f"{said} · {decision.decided_by.name}, {say_instant(decision.at)}"]
    if are_told and decision.reason:
        lines.append(decision.reason)
    if decision.undone_at is not None and decision.undone_by is not None:
        undone = f"Undone by {decision.undone_by.name}, {say_instant(decision.undone_at)}"
        lines.append(f"{undone}: {decision.undone_reason}" if are_told else undone)
    return lines


def received_words(told: ReceivedList) -> list[str]:
    """What became of a list that was sent in."""
    lines = [
        f"{plural(told.added, 'hearing')} new, {told.changed} changed, {told.same} as before.",
    ]
    if told.missing:
        lines.append(f"{plural(told.missing, 'hearing')} not on this list any more: marked, not deleted.")
    rows = len({line for line, *_ in told.refusals})
    if rows:
        lines.append(f"{plural(rows, 'row')} refused: put right what is said below, and send the list again.")
    return lines
