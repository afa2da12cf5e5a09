"""Who a defendant is: said by a person, and undone without loss. Nothing here decides by itself.

What was recorded through a hearing whose match was wrong is hidden where it stands, at once and in every view of the
past, and is written anew where it belongs; whoever read the wrong record meanwhile is told.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from throughcare.actions.access import log_reads
from throughcare.actions.moved_entries import NOT_CARRIED, OF_CHECKS, author_of, move, recorded_through, thread_of
from throughcare.actions.notices import tell
from throughcare.actions.streams import append_to
from throughcare.calendar import london_day
from throughcare.facts import Fact
from throughcare.facts.drafts import Draft
from throughcare.facts.identity import Identified
from throughcare.facts.words import say_day
from throughcare.records.models import Hearing, MatchDecision, Notice, Person, User
from throughcare.records.queries.day_lists import hearings_of, holder_of, person_to_name, readers_since
from throughcare.records.queries.matching import identity_of
from throughcare.records.streams import stream_of
from throughcare.rules.access import NOT_THERE
from throughcare.rules.matching import VERSION, Band, Identity, Match, compare
from throughcare.rules.refusals import Faults, FieldFault, NotRecorded
from throughcare.rules.texts_as_typed import REASON_AT_MOST, WORDS_AT_LEAST, as_kept, fault_in_text, letters_in

FIRST_CRN, LAST_CRN = 1, 999_999
_OURS = re.compile(r"N([0-9]{6})")
TRIES = 20
"""So often a number is looked for where others begin records at the same instant. The number is ours."""

DECIDED = (
    "Somebody has said already who this is: nothing was recorded. Look at the decision, and undo it if it is wrong."
)
NOT_DECIDED = "Nobody has said yet who this is, or it was undone already: nothing was changed."
WHOSE = "Entries were recorded through this hearing: say whose they are, so that nothing is lost."
BEGUN_ALREADY = "This is a record of its own already, begun for this hearing: say which person it is."
CHECKS_ANEW = "What other agencies were asked was about somebody else and is not carried over: ask for the checks anew."
LIKENESS_WEAK = "Say in words why it is this person: the comparison does not say so by itself."


def confirm_match(
    *, hearing: Hearing, person: str, by: User, at: datetime, token: str, reason: str | None = None
) -> MatchDecision:
    """Somebody says that the defendant is the person of this number. The same form sent again records once.

    Where the comparison is weak a reason is asked for. Raises `NotRecorded`: decided already, no reason, or a person of
    whom the user may not learn, in the words for one who is not there.
    """
    with transaction.atomic():
        row = _locked(hearing, by)
        if before := MatchDecision.objects.filter(token=token, decided_by=by).first():
            return before
        _check_open(row)
        found = person_to_name(by.viewer, person)
        if found is None:
            raise NotRecorded((FieldFault("person", NOT_THERE),))
        match = compare(identity_of(row), _as_known(found))
        said = _reason(reason, needed="" if match.band in (Band.EXACT, Band.LIKELY) else LIKENESS_WEAK)
        log_reads([found], by=by, what="confirmed at court", why="said who a defendant is", at=at)
        row.person = hearing.person = found
        row.save(update_fields=["person"])
        return MatchDecision.objects.create(
            hearing=row, person=found, decided_by=by, at=at, reason=said, basis=_basis(match), token=token
        )


def say_not_known(*, hearing: Hearing, by: User, at: datetime, token: str, reason: str | None = None) -> MatchDecision:
    """Somebody says that the defendant is nobody who is known: a record is begun, with what the list says of them.

    The same form sent again records once. Raises `NotRecorded` where it is decided already.
    """
    with transaction.atomic():
        row = _locked(hearing, by)
        if before := MatchDecision.objects.filter(token=token, decided_by=by).first():
            return before
        _check_open(row)
        said = _reason(reason)
        begun = _begin(row, by, at)
        row.person = hearing.person = begun
        row.save(update_fields=["person"])
        return MatchDecision.objects.create(
            hearing=row, begun=begun, decided_by=by, at=at, reason=said, basis={"version": VERSION}, token=token
        )


def undo_match(
    *,
    hearing: Hearing,
    by: User,
    at: datetime,
    token: str,
    reason: str | None,
    to: str | None = None,
    as_new: bool = False,
) -> MatchDecision:
    """The defendant is not who somebody said. `to` is the number of the person that it is, `as_new` that it is nobody
    who is known; neither leaves it open, which is refused where entries were recorded through the hearing.

    Those entries are hidden in the wrong record and written anew in the right one, the same in all they say. Whoever
    read the wrong record since, and both holders, get a notice. Returns the decision that was undone. The same form
    sent again undoes once. Raises `NotRecorded`, and then nothing was changed.
    """
    with transaction.atomic():
        row = _locked(hearing, by)
        if before := MatchDecision.objects.filter(undone_token=token, undone_by=by).first():
            return before
        decision = MatchDecision.objects.filter(hearing=row, undone_at__isnull=True).first()
        if row.person is None or decision is None or person_to_name(by.viewer, row.person.crn) is None:
            raise NotRecorded((FieldFault("", NOT_DECIDED),))  # of somebody hidden nothing is told, and nothing moved
        said = _reason(reason, needed="Say why it is not this person: whoever read the record is told.")
        right = _right(row, to, by)
        wrong = _lock_people({row.person.pk, *([right.pk] if right else [])})[row.person.pk]
        if as_new and decision.begun_id is not None:
            raise NotRecorded((FieldFault("to", BEGUN_ALREADY),))
        moved = recorded_through(row, stream_of(wrong))
        decision.undone_at, decision.undone_by, decision.undone_reason, decision.undone_token = at, by, said, token
        decision.save()
        if right is None and as_new:
            right = _begin(row, by, at)
        elif right is None and any(not isinstance(fact, NOT_CARRIED) for fact in moved):
            raise NotRecorded((FieldFault("to", WHOSE),))
        move(row, moved, wrong, right, reason=said, by=by, at=at)
        _decide_anew(row, right, begun=as_new and to is None, by=by, at=at, reason=said)
        hearing.person, hearing.threads = row.person, row.threads
        _tell(row, wrong, right, decision, moved, by, at)
        return decision


# --- the hearing and the people, under their locks ----------------------------------------------------------------


def _locked(hearing: Hearing, by: User) -> Hearing:
    """The hearing, of a court of the user's, so that of two decisions at once the second sees the first."""
    mine = hearings_of(by.viewer).filter(pk=hearing.pk).values("pk")
    row = Hearing.objects.select_for_update(no_key=True).filter(pk__in=mine).first()
    if row is None:
        raise NotRecorded((FieldFault("", "There is no such hearing at the courts of your organisation."),))
    return row


