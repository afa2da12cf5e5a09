"""The report desk in words: what the record knows, one report, and the advice on its form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from throughcare.facts import Fact
from throughcare.facts.checks import CheckNotAsked
from throughcare.facts.court import (
    ReportAdjourned,
    ReportCalledOff,
    ReportDelivered,
    ReportFormat,
    ReportRecorded,
    ReportRequested,
    ReportSigned,
    Review,
    Seriousness,
)
from throughcare.facts.stream import in_order, standing
from throughcare.facts.words import lower_first, say_day, say_list
from throughcare.records.queries.organisations import names_of_staff
from throughcare.records.queries.person import names_in
from throughcare.records.queries.reports import charges_of, draft_of, grade_of
from throughcare.rules.access import Power, may
from throughcare.rules.case import CaseState, CheckState, ReportState
from throughcare.rules.case.values import known_value, moment_of
from throughcare.rules.quality import is_finished
from throughcare.rules.report_advice import Advice, Reason
from throughcare.rules.report_checks import made_without
from throughcare.rules.report_content import LABELS, SOURCES
from throughcare.rules.report_mistakes import last_said
from throughcare.rules.reports import Act, acts_at
from throughcare.rules.scores.on_record import on_record
from throughcare.web.design.words import plural
from throughcare.web.people.fact_words import say_moment
from throughcare.web.people.header import say_check
from throughcare.web.reports.desk import OpenReport, undoable
from throughcare.web.scores.pages import known_scores
from throughcare.web.supervision.pages import who_of

ACTS = {
    Act.ASSIGN: "assign_report",
    Act.READ: "read_report",
    Act.SIGN: "write_report",
    Act.ADJOURN: "adjourn_report",
    Act.CALL_OFF: "call_off_report",
    Act.DELIVER: "deliver_report",
    Act.WRITE_DOWN: "write_down_report",
    Act.WORDS: "words_on_report",
}
"""The route of each act."""

COURT_ONLY = frozenset({Act.ASSIGN, Act.READ, Act.ADJOURN, Act.CALL_OFF})
"""The acts of those who see the court work of their organisation; the others are the writer's too."""


# --- what the record knows ---------------------------------------------------------------------------------------


def known_of(case: CaseState) -> list[tuple[str, tuple[str, ...]]]:
    """What the record knows that a report needs, label and lines; what it does not know is said so."""
    level = lower_first(case.rosh_level.label) if case.rosh_level else "not known"
    assessed = f" (assessed on {say_day(case.rosh_assessed_on)})" if case.rosh_assessed_on else ""
    return [
        ("Risk of serious harm", (f"{level}{assessed}; assessment {lower_first(case.rosh_status.label)}",)),
        ("Concerns", tuple(f"{c.label}, since {say_day(on)}" for c, on in case.concerns.items()) or ("none recorded",)),
        ("Checks", tuple(say_check(each) + _told(each) for each in case.checks)),
        ("Orders", _orders(case) or ("none known",)),
        ("Earlier reports", _earlier(case) or ("none",)),
        ("Needs", tuple(_need(need) for need in case.needs) or ("none recorded",)),
    ]


def known_for(opened: OpenReport) -> list[tuple[str, tuple[str, ...]]]:
    """What stands beside every form of a report: what the day list says they are charged with, and what the record
    knows for as long as that is open to whoever works on it.
    """
    charged = charges_of(opened.desk.person, opened.report.thread or "")
    said = [("Charged with", tuple(charged.splitlines()))] if charged else []
    if not (opened.may_work and opened.knows):
        return said
    scores = known_scores(on_record(in_order(standing(opened.desk.stream, as_of=date.max))), opened.desk.today)
    return [*said, ("Scores", scores), *known_of(opened.desk.case)]


def _told(check: CheckState) -> str:
    words = ("fact", "opinion", "allegation")
    said = [f"{word}: {text}" for word, text in zip(words, check.told, strict=True) if text]
    return f" ({'; '.join(said)})" if said else ""


def _orders(case: CaseState) -> tuple[str, ...]:
    found = []
    for order in case.orders:
        what = order.disposal.label if order.disposal else "Order"
        since = f" of {say_day(order.sentenced_on)}" if order.sentenced_on else ""
        end = f", ended {say_day(order.ended_on)}" if order.ended_on else ", open"
        found.append(f"{what}{since}{end}")
    return tuple(found)


def _earlier(case: CaseState) -> tuple[str, ...]:
    return tuple(
        f"{report.format.label if report.format else 'Report'} of {say_day(report.delivered_on)}"
        for report in case.reports
        if report.delivered_on
    )


def _need(need: Any) -> str:
    label = need.need.label if need.need else "Need"
    return f"{label}: {need.detail}" if need.detail else label


