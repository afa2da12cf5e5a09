"""Recording what became of the hearings of a morning, one defendant at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from throughcare.actions.moved_entries import thread_of
from throughcare.actions.projections import facts_that_stand
from throughcare.actions.record import case_now, record_once
from throughcare.calendar import london_day
from throughcare.facts import Fact
from throughcare.facts.court import Disposal, HearingResult
from throughcare.facts.drafts import Draft
from throughcare.records.models import Hearing, SentForm, User
from throughcare.rules.hearings import course_of, decide_hearing, is_held
from throughcare.rules.refusals import FieldFault, NotRecorded

MOVED_ON = "Somebody has changed since who this is: look at the hearing again."


def record_hearing(
    *,
    hearing: Hearing,
    result: HearingResult | None,
    disposal: Disposal | None,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
) -> SentForm:
    """What became of one hearing of somebody who was matched. Raises `NotRecorded` and `StreamMoved`.

    The sentence bears the hearing's thread too, so that it follows whoever the defendant turns out to be.
    """
    with transaction.atomic():
        row = Hearing.objects.select_for_update(no_key=True, of=("self",)).select_related("person").get(pk=hearing.pk)
        if row.person is None or row.person_id != hearing.person_id:
            raise NotRecorded((FieldFault("result", MOVED_ON),))
        thread = thread_of(row)

        own = _threads_of_matter(row)

        def decide(stream: Sequence[Fact]) -> list[Draft]:
            facts = facts_that_stand(stream)
            return decide_hearing(
                case_now(stream),
                is_recorded=is_held(facts, thread),
                result=result,
                disposal=disposal,
                court=row.court_id,
                provider=by.organisation,
                thread=thread,
                on=row.listed_on,
                today=london_day(at),
                course=course_of(facts, own, row.listed_on),
            )

        return record_once(
            person=row.person.crn, decide=decide, by=by, at=at, token=token, what=_what(row, result), expected=expected
        )


def _threads_of_matter(row: Hearing) -> list[str]:
    """What was recorded through every listing of the same matter, as the court's own reference has it."""
    same = Hearing.objects.filter(court=row.court_id, list_reference=row.list_reference, person=row.person_id)
    return [thread for threads in same.values_list("threads", flat=True) for thread in threads]


def _what(hearing: Hearing, result: HearingResult | None) -> str:
    return f"hearing {hearing.pk}: {result.label.lower() if result else ''}"
