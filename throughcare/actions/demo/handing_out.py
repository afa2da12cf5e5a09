"""Lives handed out to staff: whose case each is, and who sits in its other seats.

The lives are written first, by chance alone. Only then is it decided whose they are, so that one practitioner can
have well-kept cases and another late ones while the picture as a whole stays what it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from throughcare.actions.demo.absence import can_wait
from throughcare.actions.demo.days import TODAY
from throughcare.actions.demo.lives.notebook import Life, Post, Seat
from throughcare.actions.demo.places import court_team
from throughcare.actions.demo.staff import Caseload, Worker
from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import Grade
from throughcare.facts.supervision import AppointmentArranged

IN_A_WHOLE_WORLD = 2000
"""The number of people for which the caseloads of `staff` are meant; fewer people, fewer cases."""

Seats = Mapping[Seat, Post]


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A life and how it stands today: what of the practitioner's duties is overdue, and what is due today."""

    life: Life
    overdue: int
    due_today: int
    is_current: bool

    @property
    def organisation(self) -> str:
        """The organisation that holds the case now, or held it last."""
        return self.life.division if self.life.moved_on else self.life.organisation

    @property
    def is_held(self) -> bool:
        """Whether it is somebody's current case."""
        return self.is_current and bool(self.life.holders)

    @property
    def is_tidy(self) -> bool:
        """Whether nothing of it is late or due today, nor anybody expected today."""
        meets_today = any(entry.draft.on == TODAY for entry in self.life.entries)
        return not self.overdue and not self.due_today and not meets_today


def post_of(worker: Worker) -> Post:
    """Where a member of staff sits."""
    return Post(worker.code, worker.team, worker.organisation)


def may_hold(worker: Worker, life: Life) -> bool:
    """Whether somebody of this grade may hold the case: service officers hold none at high risk."""
    return worker.grade is Grade.OFFICER or life.level in (RoshLevel.LOW, RoshLevel.MEDIUM)


def hand_out(
    standings: Sequence[Standing], workers: Sequence[Worker], *, people: int, rng: Random
) -> dict[str, Worker]:
    """Who holds each case (or held it last), by the person's number."""
    held_by: dict[str, Worker] = {}
    by_organisation: dict[str, list[Standing]] = defaultdict(list)
    for standing in standings:
        by_organisation[standing.organisation].append(standing)
    for code, of_it in by_organisation.items():
        holders = [worker for worker in workers if worker.organisation == code and worker.holds_cases]
        in_full = [worker for worker in holders if worker.cases]
        waiting = [standing for standing in of_it if standing.is_held]
        for worker in sorted(in_full, key=lambda worker: _TURN.index(worker.caseload)):
            for standing in _picked(worker, waiting, people, rng):
                held_by[standing.life.crn] = worker
                waiting.remove(standing)
        rest = [worker for worker in holders if not worker.cases] or holders
        in_past = [standing for standing in of_it if not standing.is_held]
        for among, left in ((rest, waiting), ([w for w in holders if not w.is_absent], in_past)):
            held_by |= _spread(left, among, rng)
    return held_by


_TURN = (Caseload.KEPT, Caseload.AWAY, Caseload.OVERLOADED, Caseload.MIXED)


