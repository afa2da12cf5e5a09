"""The record that is written to: the demo world's people, and sixteen users who may record on some of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

SEED = 20160630
PASSWORD = "sixteen-who-write-at-once"


@dataclass(frozen=True)
class Writer:
    """Somebody who signs in and records: their address and code, and the numbers of the people who are theirs."""

    email: str
    code: str
    people: tuple[str, ...]


def make(people: int) -> int:
    """Migrate, and load the made-up people; how many facts there are. The mark of the demo is taken off: this record
    is served as one in earnest is.
    """
    from django.core.management import call_command

    from throughcare.actions.demo import make_world
    from throughcare.actions.demo.loading import load_world
    from throughcare.records.models import RecordMark, StoredFact

    call_command("migrate", verbosity=0, interactive=False)
    load_world(make_world(seed=SEED, people=people), seed=SEED, at=datetime.now(UTC))
    RecordMark.objects.all().delete()
    return StoredFact.objects.count()


def add_writers(many: int) -> list[Writer]:
    """Users in pairs: a practitioner with their own cases, and a senior of the same team with all of the team's. So
    two now and then record on one person at once. People go to as many teams as there are pairs, the largest first.
    """
    from django.contrib.auth.hashers import make_password
    from django.db.models import Count

    from throughcare.records.models import CaseSummary
    from throughcare.rules.access import Role

    held = CaseSummary.objects.filter(is_limited=False).exclude(organisation="").exclude(team="").exclude(officer="")
    officers = held.values_list("organisation", "team", "officer").annotate(cases=Count("pk")).order_by("-cases")
    first_of_team: dict[tuple[str, str], str] = {}
    for organisation, team, officer, _ in officers:
        first_of_team.setdefault((organisation, team), officer)
    if not first_of_team:
        raise RuntimeError("nobody holds a case in this world: make more people")
    password, teams = make_password(PASSWORD), list(first_of_team.items())
    writers = []
    for number in range(many):
        (organisation, team), officer = teams[number // 2 % len(teams)]
        role = (Role.PRACTITIONER, Role.SENIOR_PROBATION_OFFICER)[number % 2]
        cases = held.filter(organisation=organisation, team=team)
        own = role is Role.PRACTITIONER and number // 2 < len(teams)
        code = officer if own else f"BENCH{number:02}"
        role = Role.PRACTITIONER if own else Role.SENIOR_PROBATION_OFFICER
        mine = cases.filter(officer=officer) if own else cases
        writers.append(_added(code, role, organisation, team, password, mine.values_list("person__crn", flat=True)))
    return writers


def _added(code, role, organisation, team, password, crns) -> Writer:
    from throughcare.records.models import User

    email = f"{code.lower()}@bench.example"
    said = {"email": email, "name": code, "role": role.value, "organisation": organisation, "team": team}
    User.objects.update_or_create(code=code, defaults={**said, "password": password})
    return Writer(email, code, tuple(sorted(crns)))
