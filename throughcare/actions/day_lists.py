"""Day lists taken in: from a file or typed. A hearing that changes keeps what it said before, and whom it was about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from throughcare.actions.access import log_act
from throughcare.actions.moved_entries import thread_of
from throughcare.actions.moved_hearings import tell_writers
from throughcare.actions.record import UNDO_WITHIN
from throughcare.calendar import london_day
from throughcare.exchange.day_lists import DayListRead
from throughcare.facts.words import say_day, say_list
from throughcare.records.models import Court, Hearing, HearingChange, HearingState, ReceivedList, User
from throughcare.records.queries.day_lists import courts_of, results_of
from throughcare.rules.day_lists import Listed
from throughcare.rules.refusals import FieldFault, NotRecorded

TOLD = (
    *("given_names", "family_name", "born_on", "sex", "address", "pnc", "said_crn"),
    *("offences", "hearing_type", "at_time", "room", "listed_on"),
)
"""What a list tells of a hearing beside court and reference: each change of it is kept."""
WHEN = frozenset({"listed_on", "at_time", "room"})
"""What makes a hearing a moved one when it changes."""
AT_ONCE = 200
"""So many rows are written with one statement. The number is ours."""

Key = tuple[date, str]


@dataclass(slots=True)
class _Work:
    """What one list makes of the hearings of one court."""

    new: list[Hearing] = field(default_factory=list)
    changed: list[Hearing] = field(default_factory=list)
    reordered: list[Hearing] = field(default_factory=list)
    """The same in all they tell, and at another place on the list: saved, and no change to anybody."""
    same: int = 0
    missing: int = 0
    adopted: int = 0
    """Typed before the list had them, and the same in all they tell: the list's from now on."""
    changes: list[HearingChange] = field(default_factory=list)


def receive_day_list(
    *, read: DayListRead, by: User, at: datetime, token: str, name: str, is_part: bool = False
) -> ReceivedList:
    """Take in what a file holds: all its good rows, or nothing.

    A hearing that is listed already, or was moved, is brought up to date and keeps its person. One that a newer list of
    the same court and day leaves out is marked so; nobody is marked where a refused row may be theirs, or where it is a
    part of a list (`is_part`), for example that of the afternoon.
    The same form sent again records once. Raises `NotRecorded` where a court is not the user's.
    """
    with transaction.atomic():
        before = ReceivedList.objects.filter(token=token, by=by).first()
        if before is not None:
            return before
        courts = _locked(by, {row.court for row in read.rows})
        # Asked again: two sendings of one form wait for each other at the courts.
        if (before := ReceivedList.objects.filter(token=token, by=by).first()) is not None:
            return before
        cause = f"list “{name[:80]}” of {say_day(london_day(at))}"
        works = [_of_court(court, read, by, at, cause, is_part) for court in courts]
        for work in works:
            Hearing.objects.bulk_create(work.new, batch_size=AT_ONCE)
            Hearing.objects.bulk_update(work.reordered, ["position"], batch_size=AT_ONCE)
            Hearing.objects.bulk_update(work.changed, [*TOLD, "state", "position", "is_typed"], batch_size=AT_ONCE)
            HearingChange.objects.bulk_create(work.changes, batch_size=AT_ONCE)
        tell_writers(_moved(works), at=at)
        log_act(by=by, what="day list received", why=f"{name[:80]}: {len(read.rows)} hearings", at=at)
        return ReceivedList.objects.create(
            token=token,
            at=at,
            by=by,
            name=name[:120],
            days=sorted({f"{row.court} {row.listed_on.isoformat()}" for row in read.rows}),
            added=sum(len(work.new) for work in works),
            changed=sum(len(work.changed) - work.missing - work.adopted for work in works),
            same=sum(work.same for work in works),
            missing=sum(work.missing for work in works),
            refusals=[[each.line, each.column, each.value, each.reason] for each in read.refusals],
        )


def _moved(works: Iterable[_Work]) -> list[Hearing]:
    """The hearings that a list gives another day, or leaves out."""
    days = {change.hearing_id for work in works for change in work.changes if change.field == "listed_on"}
    off = {
        change.hearing_id
        for work in works
        for change in work.changes
        if change.field == "state" and change.after == HearingState.OFF
    }
    return [each for work in works for each in work.changed if each.pk in days | off]


def _locked(by: User, codes: Collection[str]) -> list[Court]:
    """The courts of a list, so that of two lists at once the second sees what the first wrote."""
    mine = set(courts_of(by.viewer).filter(code__in=codes).values_list("code", flat=True))
    if others := sorted(set(codes) - mine):
        sentence = f"{say_list(others)} is no court of your organisation: nothing was recorded."
        raise NotRecorded((FieldFault("court", sentence),))
    return list(Court.objects.select_for_update(no_key=True).filter(code__in=codes).order_by("code"))


