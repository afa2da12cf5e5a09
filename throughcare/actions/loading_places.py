"""Organisations, teams and staff from an extract: rows that are brought up to date, and posts as facts of the staff."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from throughcare.actions.loading_changes import Change, by_column
from throughcare.actions.streams import append_staff_facts
from throughcare.exchange.extracts import Extract
from throughcare.facts import Provider
from throughcare.facts.staff import Grade, PostHeld
from throughcare.records.columns import longest
from throughcare.records.models import Organisation, Staff, Team
from throughcare.records.queries.organisations import names_of_teams

_SHARE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,6})?")


def load_organisations(changes: Iterable[Change]) -> None:
    """Make or bring up to date the organisations whose rows are new or changed. A name too long for a list is cut."""
    rows = []
    for cells in (by_column(change.row) for change in changes if change.row.table == "providers"):
        code = cells["ProviderCode"]
        name = (cells["Name"] or code)[: longest(Organisation, "name")]
        owner = cells["Owner"][: longest(Organisation, "owner")]
        rows.append(Organisation(code=code, name=name, type=cells["Type"], owner=owner))
    Organisation.objects.bulk_create(
        rows,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "type", "owner"],
    )


def load_teams(extract: Extract) -> None:
    """Make the teams that staff and allocations name; each is called by its code until somebody names it.

    The same code with two organisations is two teams.
    """
    wanted: set[tuple[str, str]] = set()
    for table in extract.tables:
        if table.table.name in ("officers", "allocations"):
            for code, organisation in zip(table.good["TeamCode"], table.good["ProviderCode"], strict=True):
                if code:
                    wanted.add((organisation, code))
    new = wanted - names_of_teams().keys()
    Team.objects.bulk_create(
        [Team(code=code, organisation_id=organisation, name=code) for organisation, code in sorted(new)], batch_size=200
    )


def load_staff(changes: Iterable[Change], *, as_of: date, recorded_at: datetime) -> dict[str, list[int]]:
    """Record the posts of staff whose rows are new or changed, where they hold another one so far.

    Returns by code the numbers of the facts that their rows stand for now (none where nothing was recorded).
    """
    rows = {change.row.cells[0]: by_column(change.row) for change in changes if change.row.table == "officers"}
    held = _staff(list(rows))
    Staff.objects.bulk_create([Staff(code=code) for code in rows if code not in held], batch_size=200)
    numbers: dict[str, list[int]] = {}
    for code, cells in rows.items():
        post = post_of(cells)
        member = held.get(code)
        if member is None or not _holds(member, post):
            number = member.facts + 1 if member else 1
            append_staff_facts(code, [PostHeld(person=code, number=number, on=as_of, recorded_at=recorded_at, **post)])
            numbers[code] = [number]
    return numbers


def _staff(codes: Sequence[str], batch: int = 500) -> dict[str, Staff]:
    found: dict[str, Staff] = {}
    for start in range(0, len(codes), batch):
        some = Staff.objects.select_for_update(no_key=True).filter(code__in=codes[start : start + batch])
        found |= {member.code: member for member in some}
    return found


def post_of(cells: dict[str, str]) -> dict[str, Any]:
    """The post that a row of officers says. The share of full time is a free column: what is no number says nothing."""
    share = cells["FTE"]
    return {
        "provider": Provider(cells["ProviderCode"]),
        "team": cells["TeamCode"] or None,
        "grade": Grade(cells["Grade"]),
        "full_time": float(share) if _SHARE.fullmatch(share) else None,
    }


def _holds(member: Staff, post: dict[str, Any]) -> bool:
    """Whether a member of staff holds just this post, as the row repeats it."""
    return (member.organisation, member.team or None, member.grade, member.full_time) == (
        post["provider"],
        post["team"],
        post["grade"],
        post["full_time"],
    )
