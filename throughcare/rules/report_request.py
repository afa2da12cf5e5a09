"""A court asks for a report: in one go the request with the advice on its form, its writer, and both checks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from throughcare.facts.checks import CheckType
from throughcare.facts.court import ReportAssigned, ReportFormat, ReportRequested, Seriousness
from throughcare.facts.drafts import Draft
from throughcare.facts.fact import YesNo
from throughcare.facts.words import lower_first, say_day
from throughcare.rules.case import CaseState
from throughcare.rules.checks import CheckAsked, check_draft, check_reason, new_thread
from throughcare.rules.refusals import Faults
from throughcare.rules.report_advice import Advice, advise, need_of
from throughcare.rules.thread_names import first_free


def say_why_other(advice: Advice) -> str:
    """What is asked where another form is chosen than the one advised."""
    reasons = "; ".join(lower_first(reason.label) for reason in advice.reasons)
    return f"The need calls for a {lower_first(advice.format.label)} ({reasons}). Say why another form is asked for."


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was typed when a court asked for a report; None or blank where nothing was.

    `provider` is the organisation asked (code), `writer` who is to write it (code). `on` is the day on which the court
    asked, where that was taken on paper and is typed in later: today where nothing was typed. `how` says how it came to
    be asked for, where no hearing of a day list does.
    """

    court: str | None = None
    provider: str | None = None
    format: ReportFormat | None = None
    due_on: date | None = None
    seriousness: Seriousness | None = None
    abuse: YesNo | None = None
    child: YesNo | None = None
    differs: str | None = None
    writer: str | None = None
    checks: tuple[CheckAsked, ...] = ()
    on: date | None = None
    how: str | None = None


def advice_for(case: CaseState, request: Request, *, today: date) -> Advice:
    """The form that the need calls for, by what the record knows and what was said of the papers."""
    waived = {each.check for each in request.checks if each.because is not None}
    need = need_of(
        case,
        seriousness=request.seriousness,
        abuse=request.abuse,
        child=request.child,
        today=today,
        waived=waived,
    )
    return advise(need)


def _threads_of(case: CaseState) -> set[str]:
    had = (*(report.thread for report in case.reports), *(check.thread for check in case.checks))
    return {each for each in had if each}


ASK_HOW = (
    "Say how the court came to ask, for example by a letter of 4 July: this person stands on no day list of yours, and "
    "whoever holds the case reads why their record was opened."
)


def decide_request(
    case: CaseState, request: Request, *, today: date, taken: Collection[str] = (), is_listed: bool = True
) -> list[Draft]:
    """The facts of a request: asked for, given to a writer where one is named, both checks asked or said why not.

    `taken`: the threads that the record ever had, those of what was withdrawn too. `is_listed`: it is asked through a
    hearing of a day list; where it is not, how it came to be asked is owed, and stays with the request.
    """
    faults = Faults()
    how = None if is_listed else faults.note("how", request.how, needed=ASK_HOW, in_words=True)
    faults.check()  # before anything is told of the advice: it tells of the risk
    court = faults.line("court", request.court, needed="Say which court asks.")
    if request.seriousness is None:
        faults.add("seriousness", "Say how serious the court finds the offence.")
    asked_on = faults.day_past("on", request.on or today, today=today, came_on=None)
    check_due(request.due_on, asked_on, faults)
    advice = advice_for(case, request, today=asked_on)
    if request.format is None:
        faults.add("format", "Choose the form of the report.")
    is_other = request.format not in (None, advice.format)
    needed = say_why_other(advice) if is_other else None
    differs = faults.note("differs", request.differs, needed=needed, in_words=is_other)
    used = {*taken, *_threads_of(case)}
    thread = first_free(f"report-{asked_on.isoformat()}", used)
    said = {
        "order": next_order(case),
        "format": request.format,
        "provider": request.provider,
        "due_on": request.due_on,
        "court": court,
        "seriousness": request.seriousness,
        "abuse_in_papers": request.abuse,
        "child_in_papers": request.child,
        "advised": advice.format,
        "advice": advice.kept,
        "differs": differs if is_other else None,
    }
    drafts = [Draft(kind=ReportRequested, on=asked_on, payload=said, thread=thread, note=how)]
    if writer := faults.line("writer", request.writer):
        drafts.append(Draft(kind=ReportAssigned, on=asked_on, payload={"officer": writer}, thread=thread))
    for each in request.checks:
        check_reason(case, each, today=asked_on, faults=faults)
    drafts += _checks(request, thread, asked_on, used, faults)
    faults.check()
    return drafts


def check_due(due: date | None, asked_on: date, faults: Faults) -> None:
    """The day for which a report is asked is the court's; for an oral report usually the same day."""
    if due is None:
        faults.add("due_on", f"Say for which day the court asks, for example {say_day(asked_on)}.")
    elif due < asked_on:
        faults.add(
            "due_on",
            f"{say_day(due)} is past: the court asked on {say_day(asked_on)}. Say a day from then on, or, where it was "
            "taken on paper before, on which day that was.",
        )


def _checks(request: Request, report: str, today: date, used: Collection[str], faults: Faults) -> list[Draft]:
    said = {each.check: each for each in request.checks}
    return [
        check_draft(
            said.get(check, CheckAsked(check)),
            report=report,
            thread=new_thread(check, today, used),
            today=today,
            faults=faults,
        )
        for check in CheckType
    ]


def next_order(case: CaseState) -> str:
    """The number of the order that the sentence will make: one more than the highest known of the person."""
    known = [order.number for order in case.orders] + [report.order for report in case.reports]
    return str(max((int(number) for number in known if number.isdecimal()), default=0) + 1)