def say_advice(advice: Advice) -> dict[str, Any]:
    """The advice on the form, with every reason."""
    return {"form": advice.format.label, "reasons": [reason.label for reason in advice.reasons]}


# --- one report --------------------------------------------------------------------------------------------------


def page_of_report(opened: OpenReport, *, done: str) -> dict[str, Any]:
    """One report: how far it has come, what it says, its checks, and what can be done next."""
    desk, report = opened.desk, opened.report
    facts = opened.facts
    names = names_in(facts)
    draft = draft_of(desk.person, report.thread or "") if opened.may_work and report.signed_on is None else None
    sees_all = may(desk.user.viewer, Power.SEE_COURT_WORK)
    acts = [act for act in acts_at(report) if opened.may_work and (sees_all or act not in COURT_ONLY)]
    acts = [act for act in acts if not _not_for(act, opened)]
    links = [(act.label, reverse(ACTS[act], args=[desk.person.crn, report.thread])) for act in acts]
    if opened.may_work and sees_all and last_said(report, desk.stream):
        links.append(
            ("Take back what the court said last", reverse("take_back", args=[desk.person.crn, report.thread]))
        )
    return {
        "who": who_of(desk.person),
        "report": report,
        "title": f"{report.format.label if report.format else 'Report'}: {who_of(desk.person).name}",
        "rows": _rows(report, facts, names),
        "before_answer": before_answers(opened),
        "content": content_of(facts),
        "checks": [_check_line(each, opened) for each in desk.case.checks if _is_shown(each, opened)],
        "known": known_for(opened),
        "acts": links,
        "mark": reverse("mark_report", args=[desk.person.crn, report.thread])
        if opened.may_work and is_finished(report)
        else "",
        "done": done,
        "undo": reverse("undo_report", args=[desk.person.crn, report.thread, done]) if undoable(desk, done) else "",
        "files": _files(desk.person.crn, report, facts),
        "blank": reverse("blank_report", args=[desk.person.crn, report.thread]) if acts else "",
        "draft": f"saved by {draft.saved_by.name} on {say_moment(draft.saved_at)}" if draft else "",
        "words": report.words,
        "scores": reverse("report_scores", args=[desk.person.crn, report.thread])
        if opened.may_work and opened.knows
        else "",
        "reads_record": not opened.may_work,
    }


def _files(crn: str, report: ReportState, facts: Sequence[Fact]) -> list[tuple[str, str]]:
    """The files of a report that is written."""
    if not content_of(facts):
        return []
    words = {"pdf": "The report, to print or hand over (PDF)", "json": "The report for the court's own system (JSON)"}
    return [(text, reverse("report_file", args=[crn, report.thread, ending])) for ending, text in words.items()]


def _not_for(act: Act, opened: OpenReport) -> bool:
    """Whether an act is not this user's, by who writes the report."""
    me, writer = opened.desk.user.code, opened.report.writer
    if act is Act.READ:
        return me == writer
    return act is Act.SIGN and writer not in (None, me)


def _rows(report: ReportState, facts: Sequence[Fact], names: Any) -> list[tuple[str, str]]:
    asked = next((fact for fact in facts if isinstance(fact, ReportRequested)), None)
    rows = [("How far it is", report.stage.label)]
    if report.court:
        rows.append(("Court", report.court))
    if report.asked_on:
        rows.append(("Asked for", say_day(report.asked_on)))
    if asked is not None and asked.note:
        rows.append(("How the court came to ask", asked.note))
    if report.due_on:
        again = f", after {plural(report.adjourned, 'adjournment')}" if report.adjourned else ""
        rows.append(("The court's day", f"{say_day(report.due_on)}{again}"))
    rows.append(("Writer", names.of_staff(report.writer) if report.writer else "nobody yet"))
    if report.review:
        rows.append(("Second reader", f"{report.review.label}: {names.of_staff(report.read_by or '')}"))
    if report.review_note:
        rows.append(("What they said", report.review_note))
    if report.signed_on:
        rows.append(("Signed", f"{say_day(report.signed_on)}, by {names.of_staff(report.signed_by or '')}"))
    rows += [_given_another_day(fact) for fact in facts if isinstance(fact, ReportAdjourned)]
    if called_off := next((fact for fact in facts if isinstance(fact, ReportCalledOff)), None):
        why = f": {called_off.reason}" if called_off.reason else ""
        rows.append(("Called off", f"{say_day(called_off.on)}{why}"))
    if report.delivered_on:
        way = f", {lower_first(report.way.label)}" if report.way else ""
        rows.append(("Given to the court", f"{say_day(report.delivered_on)}{way}"))
    if report.recorded_on and report.format is ReportFormat.ORAL:
        rows.append(("Written down", say_day(report.recorded_on)))
    if asked is not None and asked.advised is not None:
        rows += _advice_rows(asked)
    return rows