def _picked(worker: Worker, waiting: Sequence[Standing], people: int, rng: Random) -> list[Standing]:
    """The current cases of one practitioner of a team that is shown in full."""
    able = [standing for standing in waiting if may_hold(worker, standing.life)]
    match worker.caseload:
        case Caseload.KEPT:
            able = [standing for standing in able if standing.is_tidy]
        case Caseload.AWAY:
            able = [standing for standing in able if can_wait(standing.life)]
        case Caseload.OVERLOADED:
            able.sort(key=lambda standing: -standing.overdue)
            able = able[: 2 * worker.cases * people // IN_A_WHOLE_WORLD]  # every second of the latest
    return rng.sample(able, min(len(able), worker.cases * people // IN_A_WHOLE_WORLD))


def _spread(standings: Iterable[Standing], among: Sequence[Worker], rng: Random) -> Iterator[tuple[str, Worker]]:
    """The others, in turn to whoever may hold them."""
    for turn, standing in enumerate(standings):
        able = [worker for worker in among if may_hold(worker, standing.life)]
        yield standing.life.crn, (able[turn % len(able)] if able else rng.choice(among))


# --- the other seats ------------------------------------------------------------------------------------------------


class Roster:
    """Who works where, to find who sits in the other seats of a life."""

    def __init__(self, workers: Sequence[Worker]) -> None:
        self._by_code = {worker.code: worker for worker in workers}
        self._by_team: dict[str, list[Worker]] = defaultdict(list)
        for worker in workers:
            self._by_team[worker.team].append(worker)
        self._teams: dict[str, list[str]] = defaultdict(list)
        for team, of_it in self._by_team.items():
            if team != court_team(of_it[0].organisation):
                self._teams[of_it[0].organisation].append(team)

    def seats(self, life: Life, holder: Worker, rng: Random) -> Seats:
        """Everybody who sits in a life that `holder` holds now or held last."""
        at_court = rng.choice(self._by_team[court_team(life.division)])
        nps_senior = self._senior(self._teams[life.division][0])
        seats = {Seat.COURT: post_of(at_court), Seat.NPS_SENIOR: post_of(nps_senior)}
        if life.moved_on is None:
            return seats | self._in_team(holder.team, holder, rng) | {Seat.NPS_OWN: post_of(holder)}
        team = rng.choice(self._teams[life.organisation])
        own = rng.choice(self._practitioners(team))
        seats |= self._in_team(team, own, rng) | {Seat.COVER: self._cover(holder)}
        return seats | {Seat.NPS_OWN: post_of(holder), Seat.NPS_SENIOR: post_of(self._senior(holder.team))}

    def _in_team(self, team: str, own: Worker, rng: Random) -> dict[Seat, Post]:
        others = [worker for worker in self._practitioners(team) if worker.code != own.code]
        rng.shuffle(others)
        others.sort(key=lambda worker: worker.grade is not own.grade)  # whoever had it before is of the same grade
        return {
            Seat.OWN: post_of(own),
            Seat.BEFORE: post_of(others[0]),
            Seat.INTAKE: post_of(others[-1]),
            Seat.FIRST: post_of(others[1 % len(others)]),
            Seat.SENIOR: post_of(self._senior(team)),
            Seat.COVER: self._cover(own),
        }

    def _cover(self, worker: Worker) -> Post:
        covers = worker.absence.cover if worker.absence else None
        return post_of(self._by_code[covers]) if covers else post_of(worker)

    def _practitioners(self, team: str) -> list[Worker]:
        return [worker for worker in self._by_team[team] if worker.holds_cases and not worker.is_absent]

    def _senior(self, team: str) -> Worker:
        return next(worker for worker in self._by_team[team] if worker.grade is Grade.SENIOR)


# --- diaries --------------------------------------------------------------------------------------------------------

_FREE = tuple(f"{hour:02}:{minute:02}" for minute in (30, 0, 15, 45) for hour in (9, 10, 11, 13, 14, 15, 16))


def keep_diaries(lives: Iterable[tuple[Life, Seats]]) -> None:
    """Give each meeting ahead a time of its own in its practitioner's day. Lives that come first keep theirs."""
    taken: dict[tuple[str, int], set[str]] = defaultdict(set)
    for life, seats in lives:
        for entry in life.entries:
            draft = entry.draft
            if draft.kind is not AppointmentArranged or draft.on < TODAY:
                continue
            code = seats[draft.payload["officer"]].code
            of_the_day = taken[code, draft.on.toordinal()]
            at_time = draft.payload["at_time"]
            if at_time in of_the_day:
                at_time = next((free for free in _FREE if free not in of_the_day), at_time)
                entry.retime(at_time)
            of_the_day.add(at_time)
