"""One form, recorded once; and withdrawing, restoring and undoing what was recorded.

Every form that records on a person goes through `record_once`: one transaction around the decision, the facts, and
the note that the form was sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from throughcare.actions.late_entries import tell_what_came_late
from throughcare.actions.projections import facts_that_stand
from throughcare.actions.streams import Decide, append_to
from throughcare.calendar import london_day
from throughcare.facts import Author, Fact, Officer, Provider
from throughcare.facts.drafts import Draft, as_facts
from throughcare.facts.stream import withdrawn_numbers
from throughcare.facts.words import say_day, say_kind
from throughcare.records.models import Person, SentForm, User
from throughcare.records.queries.cases import held_case
from throughcare.rules.access import Power, can_read, may
from throughcare.rules.built_on import latest_built_on
from throughcare.rules.case import CaseState, case_of
from throughcare.rules.limits import check_stays_in_sight
from throughcare.rules.record import NO_SUCH_ENTRY, check_erases_nothing, decide_withdrawal
from throughcare.rules.refusals import FieldFault, NotRecorded

UNDO_WITHIN = timedelta(minutes=10)
"""For so long whoever pressed the button can take all of it back with one press. Then it is withdrawn, with a reason
for each entry: by then somebody else may have read it and acted on it. The number is ours."""

UNDONE = "Undone by whoever recorded it, within ten minutes."


BUILT_ON = (
    "Something was recorded since that rests on it: “{what}” of {day}. Nothing was taken back. Take that back first, "
    "or withdraw it with a reason."
)
OUT_OF_SIGHT = (
    "That would take the case out of your own sight, and perhaps out of everybody's: nothing was recorded. Ask for it "
    "to be given to somebody else, or lift what stands against you, first."
)
WITH_A_REASON = "a reason that was stated when the case was opened"


class _SaidBefore(Exception):
    """A form says what this user's earlier one has just recorded."""

    def __init__(self, sent: SentForm) -> None:
        super().__init__(sent.token)
        self.sent = sent


class NotUndone(ValueError):
    """Nothing was taken back; the message is one sentence that says why, and what can be done instead."""


def case_now(stream: Sequence[Fact]) -> CaseState:
    """The case as the stream has it, arranged meetings ahead too: what the rules decide from."""
    return case_of(facts_that_stand(stream))


def record_once(
    *,
    person: str,
    decide: Decide,
    by: User,
    at: datetime,
    token: str,
    what: str,
    expected: int | None = None,
    lets_go: bool = False,
) -> SentForm:
    """Write what a form says, and that it was sent. A form whose token is known was sent before: that sending stands,
    and so does one by the same user, within ten minutes, that recorded the very same (somebody pressed Back).

    `decide` is asked under the lock on the person, so that of two at once the second sees what the first wrote.
    `expected` is the number of the last fact that whoever typed had seen. `lets_go`: what is recorded may take the case
    out of sight of whoever records, as where it is given to another team. Raises `NotRecorded` and `StreamMoved`, and
    then nothing was written; `ValueError` where a draft would erase, which is not built yet.
    """

    def checked(stream: Sequence[Fact]) -> Sequence[Draft]:
        if the_same := _said_before(decide, stream, row, by, at):
            raise _SaidBefore(the_same)
        drafts = decide(stream)
        check_erases_nothing(drafts)
        return drafts

    with transaction.atomic():
        row = Person.objects.select_for_update(no_key=True).get(crn=person)
        before = SentForm.objects.filter(token=token, person=row).first()
        if before is not None:
            return before
        author = Author(Officer(by.code), Provider(by.organisation))
        was_seen = _is_seen(row, by)
        try:
            new = append_to(row, drafts=checked, by=author, at=at, expected=expected)
        except _SaidBefore as same:
            return same.sent
        if was_seen and not lets_go and not _is_seen(row, by):
            raise NotRecorded((FieldFault("", OUT_OF_SIGHT),))
        tell_what_came_late(row, new, by=by, at=at)
        return SentForm.objects.create(
            token=token, user=by, person=row, at=at, what=what, numbers=[fact.number for fact in new]
        )


