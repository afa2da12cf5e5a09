"""The staff of the made-up world: two teams in full, a few people everywhere else, and what their own streams say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import Any

from throughcare.actions.demo.days import FIRST_DAY, TODAY, instant, later, working
from throughcare.actions.demo.places import FULL_TEAMS, MadeTeam, court_team
from throughcare.actions.demo.staff_skills import skills_of
from throughcare.calendar import add_months
from throughcare.facts import Fact
from throughcare.facts.drafts import Draft
from throughcare.facts.fact import Author, Officer, Provider, YesNo
from throughcare.facts.oversight import PractitionerAbsent
from throughcare.facts.staff import (
    CaseloadProtected,
    Grade,
    LanguageOffered,
    PlaceCovered,
    PostHeld,
    ProviderType,
    Qualification,
    Qualified,
    StaffSexTold,
    Trained,
    Training,
)
from throughcare.rules.staff_training import usual_last_day
from throughcare.synthesis.names import a_name


@dataclass(frozen=True, slots=True)
class MadeStaff:
    """A member of staff and their own stream of facts."""

    code: str
    name: str
    facts: tuple[Fact, ...]


class Caseload(StrEnum):
    """How somebody's cases stand in a team that is shown in full."""

    KEPT = "well kept"
    MIXED = "as they come"
    OVERLOADED = "too many, and much is late"
    AWAY = "waiting: the practitioner is away"


@dataclass(frozen=True, slots=True)
class Absence:
    """The days on which somebody is away, and who covers; no reason is kept."""

    from_on: date
    until_on: date
    cover: str | None


@dataclass(frozen=True, slots=True)
class Worker:
    """A member of staff at work. `cases` is how many current cases they hold in a world of 2,000 people."""

    code: str
    name: str
    grade: Grade
    team: str
    organisation: str
    type: ProviderType
    cases: int = 0
    caseload: Caseload = Caseload.MIXED
    absence: Absence | None = None

    @property
    def holds_cases(self) -> bool:
        """Whether people are allocated to them: managers and court staff hold none."""
        return self.grade is not Grade.SENIOR and self.team != court_team(self.organisation)

    @property
    def is_absent(self) -> bool:
        """Whether they are away today."""
        return self.absence is not None


_PO, _PSO, _SPO = Grade.OFFICER, Grade.SERVICE_OFFICER, Grade.SENIOR
_AWAY_UNTIL = date(2016, 7, 15)

# Team: name, grade, current cases, how they stand. As asked for: 45 to 80 cases each, one close to 80.
_IN_FULL: dict[str, tuple[tuple[str, Grade, int, Caseload], ...]] = {
    "N02T1": (
        ("Denise Ibbotson", _SPO, 0, Caseload.MIXED),
        ("Priya Shah", _PO, 48, Caseload.KEPT),
        ("Marcus Threlfall", _PO, 78, Caseload.OVERLOADED),
        ("Bethan Prosser", _PO, 55, Caseload.MIXED),
        ("Tomasz Wilk", _PO, 47, Caseload.AWAY),
        ("Rukhsana Mirza", _PO, 52, Caseload.MIXED),
        ("Dean Oldroyd", _PSO, 46, Caseload.MIXED),
    ),
    "C07T1": (
        ("Karl Whitworth", _SPO, 0, Caseload.MIXED),
        ("Gemma Holroyd", _PSO, 77, Caseload.OVERLOADED),
        ("Bilal Chowdhury", _PSO, 64, Caseload.MIXED),
        ("Lorraine Pickles", _PO, 56, Caseload.MIXED),
        ("Natasha Bowen", _PSO, 50, Caseload.AWAY),
        ("Stephen Gaunt", _PO, 61, Caseload.MIXED),
        ("Aisha Jallow", _PSO, 48, Caseload.MIXED),
    ),
}
ABSENT_FROM = date(2016, 6, 20)
"""Both who are away today have been away since this Monday: long enough to be felt."""
_COVER = {"Tomasz Wilk": "Rukhsana Mirza"}
"""Who covers for whom. Nobody covers in the company."""

# In every other team. The NPS has more qualified officers, companies more service officers.
_ELSEWHERE = {
    ProviderType.NPS: (_SPO, _PO, _PO, _PO, _PSO),
    ProviderType.CRC: (_SPO, _PO, _PSO, _PSO),
}
_AT_COURT = (_PSO, _PO)
_COURT_OFFICER = ("N02T0", "Joseph Tetteh")


def workers(teams: Sequence[MadeTeam], type_of: dict[str, ProviderType], *, rng: Random) -> tuple[Worker, ...]:
    """Everybody who works in these teams. Codes count up within each organisation."""
    found: list[Worker] = []
    counted: dict[str, int] = {}
    named = {name for rows in _IN_FULL.values() for name, *_ in rows}
    for team in sorted(teams, key=lambda team: (team.code not in FULL_TEAMS, team.code)):
        for name, grade, cases, caseload in _rows(team, type_of[team.organisation], rng, named):
            counted[team.organisation] = counted.get(team.organisation, 0) + 1
            code = f"{team.organisation}{counted[team.organisation]:02}"
            worker = Worker(
                code, name, grade, team.code, team.organisation, type_of[team.organisation], cases, caseload
            )
            found.append(worker)
    return tuple(_with_absence(worker, found) for worker in found)


