"""The world of the allocation desk: Monday 14 March 2016, Leeds North (T1) and its practitioners."""

from datetime import date

import pytest

from tests.web.recording.desk import Desk
from tests.web.world import AT, NPS, World, allocated, draft, sentenced, stand_still
from throughcare.actions.streams import append_to_staff
from throughcare.facts.allocation import ProviderDecided
from throughcare.facts.checks import CheckNotAsked, CheckType, NotAskedBecause
from throughcare.facts.drafts import Draft
from throughcare.facts.fact import YesNo
from throughcare.facts.risk import Assessed, Assessment, Completion, RoshLevel
from throughcare.facts.staff import ProviderType, Qualification, Qualified, Trained, Training
from throughcare.rules.access import Role

MANAGER = "M1"


def trained(code: str, *courses: Training) -> None:
    """A qualified member of staff with these courses (all, where none is named)."""
    drafts = [Draft(kind=Qualified, on=date(2015, 1, 5), payload={"qualification": Qualification.OFFICER})]
    drafts += [Draft(kind=Trained, on=date(2015, 2, 2), payload={"training": each}) for each in courses or Training]
    append_to_staff(staff=code, drafts=drafts, by=None, at=AT)


def ready(level: RoshLevel = RoshLevel.LOW, on: str = "2016-03-09") -> list[Draft]:
    """All that a first allocation asks for: assessed, checks settled, decided."""
    said = {"assessment": Assessment.SCREENING, "status": Completion.COMPLETE, "full_needed": YesNo.NO, "level": level}
    checks = [draft(CheckNotAsked, on, check=each, because=next(iter(NotAskedBecause))) for each in CheckType]
    decided = draft(ProviderDecided, on, order="1", decided_type=ProviderType.NPS, rule_gives=ProviderType.NPS)
    return [draft(Assessed, on, **said), *checks, decided]


def waiting(world: World, crn: str, *more: Draft, name: str = "Aaron Bell", team: str | None = None, **held) -> None:
    """Somebody sentenced on Tuesday 8 March, whom the organisation has had since the 9th, and nobody holds."""
    world.person(crn, sentenced("2016-03-08"), allocated("2016-03-09", None, team=team, **held), *more, name=name)


@pytest.fixture
def world(monkeypatch):
    stand_still(monkeypatch, "2016-03-14")
    world = World()
    for code, name in (("P1", "Priya Shah"), ("P2", "Sam Reid"), ("P3", "Una Moss")):
        world.staff(code, name)
        world.user(code, name=name)
        trained(code)
    world.user(MANAGER, Role.SENIOR_PROBATION_OFFICER, name="Denise Ibbotson", organisation=NPS)
    return world


@pytest.fixture
def desk(world, client):
    """A browser in which Denise Ibbotson allocates."""
    return Desk(client, world.user(MANAGER))
