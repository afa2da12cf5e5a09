"""The decisions of the report desk: asked for, given to a writer, read, signed, delivered, written down, called off.

One table says what may be done at each stage; whoever may do it is asked of `access` before. Every decision returns
drafts or raises `NotRecorded`, which names all that is wrong at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from throughcare.facts.checks import CheckType
from throughcare.facts.court import (
    PersonsWords,
    ReportAdjourned,
    ReportAssigned,
    ReportCalledOff,
    ReportDelivered,
    ReportFormat,
    ReportRecorded,
    ReportReviewed,
    ReportSigned,
    Review,
    Way,
)
from throughcare.facts.drafts import Draft
from throughcare.facts.fact import Coded
from throughcare.facts.staff import Grade
from throughcare.facts.words import say_day
from throughcare.rules.arrangement import time_as_kept
from throughcare.rules.case import CaseState, ReportStage, ReportState
from throughcare.rules.refusals import Faults
from throughcare.rules.report_content import Content, content_as_kept
from throughcare.rules.report_request import check_due


class Act(Coded):
    """What can be done with a report after it was asked for."""

    ASSIGN = "assign", "Give it to a writer"
    READ = "read", "Read it as a second reader"
    SIGN = "sign", "Sign it"
    ADJOURN = "adjourn", "Record another day"
    CALL_OFF = "call_off", "Call it off"
    DELIVER = "deliver", "Record that it was delivered"
    WRITE_DOWN = "write_down", "Write down what was said"
    WORDS = "words", "Record what the person says about it"


_A, _W, _G, _S, _SP, _C = (
    *(ReportStage.ASKED, ReportStage.WITH_WRITER, ReportStage.AGREED),
    *(ReportStage.SIGNED, ReportStage.SPOKEN, ReportStage.CLOSED),
)

FROM: dict[Act, frozenset[ReportStage]] = {
    Act.ASSIGN: frozenset({_A, _W, _G}),
    Act.READ: frozenset({_W, _G}),
    Act.SIGN: frozenset({_A, _W, _G}),
    Act.ADJOURN: frozenset({_A, _W, _G, _S}),
    Act.CALL_OFF: frozenset({_A, _W, _G, _S}),
    Act.DELIVER: frozenset({_A, _W, _G, _S}),
    Act.WRITE_DOWN: frozenset({_SP}),
    Act.WORDS: frozenset({_A, _W, _G, _S, _SP, _C}),
}
"""At which stages each act may be done. A report is closed by nobody: it is when nothing is owed any more."""

_TOO_LATE = {
    ReportStage.CALLED_OFF: "The court called this report off: nothing more is done about it. Ask for a new one.",
    ReportStage.CLOSED: "This report is closed: look at it first, and withdraw what is wrong.",
    ReportStage.SPOKEN: "This report was spoken in court already: what it said is still to be written down.",
    ReportStage.SIGNED: "This report is signed, and what it says does not change any more.",
}


def acts_at(report: ReportState) -> tuple[Act, ...]:
    """What may be done with a report as it stands, in the order in which it is usually done."""
    return tuple(act for act in Act if report.stage in FROM[act] and not _fault_of_form(act, report))


def _fault_of_form(act: Act, report: ReportState) -> str | None:
    """What the form of a report forbids: nothing but a written report is signed and sent."""
    is_oral = report.format is ReportFormat.ORAL
    if act is Act.SIGN and is_oral:
        return "An oral report is not signed: it is spoken, and written down after."
    if act is Act.DELIVER and not is_oral and report.stage is not ReportStage.SIGNED:
        return "This report is not signed yet: sign it first, so that what the court gets is what stands here."
    return None


def _fault_of_act(act: Act, report: ReportState) -> str | None:
    """Why an act may not be done with the report as it stands; None where it may."""
    if report.stage in FROM[act]:
        return _fault_of_form(act, report)
    if act is Act.WRITE_DOWN and report.recorded_on:
        return "It is written down already."
    if act is Act.WRITE_DOWN and report.delivered_on is None:
        return "This report has not been given to the court yet: record that first."
    return _TOO_LATE.get(report.stage, "This cannot be done with the report as it stands.")


def _check_act(act: Act, report: ReportState, faults: Faults, also: str | None = None) -> None:
    """One fault at most: of the act itself, or what else (`also`) keeps somebody from it."""
    if fault := _fault_of_act(act, report) or also:
        faults.add("act", fault)


def report_of(case: CaseState, thread: str) -> ReportState | None:
    """The report of this thread; None where there is none."""
    return next((report for report in case.reports if report.thread == thread), None)


# --- the decisions -----------------------------------------------------------------------------------------------


def decide_assign(report: ReportState, *, officer: str | None, reason: str | None, today: date) -> list[Draft]:
    """A writer is named, or another takes over; why is asked where it changes hands."""
    faults = Faults()
    _check_act(Act.ASSIGN, report, faults)
    who = faults.line("officer", officer, needed="Say who is to write the report.")
    if who and who == report.writer:
        faults.add("officer", "It is theirs already.")
    ask = "Say why it changes hands, for example that the writer is away." if report.writer else None
    why = faults.note("reason", reason, needed=ask)
    faults.check()
    return [Draft(kind=ReportAssigned, on=today, payload={"officer": who, "reason": why}, thread=report.thread)]


def decide_read(
    report: ReportState, *, by: str, review: Review | None, note: str | None, saving: int | None, today: date
) -> list[Draft]:
    """A second person read the report: agreed, or returned with what is to be done. `saving` says which saving of its
    draft they read; None where its writer has saved nothing.
    """
    faults = Faults()
    _check_act(Act.READ, report, faults)
    if by == report.writer:
        faults.add("review", "You write this report: somebody else reads it.")
    elif saving is None:
        faults.add("review", "Nothing of this report is saved yet, so there is nothing to read: ask for it first.")
    if review is None:
        faults.add("review", "Say whether you agree, or return it to the writer.")
    ask = "Say what is to be done, so that the writer knows." if review is Review.RETURNED else None
    kept = faults.note("note", note, needed=ask)
    faults.check()
    said = {"officer": by, "review": review, "saving": saving}
    return [Draft(kind=ReportReviewed, on=today, payload=said, thread=report.thread, note=kept)]


MAY_SIGN: dict[ReportFormat, frozenset[Grade]] = {
    ReportFormat.ORAL: frozenset({Grade.OFFICER, Grade.SERVICE_OFFICER, Grade.SENIOR}),
    ReportFormat.SHORT: frozenset({Grade.OFFICER, Grade.SERVICE_OFFICER, Grade.SENIOR}),
    ReportFormat.STANDARD: frozenset({Grade.OFFICER, Grade.SENIOR}),
}
"""Who may sign each form, by grade. Source: the probation officers' association, on the three forms: a standard report
is for qualified probation officers only."""


def grade_fault(form: ReportFormat, grade: Grade | None) -> str | None:
    """Why somebody of this grade may not sign a report of this form; None where they may."""
    if grade in MAY_SIGN[form]:
        return None
    if grade is None:
        return "Your grade is not known here, so you cannot sign: ask your manager to record your post."
    return (
        f"A {form.label.lower()} is signed by a probation officer or a senior probation officer, and you are a "
        f"{grade.label.lower()}: ask for it to be given to one of them."
    )


NOT_AS_READ = (
    "This is not the text to which the second reader agreed. What you typed is below: save it, and ask for it to be "
    "read again; or put back what was read."
)


def _fault_of_signer(
    report: ReportState, form: ReportFormat, by: str, grade: Grade | None, is_as_read: bool
) -> str | None:
    if fault := grade_fault(form, grade):
        return fault
    if report.writer is not None and report.writer != by:
        return "Another writer has this report: it is signed by whoever writes it."
    if report.read_by == by:
        return "You read this report as its second reader: it is signed by somebody else."
    if form is ReportFormat.STANDARD and report.stage is not ReportStage.AGREED:
        return "A standard report is read and agreed by a second person before it is signed."
    if form is ReportFormat.STANDARD and not is_as_read:
        return NOT_AS_READ
    return None


def decide_sign(
    report: ReportState,
    content: Content,
    *,
    by: str,
    grade: Grade | None,
    is_as_read: bool,
    today: date,
    not_back: Collection[CheckType] = (),
) -> list[Draft]:
    """The report is finished: what it says stands from now on. A standard report was read by a second person before:
    `is_as_read` says whether this is the very text to which they agreed. `not_back`: the checks that told nothing.
    """
    faults, form = Faults(), report.format or ReportFormat.STANDARD
    _check_act(Act.SIGN, report, faults, _fault_of_signer(report, form, by, grade, is_as_read))
    said = content_as_kept(content, form, faults, not_back=not_back)
    faults.check()
    payload = {"order": report.order, "officer": by, "format": form, **said}
    return [Draft(kind=ReportSigned, on=today, payload=payload, thread=report.thread)]


def _fault_of_start(report: ReportState, day: date) -> str | None:
    """Why nothing more can have become of a report on this day; None where it can: the court had asked by then, and
    what it said last stands.
    """
    since, what = report.asked_on, "the court asked for this report"
    if report.adjourned_on is not None:
        since, what = report.adjourned_on, "the court gave another day for this report"
    if since is None or day >= since:
        return None
    return f"{say_day(day)} is too early: {what} on {say_day(since)}. Say a day from then on."


def _day_said(report: ReportState, on: date | None, *, today: date, faults: Faults) -> date:
    """The day on which a court said something of a report: today, unless it stood on paper before."""
    day = faults.day_past("on", on or today, today=today, came_on=None)
    if fault := _fault_of_start(report, day):
        faults.add("on", fault)
    return day


def decide_adjourn(
    report: ReportState, *, due_on: date | None, reason: str | None, today: date, on: date | None = None
) -> list[Draft]:
    """The court gives another day for the report; on a day of before (`on`) where it was taken on paper."""
    faults = Faults()
    _check_act(Act.ADJOURN, report, faults)
    said_on = _day_said(report, on, today=today, faults=faults)
    check_due(due_on, said_on, faults)
    if due_on is not None and due_on == report.due_on:
        faults.add("due_on", f"It is asked for {say_day(due_on)} already: say the new day.")
    elif due_on is not None and due_on == said_on:
        faults.add("due_on", f"The court adjourned on {say_day(said_on)}: say the later day for which it asks now.")
    why = faults.note("reason", reason, needed="Say why the court adjourned.")
    faults.check()
    said = {"order": report.order, "due_on": due_on, "provider": report.provider, "reason": why}
    return [Draft(kind=ReportAdjourned, on=said_on, payload=said, thread=report.thread)]


def decide_call_off(report: ReportState, *, reason: str | None, today: date, on: date | None = None) -> list[Draft]:
    """The court does not want the report any more; since a day of before (`on`) where it was taken on paper."""
    faults = Faults()
    _check_act(Act.CALL_OFF, report, faults)
    said_on = _day_said(report, on, today=today, faults=faults)
    why = faults.note("reason", reason, needed="Say why the court does not want the report any more.")
    faults.check()
    said = {"order": report.order, "reason": why}
    return [Draft(kind=ReportCalledOff, on=said_on, payload=said, thread=report.thread)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How a report reached the court. `note` is what an oral report said, where it is written down at once."""

    on: date | None
    at_time: str | None = None
    way: Way | None = None
    note: Content | None = None


