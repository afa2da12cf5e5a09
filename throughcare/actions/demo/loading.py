"""The demo world put into a database, which then carries the mark that lets the demo serve it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from throughcare.actions.day_lists import receive_day_list
from throughcare.actions.demo.cast import CastMember
from throughcare.actions.demo.days import OPENING, instant
from throughcare.actions.demo.world import World
from throughcare.actions.figures import fold_cells
from throughcare.actions.streams import append_many, append_staff_facts
from throughcare.exchange.day_lists import DayListRead
from throughcare.records.models import Court, Organisation, Person, RecordMark, Staff, Team, User
from throughcare.rules.access import Role

PASSWORD = "a-demo-for-everybody"
"""Everybody of the cast signs in with it, where one press is not enough: it guards made-up people on one machine."""

BATCH = 200

Told = Callable[[int, int], None]


def load_world(world: World, *, seed: int, at: datetime, told: Told | None = None) -> None:
    """Write the whole world in one transaction and mark the database. `told` hears how many people are in, of all."""
    with transaction.atomic():
        _load_places(world)
        streams = {person.crn: person.facts for person in world.people}
        Person.objects.bulk_create([Person(crn=crn) for crn in streams], batch_size=500)
        names = list(streams)
        for start in range(0, len(names), BATCH):
            append_many({name: streams[name] for name in names[start : start + BATCH]})
            if told:
                told(min(start + BATCH, len(names)), len(names))
        fold_cells()
        password = make_password(PASSWORD)
        User.objects.bulk_create([_user(member, password) for member in world.cast])
        _load_morning(world)
        RecordMark.objects.create(id=1, today=world.today, seed=seed, made_at=at, is_whole=True)


def _load_places(world: World) -> None:
    Organisation.objects.bulk_create(
        Organisation(code=each.code, name=each.name, type=each.type, owner=each.owner or "")
        for each in world.organisations
    )
    Organisation.objects.bulk_create(
        Organisation(code=each.code, name=each.name, type=each.type) for each in world.agencies
    )
    Team.objects.bulk_create(
        Team(code=each.code, organisation_id=each.organisation, name=each.name) for each in world.teams
    )
    Staff.objects.bulk_create(Staff(code=each.code, name=each.name) for each in world.staff)
    for each in world.staff:
        append_staff_facts(each.code, each.facts)


def _load_morning(world: World) -> None:
    """This morning's list, sent in by the court officer of the place just after eight."""
    for court in world.courts:
        Court.objects.create(
            code=court.code, name=court.name, organisation_id=court.organisation, rooms=list(court.rooms)
        )
    officer = User.objects.get(role=Role.COURT_OFFICER, organisation=world.courts[0].organisation)
    receive_day_list(
        read=DayListRead(world.morning, ()),
        by=officer,
        at=instant(world.today, OPENING + 10),
        token=f"morning of {world.today.isoformat()}",
        name="the list of this morning",
    )


def _user(member: CastMember, password: str) -> User:
    return User(
        code=member.code,
        name=member.name,
        email=member.email,
        role=member.role,
        organisation=member.organisation or "",
        team=member.team or "",
        about=member.about,
        password=password,
    )
