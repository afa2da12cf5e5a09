"""Recording court work: a report from request to record, and its draft. What may be recorded the rules decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from throughcare.actions.day_lists import note_thread
from throughcare.actions.record import case_now, record_once
from throughcare.calendar import london_day
from throughcare.facts import Fact, YesNo
from throughcare.facts.checks import CheckType
from throughcare.facts.court import ReportFormat, Review
from throughcare.facts.drafts import Draft
from throughcare.facts.staff import Grade
from throughcare.facts.stream import threads_ever
from throughcare.records.models import Hearing, Person, QualityMark, ReportDraft, SentForm, User
from throughcare.records.queries.quality import marks_of
from throughcare.records.queries.reports import grade_of, is_writer
from throughcare.records.streams import stream_of
from throughcare.rules.case import ReportState
from throughcare.rules.quality import decide_marks
from throughcare.rules.refusals import FieldFault, NotRecorded
from throughcare.rules.report_checks import not_back
from throughcare.rules.report_content import Content
from throughcare.rules.report_mistakes import decide_take_back
from throughcare.rules.report_request import Request, decide_request
from throughcare.rules.reports import (
    Delivery,
    decide_adjourn,
    decide_assign,
    decide_call_off,
    decide_deliver,
    decide_read,
    decide_sign,
    decide_words,
    decide_write_down,
    report_of,
)

NOT_THIS_PERSON = (
    "The hearing is not about this person, or not any more: somebody has said since who it is about. Nothing was "
    "recorded. Go back to the list, and ask for the report from there."
)
READ_ANOTHER = (
    "{name} saved this report since you opened it, so nothing was recorded: read it again as it is below, then say "
    "what you find."
)
DRAFT_MOVED = (
    "{name} saved a draft of this report after you opened it. Nothing was signed, and what you typed is below: open "
    "the report in another window to see theirs, then sign again if yours is to stand."
)
NO_SUCH_REPORT = "There is no such report any more: its request was withdrawn."
NOT_A_WRITER = "Nobody of this code writes reports for your organisation: choose one of those shown."


def ask_for_report(
    *,
    person: str,
    request: Request,
    by: User,
    at: datetime,
    token: str,
    expected: int | None = None,
    hearing: Hearing | None = None,
) -> SentForm:
    """A court asks for a report, and both checks are asked. Raises `NotRecorded` and `StreamMoved`.

    Through a `hearing` of somebody who was matched, what is recorded goes with them if the match is undone.
    """
    _check_writer(by, "writer", request.writer)

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        case, taken, is_listed = case_now(stream), threads_ever(stream), hearing is not None
        return decide_request(case, request, today=london_day(at), taken=taken, is_listed=is_listed)

    with transaction.atomic():
        if hearing is not None:  # before the person, as whoever undoes a match does
            row = Hearing.objects.select_for_update(no_key=True).select_related("person").get(pk=hearing.pk)
            if row.person is None or row.person.crn != person:
                raise NotRecorded((FieldFault("", NOT_THIS_PERSON),))
        what = "report asked"
        sent = record_once(person=person, decide=decide, by=by, at=at, token=token, what=what, expected=expected)
        if hearing is not None:
            numbers, stream = set(sent.numbers), stream_of(sent.person)
            for thread in dict.fromkeys(fact.thread for fact in stream if fact.number in numbers and fact.thread):
                note_thread(hearing, thread)
    return sent


def _check_writer(by: User, field: str, code: str | None) -> None:
    if code and not is_writer(by.organisation, code):
        raise NotRecorded((FieldFault(field, NOT_A_WRITER),))


Decided = Callable[[ReportState, date], list[Draft]]
DecidedWithout = Callable[[ReportState, date, set[CheckType]], list[Draft]]
"""A decision on what a report says, for which the checks count that told nothing."""


def _about(thread: str, decide: Decided, what: str, sending: dict[str, Any]) -> SentForm:
    """One act on one report."""
    return _on_content(thread, lambda report, today, _without: decide(report, today), what, sending)


def _on_content(thread: str, decide: DecidedWithout, what: str, sending: dict[str, Any]) -> SentForm:
    """One act that says what a report says."""
    today = london_day(sending["at"])

    def of_stream(stream: Sequence[Fact]) -> list[Draft]:
        case = case_now(stream)
        report = report_of(case, thread)
        if report is None:
            raise NotRecorded((FieldFault("act", NO_SUCH_REPORT),))
        return decide(report, today, not_back(case, report))

    return record_once(decide=of_stream, what=what, **sending)


def assign_report(*, thread: str, officer: str | None, reason: str | None, **sending: Any) -> SentForm:
    """A report is given to a writer. Raises `NotRecorded` and `StreamMoved`, as do all that follow."""
    _check_writer(sending["by"], "officer", officer)

    def decide(report: ReportState, today: date) -> list[Draft]:
        return decide_assign(report, officer=officer, reason=reason, today=today)

    return _about(thread, decide, "report given to a writer", sending)


def read_report(
    *, thread: str, review: Review | None, note: str | None, saved: int | None = None, **sending: Any
) -> SentForm:
    """A second person read the report, as it was saved: `saved` counts the savings of the draft that they had seen."""

    def decide(report: ReportState, today: date) -> list[Draft]:
        draft = drafts.select_related("saved_by").first()
        if draft is not None and draft.saved != saved:
            raise NotRecorded((FieldFault("", READ_ANOTHER.format(name=draft.saved_by.name)),))
        saving = draft.saved if draft else None
        return decide_read(report, by=sending["by"].code, review=review, note=note, saving=saving, today=today)

    drafts = ReportDraft.objects.filter(person__crn=sending["person"], thread=thread)
    with transaction.atomic():
        sent = _about(thread, decide, "report read", sending)
        drafts.update(to_read_since=None)
    return sent


def sign_report(*, thread: str, content: Content, saved: int | None = None, **sending: Any) -> SentForm:
    """The report is finished; its draft has done its work, but for that of a standard one: where the signature is
    taken back, it is still what the second reader saw. `saved` counts the savings of the draft that whoever signs had
    seen: a newer one by somebody else is not lost unseen.
    """
    by: User = sending["by"]
    grade = grade_of(by.code)

    def decide(report: ReportState, today: date, without: set[CheckType]) -> list[Draft]:
        draft = drafts.select_related("saved_by").first()
        if saved is not None and draft is not None and draft.saved != saved:
            raise NotRecorded((FieldFault("", DRAFT_MOVED.format(name=draft.saved_by.name)),))
        as_read = _is_as_read(report, draft, content)
        return decide_sign(report, content, by=by.code, grade=grade, is_as_read=as_read, today=today, not_back=without)

    drafts = ReportDraft.objects.filter(person__crn=sending["person"], thread=thread)
    with transaction.atomic():
        sent = _on_content(thread, decide, "report signed", sending)
        signed = report_of(case_now(stream_of(sent.person)), thread)
        if signed is not None and signed.format is ReportFormat.STANDARD:
            drafts.update(to_read_since=None)
        else:
            drafts.delete()
    return sent


def _is_as_read(report: ReportState, draft: ReportDraft | None, content: Content) -> bool:
    """Whether what is signed is what the second reader agreed to: nothing was saved since, and nothing typed since."""
    if draft is None or draft.saved != report.read_saving:
        return False
    said = asdict(content) | {"proposal": content.proposal.value if content.proposal else ""}
    return all(_alike(said[name], draft.content.get(name)) for name in said)


def _alike(one: object, other: object) -> bool:
    """Whether two answers say the same: nothing is nothing, and sources are a list in the draft."""
    return (list(one) if isinstance(one, tuple) else one or "") == (other or ([] if isinstance(one, tuple) else ""))


def adjourn_report(
    *, thread: str, due_on: date | None, reason: str | None, on: date | None = None, **sending: Any
) -> SentForm:
    """The court gave another day; on a day of before (`on`) where it was taken on paper."""

    def decide(report: ReportState, today: date) -> list[Draft]:
        return decide_adjourn(report, due_on=due_on, reason=reason, today=today, on=on)

    return _about(thread, decide, "report adjourned", sending)


def call_off_report(*, thread: str, reason: str | None, on: date | None = None, **sending: Any) -> SentForm:
    """The court does not want it any more; since a day of before (`on`) where it was taken on paper."""

    def decide(report: ReportState, today: date) -> list[Draft]:
        return decide_call_off(report, reason=reason, today=today, on=on)

    return _about(thread, decide, "report called off", sending)


def take_back(*, thread: str, reason: str | None, **sending: Any) -> SentForm:
    """What the court was said to have said last of the report, another day or that it wants none, was a mistake."""
    today = london_day(sending["at"])

    def decide(stream: Sequence[Fact]) -> list[Draft]:
        report = report_of(case_now(stream), thread)
        if report is None:
            raise NotRecorded((FieldFault("act", NO_SUCH_REPORT),))
        return decide_take_back(report, stream, reason=reason, today=today)

    return record_once(decide=decide, what="report: taken back", **sending)


def deliver_report(*, thread: str, delivery: Delivery, **sending: Any) -> SentForm:
    """The report reached the court."""
    grade: Grade | None = grade_of(sending["by"].code)

    def decide(report: ReportState, today: date, without: set[CheckType]) -> list[Draft]:
        return decide_deliver(report, delivery, grade=grade, today=today, not_back=without)

    return _on_content(thread, decide, "report delivered", sending)


def write_down_report(*, thread: str, note: Content, on: date | None, **sending: Any) -> SentForm:
    """What an oral report said was written down."""

    def decide(report: ReportState, today: date, without: set[CheckType]) -> list[Draft]:
        return decide_write_down(report, note, on=on, today=today, not_back=without)

    return _on_content(thread, decide, "report written down", sending)


def record_words(*, thread: str, words: str | None, **sending: Any) -> SentForm:
    """What the person says about their report."""

    def decide(report: ReportState, today: date) -> list[Draft]:
        return decide_words(report, words=words, today=today)

    return _about(thread, decide, "the person's words", sending)


# --- quality -----------------------------------------------------------------------------------------------------


def mark_report(
    *, person: str, thread: str, answers: dict[str, YesNo | None], note: str | None, by: User, at: datetime
) -> QualityMark:
    """One reader's marks of a finished report; kept once, and never changed. Raises `NotRecorded`."""
    with transaction.atomic():
        row = Person.objects.select_for_update(no_key=True).get(crn=person)
        report = report_of(case_now(stream_of(row)), thread)
        if report is None:
            raise NotRecorded((FieldFault("", NO_SUCH_REPORT),))
        is_writer = by.code in (report.signed_by, report.writer)
        made = decide_marks(
            report,
            marks_of(row, thread),
            person=person,
            reader=by.code,
            is_writer=is_writer,
            answers=answers,
            note=note,
        )
        return QualityMark.objects.create(
            person=row,
            thread=thread,
            reader=by,
            organisation=report.provider or "",
            is_writer=is_writer,
            answers=list(made.answers),
            note=made.note or "",
            at=at,
        )


