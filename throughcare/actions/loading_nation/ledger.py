"""What a load of a file of facts keeps of itself, and what is refused before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Max, Model

from throughcare.actions.loading_nation.pieces import ROWS_A_PIECE, Piece, cut
from throughcare.exchange.fact_files import About
from throughcare.exchange.fact_files.checking import CheckedFacts
from throughcare.records.columns import longest
from throughcare.records.models import (
    ExtractLoad,
    FactFileLoad,
    FactFilePiece,
    Organisation,
    Person,
    RecordMark,
    Staff,
    Team,
)
from throughcare.records.models.organisations import TYPES
from throughcare.records.queries.loads import half_loaded, holds_made_up_people


class CannotLoad(ValueError):
    """A file of facts that cannot be loaded into this record; one sentence says why. Nothing was changed."""


def load_of(digest: str) -> FactFileLoad | None:
    """The load of the file of this digest, finished or not; None where it was never begun."""
    return FactFileLoad.objects.filter(digest=digest).first()


def begin(checked: CheckedFacts, digest: str, *, at: datetime) -> FactFileLoad:
    """Write down that a file is being loaded, with its organisations, teams, and staff of whom only the name is known.

    Raises `CannotLoad` where the record is not one for this file.
    """
    _check_record(checked)
    about, streams = checked.file.about, checked.streams
    with_facts = set(streams.whose[streams.people :])
    names_only = {code: name for code, name in about.staff.items() if code not in with_facts}
    members = len(with_facts) + len(names_only)
    with transaction.atomic():
        load = FactFileLoad.objects.create(
            digest=digest,
            name=checked.file.path.name[: longest(FactFileLoad, "name")],
            as_of=about.as_of,
            made_up=asdict(about.made_up) if about.made_up else None,
            started_at=at,
            people=streams.people,
            staff=members,
            facts=checked.file.rows,
            rows_a_piece=ROWS_A_PIECE,
            first_person=_reserved(Person, streams.people),
            first_staff=_reserved(Staff, members),
        )
        _check_nobody_is_there(Person, "crn", streams.whose[: streams.people], "person")
        _check_nobody_is_there(Staff, "code", [*streams.whose[streams.people :], *names_only], "member of staff")
        _write_places(about, checked.teams)
        first = load.first_staff + len(with_facts)
        Staff.objects.bulk_create(
            [Staff(id=first + place, code=code, name=name) for place, (code, name) in enumerate(names_only.items())],
            batch_size=500,
        )
    return load


def pieces_of(load: FactFileLoad, checked: CheckedFacts) -> list[Piece]:
    """Every piece of the file, as it was cut when the load began."""
    return cut(checked, first_person=load.first_person, first_staff=load.first_staff, rows=load.rows_a_piece)


def pieces_done(load: FactFileLoad) -> set[int]:
    """The places of the pieces that are in the record."""
    return set(FactFilePiece.objects.filter(load=load).values_list("place", flat=True))


def note_piece(load: int, piece: Piece) -> bool:
    """Note, in the transaction that writes it, that a piece is there. False where it was: then write nothing.

    Waits for another process that is just writing the same piece, as one may that outlived its load.
    """
    row: dict[str, Any] = {
        "load_id": load,
        "place": piece.place,
        "of_staff": piece.of_staff,
        "first": piece.first,
        "last": piece.last,
        "facts": piece.rows,
    }
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL lock_timeout = 0")
        cursor.execute(
            f'INSERT INTO "{FactFilePiece._meta.db_table}" ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING',
            list(row.values()),
        )
        return bool(cursor.rowcount)


# --- what is refused --------------------------------------------------------------------------------------------


def _check_record(checked: CheckedFacts) -> None:
    name = checked.file.path
    if RecordMark.objects.exists():
        raise CannotLoad("This database holds the made-up people of the demo: nothing else is loaded among them.")
    half = half_loaded()
    if half:
        raise CannotLoad(str(half))
    is_made_up = checked.file.about.made_up is not None
    if is_made_up and not holds_made_up_people() and (Person.objects.exists() or ExtractLoad.objects.exists()):
        raise CannotLoad(f"{name} holds made-up people: they are never loaded among others. Use an empty database.")
    if not is_made_up and holds_made_up_people():
        raise CannotLoad(f"This record holds made-up people: {name} is never loaded among them. Use another database.")
    if not checked.streams.people:
        raise CannotLoad(f"{name} holds no facts about anybody: there is nothing to load.")
    _check_places(checked)


def _check_places(checked: CheckedFacts) -> None:
    about, name = checked.file.about, checked.file.path
    for each in about.organisations:
        if each.type not in TYPES:
            raise CannotLoad(f"{name}: the organisation {each.code} is of the type {each.type}, which there is not.")
    codes = [o.code for o in about.organisations] + [t.code for t in about.teams] + list(about.staff)
    at_most = longest(Person, "crn")
    for code in codes:
        if not 0 < len(code) <= at_most:
            raise CannotLoad(f"{name}: the code '{code[:30]}' has {len(code)} letters: a code has 1 to {at_most}.")
    known = {each.code for each in about.organisations} | set(Organisation.objects.values_list("code", flat=True))
    for team in about.teams:
        if team.organisation not in known:
            raise CannotLoad(
                f"{name}: the team {team.code} is of the organisation {team.organisation}, which there is not."
            )


M = TypeVar("M", bound=Model)


def _check_nobody_is_there(model: type[Model], column: str, codes: Iterable[str], word: str) -> None:
    manager = model._default_manager
    if not manager.exists():
        return
    wanted = sorted(set(codes))
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        there = manager.filter(**{f"{column}__in": some}).order_by(column).values_list(column, flat=True).first()
        if there is not None:
            raise CannotLoad(
                f"The record holds the {word} {there} already: a file of facts only brings people who are new to it."
            )


# --- ids and places ---------------------------------------------------------------------------------------------


def _reserved(model: type[Model], many: int) -> int:
    """The first of so many ids that are ours, one after another, whoever else is made meanwhile."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # While ids are taken, nobody else may take one: inserts wait until this transaction ends.
            cursor.execute(f'LOCK TABLE "{table}" IN SHARE ROW EXCLUSIVE MODE')
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [f'"{table}"'])
            sequence = cursor.fetchone()[0]
            cursor.execute("SELECT nextval(%s)", [sequence])
            first = int(cursor.fetchone()[0])
            cursor.execute("SELECT setval(%s, %s)", [sequence, first + max(many, 1) - 1])
            return first
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        last = max(int(found[0]) if found else 0, model._default_manager.aggregate(last=Max("pk"))["last"] or 0)
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last + many])
        return last + 1


def _write_places(about: About, teams: Iterable[tuple[str, str]]) -> None:
    """Organisations, brought up to date; and teams that are new. One that only facts name is called by its code."""
    long = longest(Organisation, "name")
    Organisation.objects.bulk_create(
        [Organisation(code=o.code, name=o.name[:long], type=o.type, owner=o.owner[:long]) for o in about.organisations],
        batch_size=200,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "type", "owner"],
    )
    known = set(Organisation.objects.values_list("code", flat=True))
    names = {pair: pair[1] for pair in teams if pair[0] in known}
    names |= {(team.organisation, team.code): team.name for team in about.teams}
    there = set(Team.objects.values_list("organisation_id", "code"))
    at_most = longest(Team, "name")
    Team.objects.bulk_create(
        [
            Team(organisation_id=pair[0], code=pair[1], name=name[:at_most])
            for pair, name in sorted(names.items())
            if pair not in there
        ],
        batch_size=200,
    )
