"""An office that closes: `python -m bench.office`, into the record that DATABASE_URL names.

Two teams of one division are added: one of 40 practitioners with 1,800 cases that closes, and one of 60 that can take
them; with a manager for both who signs in with one press in a demo (Olwen Pugh). Made up by a seed, on the day of the
record. What is made here stays in that database.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

DIVISION = "N02"
CLOSING, TAKING = "N02T8", "N02T9"
PRACTITIONERS, TAKERS, CASES = 40, 60, 1_800
MANAGER = "N02OP"
LEVELS = (("LOW", 0.36), ("MEDIUM", 0.52), ("HIGH", 0.117), ("VERY HIGH", 0.003))
"""The suggested mix of a caseload by level: assumed, near that of 2015."""
POSTCODES = tuple(f"LS{number}" for number in range(1, 16))


def make_office(*, today: date, seed: int = 7, cases: int = CASES) -> None:
    """Make both teams, whoever works there, and the cases."""
    from throughcare.actions.streams import append_many
    from throughcare.records.models import Organisation, Person, Team, User
    from throughcare.rules.access import Role

    rng = Random(f"office {seed}")
    Organisation.objects.get_or_create(code=DIVISION, defaults={"name": "NPS North East", "type": "NPS"})
    for code, name in ((CLOSING, "Leeds South"), (TAKING, "Leeds West")):
        Team.objects.get_or_create(code=code, organisation_id=DIVISION, defaults={"name": name})
    if not User.objects.filter(code=MANAGER).exists():
        User.objects.create_user(
            "olwen.pugh@throughcare.example",
            "a-demo-for-everybody",
            code=MANAGER,
            name="Olwen Pugh",
            role=Role.SENIOR_PROBATION_OFFICER.value,
            organisation=DIVISION,
            team=CLOSING,
            about="Manages an office that closes.",
        )
    closing = _staff(CLOSING, PRACTITIONERS, rng, today)
    taking = _staff(TAKING, TAKERS, rng, today)
    crns = [f"Z{200_000 + number}" for number in range(cases)]
    Person.objects.bulk_create([Person(crn=crn) for crn in crns], batch_size=500)
    for start in range(0, cases, 200):
        append_many({crn: list(_facts(crn, rng, closing, taking, today)) for crn in crns[start : start + 200]})


def _staff(team: str, many: int, rng: Random, today: date) -> list[tuple[str, str]]:
    """Code and grade of whoever works in a team; most are trained, some are not any more."""
    from throughcare.actions.streams import append_to_staff
    from throughcare.facts.drafts import Draft
    from throughcare.facts.staff import Grade, PlaceCovered, PostHeld, Qualification, Qualified, Trained, Training
    from throughcare.records.models import Staff
    from throughcare.synthesis.names import a_name

    found = []
    for number in range(many):
        code = f"{team}{number:02}"
        grade = Grade.OFFICER if rng.random() < 0.7 else Grade.SERVICE_OFFICER
        name = a_name(rng, among="staff")
        Staff.objects.create(code=code, name=f"{name.given} {name.family}")
        began = today - timedelta(days=rng.randint(60, 3000))
        post = {"provider": DIVISION, "team": team, "grade": grade, "full_time": rng.choice((0.6, 0.8, 1.0, 1.0, 1.0))}
        drafts = [Draft(kind=PostHeld, on=began, payload=post)]
        qualification = Qualification.OFFICER if grade is Grade.OFFICER else Qualification.SERVICE_OFFICER
        drafts.append(Draft(kind=Qualified, on=began, payload={"qualification": qualification}))
        for training in Training:
            if rng.random() < 0.9:
                until = today + timedelta(days=rng.randint(-60, 900))
                drafts.append(Draft(kind=Trained, on=began, payload={"training": training, "valid_until": until}))
        places = rng.sample(POSTCODES, 3)
        drafts += [Draft(kind=PlaceCovered, on=began, payload={"place": place}) for place in places]
        append_to_staff(staff=code, drafts=drafts, by=None, at=_instant(today))
        found.append((code, grade.value))
    return found


def _facts(
    crn: str, rng: Random, closing: list[tuple[str, str]], taking: list[tuple[str, str]], today: date
) -> Iterator[Any]:
    from throughcare.facts.drafts import as_facts

    drafts = list(_drafts(rng, closing, taking, today))
    return iter(as_facts(drafts, person=crn, after=0, recorded_at=_instant(today), by=None))


def _drafts(rng: Random, closing: list[tuple[str, str]], taking: list[tuple[str, str]], today: date) -> Iterator[Any]:
    from throughcare.facts.allocation import Allocated
    from throughcare.facts.court import Disposal, Sentenced
    from throughcare.facts.drafts import Draft
    from throughcare.facts.fact import YesNo
    from throughcare.facts.identity import Identified
    from throughcare.facts.risk import Assessed, Assessment, Completion, Concern, Register
    from throughcare.facts.supervision import Appointment, Outcome, Plan
    from throughcare.synthesis.names import a_name

    name = a_name(rng, among="people")
    level = rng.choices([each for each, _ in LEVELS], [share for _, share in LEVELS])[0]
    sentenced = today - timedelta(days=rng.randint(20, 330))
    address = f"{rng.randint(1, 99)} Made Up Street, Leeds {rng.choice(POSTCODES)} {rng.randint(1, 9)}AB"
    who = {"given_names": name.given, "family_name": name.family, "sex": "Male", "address": address}
    yield Draft(kind=Identified, on=sentenced, payload=who | {"born_on": date(1980, 1, 1)})
    passed = {"order": "1", "disposal": Disposal.COMMUNITY_ORDER, "expected_end_on": sentenced + timedelta(days=365)}
    yield Draft(kind=Sentenced, on=sentenced, payload=passed)
    screening = {"assessment": Assessment.SCREENING, "status": Completion.COMPLETE, "level": level}
    needed = YesNo.NO if level == "LOW" else YesNo.YES
    yield Draft(kind=Assessed, on=sentenced, payload=screening | {"full_needed": needed})
    for register, share in ((Register.DOMESTIC_ABUSE, 0.3), (Register.CHILD, 0.15)):
        if rng.random() < share:
            yield Draft(kind=Concern, on=sentenced, payload={"register": register})
    given = {"order": "1", "provider": DIVISION}
    first = sentenced + timedelta(days=2)
    if rng.random() < 0.15:
        yield Draft(kind=Allocated, on=first, payload=given | {"team": TAKING, "officer": rng.choice(taking)[0]})
        first += timedelta(days=5)
    able = [code for code, grade in closing if grade == "PO" or level in ("LOW", "MEDIUM")]
    officer = rng.choice(able)
    yield Draft(kind=Allocated, on=first, payload=given | {"team": CLOSING, "officer": officer})
    seen = {"outcome": Outcome.ATTENDED, "officer": officer}
    yield Draft(kind=Appointment, on=first + timedelta(days=3), payload=seen)
    yield Draft(kind=Plan, on=first + timedelta(days=7), payload={"officer": officer})


def _instant(today: date) -> datetime:
    return datetime(today.year, today.month, today.day, 8, tzinfo=UTC)


def main() -> None:
    """Make the office on the day of the record, or on that named first."""
    import django

    django.setup()
    from throughcare.records.queries.mark import standing_day

    told = date.fromisoformat(sys.argv[1]) if sys.argv[1:] else standing_day()
    if told is None:
        sys.exit("bench.office: say which day it is, for example 2016-06-30.")
    make_office(today=told)


if __name__ == "__main__":
    main()