# --- drafts ------------------------------------------------------------------------------------------------------


class DraftMoved(ValueError):
    """Somebody else saved this draft since it was opened: who, and when."""

    def __init__(self, draft: ReportDraft) -> None:
        super().__init__(f"{draft.saved_by.name} saved this draft since you opened it.")
        self.draft = draft


def save_draft(
    *,
    person: Person,
    thread: str,
    content: dict[str, Any],
    by: User,
    at: datetime,
    expected: int,
    is_to_be_read: bool = False,
) -> ReportDraft:
    """Keep what is written so far, and where it is to be read by a second person, ask for that: it waits for a reader
    until one has read it. `expected` counts the savings that whoever types had seen. Raises `DraftMoved`.
    """
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        draft = ReportDraft.objects.select_related("saved_by").filter(person=person, thread=thread).first()
        if draft is not None and draft.content == content:
            return _to_be_read(draft, at) if is_to_be_read else draft
        if draft is not None and draft.saved != expected:
            raise DraftMoved(draft)
        draft = draft or ReportDraft(person=person, thread=thread)
        content = {name: each.replace("\0", "") if isinstance(each, str) else each for name, each in content.items()}
        draft.content, draft.saved, draft.saved_by, draft.saved_at = content, draft.saved + 1, by, at
        draft.save()
        return _to_be_read(draft, at) if is_to_be_read else draft


def _to_be_read(draft: ReportDraft, at: datetime) -> ReportDraft:
    """Who waits for a reader already goes on waiting since then."""
    draft.to_read_since = draft.to_read_since or at
    draft.save(update_fields=["to_read_since"])
    return draft
