"""A file of facts loaded by copy, piece by piece: the very rows that facts appended one after another make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.actions.loads import ALPHA, AT, RANDOM, all_is_well, everything
from throughcare.actions.loading_nation import load_facts
from throughcare.actions.projections import rebuild
from throughcare.actions.streams import append_many, append_staff_facts
from throughcare.exchange.extracts import read_extract
from throughcare.exchange.fact_files import About, OrganisationRow, TeamRow, open_facts, streams_in, write_facts
from throughcare.exchange.fact_files.checking import check_facts, digest_of
from throughcare.facts import Author, Fact, Officer, Order, Provider
from throughcare.facts.allocation import Allocated
from throughcare.facts.court import Disposal, OffenceGroup, Sentenced
from throughcare.facts.identity import AccessLimit, AccessLimited, Identified
from throughcare.facts.oversight import PractitionerAbsent
from throughcare.facts.record import Erased, Withdrawn, WrongPerson
from throughcare.facts.staff import Grade, PostHeld
from throughcare.facts.supervision import Appointment, AppointmentArranged, Meeting, Outcome
from throughcare.records.models import Organisation, Person, Staff, Team

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DAY = date(2016, 6, 30)
RECORDED = datetime(2016, 5, 2, 9, 30, 0, 120, tzinfo=UTC)
BY = Author(Officer("O1"), Provider("N01"))
ABOUT = About(
    DAY,
    (OrganisationRow("N01", "North", "NPS"),),
    (TeamRow("T1", "N01", "One"),),
    {"O1": "Ann Able", "O2": "Ben Baker"},
)
ODD = 'tab\t, "quote", back\\slash, line\nand return\r, Ŵ, \u2028'


def facts_of(person: str, *made: tuple[type[Fact], date, dict[str, Any]]) -> list[Fact]:
    return [
        kind(person=person, number=number, on=on, recorded_at=RECORDED, by=BY, **said)
        for number, (kind, on, said) in enumerate(made, start=1)
    ]


def odd_people() -> dict[str, list[Fact]]:
    """People in whose streams is whatever could be written otherwise: marks, odd letters, days out of order."""
    order, officer = Order("1"), Officer("O1")
    sentenced = (
        Sentenced,
        date(2016, 3, 1),
        {"order": order, "disposal": Disposal.COMMUNITY_ORDER, "offence": OffenceGroup.THEFT},
    )
    held = (
        Allocated,
        date(2016, 3, 2),
        {"order": order, "provider": Provider("N01"), "team": "T1", "officer": officer},
    )
    seen = (
        Appointment,
        date(2016, 3, 4),
        {"outcome": Outcome.ATTENDED, "officer": officer, "thread": "m1", "note": ODD},
    )
    ahead = (AppointmentArranged, date(2016, 9, 1), {"meeting": Meeting.HOME, "officer": officer, "at_time": "09:30"})
    named = (
        Identified,
        date(2016, 1, 1),
        {"given_names": ODD, "family_name": "Ŵyn" * 90, "born_on": date(1980, 2, 29)},
    )
    limited = (AccessLimited, date(2016, 3, 3), {"limit": AccessLimit.RESTRICTION, "officer": officer})
    bare = replace(facts_of("X5", seen)[0], recorded_at=None, by=None)
    return {
        "X1": facts_of("X1", sentenced, held, seen, ahead, named, limited),
        "X2": facts_of("X2", sentenced, held, seen, (Withdrawn, date(2016, 4, 1), {"target": 3, "reason": ODD})),
        "X3": facts_of(
            "X3", sentenced, held, seen,
            (Withdrawn, date(2016, 4, 1), {"target": 2}),
            (Withdrawn, date(2016, 4, 2), {"target": 4}),
            (Withdrawn, date(2016, 4, 3), {"target": 2}),
            (WrongPerson, date(2016, 4, 4), {"target": 3}),
        ),
        "X4": facts_of(
            "X4", sentenced, held, (Appointment, date(2016, 3, 4), {}), (Erased, date(2016, 4, 1), {"target": 3})
        ),
        "X5": [bare],
    }  # fmt: skip


def odd_staff() -> dict[str, list[Fact]]:
    post = PostHeld(person="O1", number=1, on=date(2015, 1, 1), provider=Provider("N01"), team="T1",
                    grade=Grade.OFFICER, full_time=0.1)  # fmt: skip
    away = PractitionerAbsent(person="O1", number=2, on=date(2016, 6, 1), until_on=date(2016, 6, 3))
    return {"O1": [post, away]}


def alpha_people(many: int = 60) -> dict[str, Sequence[Fact]]:
    return dict(list(_alpha().items())[:many])


@cache
def _alpha() -> Mapping[str, Sequence[Fact]]:
    return read_extract(ALPHA, as_of=DAY).facts


def load(path: Path, **more: Any) -> Any:
    file = open_facts(path)
    return load_facts(check_facts(file, code_at_most=20), digest_of(file), at=AT, processes=1, **more)


def load_slowly(path: Path) -> None:
    """The obvious way: every row of places, people and staff, then stream after stream by `append_many`."""
    file = open_facts(path)
    Organisation.objects.bulk_create(
        [Organisation(code=o.code, name=o.name, type=o.type, owner=o.owner) for o in file.about.organisations]
    )
    Team.objects.bulk_create([Team(code=t.code, organisation_id=t.organisation, name=t.name) for t in file.about.teams])
    Staff.objects.bulk_create([Staff(code=code, name=name) for code, name in file.about.staff.items()])
    for stream, whose, facts in streams_in(file):
        if stream == "person":
            Person.objects.create(crn=whose)
            append_many({whose: facts})
        else:
            append_staff_facts(whose, facts)


TABLES = (
    "Person",
    "Staff",
    "Organisation",
    "Team",
    "StoredFact",
    "CaseSummary",
    "CaseLimit",
    "CourtItem",
    "ObligationRow",
)


def rows() -> dict[str, list[dict[str, Any]]]:
    whose = dict(Person.objects.values_list("pk", "crn")) | {None: None}
    found = everything(but={*RANDOM, "id"})
    for name in TABLES:
        for row in found[name]:
            if "person_id" in row:
                row["person_id"] = whose[row["person_id"]]
            if "staff_id" in row and row["staff_id"] is not None:
                row["staff_id"] = "staff"
            row.pop("content", None) if row.get("kind") == "erased of old" else None
        found[name].sort(key=repr)
    return {name: found[name] for name in TABLES}


def forget() -> None:
    from throughcare.records.models import FactFileLoad, FactFilePiece, StoredFact

    for model in (FactFilePiece, FactFileLoad, StoredFact, Person, Staff, Team, Organisation):
        model.objects.all().delete()


@pytest.mark.parametrize("people", [odd_people, alpha_people])
def test_a_file_makes_the_rows_that_appending_makes(people, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("throughcare.actions.loading_nation.ledger.ROWS_A_PIECE", 500)
    path = tmp_path / "facts.parquet"
    write_facts(path, ABOUT, people(), odd_staff())
    loaded = load(path)
    assert (loaded.people, loaded.staff, loaded.facts) == (len(people()), 2, open_facts(path).rows)
    fast = rows()
    all_is_well()
    rebuild()
    assert rows() == fast
    forget()
    load_slowly(path)
    slow = rows()
    for name in TABLES:
        if name not in ("StoredFact", "Team"):  # teams that only facts name are made by the fast way alone
            assert slow[name] == fast[name], name
    erased = [row for row in fast["StoredFact"] if row["content"] is None]
    assert len(erased) == (people is odd_people)
    assert [row for row in fast["StoredFact"] if row["content"] is not None] == [
        row for row in slow["StoredFact"] if not (row["person_id"] == "X4" and row["number"] == 3)
    ]