def _rows(
    team: MadeTeam, type_: ProviderType, rng: Random, named: set[str]
) -> Iterator[tuple[str, Grade, int, Caseload]]:
    if team.code in _IN_FULL:
        yield from _IN_FULL[team.code]
        return
    grades = _AT_COURT if team.code == court_team(team.organisation) else _ELSEWHERE[type_]
    for place, grade in enumerate(grades):
        is_cast = team.code == _COURT_OFFICER[0] and place == 0
        name = _COURT_OFFICER[1] if is_cast else _new_name(rng, named)
        named.add(name)
        yield name, grade, 0, Caseload.MIXED


def _new_name(rng: Random, named: set[str]) -> str:
    """A name that no other member of staff bears."""
    while True:
        found = a_name(rng, among="staff")
        if (name := f"{found.given} {found.family}") not in named:
            return name


def _with_absence(worker: Worker, everybody: Sequence[Worker]) -> Worker:
    if worker.caseload is not Caseload.AWAY:
        return worker
    cover = next((each.code for each in everybody if each.name == _COVER.get(worker.name)), None)
    absence = Absence(ABSENT_FROM, _AWAY_UNTIL, cover)
    return replace(worker, absence=absence)


_BY_MANAGERS = (PractitionerAbsent, CaseloadProtected, LanguageOffered, PlaceCovered, StaffSexTold)
SHORT_COURSES = 0.2
"""Of courses that run out, so many were short ones and counted for a year: some have run out by today. Assumed."""


# --- their own streams ----------------------------------------------------------------------------------------------


def made_staff(worker: Worker, *, senior: str, administrator: str, rng: Random) -> MadeStaff:
    """A member of staff with their stream: post, qualification, training and what else managers recorded."""
    drafts = sorted(_drafts(worker, rng), key=lambda draft: (draft.on, draft.kind.rank))
    facts = []
    for number, draft in enumerate(drafts, start=1):
        writer = senior if draft.kind in _BY_MANAGERS else administrator
        day = working(draft.on)
        at = instant(day, 9 * 60 + 3 * number)
        by = Author(Officer(writer), Provider(worker.organisation))
        facts.append(draft.as_fact(person=worker.code, number=number, recorded_at=at, by=by))
    return MadeStaff(worker.code, worker.name, tuple(facts))


def _drafts(worker: Worker, rng: Random) -> Iterator[Draft]:
    started = FIRST_DAY if rng.random() < 0.7 else later(FIRST_DAY, rng.randrange(10, 300))
    part = 1.0 if worker.caseload is not Caseload.MIXED or rng.random() < 0.8 else rng.choice((0.6, 0.8))
    at_court = {"at_court": YesNo.YES} if worker.team == court_team(worker.organisation) else {}
    post = {"provider": worker.organisation, "team": worker.team, "grade": worker.grade, "full_time": part, **at_court}
    yield _told(PostHeld, started, **post)
    is_service_officer = worker.grade is Grade.SERVICE_OFFICER
    qualification = Qualification.SERVICE_OFFICER if is_service_officer else Qualification.OFFICER
    if not is_service_officer or rng.random() < 0.75:
        yield _told(Qualified, later(started, 1), qualification=qualification)
    # Assumed: fewer were trained in the companies, and in the Act of 2014 fewest; the briefing asks for all four.
    shares = (0.9, 0.85, 0.85, 0.9) if worker.type is ProviderType.NPS else (0.55, 0.6, 0.65, 0.6)
    for training, share in zip(Training, shares, strict=True):
        if rng.random() < share:
            on = min(working(started + timedelta(days=rng.randrange(30, 330))), TODAY - timedelta(days=1))
            yield _told(Trained, on, training=training, valid_until=_valid_until(worker, training, on))
    for kind, on, says in skills_of(worker.code, worker.name, worker.team, worker.grade):
        yield _told(kind, max(on, later(started, 2)), **says)
    if worker.absence is not None:
        away = worker.absence
        said = {"officer": worker.code, "until_on": away.until_on, "cover": away.cover}
        yield _told(PractitionerAbsent, away.from_on, **said)


def _valid_until(worker: Worker, training: Training, on: date) -> date | None:
    """The last day of a course: as is usual, or after a year for a short one. Drawn apart from everything else."""
    usual = usual_last_day(training, on)
    is_short = Random(f"staff {worker.code} {training.value}").random() < SHORT_COURSES
    return add_months(on, 12) - timedelta(days=1) if usual is not None and is_short else usual


def _told(kind: type[Fact], on: date, **says: Any) -> Draft:
    return Draft(kind=kind, on=min(on, TODAY - timedelta(days=1)), payload=says)
