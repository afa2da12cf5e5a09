"""Facts in other hands: the same life with another practitioner, with whoever covers, or at another time of day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from throughcare.actions.demo.days import TODAY
from throughcare.actions.demo.handing_out import is_lately
from throughcare.actions.demo.staff import Worker
from throughcare.facts import Author, Fact, Officer
from throughcare.facts.staff import Grade
from throughcare.facts.supervision import AppointmentArranged

_WHO = ("officer", "assessor", "cover")


class Roster:
    """Who works where, to find who takes whose place."""

    def __init__(self, workers: Sequence[Worker]) -> None:
        self.by_code = {worker.code: worker for worker in workers}
        self._of_team: dict[str, list[Worker]] = defaultdict(list)
        for worker in workers:
            self._of_team[worker.team].append(worker)

    def places_taken(self, one: Worker, other: Worker) -> dict[str, str]:
        """Who takes whose place where the case of one is to be another's, in the same team or in another."""
        if one.team == other.team:
            return {one.code: other.code, other.code: one.code}
        found = {one.code: other.code, self._manager(one.team): self._manager(other.team)}
        here, there = self._others(one), self._others(other)
        return found | {worker.code: there[place % len(there)].code for place, worker in enumerate(here)}

    def stands_in(self, absent: Worker, holder: str | None) -> Worker:
        """Who does what somebody who is away would have done in another's case."""
        return next(worker for worker in self._others(absent) if not worker.is_absent and worker.code != holder)

    def _manager(self, team: str) -> str:
        return next(worker.code for worker in self._of_team[team] if worker.grade is Grade.SENIOR)

    def _others(self, worker: Worker) -> list[Worker]:
        return [each for each in self._of_team[worker.team] if each.code != worker.code and each.holds_cases]

    def with_codes(self, fact: Fact, codes: Mapping[str, str]) -> Fact:
        """A fact with some members of staff in place of others, and with the team of whoever is given the case."""
        changes: dict[str, Any] = {
            name: codes[old] for name in _WHO if (old := getattr(fact, name, None)) is not None and old in codes
        }
        if "officer" in changes and getattr(fact, "team", None) is not None:
            changes["team"] = self.by_code[changes["officer"]].team
        if fact.by is not None and fact.by.staff in codes:
            changes["by"] = Author(Officer(codes[fact.by.staff]), fact.by.organisation)
        return replace(fact, **changes) if changes else fact


def while_away(facts: Sequence[Fact], holder: Worker, roster: Roster, rng: Random) -> tuple[Fact, ...]:
    """What a practitioner who is away did since: nobody did it, or (for some meetings) whoever covers."""
    cover = holder.absence.cover if holder.absence else None
    kept: dict[str | None, bool] = {}
    found = []
    for fact in facts:
        if fact.by is None or fact.by.staff != holder.code or not is_lately(fact):
            found.append(fact)
        elif cover is not None and kept.setdefault(fact.thread, rng.random() < 0.6):
            found.append(roster.with_codes(fact, {holder.code: cover}))
    return numbered(found)


def without_absent(facts: Sequence[Fact], holder: str | None, roster: Roster) -> tuple[Fact, ...]:
    """The facts of a case that nobody who is away has, with somebody else for what they would have done since."""
    away = [worker for worker in roster.by_code.values() if worker.is_absent]
    codes = {worker.code: roster.stands_in(worker, holder).code for worker in away}
    return tuple(
        roster.with_codes(fact, codes) if fact.by and fact.by.staff in codes and is_lately(fact) else fact
        for fact in facts
    )


def numbered(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Facts numbered anew where some are gone; what names another fact names it by its new number."""
    new = {fact.number: number for number, fact in enumerate(facts, start=1)}
    found = []
    for number, fact in enumerate(facts, start=1):
        changes: dict[str, Any] = {} if fact.number == number else {"number": number}
        for name in ("target", "opened_by"):
            if (old := getattr(fact, name, None)) is not None and new[old] != old:
                changes[name] = new[old]
        found.append(replace(fact, **changes) if changes else fact)
    return tuple(found)


# --- diaries --------------------------------------------------------------------------------------------------------

_FREE = tuple(f"{hour:02}:{minute:02}" for minute in (30, 0, 15, 45) for hour in (9, 10, 11, 13, 14, 15, 16))


def keep_diaries(people: Iterable[tuple[str, tuple[Fact, ...]]]) -> dict[str, tuple[Fact, ...]]:
    """Give each meeting ahead a time of its own in its practitioner's day. People who come first keep theirs."""
    taken: dict[tuple[str, int], set[str]] = defaultdict(set)
    return {crn: tuple(_at_its_time(fact, taken) for fact in facts) for crn, facts in people}


def _at_its_time(fact: Fact, taken: dict[tuple[str, int], set[str]]) -> Fact:
    if not isinstance(fact, AppointmentArranged) or fact.on < TODAY or fact.officer is None:
        return fact
    of_the_day = taken[fact.officer, fact.on.toordinal()]
    at_time = fact.at_time or _FREE[0]
    if at_time in of_the_day:
        at_time = next((free for free in _FREE if free not in of_the_day), at_time)
    of_the_day.add(at_time)
    return fact if at_time == fact.at_time else replace(fact, at_time=at_time)
