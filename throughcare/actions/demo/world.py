"""The made-up world: 2,000 people, the organisations and staff that hold their cases, and the cast that signs in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from throughcare.actions.demo.absence import while_away
from throughcare.actions.demo.cast import ADMINISTRATOR, CastMember, cast
from throughcare.actions.demo.days import TODAY
from throughcare.actions.demo.handing_out import Roster, Standing, hand_out, keep_diaries
from throughcare.actions.demo.lives.notebook import Life
from throughcare.actions.demo.lives.oversight import explain_missed
from throughcare.actions.demo.lives.whole import a_life
from throughcare.actions.demo.places import (
    TYPE_OF,
    MadeOrganisation,
    MadeTeam,
    organisations,
    teams,
)
from throughcare.actions.demo.staff import MadeStaff, Worker, made_staff, workers
from throughcare.actions.demo.story import story_lives
from throughcare.exchange.packs import read_packs, shipped_packs
from throughcare.facts import Fact
from throughcare.facts.staff import Grade, ProviderType
from throughcare.facts.stream import in_order, standing
from throughcare.rules.tasks import Owes, rule_of
from throughcare.standards.case_engine import CaseEngine
from throughcare.standards.obligations import Obligation, Owed
from throughcare.synthesis.picture import Shares

OF_THE_NPS = 0.45
"""The share of people under the NPS from the start; the companies have 55%."""
IN_LEEDS = {ProviderType.NPS: ("N02", 0.60), ProviderType.CRC: ("C07", 0.54)}
"""The organisation whose team is shown in full, and the share of its type's people that fills its caseloads."""

FIRST_BY_CHANCE = 100100
"""The number of the first person who is made by chance. Those below are of the story, whatever the seed."""


@dataclass(frozen=True, slots=True)
class MadePerson:
    """A person and their stream of facts."""

    crn: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is made up, as of its one day."""

    today: date
    organisations: tuple[MadeOrganisation, ...]
    teams: tuple[MadeTeam, ...]
    staff: tuple[MadeStaff, ...]
    cast: tuple[CastMember, ...]
    people: tuple[MadePerson, ...]


def make_world(*, seed: int = 1, people: int = 2000) -> World:
    """The world of a seed: the same seed gives the very same facts.

    The people of the story are among `people` and are always there; the others are made by chance.
    """
    rng = Random(f"world {seed}")
    everybody = workers(teams(), TYPE_OF, rng=rng)
    shares = Shares(TYPE_OF)
    told = story_lives(everybody)
    for life, _ in told:
        shares.take(_obligations(life), as_of=TODAY)
    crns = [f"X{FIRST_BY_CHANCE + number}" for number in range(people - len(told))]
    standings = [_lived(crn, seed, shares) for crn in crns]
    held_by = hand_out(standings, everybody, people=people, rng=rng)
    roster = Roster(everybody)
    lives = told + [(each.life, roster.seats(each.life, held_by[each.life.crn], rng)) for each in standings]
    for each in standings:
        absence = held_by[each.life.crn].absence
        if absence is not None and each.is_held:
            while_away(each.life, is_covered=absence.cover is not None, rng=rng)
    keep_diaries(lives)
    return World(
        today=TODAY,
        organisations=organisations(),
        teams=teams(),
        staff=_staff(everybody, rng),
        cast=cast(everybody),
        people=tuple(MadePerson(life.crn, life.facts(seats)) for life, seats in lives),
    )


def _lived(crn: str, seed: int, shares: Shares) -> Standing:
    """One random life, and how it stands today by the standards."""
    rng = Random(f"{seed} {crn}")
    of = ProviderType.NPS if rng.random() < OF_THE_NPS else ProviderType.CRC
    life = a_life(crn, _organisation(of, rng), rng=rng, shares=shares)
    obligations = _obligations(life)
    shares.take(obligations, as_of=TODAY)
    explain_missed(life, obligations)
    return _standing(life, obligations)


def _organisation(of: ProviderType, rng: Random) -> str:
    in_full, share = IN_LEEDS[of]
    if rng.random() < share:
        return in_full
    return rng.choice([code for code, type_ in TYPE_OF.items() if type_ is of and code != in_full])


@cache
def _engine() -> CaseEngine:
    return CaseEngine([each for pack in read_packs(shipped_packs()) for each in pack.standards])


def _obligations(life: Life) -> list[Obligation]:
    return _engine().derive(in_order(standing(life.facts(), as_of=TODAY)))


def _standing(life: Life, obligations: Sequence[Obligation]) -> Standing:
    open_days = [
        duty.due
        for duty in obligations
        if duty.owed is Owed.YES and duty.due is not None and duty.met is None and duty.ended is None
        if rule_of(duty.standard).owes is Owes.PRACTITIONER
    ]
    is_sentenced = any(entry.draft.kind.kind == "sentenced" for entry in life.entries)
    return Standing(
        life,
        overdue=sum(due < TODAY for due in open_days),
        due_today=sum(due == TODAY for due in open_days),
        is_current=is_sentenced and life.until >= TODAY,
    )


def _staff(everybody: Sequence[Worker], rng: Random) -> tuple[MadeStaff, ...]:
    seniors = {worker.team: worker.code for worker in everybody if worker.grade is Grade.SENIOR}
    return tuple(
        made_staff(worker, senior=seniors.get(worker.team, ADMINISTRATOR), administrator=ADMINISTRATOR, rng=rng)
        for worker in everybody
    )
