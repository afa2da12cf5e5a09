"""Entries that were recorded through a hearing whose match was wrong: hidden where they stand, written anew where they
belong, under numbers and names that nothing there has.

What agencies were asked and said stays behind, hidden: it was about somebody else, and in the right record it would be
an answer that nobody gave. The report owes its checks anew there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from throughcare.actions.streams import append_to
from throughcare.calendar import london_day
from throughcare.facts import Author, Fact, Officer, Provider, payload_of
from throughcare.facts.checks import AnswerAcknowledged, CheckChased, CheckNotAsked, CheckRequested, CheckReturned
from throughcare.facts.court import ReportRequested
from throughcare.facts.drafts import Draft
from throughcare.facts.identity import Identified
from throughcare.facts.record import ABOUT_THE_RECORD, Withdrawn, WrongPerson
from throughcare.facts.stream import hidden_numbers, threads_ever, withdrawn_numbers
from throughcare.records.models import CheckDoor, Hearing, Person, QualityMark, ReportDraft, User
from throughcare.records.streams import stream_of
from throughcare.rules.thread_names import first_free

OF_CHECKS = (CheckRequested, CheckNotAsked, CheckChased, CheckReturned, AnswerAcknowledged)
NOT_CARRIED = (Identified, *OF_CHECKS)
"""Who the right one is, is known from more than a list; what agencies said was asked about the wrong one."""
OF_ADVICE = ("advised", "advice", "differs")
"""What a request says of the form that was advised, which went by the wrong person's risk and concerns."""
DOOR_SHUT = "about somebody else"


def author_of(by: User) -> Author:
    """The author of what this user records."""
    return Author(Officer(by.code), Provider(by.organisation))


def thread_of(hearing: Hearing) -> str:
    """How the threads of facts that are recorded through a hearing begin: the thread itself, or it and a colon."""
    return f"hearing:{hearing.pk}"


def recorded_through(row: Hearing, stream: Sequence[Fact]) -> list[Fact]:
    """The facts that were recorded through this hearing and are not hidden yet, withdrawn ones too; and every check of
    its reports, whenever it was asked.

    Who the person is stays where anything else stands in their record: a record without a name is found by nobody.
    """
    hidden, start = hidden_numbers(stream), thread_of(row)
    threads = set(row.threads)
    threads |= {
        fact.thread for fact in stream if isinstance(fact, CheckRequested) and fact.report in threads and fact.thread
    }
    found = [
        fact
        for fact in stream
        if fact.thread is not None
        and (fact.thread == start or fact.thread.startswith(f"{start}:") or fact.thread in threads)
        and fact.number not in hidden
        and not isinstance(fact, ABOUT_THE_RECORD)
    ]
    numbers = {fact.number for fact in found} | hidden
    has_more = any(each.number not in numbers and not isinstance(each, ABOUT_THE_RECORD) for each in stream)
    if has_more or Hearing.objects.filter(person=row.person_id).exclude(pk=row.pk).exists():
        return [fact for fact in found if not isinstance(fact, Identified)]
    return found


def move(
    row: Hearing, moved: Sequence[Fact], wrong: Person, right: Person | None, *, reason: str, by: User, at: datetime
) -> None:
    """Mark entries as about somebody else, and write them anew: the same day, words and note.

    Drafts and marks of their reports go with them; links to agencies are shut. `row.threads` names what was carried,
    and is not saved here.
    """
    if not moved:
        return
    stream = stream_of(wrong)
    marks = [
        Draft(kind=WrongPerson, on=london_day(at), payload={"target": fact.number, "reason": reason}) for fact in moved
    ]
    append_to(wrong, drafts=marks, by=author_of(by), at=at)
    threads = threads_ever(moved)
    CheckDoor.objects.filter(person=wrong, thread__in=threads, closed_at=None).update(
        closed_at=at, closed_because=DOOR_SHUT
    )
    carried = [fact for fact in moved if not isinstance(fact, NOT_CARRIED)]
    if right is None or not carried:
        return
    names = _names(carried, stream_of(right), after=right.facts, own=thread_of(row))
    append_to(right, drafts=_anew(carried, stream, names, at), by=author_of(by), at=at)
    for was, now in names.threads.items():
        ReportDraft.objects.filter(person=wrong, thread=was).update(person=right, thread=now)
        QualityMark.objects.filter(person=wrong, thread=was).update(person=right, thread=now)
    row.threads = [names.threads[thread] for thread in row.threads if thread in names.threads]


@dataclass(frozen=True)
class _Names:
    """What carried facts are called in the right record: facts by their number, orders and threads by their name."""

    numbers: Mapping[int, int]
    orders: dict[str, str] = field(default_factory=dict)
    threads: dict[str, str] = field(default_factory=dict)


def _names(carried: Sequence[Fact], right: Sequence[Fact], *, after: int, own: str) -> _Names:
    """Names of their own for what is carried: the sentence of a hearing is a new order of whoever it is about, and no
    order that they had. Threads of the hearing itself (`own`) are nobody else's.
    """
    names = _Names({fact.number: number for number, fact in enumerate(carried, start=after + 1)})
    had, used = {order for fact in right if (order := _order(fact))}, threads_ever(right)
    for fact in carried:
        order, thread = _order(fact), fact.thread
        if order and order not in names.orders:
            taken = had | set(names.orders.values())
            names.orders[order] = order if order not in taken else _next(taken)
        if thread and thread not in names.threads:
            is_own = thread == own or thread.startswith(f"{own}:")
            names.threads[thread] = thread if is_own else first_free(thread, used | set(names.threads.values()))
    return names


def _order(fact: Fact) -> str | None:
    order: str | None = getattr(fact, "order", None)
    return order


def _next(taken: set[str]) -> str:
    return str(max((int(number) for number in taken if number.isdecimal()), default=0) + 1)


def _anew(carried: Sequence[Fact], stream: Sequence[Fact], names: _Names, at: datetime) -> list[Draft]:
    """The entries as they are written in the right record; what was withdrawn is withdrawn there too."""
    drafts = [
        Draft(
            kind=type(fact),
            on=fact.on,
            payload=_payload(fact, names),
            thread=names.threads.get(fact.thread or ""),
            note=fact.note,
        )
        for fact in carried
    ]
    gone = withdrawn_numbers(stream)
    latest = {fact.target: fact for fact in stream if isinstance(fact, Withdrawn)}
    for fact in carried:
        if fact.number in gone:
            payload = {"target": names.numbers[fact.number], "reason": latest[fact.number].reason}
            drafts.append(Draft(kind=Withdrawn, on=london_day(at), payload=payload))
    return drafts


def _payload(fact: Fact, names: _Names) -> dict[str, Any]:
    """What a fact says; a fact, an order or a report that it names is named as it is called now."""
    said = payload_of(fact)
    if said.get("opened_by") in names.numbers:
        said["opened_by"] = names.numbers[said["opened_by"]]
    for name, renamed in (("order", names.orders), ("report", names.threads)):
        if said.get(name) in renamed:
            said[name] = renamed[said[name]]
    if isinstance(fact, ReportRequested):
        said |= dict.fromkeys(OF_ADVICE)
    return said
