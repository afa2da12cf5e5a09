"""Recording what a member of staff can do: training, qualification, protected caseload, languages, places, sex."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from throughcare.actions.projections import facts_that_stand
from throughcare.actions.streams import append_to_staff
from throughcare.calendar import london_day
from throughcare.facts import Author, Fact, Officer, Provider
from throughcare.records.models import Staff, User
from throughcare.records.streams import staff_stream_of
from throughcare.rules.access import MayNot
from throughcare.rules.staff_records import (
    NOBODY_HERE,
    Said,
    StaffPlace,
    check_can_record_staff,
    decide_staff_record,
)


def record_on_staff(*, staff: str, said: Said, by: User, at: datetime) -> tuple[Fact, ...]:
    """Write what a manager said of a member of staff (code).

    Decided under the lock on their row, so that of two at once the second sees what the first wrote. Raises `MayNot`
    and `NotRecorded`, and then nothing was written.
    """
    with transaction.atomic():
        row = Staff.objects.select_for_update(no_key=True).filter(code=staff).first()
        if row is None:
            raise MayNot(NOBODY_HERE, hidden=True)
        check_can_record_staff(by.viewer, StaffPlace(row.code, row.organisation))
        stand = facts_that_stand(staff_stream_of(row)) if row.facts else []
        drafts = decide_staff_record(said, stand, today=london_day(at))
        author = Author(Officer(by.code), Provider(by.organisation))
        return append_to_staff(staff=staff, drafts=drafts, by=author, at=at)
