"""Cases handed out, above all in the two teams that are shown in full: whose each is.

People are made first, by chance alone, each with some practitioner of their organisation. Only then is it decided
whose they are in these teams, so that one practitioner can have well-kept cases and another late ones while the
picture as a whole stays what it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from throughcare.actions.demo.days import TODAY
from throughcare.actions.demo.staff import ABSENT_FROM, Caseload, Worker
from throughcare.calendar import london_day
from throughcare.facts import Fact
from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import Grade
from throughcare.facts.supervision import Appointment, AppointmentArranged, HomeVisit

IN_A_WHOLE_WORLD = 2000
"""The number of people for which the caseloads of `staff` are meant; fewer people, fewer cases."""

_MEETINGS = (AppointmentArranged, Appointment, HomeVisit)


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """How somebody stands today: who has the case since when, and what of the practitioner's duties is open.

    `holder` and `organisation` are those of the latest allocation; None while nobody has the case.
    """

    crn: str
    facts: tuple[Fact, ...]
    holder: str | None
    organisation: str | None
    since: date
    level: RoshLevel | None
    overdue: int
    due_today: int
    is_current: bool

    @property
    def is_held(self) -> bool:
        """Whether it is somebody's current case."""
        return self.is_current and self.holder is not None

    @property
    def is_tidy(self) -> bool:
        """Whether nothing of it is late or due today, nor anybody expected today."""
        return not self.overdue and not self.due_today and all(fact.on != TODAY for fact in self.facts)

    @property
    def can_wait(self) -> bool:
        """Whether the practitioner, had they been away, would have missed nothing but meetings."""
        theirs = (fact for fact in self.facts if fact.by and fact.by.staff == self.holder and is_lately(fact))
        return (ABSENT_FROM - self.since).days > 21 and all(isinstance(fact, _MEETINGS) for fact in theirs)


def is_lately(fact: Fact) -> bool:
    """Whether a fact was recorded since those who are away today went away."""
    return fact.recorded_at is not None and london_day(fact.recorded_at) >= ABSENT_FROM


def may_hold(worker: Worker, standing: Standing) -> bool:
    """Whether somebody of this grade may hold the case: service officers hold none at high risk."""
    return worker.grade is Grade.OFFICER or standing.level not in (RoshLevel.HIGH, RoshLevel.VERY_HIGH)


def hand_out(
    standings: Sequence[Standing], workers: Sequence[Worker], *, people: int, rng: Random
) -> dict[str, Worker]:
    """Who has each case, by person, where it is another than the one with whom it was made.

    Those of the organisations of the teams that are shown in full are all handed out anew. Elsewhere only whoever is
    with a service officer and came to be at high risk goes to a probation officer.
    """
    by_organisation: dict[str, list[Standing]] = defaultdict(list)
    for standing in standings:
        if standing.organisation is not None and standing.holder is not None:
            by_organisation[standing.organisation].append(standing)
    held_by: dict[str, Worker] = {}
    for code, of_it in by_organisation.items():
        holders = [worker for worker in workers if worker.organisation == code and worker.holds_cases]
        if any(worker.cases for worker in holders):
            held_by |= _all_anew(of_it, holders, people, rng)
        else:
            by_code = {worker.code: worker for worker in holders}
            too_high = [each for each in of_it if not may_hold(by_code[str(each.holder)], each)]
            held_by |= _spread(too_high, holders, rng)
    return held_by


def _all_anew(of_it: Sequence[Standing], holders: Sequence[Worker], people: int, rng: Random) -> dict[str, Worker]:
    held_by: dict[str, Worker] = {}
    waiting = [standing for standing in of_it if standing.is_held]
    in_full = [worker for worker in holders if worker.cases]
    for worker in sorted(in_full, key=lambda worker: _TURN.index(worker.caseload)):
        for standing in _picked(worker, waiting, people, rng):
            held_by[standing.crn] = worker
            waiting.remove(standing)
    rest = [worker for worker in holders if not worker.cases]
    in_past = [standing for standing in of_it if not standing.is_held]
    for among, left in ((rest, waiting), ([worker for worker in holders if not worker.is_absent], in_past)):
        held_by |= _spread(left, among, rng)
    return held_by


_TURN = (Caseload.KEPT, Caseload.AWAY, Caseload.OVERLOADED, Caseload.MIXED)


def _picked(worker: Worker, waiting: Sequence[Standing], people: int, rng: Random) -> list[Standing]:
    """The current cases of one practitioner of a team that is shown in full."""
    able = [standing for standing in waiting if may_hold(worker, standing)]
    match worker.caseload:
        case Caseload.KEPT:
            able = [standing for standing in able if standing.is_tidy]
        case Caseload.AWAY:
            able = [standing for standing in able if standing.can_wait]
        case Caseload.OVERLOADED:
            able.sort(key=lambda standing: -standing.overdue)
            able = able[: 2 * worker.cases * people // IN_A_WHOLE_WORLD]  # every second of the latest
    return rng.sample(able, min(len(able), worker.cases * people // IN_A_WHOLE_WORLD))


def _spread(standings: Iterable[Standing], among: Sequence[Worker], rng: Random) -> Iterator[tuple[str, Worker]]:
    """The others, in turn to whoever may hold them."""
    for turn, standing in enumerate(standings):
        able = [worker for worker in among if may_hold(worker, standing)]
        yield standing.crn, (able[turn % len(able)] if able else rng.choice(among))