def _given_another_day(fact: ReportAdjourned) -> tuple[str, str]:
    new = f"to {say_day(fact.due_on)}" if fact.due_on else "to a day that is not recorded"
    return "Adjourned", f"{say_day(fact.on)}, {new}{f': {fact.reason}' if fact.reason else ''}"


def _advice_rows(asked: ReportRequested) -> list[tuple[str, str]]:
    codes = (asked.advice or "").partition(": ")[2].split(", ")
    reasons = [found.label for code in codes if (found := known_value(Reason, code))]
    seriousness = known_value(Seriousness, asked.seriousness)
    rows = [("Form advised", f"{asked.advised.label if asked.advised else ''}: {'; '.join(reasons)}")]
    if seriousness:
        rows.append(("Seriousness", seriousness.label))
    if asked.differs:
        rows.append(("Why another form", asked.differs))
    return rows


def before_answers(opened: OpenReport) -> list[str]:
    """What is said of a report that was made before an agency's answer, or before the agency was rung as it asked."""
    waived = {fact.check: fact.because for fact in opened.facts if isinstance(fact, CheckNotAsked) and fact.check}
    found = []
    for each in made_without(opened.desk.case, opened.report, waived=waived):
        label = lower_first(each.check.label)
        if each.out:
            found.append(f"This report was made before the answer to the {label}: {_say_back(each.out)}.")
        else:
            why = f" ({lower_first(each.because.label)})" if each.because else ""
            found.append(f"This report was made without the {label}: it was not asked{why}.")
    return found


def _say_back(check: CheckState) -> str:
    if check.returned_on is None:
        return "it is not back yet"
    if check.waits:
        return f"the agency asked on {say_day(check.returned_on)} to be rung"
    return f"it came on {say_moment(check.returned_at) if check.returned_at else say_day(check.returned_on)}"


def name_of_officer(code: str) -> str:
    """A member of staff by name; the code where there is none."""
    return names_of_staff({code}).get(code, code)


def made_by(opened: OpenReport) -> list[tuple[str, str]]:
    """Who made the report and when, name and sentence: who signed it and who agreed to it; or who gave an oral one and
    who wrote it down. The first is its author.
    """
    report, made = opened.report, []
    for fact in opened.facts:
        if isinstance(fact, ReportSigned) and fact.officer:
            made.append(_made(fact.officer, "Signed", report.made_at, fact.on))
        is_oral = report.format is ReportFormat.ORAL
        if isinstance(fact, ReportDelivered) and is_oral and fact.by:
            made.append(_made(fact.by.staff, "Given in court", report.made_at, fact.on))
        if isinstance(fact, ReportRecorded) and is_oral and fact.by:
            made.append(_made(fact.by.staff, "Written down", moment_of(fact), fact.on))
    if report.read_by and report.review is Review.AGREED:
        reader = name_of_officer(report.read_by)
        made.append((reader, f"Read and agreed to by {reader}."))
    return made


def _made(code: str, what: str, at: datetime | None, on: date) -> tuple[str, str]:
    name, grade = name_of_officer(code), grade_of(code)
    post = f", {lower_first(grade.label)}" if grade else ""
    return name, f"{what} on {say_moment(at) if at else say_day(on)} by {name}{post}."


def content_of(facts: Sequence[Fact]) -> list[tuple[str, str]]:
    """What a report says, label and text: as it was signed, or as an oral one was written down."""
    said = next((f for f in reversed(facts) if isinstance(f, ReportSigned)), None)
    if said is None:
        said = next((f for f in reversed(facts) if isinstance(f, ReportRecorded)), None)  # type: ignore[assignment]
    if said is None:
        return []
    rows = []
    for name, label in LABELS.items():
        value = getattr(said, name, None)
        if name == "sources_used" and value:
            value = say_list([SOURCES.get(code, code) for code in value.split(",")])
        if value:
            rows.append((label, getattr(value, "label", value)))
    return rows


def _is_shown(check: CheckState, opened: OpenReport) -> bool:
    """Whether a check stands on the page of the report: of a closed one, only what was asked for it and is still out,
    so that it can be chased; an answer is then for those who may open the record.
    """
    asked_for_it = check.report is not None and check.report == opened.report.thread
    return opened.knows or (asked_for_it and check.waits)


def _check_line(check: CheckState, opened: OpenReport) -> dict[str, str]:
    """One check in words, with its page; and where one that is not asked can be."""
    crn, report = opened.desk.person.crn, opened.report
    late = ", late" if check.is_late(opened.desk.today) else ""
    can_ask = opened.may_work and report.is_open and check.asked_on is None and not check.is_answered and check.check
    return {
        "words": f"{say_check(check)}{late}",
        "address": reverse("check", args=[crn, check.thread]) if check.thread else "",
        "ask": reverse("ask_check", args=[crn, report.thread, check.check]) if can_ask else "",
    }