def withdraw(
    *, person: str, number: int, reason: str | None, by: User, at: datetime, token: str, expected: int | None = None
) -> SentForm:
    """Withdraw the fact of this number, or restore what it withdrew. Raises `NotRecorded` and `StreamMoved`."""
    today, may_oversee = london_day(at), may(by.viewer, Power.RECORD_OVERSIGHT)

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        if not 0 < number <= len(stream):
            raise NotRecorded((FieldFault("target", NO_SUCH_ENTRY),))
        drafts = decide_withdrawal(stream[number - 1], stream, reason=reason, may_oversee=may_oversee, today=today)
        after = as_facts(drafts, person=person, after=len(stream), recorded_at=at, by=None)
        check_stays_in_sight(case_now(stream), case_now([*stream, *after]), by.code)
        return drafts

    return record_once(person=person, decide=decide, by=by, at=at, token=token, what="withdrawal", expected=expected)


def undo(*, person: str, token: str, by: User, at: datetime) -> None:
    """Withdraw exactly the facts that one form wrote: by the same user, within ten minutes.

    What was withdrawn meanwhile stays so; undoing twice undoes once. Raises `SentForm.DoesNotExist` where no such form
    was sent about this person, `NotUndone`, and `NotRecorded` where one of the facts may not be withdrawn.
    """
    with transaction.atomic():
        row = Person.objects.select_for_update(no_key=True).get(crn=person)
        sent = SentForm.objects.select_related("user").get(token=token, person__crn=person)
        if sent.user_id != by.pk:
            raise NotUndone(f"{sent.user.name} recorded this, and nobody else can undo it. Withdraw an entry instead.")
        if abs(at - sent.at) > UNDO_WITHIN:
            raise NotUndone("It can be undone for ten minutes, and those are over. Withdraw an entry instead.")
        author = Author(Officer(by.code), Provider(by.organisation))
        was_seen = _is_seen(row, by)
        append_to(row, drafts=lambda stream: _taken_back(stream, sent, by, at), by=author, at=at)
        if was_seen and not _is_seen(row, by):
            raise NotUndone(OUT_OF_SIGHT)


def _said_before(decide: Decide, stream: Sequence[Fact], person: Person, by: User, at: datetime) -> SentForm | None:
    """The user's form of the last ten minutes that recorded all of this, if nothing was recorded since.

    It is asked of the stream as that form found it: what is arranged by then cannot be arranged again.
    """
    recent = SentForm.objects.filter(person=person, user=by, at__gt=at - UNDO_WITHIN, at__lte=at)
    sent = recent.order_by("-at", "-pk").first()
    if sent is None or not sent.numbers or sent.numbers[-1] != len(stream):
        return None
    facts = [stream[number - 1] for number in sent.numbers]
    try:
        drafts = decide(stream[: sent.numbers[0] - 1])
    except NotRecorded:
        return None
    return sent if all(any(_says(draft, fact) for fact in facts) for draft in drafts) else None


def _says(draft: Draft, fact: Fact) -> bool:
    """Whether a fact says what a draft would."""
    return draft.as_fact(person=fact.person, number=fact.number, recorded_at=fact.recorded_at, by=fact.by) == fact


def _is_seen(person: Person, by: User) -> bool:
    """Whether the case is open to this user as it is now, with a reason where one is needed."""
    return can_read(by.viewer, held_case(person), stated_reason=WITH_A_REASON)


def _taken_back(stream: Sequence[Fact], sent: SentForm, by: User, at: datetime) -> list[Draft]:
    today, may_oversee = london_day(at), may(by.viewer, Power.RECORD_OVERSIGHT)
    standing = [stream[number - 1] for number in sent.numbers if number not in withdrawn_numbers(stream)]
    if (later := latest_built_on(standing, facts_that_stand(stream))) is not None:
        raise NotUndone(BUILT_ON.format(what=say_kind(later.kind), day=say_day(later.on)))
    return [
        draft
        for fact in standing
        for draft in decide_withdrawal(fact, stream, reason=UNDONE, may_oversee=may_oversee, today=today, is_own=True)
    ]
