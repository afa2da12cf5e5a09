"""Telling the writers of open reports that the hearing for which they write was moved, or left the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from throughcare.actions.notices import tell
from throughcare.facts.words import say_day
from throughcare.records.models import CourtItem, Hearing, HearingState, Notice, User


def tell_writers(hearings: Iterable[Hearing], *, at: datetime) -> None:
    """Each writer of an open report that was asked for through one of these hearings is told, signed or not; or through
    an earlier hearing of the same case, for what is asked for today is given on the next day.

    The day for which the court asked stays as it is until somebody records another: a list is not the court's word.
    Called in the transaction that moves the hearings.
    """
    moved = _by_thread([each for each in hearings if each.person_id is not None])
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


def _by_thread(hearings: Sequence[Hearing]) -> dict[tuple[int | None, str], Hearing]:
    """By person and thread, the hearing that was moved: the latest, of those that share a court, reference and person
    with the hearing through which the thread was recorded.
    """
    of_case = {_case_of(each): each for each in sorted(hearings, key=lambda each: (each.listed_on, each.pk))}
    if not of_case:
        return {}
    through = Hearing.objects.filter(
        court__in={court for court, _, _ in of_case},
        list_reference__in={reference for _, reference, _ in of_case},
        person__in={person for _, _, person in of_case},
    )
    return {
        (each.person_id, thread): of_case[_case_of(each)]
        for each in through.order_by("pk")
        for thread in each.threads
        if _case_of(each) in of_case
    }


def _case_of(hearing: Hearing) -> tuple[str, str, int | None]:
    return hearing.court_id, hearing.list_reference, hearing.person_id


def _text(hearing: Hearing, due: date | None) -> str:
    where = f"at {hearing.court.name} for which you write a report"
    still = f" The report is still asked for {say_day(due)}:" if due else ""
    ask = " ask the court for its day, and record it on the report." if due else " Ask the court for its day."
    if hearing.state == HearingState.OFF:
        return f"A hearing {where} is not on the latest list.{still}{ask}"
    return f"A hearing {where} is listed for {say_day(hearing.listed_on)} now.{still}{ask}"