def _lock_people(pks: Iterable[int]) -> Mapping[int, Person]:
    """These people, locked in one order, so that two moves at once do not wait for each other for ever."""
    found = Person.objects.select_for_update(no_key=True).filter(pk__in=set(pks)).order_by("pk")
    return {person.pk: person for person in found}


def _check_open(row: Hearing) -> None:
    if row.person_id is not None:
        raise NotRecorded((FieldFault("", DECIDED),))


def _reason(text: str | None, *, needed: str = "") -> str:
    kept = as_kept(text)
    faults = Faults()
    if needed and letters_in(kept) < WORDS_AT_LEAST:
        faults.add("reason", needed if not kept else f"{needed} At least {WORDS_AT_LEAST} letters or digits.")
    elif (fault := fault_in_text(kept, at_most=REASON_AT_MOST)) is not None:
        faults.add("reason", fault)
    faults.check()
    return kept


def _right(row: Hearing, to: str | None, by: User) -> Person | None:
    """Whom the hearing is about instead; None where that is not said, or it is nobody who is known."""
    if not as_kept(to):
        return None
    found = person_to_name(by.viewer, to or "")
    if found is None:
        raise NotRecorded((FieldFault("to", NOT_THERE),))
    if found.pk == row.person_id:
        raise NotRecorded((FieldFault("to", "That is the person whom you say it is not: type another number."),))
    return found