def _of_court(court: Court, read: DayListRead, by: User, at: datetime, cause: str, is_part: bool) -> _Work:
    rows = [row for row in read.rows if row.court == court.code]
    days = {row.listed_on for row in rows}
    held = _held(court, rows, days)
    finished = _finished(held)
    by_key: dict[Key, Hearing] = {(each.listed_on, each.list_reference): each for each in held}
    listed = {(row.listed_on, row.list_reference) for row in rows}
    gone_from = set() if is_part else days
    elsewhere = _elsewhere((each for each in held if each.pk not in finished), listed, gone_from, london_day(at))
    work, seen = _Work(), set()
    for position, row in enumerate(rows):
        key = row.listed_on, row.list_reference
        hearing = by_key.get(key) or elsewhere.pop(row.list_reference, None)
        if hearing is None:
            work.new.append(_made(court, row, by, at, position))
            continue
        seen.add(hearing.pk)
        was_typed, hearing.is_typed = hearing.is_typed, False
        before, changes = hearing.position, _brought_up_to_date(hearing, row, position, by, at, cause)
        work.changes += changes
        work.same += not changes
        work.adopted += was_typed and not changes
        if changes or was_typed:
            work.changed.append(hearing)
        elif position != before:
            work.reordered.append(hearing)
    seen |= finished
    left = [each for each in held if each.pk not in seen and each.listed_on in days and not each.is_typed]
    if not is_part:
        _mark_missing(work, left, read, by, at, cause)
    return work


def _held(court: Court, rows: Sequence[Listed], days: set[date]) -> list[Hearing]:
    """The hearings of these days, and those of the same references that a list left out: these may have been moved.
    What was typed by hand is no list's, until a list has it under the court's own reference.
    """
    of_court = Hearing.objects.select_for_update(no_key=True).filter(court=court).order_by("pk")
    found = {each.pk: each for each in of_court.filter(listed_on__in=days, is_typed=False)}
    references = list({row.list_reference for row in rows})
    for start in range(0, len(references), AT_ONCE):
        of_these = of_court.filter(list_reference__in=references[start : start + AT_ONCE])
        wanted = Q(state=HearingState.OFF, is_typed=False) | Q(listed_on__in=days, is_typed=True)
        found |= {each.pk: each for each in of_these.filter(wanted)}
    return list(found.values())


def _finished(held: Iterable[Hearing]) -> set[int]:
    """The ids of those of which it stands on the record what became of them. A list that leaves them out says nothing
    more of them, and the next day of the same case is another hearing.
    """
    of_somebody = {thread_of(each): each for each in held if each.person_id is not None}
    held_on_record = results_of({each.person_id for each in of_somebody.values() if each.person_id is not None})
    return {each.pk for thread, each in of_somebody.items() if thread in held_on_record}


def _elsewhere(held: Iterable[Hearing], listed: set[Key], days: set[date], today: date) -> dict[str, Hearing]:
    """By reference, the hearing that this list has on another day instead, the latest: it was moved.

    `held` are those of which nobody has recorded what became of them. It was left out by an earlier list, or is by this
    one. A hearing of another day that still stands there is another
    hearing of the same case, and its person is offered for the new one and not carried over.
    """
    return {
        each.list_reference: each
        for each in sorted(held, key=lambda each: each.listed_on)
        if (each.listed_on, each.list_reference) not in listed
        and (each.state == HearingState.OFF or (each.listed_on in days and each.listed_on >= today))
    }


def _made(court: Court, row: Listed, by: User, at: datetime, position: int, **more: object) -> Hearing:
    told = {name: getattr(row, name) for name in TOLD}
    return Hearing(
        court=court,
        list_reference=row.list_reference,
        position=position,
        received_at=at,
        received_by=by,
        **told,
        **more,
    )


def _brought_up_to_date(
    hearing: Hearing, row: Listed, position: int, by: User, at: datetime, cause: str
) -> list[HearingChange]:
    """Put what the list says on the hearing; what it said before is kept."""
    changes = []
    for name in TOLD:
        before, after = getattr(hearing, name), getattr(row, name)
        if before != after:
            changes.append(_change(hearing, name, before, after, by, at, cause))
            setattr(hearing, name, after)
    state = hearing.state
    if any(change.field in WHEN for change in changes):
        state = HearingState.MOVED
    elif state == HearingState.OFF:
        state = HearingState.LISTED
    if state != hearing.state:
        changes.append(_change(hearing, "state", hearing.state, state, by, at, cause))
        hearing.state = state
    hearing.position = position
    return changes


