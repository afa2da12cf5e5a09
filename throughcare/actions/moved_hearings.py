"""Telling the writers of open reports that the hearing for which they write was moved, or left the list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from throughcare.actions.notices import tell
from throughcare.facts.words import say_day
from throughcare.records.models import CourtItem, Hearing, HearingState, Notice, User


def tell_writers(hearings: Iterable[Hearing], *, at: datetime) -> None:
    """Each writer of an open report that was asked for through one of these hearings is told, signed or not.

    The day for which the court asked stays as it is until somebody records another: a list is not the court's word.
    Called in the transaction that moves the hearings.
    """
    moved = {(each.person_id, thread): each for each in hearings for thread in each.threads}
    if not moved:
        return
    to_give = CourtItem.objects.filter(person__in={person for person, _ in moved}, what=CourtItem.What.GIVE)
    asked: list[tuple[str, Hearing, date | None]] = [
        (writer, moved[person, thread], due)
        for person, thread, writer, due in to_give.exclude(who="").values_list("person_id", "thread", "who", "due")
        if (person, thread) in moved
    ]
    users = dict(User.objects.filter(code__in={code for code, _, _ in asked}).values_list("code", "pk"))
    tell(
        [
            Notice(user_id=users[code], person_id=hearing.person_id, hearing=hearing, text=_text(hearing, due), at=at)
            for code, hearing, due in asked
            if code in users
        ]
    )


def _text(hearing: Hearing, due: date | None) -> str:
    where = f"at {hearing.court.name} for which you write a report"
    still = f" The report is still asked for {say_day(due)}:" if due else ""
    ask = " ask the court for its day, and record it on the report." if due else " Ask the court for its day."
    if hearing.state == HearingState.OFF:
        return f"A hearing {where} is not on the latest list.{still}{ask}"
    return f"A hearing {where} is listed for {say_day(hearing.listed_on)} now.{still}{ask}"
