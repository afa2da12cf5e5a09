"""The made-up world: 2,000 people, the organisations and staff that hold their cases, and the cast that signs in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from throughcare.actions.demo.assessed import with_content
from throughcare.actions.demo.cast import ADMINISTRATOR, CastMember, cast
from throughcare.actions.demo.crowd import crowd
from throughcare.actions.demo.days import TODAY
from throughcare.actions.demo.handing_out import Standing, hand_out
from throughcare.actions.demo.hands import Roster, keep_diaries, while_away, without_absent
from throughcare.actions.demo.morning import COURTS, MadeCourt, at_courts, morning_list
from throughcare.actions.demo.places import TYPE_OF, MadeOrganisation, MadeTeam, agencies, organisations, teams
from throughcare.actions.demo.scored import with_scores
from throughcare.actions.demo.staff import MadeStaff, Worker, made_staff, workers
from throughcare.actions.demo.story import STORY, story_facts
from throughcare.actions.demo.words import in_words
from throughcare.exchange.packs import read_packs, shipped_packs
from throughcare.facts import Fact
from throughcare.facts.allocation import Allocated
from throughcare.facts.court import Sentenced
from throughcare.facts.outcome import Ended
from throughcare.facts.risk import Assessed
from throughcare.facts.staff import Grade
from throughcare.facts.stream import in_order, standing
from throughcare.rules.day_lists import Listed
from throughcare.rules.tasks import Owes, rule_of
from throughcare.standards.case_engine import CaseEngine
from throughcare.standards.obligations import Owed
from throughcare.synthesis.places import Agency


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
    agencies: tuple[Agency, ...]
    teams: tuple[MadeTeam, ...]
    staff: tuple[MadeStaff, ...]
    cast: tuple[CastMember, ...]
    people: tuple[MadePerson, ...]
    courts: tuple[MadeCourt, ...]
    morning: tuple[Listed, ...]


def make_world(*, seed: int = 1, people: int = 2000) -> World:
    """The world of a seed: the same seed gives the very same facts.

    The people of the story are among `people` and are always there; the others are made by chance.
    """
    rng = Random(f"world {seed}")
    everybody = workers(teams(), TYPE_OF, rng=rng)
    told = story_facts(everybody)
    made = crowd(seed, max(0, people - len(told)), everybody)
    standings = [_standing(crn, facts) for crn, facts in made.items()]
    held_by = hand_out(standings, everybody, people=people, rng=rng)
    roster = Roster(everybody)
    handed = {each.crn: _in_hands(each, held_by.get(each.crn), roster, rng) for each in standings}
    kept = keep_diaries([*told.items(), *handed.items()])
    assessed = {crn: with_content(crn, facts, always=crn in told) for crn, facts in kept.items()}
    scored = {crn: facts if crn in told else with_scores(crn, facts) for crn, facts in assessed.items()}
    streams = {crn: at_courts(crn, facts) for crn, facts in scored.items()}
    return World(
        today=TODAY,
        organisations=organisations(),
        agencies=agencies(),
        teams=teams(),
        staff=_staff(everybody, rng),
        cast=cast(everybody),
        people=tuple(MadePerson(crn, facts) for crn, facts in streams.items()),
        courts=COURTS,
        morning=morning_list([*streams.items()], kept=STORY["excluded"], seed=seed),
    )


def _in_hands(standing: Standing, worker: Worker | None, roster: Roster, rng: Random) -> tuple[Fact, ...]:
    """Somebody's stream in the hands of whoever got the case, with words beside it."""
    facts, holder = standing.facts, standing.holder
    if worker is not None and holder is not None:
        codes = roster.places_taken(roster.by_code[holder], worker)
        facts, holder = tuple(roster.with_codes(fact, codes) for fact in facts), worker.code
    if worker is not None and worker.is_absent:
        facts = while_away(facts, worker, roster, rng)
    else:
        facts = without_absent(facts, holder, roster)
    return in_words(facts, rng)


@cache
def _engine() -> CaseEngine:
    return CaseEngine([each for pack in read_packs(shipped_packs()) for each in pack.standards])


def _standing(crn: str, facts: tuple[Fact, ...]) -> Standing:
    """How somebody stands today by the standards, as their facts were made."""
    stands = in_order(standing(facts, as_of=TODAY))
    open_days = [
        duty.due
        for duty in _engine().derive(stands)
        if duty.owed is Owed.YES and duty.due is not None and duty.met is None and duty.ended is None
        if rule_of(duty.standard).owes is Owes.PRACTITIONER
    ]
    given = [fact for fact in stands if isinstance(fact, Allocated)]
    ended = {fact.order for fact in stands if isinstance(fact, Ended)}
    return Standing(
        crn,
        facts,
        holder=given[-1].officer if given else None,
        organisation=given[-1].provider if given else None,
        since=given[-1].on if given else TODAY,
        level=next((f.level for f in reversed(stands) if isinstance(f, Assessed) and f.level), None),
        overdue=sum(due < TODAY for due in open_days),
        due_today=sum(due == TODAY for due in open_days),
        is_current=any(isinstance(fact, Sentenced) and fact.order not in ended for fact in stands),
    )


def _staff(everybody: Sequence[Worker], rng: Random) -> tuple[MadeStaff, ...]:
    seniors = {worker.team: worker.code for worker in everybody if worker.grade is Grade.SENIOR}
    return tuple(
        made_staff(worker, senior=seniors.get(worker.team, ADMINISTRATOR), administrator=ADMINISTRATOR, rng=rng)
        for worker in everybody
    )
