"""Opening a closed record in danger, and judging that afterwards. What is opened is in `rules.broken_glass`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from throughcare.actions.notices import tell
from throughcare.facts.words import say_day
from throughcare.records.models import AccessEntry, BrokenGlass, Notice, Person, User
from throughcare.records.queries.glass import OPENED, REFUSED, case_of_number, refused_to
from throughcare.rules.access import CaseHeld, Role, can_see_exists
from throughcare.rules.broken_glass import (
    LOCKED,
    OPEN_FOR,
    Glass,
    can_be_opened,
    check_judgement,
    is_locked,
    judge_by,
    number_and_danger,
    say_until,
    who_is_told,
)
from throughcare.rules.log_words import in_the_log
from throughcare.rules.refusals import FieldFault, NotRecorded


@dataclass(frozen=True, slots=True)
class Broken:
    """What became of a number that was typed in danger: the number of the person who is open to read now, or none."""

    crn: str | None
    was_open: bool = False
    """It was open to them already, and nothing was recorded."""


def break_glass(*, crn: str | None, reason: str | None, by: User, at: datetime) -> Broken:
    """Open the record of this number to read, for an hour, and tell at once whoever answers for it.

    A number that is not there and one that an exclusion keeps from this user are refused alike: both are logged, and
    told to the data officers. Raises `NotRecorded` where the reason is none, or too many numbers were refused.
    """
    number, why = number_and_danger(crn, reason)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)  # one number after the other
        if is_locked(refused_to(by, at), at):
            raise NotRecorded((FieldFault("crn", LOCKED),))
        person, case = case_of_number(number)
        if person is None or not can_be_opened(by.viewer, case):
            _refuse(number, person, case, why, by, at)
            return Broken(None)
        if can_see_exists(by.viewer, case) or _is_broken(by, person, at):
            return Broken(person.crn, was_open=True)
        _open(person, case, why, by, at)
        return Broken(person.crn)


def _is_broken(by: User, person: Person, at: datetime) -> bool:
    return BrokenGlass.objects.filter(user=by, person=person, at__lte=at, until__gt=at).exists()


def _refuse(crn: str, person: Person | None, case: CaseHeld, why: str, by: User, at: datetime) -> None:
    """Keep that the number was typed and not opened, and tell the data officers."""
    said = f"typed {crn} in danger: {why}"
    AccessEntry.objects.create(at=at, user=by, role=by.role, person=person, what=REFUSED, why=said)
    text = (
        f"{by.name} ({Role(by.role).label.lower()}) typed the number {crn} to open a record in danger, and none was "
        f"opened. They wrote: “{why}”. Ask them whether somebody still is in danger."
    )
    officers = User.objects.filter(role=Role.DATA_OFFICER.value, is_active=True).values_list("pk", "code")
    tell([Notice(user_id=pk, text=text, at=at) for pk, code in officers if code not in case.excluded])


def _open(person: Person, case: CaseHeld, why: str, by: User, at: datetime) -> None:
    users = list(User.objects.filter(is_active=True, role__in=_WHO_MAY_BE_TOLD).only(*_OF_A_USER))
    codes = who_is_told(case, by.viewer, (each.viewer for each in users))
    glass = Glass(at, at + OPEN_FOR, why)
    BrokenGlass.objects.create(
        user=by,
        person=person,
        organisation=case.organisation or "",
        at=glass.at,
        until=glass.until,
        reason=why,
        told=codes,
    )
    until = say_until(glass)
    said = in_the_log(f"you opened it in danger until {until}: {why}")
    AccessEntry.objects.create(at=at, user=by, role=by.role, person=person, what=OPENED, why=said)
    text = (
        f"{by.name} ({Role(by.role).label.lower()}) opened the record of {person.crn} to read until {until}, because "
        f"somebody is in danger. They wrote: “{why}”. Whoever may judge it does so by {say_day(judge_by(at))}."
    )
    tell([Notice(user=each, person=person, text=text, at=at) for each in users if each.code in codes])


_WHO_MAY_BE_TOLD = (Role.PRACTITIONER.value, Role.SENIOR_PROBATION_OFFICER.value, Role.DATA_OFFICER.value)
_OF_A_USER = ("code", "name", "role", "organisation", "team")


def judge_glass(*, glass: int, was_right: bool | None, words: str | None, by: User, at: datetime) -> None:
    """Keep whether it was right to open a record in danger, and tell whoever did it. Once: a judgement stands.

    That `by` may know of it is for the page to ask (`queries.glass.opening_of`). Raises `NotRecorded`.
    """
    with transaction.atomic():
        row = (
            BrokenGlass.objects.select_for_update(no_key=True, of=("self",))
            .select_related("user", "person")
            .get(pk=glass)
        )
        kept = check_judgement(
            opener=row.user.code,
            by=by.code,
            is_judged=row.reviewed_at is not None,
            was_right=was_right,
            words=words,
        )
        row.reviewed_by, row.reviewed_at, row.was_right, row.judgement = by, at, was_right, kept
        row.save(update_fields=["reviewed_by", "reviewed_at", "was_right", "judgement"])
        found = "was right" if was_right else "was not right"
        text = f"{by.name} judged that it {found} to open the record of {row.person.crn} in danger: “{kept}”."
        tell([Notice(user=row.user, text=text, at=at)])