def _fault_of_day(report: ReportState, day: date) -> str | None:
    """Why a report cannot have reached the court on this day; None where it can."""
    if report.adjourned_on is not None and day <= report.adjourned_on:
        return (
            f"The court adjourned on {say_day(report.adjourned_on)}, so the report is owed after that: say a later "
            "day. An adjournment that was a mistake is taken back on the page of the report."
        )
    if report.signed_on is not None and day < report.signed_on:
        return f"The report was signed on {say_day(report.signed_on)}: it cannot have reached the court before."
    return _fault_of_start(report, day)


def decide_deliver(
    report: ReportState,
    delivery: Delivery,
    *,
    grade: Grade | None,
    today: date,
    not_back: Collection[CheckType] = (),
) -> list[Draft]:
    """The report was given. A spoken one stays open until it is written down, now or later; a sent one is its own
    record.
    """
    faults, form = Faults(), report.format or ReportFormat.STANDARD
    _check_act(Act.DELIVER, report, faults, grade_fault(form, grade) if form is ReportFormat.ORAL else None)
    day = faults.day_past("on", delivery.on, today=today, came_on=None)
    if day == delivery.on and (fault := _fault_of_day(report, day)):
        faults.add("on", fault)
    way = Way.SPOKEN if form is ReportFormat.ORAL else delivery.way
    if way is None or (way is Way.SPOKEN and form is not ReportFormat.ORAL):
        faults.add("way", "Say how it reached the court: electronically or on paper.")
    at_time = time_as_kept(delivery.at_time)
    if delivery.at_time and at_time is None:
        faults.add("at_time", "That is not a time of day: write hours and minutes, for example 10:40.")
    said: Mapping[str, object] = {"order": report.order, "format": form, "provider": report.provider}
    drafts = [
        Draft(kind=ReportDelivered, on=day, payload={**said, "way": way, "at_time": at_time}, thread=report.thread)
    ]
    if form is not ReportFormat.ORAL:
        drafts.append(Draft(kind=ReportRecorded, on=day, payload=dict(said), thread=report.thread))
    elif delivery.note is not None:
        content = content_as_kept(delivery.note, form, faults, not_back=not_back)
        content.pop("pattern")
        drafts.append(Draft(kind=ReportRecorded, on=day, payload={**said, **content}, thread=report.thread))
    faults.check()
    return drafts


def decide_write_down(
    report: ReportState, note: Content, *, on: date | None, today: date, not_back: Collection[CheckType] = ()
) -> list[Draft]:
    """What an oral report said is written down, on the day on which it was: today unless it stood on paper before."""
    faults = Faults()
    _check_act(Act.WRITE_DOWN, report, faults)
    day = faults.day_past("on", on or today, today=today, came_on=report.delivered_on)
    content = content_as_kept(note, ReportFormat.ORAL, faults, not_back=not_back)
    content.pop("pattern")
    faults.check()
    said = {"order": report.order, "format": ReportFormat.ORAL, "provider": report.provider}
    return [Draft(kind=ReportRecorded, on=day, payload={**said, **content}, thread=report.thread)]


def decide_words(report: ReportState, *, words: str | None, today: date) -> list[Draft]:
    """What the person says about their report, in their own words."""
    faults = Faults()
    _check_act(Act.WORDS, report, faults)
    kept = faults.note("words", words, needed="Write what the person said, in their own words.")
    faults.check()
    return [Draft(kind=PersonsWords, on=today, payload={"words": kept}, thread=report.thread)]
