"""Assessing the risk of serious harm: drafts, and what is recorded when one is finished."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from throughcare.actions.projections import facts_that_stand
from throughcare.actions.record import case_now, record_once
from throughcare.calendar import london_day
from throughcare.facts import Fact, YesNo
from throughcare.facts.drafts import Draft
from throughcare.facts.risk import Completion, MappaCategory, MappaLevel
from throughcare.records.models import FormDraft, Person, SentForm, User
from throughcare.rules.access import Power, may
from throughcare.rules.refusals import FieldFault, NotRecorded
from throughcare.rules.rosh.analysis import TypedAnalysis, decide_full
from throughcare.rules.rosh.content import Screening
from throughcare.rules.rosh.copied import EarlierWords
from throughcare.rules.rosh.exemption import decide_exemption, decide_exemption_answer
from throughcare.rules.rosh.known import earlier_texts
from throughcare.rules.rosh.mappa import decide_mappa
from throughcare.rules.rosh.plan import TypedPlan, decide_plan
from throughcare.rules.rosh.screening import decide_screening

SCREENING, FULL, PLAN = "screening", "full", "plan"
"""The forms that keep drafts, by the names under which they do."""

DRAFT_MOVED = (
    "{name} saved a draft of this after you opened it. Nothing was recorded, and what you typed is below: open the "
    "page in another window to see theirs, then press again to record yours."
)

Decided = Callable[[Sequence[Fact], date], list[Draft]]


def record_screening(
    *, screening: Screening, status: Completion | None, saved: int | None = None, **sending: Any
) -> SentForm:
    """The screening as answered. Raises `NotRecorded` and `StreamMoved`."""
    by: User = sending["by"]

    def decide(stream: Sequence[Fact], today: date) -> list[Draft]:
        return decide_screening(case_now(stream), screening, status=status, officer=by.code, today=today)

    return _finish(SCREENING, decide, saved, sending)


def record_full(*, analysis: TypedAnalysis, saved: int | None = None, **sending: Any) -> SentForm:
    """The full analysis, completed. Raises `NotRecorded` and `StreamMoved`."""
    by: User = sending["by"]

    def decide(stream: Sequence[Fact], today: date) -> list[Draft]:
        earlier = EarlierWords(earlier_texts(facts_that_stand(stream)))
        return decide_full(case_now(stream), analysis, earlier=earlier, officer=by.code, today=today)

    return _finish(FULL, decide, saved, sending)


def record_plan(*, plan: TypedPlan, saved: int | None = None, **sending: Any) -> SentForm:
    """The risk management plan. Raises `NotRecorded` and `StreamMoved`."""
    by: User = sending["by"]

    def decide(_stream: Sequence[Fact], today: date) -> list[Draft]:
        return decide_plan(plan, officer=by.code, today=today)

    return _finish(PLAN, decide, saved, sending)


def _finish(form: str, decide: Decided, saved: int | None, sending: dict[str, Any]) -> SentForm:
    """Record it and let go of its draft, both or neither. A draft that somebody saved since is not lost unseen."""
    today = london_day(sending["at"])
    drafts = FormDraft.objects.filter(person__crn=sending["person"], form=form)

    def checked(stream: Sequence[Fact]) -> list[Draft]:
        draft = drafts.select_related("saved_by").first()
        if saved is not None and draft is not None and draft.saved != saved:
            raise NotRecorded((FieldFault("", DRAFT_MOVED.format(name=draft.saved_by.name)),))
        return decide(stream, today)

    with transaction.atomic():
        sent = record_once(decide=checked, what=f"risk: {form}", **sending)
        if sent.at == sending["at"]:  # one that was sent before has let go of its draft: this is somebody's next
            drafts.delete()
    return sent


def exempt(*, reason: str | None, **sending: Any) -> SentForm:
    """No full analysis is needed, in the judgement of whoever records. Raises `NotRecorded` and `StreamMoved`."""
    by: User = sending["by"]

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        taken = {fact.thread for fact in stream if fact.thread}
        today = london_day(sending["at"])
        return decide_exemption(case_now(stream), reason=reason, officer=by.code, taken=taken, today=today)

    return record_once(decide=decide, what="risk: exemption", **sending)


def answer_exemption(*, countersigned: YesNo | None, reason: str | None, **sending: Any) -> SentForm:
    """A manager countersigns the exemption that waits, or does not. Raises `NotRecorded` and `StreamMoved`."""
    by: User = sending["by"]

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        return decide_exemption_answer(
            case_now(stream),
            countersigned=countersigned,
            reason=reason,
            officer=by.code,
            may_oversee=may(by.viewer, Power.RECORD_OVERSIGHT),
            today=london_day(sending["at"]),
        )

    return record_once(decide=decide, what="risk: exemption answered", **sending)


def record_mappa(
    *,
    is_over: bool,
    category: MappaCategory | None,
    level: MappaLevel | None,
    on: date | None,
    reason: str | None,
    **sending: Any,
) -> SentForm:
    """The person comes under the arrangements, or no longer does. Raises `NotRecorded` and `StreamMoved`."""
    by: User = sending["by"]

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        return decide_mappa(
            case_now(stream),
            is_over=is_over,
            category=category,
            level=level,
            on=on,
            reason=reason,
            may_oversee=may(by.viewer, Power.RECORD_OVERSIGHT),
            today=london_day(sending["at"]),
        )

    return record_once(decide=decide, what="risk: MAPPA", **sending)


# --- drafts -------------------------------------------------------------------------------------------------------


class FormDraftMoved(ValueError):
    """Somebody else saved this draft since it was opened."""

    def __init__(self, draft: FormDraft) -> None:
        super().__init__(draft.saved_by.name)
        self.draft = draft


def save_form_draft(
    *, person: Person, form: str, content: dict[str, Any], by: User, at: datetime, expected: int
) -> FormDraft:
    """Keep what is written so far. `expected` counts the savings that they had seen. Raises `FormDraftMoved`."""
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        draft = FormDraft.objects.select_related("saved_by").filter(person=person, form=form).first()
        if draft is not None and draft.content == content:
            return draft
        if draft is not None and draft.saved != expected:
            raise FormDraftMoved(draft)
        draft = draft or FormDraft(person=person, form=form)
        draft.content, draft.saved, draft.saved_by, draft.saved_at = content, draft.saved + 1, by, at
        draft.save()
        return draft
