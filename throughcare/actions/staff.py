"""Recording on a member of staff: that they are not available; and who they are, for the forms that name staff."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from throughcare.actions.projections import facts_that_stand
from throughcare.actions.streams import append_to_staff
from throughcare.calendar import london_day
from throughcare.facts import Author, Fact, Officer, Provider
from throughcare.records.models import Staff, User
from throughcare.records.streams import staff_stream_of
from throughcare.rules.absence import Absence, absences_that_stand, decide_absence


def record_absence(
    *,
    officer: str,
    first_on: date | None,
    until_on: date | None,
    cover: str | None,
    changes: int | None,
    by: User,
    at: datetime,
) -> tuple[Fact, ...]:
    """A member of staff is not available; in place of the absence of number `changes`, where given.

    Decided under the lock on their row, so that of two at once the second sees what the first wrote. Raises
    `NotRecorded`, and then nothing was written.
    """
    with transaction.atomic():
        row = Staff.objects.select_for_update(no_key=True).get(code=officer)
        drafts = decide_absence(
            _absences(row),
            officer=officer,
            first_on=first_on,
            until_on=until_on,
            cover=cover,
            changes=changes,
            today=london_day(at),
        )
        author = Author(Officer(by.code), Provider(by.organisation))
        return append_to_staff(staff=officer, drafts=drafts, by=author, at=at)


def absences_of(code: str) -> tuple[Absence, ...]:
    """The absences of a member of staff that stand, past ones too."""
    return _absences(Staff.objects.get(code=code))


def _absences(row: Staff) -> tuple[Absence, ...]:
    return absences_that_stand(facts_that_stand(staff_stream_of(row))) if row.facts else ()


def staff_of_organisation(organisation: str) -> list[tuple[str, str]]:
    """Code and name of everybody who holds a post in an organisation, by name."""
    found = Staff.objects.filter(organisation=organisation).exclude(organisation="").values_list("code", "name")
    return sorted(((code, name or code) for code, name in found), key=lambda pair: (pair[1].casefold(), pair[0]))