def _as_known(person: Person) -> Identity:
    return Identity(
        given_names=person.given_names,
        family_name=person.family_name,
        born_on=person.born_on,
        sex=person.sex,
        address=person.address,
        pnc=person.pnc,
        crn=person.crn,
    )


def _basis(match: Match) -> dict[str, Any]:
    """What the comparison said when somebody decided."""
    return {"version": VERSION, "score": match.score, "band": match.band.value, "reasons": list(match.reasons)}


# --- a record is begun --------------------------------------------------------------------------------------------


def _begin(row: Hearing, by: User, at: datetime) -> Person:
    """A new person with the next free number, known by what the list says of them."""
    person = _with_next_number()
    payload = {
        "given_names": row.given_names or None,
        "family_name": row.family_name or None,
        "born_on": row.born_on,
        "sex": row.sex or None,
        "pnc": row.pnc or None,
        "address": row.address or None,
    }
    draft = Draft(kind=Identified, on=london_day(at), payload=payload, thread=thread_of(row))
    append_to(person, drafts=[draft], by=author_of(by), at=at)
    return person


def _with_next_number() -> Person:
    """A person whose number is N and six digits, the next after the highest. Of two at once the second counts on."""
    for _ in range(TRIES):
        number = _highest() + 1
        if number > LAST_CRN:
            break
        try:
            with transaction.atomic():
                return Person.objects.create(crn=f"N{number:06}")
        except IntegrityError:
            continue
    raise NotRecorded((FieldFault("", "No number for a new record could be found: try again."),))


def _highest() -> int:
    of_ours = Person.objects.filter(crn__gte=f"N{FIRST_CRN:06}", crn__lte=f"N{LAST_CRN:06}").order_by("-crn")
    for crn in of_ours.values_list("crn", flat=True).iterator(chunk_size=50):
        if found := _OURS.fullmatch(crn):
            return int(found[1])
    return FIRST_CRN - 1


# --- decided anew -------------------------------------------------------------------------------------------------


def _decide_anew(row: Hearing, right: Person | None, *, begun: bool, by: User, at: datetime, reason: str) -> None:
    row.person = right
    row.save(update_fields=["person", "threads"])
    if right is not None:
        match = compare(identity_of(row), _as_known(right))
        MatchDecision.objects.create(
            hearing=row,
            person=None if begun else right,
            begun=right if begun else None,
            decided_by=by,
            at=at,
            reason=reason,
            basis=_basis(match),
            token=secrets.token_hex(12),
        )


# --- whoever read it is told --------------------------------------------------------------------------------------


def _tell(
    row: Hearing,
    wrong: Person,
    right: Person | None,
    decision: MatchDecision,
    moved: Sequence[Fact],
    by: User,
    at: datetime,
) -> None:
    """A notice to whoever read the wrong record since the match, to its holder, and to whoever holds the right one."""
    readers = readers_since(wrong, decision.at, at)
    holder = holder_of(wrong)
    readers = (readers | ({holder.pk} if holder else set())) - {by.pk}
    since = say_day(london_day(decision.at))
    entries = (
        "Nothing had been recorded through it."
        if not moved
        else "What was recorded through it was about somebody else and is hidden now. Do not rely on it, and put right "
        "what you did because of it."
    )
    text = (
        f"A hearing at {row.court.name} on {say_day(row.listed_on)} was taken to be about {wrong.crn} since {since}. "
        f"It was not. {entries}"
    )
    told = [Notice(user_id=pk, person=wrong, hearing=row, text=text, at=at) for pk in sorted(readers)]
    theirs = holder_of(right) if right is not None else None
    if right is not None and theirs is not None and theirs.pk != by.pk:
        text = (
            f"A hearing at {row.court.name} on {say_day(row.listed_on)} is about {right.crn}: it was taken to be about "
            "somebody else. What was recorded through it stands in this record now."
        )
        if any(isinstance(fact, OF_CHECKS) for fact in moved):
            text += f" {CHECKS_ANEW}"
        told.append(Notice(user=theirs, person=right, hearing=row, text=text, at=at))
    tell(told)
