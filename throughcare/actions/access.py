"""What is written when somebody looks: the access log, and the reasons that open a case that is not one's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from throughcare.calendar import london_day
from throughcare.records.models import AccessEntry, Person, StatedReason, User
from throughcare.rules.access import check_reason
from throughcare.rules.log_words import in_the_log

AT_ONCE = 500
"""So many people are logged with one statement. The number is ours."""
_LOGGED = (
    f'INSERT INTO "{AccessEntry._meta.db_table}" ("at", "user_id", "role", "what", "why", "person_id") '
    f'SELECT %s, %s, %s, %s, %s, "id" FROM "{Person._meta.db_table}" WHERE "id" IN ({{}}) ORDER BY "id"'
)


def log_reads(people: Iterable[Person | int], *, by: User, what: str, why: str, at: datetime) -> None:
    """Add one entry for each person who was shown: on which page (`what`), and why the user may see them.

    One statement for some hundred people, and no object for each: every list of people comes here.
    """
    ids = sorted({person.pk if isinstance(person, Person) else person for person in people})
    said = [connection.ops.adapt_datetimefield_value(at), by.pk, by.role, what[:80], in_the_log(why)]
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        for some in (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)):
            cursor.execute(_LOGGED.format(", ".join(["%s"] * len(some))), [*said, *some])


def log_export(*, by: User, what: str, why: str, at: datetime) -> None:
    """Add one entry for an export as a whole; the people in it have entries of their own."""
    log_act(by=by, what=what, why=why, at=at)


def log_act(*, by: User, what: str, why: str, at: datetime) -> None:
    """Add one entry for what was done to nobody's record, such as a user added."""
    AccessEntry.objects.create(at=at, user=by, role=by.role, person=None, what=what[:80], why=why)


def state_reason(*, by: User, person: Person, reason: str, at: datetime) -> StatedReason:
    """Keep why a user needs a case; it opens the case to them until the end of the day. Raises as `check_reason`."""
    kept = check_reason(reason)
    return StatedReason.objects.create(user=by, person=person, at=at, until_on=london_day(at), reason=kept)