def _change(
    hearing: Hearing, name: str, before: object, after: object, by: User, at: datetime, cause: str
) -> HearingChange:
    told = [
        "" if each is None else each.isoformat() if isinstance(each, date) else str(each) for each in (before, after)
    ]
    return HearingChange(hearing=hearing, at=at, by=by, cause=cause, field=name, before=told[0], after=told[1])


def _mark_missing(work: _Work, left: Iterable[Hearing], read: DayListRead, by: User, at: datetime, cause: str) -> None:
    """Whoever the newer list leaves out is marked, never deleted. A refused row may be anybody's of its reference."""
    if read.is_unsure:
        return
    for hearing in left:
        if hearing.state != HearingState.OFF and hearing.list_reference not in read.refused_references:
            work.changes.append(_change(hearing, "state", hearing.state, HearingState.OFF, by, at, cause))
            hearing.state = HearingState.OFF
            work.changed.append(hearing)
            work.missing += 1


# --- typed by hand ------------------------------------------------------------------------------------------------


def type_hearing(*, listed: Listed, by: User, at: datetime, token: str) -> Hearing:
    """A defendant who stands on no list that was sent in. The same form sent again records once, and so do the same
    words of the same user on a fresh page within ten minutes: they had gone back.

    Raises `NotRecorded` where the court is not the user's, or the reference is on the list of this day already.
    """
    with transaction.atomic():
        if before := Hearing.objects.filter(token=token, received_by=by).first():
            return before
        (court,) = _locked(by, {listed.court})
        if before := Hearing.objects.filter(token=token, received_by=by).first():
            return before
        same = Hearing.objects.filter(court=court, listed_on=listed.listed_on)
        if before := _typed_again(same, listed, by, at):
            return before
        if same.filter(list_reference=listed.list_reference).exists():
            sentence = "This reference stands on the list of this court and day already: look at the list."
            raise NotRecorded((FieldFault("reference", sentence),))
        hearing = _made(court, listed, by, at, same.count(), is_typed=True, token=token)
        hearing.save()
        return hearing


def take_off_list(*, hearing: Hearing, by: User, at: datetime, is_off: bool) -> None:
    """What was typed by mistake is marked as off the list, or put back. What a list has is the list's, and where
    something was recorded through a hearing it stays: nothing is done then.
    """
    state = HearingState.OFF if is_off else HearingState.LISTED
    with transaction.atomic():
        row = Hearing.objects.select_for_update(no_key=True).get(pk=hearing.pk)
        if not row.is_typed or row.threads or row.state == state:
            return
        _change(row, "state", row.state, state, by, at, "by hand").save()
        row.state = state
        row.save(update_fields=["state"])
        log_act(by=by, what="hearing taken off the list" if is_off else "hearing put back", why=str(row), at=at)


def _typed_again(same: QuerySet[Hearing], listed: Listed, by: User, at: datetime) -> Hearing | None:
    """What this user typed just now, if this is the very same again. A reference of ours is nobody's, and differs."""
    just_now = same.filter(is_typed=True, received_by=by, received_at__gt=at - UNDO_WITHIN, received_at__lte=at)
    alike = just_now.filter(**{name: getattr(listed, name) for name in TOLD}).exclude(state=HearingState.OFF)
    ours = listed.list_reference.startswith(OUR_REFERENCE)
    return alike.filter(
        **{"list_reference__startswith": OUR_REFERENCE} if ours else {"list_reference": listed.list_reference}
    ).first()


OUR_REFERENCE = "typed "
"""How a reference begins that is ours."""


def typed_reference(token: str) -> str:
    """The reference of a hearing whose own nobody knows: one of ours, which no court's system gives."""
    return f"{OUR_REFERENCE}{token[:12]}"


def note_thread(hearing: Hearing, thread: str) -> None:
    """Remember that facts of this thread were recorded through a hearing: where its match is undone, they go with it.

    Called in the transaction that records the facts. Raises `NotRecorded` where the hearing has no person.
    """
    with transaction.atomic():
        row = Hearing.objects.select_for_update(no_key=True).get(pk=hearing.pk)
        if row.person_id is None:
            raise NotRecorded((FieldFault("", "Nobody has said yet who this is: nothing can be recorded on them."),))
        if thread not in row.threads:
            row.threads = [*row.threads, thread]
            row.save(update_fields=["threads"])
        hearing.threads = row.threads
